"""Losses for exclusive and for independent labels, and for films that are known only by what they are not."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional


def exclusive_loss(
    logits: Tensor, classes: Tensor, negatives: Tensor, smoothing: float = 0.0, weights: Tensor | None = None
) -> Tensor:
    """Cross-entropy for films with a class, complementary loss for the others.

    Parameters
    ----------
    logits
        ``(N, C)`` float.
    classes
        ``(N,)`` class index, or -1 for a film that is no class.
    negatives
        ``(N, C)`` weights of ``-log(1 - p_c)`` (complementary labels, Ishida et al., NeurIPS 2017); used only where
        the class is -1.
    smoothing
        Label smoothing of the cross-entropy.
    weights
        ``(C,)`` weight of each class in the cross-entropy, or None for 1.

    Returns
    -------
    ``(N,)`` loss per film.
    """
    positive = functional.cross_entropy(
        logits, classes, weights, ignore_index=-1, reduction="none", label_smoothing=smoothing
    )
    # log(1 - p_c) as a difference of log-sums stays exact where p_c is close to 1.
    others = torch.stack([_without(logits, column).logsumexp(1) for column in range(logits.shape[1])], dim=1)
    log_not = others - logits.logsumexp(1, keepdim=True)
    negative = -(log_not * negatives).sum(1)
    return torch.where(classes >= 0, positive, negative)


def _without(logits: Tensor, column: int) -> Tensor:
    return torch.cat([logits[:, :column], logits[:, column + 1 :]], dim=1)


def independent_loss(logits: Tensor, targets: Tensor, smoothing: float = 0.0, weights: Tensor | None = None) -> Tensor:
    """Binary cross-entropy over the labels that are known.

    Parameters
    ----------
    logits
        ``(N, C)`` float.
    targets
        ``(N, C)`` from 0 to 1; NaN for unknown, which counts nothing.
    smoothing
        Part of the goal that goes to the half.
    weights
        ``(C,)`` weight of the films that have a label against those that have not, or None for 1.

    Returns
    -------
    ``(N,)`` mean loss per film.
    """
    known = ~targets.isnan()
    goal = torch.where(known, targets, 0.0) * (1 - smoothing) + smoothing / 2
    each = functional.binary_cross_entropy_with_logits(logits, goal, reduction="none", pos_weight=weights)
    return (each * known).sum(1) / known.sum(1).clamp_min(1)


def evidence_outside(maps: Tensor, weights: Tensor, inside: Tensor, exclusive: bool) -> Tensor:
    """Share of the positive evidence of all class maps that lies outside a region.

    Parameters
    ----------
    maps
        ``(N, channels, h, w)`` last feature map.
    weights
        ``(C, channels)`` of the classifier.
    inside
        ``(N, 1, m, m)`` share of each place that lies in the region, 0..1.
    exclusive
        Whether a softmax follows, to which only differences between classes matter (see `trained_network`).

    Returns
    -------
    ``(N,)`` from 0 to 1.
    """
    if exclusive:
        weights = weights - weights.mean(dim=0, keepdim=True)
    evidence = torch.einsum("nchw,kc->nkhw", maps, weights.float()).clamp_min(0)
    region = functional.adaptive_avg_pool2d(inside, (maps.shape[2], maps.shape[3]))
    outside = (evidence * (1 - region)).sum(dim=(1, 2, 3))
    return outside / evidence.sum(dim=(1, 2, 3)).clamp_min(1e-6)
