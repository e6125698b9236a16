"""Which film hangs where: priors beside their film, layouts that stay, a case that changes as a whole."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

from tests.ui.reading.conftest import JOHN, name_in, names, said
from xraydesk.core.radiograph import Patient
from xraydesk.ui.desk.items import State
from xraydesk.ui.reading.layouts import Layout


def test_a_film_without_a_prior_hangs_alone(cases: Any) -> None:
    window = cases.open([cases.add("a.dcm", "20240301"), cases.add("b.dcm", "20240301", JOHN)], "a.dcm")
    assert window.reading.grid.count == 1


def test_a_film_hangs_beside_its_newest_prior_which_says_how_old_it_is(jane: Any) -> None:
    window = jane()
    left, right = window.reading.grid.shown
    assert (name_in(left), name_in(right)) == ("new.dcm", "old.dcm")
    assert said(left) == []
    assert said(right) == ["prior, 11 months before"]
    assert left.active
    assert not right.active


def test_going_on_to_another_patient_changes_both_views(cases: Any, jane: Any) -> None:
    window = jane()
    paths = [cases.add("john.dcm", "20240501", JOHN), cases.add("john before.dcm", "20240101", JOHN)]
    cases.open(paths, "john.dcm")
    cases.wait("john.dcm", "john before.dcm")
    window.desk.choose(0)
    cases.wait("new.dcm", "old.dcm")


def test_no_prior_of_somebody_else_is_seen_while_the_right_one_is_read(cases: Any, jane: Any, workflow: Any) -> None:
    window = jane()
    for path in (cases.add("john.dcm", "20240501", JOHN), cases.add("john before.dcm", "20240101", JOHN)):
        cases.add_later(path)
    window.desk._cache.clear()
    workflow.gates["john before.dcm"] = threading.Event()
    window.desk.choose(3)
    cases.wait("john.dcm", "")
    workflow.release()
    cases.wait("john.dcm", "john before.dcm")


def test_a_folder_that_begins_with_a_patients_oldest_film_is_read_from_the_newest(cases: Any) -> None:
    days = {"1.dcm": "20200101", "2.dcm": "20240301", "3.dcm": "20230401"}
    cases.window.open_paths([cases.add(name, day) for name, day in days.items()])
    cases.wait("2.dcm", "3.dcm")


def test_an_old_film_that_is_chosen_is_the_one_that_is_read(cases: Any, jane: Any) -> None:
    window = jane()
    window.desk.choose(1)
    cases.wait("old.dcm", "older.dcm")
    window.open_paths([Path("/films/older.dcm")])
    cases.wait("older.dcm")
    window.reading.hanging._look_again()
    assert names(window) == ["older.dcm"]


def test_older_and_newer_priors_are_one_key_away(cases: Any, jane: Any) -> None:
    window = jane()
    window.commands["older_prior"].trigger()
    cases.wait("new.dcm", "older.dcm")
    assert said(window.reading.grid.views[1]) == ["prior, 4 years before"]
    window.commands["older_prior"].trigger()
    assert window.notices.notices[-1].text == "This is the oldest prior that is open."
    window.commands["newer_prior"].trigger()
    cases.wait("new.dcm", "old.dcm")
    window.commands["newer_prior"].trigger()
    assert window.notices.notices[-1].text == "This is the newest prior that is open."


def test_a_prior_is_fetched_into_a_layout_of_one(cases: Any, jane: Any) -> None:
    window = jane()
    window.commands["layout_one"].trigger()
    assert names(window) == ["new.dcm"]
    window.commands["older_prior"].trigger()
    cases.wait("new.dcm", "old.dcm")
    assert window.reading.hanging.layout is Layout.TWO


def test_without_a_prior_the_key_says_so(cases: Any) -> None:
    window = cases.open([cases.add("a.dcm", "20240301")], "a.dcm")
    window.commands["older_prior"].trigger()
    assert window.notices.notices[-1].text == "No prior of this film is open."
    assert names(window) == ["a.dcm"]


def test_a_prior_that_cannot_be_read_gives_way_to_the_one_before(cases: Any) -> None:
    paths = [cases.add("new.dcm", "20240301"), cases.add("bad.dcm", "20230401"), cases.add("older.dcm", "20200101")]
    cases.damage("bad.dcm")
    window = cases.open(paths, "new.dcm")
    cases.wait("new.dcm", "older.dcm")
    assert window.desk.items[1].state is State.FAILED


def test_where_no_prior_can_be_read_the_film_hangs_alone(cases: Any) -> None:
    paths = [cases.add("new.dcm", "20240301"), cases.add("bad.dcm", "20230401")]
    cases.damage("bad.dcm")
    cases.open(paths, "new.dcm")
    cases.qtbot.waitUntil(lambda: cases.window.desk.items[1].state is State.FAILED)
    cases.wait("new.dcm")


def test_a_prior_that_streams_in_later_does_not_move_a_film_that_is_worked_on(cases: Any) -> None:
    window = cases.open([cases.add("new.dcm", "20240301")], "new.dcm")
    window.reading.view.zoom_by(1.5)
    cases.add_later(cases.add("old.dcm", "20230401"))
    window.reading.hanging._look_again()
    assert names(window) == ["new.dcm"]
    window.commands["older_prior"].trigger()
    cases.wait("new.dcm", "old.dcm")


def test_a_prior_that_streams_in_later_hangs_beside_a_film_that_is_looked_at(cases: Any) -> None:
    cases.open([cases.add("new.dcm", "20240301")], "new.dcm")
    cases.add_later(cases.add("old.dcm", "20230401"))
    cases.wait("new.dcm", "old.dcm")


def test_choosing_somebody_else_while_the_prior_is_active_begins_a_new_case(cases: Any, jane: Any) -> None:
    window = jane()
    cases.add("john.dcm", "20240501", JOHN)
    window.desk.activate(1)
    cases.open([Path("/films/john.dcm")], "john.dcm")
    assert names(window) == ["john.dcm"]
    assert window.desk.active == 0
    cases.qtbot.waitUntil(lambda: window.desk.current.prediction is not None)


def test_an_explicit_layout_stays_until_automatic_is_chosen_again(cases: Any, jane: Any) -> None:
    window = jane()
    window.commands["layout_one"].trigger()
    window.desk.choose(2)
    window.desk.choose(0)
    cases.wait("new.dcm")
    window.commands["layout_automatic"].trigger()
    cases.wait("new.dcm", "old.dcm")
    assert window.commands["layout_automatic"].isChecked()


def test_the_layout_is_remembered(jane: Any) -> None:
    window = jane()
    window.commands["layout_four"].trigger()
    assert window._settings["layout"] == "2x2"
    window._settings.set("layout", "1x1")
    assert window.commands["layout_one"].isChecked()
    assert names(window) == ["new.dcm"]


def test_four_views_are_filled_with_the_study_and_its_priors(cases: Any) -> None:
    paths = [
        cases.add("pa.dcm", "20240301"),
        cases.add("lateral.dcm", "20240301", projection="LL"),
        cases.add("pa before.dcm", "20230401"),
        cases.add("lateral before.dcm", "20230401", projection="LL"),
        cases.add("john.dcm", "20240301", JOHN),
    ]
    window = cases.open(paths, "pa.dcm")
    cases.wait("pa.dcm", "pa before.dcm")
    window.commands["layout_four"].trigger()
    cases.wait("pa.dcm", "pa before.dcm", "lateral.dcm", "lateral before.dcm")


def test_somebody_elses_film_never_fills_a_view_unasked(cases: Any) -> None:
    window = cases.open([cases.add("a.dcm", "20240301"), cases.add("b.dcm", "20240301", JOHN)], "a.dcm")
    window.commands["layout_two"].trigger()
    assert names(window) == ["a.dcm", ""]


def test_pictures_without_a_patient_fill_views_as_they_follow(cases: Any) -> None:
    paths = [cases.add(f"{name}.png", "", Patient()) for name in "abc"]
    window = cases.open(paths, "a.png")
    window.commands["layout_two"].trigger()
    cases.wait("a.png", "b.png")


def test_somebody_elses_film_beside_is_said_to_be_one(cases: Any) -> None:
    window = cases.open([cases.add("a.dcm", "20240301"), cases.add("b.dcm", "20240301", JOHN)], "a.dcm")
    window.commands["layout_two"].trigger()
    window.desk.choose(1, pane=1)
    cases.wait("a.dcm", "b.dcm")
    assert said(window.reading.grid.views[1]) == ["ANOTHER PATIENT"]
    window.desk.activate(1)
    assert said(window.reading.grid.views[0]) == ["ANOTHER PATIENT"]
    assert said(window.reading.grid.views[1]) == []


def test_a_smaller_layout_keeps_the_active_film_and_frees_the_others(cases: Any, jane: Any) -> None:
    window = jane()
    window.commands["layout_four"].trigger()
    cases.wait("new.dcm", "old.dcm", "older.dcm", "")
    window.desk.activate(2)
    window.commands["layout_one"].trigger()
    assert names(window) == ["older.dcm"]
    assert all(view.picture is None for view in window.reading.grid.views[1:])
    assert window.reading.view.active


def test_closing_all_leaves_one_empty_view(cases: Any, jane: Any) -> None:
    window = jane()
    window.commands["close_all"].trigger()
    assert window.start.isVisible()
    assert names(window) == [""]
    assert all(pane.is_empty for pane in window.desk.panes)
    cases.open([Path("/films/old.dcm")], "old.dcm")
