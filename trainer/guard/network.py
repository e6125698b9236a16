"""The guard's network: what a whole picture is, and how far it lies from the films that it was tested on."""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor, nn

from xraydesk.model.guard import INPUT, KINDS

FEATURES: Final = 48
_COARSE: Final = 32
_FORMS: Final = 48


class GuardNet(nn.Module):
    """A small convolutional network that keeps the layout of the picture up to its last layer.

    Beside the kinds it gives two distances, which are fitted after training and constant from then on: how far its
    features lie from those of frontal films (Mahalanobis, Lee et al., NeurIPS 2018), and what the principal forms of
    such films leave unexplained of the picture itself, as a share of its energy.
    """

    feature_mean: Tensor
    feature_whitening: Tensor
    form_mean: Tensor
    forms: Tensor

    def __init__(self) -> None:
        super().__init__()
        self.stages = nn.Sequential(
            _stage(1, 24, 5, 2), _stage(24, 48, 3, 2), _stage(48, 96, 3, 2), _stage(96, 96, 3, 1), nn.MaxPool2d(2)
        )
        side = INPUT // 16
        self.gather = nn.Sequential(nn.Flatten(), nn.Dropout(0.3), nn.Linear(96 * side * side, FEATURES), nn.ReLU())
        self.kinds = nn.Linear(FEATURES, len(KINDS))
        for name, shape in (
            ("feature_mean", (FEATURES,)),
            ("feature_whitening", (FEATURES, FEATURES)),
            ("form_mean", (_COARSE**2,)),
            ("forms", (_COARSE**2, _FORMS)),
        ):
            self.register_buffer(name, torch.zeros(shape))

    def forward(self, images: Tensor) -> tuple[Tensor, Tensor]:
        """``(N, 1, INPUT, INPUT)`` float32 in 0..1 → ``(N, kinds)`` logits and ``(N, 2)`` distances."""
        features = self.features(images)
        away = (features - self.feature_mean) @ self.feature_whitening
        far = (away * away).mean(1).sqrt()
        flat = coarse(images) - self.form_mean
        rest = flat - (flat @ self.forms) @ self.forms.T
        unexplained = (rest * rest).mean(1)
        return self.kinds(features), torch.stack([far, unexplained], 1)

    def features(self, images: Tensor) -> Tensor:
        """``(N, FEATURES)``, of the picture brought to mean 0 and standard deviation 1."""
        features: Tensor = self.gather(self.stages(standardised(images)))
        return features

    @torch.no_grad()
    def fit_distances(self, images: Tensor) -> None:
        """Set what is typical, from frontal films that are not changed: ``(N, 1, INPUT, INPUT)``."""
        self.eval()
        features = torch.cat([self.features(part) for part in torch.split(images, 256)])
        self.feature_mean.copy_(features.mean(0))
        spread = torch.cov(features.T) + 1e-2 * features.var(0).mean() * torch.eye(FEATURES)
        values, vectors = torch.linalg.eigh(spread)
        self.feature_whitening.copy_(vectors * values.clamp_min(1e-6).rsqrt())
        flat = coarse(images)
        self.form_mean.copy_(flat.mean(0))
        _, _, directions = torch.linalg.svd(flat - flat.mean(0), full_matrices=False)
        # Fewer films than forms leave the last forms empty.
        kept = directions[:_FORMS]
        self.forms.zero_()
        self.forms[:, : len(kept)] = kept.T


def standardised(images: Tensor) -> Tensor:
    """Mean 0 and standard deviation 1, each picture for itself."""
    mean = images.mean((2, 3), keepdim=True)
    away = images - mean
    return away / ((away * away).mean((2, 3), keepdim=True).sqrt() + 1e-3)


def coarse(images: Tensor) -> Tensor:
    """``(N, 1, INPUT, INPUT)`` → ``(N, 32 * 32)``, each of mean 0 and standard deviation 1."""
    return standardised(nn.functional.avg_pool2d(images, INPUT // _COARSE)).flatten(1)


def _stage(planes: int, more: int, width: int, stride: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Conv2d(planes, more, width, stride=stride, padding=width // 2, bias=False), nn.BatchNorm2d(more), nn.ReLU()
    )
