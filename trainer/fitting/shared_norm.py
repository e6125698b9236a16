"""Batch normalisation over the films of all processes, so that several processes learn what one would.

On graphics processors this is torch's own; on processors torch has none.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.distributed.nn.functional import all_reduce


class SharedBatchNorm2d(nn.BatchNorm2d):
    """Batch normalisation whose mean and variance are those of the whole batch (Ioffe & Szegedy, ICML 2015)."""

    def forward(self, images: Tensor) -> Tensor:
        """``(n, C, h, w)`` of this process → the same shape, normalised over the films of all processes."""
        if not self.training:
            return super().forward(images)
        values = images.float()
        count = values.numel() / values.shape[1] * torch.distributed.get_world_size()
        sums = torch.stack([values.sum((0, 2, 3)), (values * values).sum((0, 2, 3))])
        mean, square = all_reduce(sums) / count  # type: ignore[no-untyped-call]
        variance = (square - mean * mean).clamp_min(0)
        self._remember(mean.detach(), variance.detach() * (count / (count - 1)))
        scale = self.weight * (variance + self.eps).rsqrt()
        normal: Tensor = values * scale[:, None, None] + (self.bias - mean * scale)[:, None, None]
        return normal.to(images.dtype)

    def _remember(self, mean: Tensor, variance: Tensor) -> None:
        """Move the running statistics, which evaluation uses."""
        assert self.running_mean is not None
        assert self.running_var is not None
        assert self.num_batches_tracked is not None
        assert self.momentum is not None
        self.num_batches_tracked.add_(1)
        self.running_mean.lerp_(mean, self.momentum)
        self.running_var.lerp_(variance, self.momentum)


def share_batch_norm(network: nn.Module, device: torch.device) -> nn.Module:
    """Exchange every batch normalisation for one over all processes; names and values stay."""
    if device.type == "cuda":
        converted: nn.Module = nn.SyncBatchNorm.convert_sync_batchnorm(network)  # type: ignore[no-untyped-call]
        return converted
    for layer in network.modules():
        if type(layer) is nn.BatchNorm2d:
            layer.__class__ = SharedBatchNorm2d
    return network
