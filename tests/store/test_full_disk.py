"""A disk without room: one sentence, nothing of the last commit lost, and on it goes when there is room again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.store.screened import MODEL, WHEN, outcome, result
from xraydesk.store import audit, results, runs
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.store.failures import DiskFullError


def test_a_disk_that_fills_up_stops_a_run_with_a_sentence_and_the_run_goes_on_later(small_disk: Path) -> None:
    path = small_disk / "a.sqlite3"
    room = small_disk / "room"
    room.write_bytes(bytes(4 << 20))
    database = Database(path)
    run = runs.start(database, [], "densenet", MODEL, {}, WHEN)
    audit.record(database, Event.SCREEN, run=run)
    stored = 0

    def store_on() -> None:
        nonlocal stored
        for _ in range(100):
            results.commit(database, run, [outcome(stored + number) for number in range(50)])
            stored += 50

    with pytest.raises(DiskFullError, match=r"the disk is full; what was stored before is unharmed\."):
        store_on()
    assert stored > 0
    assert len(list(results.of_run(database, run))) == stored
    database.close()
    assert audit.verify(path) == audit.Verdict(1)

    room.unlink()
    again = Database(path)
    results.commit(again, run, [outcome(stored + number) for number in range(50)])
    assert list(results.of_run(again, run)) == [result(number) for number in range(stored + 50)]
    assert again.notices == []
    again.close()


def test_an_event_that_finds_no_room_is_not_half_written(small_disk: Path, filled: Callable[[], Path]) -> None:
    path = small_disk / "a.sqlite3"
    database = Database(path)
    for _ in range(3):
        audit.record(database, Event.SCREEN, films=1)
    in_the_way = filled()

    def tell_on() -> None:
        for _ in range(10_000):
            audit.record(database, Event.SCREEN, films=1)

    with pytest.raises(DiskFullError):
        tell_on()
    in_the_way.unlink()
    events = len(audit.events(database))
    assert audit.verify(path) == audit.Verdict(events)
    audit.record(database, Event.STOP)
    database.close()
    assert audit.verify(path) == audit.Verdict(events + 1)
