"""The window of a file's elements: it follows the film, is searched at once, copies, and hides the patient."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QApplication

from xraydesk.core.errors import RefusedFileError
from xraydesk.imaging.listing import Entry, Listing
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell.language import counted
from xraydesk.ui.studies import tag_browser
from xraydesk.ui.studies.tag_browser import TagWindow
from xraydesk.ui.studies.tag_model import TagModel, cell, tree_of

ENTRIES = (
    Entry(0x00020010, "Transfer Syntax UID", "TransferSyntaxUID", "UI", 20, "1.2.840.10008.1.2.1"),
    Entry(0x00080060, "Modality", "Modality", "CS", 2, "CR"),
    Entry(0x00100010, "Patient's Name", "PatientName", "PN", 12, "Planted^Jane"),
    Entry(
        0x00540220, "View Code Sequence", "ViewCodeSequence", "SQ", -1, "1 item",
        (Entry(0, "Item 1", entries=(Entry(0x00080104, "Code Meaning", "CodeMeaning", "LO", 8, "frontal"),)),),
    ),
    Entry(0x00091001, "ACME 01", "", "LO", 300, "v" * 300),
)  # fmt: skip


@pytest.fixture
def tags(qtbot: Any, opened: Callable[..., MainWindow], monkeypatch: pytest.MonkeyPatch) -> TagWindow:
    """The window over two films; the second cannot be listed."""

    def list_file(path: Path) -> Listing:
        if path.name == "b.dcm":
            raise RefusedFileError(path, "it is malformed")
        return Listing("DICOM", 1000, ENTRIES, ("The file ends before its last element does.",))

    monkeypatch.setattr(tag_browser, "list_file", list_file)
    window = opened("a.dcm", "b.dcm")
    window.commands["tags"].trigger()
    made = window.findChild(TagWindow)
    assert made is not None
    qtbot.waitUntil(lambda: made.model.rowCount() == len(ENTRIES))
    return made


def _rows(model: TagModel, parent: QModelIndex | None = None) -> list[str]:
    parent = parent or QModelIndex()
    found: list[str] = []
    for place in range(model.rowCount(parent)):
        index = model.index(place, 0, parent)
        found += [cell(model.node(index).entry, 1), *_rows(model, index)]
    return found


def test_every_element_is_listed_with_what_lies_inside(tags: TagWindow) -> None:
    assert _rows(tags.model) == [
        "Transfer Syntax UID",
        "Modality",
        "Patient's Name",
        "View Code Sequence",
        "Item 1",
        "Code Meaning",
        "ACME 01",
    ]
    cells = [tags.model.index(3, column).data() for column in range(5)]
    assert cells == ["(0054,0220)", "View Code Sequence", "SQ", "undefined", "1 item"]
    assert "breaks" not in tags._note._whole
    assert tags._note._whole == "5 elements   The file ends before its last element does."
    assert tags.windowTitle() == "File contents: a.dcm"


def test_tree_and_table_agree_on_parents(tags: TagWindow) -> None:
    sequence = tags.model.index(3, 0)
    item = tags.model.index(0, 0, sequence)
    inner = tags.model.index(0, 1, item)
    assert tags.model.parent(inner) == item
    assert tags.model.parent(item) == sequence
    assert not tags.model.parent(sequence).isValid()
    assert not tags.model.index(9, 0).isValid()
    assert tags.model.headerData(4, Qt.Orientation.Horizontal) == "Value"


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("modality", ["Modality"]),
        ("0008,0060", ["Modality"]),
        ("00080060", ["Modality"]),
        ("(0008,0060)", ["Modality"]),
        ("frontal", ["View Code Sequence", "Item 1", "Code Meaning"]),
        ("code seq", ["View Code Sequence", "Item 1", "Code Meaning"]),
        ("PatientName", ["Patient's Name"]),
        ("jane planted", ["Patient's Name"]),
        ("nothing like it", []),
    ],
)
def test_search_looks_at_tag_name_and_value(qtbot: Any, tags: TagWindow, text: str, rows: list[str]) -> None:
    qtbot.keyClicks(tags.search, text)
    qtbot.waitUntil(lambda: _rows(tags.model) == rows)
    if text == "frontal":
        assert tags.tree.currentIndex().siblingAtColumn(1).data() == "Code Meaning"
        assert tags.value.toPlainText() == "frontal"
        assert tags._note._whole.startswith(counted("{n} elements found", 1))
    qtbot.keyClick(tags.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(_rows(tags.model)) == 7)
    assert tags.isVisible()


def test_a_long_value_is_cut_in_the_table_and_whole_below(tags: TagWindow) -> None:
    index = tags.model.index(4, 4)
    assert len(index.data()) < 200
    tags.tree.setCurrentIndex(index)
    assert tags.value.toPlainText() == "v" * 300


def test_rows_and_values_are_copied_whole(qtbot: Any, tags: TagWindow) -> None:
    tags.tree.setFocus()
    tags.tree.setCurrentIndex(tags.model.index(4, 0))
    tags.copy()
    assert QApplication.clipboard().text() == "(0009,1001)\tACME 01\tLO\t300\t" + "v" * 300
    tags.tree.selectAll()
    tags.copy()
    assert len(QApplication.clipboard().text().splitlines()) == 5
    tags.tree.setCurrentIndex(tags.model.index(1, 0))
    tags.copy_value()
    assert QApplication.clipboard().text() == "CR"


def test_the_list_follows_the_film_and_keeps_its_element(qtbot: Any, tags: TagWindow, window: MainWindow) -> None:
    tags.tree.setCurrentIndex(tags.model.index(1, 0))
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: tags._note._whole.endswith("it is malformed"))
    assert tags.model.rowCount() == 0
    assert tags.windowTitle() == "File contents: b.dcm"
    window.commands["previous_image"].trigger()
    qtbot.waitUntil(lambda: tags.model.rowCount() == len(ENTRIES))
    window.desk.close_all()
    assert tags.model.rowCount() == 0
    assert tags.windowTitle() == "File contents"


def test_hidden_patient_data_is_masked(qtbot: Any, tags: TagWindow, window: MainWindow) -> None:
    window.commands["hide_patient"].trigger()
    qtbot.waitUntil(lambda: tags.model.index(2, 4).data() == "hidden")
    assert tags.model.index(1, 4).data() == "CR"
    assert tags.windowTitle() == "File contents: File 1"
    window.commands["hide_patient"].trigger()
    qtbot.waitUntil(lambda: tags.model.index(2, 4).data() == "Planted^Jane")


def test_the_window_is_not_modal_opened_once_and_closes_with_escape(
    qtbot: Any, tags: TagWindow, window: MainWindow
) -> None:
    window.commands["tags"].trigger()
    assert len(window.findChildren(TagWindow)) == 1
    assert not tags.isModal()
    gone: list[bool] = []
    tags.destroyed.connect(lambda: gone.append(True))
    qtbot.keyClick(tags, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: bool(gone))
    window.commands["next_image"].trigger()  # nobody follows it any more


def test_thousands_of_elements_are_searched_at_once() -> None:
    model = TagModel()
    model.show(tree_of(Entry(0x00090000 + number, f"Element {number}", value="x") for number in range(10_000)))
    assert model.search("element 9999") == 1
    assert model.search("") == 10_000
