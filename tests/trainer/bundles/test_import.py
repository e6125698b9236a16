"""Checkpoints of others: the same numbers as where they come from, nothing run, nothing claimed."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import save_file
from torch import Tensor, nn
from torchvision import models

from tests.trainer.conftest import make_chest_film
from trainer.__main__ import main
from trainer.bundles import import_checkpoint as importing
from trainer.bundles.import_checkpoint import import_checkpoint
from trainer.bundles.import_weights import DEVIATIONS, MEANS, TXRV_LABELS, read_torchvision, read_txrv
from xraydesk.cli import main as application
from xraydesk.core.errors import XRayDeskError
from xraydesk.imaging.preprocess import preprocess
from xraydesk.imaging.read import read
from xraydesk.model import bundle as bundles
from xraydesk.model import engines, golden
from xraydesk.model.calibrate import probabilities
from xraydesk.model.card import parse
from xraydesk.model.predict import Predictor

pytestmark = pytest.mark.slow

FILMS = Path(__file__).resolve().parents[4] / "shared" / "data" / "chest" / "normal"
LABELS = ("Atelectasis", "Mass", "Hernia")
POINTS = torch.linspace(0.02, 0.6, 18)


def _lively(network: nn.Module, channels: int) -> nn.Module:
    """Batch statistics and a head that make something of a film."""
    random = torch.Generator().manual_seed(1)
    network.train()
    with torch.inference_mode():
        network(torch.randn(4, channels, 64, 64, generator=random) * (1 if channels == 3 else 500))
        network.classifier.weight.mul_(5)
    return network.eval()


@pytest.fixture(scope="module")
def xrv() -> Any:
    return pytest.importorskip("torchxrayvision").models.DenseNet


@pytest.fixture(scope="module")
def txrv(xrv: Any) -> nn.Module:
    """The package's own network with random weights."""
    torch.manual_seed(0)
    return _lively(xrv(num_classes=18), 1)


@pytest.fixture(scope="module")
def txrv_file(txrv: nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its state_dict, with the operating points that a published network has."""
    file = tmp_path_factory.mktemp("txrv") / "txrv.pt"
    torch.save(txrv.state_dict() | {"op_threshs": POINTS}, file)
    return file


@pytest.fixture(scope="module")
def chexnet() -> nn.Module:
    """Torchvision's own network with random weights."""
    torch.manual_seed(0)
    return _lively(models.densenet121(num_classes=len(LABELS)), 3)


def _wrapped(state: dict[str, Tensor]) -> dict[str, dict[str, Tensor]]:
    """As CheXNet's published file holds it: wrapped, of old names, its head in a sequence, without counters."""
    renamed = {}
    for name, value in state.items():
        old = name.replace("classifier.", "classifier.0.")
        if "denselayer" in old:
            for part in ("norm", "conv"):
                old = old.replace(f".{part}1.", f".{part}.1.").replace(f".{part}2.", f".{part}.2.")
        if not name.endswith("num_batches_tracked"):
            renamed[f"module.densenet121.{old}"] = value
    return {"state_dict": renamed}


def _real_films() -> list[Path]:
    films = sorted(FILMS.glob("*"))[:4]
    if not films:
        pytest.skip("needs the films of ../shared/data/chest")
    return films


# ------------------------------------------------------------------------------------ the same numbers


def test_raw_and_normalised_outputs_on_real_films_are_torchxrayvisions(
    txrv: nn.Module, txrv_file: Path, tmp_path: Path
) -> None:
    utils = pytest.importorskip("torchxrayvision.utils")
    datasets = pytest.importorskip("torchxrayvision.datasets")
    op_norm = pytest.importorskip("torchxrayvision.models").op_norm
    checkpoint = read_txrv(txrv_file)
    for number, film in enumerate(_real_films()):
        # Wide, high and small ones: the package crops, makes smaller and enlarges.
        size = [(320, 320), (300, 260), (231, 317), (200, 180)][number]
        copy = tmp_path / f"{number}.png"
        Image.open(film).convert("L").resize(size).save(copy)
        theirs = datasets.XRayResizer(224)(datasets.XRayCenterCrop()(utils.load_image(str(copy))))
        with torch.inference_mode():
            raw = txrv(torch.from_numpy(theirs)[None])
            ours = checkpoint.network(torch.from_numpy(preprocess(read(copy), checkpoint.preprocess)[0]))[0]
        torch.testing.assert_close(ours, raw, rtol=0, atol=1e-4)
        points = np.array([checkpoint.half_at[label] for label in checkpoint.labels])
        normalised = op_norm(raw.sigmoid(), POINTS)
        shown = probabilities(ours.numpy(), 1.0, exclusive=False, half_at=points)
        np.testing.assert_allclose(shown, normalised.numpy(), rtol=0, atol=1e-4)


@pytest.mark.parametrize("wrap", [False, True])
def test_logits_are_torchvisions_up_to_the_edges(chexnet: nn.Module, tmp_path: Path, wrap: bool) -> None:
    state = chexnet.state_dict()
    file = tmp_path / ("chexnet.pth.tar" if wrap else "chexnet.safetensors")
    if wrap:
        torch.save(_wrapped(state), file)
    else:
        save_file({name: value.contiguous() for name, value in state.items()}, file)
    checkpoint = read_torchvision(file, LABELS)
    grey = torch.rand(2, 1, 96, 96, generator=torch.Generator().manual_seed(2))
    colours = (grey - torch.tensor(MEANS).reshape(3, 1, 1)) / torch.tensor(DEVIATIONS).reshape(3, 1, 1)
    with torch.inference_mode():
        torch.testing.assert_close(checkpoint.network(grey)[0], chexnet(colours), rtol=0, atol=1e-4)


# --------------------------------------------------------------------------------------- the bundle


@pytest.mark.slow
def test_an_imported_model_answers_alike_on_every_engine_and_is_screened_with_it(
    txrv_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from xraydesk.core import paths

    monkeypatch.setattr(paths, "user_data", lambda: tmp_path / "user")
    target = tmp_path / "user" / "models"
    assert main(["import", "txrv", str(txrv_file), "--id", "others", "--to", str(target)]) == 0
    bundle = bundles.load(target / "others")
    assert bundle.card.labels == TXRV_LABELS
    for name in engines.available():
        assert golden.deviation(bundle, engines.choose(bundle, name)) <= golden.TOLERANCE
    card = bundle.card
    assert not card.metrics
    assert "Not evaluated here" in card.limits[0]
    assert "responsibility" in card.licence
    assert card.operating_point.name == "checkpoint"

    film = tmp_path / "film.png"
    Image.fromarray(make_chest_film(0)).save(film)
    prediction = Predictor(bundle, engines.choose(bundle)).predict(read(film))
    assert prediction.class_maps.shape[0] == 18
    bias = read_txrv(txrv_file).network.classifier.bias.detach().numpy()
    logits = [finding.score for finding in prediction.findings]
    np.testing.assert_allclose(prediction.class_maps.mean(axis=(1, 2)) + bias, logits, atol=1e-3)

    assert application(["screen", str(film), "--model", "others", "--out", str(tmp_path / "r.csv")]) == 0
    with (tmp_path / "r.csv").open(newline="") as stream:
        (row,) = csv.DictReader(stream)
    chances = {finding.label: finding.probability for finding in prediction.findings}
    assert {label: float(row[f"prob_{label}"]) for label in TXRV_LABELS} == pytest.approx(chances, abs=1e-5)
    best = max(chances, key=lambda label: chances[label])
    assert row["label"] == (best if chances[best] >= 0.5 else "no finding above its operating point")

    capsys.readouterr()
    assert application(["model", "list"]) == 0
    listed = capsys.readouterr().out
    assert "  others: version 1.0, TorchXRayVision DenseNet-121 (txrv.pt); 18 independent labels" in listed


def test_a_checkpoint_without_operating_points_is_named_uncalibrated(
    chexnet: nn.Module, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[dict[str, Any]] = []
    monkeypatch.setattr(importing, "write_bundle", lambda _net, _spec, card, *_: written.append(card))
    file = tmp_path / "Che Xnet.pt"
    torch.save(chexnet.state_dict(), file)
    import_checkpoint(read_torchvision(file, LABELS, exclusive=True), None, None, None, tmp_path)
    text = json.dumps(written[0] | {"files": {}})
    card = parse(text.encode())
    assert card.id == "che-xnet"
    assert card.exclusive
    assert card.operating_point.name == "uncalibrated"
    assert set(card.operating_point.thresholds.values()) == {0.5}
    assert str(tmp_path) not in text


def test_the_heatmaps_scale_can_be_fitted_to_films_at_hand(chexnet: nn.Module, tmp_path: Path) -> None:
    torch.save(chexnet.state_dict(), tmp_path / "a.pt")
    checkpoint = read_torchvision(tmp_path / "a.pt", LABELS)
    (tmp_path / "films").mkdir()
    Image.fromarray(make_chest_film(0)).save(tmp_path / "films" / "film.png")
    noise = np.random.default_rng(0).integers(0, 255, (120, 120), np.uint8)
    Image.fromarray(noise).save(tmp_path / "films" / "no_film.png")
    scale, sentence = importing.fit_scale(checkpoint, tmp_path / "films")
    assert scale >= 0.1
    assert "fitted to 1 films" in sentence


# ---------------------------------------------------------------------------------------- the labels


def test_outputs_that_were_never_trained_are_left_out(txrv: nn.Module, tmp_path: Path) -> None:
    points = POINTS.clone()
    points[[14, 16]] = torch.nan
    file = tmp_path / "nih.pt"
    torch.save(txrv.state_dict() | {"op_threshs": points}, file)
    names = [*TXRV_LABELS]
    names[17] = ""
    checkpoint = read_txrv(file, tuple(names))
    assert checkpoint.labels == tuple(name for k, name in enumerate(names) if k not in (14, 16, 17))
    assert checkpoint.dropped == 3
    kept = [k for k in range(18) if k not in (14, 16, 17)]
    image = torch.randn(1, 1, 64, 64, generator=torch.Generator().manual_seed(0))
    with torch.inference_mode():
        torch.testing.assert_close(checkpoint.network(image)[0], txrv(image)[:, kept])


def test_without_operating_points_in_the_file_sigmoids_are_shown_as_they_are(txrv: nn.Module, tmp_path: Path) -> None:
    file = tmp_path / "plain.pt"
    torch.save(txrv.state_dict(), file)
    assert read_txrv(file).half_at == {}


# ------------------------------------------------------------------------------------ what is refused


def test_a_whole_network_is_refused_and_the_way_to_convert_it_is_said(txrv: nn.Module, tmp_path: Path) -> None:
    file = tmp_path / "published.pt"
    torch.save(txrv, file)
    with pytest.raises(XRayDeskError, match=r"nothing but weights is ever loaded here.*state_dict\(\), 'txrv.pt'"):
        read_txrv(file)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda state: state.pop("features.norm5.bias"), "features.norm5.bias is missing"),
        (lambda state: state.update({"features.extra.weight": torch.ones(1)}), "it has features.extra.weight too"),
        (lambda state: state.update({"features.norm5.bias": torch.ones(3)}), r"has the shape \(3,\), not \(1024,\)"),
        (lambda state: state.update({"features.norm5.bias": torch.full((1024,), torch.nan)}), "not numbers"),
        (lambda state: state.pop("features.conv0.weight"), "is no DenseNet-121"),
        (lambda state: state.pop("classifier.weight"), "no linear layer 'classifier'"),
        (lambda state: state.update({"features.conv0.weight": torch.ones(64, 1, 7, 7)}), "takes 1 channels"),
    ],
)
def test_a_file_that_does_not_fit_is_one_sentence(
    chexnet: nn.Module, tmp_path: Path, change: Any, sentence: str
) -> None:
    state = dict(chexnet.state_dict())
    change(state)
    torch.save(state, tmp_path / "a.pt")
    with pytest.raises(XRayDeskError, match=sentence):
        read_torchvision(tmp_path / "a.pt", LABELS)


def test_labels_must_be_as_many_as_the_outputs_and_different(
    chexnet: nn.Module, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "a.pt"
    torch.save(chexnet.state_dict(), file)
    assert main(["import", "torchvision", str(file), "--labels", "a,b", "--to", str(tmp_path)]) == 1
    assert "has 3 outputs, but 2 labels are given" in capsys.readouterr().err
    with pytest.raises(XRayDeskError, match="different names"):
        read_torchvision(file, ("a", "b", "a"))
    assert main(["import", "torchvision", str(tmp_path / "no.pt"), "--labels", "a", "--to", str(tmp_path)]) == 1


def test_an_id_that_is_a_path_or_a_bundled_models_is_refused(chexnet: nn.Module, tmp_path: Path) -> None:
    torch.save(chexnet.state_dict(), tmp_path / "a.pt")
    checkpoint = read_torchvision(tmp_path / "a.pt", LABELS)
    with pytest.raises(XRayDeskError, match="letters, digits"):
        import_checkpoint(checkpoint, "../a", None, None, tmp_path)
    with pytest.raises(XRayDeskError, match="comes with the program"):
        import_checkpoint(checkpoint, "densenet121", None, None, tmp_path)
    with pytest.raises(XRayDeskError, match="no film in the folder"):
        import_checkpoint(checkpoint, "a", None, tmp_path, tmp_path)
