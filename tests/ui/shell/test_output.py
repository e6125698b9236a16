"""What leaves the window is what was seen, says what it is, and hides whom it should."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPageLayout
from PySide6.QtWidgets import QDialog, QFileDialog

from tests.ui.shell.pdf_pages import PdfPage, pages
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import printers, still
from xraydesk.ui.shell.film_page import MARGIN, page_layout
from xraydesk.ui.shell.output import Output, PageOptions
from xraydesk.ui.shell.print_dialog import PrintDialog

PATIENT = ("Planted", "ID-7", "1950")


@pytest.fixture
def output(window: MainWindow) -> Output:
    return Output(window.lanes, window)


def _pdf(qtbot: Any, output: Output, window: MainWindow, path: Path, **options: Any) -> PdfPage:
    with qtbot.waitSignal(output.told, timeout=20_000):
        output.save_pdf(window.reading.view, PageOptions(**options), path)
    (page,) = pages(path.read_bytes())
    return page


# -------------------------------------------------------------------------------------------- the page


def test_a_page_says_who_what_which_model_and_what_it_is_not(
    qtbot: Any, opened: Any, output: Output, tmp_path: Path
) -> None:
    window = opened("a.dcm")
    page = _pdf(qtbot, output, window, tmp_path / "page.pdf")
    expected = (
        *PATIENT,
        "St. Elsewhere",
        "Chest",
        "A model <b>for tests</b>",
        "balanced",
        "RESEARCH USE, not for diagnosis",
        "not to scale",
        "W 4096",
    )
    assert [words for words in expected if words not in page.words] == []
    assert page.size == (595.0, 842.0)
    assert len(page.pictures) == 1


def test_a_hidden_patient_is_nowhere_in_the_file(qtbot: Any, opened: Any, output: Output, tmp_path: Path) -> None:
    window = opened("Planted_film.dcm")
    page = _pdf(qtbot, output, window, tmp_path / "page.pdf", patient_hidden=True)
    assert not [words for words in (*PATIENT, "St. Elsewhere") if words in page.words]
    assert "patient data hidden" in page.words
    content = (tmp_path / "page.pdf").read_bytes()
    assert b"Planted" not in content
    assert "Planted".encode("utf-16-be") not in content


def test_a_page_without_an_opinion_says_so(qtbot: Any, opened: Any, output: Output, tmp_path: Path) -> None:
    window = opened("a.dcm")
    window.reading.view.set_ai_lines(())
    assert "No opinion of a model is shown." in _pdf(qtbot, output, window, tmp_path / "page.pdf").words


def test_a_turned_film_says_so_on_paper(qtbot: Any, opened: Any, output: Output, tmp_path: Path) -> None:
    window = opened("a.dcm")
    window.commands["rotate_right"].trigger()
    assert "ROTATED 90°" in _pdf(qtbot, output, window, tmp_path / "page.pdf").words


@pytest.mark.parametrize(
    ("paper", "orientation", "size"),
    [
        ("a4", "portrait", (595, 842)),
        ("a4", "landscape", (842, 595)),
        ("a3", "portrait", (842, 1191)),
        ("letter", "portrait", (612, 792)),
    ],
)
def test_the_sheet_is_the_one_that_was_chosen(
    qtbot: Any, opened: Any, output: Output, tmp_path: Path, paper: str, orientation: str, size: tuple[int, int]
) -> None:
    window = opened("a.dcm")
    page = _pdf(qtbot, output, window, tmp_path / "page.pdf", paper=paper, orientation=orientation)
    assert page.size == size


def test_the_sheet_is_turned_as_the_picture_needs_it() -> None:
    wide, high = (page_layout("a4", "auto", ratio).fullRect().size() for ratio in (1.5, 0.8))
    assert wide.width() > wide.height()
    assert high.width() < high.height()


def test_the_film_is_printed_as_fine_as_the_printer(qtbot: Any, opened: Any, output: Output, tmp_path: Path) -> None:
    window = opened("a.dcm", shape=(3000, 2400))
    page = _pdf(qtbot, output, window, tmp_path / "page.pdf")
    width, height = page.pictures[0]
    across = (210 - 2 * MARGIN) / 25.4
    assert 0.9 * 300 * across < width <= 300 * across + 1
    assert height / width == pytest.approx(3000 / 2400, abs=0.01)


def test_paper_shows_what_the_view_shows_or_the_whole_film(
    qtbot: Any, opened: Any, output: Output, tmp_path: Path
) -> None:
    window = opened("a.dcm")
    view = window.reading.view
    view.zoom_by(4)
    seen = still.visible_part(view.placement)
    ratio = (seen[2] - seen[0]) / (seen[3] - seen[1])
    page = _pdf(qtbot, output, window, tmp_path / "seen.pdf")
    assert page.pictures[0][0] / page.pictures[0][1] == pytest.approx(ratio, rel=0.02)
    whole = _pdf(qtbot, output, window, tmp_path / "whole.pdf", whole=True)
    assert whole.pictures[0][0] / whole.pictures[0][1] == pytest.approx(240 / 300, rel=0.02)


def test_a_file_that_cannot_be_written_is_said_and_nothing_is_left(
    qtbot: Any, opened: Any, output: Output, tmp_path: Path
) -> None:
    window = opened("a.dcm")
    target = tmp_path / "absent" / "page.pdf"
    with qtbot.waitSignal(output.told, timeout=20_000) as told:
        output.save_pdf(window.reading.view, PageOptions(), target)
    assert told.args[0].startswith("page.pdf cannot be written: ")
    assert not target.exists()


# ------------------------------------------------------------------------------------- the picture alone


def _pixels(image: QImage, part: QRectF) -> set[str]:
    left, top, right, bottom = (round(side) for side in part.getCoords())
    return {image.pixelColor(x, y).name() for y in range(top, bottom) for x in range(left, right)}


def test_the_clipboard_has_what_the_screen_shows(qtbot: Any, opened: Any, output: Output) -> None:
    window = opened("a.dcm")
    view = window.reading.view
    window.commands["heatmap"].setChecked(False)
    window.commands["heatmap"].trigger()
    window.commands["heatmap"].trigger()
    with qtbot.waitSignal(output.told, timeout=20_000) as told:
        output.copy(view)
    assert "names the patient" in told.args[0]
    image = QGuiApplication.clipboard().image()
    seen = view.grab().toImage()
    assert image.size() == seen.size()
    middle = QRectF(QPointF(view.width() * 0.4, view.height() * 0.2), QSizeF(60, 60))
    assert _pixels(image, middle) == _pixels(seen, middle)


def test_a_copy_without_a_name_does_not_warn_of_one(qtbot: Any, opened: Any, output: Output) -> None:
    window = opened("a.dcm")
    window.commands["hide_patient"].trigger()
    with qtbot.waitSignal(output.told, timeout=20_000) as told:
        output.copy(window.reading.view)
    assert told.args == ["The picture is on the clipboard."]


def test_a_saved_picture_is_as_fine_as_the_film(qtbot: Any, opened: Any, output: Output, tmp_path: Path) -> None:
    window = opened("a.dcm", shape=(2400, 2000))
    view, path = window.reading.view, tmp_path / "a.png"
    with qtbot.waitSignal(output.told, timeout=20_000) as told:
        output.save_png(view, path)
    assert told.args == ["Saved: a.png"]
    image = QImage(str(path))
    scale = image.width() / view.placement.view[0]
    assert scale == pytest.approx(min(1 / view.placement.zoom, 4096 / max(view.placement.view)), rel=0.01)
    assert not [key for key in image.textKeys() if "Planted" in image.text(key)]


def test_nothing_happens_without_a_film(window: MainWindow, output: Output, tmp_path: Path) -> None:
    view = window.reading.view
    output.copy(view)
    output.save_png(view, tmp_path / "a.png")
    output.save_pdf(view, PageOptions(), tmp_path / "a.pdf")
    assert output.layout(view, PageOptions()) is None
    assert list(tmp_path.iterdir()) == []


def test_a_framed_scene_shows_exactly_its_part(opened: Any) -> None:
    window = opened("a.dcm")
    scene = window.reading.view.scene()
    part = (30.0, 60.0, 90.0, 100.0)
    framed = still.framed(scene, part, (600.0, 600.0), 2.0)
    assert still.visible_part(framed.placement) == pytest.approx(part, abs=0.01)
    assert framed.area.width() == pytest.approx(600)
    assert framed.placement.view[0] == 1200
    bigger = still.enlarged(scene, 2.0)
    assert still.visible_part(bigger.placement) == pytest.approx(still.visible_part(scene.placement), abs=0.5)
    assert bigger.area == scene.area


# ------------------------------------------------------------------------------------ actions, dialog


def test_a_name_that_is_hidden_is_not_suggested_for_the_file(
    opened: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened("Planted_Jane.dcm")
    asked = []
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args: asked.append(args[2]) or ("", ""))
    window.commands["save_png"].trigger()
    window.commands["hide_patient"].trigger()
    window.commands["save_png"].trigger()
    window.commands["save_pdf"].trigger()
    assert [Path(name).name for name in asked] == ["Planted_Jane.png", "radiograph.png", "radiograph.pdf"]


def test_a_saved_file_has_its_ending_and_the_folder_is_remembered(
    qtbot: Any, opened: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    window = opened("a.dcm")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "name"), ""))
    window.commands["save_pdf"].trigger()
    qtbot.waitUntil((tmp_path / "name.pdf").exists, timeout=20_000)
    assert window._settings["save_folder"] == str(tmp_path)
    qtbot.waitUntil(lambda: [notice.text for notice in window.notices.notices] == ["Saved: name.pdf"])


@pytest.fixture
def dialog(qtbot: Any, opened: Any) -> PrintDialog:
    window = opened("a.dcm")
    window.commands["print"].trigger()
    (made,) = window.findChildren(PrintDialog)
    qtbot.waitUntil(lambda: not made.preview.image.isNull(), timeout=20_000)
    return made


def test_the_page_is_seen_before_it_is_printed(qtbot: Any, dialog: PrintDialog) -> None:
    assert not dialog.isModal()
    portrait = dialog.preview.image
    assert portrait.width() < portrait.height()
    dialog.orientation.setCurrentIndex(dialog.orientation.findData("landscape"))
    qtbot.waitUntil(lambda: dialog.preview.image.width() > dialog.preview.image.height(), timeout=20_000)
    named = dialog.preview.image
    dialog.patient.setChecked(False)
    qtbot.waitUntil(lambda: dialog.preview.image != named, timeout=20_000)
    assert dialog.options == PageOptions(patient_hidden=True, orientation="landscape")


def test_the_same_dialog_comes_back(dialog: PrintDialog) -> None:
    window = dialog.parent()
    window.commands["print"].trigger()
    assert window.findChildren(PrintDialog) == [dialog]


def test_a_page_is_printed_through_the_systems_dialog(
    qtbot: Any, dialog: PrintDialog, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    window, target = dialog.parent(), tmp_path / "printed.pdf"
    dialog.print_asked.emit(dialog.options)
    (system,) = window.findChildren(QPrintDialog)
    assert system.isVisible()
    # As somebody does who prints into a file.
    system.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    system.printer().setOutputFileName(str(target))
    QDialog.accept(system)
    told = "The page was sent to the printer."
    qtbot.waitUntil(lambda: any(notice.text == told for notice in window.notices.notices), timeout=20_000)
    (page,) = pages(target.read_bytes())
    assert "Planted" in page.words
    assert "RESEARCH USE" in page.words


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="elsewhere there is no CUPS to look for")
def test_printers_are_looked_for_on_this_computer_alone_unless_a_server_was_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(printers, "_CONFIGURED", (tmp_path / "client.conf",))
    monkeypatch.delenv("CUPS_SERVER", raising=False)
    printers.printer("a", QPageLayout())
    assert os.environ["CUPS_SERVER"] == "/run/cups/cups.sock"
    monkeypatch.setenv("CUPS_SERVER", "prints.hospital")
    printers.printer("a", QPageLayout())
    assert os.environ["CUPS_SERVER"] == "prints.hospital"
    monkeypatch.delenv("CUPS_SERVER")
    (tmp_path / "client.conf").write_text("ServerName prints.hospital")
    printers.printer("a", QPageLayout())
    assert "CUPS_SERVER" not in os.environ


def test_the_page_is_kept_from_nobody_who_has_only_keys(qtbot: Any, dialog: PrintDialog) -> None:
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
