"""Whether a map can be held for a place."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from xraydesk.core.localisation import Localisation, Verdict
from xraydesk.model.localisation import half_area, localise
from xraydesk.model.lungs import SIDE, Lungs


def lungs() -> Lungs:
    mask = np.zeros((SIDE, SIDE), np.bool_)
    mask[24:104, 16:52] = mask[24:104, 76:112] = True
    return Lungs(mask, float(mask.mean()))


def map_at(row: int, column: int, value: float = 40.0) -> NDArray[np.float32]:
    evidence = np.zeros((7, 7), np.float32)
    evidence[row, column] = value
    return evidence


def test_a_spot_in_a_lung_is_a_place() -> None:
    judged = localise(map_at(3, 1), lungs())
    assert judged.verdict is Verdict.IN_LUNGS
    assert not judged.is_unreliable
    assert judged.lung_share is not None
    assert judged.lung_share > 0.8
    assert judged.half_area is not None
    assert judged.half_area < 0.03


@pytest.mark.parametrize(("row", "column"), [(0, 0), (6, 6), (0, 3), (6, 3)])
def test_a_spot_beside_the_lungs_is_unreliable(row: int, column: int) -> None:
    judged = localise(map_at(row, column), lungs())
    assert judged.verdict is Verdict.OUTSIDE
    assert judged.is_unreliable
    assert "unreliable" in judged.sentence()


def test_an_even_map_is_diffuse_and_its_share_is_that_of_the_area() -> None:
    judged = localise(np.full((7, 7), 2.0, np.float32), lungs())
    assert judged.verdict is Verdict.DIFFUSE
    assert judged.lung_share == pytest.approx(lungs().share)
    assert judged.half_area == pytest.approx(0.5, abs=1e-3)


def test_evidence_against_a_finding_is_no_evidence_for_it() -> None:
    assert localise(np.full((7, 7), -3.0, np.float32), lungs()).verdict is Verdict.NO_EVIDENCE
    evidence = map_at(3, 1) - map_at(0, 0)
    assert localise(evidence, lungs()).verdict is Verdict.IN_LUNGS


def test_without_lungs_no_share_is_claimed_but_a_diffuse_map_is_still_said_to_be_one() -> None:
    judged = localise(map_at(3, 1), None)
    assert judged.verdict is Verdict.UNCHECKED
    assert (judged.lung_share, judged.lung_area) == (None, None)
    assert not judged.is_unreliable
    assert localise(np.ones((7, 7), np.float32), None).verdict is Verdict.DIFFUSE


@settings(deadline=None, max_examples=50)
@given(st.integers(0, 2**32 - 1), st.floats(0.1, 100))
def test_shares_lie_between_nothing_and_all_and_do_not_depend_on_the_strength(seed: int, factor: float) -> None:
    evidence = np.random.default_rng(seed).gamma(0.5, 2, (7, 7)).astype(np.float32) + np.float32(0.5)
    one, other = localise(evidence, lungs()), localise(evidence * np.float32(factor), lungs())
    assert one.lung_share is not None
    assert 0 <= one.lung_share <= 1
    assert other.lung_share == pytest.approx(one.lung_share, abs=1e-4)
    assert 0 < half_area(evidence) <= 0.5 + 1 / evidence.size


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_one_sentence_whatever_is_known(verdict: Verdict) -> None:
    for judged in (Localisation(verdict), Localisation(verdict, 0.412, 0.334, 0.271)):
        words = judged.sentence()
        assert words.endswith(".")
        assert "{" not in words


def test_the_sentence_is_translated_before_its_figures_are_put_in() -> None:
    judged = Localisation(Verdict.OUTSIDE, 0.412, 0.334)
    assert judged.sentence(lambda text: "{share} of {area}" if "unreliable" in text else text) == "41 of 33"
