"""Class activation maps of every class from one forward pass, without hooks and without a backward pass.

For a network that ends in features → ReLU → global average pool → linear, the gradient of a logit with respect to the
last feature map is the classifier's weight over the map's area, the same everywhere: Grad-CAM (Selvaraju et al., ICCV
2017) at that layer is the weighted sum of the maps (Zhou et al., CVPR 2016) up to its rectification and scaling. The
mean of a class map over the input, plus the bias, is the class's logit; so a map is in logit units and two films can be
compared on one scale.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def class_maps(maps: NDArray[np.float32], weights: NDArray[np.float32]) -> NDArray[np.float32]:
    """Evidence for each class at each place.

    Parameters
    ----------
    maps
        ``(N, K, h, w)`` float32, last feature map after ReLU.
    weights
        ``(C, K)`` float32, weights of the linear classifier.

    Returns
    -------
    ``(N, C, h, w)`` float32 in logit units, signed.
    """
    flat = maps.reshape(maps.shape[0], maps.shape[1], -1)
    result = np.matmul(weights[None], flat)
    return np.asarray(result.reshape(maps.shape[0], weights.shape[0], *maps.shape[2:]), np.float32)
