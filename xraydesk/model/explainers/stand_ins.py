"""Lets the grad-cam package be imported without four large packages that it imports and that no method here uses.

OpenCV, Matplotlib, SciPy and scikit-learn are 340 MB beside which torch alone is 400; the package asks them to draw
legends, to factorise features and to enlarge pictures. Only the last is needed: `resize`. So the packed program leaves
them out and this module stands in for what is missing while the package is being imported. Where the real packages are
installed they are used. Imports torch: only the explainer process loads this module.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

_MODULES: Final = {
    "cv2": ("cv2",),
    "matplotlib": ("matplotlib", "matplotlib.lines", "matplotlib.pyplot"),
    "scipy": ("scipy", "scipy.ndimage", "scipy.sparse", "scipy.sparse.linalg"),
    "sklearn": ("sklearn", "sklearn.decomposition"),
}


class _StandIn(ModuleType):
    """A module of which everything can be named and nothing can be used."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Absent(f"{self.__name__}.{name}")


class _Absent:
    """Something of a package that is not here."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __call__(self, *_arguments: object, **_options: object) -> object:
        raise ModuleNotFoundError(f"{self._name} is not in this edition", name=self._name.partition(".")[0])


def resize(image: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.float32]:
    """``cv2.resize`` with its default, linear interpolation between pixel centres.

    Parameters
    ----------
    image
        ``(h, w)`` float32.
    size
        Width and height of the result.

    Returns
    -------
    ``(height, width)`` float32.
    """
    width, height = size
    tensor = torch.from_numpy(np.ascontiguousarray(image))[None, None]
    larger = torch.nn.functional.interpolate(tensor, (height, width), mode="bilinear", align_corners=False)
    return np.asarray(larger[0, 0].numpy(), np.float32)


@contextlib.contextmanager
def for_what_is_missing() -> Iterator[tuple[str, ...]]:
    """Stand in for those of the four that are not installed; yields their names.

    Afterwards they are missing again for everybody else who may ask whether they are there.
    """
    missing = tuple(package for package in _MODULES if package not in sys.modules and find_spec(package) is None)
    names = [name for package in missing for name in _MODULES[package]]
    for name in names:
        module = _StandIn(name)
        module.__spec__ = ModuleSpec(name, None)
        module.__path__ = []
        sys.modules[name] = module
        parent, _, child = name.rpartition(".")
        if parent:
            setattr(sys.modules[parent], child, module)
    if "cv2" in missing:
        vars(sys.modules["cv2"])["resize"] = resize
    try:
        yield missing
    finally:
        for name in names:
            del sys.modules[name]
