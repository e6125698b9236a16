"""What a model card says of the benchmark that changes films in ways that should not matter to the answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

MEDIAN, WORST = 0.02, 0.10
"""How far a probability may move: in the median of all films and labels, and at worst."""

_WITHIN = (
    "no change of file format, compression, resolution or window moved a probability by more than "
    f"{WORST:.2f} (median at most {MEDIAN:.2f})."
)
_BEYOND = (
    "these changes, which a reader would hardly see, moved probabilities by more than "
    f"{MEDIAN:.2f} in the median or {WORST:.2f} at worst"
)


def is_within(change: Mapping[str, Any]) -> bool:
    """Whether one row of the benchmark's ``changes`` keeps to the bar."""
    return bool(change["median"] <= MEDIAN and change["worst"] <= WORST)


def robustness_words(figures: Mapping[str, Any]) -> list[str]:
    """Sentences for the limits of a model card, from the JSON of ``tests.benchmarks.score_robustness``.

    One sentence in any case: that nothing moved the answers beyond the bar, or what did and how far.
    """
    films = figures["films"]
    beyond = [change for change in figures["changes"] if not is_within(change)]
    if not beyond:
        return [f"On {films} films {_WITHIN}"]
    moved = "; ".join(f"{one['name']}: median {one['median']:.3f}, worst {one['worst']:.2f}" for one in beyond)
    return [f"On {films} films {_BEYOND}: {moved}."]
