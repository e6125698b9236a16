"""Pseudonyms: the same for the same, different for what differs, and nothing to be guessed without the salt."""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.export.failures import ExportError
from xraydesk.export.pseudonyms import own_salt, pseudonym, pseudonymous, pseudonymous_uid
from xraydesk.export.run import Run

SALT, OTHER = bytes(32), bytes(31) + b"1"


@given(st.text(alphabet=st.characters()), st.text(alphabet=st.characters()))
def test_a_pseudonym_is_the_same_only_for_the_same_value_and_salt(one: str, two: str) -> None:
    assert (pseudonym(SALT, "patient", one) == pseudonym(SALT, "patient", two)) == (one == two)
    if one:
        assert len({pseudonym(salt, kind, one) for salt in (SALT, OTHER) for kind in ("patient", "reader")}) == 4


@given(st.text(alphabet="0123456789.", min_size=1, max_size=64))
def test_a_uid_is_valid_and_consistent(uid: str) -> None:
    made = pseudonymous_uid(SALT, uid)
    assert made == pseudonymous_uid(SALT, uid) != pseudonymous_uid(OTHER, uid)
    assert len(made) <= 64
    assert made.startswith("2.25.")
    assert str(int(made[5:])) == made[5:]


def test_one_film_keeps_one_name_and_nothing_else_of_itself(planted_run: Run) -> None:
    told = pseudonymous(planted_run, SALT)
    case, failed = told.cases
    assert case == pseudonymous(planted_run, SALT).cases[0]
    assert "Planted" not in repr(told)
    assert planted_run.cases[0].result.sha256 not in repr(told)
    assert case.result.path.suffix == ".dcm"
    assert failed.result.path.suffix == ""
    assert case.decisions[0].film == case.result.sha256
    assert case.decisions[0].corrected_to == "other"
    assert case.notes == ()


def test_a_correction_to_a_label_of_the_model_stays(planted_run: Run) -> None:
    case = planted_run.cases[0]
    named = replace(case.decisions[0], corrected_to="Pneumonia")
    told = pseudonymous(replace(planted_run, cases=(replace(case, decisions=(named,)),)), SALT)
    assert told.cases[0].decisions[0].corrected_to == "Pneumonia"


def test_a_salt_that_can_be_guessed_is_refused(planted_run: Run) -> None:
    with pytest.raises(ExportError, match="at least 16 bytes; this one has 4"):
        pseudonymous(planted_run, b"salt")


def test_the_own_salt_is_made_once_and_read_by_nobody_else(tmp_path: Path) -> None:
    salt = own_salt(tmp_path / "data")
    assert own_salt(tmp_path / "data") == salt
    assert own_salt(tmp_path / "else") != salt
    if os.name != "nt":
        assert stat.S_IMODE((tmp_path / "data" / "export.salt").stat().st_mode) == 0o600


def test_a_salt_that_cannot_be_kept_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="cannot be written"):
        own_salt(tmp_path / "file")
    (tmp_path / "export.salt").write_bytes(b"")
    with pytest.raises(ExportError, match="this one has 0"):
        own_salt(tmp_path)
