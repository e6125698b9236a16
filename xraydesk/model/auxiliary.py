"""Small networks that serve the reader beside the model, such as the one that finds the lungs.

Each is a folder of ``resources/models`` with ``network.onnx`` and, in the place of a card, ``about.json``: what it is
for, the digest of the graph, figures of the run that made it and its answers to the golden patterns. They run on ONNX
Runtime alone.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from xraydesk.core import paths
from xraydesk.core.errors import ModelError
from xraydesk.core.files import sha256_of
from xraydesk.model.golden import golden_input

ABOUT: Final = "about.json"
GRAPH: Final = "network.onnx"
FORMAT: Final = 1


class _Session(Protocol):
    def run(self, names: list[str], feed: dict[str, NDArray[np.float32]]) -> list[NDArray[np.float32]]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Auxiliary:
    """A verified network.

    Attributes
    ----------
    name
        Its folder.
    about
        What ``about.json`` says: ``title``, ``outputs``, ``input_size``, ``proof``, ``figures``, ``provenance``.
    sha256
        Digest of the graph.
    """

    name: str
    about: Mapping[str, Any]
    sha256: str
    _session: _Session

    def run(self, images: NDArray[np.float32]) -> tuple[NDArray[np.float32], ...]:
        """``(N, 1, S, S)`` float32 → the outputs in the order of ``about["outputs"]``."""
        return tuple(self._session.run(list(self.about["outputs"]), {"images": images}))


def folder_of(name: str) -> Path:
    """Where a network that came with the product lies."""
    return paths.resources() / "models" / name


def installed() -> list[str]:
    """Names of the networks at hand, sorted."""
    return [about.parent.name for about in sorted(folder_of("").glob(f"*/{ABOUT}"))]


def load(folder: Path) -> Auxiliary:
    """Verify a network and make it ready.

    Raises
    ------
    ModelError
        A file is missing, altered or of a foreign form.
    """
    about, digest = read_about(folder)
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    # So small a network gains nothing from threads, which would stand in the way of the model's own.
    options.intra_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(folder / GRAPH, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # ONNX Runtime raises classes of its own that share no narrower base
        raise ModelError(f"the network {folder.name} does not run on ONNX Runtime") from error
    return Auxiliary(folder.name, about, digest, session)


def read_about(folder: Path) -> tuple[Mapping[str, Any], str]:
    """What a network says of itself, and the digest of its graph, which is verified; no engine is imported.

    Raises
    ------
    ModelError
        As of `load`.
    """
    try:
        about = json.loads((folder / ABOUT).read_bytes())
        if about["format"] != FORMAT:
            raise ModelError(f"the network {folder.name} is of a format that this version does not read")
        digest = about["files"][GRAPH]
        if not {"title", "outputs", "input_size", "proof"} <= set(about):
            raise ModelError(f"{ABOUT} of the network {folder.name} is incomplete")
        if sha256_of(folder / GRAPH) != digest:
            raise ModelError(f"{GRAPH} of the network {folder.name} was altered: its digest does not match")
    except OSError as error:
        raise ModelError(f"the network {folder.name} is incomplete: {error.strerror}") from error
    except (ValueError, KeyError, TypeError) as error:
        raise ModelError(f"{ABOUT} of the network {folder.name} is damaged") from error
    return about, digest


def proof(outputs: tuple[NDArray[np.float32], ...]) -> list[list[float]]:
    """What stands for an answer to the golden patterns: the mean of each output for each pattern."""
    return [[round(float(one.mean()), 6) for one in output] for output in outputs]


def deviation(network: Auxiliary) -> float:
    """Largest difference between the answers to the golden patterns and those that were stored.

    Raises
    ------
    ModelError
        The stored answers are of another form.
    """
    now = np.array(proof(network.run(golden_input(network.about["input_size"]))))
    try:
        stored = np.array(network.about["proof"], np.float64)
    except (ValueError, TypeError) as error:
        raise ModelError(f"the stored answers of the network {network.name} are damaged") from error
    if stored.shape != now.shape:
        raise ModelError(f"the stored answers of the network {network.name} do not fit its outputs")
    return float(np.abs(now - stored).max())
