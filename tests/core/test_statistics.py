"""A run in figures: what counts, what is counted apart, and what is left out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from xraydesk.core.decisions import Decision, FirstLook, Verdict
from xraydesk.core.findings import NOTHING_COUNTS, Finding, Provenance, ScreeningResult, Status
from xraydesk.core.statistics import ABSENT, OTHER, PRESENT, counts, first_impressions, reading

LABELS = ("covid19", "pneumonia", "normal")
MODEL = "c" * 64
ORIGIN = Provenance("m", MODEL, "d" * 64, "onnxruntime", "cpu", "pydicom", "0.1")


def _film(name: str, label: str = "normal", status: Status = Status.OK, **changes: object) -> ScreeningResult:
    findings = tuple(Finding(each, 0.0, 0.8 if each == label else 0.1) for each in LABELS)
    made = ScreeningResult(Path(name), name * 8, status, findings=findings, provenance=ORIGIN)
    return replace(made, **changes)  # type: ignore[arg-type]


def _said(film: ScreeningResult, label: str, verdict: Verdict = Verdict.ACCEPTED, **changes: object) -> Decision:
    made = Decision(
        f"{film.sha256}{label}", film.sha256, 0, label, verdict, "", "2026-03-01", "m", MODEL, 0.8, "balanced", 0.5,
        False,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


def _look(film: ScreeningResult, impression: str, looked: str = "2026-03-01", model: str = MODEL) -> FirstLook:
    return FirstLook(f"{film.sha256}{looked}", film.sha256, 0, "", looked, 3.0, impression, "m", model)


def test_every_line_is_counted_and_a_film_once() -> None:
    film = _film("a", "covid19")
    lines = [
        film,
        replace(film, path=Path("copy")),
        _film("b", "covid19", against="it is a lateral view"),
        _film("c", status=Status.ABSTAINED, reason="abstained", label_set=("covid19", "normal")),
        ScreeningResult(Path("d"), "", Status.FAILED, "it is damaged"),
        ScreeningResult(Path("e"), "", Status.FAILED, "it is damaged"),
    ]
    found = counts(lines, LABELS)
    assert (found.lines, found.films, found.against_advice) == (6, 5, 1)
    assert found.by_status == {Status.OK: 3, Status.ABSTAINED: 1, Status.DECLINED: 0, Status.FAILED: 2}
    assert found.by_label == {"covid19": 3, "pneumonia": 0, "normal": 0}


def test_a_film_without_a_finding_that_counts_has_a_line_of_its_own() -> None:
    film = _film("a", findings=(Finding("nodule", 0.0, 0.2, 0.5),))
    assert counts([film], ("nodule",)).by_label == {"nodule": 0, NOTHING_COUNTS: 1}


def test_what_is_no_answer_is_counted_apart_and_not_compared() -> None:
    agreed, changed, foreign = _film("a", "covid19"), _film("b", "covid19"), _film("c", "pneumonia")
    abstained = _film("d", status=Status.ABSTAINED, label_set=("covid19", "normal"))
    forced, rejected, unread = _film("e", against="it is blurred"), _film("f"), _film("g")
    decisions = [
        _said(agreed, "covid19", ai_seen_first=True),
        _said(changed, "covid19", Verdict.CORRECTED, corrected_to="pneumonia"),
        _said(foreign, "pneumonia", Verdict.CORRECTED, corrected_to="oedema"),
        _said(abstained, "covid19"),
        _said(forced, "normal"),
        _said(rejected, "normal", Verdict.REJECTED),
    ]
    found = reading([agreed, agreed, changed, foreign, abstained, forced, rejected, unread], decisions, LABELS)
    assert (found.reviewed, found.abstained, found.against_advice, found.undecided) == (6, 1, 1, 1)
    assert found.seen_first == 1
    assert found.all.labels == (*LABELS, OTHER)
    assert found.all.table == ((1, 0, 0, 0), (1, 0, 0, 0), (0, 0, 0, 0), (0, 1, 0, 0))
    assert (found.unaided.films, found.unaided.agreed) == (2, 0)
    assert found.by_finding == {}
    assert found.all.kappa is found.all.raw is None


def test_a_declaration_about_another_model_says_nothing_of_this_one() -> None:
    film = _film("a", "covid19")
    assert reading([film], [_said(film, "covid19", model_sha256="e" * 64)], LABELS).reviewed == 0


def test_findings_that_stand_on_their_own_are_compared_one_by_one() -> None:
    findings = (Finding("effusion", 0.0, 0.7, 0.5), Finding("nodule", 0.0, 0.2, 0.5))
    films = [_film(name, findings=findings) for name in "ab"]
    decisions = [_said(films[0], "effusion"), _said(films[0], "nodule"), _said(films[1], "nodule", Verdict.REJECTED)]
    found = reading(films, decisions, ("effusion", "nodule"), exclusive=False)
    assert found.all.films == found.unaided.films == 0
    assert found.by_finding["effusion"].table == ((1, 0), (0, 0))
    assert found.by_finding["nodule"].labels == (PRESENT, ABSENT)
    assert found.by_finding["nodule"].table == ((0, 1), (0, 1))


def test_the_earliest_impression_is_held_against_the_answer() -> None:
    films = [_film("a", "covid19"), _film("b", "normal"), _film("c", "pneumonia"), _film("d", against="blurred")]
    looks = [
        _look(films[0], "abnormal", "2026-03-02"),
        _look(films[0], "normal", "2026-03-01"),
        _look(films[1], "normal"),
        _look(films[2], "pneumonia"),
        _look(films[2], "", "2026-02-01"),
        _look(films[3], "normal"),
        _look(films[1], "abnormal", "2026-01-01", "e" * 64),
    ]
    assert first_impressions(films, looks).table == ((1, 1), (0, 1))
