"""Write the guard as the application takes it: its graph, its limits and its figures."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from trainer.bundles import auxiliary
from trainer.guard.network import GuardNet
from xraydesk.model.guard import INPUT, KINDS, Limits

OUTPUTS: Final = ("logits", "distances")


def write(network: GuardNet, limits: Limits, figures: Mapping[str, Any], folder: Path) -> None:
    """Write ``network.onnx`` and ``about.json`` into a folder, as ``model.auxiliary`` reads them.

    Raises
    ------
    XRayDeskError
        The written graph answers otherwise than the network.
    """
    said = {"kinds": list(KINDS), "limits": {name: getattr(limits, name) for name in ("frontal", "form", "far")}}
    title = "Frontal chest film or not"
    auxiliary.write(network, INPUT, OUTPUTS, folder, title=title, further=said | dict(figures))
