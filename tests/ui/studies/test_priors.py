"""Priors: earlier, of the same patient beyond doubt, of the same part and direction, newest first."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ui.studies.conftest import JANE, JOHN, header_of, picture_header
from xraydesk.core.radiograph import Patient
from xraydesk.ui.desk.items import ItemList, State
from xraydesk.ui.studies.priors import priors


def test_earlier_films_of_the_same_view_come_newest_first(shelf: Callable[..., ItemList]) -> None:
    items = shelf(
        header_of(study="old", date="20190101"),
        header_of(study="now", date="20240131"),
        header_of(study="newer", date="20230505", view_position="AP"),
        header_of(study="lateral", date="20230505", view_position="LL"),
        header_of(study="hand", date="20230505", body_part="HAND"),
        header_of(study="later", date="20250101"),
        header_of(patient=JOHN, study="other", date="20230505"),
    )
    assert priors(items, 1) == [2, 0]
    assert priors(items, 0) == []


def test_films_of_the_same_study_and_without_a_date_are_no_priors(shelf: Callable[..., ItemList]) -> None:
    items = shelf(
        header_of(study="now", time="120000"),
        header_of(study="now", time="080000", number=2),
        header_of(study="undated", date=""),
        header_of(study="morning", time="080000"),
    )
    assert priors(items, 0) == [3]
    assert priors(items, 2) == []


def test_several_films_of_a_prior_study_come_in_their_order(shelf: Callable[..., ItemList]) -> None:
    items = shelf(
        header_of(study="old", date="20200101", number=10),
        header_of(study="old", date="20200101", number=9),
        header_of(study="now"),
    )
    assert priors(items, 2) == [1, 0]


@pytest.mark.parametrize("patient", [Patient(), Patient("ANONYMOUS", "ANON", "19000101"), Patient("", "ID-1", "")])
def test_unknown_patients_are_never_paired(shelf: Callable[..., ItemList], patient: Patient) -> None:
    items = shelf(header_of(patient=patient, study="old", date="20200101"), header_of(patient=patient, study="now"))
    assert priors(items, 1) == []


def test_an_id_shared_by_a_whole_archive_pairs_nobody(shelf: Callable[..., ItemList]) -> None:
    others = [Patient(f"Name^{number}", JANE.id, f"1950020{number}") for number in range(5)]
    items = shelf(*(header_of(patient=each, study=each.name, date="20200101") for each in others), header_of())
    assert priors(items, 5) == []


def test_pictures_and_films_that_failed_are_no_priors(shelf: Callable[..., ItemList]) -> None:
    items = shelf(header_of(study="old", date="20200101"), header_of(study="now"), picture_header("a.png"), None)
    assert priors(items, 2) == []
    assert priors(items, 3) == []
    items.set_state(0, State.FAILED, "broken")
    assert priors(items, 1) == []
