"""The strip below the pages: what it says, and what its buttons do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton

from tests.screening.doubles import films
from xraydesk.store import entries, runs
from xraydesk.store.database import Database
from xraydesk.ui.screening import words
from xraydesk.ui.screening.runner import Runner
from xraydesk.ui.screening.strip import ProgressStrip


@pytest.fixture
def strip(qtbot: Any, runner: Runner) -> ProgressStrip:
    made = ProgressStrip(runner)
    qtbot.addWidget(made)
    made.resize(1400, 40)
    return made


def _buttons(strip: ProgressStrip) -> dict[str, QPushButton]:
    return {button.text(): button for button in strip.findChildren(QPushButton) if button.isVisible()}


def _said(strip: ProgressStrip) -> str:
    return strip._words.toolTip()


def test_it_is_not_there_while_there_is_nothing_to_say(strip: ProgressStrip) -> None:
    assert not strip.isVisible()


def test_it_says_how_far_it_is_and_then_what_came_of_it(
    qtbot: Any, strip: ProgressStrip, runner: Runner, gate: Any, tmp_path: Path
) -> None:
    films(tmp_path / "films", 10)
    (tmp_path / "films" / "x").write_bytes(b"broken")
    runner.screen([tmp_path / "films"])
    assert strip.isVisible()
    assert _said(strip) == "starting …"
    gate.let(4)
    qtbot.waitUntil(lambda: _said(strip).startswith("4 of 11   ·   4 answered"))
    assert strip._title.text() == "Screening films"
    assert (strip._bar.value(), strip._bar.maximum()) == (4, 11)
    assert set(_buttons(strip)) == {"Show list", "Pause", "Cancel"}
    gate.open()
    qtbot.waitUntil(lambda: not runner.is_busy)
    assert _said(strip) == "11 files   ·   10 answered   ·   1 failed"
    assert strip._title.text() == "Screened films"
    assert set(_buttons(strip)) == {"Show list", "✕"}
    with qtbot.waitSignal(runner.list_asked) as asked:
        _buttons(strip)["Show list"].click()
    assert asked.args == [1]
    _buttons(strip)["✕"].click()
    assert not strip.isVisible()


def test_its_buttons_pause_go_on_and_cancel(
    qtbot: Any, strip: ProgressStrip, runner: Runner, gate: Any, tmp_path: Path
) -> None:
    films(tmp_path / "films", 30)
    runner.screen([tmp_path / "films"])
    qtbot.waitUntil(lambda: runner.progress is not None)
    _buttons(strip)["Pause"].click()
    assert runner.is_paused
    assert _said(strip).startswith("paused")
    _buttons(strip)["Go on"].click()
    assert not runner.is_paused
    _buttons(strip)["Cancel"].click()
    assert _said(strip) == "stopping …"
    assert not _buttons(strip)["Cancel"].isEnabled()
    qtbot.waitUntil(lambda: not runner.is_busy)


def test_hidden_names_are_in_neither_title_nor_offer(
    qtbot: Any, strip: ProgressStrip, runner: Runner, gate: Any, database: Database, tmp_path: Path
) -> None:
    run = runs.start(database, [Path("/x/Planted Jane")], "test", "0" * 64, {}, "2026-01-01T00:00:00+00:00")
    entries.add(database, run, [Path("/x/Planted Jane/a")], "2026-01-01T00:00:00+00:00")
    runner.begin()
    qtbot.waitUntil(lambda: bool(runner.offers.found))
    assert "Planted Jane was cut off: 0 of 1 files" in strip._sentence.toolTip()
    films(tmp_path / "Planted", 3)
    runner.screen([tmp_path / "Planted"])
    assert "Planted" in strip._title.text()
    strip.hide_names(True)
    assert "Planted" not in strip._title.text() + strip._sentence.toolTip() + strip._sentence.text()


def test_an_offer_is_taken_or_left_by_its_buttons(
    qtbot: Any, strip: ProgressStrip, runner: Runner, database: Database
) -> None:
    runs.start(database, [Path("/x/films")], "test", "0" * 64, {}, "2026-01-01T00:00:00+00:00")
    runner.begin()
    qtbot.waitUntil(lambda: set(_buttons(strip)) == {"Go on", "Not now"})
    _buttons(strip)["Not now"].click()
    assert not strip.isVisible()
    qtbot.waitUntil(lambda: runs.unfinished(database) == [])


def test_a_watched_folder_is_named_and_let_go(qtbot: Any, strip: ProgressStrip, runner: Runner, tmp_path: Path) -> None:
    runner.watch(tmp_path / "films")
    qtbot.waitUntil(lambda: "cannot be reached" in strip._watched.toolTip())
    _buttons(strip)["Stop watching"].click()
    assert runner.watched is None
    assert not strip.isVisible()


@pytest.mark.parametrize(
    ("seconds", "said"), [(3, "less than a minute left"), (90, "2 minutes left"), (3700, "1 h 1 min left")]
)
def test_time_left_is_said_roughly(seconds: float, said: str) -> None:
    assert words.time_left(seconds) == said


def test_it_hides_while_only_the_film_is_to_be_seen(
    qtbot: Any, strip: ProgressStrip, runner: Runner, gate: Any, tmp_path: Path
) -> None:
    films(tmp_path / "films", 3)
    runner.screen([tmp_path / "films"])
    strip.set_maximised(True)
    assert not strip.isVisible()
    strip.set_maximised(False)
    assert strip.isVisible()
