"""A window over a store that holds a screening run made up for the tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.store.screened import MODEL, outcome, screened
from tests.ui.conftest import FakeWorkflow
from xraydesk.core.findings import Status
from xraydesk.core.settings import Settings
from xraydesk.store.database import Database
from xraydesk.store.results import Outcome
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.worklist.page import WorklistPage


def now(hours_ago: float = 0) -> str:
    return (datetime.now(UTC) - timedelta(hours=hours_ago)).isoformat(timespec="microseconds")


@pytest.fixture
def database() -> Database:
    """In memory; the window closes it."""
    return Database()


@pytest.fixture
def settings() -> Settings:
    """Of a reader who has said who is reading."""
    settings = Settings()
    settings.set("reader_name", "Dr Curie")
    settings.set("analyse_all", False)
    return settings


@pytest.fixture
def run_of(database: Database) -> Callable[..., int]:
    """Stores a run in which these came out."""

    def store(outcomes: Sequence[Outcome], model: str = MODEL) -> int:
        return screened(database, outcomes, model, now())

    return store


@pytest.fixture
def five(run_of: Callable[..., int]) -> int:
    """Five films, the less normal the higher their number, one declined and one failed; all came just now."""
    films = [outcome(number, 1 - number / 10, made=now(), patient_name=f"Patient^{number}") for number in range(1, 6)]
    films += [outcome(6, status=Status.DECLINED, made=now()), outcome(7, status=Status.FAILED, made=now())]
    return run_of(films)


@pytest.fixture
def make_window(
    qtbot: Any, workflow: FakeWorkflow, database: Database, settings: Settings
) -> Iterator[Callable[[], MainWindow]]:
    """Makes a shown window over the store, with the worklist in front."""
    made: list[MainWindow] = []

    def make() -> MainWindow:
        workflow.add(*(f"film{number}.dcm" for number in range(1, 6)))
        window = MainWindow(workflow, settings, database)
        made.append(window)
        window.resize(1300, 800)
        window.show()
        window.desk.load_model()
        qtbot.waitUntil(lambda: window.desk.card_is_known)
        window.show_worklist()
        return window

    yield make
    workflow.release()
    for window in made:
        window.close()
        window.deleteLater()


@pytest.fixture
def listed(qtbot: Any, five: int, make_window: Callable[[], MainWindow]) -> WorklistPage:
    """The worklist of a window with the run of five films."""
    page = make_window().worklist
    qtbot.waitUntil(lambda: len(page.lines.order) == 7 and page.lines.line(0) is not None)
    return page


def files(page: WorklistPage) -> list[str]:
    """Names of the files as they are listed."""
    lines = [page.lines.line(place) for place in range(len(page.lines.order))]
    return [line.row.path.stem if line is not None else "…" for line in lines]


def number_of(page: WorklistPage, name: str) -> int:
    """The number of a file's line."""
    return page.lines.order[files(page).index(name)]
