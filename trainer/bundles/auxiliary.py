"""Write a small network as the application takes it (``model.auxiliary``): a graph, and what is known of it."""

from __future__ import annotations

import hashlib
import json
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import onnx
import torch
from torch import nn

from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import write_atomically
from xraydesk.model.auxiliary import ABOUT, FORMAT, GRAPH, deviation, load, proof
from xraydesk.model.golden import golden_input

TOLERANCE: Final = 1e-4
_READABLE: Final = 0o644


def write(
    network: nn.Module, size: int, outputs: Sequence[str], folder: Path, *, title: str, further: Mapping[str, Any]
) -> Path:
    """Write ``network.onnx`` and, last, ``about.json``; returns the folder.

    Parameters
    ----------
    network
        ``(N, 1, size, size)`` float32 → a tensor, or a tuple of tensors, one for each output.
    outputs
        Their names.
    further
        What else ``about.json`` says: figures, provenance, limits.

    Raises
    ------
    XRayDeskError
        The written graph answers otherwise than the network.
    """
    folder.mkdir(parents=True, exist_ok=True)
    content = graph(network, size, outputs)
    with torch.inference_mode():
        answers = network(torch.from_numpy(golden_input(size)))
    tensors = answers if isinstance(answers, tuple) else (answers,)
    about = {
        "format": FORMAT,
        "title": title,
        "outputs": list(outputs),
        "input_size": size,
        "files": {GRAPH: hashlib.sha256(content).hexdigest()},
        "proof": proof(tuple(tensor.numpy() for tensor in tensors)),
    } | dict(further)
    for name, data in ((GRAPH, content), (ABOUT, (json.dumps(about, indent=1) + "\n").encode())):
        write_atomically(folder / name, data)
        (folder / name).chmod(_READABLE)  # part of a program, not a person's own file
    worst = deviation(load(folder))
    if worst > TOLERANCE:
        raise XRayDeskError(f"the exported network {folder.name} answers otherwise than the trained one ({worst:.2e})")
    return folder


def graph(network: nn.Module, size: int, outputs: Sequence[str]) -> bytes:
    """The network in ONNX, weights inside, for any number of pictures; nothing of this machine is in it."""
    network.eval()
    with warnings.catch_warnings():
        # The exporter warns about its own internals, which says nothing of this network.
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            network,
            (torch.rand(2, 1, size, size),),
            input_names=["images"],
            output_names=list(outputs),
            dynamic_shapes={"images": {0: torch.export.Dim("batch", min=1, max=1024)}},
            dynamo=True,
            verbose=False,
        )
    if program is None:
        raise RuntimeError("the exporter returned no graph")
    model = program.model_proto
    del model.metadata_props[:]
    for node in model.graph.node:
        # The exporter notes the source lines of the machine that it ran on.
        del node.metadata_props[:]
        node.doc_string = ""
    onnx.checker.check_model(model)
    return bytes(model.SerializeToString())
