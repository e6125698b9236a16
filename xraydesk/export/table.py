"""Screening results as CSV: one row per file, the columns in a fixed order, every text safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from xraydesk.core.files import write_atomically
from xraydesk.core.findings import ScreeningResult

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def columns(labels: Sequence[str]) -> list[str]:
    """The header; one ``prob_`` column per label in the model card's order."""
    chances = [f"prob_{label}" for label in labels]
    ends = ["model", "model_sha256", "engine", "device", "decode_ms", "infer_ms"]
    return ["path", "sha256", "status", "reason", "label", *chances, *ends]


def write_csv(results: Iterable[ScreeningResult], labels: Sequence[str], target: Path) -> None:
    """Write all results at once; an earlier file is replaced only by a complete one.

    Raises
    ------
    OSError
        The folder cannot be written.
    """
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(columns(labels))
    writer.writerows(_row(result, labels) for result in results)
    write_atomically(target, stream.getvalue().encode("utf-8"))


def _row(result: ScreeningResult, labels: Sequence[str]) -> list[str]:
    chances = {finding.label: f"{finding.probability:.6f}" for finding in result.findings}
    origin = result.provenance
    ends = ["", "", "", ""] if origin is None else [origin.model, origin.model_sha256, origin.engine, origin.device]
    return [
        _plain(str(result.path)),
        result.sha256,
        result.status.value,
        _plain(result.reason),
        _plain(result.label),
        *(chances.get(label, "") for label in labels),
        *ends,
        f"{result.decode_ms:.1f}",
        f"{result.infer_ms:.1f}",
    ]


def _plain(text: str) -> str:
    """Text that a spreadsheet does not take for a formula (OWASP, CSV injection), in valid UTF-8."""
    text = text.encode("utf-8", "replace").decode("utf-8")
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
