"""The test films are opened once: every opening is written into the run before it happens."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from xraydesk.core.files import write_atomically

LOG = "test-openings.json"


def opened(run: Path) -> list[dict[str, Any]]:
    """The openings so far, oldest first."""
    log = run / LOG
    return list(json.loads(log.read_text(encoding="utf-8"))) if log.is_file() else []


def open_test(run: Path, folds: Sequence[int], films: int) -> list[dict[str, Any]]:
    """Write that the test films are opened now; returns all openings, this one last."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    openings = [*opened(run), {"when": now, "folds": list(folds), "films": films}]
    write_atomically(run / LOG, json.dumps(openings, indent=1).encode())
    return openings


def sentence(openings: Sequence[dict[str, Any]]) -> str:
    """What the report says of the openings."""
    if len(openings) < 2:
        return f"The test films were opened once, at {openings[-1]['when']}." if openings else ""
    earlier = ", ".join(entry["when"] for entry in openings[:-1])
    return (
        f"The test films were opened {len(openings)} times, before at {earlier}. What was changed in between was "
        "chosen with their help, so these figures are no longer those of unseen films."
    )
