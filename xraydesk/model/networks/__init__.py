"""Networks that end in features → ReLU → global average pool → linear, so that one pass explains every class.

Imports torch: only the trainer, the torch engine and the explainer process load this package. What architectures there
are is said without torch in ``xraydesk.model.architectures``.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from xraydesk.model.architectures import ARCHITECTURES
from xraydesk.model.networks import vision
from xraydesk.model.networks.class_map_net import ClassMapNet, in_colour

__all__ = ["ClassMapNet", "build"]

vision.prepare()


def build(architecture: str, outputs: int, arguments: Mapping[str, Any] | None = None) -> ClassMapNet:
    """Build a network with random weights by the name that the model card uses.

    Parameters
    ----------
    architecture
        Key of ``ARCHITECTURES``.
    outputs
        Number of logits.
    arguments
        Further arguments of `ClassMapNet`, such as ``dropout``; ``colours``, true for `in_colour`; ``output_stride``
        for architectures that have several.

    Raises
    ------
    KeyError
        No network of that name is known.
    ModuleNotFoundError
        The package that holds its layers is not installed.
    """
    kind = ARCHITECTURES[architecture]
    settings = dict(arguments or {})
    finer = {"output_stride": settings.pop("output_stride")} if "output_stride" in settings else {}
    features = import_module(f"{__name__}.{kind.module}").features(architecture, **finer)
    if settings.pop("colours", False):
        features = in_colour(features)
    return ClassMapNet(features, kind.channels, outputs, **settings)
