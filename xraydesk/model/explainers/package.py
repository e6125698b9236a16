"""The grad-cam package on a bundle's network. Imports torch: only the explainer process loads this module."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from xraydesk.model import engines
from xraydesk.model.bundle import Bundle
from xraydesk.model.engines.torch_engine import TorchEngine
from xraydesk.model.explainers import stand_ins
from xraydesk.model.networks import ClassMapNet

with stand_ins.for_what_is_missing():
    from pytorch_grad_cam import EigenCAM, GradCAM, GradCAMPlusPlus, LayerCAM, ScoreCAM
    from pytorch_grad_cam.utils.model_targets import ClassifierOutputTarget

BATCH: Final = 16
"""Images in one forward pass of Score-CAM; it makes one image of every channel."""

Progress = Callable[[int, int], None]
"""Called with passes done and passes to do before each forward pass; whatever it raises ends the work."""


class _SignedEigenCAM(EigenCAM):  # type: ignore[misc]
    """Eigen-CAM that points at what lights up.

    A principal component has no sign of its own: the package may as well mark the background. Here it has the sign
    with which it follows the sum of the feature maps.
    """

    def get_cam_image(
        self,
        input_tensor: Any,
        target_layer: Any,
        targets: Any,
        activations: NDArray[np.float32],
        grads: Any,
        eigen_smooth: bool = False,
    ) -> NDArray[np.float32]:
        """``(N, h, w)`` projection on the first principal component of ``(N, K, h, w)`` activations."""
        projection = super().get_cam_image(input_tensor, target_layer, targets, activations, grads, eigen_smooth)
        total = activations.sum(axis=1)
        follows = ((projection - projection.mean()) * (total - total.mean())).sum(axis=(1, 2), keepdims=True)
        return np.asarray(np.where(follows < 0, -projection, projection), np.float32)


_METHODS: Final[Mapping[str, Callable[..., Any]]] = {
    "grad_cam": GradCAM,
    "grad_cam_plus_plus": GradCAMPlusPlus,
    "layer_cam": LayerCAM,
    "eigen_cam": _SignedEigenCAM,
    "score_cam": ScoreCAM,
}


class _Logits(torch.nn.Module):
    """The network as the package expects it, logits alone; says before each pass that it is about to run."""

    def __init__(self, network: ClassMapNet, about_to_run: Callable[[], None]) -> None:
        super().__init__()
        self.network = network
        self._about_to_run = about_to_run

    def forward(self, images: torch.Tensor) -> torch.Tensor:
        self._about_to_run()
        logits: torch.Tensor = self.network(images)[0]
        return logits


class PackageExplainer:
    """A bundle on the torch engine, explained by the package."""

    def __init__(self, bundle: Bundle) -> None:
        engine = engines.choose(bundle, "torch")
        assert isinstance(engine, TorchEngine)
        self._network = engine.network
        self._device = engine.device

    def explain(self, images: NDArray[np.float32], label: int, method: str, progress: Progress) -> NDArray[np.float32]:
        """Explain one class.

        Parameters
        ----------
        images
            ``(1, 1, S, S)`` float32, preprocessed.
        label
            Index of the class; Eigen-CAM knows none and ignores it.
        method
            Key of a method.
        progress
            As of `Progress`.

        Returns
        -------
        ``(S, S)`` float32, 0..1; all 0 where the method finds nothing in favour of the class.
        """
        try:
            return self._explain(images, label, method, progress)
        except RuntimeError:
            if self._device == "cpu":
                raise
            # A graphics processor that is full or lost is left for good.
            self._device = "cpu"
            self._network.to("cpu")
            return self._explain(images, label, method, progress)

    def _explain(self, images: NDArray[np.float32], label: int, method: str, progress: Progress) -> NDArray[np.float32]:
        passes = 1 + (-(-self._network.classifier.in_features // BATCH) if method == "score_cam" else 0)
        done = 0

        def about_to_run() -> None:
            nonlocal done
            progress(done, passes)
            done += 1

        cam = _METHODS[method](model=_Logits(self._network, about_to_run), target_layers=[self._network.relu])
        cam.batch_size = BATCH
        try:
            tensor = torch.from_numpy(np.ascontiguousarray(images))
            values = cam(input_tensor=tensor, targets=[ClassifierOutputTarget(label)])[0]
        finally:
            # Not as a context manager: the package's swallows an IndexError and prints it.
            cam.activations_and_grads.release()
            self._network.zero_grad(set_to_none=True)
        return np.asarray(np.clip(np.nan_to_num(values), 0, 1), np.float32)
