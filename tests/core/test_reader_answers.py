"""What readers say of a film, out of declarations about single findings."""

from __future__ import annotations

from dataclasses import replace

import pytest

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.reader_answers import answer_of, latest, presence_of

LABELS = ("covid19", "pneumonia", "normal")


def _said(label: str, verdict: Verdict, to: str = "", **changes: object) -> Decision:
    made = Decision(
        f"{label}{verdict}{to}", "f" * 64, 0, label, verdict, "", "2026-03-01", "m", "c" * 64, 0.5, "balanced", 0.5,
        False, corrected_to=to,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


ACCEPTED, REJECTED, CORRECTED = Verdict.ACCEPTED, Verdict.REJECTED, Verdict.CORRECTED


@pytest.mark.parametrize(
    ("decisions", "answer"),
    [
        ([], ""),
        ([_said("covid19", ACCEPTED)], "covid19"),
        ([_said("covid19", REJECTED)], ""),
        ([_said("covid19", CORRECTED, " Pneumonia ")], "pneumonia"),
        ([_said("covid19", CORRECTED, "oedema")], "oedema"),
        ([_said("covid19", CORRECTED)], ""),
        ([_said("covid19", REJECTED), _said("pneumonia", ACCEPTED)], "pneumonia"),
        ([_said("covid19", CORRECTED, "pneumonia"), _said("pneumonia", ACCEPTED)], "pneumonia"),
        ([_said("covid19", ACCEPTED), _said("pneumonia", ACCEPTED)], ""),
        ([_said("covid19", ACCEPTED), _said("covid19", REJECTED)], ""),
        ([_said("covid19", ACCEPTED, id="a"), _said("covid19", Verdict.UNDONE, undoes="a")], ""),
        ([_said("covid19", ACCEPTED, frame=1)], ""),
    ],
)
def test_the_answer_is_the_one_label_that_stands(decisions: list[Decision], answer: str) -> None:
    assert answer_of(decisions, LABELS) == answer


def test_an_answer_about_another_model_counts_only_where_any_does() -> None:
    other = [_said("covid19", ACCEPTED, model_sha256="d" * 64)]
    assert answer_of(other, LABELS) == "covid19"
    assert answer_of(other, LABELS, "c" * 64) == ""
    assert latest(other, model_sha256="d" * 64) == {"covid19": other[0]}


def test_a_finding_that_is_corrected_does_not_hold() -> None:
    said = [_said("covid19", ACCEPTED), _said("pneumonia", CORRECTED, "oedema"), _said("normal", REJECTED)]
    assert presence_of(said) == {"covid19": True, "pneumonia": False, "normal": False}
