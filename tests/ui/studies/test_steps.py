"""From study to study, patient to patient and series to series, in the order of the list."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ui.studies.conftest import JOHN, header_of, picture_header
from xraydesk.ui.desk.items import State
from xraydesk.ui.studies.nodes import Kind
from xraydesk.ui.studies.outline import Outline
from xraydesk.ui.studies.steps import first_beside

# Rows in reading order: 0 and 1 in a series, 2 in another one, 3 in an older study; 4 of John; 5 and 6 pictures.
FILMS = (
    header_of(study="new", number=1),
    header_of(study="new", number=2),
    header_of(study="new", series=2),
    header_of(study="old", date="20190101"),
    header_of(patient=JOHN, study="R"),
    picture_header("a.png"),
    picture_header("b.png"),
)


@pytest.mark.parametrize(
    ("kind", "way", "expected"),
    [
        (Kind.SERIES, 1, {0: 2, 1: 2, 2: 3, 3: 4, 4: 5, 5: -1}),
        (Kind.SERIES, -1, {0: -1, 1: -1, 2: 0, 3: 2, 4: 3, 6: 4}),
        (Kind.STUDY, 1, {0: 3, 2: 3, 3: 4, 4: 5, 6: -1}),
        (Kind.STUDY, -1, {2: -1, 3: 0, 4: 3, 6: 4}),
        (Kind.PATIENT, 1, {0: 4, 3: 4, 4: 5, 5: -1}),
        (Kind.PATIENT, -1, {3: -1, 4: 0, 6: 4}),
    ],
)
def test_the_way_leads_to_the_first_film_of_the_next_one(
    outlined: Callable[..., Outline], kind: Kind, way: int, expected: dict[int, int]
) -> None:
    outline = outlined(*FILMS)
    assert outline.items.order == [0, 1, 2, 3, 4, 5, 6]
    assert {row: first_beside(outline, row, way, kind) for row in expected} == expected


def test_films_that_failed_are_passed_over(outlined: Callable[..., Outline]) -> None:
    outline = outlined(*FILMS)
    outline.items[3].state = State.FAILED  # known, but not yet put at the end
    assert first_beside(outline, 0, 1, Kind.STUDY) == 4
    assert first_beside(outline, 4, -1, Kind.STUDY) == 0
