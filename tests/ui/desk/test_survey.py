"""The files beside the one on screen: what the worklist knows of them is not asked again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from tests.store import screened
from tests.ui.conftest import SCORER
from xraydesk.core.findings import Status
from xraydesk.core.settings import Settings
from xraydesk.store.database import Database
from xraydesk.ui.desk.items import State
from xraydesk.ui.main_window import MainWindow


def _known(name: str, status: Status, normal: float = 0.2) -> screened.Outcome:
    outcome = screened.outcome(1, normal, status)
    return replace(outcome, result=replace(outcome.result, sha256=name), film=None)


@pytest.fixture
def window(qtbot: Any, workflow: Any) -> Iterator[MainWindow]:
    """A window whose worklist knows three of the films."""
    database = Database()
    known = [_known("b.dcm", Status.OK), _known("c.dcm", Status.DECLINED), _known("d.dcm", Status.FAILED)]
    screened.screened(database, known, SCORER)
    screened.screened(database, [_known("e.dcm", Status.OK)], "0" * 64)  # of another model
    made = MainWindow(workflow, Settings(), database)
    made.show()
    made.desk.load_model()
    qtbot.waitUntil(lambda: made.desk.card_is_known)
    yield made
    workflow.release()
    made.close()
    made.deleteLater()


def _settled(window: MainWindow) -> bool:
    return all(item.state not in (State.PENDING, State.READABLE) for item in window.desk.items)


def test_a_film_that_the_worklist_knows_is_not_scored_until_it_is_on_screen(
    qtbot: Any, window: MainWindow, workflow: Any, opened: Callable[..., MainWindow]
) -> None:
    opened("a.dcm", "b.dcm", "c.dcm", "d.dcm", "e.dcm")
    qtbot.waitUntil(lambda: _settled(window))
    items = window.desk.items
    assert sorted(workflow.asked) == ["a.dcm", "d.dcm", "e.dcm"]
    assert items[1].badge == "pneumonia 60 %"
    assert (items[2].state, items[2].reason) == (State.DECLINED, "it is a foot")
    window.desk.choose(1)
    qtbot.waitUntil(lambda: items[1].prediction is not None)
    assert items[1].recalled is None
    assert window.reading.view.heatmap is not None
    assert workflow.asked.count("b.dcm") == 1


def test_a_film_that_was_declined_is_looked_at_again_on_screen(
    qtbot: Any, window: MainWindow, workflow: Any, opened: Callable[..., MainWindow]
) -> None:
    workflow.declined.add("c.dcm")
    opened("a.dcm", "c.dcm")
    qtbot.waitUntil(lambda: _settled(window))
    assert "c.dcm" not in workflow.asked
    window.desk.choose(1)
    qtbot.waitUntil(lambda: window.desk.items[1].may_be_scored)
    assert window.desk.items[1].reason == "not a frontal view"


def test_hidden_answers_stay_hidden_when_they_come_from_the_worklist(
    qtbot: Any, window: MainWindow, opened: Callable[..., MainWindow]
) -> None:
    opened("a.dcm", "b.dcm")
    qtbot.waitUntil(lambda: _settled(window))
    window.commands["second_reader"].trigger()
    item = window.desk.items[1]
    assert item.answer_hidden
    assert item.badge == "AI hidden"
    assert item.abstention == ""
