"""The chain of the audit trail: how an event is written, how its digest is made, and where the chain's head is kept.

Each event holds the digest of the one before; its own is the SHA-256 of that digest and its content. So no event can be
changed, taken out or put in without all later digests being wrong. What such a chain cannot tell, that its end was cut
off, is told by the head: number and digest of the last event, in a small file beside the database.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xraydesk.core.files import write_atomically

START: Final = "0" * 64
"""What stands for the digest before the first event."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last event of a chain: its number, from 1, and its digest."""

    number: int = 0
    digest: str = START


def canonical(content: Mapping[str, object]) -> str:
    """JSON of which there is one form only: keys in order, no blanks, ASCII."""
    return json.dumps(dict(content), sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)


def digest_of(former: str, number: int, content: str) -> str:
    """The digest of an event: SHA-256, lower-case hexadecimal."""
    return hashlib.sha256(f"{former}\n{number}\n{content}".encode()).hexdigest()


def append(connection: sqlite3.Connection, content: Mapping[str, object]) -> Head:
    """Add an event at the end; part of a transaction of its caller."""
    last = head(connection)
    number, text = last.number + 1, canonical(content)
    digest = digest_of(last.digest, number, text)
    connection.execute(
        "INSERT INTO audit_event (number, content, former, digest) VALUES (?, ?, ?, ?)",
        (number, text, last.digest, digest),
    )
    return Head(number, digest)


def is_kept(connection: sqlite3.Connection) -> bool:
    """Whether the database has an audit trail; one that an older version wrote has none."""
    query = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'audit_event'"
    return connection.execute(query).fetchone() is not None


def head(connection: sqlite3.Connection) -> Head:
    """The last event that the database holds."""
    if not is_kept(connection):
        return Head()
    last = connection.execute("SELECT number, digest FROM audit_event ORDER BY number DESC LIMIT 1").fetchone()
    return Head() if last is None else Head(last[0], last[1])


def first_misfit(connection: sqlite3.Connection) -> int | None:
    """Number of the first event that does not fit the ones before it; None where all do."""
    if not is_kept(connection):
        return None
    former, expected = START, 1
    for number, content, said, digest in connection.execute(
        "SELECT number, content, former, digest FROM audit_event ORDER BY number"
    ):
        if number != expected or said != former or digest != digest_of(former, number, content):
            # Where one is missing, it is that one that does not fit.
            return min(int(number), expected)
        former, expected = digest, expected + 1
    return None


def fits(connection: sqlite3.Connection, kept: Head) -> bool:
    """Whether the database holds the event that was the last one."""
    if kept.number == 0:
        return True
    if not is_kept(connection):
        return False
    found = connection.execute("SELECT digest FROM audit_event WHERE number = ?", (kept.number,)).fetchone()
    return found is not None and found[0] == kept.digest


def head_file(path: Path) -> Path:
    """Where the head of a database's chain is kept."""
    return path.with_name(f"{path.stem}.audit-head.json")


def keep_head(path: Path, last: Head) -> None:
    """Write the head beside the database.

    Raises
    ------
    OSError
        It cannot be written; the older one, which is an event of the same chain, stays.
    """
    content = canonical({"number": last.number, "digest": last.digest})
    write_atomically(head_file(path), f"{content}\n".encode("ascii"))


def kept_head(path: Path) -> Head | None:
    """The head that is kept beside a database; None where there is none that can be read."""
    try:
        values = json.loads(head_file(path).read_bytes())
        return Head(int(values["number"]), str(values["digest"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
