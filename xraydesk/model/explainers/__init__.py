"""Further methods of showing where the model looked, through the grad-cam package (the extra ``explainers``).

The fast class maps of ``model.explain`` need none of this. Here a film is explained by a method of the package, on the
torch engine of the same bundle, after the same preprocessing, at the same layer: the last feature map after ReLU. For a
network that ends in pooling and a linear layer XGrad-CAM and HiResCAM are Grad-CAM at that layer to the last digit, so
they are not offered.

torch, scikit-learn and matplotlib, which the package imports, would hold the interpreter for up to a second at a time
and take 0.8 GB (Score-CAM 2 GB); so all of it happens in a process of its own (``process``, ``child``, ``package``).
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xraydesk.imaging.geometry import Geometry

FAST: Final = "grad_cam"
"""Key of the class maps, which every prediction brings along."""

PACKAGES: Final = ("pytorch_grad_cam", "torch", "torchvision")


@dataclass(frozen=True, slots=True)
class Method:
    """One way of explaining.

    Attributes
    ----------
    key
        As settings and caches name it.
    title
        Its name in the literature.
    source
        Where it was published.
    by_class
        Whether each class has a map of its own.
    slow
        Whether it takes many forward passes, so that nobody should start it unasked.
    """

    key: str
    title: str
    source: str
    by_class: bool = True
    slow: bool = False


METHODS: Final = (
    Method(FAST, "Grad-CAM", "Selvaraju et al., ICCV 2017"),
    Method("grad_cam_plus_plus", "Grad-CAM++", "Chattopadhay et al., WACV 2018"),
    Method("layer_cam", "Layer-CAM", "Jiang et al., IEEE TIP 2021"),
    Method("eigen_cam", "Eigen-CAM", "Muhammad and Yeasin, IJCNN 2020", by_class=False),
    Method("score_cam", "Score-CAM", "Wang et al., CVPRW 2020", slow=True),
)
"""What a reader can choose; the first needs no package."""


@dataclass(frozen=True, slots=True, eq=False)
class Explanation:
    """Where the model looked, as one of the further methods sees it.

    Attributes
    ----------
    method, label
        The method's key and the class; ``label`` is empty where the method knows no classes.
    values
        ``(S, S)`` float32 over the model's input, 0..1: the least and the most of this map. It is no evidence and has
        no unit, so two films cannot be compared.
    geometry
        The way back from the model's input to the image.
    """

    method: str
    label: str
    values: NDArray[np.float32]
    geometry: Geometry


def method(key: str) -> Method:
    """The method with this key.

    Raises
    ------
    KeyError
        There is none.
    """
    return {each.key: each for each in METHODS}[key]


def missing() -> tuple[str, ...]:
    """Names of the packages that the further methods need and that are not installed; imports none of them."""
    return tuple(name for name in PACKAGES if find_spec(name) is None)


def is_frozen() -> bool:
    """Whether this is the packed program, into which nothing can be installed."""
    return bool(getattr(sys, "frozen", False))
