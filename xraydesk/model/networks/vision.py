"""torchvision's networks, which are Python alone, also where its compiled operators for detectors are not.

Those operators are left out of the packed program, and do not fit where torchvision was built for another torch, as the
common Linux one is beside torch for the processor. Then torchvision cannot be imported before the operators that it
describes without looking have been declared; nothing here calls them.
"""

from __future__ import annotations

from importlib import import_module
from typing import Final

import torch

_ARGUMENTS: Final = "(Tensor dets, Tensor scores, float iou_threshold) -> Tensor"
_OPERATORS: Final = ("nms", "qnms")
_declared: list[torch.library.Library] = []


def prepare() -> None:
    """Import torchvision; where it is not installed, whoever needs it says so.

    Raises
    ------
    RuntimeError
        torchvision is broken in another way.
    """
    try:
        import_module("torchvision")
    except ModuleNotFoundError:
        return
    except RuntimeError:
        if _declared:
            raise
        operators = torch.library.Library("torchvision", "FRAGMENT")  # type: ignore[no-untyped-call]
        for name in _OPERATORS:
            operators.define(name + _ARGUMENTS)  # type: ignore[no-untyped-call]
        _declared.append(operators)
        import_module("torchvision")
