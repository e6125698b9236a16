"""Which finding names a film."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from xraydesk.core.findings import (
    NOTHING_COUNTS,
    Finding,
    ScreeningResult,
    Status,
    abstains,
    abstention,
    foremost,
    headline,
    leading,
)

MASS = Finding("mass", 0.0, 0.7, threshold=0.8)
EDEMA = Finding("edema", 0.0, 0.4, threshold=0.3)
NODULE = Finding("nodule", 0.0, 0.35, threshold=0.3)


def test_where_labels_exclude_one_another_the_most_probable_names_the_film() -> None:
    findings = [replace(each, threshold=None) for each in (EDEMA, MASS, NODULE)]
    assert headline(findings) == leading(findings) == findings[1]


def test_an_independent_finding_names_the_film_only_from_its_operating_point_on() -> None:
    assert leading([MASS, EDEMA, NODULE]) == MASS
    assert headline([MASS, EDEMA, NODULE]) == EDEMA
    assert headline([MASS]) is None


def test_a_result_says_in_words_that_no_independent_finding_counts() -> None:
    result = ScreeningResult(Path("a"), "", Status.OK, findings=(MASS,))
    assert result.label == NOTHING_COUNTS
    assert replace(result, findings=(MASS, EDEMA)).label == "edema"
    assert replace(result, findings=()).label == ""


def _exclusive(*chances: float) -> tuple[Finding, ...]:
    return tuple(Finding(label, 0.0, p) for label, p in zip(("covid19", "pneumonia", "normal"), chances, strict=True))


@pytest.mark.parametrize(
    ("label_set", "words"),
    [
        (("covid19", "pneumonia"), "abstained: covid19 or pneumonia"),
        (("covid19", "pneumonia", "normal"), "abstained: covid19, pneumonia or normal"),
        ((), "abstained: fits none of its classes"),
    ],
)
def test_an_abstention_says_between_which_classes(label_set: tuple[str, ...], words: str) -> None:
    assert abstains(label_set)
    assert abstention(label_set) == words


def test_one_class_is_an_answer_and_a_model_without_sets_never_abstains() -> None:
    assert not abstains(("normal",))
    assert not abstains(None)


def test_a_film_is_named_after_the_one_class_that_cannot_be_ruled_out() -> None:
    findings = _exclusive(0.15, 0.4, 0.45)
    assert headline(findings, ("normal",)) == findings[2]
    assert headline(findings, None) == findings[2]


def test_an_abstention_names_no_film_but_a_table_keeps_the_likeliest_label_beside_its_status() -> None:
    findings = _exclusive(0.15, 0.4, 0.45)
    for label_set in ((), ("pneumonia", "normal")):
        assert headline(findings, label_set) is None
        result = ScreeningResult(Path("a"), "", Status.ABSTAINED, findings=findings, label_set=label_set)
        assert result.label == "normal"


def test_where_to_look_first_is_in_the_set() -> None:
    findings = _exclusive(0.15, 0.4, 0.45)
    assert foremost(findings, ("covid19",)).label == "covid19"
    assert foremost(findings, ("covid19", "pneumonia")).label == "pneumonia"
    assert foremost(findings, ()).label == "normal"
    assert foremost(findings).label == "normal"
