"""What a view says of its film beside the others."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from xraydesk.core.radiograph import Patient, Study
from xraydesk.ui.reading.remarks import remarks, time_text

JANE, JOHN = Patient("Doe^Jane", "1", "19500102"), Patient("Doe^John", "2", "19600203")


@pytest.mark.parametrize(
    ("earlier", "later", "text"),
    [
        (date(2024, 3, 1), date(2024, 3, 2), "1 day"),
        (date(2024, 2, 1), date(2024, 3, 1), "29 days"),
        (date(2023, 4, 15), date(2024, 3, 15), "11 months"),
        (date(2023, 4, 15), date(2024, 3, 14), "10 months"),
        (date(2022, 4, 15), date(2024, 4, 14), "23 months"),
        (date(2021, 5, 13), date(2024, 3, 13), "34 months"),
        (date(2021, 4, 15), date(2024, 4, 15), "3 years"),
        (date(2020, 5, 13), date(2024, 3, 13), "4 years"),
        (date(2010, 4, 15), date(2024, 4, 14), "14 years"),
    ],
)
def test_times_are_told_as_people_tell_them(earlier: date, later: date, text: str) -> None:
    assert time_text(earlier, later) == text


def _film(make: Any, patient: Patient, day: str) -> Any:
    return make(patient=patient, study=Study(date=day))


def test_a_prior_says_how_long_before(film: Any) -> None:
    films = [_film(film, JANE, "20240301"), _film(film, JANE, "20230401")]
    assert remarks(films, 0, 0) == ()
    assert [text for text, _ in remarks(films, 1, 0)] == ["prior, 11 months before"]


def test_the_distance_is_that_to_the_newest_film_on_screen_wherever_it_hangs(film: Any) -> None:
    films = [_film(film, JANE, "20200101"), _film(film, JANE, "20240101"), _film(film, JANE, "20230101"), None]
    assert [[text for text, _ in remarks(films, number, 0)] for number in range(4)] == [
        ["prior, 4 years before"], [], ["prior, 12 months before"], [],
    ]  # fmt: skip


def test_somebody_elses_film_is_said_to_be_one(film: Any) -> None:
    films = [_film(film, JANE, "20240301"), _film(film, JOHN, "20230401")]
    assert [text for text, _ in remarks(films, 1, 0)] == ["ANOTHER PATIENT"]
    assert [text for text, _ in remarks(films, 0, 1)] == ["ANOTHER PATIENT"]
    assert remarks(films, 0, 0) == ()


def test_of_films_without_a_patient_nothing_is_claimed(film: Any) -> None:
    films = [_film(film, JANE, "20240301"), _film(film, Patient(), "20230401"), _film(film, Patient(), "20230401")]
    assert remarks(films, 1, 0) == remarks(films, 2, 1) == ()


@pytest.mark.parametrize("day", ["", "2023", "20231399"])
def test_without_a_date_nothing_is_counted(film: Any, day: str) -> None:
    films = [_film(film, JANE, "20240301"), _film(film, JANE, day)]
    assert remarks(films, 1, 0) == ()
