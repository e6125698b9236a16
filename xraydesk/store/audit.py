"""The audit trail: what was done with the product, never changed, and nothing of a patient in it.

An event holds counts, digests of films and models, and words of a fixed list. Whoever has an event to tell calls
`record`, the command line and the window alike; ``xraydesk audit verify`` calls `verify`.
"""

from __future__ import annotations

import contextlib
import json
import logging
import re
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Final

from xraydesk.store import chain
from xraydesk.store.database import Database
from xraydesk.store.failures import translated

_log = logging.getLogger(__name__)


class Event(StrEnum):
    """What can happen."""

    START = "start"
    STOP = "stop"
    OPEN = "open"
    SCREEN = "screen"
    EXPORT = "export"
    DELETE = "delete"
    MODEL_CHANGE = "model_change"
    MODEL_INSTALL = "model_install"
    OVERRIDE = "override"
    RESTORE = "restore"


_COUNTS: Final = frozenset(
    ("run", "films", "files", "ok", "abstained", "declined", "failed", "reused", "notes", "entries", "lost_events")
)
_DIGESTS: Final = frozenset(("film", "model", "former_model", "file", "former_head"))
_WORDS: Final[Mapping[str, frozenset[str]]] = {
    "program": frozenset(("window", "command_line")),
    "format": frozenset(
        ("csv", "jsonl", "xlsx", "html", "pdf", "png", "heatmap", "manifest", "dicom", "copy", "other")
    ),
    "what": frozenset(("run", "entry", "note", "film", "result", "backup", "annotation", "recent", "model")),
    "source": frozenset(("backup", "itself", "none")),
}
_DIGEST: Final = re.compile(r"[0-9a-f]{64}|")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of looking at the whole trail.

    Attributes
    ----------
    events
        How many there are.
    lost
        How many more there were that went with a database that had to be restored, as the trail itself says.
    misfit
        Number of the first event that does not fit; None where all do.
    reason
        Why it does not, as half a sentence; empty where all do.
    """

    events: int
    lost: int = 0
    misfit: int | None = None
    reason: str = ""

    @property
    def sentence(self) -> str:
        """For whoever asked."""
        lost = f"; {self.lost} more were lost with a database that had to be restored" if self.lost else ""
        if self.misfit is None:
            return f"{self.events} events, each fits the one before{lost}"
        return f"{self.events} events{lost}; number {self.misfit} does not fit: {self.reason}"


@dataclass(frozen=True, slots=True)
class Recorded:
    """One event: its number, its kind, when (ISO 8601 in UTC), and its facts."""

    number: int
    kind: Event
    made: str
    facts: dict[str, int | str]


def record(database: Database, kind: Event, **facts: int | str) -> None:
    """Add an event to the trail.

    Parameters
    ----------
    facts
        Counts such as ``films``, digests such as ``film`` and ``model``, words such as ``program="window"``; a digest
        may be empty where there is none.

    Raises
    ------
    StoreError
        It cannot be stored.
    ValueError
        A fact is none of those that an event may hold: a defect of ours.
    """
    content = content_of(kind, facts)
    with database.transaction() as connection:
        last = chain.append(connection, content)
    if database.path is not None:
        try:
            chain.keep_head(database.path, last)
        except OSError as error:
            # The event is stored; the next one writes its own head, and until then an older one is there.
            _log.warning("the head of the audit trail was not written: %s", type(error).__name__)


def digest(text: str) -> str:
    """A text where it is a digest; empty for what else stands in its place, such as for a film that is in no file."""
    return text if _DIGEST.fullmatch(text) else ""


def note_model(database: Database, model: str) -> None:
    """Add an event where another model is in use than the last one of which the trail knows.

    Parameters
    ----------
    model
        Digest of the model in use.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    query = (
        "SELECT content FROM audit_event WHERE json_extract(content, '$.kind') = 'model_change'"
        " ORDER BY number DESC LIMIT 1"
    )
    last = [json.loads(row["content"])["model"] for row in database.rows(query)]
    if last != [model]:
        record(database, Event.MODEL_CHANGE, model=model, former_model=last[0] if last else "")


def content_of(kind: Event, facts: Mapping[str, int | str]) -> dict[str, object]:
    """An event as it is stored.

    Raises
    ------
    ValueError
        As of `record`.
    """
    for name, value in facts.items():
        if not _may_be_told(name, value):
            raise ValueError(f"an event of the audit trail does not hold this: {name}")
    return {"kind": kind.value, "made": datetime.now(UTC).isoformat(timespec="microseconds"), **facts}


def _may_be_told(name: str, value: int | str) -> bool:
    if isinstance(value, str):
        if name in _DIGESTS:
            return _DIGEST.fullmatch(value) is not None
        return value in _WORDS.get(name, ())
    return name in _COUNTS and not isinstance(value, bool) and value >= 0


def events(database: Database) -> list[Recorded]:
    """Every event, oldest first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found = []
    for row in database.rows("SELECT number, content FROM audit_event ORDER BY number"):
        content = json.loads(row["content"])
        kind, made = Event(content.pop("kind")), content.pop("made")
        found.append(Recorded(row["number"], kind, made, content))
    return found


def verify(path: Path) -> Verdict:
    """Look at every event, and whether the last one of which the file beside the database knows is there.

    The database is taken as it is: nothing is put in order before.

    Parameters
    ----------
    path
        The database.

    Raises
    ------
    StoreError
        It cannot be read.
    """
    with translated(path), contextlib.closing(sqlite3.connect(path, timeout=3)) as connection:
        connection.execute("PRAGMA query_only = ON")
        if not chain.is_kept(connection):
            return _held_against(path, Verdict(0), chain.Head(), fits_head=chain.fits(connection, _kept(path)))
        misfit, last = chain.first_misfit(connection), chain.head(connection)
        number = int(connection.execute("SELECT count(*) FROM audit_event").fetchone()[0])
        lost = _lost(connection)
        if misfit is not None:
            return Verdict(number, lost, misfit, "it was changed, or the one before it")
        return _held_against(path, Verdict(number, lost), last, fits_head=chain.fits(connection, _kept(path)))


def _held_against(path: Path, verdict: Verdict, last: chain.Head, *, fits_head: bool) -> Verdict:
    kept = chain.kept_head(path)
    if not fits_head and kept is not None:
        if kept.number > last.number:
            reason = f"the events up to number {kept.number} are missing"
            return replace(verdict, misfit=last.number + 1, reason=reason)
        return replace(verdict, misfit=kept.number, reason="it is not the one that was written then")
    if kept is None and last.number > 1:
        reason = f"the file {chain.head_file(path).name}, which says what the last event is, is missing"
        return replace(verdict, misfit=last.number, reason=reason)
    return verdict


def _kept(path: Path) -> chain.Head:
    return chain.kept_head(path) or chain.Head()


def _lost(connection: sqlite3.Connection) -> int:
    """How many events were lost with databases that had to be restored, as the trail itself says."""
    contents = connection.execute('SELECT content FROM audit_event WHERE content LIKE \'%"kind":"restore"%\'')
    return sum(_lost_events(content) for (content,) in contents)


def _lost_events(content: str) -> int:
    try:
        return int(json.loads(content).get("lost_events", 0))
    except (ValueError, TypeError, AttributeError):
        return 0  # it was changed, which is said anyway
