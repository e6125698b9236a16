"""Imported networks on real films, on the application's own path, against the packages that they come from."""

from __future__ import annotations

import csv
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn
from torchvision import models
from torchvision.transforms import v2

from trainer.bundles.import_checkpoint import import_checkpoint
from trainer.bundles.import_weights import DEVIATIONS, MEANS, Checkpoint, read_torchvision, read_txrv
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.read import read
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.predict import Predictor

pytestmark = pytest.mark.slow

SHARED = Path(__file__).resolve().parents[4] / "shared"
LABELS = ("Atelectasis", "Mass", "Hernia", "Edema")
POINTS = torch.linspace(0.02, 0.6, 18)
EQUAL = 1e-4
FILMS_OF_A_SOURCE = 5
# The radiographs that pydicom's decoders open as well; what they refuse the application may still read.
REFUSED_BY_THE_PACKAGE = ("de9f5750", "ee3da313", "65c2f33d", "f6b6e424")


def _lively(network: Any, channels: int) -> Any:
    """Batch statistics and a head that make something of a film."""
    random = torch.Generator().manual_seed(1)
    network.train()
    with torch.inference_mode():
        network(torch.randn(4, channels, 64, 64, generator=random) * (1 if channels == 3 else 500))
        network.classifier.weight.mul_(5)
    return network.eval()


def _rows(table: Path) -> list[dict[str, str]]:
    if not table.is_file():
        pytest.skip(f"needs the films of ../shared/{table.parent.relative_to(SHARED)}")
    with table.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def _chest_films() -> list[Path]:
    """Five films of each of the first four sources: 20 JPEG files."""
    table = SHARED / "data" / "chest" / "manifest.csv"
    of_source: dict[str, list[Path]] = {}
    for row in _rows(table):
        of_source.setdefault(row["source"].split(" (")[0], []).append(table.parent / row["file"])
    return [film for films in list(of_source.values())[:4] for film in films[:FILMS_OF_A_SOURCE]]


def _dicom_films() -> list[Path]:
    """Every radiograph with a picture that both sides decode; those of the chest first."""
    table = SHARED / "dicom" / "manifest.csv"
    rows = [row for row in _rows(table) if "radiograph" in row["oddity"].split() and row["expected"].startswith("dec")]
    rows.sort(key=lambda row: "chest" not in row["oddity"].split())
    return [table.parent / row["file"] for row in rows if not Path(row["file"]).name.startswith(REFUSED_BY_THE_PACKAGE)]


def _predictor(checkpoint: Checkpoint, name: str, folder: Path) -> Predictor:
    bundle = bundles.load(import_checkpoint(checkpoint, name, None, None, folder))
    return Predictor(bundle, engines.choose(bundle))


def _said(predictor: Predictor, radiograph: Radiograph) -> tuple[np.ndarray, np.ndarray]:
    findings = predictor.predict(radiograph).findings
    return np.array([f.score for f in findings]), np.array([f.probability for f in findings])


@pytest.fixture(scope="module")
def txrv() -> Any:
    """The package's own network with random weights."""
    torch.manual_seed(0)
    return _lively(pytest.importorskip("torchxrayvision").models.DenseNet(num_classes=18), 1)


@pytest.fixture(scope="module")
def imported_txrv(txrv: nn.Module, tmp_path_factory: pytest.TempPathFactory) -> Predictor:
    """The application's bundle of it."""
    folder = tmp_path_factory.mktemp("txrv")
    torch.save(txrv.state_dict() | {"op_threshs": POINTS}, folder / "txrv.pt")
    return _predictor(read_txrv(folder / "txrv.pt"), "txrv", folder)


def _differences_to_the_package(network: nn.Module, predictor: Predictor, films: list[Path]) -> list[float]:
    """For each film the larger of the differences of logits and of normalised outputs, files read by both sides."""
    package = pytest.importorskip("torchxrayvision")
    worst = []
    for film in films:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            whole = package.utils.load_image(str(film)) if film.suffix == ".jpg" else _read_by_the_package(film)
            theirs = package.datasets.XRayResizer(224)(package.datasets.XRayCenterCrop()(whole))
        with torch.inference_mode():
            raw = network(torch.from_numpy(theirs)[None])
        shown = package.models.op_norm(raw.sigmoid(), POINTS)[0].numpy()
        logits, chances = _said(predictor, read(film))
        worst.append(float(max(np.abs(logits - raw[0].numpy()).max(), np.abs(chances - shown).max())))
    return worst


def _read_by_the_package(film: Path) -> np.ndarray:
    read_dicom = pytest.importorskip("torchxrayvision").utils.read_xray_dcm
    return np.asarray(read_dicom(str(film)), np.float32)[None]


def test_txrv_on_twenty_chest_films_answers_as_the_package_does(txrv: nn.Module, imported_txrv: Predictor) -> None:
    films = _chest_films()
    assert len(films) == 20
    worst = _differences_to_the_package(txrv, imported_txrv, films)
    assert max(worst) <= EQUAL, dict(zip((f.name for f in films), worst, strict=True))


def test_txrv_on_dicom_radiographs_answers_as_the_package_does(txrv: nn.Module, imported_txrv: Predictor) -> None:
    films = _dicom_films()
    assert len(films) >= 10
    worst = _differences_to_the_package(txrv, imported_txrv, films)
    assert max(worst) <= EQUAL, dict(zip((f.name for f in films), worst, strict=True))


def test_torchvision_on_the_same_pixels_answers_as_its_own_network_does(tmp_path: Path) -> None:
    """The grey that the application shows, as a picture of float32, through torchvision's own transforms."""
    torch.manual_seed(0)
    network = _lively(models.densenet121(num_classes=len(LABELS)), 3)
    torch.save(network.state_dict(), tmp_path / "chexnet.pt")
    predictor = _predictor(read_torchvision(tmp_path / "chexnet.pt", LABELS), "chexnet", tmp_path)
    normalise = v2.Normalize(MEANS, DEVIATIONS)
    unequal: dict[str, float] = {}
    rounded = []
    for film in _chest_films():
        radiograph = read(film)
        square = v2.functional.center_crop(Image.open(film).convert("L"), [min(radiograph.shape)])
        grey = torch.from_numpy(np.asarray(square.convert("F").resize((224, 224), Image.Resampling.BILINEAR)) / 255)
        eight_bits = v2.functional.to_image(square.resize((224, 224), Image.Resampling.BILINEAR))[0] / 255
        logits = _said(predictor, radiograph)[0]
        with torch.inference_mode():
            same, coarse = (network(normalise(part.expand(3, -1, -1)[None].float()))[0] for part in (grey, eight_bits))
        difference = float(np.abs(logits - same.numpy()).max())
        even = (max(radiograph.shape) - min(radiograph.shape)) % 2 == 0
        if difference > EQUAL and even:
            unequal[film.name] = difference
        rounded.append(float(np.abs(logits - coarse.numpy()).max()))
    assert not unequal
    # What Pillow rounds to whole grey levels after it has resampled, the application does not round.
    assert max(rounded) > EQUAL
