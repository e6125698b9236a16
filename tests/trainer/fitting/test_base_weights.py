"""Base weights and earlier runs as a start: what is taken, what is not, and what is refused in words."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file
from torchvision import models

from trainer import recipe
from trainer.fitting.base_weights import take_base, take_run
from trainer.fitting.run_log import TrainingError
from trainer.recipe import Labels
from xraydesk.model.architectures import ARCHITECTURES
from xraydesk.model.networks import ClassMapNet, build

THREE = Labels("exclusive", ("a", "b", "c"))


@pytest.fixture(scope="module")
def resnet() -> torch.nn.Module:
    """Torchvision's own network for colour and a thousand classes."""
    torch.manual_seed(1)
    network = models.resnet18(weights=None)
    network.train()(torch.randn(4, 3, 64, 64))
    return network.eval()


def _resnet_with(file: Path) -> ClassMapNet:
    network = build("resnet18", 3)
    take_base(network, ARCHITECTURES["resnet18"], file)
    return network.eval()


@pytest.mark.parametrize("form", ["safetensors", "pth", "state_dict", "data parallel"])
def test_base_weights_give_a_grey_film_the_features_that_they_give_it_in_colour(
    form: str, resnet: torch.nn.Module, tmp_path: Path
) -> None:
    state = {name: value.contiguous() for name, value in resnet.state_dict().items()}
    file = tmp_path / ("base.safetensors" if form == "safetensors" else "base.pth")
    if form == "safetensors":
        save_file(state, file)
    else:
        prefix = "module." if form == "data parallel" else ""
        state = {prefix + name: value for name, value in state.items()}
        torch.save(state if form == "pth" else {"state_dict": state, "epoch": 3}, file)
    films = torch.randn(2, 1, 64, 64)
    with torch.inference_mode():
        ours = _resnet_with(file)(films)[1].mean((2, 3))
        layers = list(resnet.children())[:-1]
        theirs = torch.nn.Sequential(*layers)(films.repeat(1, 3, 1, 1)).flatten(1)
    torch.testing.assert_close(ours, theirs, rtol=1e-3, atol=1e-4)


def test_the_squeezenet_base_beside_the_project_fits(shared: Path) -> None:
    network = build("squeezenet1_1", 2)
    file = shared / "base" / "squeezenet1_1_imagenet_features.safetensors"
    take_base(network, ARCHITECTURES["squeezenet1_1"], file)
    state = load_file(file)
    torch.testing.assert_close(network.features[0].weight, state["features.0.weight"].sum(1, keepdim=True))
    assert torch.equal(network.features[12].expand3x3.bias, state["features.12.expand3x3.bias"])


@pytest.mark.parametrize("architecture", ["densenet121", "inception_v3"])
def test_names_of_torchvision_are_found(architecture: str, tmp_path: Path) -> None:
    options: dict[str, Any] = {"aux_logits": True, "init_weights": False} if architecture == "inception_v3" else {}
    state = getattr(models, architecture)(weights=None, **options).state_dict()
    # The first published DenseNets write norm.1 for norm1.
    old = {name.replace("norm1", "norm.1").replace("conv2", "conv.2"): value for name, value in state.items()}
    torch.save(old if architecture == "densenet121" else state, tmp_path / "base.pth")
    network = build(architecture, 3)
    take_base(network, ARCHITECTURES[architecture], tmp_path / "base.pth")
    name = {"densenet121": "denseblock1.denselayer1.conv2.weight", "inception_v3": "Mixed_7c.branch1x1.conv.weight"}
    own = name[architecture]
    theirs = state[("features." if architecture == "densenet121" else "") + own]
    assert torch.equal(network.features.state_dict()[own], theirs)


def test_names_of_timm_are_found(tmp_path: Path) -> None:
    import timm

    state = timm.create_model("legacy_xception", pretrained=False).state_dict()
    torch.save(state, tmp_path / "base.pth")
    network = build("xception", 3)
    take_base(network, ARCHITECTURES["xception"], tmp_path / "base.pth")
    assert torch.equal(network.features.block5.rep[1].pointwise.weight, state["block5.rep.1.pointwise.weight"])


@pytest.mark.parametrize(
    ("name", "words"),
    [("resnet34", "further layers"), ("resnet50", "shape"), ("squeezenet1_1", "missing"), ("densenet121", "missing")],
)
def test_base_weights_of_another_architecture_are_refused(name: str, words: str, tmp_path: Path) -> None:
    torch.save(getattr(models, name)(weights=None).state_dict(), tmp_path / "base.pth")
    with pytest.raises(TrainingError, match=f"base.pth does not fit ResNet-18: .*{words}"):
        _resnet_with(tmp_path / "base.pth")


def test_a_pickled_network_is_refused_and_never_run(tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (tmp_path / "exploded",))

    torch.save({"state_dict": Bomb()}, tmp_path / "zip.pth")
    (tmp_path / "plain.pth").write_bytes(pickle.dumps(Bomb()))
    for name in ("zip.pth", "plain.pth"):
        with pytest.raises(TrainingError, match="state_dict"):
            _resnet_with(tmp_path / name)
    assert not (tmp_path / "exploded").exists()


@pytest.mark.parametrize("name", ["base.pth", "base.safetensors"])
@pytest.mark.parametrize("content", [b"", b"\x00" * 100, b"PK\x03\x04" + b"\x00" * 50])
def test_a_damaged_file_is_one_sentence(name: str, content: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(TrainingError, match=name):
        _resnet_with(tmp_path / name)


@pytest.mark.parametrize("content", [[1, 2], {"epoch": 3}, torch.zeros(3)])
def test_a_file_without_named_weights_is_refused(content: Any, tmp_path: Path) -> None:
    torch.save(content, tmp_path / "base.pth")
    with pytest.raises(TrainingError, match="no table of weights"):
        _resnet_with(tmp_path / "base.pth")


def test_a_file_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match=r"none\.pth"):
        _resnet_with(tmp_path / "none.pth")


def _earlier_run(folder: Path, labels: Labels, **arguments: Any) -> ClassMapNet:
    torch.manual_seed(5)
    network = build("deep_cnn", len(labels.names), arguments)
    folder.mkdir()
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, folder / "best.safetensors")
    values = {"recipe": {"labels": {"task": labels.task, "names": list(labels.names)}}}
    (folder / "run.json").write_text(json.dumps(values))
    return network


@pytest.mark.parametrize(("labels", "same"), [(THREE, True), (Labels("exclusive", ("x", "y", "z")), False)])
def test_a_run_gives_its_features_and_its_head_only_to_the_same_labels(
    labels: Labels, same: bool, tmp_path: Path
) -> None:
    earlier = _earlier_run(tmp_path / "run", labels)
    network = build("deep_cnn", 3)
    take_run(network, ARCHITECTURES["deep_cnn"], tmp_path / "run", THREE)
    assert torch.equal(network.features.stage3[0].weight, earlier.features.stage3[0].weight)
    assert torch.equal(network.classifier.weight, earlier.classifier.weight) == same


def test_a_hidden_layer_more_leaves_the_head_random(tmp_path: Path) -> None:
    earlier = _earlier_run(tmp_path / "run", THREE)
    network = build("deep_cnn", 3, {"hidden": 8})
    take_run(network, ARCHITECTURES["deep_cnn"], tmp_path / "run" / "best.safetensors", THREE)
    assert torch.equal(network.features.stage1[0].weight, earlier.features.stage1[0].weight)


def test_a_run_of_another_architecture_is_refused(tmp_path: Path) -> None:
    _earlier_run(tmp_path / "run", THREE)
    with pytest.raises(TrainingError, match="ResNet-18"):
        take_run(build("resnet18", 3), ARCHITECTURES["resnet18"], tmp_path / "run", THREE)


def test_a_start_from_random_weights_warns_where_something_is_frozen(tiny: dict[str, Any]) -> None:
    from trainer.fitting.learner import Start

    tiny["network"] = {"architecture": "resnet18", "freeze": "extractor"}
    frozen = recipe.parse(tiny)
    assert "random" in Start().warnings(frozen)[0]
    assert not Start(base=Path("base.pth")).warnings(frozen)
