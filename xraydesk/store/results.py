"""What a model says of a film, once for each content and model: a second drop of the same film costs nothing."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xraydesk.core.findings import ScreeningResult, Status, foremost
from xraydesk.core.triage import urgency
from xraydesk.store import films, texts
from xraydesk.store.database import Database
from xraydesk.store.entries import slot_of
from xraydesk.store.films import Film
from xraydesk.store.result_content import from_json, to_json

_UNSCORED: Final = {Status.OK: 1.0, Status.ABSTAINED: 1.0, Status.DECLINED: 2.0, Status.FAILED: 3.0}
"""How calm a film without a score is: behind every film that has one."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One path of a run that was done.

    Attributes
    ----------
    result
        What came of it; its digest is empty where the file could not be read.
    film
        What the list shows of the film; None where nothing is known but the digest.
    made
        When, as ISO 8601 in UTC.
    """

    result: ScreeningResult
    film: Film | None
    made: str


def known(database: Database, sha256s: Collection[str], model_sha256: str) -> frozenset[str]:
    """Those of some films of which a model has a result; what failed is not known, it is tried again.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found: set[str] = set()
    for part, marks in texts.parts(sha256s):
        query = f"SELECT film FROM result WHERE model_sha256 = ? AND status <> 'failed' AND film IN ({marks})"  # noqa: S608 - question marks only
        found.update(row["film"] for row in database.rows(query, (model_sha256, *part)))
    return frozenset(found)


def get(database: Database, sha256: str, model_sha256: str) -> ScreeningResult | None:
    """What a model has said of a film, whatever came of it; the path is where the film was seen last.

    Raises
    ------
    StoreError
        It cannot be read.
    """
    rows = database.rows(f"{_RESULT} WHERE result.film = ? AND result.model_sha256 = ?", (sha256, model_sha256))
    return _result(rows[0]) if rows else None


def commit(database: Database, run: int, outcomes: Sequence[Outcome], *, again: bool = False) -> None:
    """Store what was done, all of it or nothing; storing it once more changes nothing.

    What is known of a film and the run's model stays and is what the line then shows, unless ``again`` says that the
    films were screened anew on request.

    Raises
    ------
    StoreError
        It cannot be stored; nothing of it was.
    """
    with database.transaction() as connection:
        model = _model_of(connection, run)
        linked: list[_Linked] = []
        for outcome in outcomes:
            result = outcome.result
            if not result.sha256:
                _settle_unread(connection, run, outcome)
                continue
            film = outcome.film or Film(result.sha256)
            renamed = films.seen(connection, film, result.path, outcome.made)
            number, changed = _keep(connection, model, outcome, again=again)
            linked.append(_link(connection, run, result.path, number, outcome.made, changed=changed or renamed))
        _follow(connection, run, linked)


def reuse(database: Database, run: int, found: Sequence[tuple[Path, Film]], when: str) -> None:
    """Let lines of a run show what its model has said of these films before; films without a result are left waiting.

    Raises
    ------
    StoreError
        It cannot be stored; nothing of it was.
    """
    with database.transaction() as connection:
        model = _model_of(connection, run)
        linked: list[_Linked] = []
        for path, film in found:
            number = _number_of(connection, film.sha256, model)
            if number is not None:
                renamed = films.seen(connection, film, path, when)
                linked.append(_link(connection, run, path, number, when, changed=renamed))
        _follow(connection, run, linked)


def of_film(database: Database, sha256: str) -> list[ScreeningResult]:
    """What every model has said of a film, the newest first; the path is where it was seen last.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    rows = database.rows(f"{_RESULT} WHERE result.film = ? ORDER BY made DESC, result.id DESC", (sha256,))
    return [_result(row) for row in rows]


def beside(database: Database, sha256s: Collection[str], model_sha256: str) -> dict[str, ScreeningResult]:
    """The newest result of another model for each of some films, by digest: the old one beside the new.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    found: dict[str, ScreeningResult] = {}
    for part, marks in texts.parts(sha256s):
        query = f"{_RESULT} WHERE model_sha256 <> ? AND result.film IN ({marks}) ORDER BY made, result.id"
        found.update((row["film"], _result(row)) for row in database.rows(query, (model_sha256, *part)))
    return found


def of_run(
    database: Database, run: int, at_once: int = 500, *, entries: Collection[int] | None = None
) -> Iterator[ScreeningResult]:
    """The results of a run in order of discovery, a few at a time; what still waits is left out.

    Parameters
    ----------
    entries
        Only lines of these numbers; None for all.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    last, wanted = 0, None if entries is None else frozenset(entries)
    while rows := database.rows(f"{_LINE} WHERE entry.run = ? AND entry.id > ? {_ONWARD}", (run, last, at_once)):
        for row in rows:
            if wanted is None or row["id"] in wanted:
                yield _line(row)
        last = rows[-1]["id"]


def changes(database: Database, model_sha256: str, other: str) -> dict[tuple[str, str], int]:
    """How often two models say what of the films that both have seen: by (what one says, what the other says).

    What is said is the label of a film with an answer, else its status.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    said = "CASE {0}.status WHEN 'ok' THEN {0}.label ELSE {0}.status END"
    query = (
        f"SELECT {said.format('one')} AS first, {said.format('two')} AS second, count(*) AS films"  # noqa: S608 - our own names
        " FROM result AS one JOIN result AS two ON two.film = one.film AND two.model_sha256 = ?"
        " WHERE one.model_sha256 = ? GROUP BY first, second ORDER BY first, second"
    )
    return {(row["first"], row["second"]): row["films"] for row in database.rows(query, (other, model_sha256))}


_RESULT: Final = (
    "SELECT result.film, result.status, result.reason, result.content, film.last_path AS path"
    " FROM result JOIN film ON film.sha256 = result.film"
)
_LINE: Final = (
    "SELECT entry.id, entry.path, coalesce(entry.film, '') AS film, entry.status, entry.reason, result.content"
    " FROM entry LEFT JOIN result ON result.id = entry.result"
)
_ONWARD: Final = "AND entry.status NOT IN ('waiting', 'unreachable') ORDER BY entry.id LIMIT ?"


def _result(row: sqlite3.Row) -> ScreeningResult:
    return from_json(row["content"], texts.to_path(row["path"]), row["film"], row["status"], row["reason"])


def _line(row: sqlite3.Row) -> ScreeningResult:
    if row["content"] is None:
        return ScreeningResult(texts.to_path(row["path"]), "", Status(row["status"]), row["reason"])
    return _result(row)


def _model_of(connection: sqlite3.Connection, run: int) -> str:
    found = connection.execute("SELECT model_sha256 FROM run WHERE id = ?", (run,)).fetchone()
    if found is None:
        raise ValueError(f"there is no run {run}")
    return str(found[0])


def _number_of(connection: sqlite3.Connection, film: str, model: str) -> int | None:
    query = "SELECT id FROM result WHERE film = ? AND model_sha256 = ?"
    found = connection.execute(query, (film, model)).fetchone()
    return None if found is None else int(found[0])


_COLUMNS: Final = (
    "film", "model_sha256", "made", "status", "reason", "label", "label_set", "probability", "calm", "content",
)  # fmt: skip
_KEEP: Final = (
    f"INSERT INTO result ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"  # noqa: S608 - our own names
    " ON CONFLICT (film, model_sha256) DO UPDATE SET "
    + ", ".join(f"{name} = excluded.{name}" for name in _COLUMNS[2:])
    + " WHERE result.status = 'failed' OR ?"
)


def _keep(connection: sqlite3.Connection, model: str, outcome: Outcome, *, again: bool) -> tuple[int, bool]:
    """Number of the film's result, and whether it is a new one."""
    result = outcome.result
    urgent = urgency(result.findings)
    values = (
        result.sha256,
        model,
        outcome.made,
        result.status.value,
        texts.plain(result.reason),
        result.label,
        texts.of_labels(result.label_set),
        foremost(result.findings, result.label_set).probability if result.findings else -1.0,
        _UNSCORED[result.status] if urgent is None else 1.0 - urgent,
        to_json(result),
    )
    changed = connection.execute(_KEEP, (*values, again)).rowcount > 0
    number = _number_of(connection, result.sha256, model)
    assert number is not None
    return number, changed


def _settle_unread(connection: sqlite3.Connection, run: int, outcome: Outcome) -> None:
    result = outcome.result
    reason, calm = texts.plain(result.reason), _UNSCORED[result.status]
    connection.execute(
        "INSERT INTO entry (run, path, added, slot, status, reason, calm) VALUES (?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (run, path) DO UPDATE SET status = excluded.status, reason = excluded.reason,"
        " calm = excluded.calm WHERE result IS NULL",
        (run, texts.of_path(result.path), outcome.made, slot_of(outcome.made), result.status.value, reason, calm),
    )


@dataclass(frozen=True, slots=True)
class _Linked:
    """A line and the number of its result; ``changed`` where other lines of the result have something to follow."""

    place: bytes
    number: int
    changed: bool


def _link(connection: sqlite3.Connection, run: int, path: Path, number: int, when: str, *, changed: bool) -> _Linked:
    place = texts.of_path(path)
    connection.execute(
        "INSERT INTO entry (run, path, added, slot, result) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (run, path) DO UPDATE SET result = excluded.result",
        (run, place, when, slot_of(when), number),
    )
    return _Linked(place, number, changed)


# Every line that shows a result repeats what it is sorted by.
_FOLLOW: Final = """
    UPDATE entry SET film = result.film, status = result.status, reason = result.reason, label = result.label,
        label_set = result.label_set, probability = result.probability, calm = result.calm,
        patient = CASE film.patient_name WHEN '' THEN film.patient_id ELSE film.patient_name END,
        study_date = film.study_date,
        reviewed = EXISTS (
            SELECT 1 FROM decision WHERE decision.film = result.film AND decision.verdict <> 'undone'
            AND NOT EXISTS (SELECT 1 FROM decision AS later WHERE later.undoes = decision.id)
        )
    FROM result JOIN film ON film.sha256 = result.film
    WHERE result.id = ? AND entry.result = result.id
"""


def _follow(connection: sqlite3.Connection, run: int, linked: Sequence[_Linked]) -> None:
    # A content may lie in a folder a thousand times: where nothing else is new, one more copy costs one line.
    changed = {each.number for each in linked if each.changed}
    connection.executemany(_FOLLOW, [(number,) for number in changed])
    lines = [(each.number, run, each.place) for each in linked if each.number not in changed]
    connection.executemany(f"{_FOLLOW} AND entry.run = ? AND entry.path = ?", lines)
