"""The way to the database: in the background, one notice when it fails, nothing forgotten."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from xraydesk.store.database import Database
from xraydesk.store.failures import DiskFullError
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing


class Shelf:
    """What was written, and a switch that makes writing fail."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.full = False
        self.gate = threading.Event()
        self.gate.set()

    def put(self, name: str, content: str) -> Any:
        def work(database: Database) -> None:
            assert self.gate.wait(10)
            if self.full:
                raise DiskFullError(Path("a.sqlite3"))
            assert database.rows("SELECT 1")
            self.kept[name] = content

        return work


@pytest.fixture
def shelf() -> Shelf:
    return Shelf()


@pytest.fixture
def lanes(qapp: Any) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


@pytest.fixture
def storing(lanes: Lanes) -> Storing:
    return Storing(Database(), lanes)


def test_what_is_written_is_read_back(qtbot: Any, storing: Storing, shelf: Shelf) -> None:
    answers: list[dict[str, str]] = []
    storing.write("a", shelf.put("a", "first"))
    storing.read("q", lambda _: dict(shelf.kept), answers.append)
    qtbot.waitUntil(lambda: answers == [{"a": "first"}])


def test_a_newer_write_takes_the_place_of_one_that_waits(qtbot: Any, storing: Storing, shelf: Shelf) -> None:
    shelf.gate.clear()
    storing.write("blocker", shelf.put("blocker", ""))
    storing.write("a", shelf.put("a", "old"))
    storing.write("a", shelf.put("a", "new"))
    shelf.gate.set()
    qtbot.waitUntil(lambda: shelf.kept == {"blocker": "", "a": "new"})


def test_a_failure_is_told_once_and_made_up_for_after_the_next_success(
    qtbot: Any, storing: Storing, shelf: Shelf
) -> None:
    told: list[str] = []
    storing.noticed.connect(told.append)
    shelf.full = True
    with qtbot.waitSignal(storing.noticed):
        storing.write("a", shelf.put("a", "1"))
    storing.write("b", shelf.put("b", "2"))
    qtbot.waitUntil(lambda: len(storing._failed) == 2)
    assert len(told) == 1
    assert "disk is full" in told[0]
    shelf.full = False
    storing.write("c", shelf.put("c", "3"))
    qtbot.waitUntil(lambda: shelf.kept == {"a": "1", "b": "2", "c": "3"})
    shelf.full = True
    with qtbot.waitSignal(storing.noticed):
        storing.write("d", shelf.put("d", "4"))
    assert len(told) == 2


def test_closing_writes_what_still_waits(lanes: Lanes, storing: Storing, shelf: Shelf) -> None:
    shelf.gate.clear()
    storing.write("a", shelf.put("a", "1"))
    storing.write("b", shelf.put("b", "2"))
    shelf.gate.set()
    lanes.close()
    storing.close()
    assert shelf.kept == {"a": "1", "b": "2"}


def test_closing_does_not_repeat_what_was_done_while_nobody_listened(lanes: Lanes, storing: Storing) -> None:
    done: list[int] = []
    storing.write("a", lambda _: done.append(1))
    lanes._pools["store"].submit(int).result()  # the lane has one thread: the write is through, its answer is not
    lanes.close()
    storing.close()
    assert done == [1]


def test_closing_with_a_full_disk_keeps_nobody_from_leaving(
    lanes: Lanes, storing: Storing, shelf: Shelf, caplog: pytest.LogCaptureFixture
) -> None:
    shelf.full = True
    storing.write("a", shelf.put("a", "1"))
    lanes.close()
    storing.close()
    assert "not everything was stored" in caplog.text


def test_a_question_that_cannot_be_answered_is_told(qtbot: Any, lanes: Lanes, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    storing = Storing(Database(tmp_path / "file" / "a.sqlite3"), lanes)
    with qtbot.waitSignal(storing.noticed) as told:
        storing.read("q", lambda database: database.rows("SELECT 1"), pytest.fail)
    assert "cannot be written there" in told.args[0]
