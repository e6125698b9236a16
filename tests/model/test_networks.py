"""Every architecture: grey input, exact class maps, stages without a gap, and the same answers once exported."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import save_file

from trainer.bundles.onnx_graph import write_graph
from xraydesk.core.errors import ModelError
from xraydesk.core.files import sha256_of
from xraydesk.model import bundle as bundles
from xraydesk.model import engines, golden
from xraydesk.model.architectures import ARCHITECTURES
from xraydesk.model.explain import class_maps
from xraydesk.model.networks import ClassMapNet, build

EVERY = sorted(ARCHITECTURES)


def _lively(architecture: str, size: int, **arguments: Any) -> ClassMapNet:
    """A network with random weights whose batch statistics are those of random films."""
    torch.manual_seed(3)
    network = build(architecture, 3, arguments)
    with torch.no_grad():
        for _ in range(12):
            network.train()(torch.randn(4, 1, size, size))
    return network.eval()


@pytest.mark.parametrize("architecture", EVERY)
def test_the_stages_are_all_layers_in_their_order(architecture: str) -> None:
    kind = ARCHITECTURES[architecture]
    with torch.device("meta"):
        layers = [name for name, _ in build(architecture, 2).features.named_children()]
    assert [layer for stage in kind.stages.values() for layer in stage] == layers
    assert kind.heatmap_layer in list(kind.stages.values())[-1]


@pytest.mark.parametrize("architecture", EVERY)
@pytest.mark.parametrize("hidden", [0, 5])
def test_class_maps_account_for_every_logit(architecture: str, hidden: int) -> None:
    kind = ARCHITECTURES[architecture]
    network = build(architecture, 3, {"dropout": 0.2, "hidden": hidden}).eval()
    with torch.inference_mode():
        logits, maps = network(torch.randn(2, 1, kind.smallest, kind.smallest))
    assert maps.shape[:2] == (2, hidden or kind.channels)
    assert (maps >= 0).all()
    weights, bias = (value.detach().numpy() for value in (network.classifier.weight, network.classifier.bias))
    explained = class_maps(maps.numpy(), weights).mean(axis=(2, 3)) + bias
    np.testing.assert_allclose(explained, logits.numpy(), rtol=1e-4, atol=1e-4)


@pytest.mark.parametrize("architecture", EVERY)
def test_the_heatmap_layer_is_what_the_maps_come_from(architecture: str) -> None:
    kind = ARCHITECTURES[architecture]
    network = build(architecture, 3).eval()
    seen: list[torch.Tensor] = []
    layer = network.features.get_submodule(kind.heatmap_layer)
    layer.register_forward_hook(lambda *parts: seen.append(parts[2]))
    with torch.inference_mode():
        maps = network(torch.randn(1, 1, kind.smallest, kind.smallest))[1]
    assert torch.equal(seen[0].relu(), maps)


@pytest.mark.parametrize("architecture", EVERY)
def test_the_input_is_one_grey_channel(architecture: str) -> None:
    with torch.device("meta"):
        network = build(architecture, 3)
    first = next(module for module in network.modules() if isinstance(module, torch.nn.Conv2d))
    assert first.in_channels == 1


def test_the_shipped_models_weights_fit_its_architecture(bundled: bundles.Bundle) -> None:
    from safetensors.torch import load_file

    network = build(bundled.card.architecture, len(bundled.card.labels), bundled.card.arguments)
    network.load_state_dict(load_file(bundled.weights))


def test_a_finer_output_stride_takes_the_same_weights_to_finer_maps() -> None:
    coarse, fine = (build("densenet121", 3, {"output_stride": stride}).eval() for stride in (32, 16))
    fine.load_state_dict(coarse.state_dict())
    images = torch.randn(1, 1, 128, 128)
    with torch.inference_mode():
        assert coarse(images)[1].shape[2:] == (4, 4)
        assert fine(images)[1].shape[2:] == (8, 8)
    with pytest.raises(ValueError, match="32 or 16"):
        build("densenet121", 3, {"output_stride": 8})


@pytest.mark.slow
@pytest.mark.parametrize(
    ("architecture", "arguments"),
    [*((name, {}) for name in EVERY), ("resnet18", {"hidden": 7}), ("densenet121", {"output_stride": 16})],
)
def test_an_exported_network_answers_alike_on_every_engine_of_the_application(
    architecture: str, arguments: dict[str, int], card_values: dict[str, Any], tmp_path: Path
) -> None:
    size = max(64, ARCHITECTURES[architecture].smallest)
    network = _lively(architecture, size, **arguments)
    folder = tmp_path / architecture
    folder.mkdir()
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, folder / bundles.WEIGHTS)
    write_graph(network, size, folder / bundles.WEIGHTS, folder / bundles.GRAPH)
    images = torch.randn(3, 1, size, size)
    with torch.inference_mode():
        expected = [value.numpy() for value in network(images)]
        known = network(torch.from_numpy(golden.golden_input(size)))[0].numpy()
    (folder / bundles.GOLDEN).write_bytes(golden.encode(known))
    names = (bundles.WEIGHTS, bundles.GRAPH, bundles.GOLDEN)
    values = card_values | {
        "id": architecture,
        "architecture": architecture,
        "arguments": arguments,
        "preprocess": card_values["preprocess"] | {"input_size": size},
        "files": {name: sha256_of(folder / name) for name in names},
    }
    (folder / bundles.CARD).write_text(json.dumps(values))
    bundle = bundles.load(folder)
    for name in ("onnxruntime", "torch"):
        engine = engines.choose(bundle, name)
        output = engine.run(images.numpy())
        np.testing.assert_allclose(output.logits, expected[0], rtol=1e-3, atol=1e-4)
        np.testing.assert_allclose(output.maps, expected[1], rtol=1e-3, atol=1e-3)
        assert golden.deviation(bundle, engine) <= golden.TOLERANCE
    assert (folder / bundles.GRAPH).stat().st_size < 0.3 * (folder / bundles.WEIGHTS).stat().st_size


def test_a_network_whose_package_is_missing_is_said_in_words(
    bundled: bundles.Bundle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "timm", None)
    monkeypatch.delitem(sys.modules, "xraydesk.model.networks.xception", raising=False)
    bundle = replace(bundled, card=replace(bundled.card, architecture="xception"))
    with pytest.raises(ModelError, match=re.escape("needs the package timm, which is not installed")):
        engines.choose(bundle, "torch")
