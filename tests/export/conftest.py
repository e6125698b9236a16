"""A run with films, declarations and every kind of hostile text, and the texts themselves."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import Finding, Provenance, ScreeningResult, Status
from xraydesk.export.run import Case, Run

LABELS = ("covid19", "pneumonia", "normal")
MODEL = "c" * 64
SALT = bytes(range(32))
PLANTED = "Planted^Name"

HOSTILE = (
    '=HYPERLINK("evil.example","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "a'b\"c,d;e",
    "two\nlines\r\nthree",
    "nul\x00bell\x07esc\x1b[31m\x7f\x9b",
    "photo\u202egpj.exe\u2066",
    "\u200fright to left mark",
    "half\udcff\ud800",
    "line\u2028separator\uffff",
    "_x0041_ {{7*7}} &amp; ]]>",
    "Ünïcödé 胸部 😀",
)


@pytest.fixture(params=HOSTILE, ids=lambda text: ascii(text)[:24])
def hostile(request: pytest.FixtureRequest) -> str:
    """A text that is meant to do harm, or that programs trip over."""
    return str(request.param)


@pytest.fixture
def salt() -> bytes:
    """What pseudonyms are made with."""
    return SALT


@pytest.fixture
def result() -> Callable[..., ScreeningResult]:
    """Makes the answer to a film: its name, and the probabilities of its labels."""
    return _result


def _result(name: str, covid19: float = 0.1, pneumonia: float = 0.2, **changes: object) -> ScreeningResult:
    chances = (covid19, pneumonia, 1 - covid19 - pneumonia)
    origin = Provenance("densenet", MODEL, "d" * 64, "onnxruntime", "cpu", "pydicom", "0.1")
    made = ScreeningResult(
        Path(name),
        hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest(),
        Status.OK,
        findings=tuple(Finding(label, 0.0, chance) for label, chance in zip(LABELS, chances, strict=True)),
        provenance=origin,
        decode_ms=12.34,
        infer_ms=56.78,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def decision() -> Callable[..., Decision]:
    """Makes a reader's declaration about a film."""
    return _decision


def _decision(result: ScreeningResult, label: str, verdict: Verdict = Verdict.ACCEPTED, **changes: object) -> Decision:
    made = Decision(
        f"{label}-{result.sha256[:12]}", result.sha256, 0, label, verdict, "Dr Curie",
        "2026-03-01T10:00:00.000000+00:00", "densenet", MODEL, 0.7, "balanced", 0.5, False,
    )  # fmt: skip
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def run_of() -> Callable[..., Run]:
    """Makes a run of cases."""
    return _run_of


def _run_of(*cases: Case | ScreeningResult, **changes: object) -> Run:
    made = Run(
        tuple(case if isinstance(case, Case) else Case(case) for case in cases),
        LABELS,
        made="2026-11-21 20:00:00+00:00",
        model="DenseNet-121",
        model_lines=("A concurrent aid.",),
        settings=(("engine", "onnxruntime on cpu"),),
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@pytest.fixture
def hostile_run(hostile: str) -> Run:
    """A run in which everything that comes from files or readers is the hostile text."""
    result = _result(hostile, reason=hostile, hints=(hostile,), against=hostile)
    corrected = _decision(
        result, "pneumonia", Verdict.CORRECTED, corrected_to=hostile, note=hostile, reader=hostile, ai_seen_first=True
    )
    failed = ScreeningResult(Path("folder", f"x{hostile}"), "", Status.FAILED, hostile)
    cases = (Case(result, (corrected,), (hostile,), hostile, hostile), Case(failed))
    return _run_of(*cases, model=hostile, model_lines=(hostile,), settings=((hostile, hostile),))


@pytest.fixture
def planted_run() -> Run:
    """A run whose films, readers and notes name a patient and a doctor."""
    result = _result(f"/archive/{PLANTED}/{PLANTED}.dcm", 0.7)
    declared = _decision(
        result, "covid19", Verdict.CORRECTED, reader=PLANTED, note=PLANTED, corrected_to=f"as {PLANTED} had"
    )
    failed = ScreeningResult(Path(f"/archive/x.{PLANTED}"), "", Status.FAILED, "it is damaged")
    return _run_of(Case(result, (declared,), (PLANTED,), PLANTED, PLANTED), Case(failed))
