"""Which part of the body a film shows and from where, from what its file says of it."""

from __future__ import annotations

import re
from enum import StrEnum
from functools import lru_cache

from xraydesk.core.radiograph import Study

CHEST = "chest"

_CHEST_WORDS = ("CHEST", "THORAX", "LUNG", "RIB", "TORAX", "BRUST", "PULMO", "THORA", "CXR")
_LATERAL = re.compile(r"\b(?:LAT(?:ERAL)?|LL|RL|LLAT|RLAT|SEITLICH|PROFIL|LATERO\w*)\b")
_FRONTAL = re.compile(r"\b(?:AP|PA|A P|P A|FRONTAL|POSTERO ?ANTERIOR|ANTERO ?POSTERIOR|FRONT|BETT|BEDSIDE|PORTABLE)\b")


class Projection(StrEnum):
    """The direction of view, as far as two films can be compared by it."""

    FRONTAL = "frontal"
    LATERAL = "lateral"
    UNKNOWN = ""


@lru_cache(maxsize=4096)
def _read(view_position: str, *texts: str) -> Projection:
    for text in (view_position, *texts):
        words = re.sub(r"[\W_]+", " ", text.upper())
        if _LATERAL.search(words):
            return Projection.LATERAL
        if _FRONTAL.search(words):
            return Projection.FRONTAL
    return Projection.UNKNOWN


def projection(study: Study) -> Projection:
    """PA and AP alike are frontal; the view position is believed before the series' description."""
    return _read(study.view_position, study.series_description)


@lru_cache(maxsize=4096)
def _part(body_part: str, *texts: str) -> str:
    if body_part:
        upper = body_part.upper()
        return CHEST if any(word in upper for word in _CHEST_WORDS) else body_part.casefold().strip()
    upper = " ".join(texts).upper()
    return CHEST if any(word in upper for word in _CHEST_WORDS) else ""


def body_part(study: Study) -> str:
    """`CHEST` for all its names, another part as the file writes it, empty where nothing is said."""
    return _part(study.body_part, study.series_description, study.study_description)


def are_comparable(one: Study, other: Study) -> bool:
    """Whether it makes sense to hang two films side by side: same part of the body, same direction.

    A file that leaves one of the two out is given the benefit of the doubt when it states the other one.
    """
    parts = body_part(one), body_part(other)
    if all(parts) and parts[0] != parts[1]:
        return False
    ways = projection(one), projection(other)
    if ways[0] == ways[1] and ways[0]:
        return True
    # Without a direction a film is most likely frontal; a lateral one is never guessed.
    return Projection.LATERAL not in ways and bool(parts[0]) and parts[0] == parts[1]
