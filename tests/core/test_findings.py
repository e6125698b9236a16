"""Which finding names a film."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xraydesk.core.findings import NOTHING_COUNTS, Finding, ScreeningResult, Status, headline, leading

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
