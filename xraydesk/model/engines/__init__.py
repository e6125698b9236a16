"""Engines that run a bundle, behind one interface; each is imported only when it is chosen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import ModelError
from xraydesk.model.bundle import Bundle


class EngineOutput(NamedTuple):
    """One forward pass.

    Attributes
    ----------
    logits
        ``(N, C)`` float32.
    maps
        ``(N, K, h, w)`` float32, the last feature map after ReLU.
    """

    logits: NDArray[np.float32]
    maps: NDArray[np.float32]


class Engine(Protocol):
    """Something that runs a network.

    Attributes
    ----------
    name, device
        For the provenance of results.
    notice
        A sentence for the reader when the engine fell back to something slower; otherwise empty.
    """

    name: str
    device: str
    notice: str

    def run(self, images: NDArray[np.float32]) -> EngineOutput:
        """``(N, 1, S, S)`` float32 → logits and last feature map."""
        ...


# Name → module that must be importable, module of ours with ``load(bundle, threads) -> Engine``; the default first.
_ENGINES: Final[Mapping[str, tuple[str, str]]] = {
    "onnxruntime": ("onnxruntime", "xraydesk.model.engines.onnxruntime_engine"),
    "torch": ("torch", "xraydesk.model.engines.torch_engine"),
}


def available() -> list[str]:
    """Names of the engines whose packages are installed, the default first; imports none of them."""
    return [name for name, (package, _) in _ENGINES.items() if find_spec(package) is not None]


def choose(bundle: Bundle, name: str | None = None, threads: int = 0) -> Engine:
    """Load an engine by name, or the default one.

    Parameters
    ----------
    threads
        Of one call, where the engine computes on the processor; 0 for as many as there are cores. With one thread a
        film's answer is the same to the bit on every number of cores and in every batch.

    Raises
    ------
    ModelError
        The engine is unknown or not installed, or the bundle does not run on it.
    """
    present = available()
    if name is not None and name not in present:
        raise ModelError(f"the engine {name} is not installed (installed: {', '.join(present) or 'none'})")
    if not present:
        raise ModelError("no engine is installed")
    load: Callable[[Bundle, int], Any] = import_module(_ENGINES[name or present[0]][1]).load
    engine: Engine = load(bundle, threads)
    return engine
