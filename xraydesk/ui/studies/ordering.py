"""In which order films, series and studies come."""

from __future__ import annotations

import re
from functools import lru_cache

from xraydesk.core.radiograph import Study

_LAST = 1 << 62


@lru_cache(maxsize=65536)
def _number(text: str) -> int:
    """A number that a file gives, behind all others where it gives none."""
    match = re.match(r"\s*([+-]?\d{1,18})", text)
    return int(match.group(1)) if match else _LAST


def when(study: Study) -> tuple[str, str]:
    """Date and time of a study; the greater is the later one, and one without a date is the earliest."""
    date = _digits(study.date, 8)
    return date, _digits(study.time, 6) if date else ""


@lru_cache(maxsize=65536)
def _digits(text: str, length: int) -> str:
    """The leading digits of ``2024-01-31`` or ``142301.5``; years and hours before anything else."""
    return re.sub(r"\D", "", text.partition(".")[0])[:length]


def series_key(study: Study) -> tuple[int, str]:
    """Sorts the series of a study by their numbers."""
    return _number(study.series_number), study.series_uid


def instance_key(study: Study) -> tuple[int, str, int]:
    """Sorts the films of a study by series and number."""
    return *series_key(study), _number(study.instance_number)


def natural_key(name: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts names so that ``film10`` comes behind ``film9``."""
    parts = re.findall(r"\d+|\D+", name.casefold())
    return tuple((0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts)
