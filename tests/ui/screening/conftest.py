"""A runner with a desk and a database of its own, and readers that stand still until they are let go."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.screening.doubles import PlainReader
from xraydesk.screening.film_reader import Made
from xraydesk.store.database import Database
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.screening.runner import Runner


class Gate:
    """Lets so many films through; the others wait until it is opened."""

    def __init__(self) -> None:
        self._free = threading.Semaphore(0)
        self._open = threading.Event()
        self.made: list[str] = []

    def let(self, films: int) -> None:
        self._free.release(films)

    def open(self) -> None:
        self._open.set()

    def reader(self) -> PlainReader:
        gate = self

        class Held(PlainReader):
            def make(self) -> Made:
                while not (gate._open.is_set() or self.killed.is_set() or gate._free.acquire(timeout=0.01)):
                    pass
                return super().make()

        return Held(self.made)


@pytest.fixture
def gate(workflow: Any) -> Iterator[Gate]:
    """Every film waits for it."""
    made = Gate()
    workflow.make_reader = made.reader
    yield made
    made.open()


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return Database(tmp_path / "store.sqlite3")


@pytest.fixture
def make_runner(qtbot: Any, workflow: Any) -> Iterator[Callable[[Database], Runner]]:
    """Makes what a window has of it, one after the other: each ends as a window does."""
    ends: list[Callable[[], None]] = []

    def make(database: Database) -> Runner:
        lanes = Lanes()
        storing = Storing(database, lanes)
        desk = Desk(workflow, lanes)
        runner = Runner(desk, workflow, storing)

        def end() -> None:
            runner.close()
            lanes.close()
            storing.close()

        runner.told = []  # type: ignore[attr-defined]
        runner.noticed.connect(runner.told.append)  # type: ignore[attr-defined]
        runner.end = end  # type: ignore[attr-defined]
        runner.parts = (lanes, storing, desk)  # type: ignore[attr-defined]
        ends.append(end)
        return runner

    yield make
    for end in ends:
        end()


@pytest.fixture
def runner(make_runner: Callable[[Database], Runner], database: Database) -> Runner:
    return make_runner(database)
