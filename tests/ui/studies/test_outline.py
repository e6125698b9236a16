"""The lines of the study browser: what is open, what the film on screen opens, and the reading order."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.studies.conftest import JANE, JOHN, group_at, header_of, lines, picture_header, settle
from xraydesk.core.radiograph import Patient
from xraydesk.ui.desk.items import State, films_in
from xraydesk.ui.studies.nodes import Kind
from xraydesk.ui.studies.outline import FEW, Outline
from xraydesk.ui.studies.query import Sort


def _many(count: int = FEW + 10) -> list[Patient]:
    return [Patient(f"Name{number:03}", f"ID{number}", "19500101") for number in range(count)]


def test_a_few_films_are_all_listed(outlined: Callable[..., Outline]) -> None:
    outline = outlined(
        header_of(study="new", series=2, number=1, view_position="LL"),
        header_of(study="new", series=1, number=2),
        header_of(study="new", series=1, number=1),
        header_of(study="old", date="20190101", study_description="Thorax"),
        picture_header("b.png"),
        None,
        None,
        failed=(6,),
    )
    assert lines(outline) == [
        "Doe, Jane",
        "  2024-01-31",
        "    Series 1",
        "      PA",
        "      PA",
        "    LL",
        "  2019-01-01  Thorax",
        "    PA",
        "Pictures in films",
        "  04-b.png",
        "Reading headers …",
        "Failed or no image",
    ]


def test_a_series_of_one_film_has_no_line_of_its_own(outlined: Callable[..., Outline]) -> None:
    outline = outlined(header_of(series=1), header_of(series=2, view_position="LL"))
    assert lines(outline) == ["Doe, Jane", "  2024-01-31", "    PA", "    LL"]
    assert outline.parent_of(0) is outline.entries[1]


def test_of_many_patients_only_that_of_the_film_on_screen_is_open(outlined: Callable[..., Outline]) -> None:
    outline = outlined(*(header_of(patient=each, study=each.id) for each in _many()))
    assert len(outline.entries) == FEW + 10
    outline.set_current(5)
    assert lines(outline)[4:9] == ["Name004", "Name005", "  2024-01-31", "    PA", "Name006"]
    outline.set_current(7)
    assert lines(outline)[5:8] == ["Name005", "Name006", "Name007"]


def test_what_the_reader_opened_or_closed_stays_so(outlined: Callable[..., Outline]) -> None:
    outline = outlined(*(header_of(patient=each, study=each.id) for each in _many()))
    outline.set_open(group_at(outline, 2), True)
    outline.set_current(5)
    outline.set_open(group_at(outline, outline.place_of(outline.tree.leaf_of(5).top)), False)
    outline.set_current(6)
    outline.set_current(5)
    assert lines(outline)[2:8] == ["Name002", "  2024-01-31", "Name003", "Name004", "Name005", "Name006"]
    outline.set_all_open(True)
    assert len(outline.entries) == 3 * (FEW + 10)
    outline.set_all_open(False)
    assert len(outline.entries) == FEW + 10


def test_films_are_read_in_the_order_of_the_list(outlined: Callable[..., Outline]) -> None:
    outline = outlined(
        header_of(patient=JOHN, study="R", number=2),
        header_of(patient=JANE, study="D"),
        header_of(patient=JOHN, study="R", number=1),
    )
    items = outline.items
    assert items.order == [2, 0, 1]
    assert [items.beside(row, 1) for row in (2, 0, 1)] == [0, 1, -1]
    assert [items.beside(row, -1) for row in (2, 0, 1)] == [-1, 2, 0]
    outline.sort_by(Sort.NAME)
    settle(outline)
    assert items.order == [1, 2, 0]


def test_a_filter_narrows_the_reading_order(outlined: Callable[..., Outline]) -> None:
    outline = outlined(header_of(), header_of(patient=JOHN, study="R"), header_of(number=2))
    outline.ask(words=("roe",))
    settle(outline)
    assert (outline.items.order, outline.films, outline.patients) == ([1], 1, 1)
    # From a film that is not listed, the way leads to the ends of what is.
    assert (outline.items.beside(0, 1), outline.items.beside(0, -1)) == (1, 1)
    outline.ask(words=())
    settle(outline)
    assert outline.items.order == [0, 2, 1]


def test_a_found_patient_is_open(outlined: Callable[..., Outline]) -> None:
    outline = outlined(*(header_of(patient=each, study=each.id) for each in _many()))
    outline.ask(words=("name007",))
    settle(outline)
    assert lines(outline) == ["Name007", "  2024-01-31", "    PA"]


def test_a_film_that_fails_goes_to_the_end(outlined: Callable[..., Outline]) -> None:
    outline = outlined(header_of(number=1), header_of(number=2))
    outline.items.set_state(0, State.FAILED, "broken")
    settle(outline)
    assert lines(outline) == ["Doe, Jane", "  2024-01-31", "    PA", "Failed or no image"]
    assert outline.items.order == [1, 0]
    outline.ask(without_unreadable=True)
    settle(outline)
    assert outline.items.order == [1]


def test_hidden_names_are_nowhere_in_the_lines(outlined: Callable[..., Outline]) -> None:
    outline = outlined(header_of(accession="A-77", study_description="Thorax"), picture_header("b.png"))
    outline.items.hide_names(True)
    settle(outline)
    roles = (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
    )
    said = "\n".join(outline.index(place).data(role) for place in range(outline.rowCount()) for role in roles)
    for secret in ("Doe", "Jane", "ID-1", "1950", "A-77", "films", "b.png", "film.dcm"):
        assert secret not in said
    assert lines(outline)[:2] == ["Patient 1", "  2024-01-31  Thorax"]


def test_a_screen_reader_hears_level_and_whether_a_group_is_open(outlined: Callable[..., Outline]) -> None:
    outline = outlined(header_of())
    said = [outline.index(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(3)]
    assert said[0].startswith("Doe, Jane, ID-1 · 1950-01-02 · F")
    assert said[0].endswith("open, level 1")
    assert said[2].startswith("PA, #1 · 00-film.dcm, pending")
    outline.set_open(group_at(outline, 0), False)
    assert outline.index(0).data(Qt.ItemDataRole.AccessibleTextRole).endswith("closed, level 1")


def test_closing_everything_leaves_no_line(outlined: Callable[..., Outline]) -> None:
    outline = outlined(header_of())
    outline.items.clear()
    assert (list(outline.entries), outline.films, outline.current) == ([], 0, -1)


def test_a_drag_carries_the_film_or_the_first_of_a_group(outlined: Callable[..., Outline]) -> None:
    outline = outlined(header_of(number=2), header_of(number=1))
    carried = [films_in(outline.mimeData([outline.index(place)])) for place in (0, 3)]
    assert carried == [[Path("/films/01-film.dcm")], [Path("/films/00-film.dcm")]]
    assert outline.flags(outline.index(0)) & Qt.ItemFlag.ItemIsDragEnabled
    assert group_at(outline, 0).kind is Kind.PATIENT
