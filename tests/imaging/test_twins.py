"""Files that hold the same film must give the model the same input; the benchmark that measures the others is sound."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from tests.benchmarks.score_robustness import WINDOWED, WRITTEN, measure, windowed
from xraydesk.imaging.display import grey
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess
from xraydesk.imaging.read import read
from xraydesk.model import guard
from xraydesk.model.bundle import WEIGHTS
from xraydesk.model.engines import EngineOutput

SPEC = PreprocessSpec(96)


@pytest.fixture
def film(tmp_path: Path) -> Path:
    """An 8-bit film that uses neither black nor white, so that a window would show."""
    y, x = np.mgrid[0:1:150j, 0:1:170j]
    grain = np.random.default_rng(0).normal(0, 3, y.shape)
    path = tmp_path / "folder" / "film.png"
    path.parent.mkdir()
    samples = 120 + 60 * np.sin(6 * x + 2) * np.cos(5 * y) + 20 * y + grain
    Image.fromarray(np.clip(samples, 20, 230).astype(np.uint8)).save(path)
    return path


def model_input(path: Path) -> NDArray[np.float32]:
    return preprocess(read(path), SPEC)[0]


@pytest.mark.parametrize(
    ("name", "tolerance"),
    [
        ("8-bit PNG", 0),
        ("16-bit PNG", 1e-4),
        ("DICOM twin, 8 bits", 1e-4),
        ("DICOM twin, MONOCHROME1", 1e-4),
        ("DICOM twin, 12 bits", 5e-3),
    ],
)
def test_the_same_film_in_another_file_is_the_same_input(
    film: Path, tmp_path: Path, name: str, tolerance: float
) -> None:
    twin = WRITTEN[name](grey(read(film)), tmp_path)
    assert np.abs(model_input(twin) - model_input(film)).max() <= tolerance


def test_a_window_that_cuts_nothing_off_changes_nothing_and_one_that_does_is_seen(film: Path) -> None:
    radiograph = read(film)
    before = preprocess(radiograph, SPEC)[0]
    wider = windowed(radiograph, *WINDOWED["window 10 % wider"])
    narrow = windowed(radiograph, 0.3, 0.0)
    assert wider is not None
    assert narrow is not None
    assert np.abs(preprocess(wider, SPEC)[0] - before).max() < 1e-3
    assert np.abs(preprocess(narrow, SPEC)[0] - before).max() > 0.1


def test_the_benchmark_counts_what_moved_and_by_how_much(film: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Detail:
        """Answers by how the finest detail differs from the first film: resizing moves it, file formats do not."""

        def run(self, images: NDArray[np.float32]) -> EngineOutput:
            detail = np.abs(np.diff(images, axis=3)).mean(axis=(1, 2, 3))
            moved = 200 * (detail - detail[0])
            return EngineOutput(np.stack([moved, np.zeros(len(images))], 1).astype(np.float32), images)

    def softmax(logits: NDArray[np.float32]) -> NDArray[np.float64]:
        grown = np.exp(logits - logits.max(axis=1, keepdims=True))
        return np.asarray(grown / grown.sum(axis=1, keepdims=True), np.float64)

    card = SimpleNamespace(preprocess=SPEC, probabilities=softmax, id="made", files={WEIGHTS: "0"})
    session: Any = SimpleNamespace(
        card=lambda: card, predictor=SimpleNamespace(engine=Detail()), bundle=SimpleNamespace(card=card)
    )
    monkeypatch.setattr(guard, "decline", lambda radiograph: "")
    (film.parent / "text.txt").write_text("no film")
    (figures,) = measure(film.parent, 5, session)
    rows = {row["name"]: row for row in figures["changes"]}
    assert set(rows) == {*WRITTEN, *WINDOWED}
    assert all(row["films"] == 1 for row in rows.values())
    assert rows["16-bit PNG"]["worst"] < 1e-3
    assert rows["DICOM twin, MONOCHROME1"]["worst"] < 1e-3
    assert rows["resized to 0.5"]["worst"] > 0.05
    assert not rows["resized to 0.5"]["within"]
    assert not figures["within"]
