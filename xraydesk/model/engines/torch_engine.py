"""The PyTorch engine: CUDA, Apple MPS or CPU, falling back to the CPU with a notice."""

from __future__ import annotations

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file

from xraydesk.core.errors import ModelError
from xraydesk.model.bundle import Bundle
from xraydesk.model.engines import EngineOutput
from xraydesk.model.networks import ClassMapNet, build


class TorchEngine:
    """Runs ``weights.safetensors`` in float32, eager."""

    name = "torch"

    def __init__(self, network: ClassMapNet, device: str) -> None:
        self.network = network
        self.device = device
        self.notice = ""
        self._to(device)

    def _to(self, device: str) -> None:
        try:
            self.network.to(device, memory_format=torch.channels_last)  # type: ignore[call-overload]
        except RuntimeError as error:
            self._fall_back(error)

    def _fall_back(self, error: RuntimeError) -> None:
        if self.device == "cpu":
            raise error
        self.notice = f"{self.device} could not be used and the processor computes instead"
        self.device = "cpu"
        self.network.to("cpu")

    def run(self, images: NDArray[np.float32]) -> EngineOutput:
        """``(N, 1, S, S)`` float32 → logits and last feature map; a lost or full GPU is left for the CPU."""
        try:
            return self._run(images)
        except RuntimeError as error:
            self._fall_back(error)
            return self._run(images)

    def _run(self, images: NDArray[np.float32]) -> EngineOutput:
        batch = torch.from_numpy(np.ascontiguousarray(images)).to(self.device)
        with torch.inference_mode():
            logits, maps = self.network(batch.to(memory_format=torch.channels_last))
        return EngineOutput(logits.cpu().numpy(), maps.cpu().contiguous().numpy())


def load(bundle: Bundle, threads: int = 0) -> TorchEngine:
    """Build the card's architecture and load its weights.

    Threads are torch's own affair, for the whole process and not for one engine, so their number is left as it is.

    Raises
    ------
    ModelError
        The architecture is unknown, its package is not installed, or the weights do not fit it.
    """
    del threads
    card = bundle.card
    try:
        network = build(card.architecture, len(card.labels), card.arguments)
        network.load_state_dict(load_file(bundle.weights))
    except ModuleNotFoundError as error:
        raise ModelError(f"the model {card.id} needs the package {error.name}, which is not installed") from error
    except (KeyError, RuntimeError, TypeError) as error:
        raise ModelError(f"the weights of {card.id} do not fit the architecture {card.architecture}") from error
    network.eval()
    if torch.cuda.is_available():
        return TorchEngine(network, "cuda")
    return TorchEngine(network, "mps" if torch.backends.mps.is_available() else "cpu")
