"""The audit trail: it is only ever added to, and whatever is done to it behind our back is noticed."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from xraydesk.store import audit, chain
from xraydesk.store.audit import Event
from xraydesk.store.database import Database

FILM, MODEL = "a" * 64, "c" * 64


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "a.sqlite3")
    for number in range(5):
        audit.record(made, Event.SCREEN, films=number, model=MODEL)
    yield made
    made.close()


def _behind_our_back(database: Database, *statements: str) -> None:
    """What somebody does with another program: the triggers go first."""
    assert database.path is not None
    database.close()
    with closing(sqlite3.connect(database.path)) as connection:
        for name in ("audit_event_stays", "audit_event_remains"):
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def test_events_are_read_back_in_order_and_fit(tmp_path: Path, database: Database) -> None:
    audit.record(database, Event.OVERRIDE, film=FILM)
    found = audit.events(database)
    assert [(each.number, each.kind) for each in found][-2:] == [(5, Event.SCREEN), (6, Event.OVERRIDE)]
    assert found[-1].facts == {"film": FILM}
    assert audit.verify(tmp_path / "a.sqlite3") == audit.Verdict(6)


def test_a_trail_without_events_fits(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3")
    database.rows("SELECT 1")
    assert audit.verify(tmp_path / "a.sqlite3") == audit.Verdict(0)
    database.close()


@pytest.mark.parametrize("statement", ["UPDATE audit_event SET content = '{}'", "DELETE FROM audit_event"])
def test_events_are_neither_changed_nor_deleted(tmp_path: Path, database: Database, statement: str) -> None:
    with pytest.raises(sqlite3.IntegrityError, match="never"), database.transaction() as connection:
        connection.execute(statement)
    assert audit.verify(tmp_path / "a.sqlite3") == audit.Verdict(5)


@pytest.mark.parametrize(
    ("statement", "misfit"),
    [
        ("UPDATE audit_event SET content = replace(content, '2', '3') WHERE number = 3", 3),
        ("UPDATE audit_event SET digest = former WHERE number = 2", 2),
        ("UPDATE audit_event SET former = digest WHERE number = 4", 4),
        ("DELETE FROM audit_event WHERE number = 2", 2),
        ("DELETE FROM audit_event WHERE number = 1", 1),
        ("INSERT INTO audit_event SELECT 6, content, former, digest FROM audit_event WHERE number = 5", 6),
        ("DELETE FROM audit_event WHERE number > 3", 4),
        ("DELETE FROM audit_event", 1),
    ],
)
def test_what_is_done_to_events_by_another_program_is_noticed(
    tmp_path: Path, database: Database, statement: str, misfit: int
) -> None:
    _behind_our_back(database, statement)
    assert audit.verify(tmp_path / "a.sqlite3").misfit == misfit


def test_a_chain_that_was_reckoned_anew_does_not_fit_its_head(tmp_path: Path, database: Database) -> None:
    database.close()
    with closing(sqlite3.connect(tmp_path / "a.sqlite3")) as connection:
        connection.execute("DROP TRIGGER audit_event_remains")
        connection.execute("DELETE FROM audit_event")
        for number in range(5):
            chain.append(connection, {"kind": "screen", "made": "2026", "films": number + 100})
        assert chain.first_misfit(connection) is None
        connection.commit()
    verdict = audit.verify(tmp_path / "a.sqlite3")
    assert verdict.misfit == 5
    assert "not the one" in verdict.reason


def test_a_head_that_is_gone_is_noticed_and_one_that_is_behind_fits(tmp_path: Path, database: Database) -> None:
    file = chain.head_file(tmp_path / "a.sqlite3")
    older = file.read_bytes()
    audit.record(database, Event.STOP)
    file.write_bytes(older)  # as after a crash between the event and its head
    assert audit.verify(tmp_path / "a.sqlite3") == audit.Verdict(6)
    file.unlink()
    assert audit.verify(tmp_path / "a.sqlite3").misfit == 6
    audit.record(database, Event.START, program="window")
    assert audit.verify(tmp_path / "a.sqlite3") == audit.Verdict(7)


@pytest.mark.parametrize(
    "facts",
    [
        {"film": "Planted^Name"}, {"patient": "Planted^Name"}, {"films": "3"}, {"films": -1}, {"program": "Planted"},
        {"model": "densenet"}, {"films": True},
    ],
)  # fmt: skip
def test_nothing_but_counts_digests_and_known_words_comes_in(
    tmp_path: Path, database: Database, facts: dict[str, int | str]
) -> None:
    with pytest.raises(ValueError, match="does not hold this"):
        audit.record(database, Event.OPEN, **facts)
    assert audit.verify(tmp_path / "a.sqlite3") == audit.Verdict(5)


def test_two_programs_write_one_chain(tmp_path: Path, database: Database) -> None:
    def write() -> None:
        other = Database(tmp_path / "a.sqlite3")
        for _ in range(10):
            audit.record(other, Event.EXPORT, format="csv", films=3)
        other.close()

    threads = [threading.Thread(target=write) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert audit.verify(tmp_path / "a.sqlite3") == audit.Verdict(35)
