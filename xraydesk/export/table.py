"""Screening results as CSV: one row per file, the columns in a fixed order, every text safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Final

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import ScreeningResult
from xraydesk.core.localisation import Localisation
from xraydesk.core.reader_answers import answer_of, latest
from xraydesk.export.run import Case, Run
from xraydesk.export.texts import cell, prose, visible

REVIEW_COLUMNS: Final = ("reader_label", "verdicts", "readers", "reviewed", "notes")
"""Follow the others where a run was reviewed."""

Value = str | float | None
"""Of one cell; None for an empty one."""

_DIGITS: Final = {"lung_share": 4, "decode_ms": 1, "infer_ms": 1}
_PROBABILITY_DIGITS: Final = 6


def columns(labels: Sequence[str]) -> list[str]:
    """The header; one ``prob_`` column per label in the model card's order.

    ``set`` holds the labels that cannot be ruled out, with ``|`` between them. It is empty where there are none (the
    status then is ``abstained``), where nothing was scored, and for a model that has no such sets. ``lung_share`` is
    the share of the evidence for the foremost finding that lies in the lungs, and ``localisation`` what that map says
    of a place (`xraydesk.core.localisation.Verdict`). ``hints`` are sentences with ``|`` between them on a film to be
    read with care; ``against_advice`` is the guard's reason where a reader had it scored all the same.
    """
    chances = [f"prob_{label}" for label in labels]
    ends = ["model", "model_sha256", "engine", "device", "decode_ms", "infer_ms", "hints", "against_advice"]
    return ["path", "sha256", "status", "reason", "label", "set", *chances, "lung_share", "localisation", *ends]


def header(run: Run) -> list[str]:
    """The columns of a run; those of a review only where there was one."""
    return [*columns(run.labels), *(REVIEW_COLUMNS if run.is_reviewed else ())]


def values(run: Run, case: Case) -> list[Value]:
    """One row of a run under its `header`; texts are `visible`, but may look like formulae."""
    row = _values(case.result, run.labels)
    return [*row, *_review(run, case)] if run.is_reviewed else row


def digits(column: str) -> int:
    """Decimal places of the numbers in a column."""
    return _DIGITS.get(column, _PROBABILITY_DIGITS)


def csv_of(run: Run) -> bytes:
    """A run as CSV in UTF-8."""
    return _content(header(run), (values(run, case) for case in run.cases))


def _content(names: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow([cell(name) for name in names])
    for row in rows:
        writer.writerow([_cell(name, value) for name, value in zip(names, row, strict=True)])
    return stream.getvalue().encode("utf-8")


def _cell(name: str, value: Value) -> str:
    if isinstance(value, str):
        return cell(value)
    return "" if value is None else f"{value:.{digits(name)}f}"


def _values(result: ScreeningResult, labels: Sequence[str]) -> list[Value]:
    chances = {finding.label: finding.probability for finding in result.findings}
    origin = result.provenance
    ends = ["", "", "", ""] if origin is None else [origin.model, origin.model_sha256, origin.engine, origin.device]
    return [
        visible(str(result.path)),
        result.sha256,
        result.status.value,
        prose(result.reason),
        visible(result.label),
        visible("|".join(result.label_set or ())),
        *(chances.get(label) for label in labels),
        *_place(result.localisation),
        *map(visible, ends),
        result.decode_ms,
        result.infer_ms,
        prose("|".join(result.hints)),
        prose(result.against),
    ]


def _place(localisation: Localisation | None) -> tuple[Value, Value]:
    return (None, "") if localisation is None else (localisation.lung_share, localisation.verdict.value)


def _review(run: Run, case: Case) -> list[Value]:
    force = latest(case.decisions).values()
    return [
        visible(answer_of(case.decisions, run.labels)) if run.exclusive else "",
        prose("|".join(map(verdict_text, force))),
        prose("|".join(dict.fromkeys(decision.reader for decision in force))),
        visible(max((decision.declared for decision in force), default="")),
        prose(" | ".join(note for note in (*case.notes, *(decision.note for decision in force)) if note)),
    ]


def verdict_text(decision: Decision) -> str:
    """Such as ``pneumonia: corrected to oedema``."""
    to = f" to {decision.corrected_to}" if decision.verdict is Verdict.CORRECTED and decision.corrected_to else ""
    return f"{decision.label}: {decision.verdict.value}{to}"
