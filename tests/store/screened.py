"""Results made up for the tests of the worklist: films, a run, and what a model said of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from xraydesk.core.findings import Finding, Provenance, ScreeningResult, Status
from xraydesk.core.localisation import Localisation, Verdict
from xraydesk.store import entries, results, runs
from xraydesk.store.database import Database
from xraydesk.store.films import Film
from xraydesk.store.results import Outcome

MODEL, OTHER_MODEL = "c" * 64, "d" * 64
WHEN = "2026-03-01T10:00:00+00:00"


def digest(number: int) -> str:
    """The digest of a film that there is not."""
    return f"{number:064x}"


def path(number: int) -> Path:
    """Where it would be."""
    return Path("/films") / f"film{number}.dcm"


def result(number: int, normal: float = 0.2, status: Status = Status.OK, reason: str = "") -> ScreeningResult:
    """What a model with three classes says; nothing is scored of what is declined or failed."""
    if status in (Status.DECLINED, Status.FAILED):
        return ScreeningResult(path(number), digest(number), status, reason or "it is a foot", decode_ms=3.5)
    rest = 1 - normal
    findings = (
        Finding("covid19", 0.1, rest * 0.25),
        Finding("normal", -0.4, normal),
        Finding("pneumonia", 1.3, rest * 0.75),
    )
    best = max(findings, key=lambda finding: finding.probability).label
    return ScreeningResult(
        path(number),
        digest(number),
        status,
        reason,
        findings,
        Provenance("densenet", MODEL, "e" * 64, "onnxruntime", "cpu", "gdcm", "1.0"),
        ("a warning",),
        12.25,
        7.125,
        (best,) if status is Status.OK else ("covid19", "pneumonia"),
        Localisation(Verdict.IN_LUNGS, 0.625, 0.25, 0.125),
        ("unlike those of the tests",),
        "",
    )


def outcome(number: int, normal: float = 0.2, status: Status = Status.OK, made: str = WHEN, **shown: str) -> Outcome:
    """A path of a run that was done."""
    return Outcome(result(number, normal, status), Film(digest(number), 1000 + number, **shown), made)


def screened(database: Database, outcomes: Sequence[Outcome], model: str = MODEL, when: str = WHEN) -> int:
    """A run in which these came out; its number."""
    run = runs.start(database, [Path("/films")], "densenet", model, {}, when)
    for each in outcomes:
        entries.add(database, run, [each.result.path], each.made)
    results.commit(database, run, outcomes)
    return run
