"""Screening results as JSON lines: one object for each film, in ASCII, with everything that is known of it."""

from __future__ import annotations

import dataclasses
import json
import math
import re
from enum import Enum
from pathlib import PurePath
from typing import Any, Final

from xraydesk.core.reader_answers import answer_of
from xraydesk.export.run import Case, Run

_HALF_PAIR: Final = re.compile("[\ud800-\udfff]")


def lines_of(run: Run) -> bytes:
    r"""A run as JSON lines (https://jsonlines.org): one object for each film, without a header.

    Texts are kept as they are, but for halves of surrogate pairs, such as bytes in a path that are no UTF-8 become:
    other programs refuse them, so they are written out as ``\udcff``. What is no number is null.
    """
    return b"".join(json.dumps(_object(run, case), allow_nan=False).encode("ascii") + b"\n" for case in run.cases)


def _object(run: Run, case: Case) -> Any:
    result = {field.name: getattr(case.result, field.name) for field in dataclasses.fields(case.result)}
    return _plain(
        result
        | {
            "label": case.result.label,
            "reader_label": answer_of(case.decisions, run.labels) if run.exclusive else None,
            "decisions": case.decisions,
            "notes": case.notes,
            "source": case.source,
            "exported": run.made,
            "software": run.software,
        }
    )


def _plain(value: Any) -> Any:
    """What JSON can hold; the patient is in none of it."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {_plain(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, (str, PurePath)):
        return _HALF_PAIR.sub(lambda found: f"\\u{ord(found.group()):04x}", str(value))
    if isinstance(value, float) and not math.isfinite(value):
        return None
    return value
