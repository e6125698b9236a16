"""A result as JSON and back, so that what another program is told is what the reader was shown."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from xraydesk.core.findings import Finding, Provenance, ScreeningResult, Status
from xraydesk.core.localisation import Localisation, Verdict


def to_json(result: ScreeningResult) -> str:
    """Everything of a result but path, digest, status and reason, which have columns of their own."""
    values: dict[str, Any] = {
        "findings": [asdict(finding) for finding in result.findings],
        "provenance": None if result.provenance is None else asdict(result.provenance),
        "warnings": result.warnings,
        "decode_ms": result.decode_ms,
        "infer_ms": result.infer_ms,
        "label_set": result.label_set,
        "localisation": None if result.localisation is None else asdict(result.localisation),
        "hints": result.hints,
        "against": result.against,
    }
    return json.dumps(values, ensure_ascii=True, separators=(",", ":"))


def from_json(content: str, path: Path, sha256: str, status: str, reason: str) -> ScreeningResult:
    """The result that `to_json` wrote."""
    values = json.loads(content)
    place, origin, labels = values["localisation"], values["provenance"], values["label_set"]
    return ScreeningResult(
        path=path,
        sha256=sha256,
        status=Status(status),
        reason=reason,
        findings=tuple(Finding(**each) for each in values["findings"]),
        provenance=None if origin is None else Provenance(**origin),
        warnings=tuple(values["warnings"]),
        decode_ms=values["decode_ms"],
        infer_ms=values["infer_ms"],
        label_set=None if labels is None else tuple(labels),
        localisation=None if place is None else Localisation(**place | {"verdict": Verdict(place["verdict"])}),
        hints=tuple(values["hints"]),
        against=values["against"],
    )
