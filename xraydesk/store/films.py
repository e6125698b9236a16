"""Films by their content: where each was seen, and what of patient and study the list shows."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from xraydesk.store import texts
from xraydesk.store.database import Database


@dataclass(frozen=True, slots=True)
class Film:
    """What is kept of one film.

    Attributes
    ----------
    sha256
        Digest of the file's bytes, lower-case hexadecimal.
    size
        Of the file in bytes.
    patient_id, patient_name, study_uid, study_date, modality, view
        As the file says; empty where it says nothing or the reader does not want it kept. The date is ``YYYYMMDD``.
    """

    sha256: str
    size: int = 0
    patient_id: str = ""
    patient_name: str = ""
    study_uid: str = ""
    study_date: str = ""
    modality: str = ""
    view: str = ""

    @property
    def patient(self) -> str:
        """What the list names the patient by."""
        return self.patient_name or self.patient_id


_SHOWN = ("patient_id", "patient_name", "study_uid", "study_date", "modality", "view")
_COLUMNS = ", ".join(("sha256", "size", *_SHOWN))

# What is known of a film is not forgotten because a later look at it says less.
_KEEP = ", ".join(f"{name} = CASE excluded.{name} WHEN '' THEN film.{name} ELSE excluded.{name} END" for name in _SHOWN)
_SEEN = (
    f"INSERT INTO film ({_COLUMNS}, first_path, last_path, first_seen, last_seen) VALUES ({', '.join('?' * 12)})"  # noqa: S608 - our own names
    f" ON CONFLICT (sha256) DO UPDATE SET size = max(size, excluded.size), {_KEEP},"
    " last_path = CASE WHEN excluded.last_seen >= last_seen THEN excluded.last_path ELSE last_path END,"
    " last_seen = max(last_seen, excluded.last_seen)"
)


def seen(connection: sqlite3.Connection, film: Film, path: Path, when: str) -> bool:
    """Keep that a film was found at a path; part of a transaction of its caller.

    Returns whether what the list shows of a film that was known is another now.

    Parameters
    ----------
    when
        ISO 8601 in UTC.
    """
    shown = [texts.plain(getattr(film, name)) for name in _SHOWN]
    known = connection.execute(f"SELECT {', '.join(_SHOWN)} FROM film WHERE sha256 = ?", (film.sha256,)).fetchone()  # noqa: S608 - column names
    place = texts.of_path(path)
    connection.execute(_SEEN, (film.sha256, film.size, *shown, place, place, when, when))
    return known is not None and any(new not in ("", old) for new, old in zip(shown, known, strict=True))


def of(database: Database, sha256s: Collection[str]) -> dict[str, Film]:
    """What is kept of some films, by digest; unknown ones are left out.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found: dict[str, Film] = {}
    for part, marks in texts.parts(sha256s):
        query = f"SELECT {_COLUMNS} FROM film WHERE sha256 IN ({marks})"  # noqa: S608 - column names
        found.update((row["sha256"], Film(**dict(row))) for row in database.rows(query, part))
    return found


def paths(database: Database, sha256: str) -> tuple[Path, Path] | None:
    """Where a film was found first and last; None for an unknown one.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    for row in database.rows("SELECT first_path, last_path FROM film WHERE sha256 = ?", (sha256,)):
        return texts.to_path(row["first_path"]), texts.to_path(row["last_path"])
    return None
