"""The list of opened files: rows that never move, a reading order beside them, and what is known of each."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QImage

from tests.ui.studies.conftest import JANE, JOHN, header_of
from xraydesk.core.radiograph import Patient
from xraydesk.ui.desk.items import THUMBNAILS_KEPT, ItemList, State, film_mime, films_in


@pytest.fixture
def items(qapp: Any) -> ItemList:
    made = ItemList()
    made.add([Path(f"/films/{number}.dcm") for number in range(4)])
    return made


def test_without_an_order_films_are_read_as_they_were_found(items: ItemList) -> None:
    assert list(items.order) == [0, 1, 2, 3]
    assert [items.beside(row, 1) for row in range(4)] == [1, 2, 3, -1]
    assert [items.beside(row, -1) for row in range(4)] == [-1, 0, 1, 2]
    assert items.beside(-1, 1) == 0


def test_a_reading_order_leads_from_film_to_film(qtbot: Any, items: ItemList) -> None:
    with qtbot.waitSignal(items.reordered):
        items.set_order([2, 0, 3])
    assert [items.beside(row, 1) for row in (2, 0, 3)] == [0, 3, -1]
    assert (items.beside(1, 1), items.beside(1, -1)) == (2, 3)
    with qtbot.assertNotEmitted(items.reordered):
        items.set_order([2, 0, 3])
    items.clear()
    assert list(items.order) == []


def test_films_are_found_by_patient_id_however_it_is_written(items: ItemList) -> None:
    written = Patient("Doe^Jane", " id-1 ", "19500102")
    items.describe([(0, header_of()), (2, header_of(patient=written)), (3, header_of(patient=JOHN))])
    assert items.of_patient("ID-1") == [0, 2]
    assert items.of_patient("nobody's") == ()
    items.clear()
    assert items.of_patient("ID-1") == ()


def test_an_item_without_a_header_has_an_empty_patient_and_study(items: ItemList) -> None:
    assert (items[0].patient, items[0].study.study_uid) == (Patient(), "")
    items.describe([(0, header_of())])
    assert (items[0].patient, items[0].study.study_uid) == (JANE, "S1")


def test_a_drag_brings_any_path_through(tmp_path: Path) -> None:
    paths = [Path("/films/a b.dcm"), Path("/films/\udcff.dcm"), Path("/films/ü\n.dcm")]
    assert films_in(film_mime(paths)) == paths
    assert films_in(film_mime([])) == []


def test_old_thumbnails_are_dropped(qapp: Any) -> None:
    items = ItemList()
    items.add([Path(f"/{number}") for number in range(THUMBNAILS_KEPT + 1)])
    for row in range(THUMBNAILS_KEPT + 1):
        items.set_thumbnail(row, QImage(1, 1, QImage.Format.Format_Grayscale8), f"digest {row}")
    assert items[0].thumbnail is None
    assert items[1].thumbnail is not None
    assert items[0].sha256 == "digest 0"


def test_hidden_names_are_numbers(qtbot: Any, items: ItemList) -> None:
    assert items.name_of(1) == "1.dcm"
    with qtbot.waitSignal(items.names_hidden):
        items.hide_names(True)
    assert items.hides_names
    assert (items.name_of(1), items.index(1).data()) == ("File 2", "File 2")


def test_a_state_is_told_in_words(items: ItemList) -> None:
    for state, words in ((State.PENDING, "pending"), (State.READABLE, ""), (State.NO_IMAGE, "no image")):
        items.set_state(0, state)
        assert items[0].badge == words
