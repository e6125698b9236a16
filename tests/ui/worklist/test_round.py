"""From the list to a film and on: Next and Previous follow the list, and the way back leads to the same line."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt

from tests.store.screened import path
from tests.ui.conftest import FakeWorkflow
from tests.ui.worklist.conftest import number_of
from xraydesk.core.decisions import Verdict
from xraydesk.ui.worklist.page import WorklistPage


def shown(page: WorklistPage) -> str:
    item = page.window().desk.current
    return item.path.stem if item is not None and page.window().reading.isVisible() else ""


def open_line(qtbot: Any, page: WorklistPage, name: str) -> None:
    page.table.choose(number_of(page, name))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: shown(page) == name)


def test_enter_opens_the_film_and_next_follows_the_list(qtbot: Any, listed: WorklistPage) -> None:
    commands = listed.window().commands
    open_line(qtbot, listed, "film4")
    qtbot.waitUntil(lambda: listed.round.place == 1)
    commands["next_image"].trigger()
    qtbot.waitUntil(lambda: shown(listed) == "film3")
    commands["previous_image"].trigger()
    qtbot.waitUntil(lambda: shown(listed) == "film4")
    commands["previous_image"].trigger()
    qtbot.waitUntil(lambda: shown(listed) == "film5")
    commands["previous_image"].trigger()
    assert shown(listed) == "film5"


def test_the_bar_says_where_one_is_and_leads_back_to_the_line(qtbot: Any, listed: WorklistPage) -> None:
    open_line(qtbot, listed, "film4")
    bar = listed.window().pages._bar
    qtbot.waitUntil(bar.isVisible)
    assert bar._place.toolTip() == "Film 2 of 7 of the worklist"
    listed.window().commands["next_image"].trigger()
    qtbot.waitUntil(lambda: shown(listed) == "film3")
    bar._back.click()
    assert listed.isVisible()
    assert not bar.isVisible()
    assert listed.table.chosen() == [number_of(listed, "film3")]
    assert listed.window().commands["worklist"].isChecked()
    listed.window().commands["worklist"].trigger()
    assert shown(listed) == "film3"


def test_next_unreviewed_opens_what_nobody_has_reviewed(qtbot: Any, listed: WorklistPage) -> None:
    commands = listed.window().commands
    listed.table.choose(number_of(listed, "film4"))
    commands["accept"].trigger()
    qtbot.waitUntil(lambda: listed.lines.counts.reviewed == 1)
    open_line(qtbot, listed, "film5")
    commands["next_unreviewed"].trigger()
    qtbot.waitUntil(lambda: shown(listed) == "film3")


def test_a_film_that_was_reviewed_while_it_was_read_is_followed_by_what_followed_it(
    qtbot: Any, listed: WorklistPage
) -> None:
    window = listed.window()
    open_line(qtbot, listed, "film5")
    listed.reviewing.declare(listed.lines.query, [listed.round.at], Verdict.ACCEPTED)
    qtbot.waitUntil(lambda: listed.lines.place_of(listed.round.at) > 3)
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: shown(listed) == "film4")


def test_a_film_that_is_gone_leaves_the_list_in_front_and_is_named(qtbot: Any, listed: WorklistPage) -> None:
    listed.table.choose(number_of(listed, "film7"))
    qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any(notice.name == "film7.dcm" for notice in listed.window().notices.notices))
    assert listed.isVisible()
    qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    assert "film7.dcm" in listed._said.toolTip()


def test_the_film_on_screen_is_shown_again_at_once(qtbot: Any, listed: WorklistPage, workflow: FakeWorkflow) -> None:
    open_line(qtbot, listed, "film5")
    listed.window().show_worklist()
    opened = len(workflow.opened)
    qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    assert shown(listed) == "film5"
    assert len([name for name in workflow.opened[opened:] if name == "film5.dcm"]) == 0


def test_films_that_are_none_of_the_list_are_gone_through_as_before(
    qtbot: Any, listed: WorklistPage, workflow: FakeWorkflow
) -> None:
    window = listed.window()
    window.open_paths(workflow.add("other1.dcm", "other2.dcm"))
    qtbot.waitUntil(lambda: shown(listed) == "other1")
    assert not listed.round.is_on
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: shown(listed) == "other2")


def test_whoever_screens_is_told_which_film_the_reader_wants(qtbot: Any, listed: WorklistPage) -> None:
    with qtbot.waitSignal(listed.attention) as told:
        qtbot.keyClick(listed.table, Qt.Key.Key_Return)
    assert told.args == [path(5)]


def test_actions_of_a_film_are_not_offered_while_the_list_is_in_front(qtbot: Any, listed: WorklistPage) -> None:
    commands = listed.window().commands
    open_line(qtbot, listed, "film5")
    assert commands["invert"].isEnabled()
    commands["worklist"].trigger()
    assert not commands["invert"].isEnabled()
    assert commands["accept"].isEnabled()
    assert commands["undo"].isEnabled()
