"""Who is the same person: agreement beyond an ID, and never by what archives put in place of a name."""

from __future__ import annotations

import pytest

from tests.ui.studies.conftest import JANE, JOHN
from xraydesk.core.radiograph import Patient
from xraydesk.ui.studies.patients import identity, is_same
from xraydesk.ui.studies.people import People


def _same(one: Patient, other: Patient) -> bool:
    forth, back = (is_same(identity(a), identity(b)) for a, b in ((one, other), (other, one)))
    assert forth == back
    return forth


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (JANE, JANE),
        (JANE, Patient("DOE^JANE^^^", "id-1 ", "19500102")),
        (JANE, Patient("Smith^Jane", "ID-1", "19500102")),  # married meanwhile
        (JANE, Patient("Doe^Jane", "ID-1", "")),
        (Patient("Müller^Jörg", "7", ""), Patient("MULLER^JORG=x", "7", "")),
        (JANE, Patient("Doe^Jane", "ID-1", "19500102", id_issuer="St. Elsewhere")),
    ],
)
def test_id_and_name_or_birth_date_agree(one: Patient, other: Patient) -> None:
    assert _same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (JANE, JOHN),
        (JANE, Patient("Doe^Jane", "ID-9", "19500102")),
        (JANE, Patient("Doe^Jane", "ID-1", "19770707")),  # a birth date that speaks against it
        (JANE, Patient("Smith^Ann", "ID-1", "")),
        (Patient("Doe^Jane", "", "19500102"), Patient("Doe^Jane", "", "19500102")),
        (Patient("", "ID-1", ""), Patient("", "ID-1", "")),
        (
            Patient("Doe^Jane", "ID-1", "19500102", id_issuer="Here"),
            Patient("Doe^Jane", "ID-1", "19500102", id_issuer="There"),
        ),
    ],
)
def test_less_than_that_is_nobody_known(one: Patient, other: Patient) -> None:
    assert not _same(one, other)


@pytest.mark.parametrize(
    "filling", ["ANONYMOUS", "Anonymized^Patient", "unknown", "0000", "XXXX", "N/A", "no name", ""]
)
def test_what_archives_put_in_place_of_patients_is_nobody(filling: str) -> None:
    hidden = Patient(filling, filling, "19000101")
    assert not _same(hidden, hidden)
    assert not _same(Patient(filling, "ID-1", "19000101"), Patient(filling, "ID-1", "19000101"))


def test_a_real_name_that_begins_like_a_filling_is_a_name() -> None:
    assert identity(Patient("Nader^Xaver", "A0", "19500102")).name == "nader xaver"
    assert identity(Patient("Anona^Ida", "100", "")).id == "100"


def test_films_of_one_person_get_one_key_however_they_are_written() -> None:
    people = People()
    first = people.key_of(JANE, "S1")
    assert people.key_of(Patient("Doe^Jane", "ID-1", ""), "S2") == first
    assert people.key_of(Patient("Doe-Smith^Jane", "ID-1", "19500102"), "S3") == first
    assert people.key_of(JOHN, "S4") != first


def test_an_id_that_a_whole_archive_shares_parts_by_name_and_date() -> None:
    people = People()
    shared = [Patient(f"Name^{number}", "SHARED", f"1950010{number}") for number in range(1, 6)]
    assert len({people.key_of(patient, "S") for patient in shared}) == 5


def test_without_name_and_id_only_the_study_keeps_films_together() -> None:
    people = People()
    nobody = Patient()
    assert people.key_of(nobody, "S1") == people.key_of(nobody, "S1")
    assert people.key_of(nobody, "S1") != people.key_of(nobody, "S2")
