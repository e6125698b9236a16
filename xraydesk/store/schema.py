"""How the database is laid out: every step from one version to the next, oldest first.

A step that was released is never changed; new tables and columns are appended as a further step. The version of a
database (``PRAGMA user_version``) is the number of steps that it has gone through.
"""

from __future__ import annotations

from xraydesk.store.worklist_schema import AUDIT, WORKLIST

APPLICATION_ID = 0x58524431
"""``PRAGMA application_id``: says that a database is one of ours ("XRD1")."""

STEPS: tuple[tuple[str, ...], ...] = (
    # Annotations and key images of a film: the film is the SHA-256 of the file's bytes, so a copy of the file, under
    # any name, finds its annotations again.
    (
        """
        CREATE TABLE annotation (
            id TEXT PRIMARY KEY,
            film TEXT NOT NULL,
            frame INTEGER NOT NULL CHECK (frame >= 0),
            place INTEGER NOT NULL,
            content TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
        "CREATE INDEX annotation_of_film ON annotation (film, frame, place)",
        """
        CREATE TABLE key_image (
            film TEXT NOT NULL,
            frame INTEGER NOT NULL CHECK (frame >= 0),
            reader TEXT NOT NULL,
            marked TEXT NOT NULL,
            PRIMARY KEY (film, frame)
        ) STRICT, WITHOUT ROWID
        """,
    ),
    # What readers declare of findings and what they saw before the model told them; rows are only ever added.
    (
        """
        CREATE TABLE decision (
            place INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            film TEXT NOT NULL,
            frame INTEGER NOT NULL CHECK (frame >= 0),
            label TEXT NOT NULL,
            verdict TEXT NOT NULL CHECK (verdict IN ('accepted', 'rejected', 'corrected', 'undone')),
            corrected_to TEXT NOT NULL,
            undoes TEXT NOT NULL CHECK ((verdict = 'undone') = (undoes <> '')),
            note TEXT NOT NULL,
            reader TEXT NOT NULL,
            declared TEXT NOT NULL,
            model TEXT NOT NULL,
            model_sha256 TEXT NOT NULL,
            probability REAL NOT NULL,
            operating_point TEXT NOT NULL,
            threshold REAL NOT NULL,
            ai_seen_first INTEGER NOT NULL CHECK (ai_seen_first IN (0, 1))
        ) STRICT
        """,
        "CREATE INDEX decision_of_film ON decision (film)",
        "CREATE INDEX decision_undone ON decision (undoes)",
        """
        CREATE TABLE first_look (
            place INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            film TEXT NOT NULL,
            frame INTEGER NOT NULL CHECK (frame >= 0),
            reader TEXT NOT NULL,
            looked TEXT NOT NULL,
            seconds REAL NOT NULL,
            impression TEXT NOT NULL,
            model TEXT NOT NULL,
            model_sha256 TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX first_look_of_film ON first_look (film)",
    ),
    # What was opened lately; the key is the digest of the paths.
    (
        """
        CREATE TABLE recent_drop (
            key TEXT PRIMARY KEY,
            paths TEXT NOT NULL,
            opened TEXT NOT NULL,
            films INTEGER NOT NULL CHECK (films >= 0),
            patient TEXT NOT NULL
        ) STRICT, WITHOUT ROWID
        """,
    ),
    # Scores that readers asked for although the guard had declined the film; rows are only ever added.
    (
        """
        CREATE TABLE advice_override (
            place INTEGER PRIMARY KEY,
            id TEXT NOT NULL UNIQUE,
            film TEXT NOT NULL,
            frame INTEGER NOT NULL CHECK (frame >= 0),
            reader TEXT NOT NULL,
            made TEXT NOT NULL,
            advice TEXT NOT NULL,
            because TEXT NOT NULL,
            model TEXT NOT NULL
        ) STRICT
        """,
        "CREATE INDEX advice_override_of_film ON advice_override (film)",
    ),
    WORKLIST,
    AUDIT,
)
"""Each step is the statements that it runs, in one transaction."""
