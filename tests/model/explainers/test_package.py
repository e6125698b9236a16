"""The grad-cam package on our network: it agrees with the class maps, knows its sign, and can be interrupted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.preprocess import preprocess
from xraydesk.imaging.read import read
from xraydesk.model import explainers
from xraydesk.model.bundle import Bundle
from xraydesk.model.engines import choose
from xraydesk.model.explainers.package import BATCH, PackageExplainer
from xraydesk.model.predict import Predictor

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def explainer(bundled: Bundle) -> PackageExplainer:
    return PackageExplainer(bundled)


@pytest.fixture
def phantom_film(phantom: Path) -> Radiograph:
    return read(phantom)


def _explained(
    explainer: PackageExplainer, bundle: Bundle, film: Radiograph, method: str, label: int = 0
) -> np.ndarray:
    images, _ = preprocess(film, bundle.card.preprocess)
    return explainer.explain(images, label, method, lambda _done, _total: None)


def _enlarged(values: np.ndarray, side: int) -> np.ndarray:
    import cv2

    return np.asarray(cv2.resize(np.maximum(values, 0), (side, side)))


def test_grad_cam_of_the_package_is_our_class_map_up_to_its_scale(
    explainer: PackageExplainer, bundled: Bundle, phantom_film: Radiograph
) -> None:
    ours = Predictor(bundled, choose(bundled, "onnxruntime")).predict(phantom_film).class_maps
    compared = 0
    for label, values in enumerate(ours):
        theirs = _explained(explainer, bundled, phantom_film, "grad_cam", label)
        if theirs.any():
            compared += 1
            assert np.corrcoef(_enlarged(values, theirs.shape[0]).ravel(), theirs.ravel())[0, 1] > 0.99
        else:
            assert values.max() <= 0
    assert compared


@pytest.mark.parametrize("method", [each.key for each in explainers.METHODS if not each.slow])
def test_every_method_gives_a_relative_map_over_the_models_input(
    method: str, explainer: PackageExplainer, bundled: Bundle, phantom_film: Radiograph
) -> None:
    values = _explained(explainer, bundled, phantom_film, method, 1)
    side = bundled.card.preprocess.input_size
    assert (values.shape, values.dtype) == ((side, side), np.float32)
    assert values.min() == 0
    assert values.max() == pytest.approx(1, abs=1e-5)


def test_eigen_cam_points_at_what_lights_up_and_knows_no_class(
    explainer: PackageExplainer, bundled: Bundle, film: Radiograph, phantom_film: Radiograph
) -> None:
    for each in (film, phantom_film):
        values = _explained(explainer, bundled, each, "eigen_cam")
        maps = choose(bundled, "onnxruntime").run(preprocess(each, bundled.card.preprocess)[0]).maps[0].sum(axis=0)
        assert np.corrcoef(_enlarged(maps, values.shape[0]).ravel(), values.ravel())[0, 1] > 0
        assert np.array_equal(values, _explained(explainer, bundled, each, "eigen_cam", 2))


def test_score_cam_says_how_far_it_is_and_ends_between_two_passes(
    explainer: PackageExplainer, bundled: Bundle, film: Radiograph
) -> None:
    images, _ = preprocess(film, bundled.card.preprocess)
    said: list[tuple[int, int]] = []

    def stop_at_the_third(done: int, total: int) -> None:
        said.append((done, total))
        if done == 2:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        explainer.explain(images, 0, "score_cam", stop_at_the_third)
    total = 1 + 1024 // BATCH
    assert said == [(0, total), (1, total), (2, total)]
    # What was interrupted leaves nothing behind: no hook, no gradient.
    assert not explainer._network.relu._forward_hooks
    assert all(parameter.grad is None for parameter in explainer._network.parameters())


def test_a_lost_gpu_is_left_for_the_processor(
    explainer: PackageExplainer, bundled: Bundle, film: Radiograph, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = _explained(explainer, bundled, film, "layer_cam")
    work = PackageExplainer._explain

    def lose_gpu(self: PackageExplainer, *arguments: object) -> np.ndarray:
        if self._device == "cuda":
            raise RuntimeError("CUDA out of memory")
        return work(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(explainer, "_device", "cuda")
    monkeypatch.setattr(PackageExplainer, "_explain", lose_gpu)
    assert np.array_equal(_explained(explainer, bundled, film, "layer_cam"), expected)
    assert explainer._device == "cpu"
