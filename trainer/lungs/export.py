"""The lung network as the application takes it: it answers with chances."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from torch import Tensor, nn

from trainer.bundles import auxiliary
from trainer.lungs.network import LungNet
from xraydesk.model.lungs import SIDE

TITLE = "Finds the lungs on a frontal chest radiograph"


class _Chances(nn.Module):
    """The network with its sigmoid."""

    def __init__(self, network: LungNet) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: Tensor) -> Tensor:
        chances: Tensor = self.network(images).sigmoid()
        return chances


def export(network: LungNet, out: Path, figures: Mapping[str, Any], provenance: Mapping[str, Any]) -> Path:
    """Write it into a folder; returns the folder."""
    further = {"figures": dict(figures), "provenance": dict(provenance)}
    return auxiliary.write(_Chances(network).eval(), SIDE, ["lungs"], out, title=TITLE, further=further)
