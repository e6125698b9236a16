"""Two runs side by side: what one says of the films of the other, the old answer beside the new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from xraydesk.store.database import Database

ABSENT: Final = ""
"""What a run says of a film that is not in it."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One film in two runs.

    Attributes
    ----------
    line, other
        Numbers of its lines in the run and in the other one; None where it is not in that one.
    said, said_before
        The label of a film with an answer, else its status; `ABSENT` where it is not in that run.
    moved
        By how much the foremost finding's probability differs, 0..1; 0 where one of the two has none.
    """

    line: int | None
    other: int | None
    said: str
    said_before: str
    moved: float


def changes(database: Database, run: int, other: int) -> dict[tuple[str, str], int]:
    """How many films there are by (what the other run says, what the run says).

    Raises
    ------
    StoreError
        They cannot be read.
    """
    query = f"{_PAIRS} SELECT before, now, count(*) AS films FROM pair GROUP BY before, now ORDER BY before, now"  # noqa: S608 - our own names
    return {(row["before"], row["now"]): row["films"] for row in database.rows(query, (run, other))}


def pairs(
    database: Database, run: int, other: int, *, only: tuple[str, str] | None = None, limit: int = 1000
) -> list[Pair]:
    """The films of which two runs do not say the same, those whose probability moved farthest first.

    Parameters
    ----------
    only
        Films of which just this is said: (by the other run, by the run), the same or not.
    limit
        At most so many.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    wanted, values = ("before <> now", ()) if only is None else ("before = ? AND now = ?", only)
    rows = database.rows(
        f"{_PAIRS} SELECT * FROM pair WHERE {wanted} ORDER BY moved DESC, line, other LIMIT ?",  # noqa: S608 - our own names
        (run, other, *values, limit),
    )
    return [Pair(row["line"], row["other"], row["now"], row["before"], row["moved"]) for row in rows]


# A film is known by its content; what could not be read, by its path. Of copies within a run the first one counts.
_RUN: Final = "SELECT coalesce(film, hex(path)) AS film, min(id) AS id FROM entry WHERE run = ? GROUP BY 1"
_SAID: Final = "CASE {0}.status WHEN 'ok' THEN {0}.label ELSE coalesce({0}.status, '') END"
_PAIRS: Final = f"""
    WITH one AS ({_RUN}), two AS ({_RUN}),
    both AS (
        SELECT one.id AS line, two.id AS other FROM one LEFT JOIN two ON two.film = one.film
        UNION ALL SELECT NULL, two.id FROM two WHERE two.film NOT IN (SELECT film FROM one)
    ),
    pair AS (
        SELECT line, other, {_SAID.format("new")} AS now, {_SAID.format("old")} AS before,
            CASE WHEN new.probability >= 0 AND old.probability >= 0
            THEN abs(new.probability - old.probability) ELSE 0.0 END AS moved
        FROM both LEFT JOIN entry AS new ON new.id = line LEFT JOIN entry AS old ON old.id = other
    )
"""  # noqa: S608 - our own names
