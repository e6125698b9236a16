"""Share of the evidence that lies in the lungs, on all judged films: by the lungs that the application finds itself.

Drawn masks exist for few films of few labels. What is found is less certain than what is drawn, and so it is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from trainer.data.page import Cell
from xraydesk.core.errors import ModelError
from xraydesk.core.localisation import Localisation
from xraydesk.model import auxiliary
from xraydesk.model.localisation import localise
from xraydesk.model.lungs import NAME, Network, find

REGIONS: Final = "lungs found by a network (not drawn)"


def installed_network() -> Network | None:
    """The network that the application uses; None where it is not at hand."""
    try:
        return auxiliary.load(auxiliary.folder_of(NAME))
    except ModelError:
        return None


def found_lung_energy(
    maps: NDArray[np.float32], given: NDArray[np.intp], names: Sequence[str], inputs: Any, network: Network | None
) -> dict[str, Any] | None:
    """What the application would say of the map of each film's answer.

    Parameters
    ----------
    maps
        ``(N, h, w)`` float32, the map of each film's answer in logit units.
    given
        ``(N,)`` index of that answer in ``names``.
    inputs
        ``(N, 1, S, S)`` float32, what the network was shown; may be sliced from disk.
    network
        Finds the lungs; None for no figure.

    Returns
    -------
    ``regions``; ``films`` with lungs and evidence, and ``not_found``; ``mean`` and ``quartiles`` of the share, and
    ``area``, which is chance; ``unreliable``, the share of all maps that are so called; ``verdicts``; all by label.
    """
    if network is None:
        return None
    judged = [localise(maps[row], find(inputs[row : row + 1][0, 0], network)) for row in range(len(maps))]
    labels = [
        {"label": name} | _figures([one for one, column in zip(judged, given, strict=True) if column == number])
        for number, name in enumerate(names)
    ]
    return {"regions": REGIONS} | _figures(judged) | {"labels": labels}


def _figures(judged: Sequence[Localisation]) -> dict[str, Any]:
    shared = [one for one in judged if one.lung_share is not None]
    shares = np.array([one.lung_share for one in shared], float)
    areas = np.array([one.lung_area for one in shared], float)
    return {
        "films": len(shared),
        "not_found": sum(one.lung_area is None for one in judged),
        "mean": float(shares.mean()) if len(shares) else None,
        "quartiles": [float(v) for v in np.percentile(shares, [25, 75])] if len(shares) else None,
        "area": float(areas.mean()) if len(areas) else None,
        "unreliable": float(np.mean([one.is_unreliable for one in judged])) if judged else None,
        "verdicts": dict(sorted(Counter(one.verdict.value for one in judged).items())),
    }


def rows_of(found: Mapping[str, Any] | None) -> list[Sequence[Cell]]:
    """Rows of the page's table of heatmaps: figure, value, films, labels."""
    if found is None or found["mean"] is None:
        return []
    rows: list[Sequence[Cell]] = []
    for part, whose in [(found, "the answers"), *((part, f"the answer {part['label']}") for part in found["labels"])]:
        if part["mean"] is None:
            continue
        low, high = part["quartiles"]
        said = f"{part['mean']:.2f}, half of the films {low:.2f}–{high:.2f}; chance {part['area']:.2f}; "
        said += f"{part['unreliable']:.0%} of the maps called unreliable"
        rows.append([f"share of energy inside {found['regions']}", said, part["films"], whose])
    return rows
