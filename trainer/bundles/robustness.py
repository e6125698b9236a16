"""What a model card says of the benchmark that changes films in ways that should not matter to the answer."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import write_atomically
from xraydesk.model import bundle as bundles

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


class RobustnessError(XRayDeskError):
    """The figures cannot stand in that card, with the reason in one sentence."""


def add_to_card(bundle: Path, file: Path) -> list[str]:
    """Put the benchmark's figures and their words into the card of the bundle that it measured; returns the words.

    Figures of an earlier measurement are replaced.

    Parameters
    ----------
    bundle
        Folder of the bundle.
    file
        The JSON that the benchmark wrote.

    Raises
    ------
    XRayDeskError
        The bundle is altered, or the figures are not such figures, or of other weights.
    """
    weights = bundles.load(bundle).card.files[bundles.WEIGHTS]
    try:
        figures = json.loads(file.read_text(encoding="utf-8"))
        measured, words = figures["weights_sha256"], robustness_words(figures)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise RobustnessError(f"{file} holds no figures of the robustness benchmark") from error
    if measured != weights:
        raise RobustnessError(f"the figures in {file} are of other weights than those of {bundle}")
    place = bundle / bundles.CARD
    card = json.loads(place.read_text(encoding="utf-8"))
    before = card["metrics"].get("robustness")
    stale = robustness_words(before) if before else []
    card["metrics"]["robustness"] = figures
    card["limits"] = [sentence for sentence in card["limits"] if sentence not in stale] + words
    write_atomically(place, (json.dumps(card, indent=1) + "\n").encode())
    return words
