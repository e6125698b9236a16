"""The steps of the database's layout that hold the worklist and the audit trail; `schema` puts them in their order."""

from __future__ import annotations

from typing import Final

WORKLIST: Final = (
    # A film is its content: under two paths it is the same film. Of patient and study only what the list shows.
    """
    CREATE TABLE film (
        sha256 TEXT PRIMARY KEY,
        size INTEGER NOT NULL CHECK (size >= 0),
        first_path BLOB NOT NULL,
        last_path BLOB NOT NULL,
        first_seen TEXT NOT NULL,
        last_seen TEXT NOT NULL,
        patient_id TEXT NOT NULL,
        patient_name TEXT NOT NULL,
        study_uid TEXT NOT NULL,
        study_date TEXT NOT NULL,
        modality TEXT NOT NULL,
        view TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE run (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        started TEXT NOT NULL,
        ended TEXT NOT NULL,
        dropped TEXT NOT NULL,
        model TEXT NOT NULL,
        model_sha256 TEXT NOT NULL,
        settings TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('open', 'done', 'cancelled'))
    ) STRICT
    """,
    # What one model says of one content; the columns are what the list sorts by, all of it is in the content.
    """
    CREATE TABLE result (
        id INTEGER PRIMARY KEY,
        film TEXT NOT NULL REFERENCES film,
        model_sha256 TEXT NOT NULL,
        made TEXT NOT NULL,
        status TEXT NOT NULL CHECK (status IN ('ok', 'abstained', 'declined', 'failed')),
        reason TEXT NOT NULL,
        label TEXT NOT NULL,
        label_set TEXT NOT NULL,
        probability REAL NOT NULL,
        calm REAL NOT NULL,
        content TEXT NOT NULL,
        UNIQUE (film, model_sha256)
    ) STRICT
    """,
    # One line of the list: a path of a run. It repeats what it is sorted by, so that a page is read from one index.
    """
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        run INTEGER NOT NULL REFERENCES run,
        path BLOB NOT NULL,
        added TEXT NOT NULL,
        slot INTEGER NOT NULL,
        film TEXT REFERENCES film,
        result INTEGER REFERENCES result,
        status TEXT NOT NULL DEFAULT 'waiting'
            CHECK (status IN ('waiting', 'unreachable', 'ok', 'abstained', 'declined', 'failed')),
        reason TEXT NOT NULL DEFAULT '',
        label TEXT NOT NULL DEFAULT '',
        label_set TEXT NOT NULL DEFAULT '',
        probability REAL NOT NULL DEFAULT -1,
        calm REAL NOT NULL DEFAULT 4,
        reviewed INTEGER NOT NULL DEFAULT 0 CHECK (reviewed IN (0, 1)),
        patient TEXT NOT NULL DEFAULT '',
        study_date TEXT NOT NULL DEFAULT '',
        UNIQUE (run, path)
    ) STRICT
    """,
    "CREATE INDEX entry_of_film ON entry (film)",
    "CREATE INDEX entry_of_result ON entry (result)",
    "CREATE INDEX entry_of_run ON entry (run)",
    "CREATE INDEX entry_by_wait ON entry (run, reviewed, slot, calm)",
    "CREATE INDEX entry_by_calm ON entry (run, reviewed, calm, slot)",
    "CREATE INDEX entry_by_status ON entry (run, status, label)",
    "CREATE INDEX entry_by_label ON entry (run, label)",
    "CREATE INDEX entry_by_set ON entry (run, label_set)",
    "CREATE INDEX entry_by_probability ON entry (run, probability)",
    "CREATE INDEX entry_by_patient ON entry (run, patient)",
    "CREATE INDEX entry_by_date ON entry (run, study_date)",
    "CREATE INDEX entry_by_reason ON entry (run, reason)",
    # A film is reviewed while a declaration about it stands, whoever writes declarations.
    """
    CREATE TRIGGER decision_reviews AFTER INSERT ON decision BEGIN
        UPDATE entry SET reviewed = EXISTS (
            SELECT 1 FROM decision AS each WHERE each.film = NEW.film AND each.verdict <> 'undone'
            AND NOT EXISTS (SELECT 1 FROM decision AS later WHERE later.undoes = each.id)
        ) WHERE film = NEW.film;
    END
    """,
    """
    CREATE TABLE note (
        place INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        film TEXT NOT NULL,
        reader TEXT NOT NULL,
        made TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX note_of_film ON note (film)",
)
"""Films, runs, results, the lines of the list, notes."""

AUDIT: Final = (
    """
    CREATE TABLE audit_event (
        number INTEGER PRIMARY KEY,
        content TEXT NOT NULL,
        former TEXT NOT NULL,
        digest TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TRIGGER audit_event_stays BEFORE UPDATE ON audit_event BEGIN
        SELECT RAISE(ABORT, 'events of the audit trail are never changed');
    END
    """,
    """
    CREATE TRIGGER audit_event_remains BEFORE DELETE ON audit_event BEGIN
        SELECT RAISE(ABORT, 'events of the audit trail are never deleted');
    END
    """,
)
"""What was done with the product; each row holds the digest of the one before (see `chain`)."""
