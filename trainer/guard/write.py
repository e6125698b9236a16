"""Write the guard: a graph with its weights inside, and what it says of itself: digest, limits and figures."""

from __future__ import annotations

import hashlib
import json
import warnings
from pathlib import Path
from typing import Any, Final

import onnx
import torch

from trainer.guard.network import GuardNet
from xraydesk.core.files import write_atomically
from xraydesk.model.auxiliary import ABOUT, FORMAT, GRAPH, proof
from xraydesk.model.golden import golden_input
from xraydesk.model.guard import INPUT, KINDS, Limits

OUTPUTS: Final = ["logits", "distances"]


def write(network: GuardNet, limits: Limits, figures: dict[str, Any], folder: Path) -> None:
    """Write ``network.onnx`` and ``about.json`` into a folder, as ``model.auxiliary`` reads them; the latter last."""
    folder.mkdir(parents=True, exist_ok=True)
    content = graph(network)
    write_atomically(folder / GRAPH, content)
    with torch.inference_mode():
        answers = network.eval()(torch.from_numpy(golden_input(INPUT)))
    about = {
        "format": FORMAT,
        "title": "Frontal chest film or not",
        "outputs": OUTPUTS,
        "input_size": INPUT,
        "kinds": list(KINDS),
        "limits": {name: getattr(limits, name) for name in ("frontal", "form", "far")},
        "files": {GRAPH: hashlib.sha256(content).hexdigest()},
        "proof": proof(tuple(answer.numpy() for answer in answers)),
    } | figures
    write_atomically(folder / ABOUT, (json.dumps(about, indent=1) + "\n").encode())


def graph(network: GuardNet) -> bytes:
    """The network in ONNX."""
    network.eval()
    with warnings.catch_warnings():
        # The exporter warns about its own internals, which says nothing of this network.
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            network,
            (torch.rand(2, 1, INPUT, INPUT),),
            input_names=["images"],
            output_names=OUTPUTS,
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
