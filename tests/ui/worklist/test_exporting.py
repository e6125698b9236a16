"""A run is exported from the window: chosen in a dialog, written beside the window's own questions to the store."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from tests.store.screened import digest, outcome, screened
from xraydesk.core.findings import Status
from xraydesk.core.settings import Settings
from xraydesk.export.formats import FORMATS
from xraydesk.exporting.stored import Part
from xraydesk.exporting.writing import Wishes
from xraydesk.store import audit
from xraydesk.store.database import Database
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.worklist.export_dialog import ExportDialog, Order
from xraydesk.ui.worklist.exporting import Exporting


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Two films of one run and a file that failed."""
    made = Database(tmp_path / "w.sqlite3", sole=True)
    screened(made, [outcome(1), outcome(2), outcome(3, status=Status.FAILED)])
    return made


@pytest.fixture
def exporting(qtbot: QtBot, database: Database, tmp_path: Path) -> Iterator[Exporting]:
    window, lanes = QWidget(), Lanes()
    qtbot.addWidget(window)
    settings = Settings()
    settings.set("save_folder", str(tmp_path))
    storing = Storing(database, lanes)
    yield Exporting(storing, lanes, settings, window)
    lanes.close()
    storing.close()


def _dialog(exporting: Exporting) -> ExportDialog:
    dialog = exporting._dialog
    assert dialog is not None
    return dialog


def _choose(dialog: ExportDialog, name: str) -> None:
    dialog.kind.setCurrentIndex([form.name for form in FORMATS].index(name))


@pytest.mark.parametrize("name", ["csv", "xlsx", "jsonl", "html", "pdf"])
def test_a_run_becomes_a_file_and_is_told_to_the_reader_and_the_trail(
    exporting: Exporting, qtbot: QtBot, tmp_path: Path, database: Database, name: str
) -> None:
    exporting.ask(1)
    dialog = _dialog(exporting)
    _choose(dialog, name)
    assert dialog.target.text() == str(tmp_path / f"run-1.{name}")
    with qtbot.waitSignal(exporting.told, timeout=20_000) as said:
        dialog.send.click()
    assert said.args == [f"Run 1: 3 films exported to {tmp_path / f'run-1.{name}'}."]
    assert (tmp_path / f"run-1.{name}").stat().st_size
    assert audit.events(database)[-1].facts["program"] == "window"
    assert audit.events(database)[-1].facts["format"] == name
    qtbot.waitUntil(lambda: exporting._dialog is None)


def test_selected_lines_alone_are_exported(exporting: Exporting, qtbot: QtBot, tmp_path: Path) -> None:
    exporting.ask(1, [2, 3])
    dialog = _dialog(exporting)
    assert dialog.part.currentText() == "2 selected lines"
    with qtbot.waitSignal(exporting.told, timeout=20_000):
        dialog.send.click()
    content = (tmp_path / "run-1.csv").read_text()
    assert digest(2) in content
    assert digest(1) not in content


def test_without_a_selection_none_is_offered_and_the_problems_can_be_asked_for(
    exporting: Exporting, qtbot: QtBot, tmp_path: Path
) -> None:
    exporting.ask(1, (), Part.PROBLEMS)
    dialog = _dialog(exporting)
    assert [dialog.part.itemText(row) for row in range(dialog.part.count())] == [
        "All films of the run", "Reviewed films", "Declined and failed files",
    ]  # fmt: skip
    with qtbot.waitSignal(exporting.told, timeout=20_000):
        dialog.send.click()
    assert (tmp_path / "run-1.csv").read_text().count("\n") == 2


def test_why_nothing_was_written_stands_in_the_dialog_which_stays(
    exporting: Exporting, qtbot: QtBot, tmp_path: Path
) -> None:
    exporting.ask(1, (), Part.REVIEWED)
    dialog = _dialog(exporting)
    dialog.send.click()
    qtbot.waitUntil(lambda: dialog.state.text() == "no film of run 1 has been reviewed", timeout=20_000)
    assert dialog.send.isEnabled()
    assert not (tmp_path / "run-1.csv").exists()


def test_dicom_always_names_nobody_and_says_what_it_cannot_find(exporting: Exporting, qtbot: QtBot) -> None:
    exporting.ask(1)
    dialog = _dialog(exporting)
    _choose(dialog, "dicom")
    assert not dialog.nobody.isEnabled()
    assert "burned into a picture" in dialog.words.text()
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.send.click()
    order: Order = asked.args[0]
    assert order.wishes == Wishes(pseudonyms=True, copies=True)


def test_films_are_copied_into_a_manifest_unless_that_is_not_wanted(exporting: Exporting, qtbot: QtBot) -> None:
    exporting.ask(1)
    dialog = _dialog(exporting)
    assert not dialog.copies.isVisible()
    _choose(dialog, "manifest")
    assert dialog.copies.isVisible()
    dialog.copies.setChecked(False)
    with qtbot.waitSignal(dialog.asked) as asked:
        dialog.send.click()
    assert asked.args[0].wishes == Wishes(pseudonyms=False, copies=False)
    qtbot.waitUntil(dialog.send.isEnabled, timeout=20_000)
    dialog.nobody.setChecked(True)
    assert not dialog.copies.isEnabled()


def test_the_target_follows_the_format_until_somebody_chose_it(
    exporting: Exporting, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    exporting.ask(1)
    dialog = _dialog(exporting)
    _choose(dialog, "png")
    assert dialog.target.text() == str(tmp_path / "run-1-png")
    _choose(dialog, "pdf")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "mine"), ""))
    dialog.choose.click()
    assert dialog.target.text() == str(tmp_path / "mine.pdf")
    _choose(dialog, "csv")
    assert dialog.target.text() == str(tmp_path / "mine.csv")
    qtbot.keyClicks(dialog.target, ".old")
    _choose(dialog, "html")
    assert dialog.target.text() == str(tmp_path / "mine.csv.old")


def test_a_file_that_is_there_is_said_to_be_replaced(exporting: Exporting, qtbot: QtBot, tmp_path: Path) -> None:
    (tmp_path / "run-1.csv").write_text("earlier")
    exporting.ask(1)
    assert "run-1.csv is there already and will be replaced." in _dialog(exporting).words.text()


def test_an_export_can_be_stopped(
    exporting: Exporting, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, free = threading.Event(), threading.Event()

    def held(*arguments: object, **options: object) -> object:
        reached.set()
        assert free.wait(10)
        return real(*arguments, **options)  # type: ignore[arg-type]

    from xraydesk.exporting import stored as module

    real = module.stored
    monkeypatch.setattr(module, "stored", held)
    exporting.ask(1)
    dialog = _dialog(exporting)
    dialog.send.click()
    assert reached.wait(10)
    assert dialog.leave.text() == "Stop"
    dialog.leave.click()
    free.set()
    assert dialog.state.text().startswith("Stopped")
    assert dialog.leave.text() == "Close"
    exporting._lanes.close()  # until the worker has come to its end
    assert not (tmp_path / "run-1.csv").exists()


def test_a_second_window_may_export_too(qtbot: QtBot, database: Database, tmp_path: Path) -> None:
    assert not database.reads_only
    second = Database(tmp_path / "w.sqlite3", sole=True)
    second.rows("SELECT 1")
    assert second.reads_only
    window, lanes, settings = QWidget(), Lanes(), Settings()
    qtbot.addWidget(window)
    settings.set("save_folder", str(tmp_path))
    storing = Storing(second, lanes)
    exporting = Exporting(storing, lanes, settings, window)
    exporting.ask(1)
    with qtbot.waitSignal(exporting.told, timeout=20_000):
        _dialog(exporting).send.click()
    assert audit.events(database)[-1].kind is audit.Event.EXPORT
    lanes.close()
    storing.close()
    database.close()
