"""From a dropped path to an answer: the film comes first, nothing stale is shown, every failure is named."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.errors import ModelError
from xraydesk.ui.desk.items import State
from xraydesk.ui.desk.opened_files import BATCH
from xraydesk.ui.main_window import MainWindow


def _shown(window: MainWindow) -> str:
    picture = window.reading.view.picture
    return picture.radiograph.path.name if picture is not None else ""


def _settled(window: MainWindow) -> bool:
    items = window.desk.items
    return all(items[row].state not in (State.PENDING, State.READABLE) for row in range(items.rowCount()))


def test_the_film_is_shown_before_the_model_answers(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    gate = workflow.model_gates["a.dcm"] = threading.Event()
    window.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: _shown(window) == "a.dcm")
    assert window.reading.panel._state.text() == "Analysing…"
    assert window.reading.view.heatmap is None
    gate.set()
    qtbot.waitUntil(lambda: window.reading.view.heatmap is not None)
    assert window.reading.view.heatmap.label == "pneumonia"
    assert not window.reading.panel._state.isVisible()


def test_a_folder_brings_all_its_films_and_shows_the_first(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    workflow.add(*(f"{number:03}.dcm" for number in range(150)))
    window.open_paths([Path("/films/folder")])
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 150 and _shown(window) == "000.dcm")
    qtbot.waitUntil(lambda: _settled(window), timeout=20_000)
    assert {window.desk.items[row].badge for row in range(150)} == {"pneumonia 70 %"}
    assert all(window.desk.items[row].thumbnail is not None for row in range(150))


def test_a_stale_film_never_takes_the_place_of_a_newer_one(qtbot: Any, opened: Any, workflow: Any) -> None:
    window = opened("a.dcm", "slow.dcm", "c.dcm")
    qtbot.waitUntil(lambda: _settled(window))
    reached = threading.Event()

    class Gate(threading.Event):
        def wait(self, timeout: float | None = None) -> bool:
            reached.set()
            return super().wait(timeout)

    gate = workflow.gates["slow.dcm"] = Gate()
    window.desk._cache.clear()
    seen: list[str] = []
    window.desk.picture_shown.connect(lambda picture: seen.append(picture.radiograph.path.name))
    window.desk.choose(1)
    qtbot.waitUntil(reached.is_set, timeout=10_000)
    window.desk.choose(2)
    qtbot.waitUntil(lambda: _shown(window) == "c.dcm")
    opened_before = workflow.opened.count("slow.dcm")
    gate.set()
    qtbot.waitUntil(lambda: workflow.opened.count("slow.dcm") > opened_before)
    window.desk.choose(0)
    qtbot.waitUntil(lambda: _shown(window) == "a.dcm")
    assert seen == ["c.dcm", "a.dcm"]


def test_a_stale_answer_never_colours_another_film(qtbot: Any, opened: Any, workflow: Any) -> None:
    window = opened("a.dcm")
    gate = workflow.model_gates["slow.dcm"] = threading.Event()
    workflow.chances["slow.dcm"] = (0.9, 0.05, 0.05)
    workflow.declined.add("b.dcm")
    window.open_paths(workflow.add("slow.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: _shown(window) == "slow.dcm")
    window.desk.step(1)
    qtbot.waitUntil(lambda: _shown(window) == "b.dcm")
    gate.set()
    qtbot.waitUntil(lambda: _settled(window))
    assert window.reading.view.heatmap is None
    assert window.reading.panel._state.text() == "Declined: not a frontal view"
    assert window.desk.items[1].badge == "covid19 90 %"  # it is answered later, in its own row


def test_a_file_that_cannot_be_read_is_named_with_its_reason_and_the_film_stays(
    qtbot: Any, opened: Any, workflow: Any
) -> None:
    window = opened("a.dcm")
    window.open_paths([Path("/films/letter.txt")])
    qtbot.waitUntil(window.notices.isVisible)
    assert window.notices.notices[-1].text == "letter.txt: not a DICOM image and not a picture"
    assert _shown(window) == "a.dcm"
    qtbot.waitUntil(lambda: window.reading.strip.currentIndex().row() == 0)
    assert window.desk.items[1].badge == "failed"
    assert window.reading.view.isEnabled()


def test_an_object_without_a_picture_is_counted_as_such(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm")
    window.open_paths([Path("/films/report.dcm")])
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 2 and window.desk.items[1].state is State.NO_IMAGE)
    assert "Basic Text SR" in window.notices.notices[-1].reason


def test_when_the_first_file_fails_the_next_one_is_shown(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    window.open_paths([Path("/films/bad.txt"), Path("/films/worse.txt"), *workflow.add("good.dcm")])
    qtbot.waitUntil(lambda: _shown(window) == "good.dcm")
    assert {notice.name for notice in window.notices.notices} == {"bad.txt", "worse.txt"}


def test_films_that_are_found_after_the_first_files_failed_are_shown(
    qtbot: Any, window: MainWindow, workflow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = threading.Event()
    (good,) = workflow.add("good.dcm")

    def discover(paths: Any) -> Any:
        yield from (Path("/films/notes.md"), Path("/films/manifest.csv"))
        yield from (Path(f"/films/more{number}.txt") for number in range(BATCH))
        assert told.wait(10)
        yield good

    monkeypatch.setattr(workflow, "discover", discover)
    window.open_paths([Path("/films")])
    qtbot.waitUntil(lambda: len(window.notices.notices) > 10)
    told.set()
    qtbot.waitUntil(lambda: _shown(window) == "good.dcm")


def test_a_folder_dropped_on_a_film_shows_its_first_film_though_other_files_come_before(
    qtbot: Any, opened: Any, workflow: Any
) -> None:
    window = opened("a.dcm")
    window.open_paths([Path("/films/notes.md"), *workflow.add("b.dcm", "c.dcm")])
    qtbot.waitUntil(lambda: _shown(window) == "b.dcm")


def test_when_every_file_fails_the_start_page_stays_and_says_so(qtbot: Any, window: MainWindow) -> None:
    window.open_paths([Path("/films/bad.txt")])
    qtbot.waitUntil(window.notices.isVisible)
    assert window.start.isVisible()
    assert window.desk.current is None


def test_an_empty_folder_is_said_to_be_empty(qtbot: Any, window: MainWindow) -> None:
    window.open_paths([Path("/films/empty folder")])
    qtbot.waitUntil(window.notices.isVisible)
    assert window.notices.notices[-1].text == "empty folder: there is no file to open here"


def test_a_failure_is_told_once(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm")
    window.open_paths([Path("/films/bad.txt")])
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 2 and _settled(window))
    window.desk.choose(1)
    qtbot.waitUntil(lambda: window.desk.panes[0].wanted == 0)
    assert [notice.name for notice in window.notices.notices] == ["bad.txt"]


def test_going_on_skips_what_cannot_be_shown(qtbot: Any, opened: Any, workflow: Any) -> None:
    window = opened("a.dcm")
    window.open_paths([Path("/films/bad.txt"), *workflow.add("c.dcm")])
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 3 and _settled(window))
    window.desk.step(-5)
    qtbot.waitUntil(lambda: _shown(window) == "a.dcm")
    window.desk.step(1)
    qtbot.waitUntil(lambda: _shown(window) == "c.dcm")
    window.desk.step(1)
    assert window.desk.panes[0].wanted == 2


def test_the_next_film_is_read_ahead(qtbot: Any, opened: Any, workflow: Any) -> None:
    window = opened("a.dcm", "b.dcm", "c.dcm")
    qtbot.waitUntil(lambda: Path("/films/b.dcm") in window.desk._cache and _settled(window))
    times = workflow.opened.count("b.dcm")
    window.desk.step(1)
    assert _shown(window) == "b.dcm"  # at once, without waiting
    assert workflow.opened.count("b.dcm") == times


def test_dropping_a_film_again_shows_it_and_adds_nothing(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm", "b.dcm")
    window.open_paths([Path("/films/b.dcm")])
    qtbot.waitUntil(lambda: _shown(window) == "b.dcm")
    assert window.desk.items.rowCount() == 2


def test_what_the_reader_made_of_a_film_is_found_again(qtbot: Any, opened: Any, mouse: Any) -> None:
    window = opened("a.dcm", "b.dcm")
    view = window.reading.view
    window.commands["wider"].trigger()
    window.commands["flip"].trigger()
    window.commands["invert"].trigger()
    made = (view.voi, view.turn, view.inverted)
    window.desk.step(1)
    qtbot.waitUntil(lambda: _shown(window) == "b.dcm")
    assert (view.voi, view.turn, view.inverted) != made
    assert not window.commands["invert"].isChecked()
    window.desk.step(-1)
    assert _shown(window) == "a.dcm"
    assert (view.voi, view.turn, view.inverted) == made
    assert window.commands["invert"].isChecked()


def test_closing_all_goes_back_to_the_start_page(qtbot: Any, opened: Any) -> None:
    window = opened("a.dcm", "b.dcm")
    window.commands["close_all"].trigger()
    assert window.start.isVisible()
    assert window.desk.items.rowCount() == 0
    assert window.reading.view.picture is None
    window.open_paths([Path("/films/b.dcm")])
    qtbot.waitUntil(lambda: _shown(window) == "b.dcm")


def test_without_a_model_films_are_shown_and_nothing_is_claimed(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    workflow.card = None
    window.desk.load_model()
    qtbot.waitUntil(lambda: window.desk.card is None)
    window.open_paths(workflow.add("a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: _shown(window) == "a.dcm")
    qtbot.waitUntil(lambda: window.desk.items[1].thumbnail is not None)
    assert window.reading.panel._state.text() == "No model: viewing only."
    assert workflow.asked == []
    assert window.reading.view.heatmap is None


def test_a_broken_model_is_named_and_viewing_goes_on(
    qtbot: Any, window: MainWindow, workflow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object, **_asked: object) -> None:
        raise ModelError("weights.safetensors of the model test was altered")

    monkeypatch.setattr(window.desk._session, "predict", broken)
    window.open_paths(workflow.add("a.dcm", "b.dcm"))
    qtbot.waitUntil(window.notices.isVisible)
    assert "was altered" in window.notices.notices[-1].reason
    qtbot.waitUntil(lambda: _shown(window) == "a.dcm" and window.desk.items[1].thumbnail is not None)
    assert window.reading.panel._state.text() == "No model: viewing only."


def test_a_slow_film_is_announced_over_the_old_one(
    qtbot: Any, opened: Callable[..., MainWindow], workflow: Any
) -> None:
    window = opened("a.dcm")
    gate = workflow.gates["slow.dcm"] = threading.Event()
    window.open_paths(workflow.add("slow.dcm"))
    qtbot.waitUntil(lambda: window.reading.view.banner == "opening slow.dcm …")
    assert _shown(window) == "a.dcm"
    gate.set()
    qtbot.waitUntil(lambda: _shown(window) == "slow.dcm")
    assert window.reading.view.banner == ""


def test_background_analysis_can_be_left_out(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    window.survey.analyse = False
    window.open_paths(workflow.add("a.dcm", "b.dcm", "c.dcm"))
    qtbot.waitUntil(lambda: all(window.desk.items[row].thumbnail for row in range(window.desk.items.rowCount())))
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 3 and window.desk.items[0].state is State.SCORED)
    assert set(workflow.asked) == {"a.dcm"}


def test_files_that_are_scrolled_to_are_looked_at_first(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    names = [f"{number:03}.dcm" for number in range(60)]
    gate = workflow.gates[names[5]] = threading.Event()  # the survey stands still here
    window.open_paths(workflow.add(*names))
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 60 and window.desk.items[4].state is State.SCORED)
    qtbot.waitUntil(lambda: window.headers.are_read)
    with qtbot.waitSignal(window.reading.strip.rows_visible, check_params_cb=lambda rows: 59 in rows):
        window.reading.strip.scrollToBottom()
    workflow.opened.clear()
    gate.set()
    qtbot.waitUntil(lambda: len(workflow.opened) >= 4)
    assert names[5] in workflow.opened
    assert {*workflow.opened[1:4]} <= {*names[50:]}


def test_the_film_on_screen_is_read_and_asked_about_once(qtbot: Any, opened: Any, workflow: Any) -> None:
    window = opened("a.dcm", "b.dcm", "c.dcm")
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == 3 and _settled(window))
    assert workflow.opened.count("a.dcm") == 1
    assert workflow.asked.count("a.dcm") == 1
