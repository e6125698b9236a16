"""Class maps equal Grad-CAM as the grad-cam package computes it with a backward pass."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from pytorch_grad_cam import GradCAM
from pytorch_grad_cam.utils.image import scale_cam_image
from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.preprocess import preprocess
from xraydesk.model.bundle import Bundle
from xraydesk.model.engines import choose
from xraydesk.model.engines.torch_engine import TorchEngine
from xraydesk.model.explain import class_maps
from xraydesk.model.predict import Predictor


class _Logits(torch.nn.Module):
    """The network as the package expects it: logits alone."""

    def __init__(self, network: torch.nn.Module) -> None:
        super().__init__()
        self.network = network

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        return self.network(images)[0]


@pytest.mark.slow
@pytest.mark.parametrize("weights", ["bundled", "random_bundle"])
def test_every_class_map_is_the_packages_grad_cam(
    weights: str, film: Radiograph, request: pytest.FixtureRequest
) -> None:
    bundle: Bundle = request.getfixturevalue(weights)
    ours = Predictor(bundle, choose(bundle, "onnxruntime")).predict(film).class_maps
    engine = choose(bundle, "torch")
    assert isinstance(engine, TorchEngine)
    network = engine.network.to("cpu")
    images = torch.from_numpy(preprocess(film, bundle.card.preprocess)[0])
    with GradCAM(model=_Logits(network), target_layers=[network.relu]) as oracle:
        for number in range(len(bundle.card.labels)):
            theirs = oracle(input_tensor=images, targets=[ClassifierOutputTarget(number)])[0]
            # The gradient of a mean over the map is one part in its area.
            raw = np.maximum(ours[number], 0) / ours[number].size
            # The package scales the map of each layer, and then their mean once more.
            mine = scale_cam_image(scale_cam_image(raw[None], (images.shape[3], images.shape[2])))[0]
            assert theirs.max() > 0.5 or not raw.any()
            assert np.abs(mine - theirs).max() <= 1e-3


def test_the_mean_of_a_class_map_and_the_bias_are_the_logit(random_bundle: Bundle, film: Radiograph) -> None:
    from safetensors.numpy import load_file

    prediction = Predictor(random_bundle, choose(random_bundle)).predict(film)
    bias = load_file(random_bundle.weights)["classifier.bias"]
    scores = [finding.score for finding in prediction.findings]
    assert prediction.class_maps.mean(axis=(1, 2)) + bias == pytest.approx(scores, abs=1e-4)


def test_class_maps_are_weighted_sums_of_the_feature_maps() -> None:
    random = np.random.default_rng(0)
    maps = random.random((2, 5, 3, 4)).astype(np.float32)
    weights = random.normal(size=(6, 5)).astype(np.float32)
    assert np.allclose(class_maps(maps, weights), np.einsum("ck,nkhw->nchw", weights, maps), atol=1e-5)
