"""Every recipe of the project trains: a few batches of small films, two epochs, best weights that open again."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from trainer import recipe
from trainer.__main__ import main
from trainer.fitting.finished_run import trained_network
from xraydesk.model.architectures import ARCHITECTURES

pytestmark = pytest.mark.slow

EVERYDAY = {"deep-cnn", "resnet50-binary"}
"""One recipe of each kind of head; the others are slow."""
FINDINGS = ["labels.names=['covid19', 'normal', 'pneumonia']", "shares=[]"]


def _small(name: str) -> list[str]:
    """Changes that let a recipe train on the synthetic films in seconds; its optimiser, schedule and head stay."""
    loaded = recipe.load(name)
    size = max(40, ARCHITECTURES[loaded.network.architecture].smallest)
    batch = 16 if loaded.self_supervised else 8
    changes = [f"preprocess.input_size={size}", f"cache_size={size + 8}", f"fit.batch_size={batch}"]
    changes += [f"fit.films_per_epoch={2 * batch}", "fit.epochs=2", "fit.threads=1"]
    if loaded.labels.task == "independent":
        changes += FINDINGS
    if loaded.shares:
        changes += ["shares=[]"]
    if loaded.structured.columns:
        changes += ["structured.table=''", "structured.columns=[{name='view', kind='categorical'}]"]
        changes += ["structured.epochs=5", "folds.train=[0, 1]", "folds.tune=[2, 3]"]
    return changes


@pytest.mark.parametrize(
    "name", [name if name in EVERYDAY else pytest.param(name, marks=pytest.mark.slow) for name in recipe.known()]
)
def test_a_recipe_trains_and_leaves_a_run_that_can_be_read(
    name: str, data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["fit", name, "--data", str(data), "--out", str(tmp_path / "run"), "--set", *_small(name)]
    assert main(command) == 0, capsys.readouterr().err
    rows = (tmp_path / "run/curves.csv").read_text().splitlines()
    assert len(rows) == 3
    description = json.loads((tmp_path / "run/run.json").read_text())
    ran = recipe.parse(description["recipe"])
    assert (ran.network, ran.optimiser, ran.schedule) == tuple(
        getattr(recipe.load(name), part) for part in ("network", "optimiser", "schedule")
    )
    network = trained_network(ran, tmp_path / "run/best.safetensors")
    size = ran.preprocess.input_size
    with torch.inference_mode():
        logits, maps = network(torch.randn(2, 1, size, size))
    assert logits.shape == (2, ran.labels.outputs)
    assert torch.isfinite(logits).all()
    assert torch.isfinite(maps).all()


@pytest.mark.slow
def test_features_are_pretrained_for_another_recipes_network(data: Path, tmp_path: Path) -> None:
    common = ["--data", str(data), "--cache", str(tmp_path / "cache"), "--set"]
    pretrain = ["pretrain", "findings-pretraining", "--for", "resnet18-sgd-steplr", "--out", str(tmp_path / "pre")]
    assert main([*pretrain, *common, *_small("findings-pretraining")]) == 0
    fit = ["fit", "resnet18-sgd-steplr", "--out", str(tmp_path / "run"), "--init", str(tmp_path / "pre")]
    assert main([*fit, *common, *_small("resnet18-sgd-steplr")]) == 0
    start = json.loads((tmp_path / "run/run.json").read_text())["init"]
    assert start["epochs"] == 2
    assert start["run"]["recipe"]["network"]["architecture"] == "resnet18"


@pytest.mark.slow
def test_the_squeezenet_starts_from_the_base_weights_beside_the_project(
    data: Path, tmp_path: Path, shared: Path
) -> None:
    base = shared / "base" / "squeezenet1_1_imagenet_features.safetensors"
    fit = ["fit", "squeezenet-sgd-steplr", "--data", str(data), "--out", str(tmp_path / "run"), "--base", str(base)]
    assert main([*fit, "--set", *_small("squeezenet-sgd-steplr")]) == 0
    assert json.loads((tmp_path / "run/run.json").read_text())["base"]["name"] == base.name
