"""What is frozen keeps its weights and its batch statistics; what is not learns."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from trainer import recipe
from trainer.fitting.fit import fit
from trainer.fitting.freezing import freeze, frozen_layers, train_mode
from trainer.fitting.learner import Start, new_network
from xraydesk.model.architectures import ARCHITECTURES
from xraydesk.model.networks import build


@pytest.mark.parametrize(
    ("frozen", "moving"),
    [("stages:2", ("stage3", "stage4", "stage5")), ("extractor", ()), ("", tuple(f"stage{k}" for k in range(1, 6)))],
)
def test_training_moves_only_what_is_not_frozen(
    frozen: str, moving: tuple[str, ...], data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    tiny["network"] |= {"freeze": frozen, "hidden": 4}
    tiny["fit"] |= {"ema": 0.0}
    settings = recipe.parse(tiny)
    before = new_network(settings, Start()).state_dict()
    after = load_file(fit(settings, [data], tmp_path / "run", tmp_path / "cache"))
    changed = {name for name, value in after.items() if not torch.equal(value, before[name])}
    assert {name.split(".")[1] for name in changed if name.startswith("features.")} == set(moving)
    assert {"hidden.weight", "classifier.weight"} <= changed


@pytest.mark.parametrize("architecture", sorted(ARCHITECTURES))
def test_a_frozen_extractor_is_in_evaluation_mode_and_needs_no_gradient(architecture: str) -> None:
    settings = recipe.Network(architecture, freeze="extractor")
    network = build(architecture, 2)
    freeze(network, settings)
    train_mode(network, network, settings)
    assert not any(module.training for module in network.features.modules() if module is not network.features)
    assert [name for name, p in network.named_parameters() if p.requires_grad] == [
        "classifier.weight",
        "classifier.bias",
    ]
    assert len(frozen_layers(network, settings)) == len(list(network.features.children()))
