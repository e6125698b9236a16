"""The compiled CPU engine: ONNX Runtime. The default, since it needs no torch."""

from __future__ import annotations

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from xraydesk.core.errors import ModelError
from xraydesk.model.bundle import Bundle
from xraydesk.model.engines import EngineOutput


class OnnxRuntimeEngine:
    """Runs ``model.onnx`` in float32 on the CPU."""

    name = "onnxruntime"
    device = "cpu"
    notice = ""

    def __init__(self, session: onnxruntime.InferenceSession) -> None:
        self._session = session

    def run(self, images: NDArray[np.float32]) -> EngineOutput:
        """``(N, 1, S, S)`` float32 → logits and last feature map."""
        logits, maps = self._session.run(["logits", "maps"], {"images": images})
        return EngineOutput(logits, maps)


def load(bundle: Bundle, threads: int = 0) -> OnnxRuntimeEngine:
    """Load a bundle's graph, for so many threads a call; 0 for as many as there are cores.

    Raises
    ------
    ModelError
        The graph is not one that ONNX Runtime runs.
    """
    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    options.intra_op_num_threads = threads
    try:
        session = onnxruntime.InferenceSession(bundle.graph, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises classes of its own that share no narrower base
        raise ModelError(f"the model {bundle.card.id} does not run on ONNX Runtime") from error
    return OnnxRuntimeEngine(session)
