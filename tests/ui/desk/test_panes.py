"""Several panes on one desk: each its own film, every film read and asked about once, commands for the active one."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.items import State
from xraydesk.ui.desk.lanes import Lanes

Opener = Callable[..., Desk]


@pytest.fixture
def desk(qtbot: Any, workflow: Any) -> Iterator[Desk]:
    lanes = Lanes()
    made = Desk(workflow, lanes)
    made.load_model()
    qtbot.waitUntil(lambda: made.card_is_known)
    yield made
    workflow.release()
    lanes.close()


@pytest.fixture
def opened_desk(qtbot: Any, desk: Desk, workflow: Any) -> Opener:
    """Opens films and waits for the first one in the first pane and for the one that is read ahead."""

    def open_films(*names: str) -> Desk:
        desk.open_paths(workflow.add(*names))
        qtbot.waitUntil(lambda: desk.items.rowCount() == len(names) and desk.shown == 0 and not desk.is_opening)
        return desk

    return open_films


def _shown(desk: Desk) -> list[int]:
    return [pane.shown for pane in desk.panes]


def test_each_pane_holds_its_own_film(qtbot: Any, opened_desk: Opener) -> None:
    desk = opened_desk("a.dcm", "b.dcm", "c.dcm")
    desk.choose(2, pane=1)
    qtbot.waitUntil(lambda: _shown(desk) == [0, 2, -1, -1])
    assert desk.current.path.name == "a.dcm"
    assert desk.item_in(1).path.name == "c.dcm"
    assert desk.attends(2)
    assert not desk.attends(1)


def test_a_film_in_two_panes_is_read_and_asked_about_once(qtbot: Any, desk: Desk, workflow: Any) -> None:
    gate = workflow.gates["a.dcm"] = threading.Event()
    desk.items.add(workflow.add("a.dcm"))
    desk.choose(0, pane=0)
    desk.choose(0, pane=1)
    gate.set()
    qtbot.waitUntil(lambda: desk.items[0].state is State.SCORED)
    assert _shown(desk)[:2] == [0, 0]
    assert desk.panes[0].picture is desk.panes[1].picture
    assert workflow.opened == ["a.dcm"]
    assert workflow.asked == ["a.dcm"]


def test_every_film_on_screen_is_asked_about(qtbot: Any, opened_desk: Opener) -> None:
    desk = opened_desk("a.dcm", "b.dcm", "c.dcm")
    for pane in (1, 2):
        desk.choose(pane, pane=pane)
    qtbot.waitUntil(lambda: all(desk.items[row].state is State.SCORED for row in range(3)))


def test_a_film_that_no_pane_wants_any_more_is_not_judged(qtbot: Any, opened_desk: Opener, workflow: Any) -> None:
    desk = opened_desk("a.dcm", "b.dcm", "c.dcm")
    qtbot.waitUntil(lambda: desk.items[0].state is State.SCORED)
    gate = workflow.model_gates["b.dcm"] = threading.Event()
    desk.choose(1, pane=1)
    qtbot.waitUntil(lambda: "b.dcm" in workflow.asked)
    desk.choose(2, pane=1)
    qtbot.waitUntil(lambda: _shown(desk)[1] == 2)
    gate.set()
    qtbot.waitUntil(lambda: desk.items[2].state is State.SCORED)
    assert desk.items[1].state is State.READABLE


def test_stepping_is_for_the_active_pane(qtbot: Any, opened_desk: Opener) -> None:
    desk = opened_desk("a.dcm", "b.dcm", "c.dcm")
    desk.choose(1, pane=1)
    qtbot.waitUntil(lambda: _shown(desk)[1] == 1)
    desk.activate(1)
    desk.step(1)
    qtbot.waitUntil(lambda: _shown(desk)[:2] == [0, 2])


def test_going_to_another_pane_tells_what_it_shows(qtbot: Any, opened_desk: Opener) -> None:
    desk = opened_desk("a.dcm", "b.dcm")
    desk.choose(1, pane=1)
    qtbot.waitUntil(lambda: _shown(desk)[1] == 1)
    told: list[Any] = []
    desk.picture_shown.connect(lambda picture: told.append(picture and picture.radiograph.path.name))
    desk.current_changed.connect(told.append)
    desk.activate(1)
    desk.activate(2)
    assert told == ["b.dcm", 1, None, -1]


def test_a_film_that_cannot_be_read_leaves_its_pane_as_it_was(qtbot: Any, opened_desk: Opener, workflow: Any) -> None:
    desk = opened_desk("a.dcm", "b.dcm")
    desk.items.add([Path("/films/bad.dcm")])
    desk.choose(1, pane=1)
    qtbot.waitUntil(lambda: _shown(desk)[1] == 1)
    desk.choose(2, pane=1)
    desk.choose(2, pane=2)
    qtbot.waitUntil(lambda: desk.items[2].state is State.FAILED)
    assert _shown(desk) == [0, 1, -1, -1]
    assert desk.panes[2].is_empty


def test_a_film_goes_along_to_another_pane(qtbot: Any, opened_desk: Opener) -> None:
    desk = opened_desk("a.dcm", "b.dcm")
    desk.choose(1, pane=1)
    qtbot.waitUntil(lambda: _shown(desk)[1] == 1)
    shown: list[tuple[int, Any]] = []
    desk.pane_shown.connect(lambda pane, picture: shown.append((pane, picture and picture.radiograph.path.name)))
    desk.move(1, 0)
    assert shown == [(1, None), (0, "b.dcm")]
    assert _shown(desk) == [1, -1, -1, -1]


def test_an_emptied_pane_waits_for_nothing(qtbot: Any, opened_desk: Opener, workflow: Any) -> None:
    desk = opened_desk("a.dcm", "b.dcm", "c.dcm")
    gate = workflow.gates["c.dcm"] = threading.Event()
    desk.choose(2, pane=1)
    desk.empty(1)
    gate.set()
    desk.choose(1, pane=2)
    qtbot.waitUntil(lambda: _shown(desk) == [0, -1, 1, -1])


def test_films_that_will_hang_beside_the_next_one_are_read_ahead_with_it(qtbot: Any, desk: Desk, workflow: Any) -> None:
    desk.companions = lambda row: [row + 1]
    desk.open_paths(workflow.add("a.dcm", "b.dcm", "c.dcm", "d.dcm"))
    qtbot.waitUntil(lambda: {"a.dcm", "b.dcm", "c.dcm"} <= {*workflow.opened} and not desk.is_opening)
    assert "d.dcm" not in workflow.opened


def test_a_drop_is_for_the_pane_that_was_active_when_it_came(qtbot: Any, opened_desk: Opener, workflow: Any) -> None:
    desk = opened_desk("a.dcm")
    desk.activate(2)
    gate = workflow.gates["b.dcm"] = threading.Event()
    desk.open_paths(workflow.add("b.dcm"))
    qtbot.waitUntil(lambda: desk.panes[2].wanted == 1)
    desk.activate(0)
    gate.set()
    qtbot.waitUntil(lambda: _shown(desk) == [0, -1, 1, -1])


def test_closing_all_empties_every_pane(qtbot: Any, opened_desk: Opener) -> None:
    desk = opened_desk("a.dcm", "b.dcm")
    desk.choose(1, pane=3)
    qtbot.waitUntil(lambda: _shown(desk)[3] == 1)
    desk.activate(3)
    with qtbot.waitSignal(desk.emptied):
        desk.close_all()
    assert _shown(desk) == [-1, -1, -1, -1]
    assert desk.active == 0
    assert desk.asked == []
