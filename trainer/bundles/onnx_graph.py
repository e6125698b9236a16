"""The compiled engine's graph, whose tensors are those of the safetensors file: one copy of the weights serves both.

ONNX lets a tensor's data lie in another file at an offset; a safetensors file is a header and then plain little-endian
tensors, so the graph can point into it.
"""

from __future__ import annotations

import json
import struct
import warnings
from pathlib import Path

import onnx
import torch
from onnx import TensorProto

from xraydesk.model.networks import ClassMapNet


def write_graph(network: ClassMapNet, input_size: int, weights: Path, target: Path) -> None:
    """Write ``target`` beside ``weights``, which must hold the network's state already."""
    network.eval()
    example = torch.zeros(1, 1, input_size, input_size)
    with warnings.catch_warnings():
        # The exporter warns about its own internals, which says nothing of this network.
        warnings.simplefilter("ignore")
        program = torch.onnx.export(
            network,
            (example,),
            input_names=["images"],
            output_names=["logits", "maps"],
            dynamic_shapes={"images": {0: torch.export.Dim("batch", min=1, max=1024)}},
            dynamo=True,
            optimize=False,
            verbose=False,
        )
    if program is None:
        raise RuntimeError("the exporter returned no graph")
    model = program.model_proto
    places = _places(weights)
    for tensor in model.graph.initializer:
        if tensor.name in places:
            _point_into(tensor, weights.name, places[tensor.name])
    del model.metadata_props[:]
    for node in model.graph.node:
        # The exporter notes the source lines of the machine that it ran on.
        del node.metadata_props[:]
        node.doc_string = ""
    target.write_bytes(model.SerializeToString())
    onnx.checker.check_model(str(target))


def _places(weights: Path) -> dict[str, tuple[int, int]]:
    """Name → offset and length in bytes from the start of a safetensors file."""
    with weights.open("rb") as stream:
        (length,) = struct.unpack("<Q", stream.read(8))
        header = json.loads(stream.read(length))
    start = 8 + length
    return {
        name: (start + entry["data_offsets"][0], entry["data_offsets"][1] - entry["data_offsets"][0])
        for name, entry in header.items()
        if name != "__metadata__"
    }


def _point_into(tensor: TensorProto, location: str, place: tuple[int, int]) -> None:
    tensor.ClearField("raw_data")
    tensor.ClearField("float_data")
    tensor.data_location = TensorProto.EXTERNAL
    del tensor.external_data[:]
    for key, value in (("location", location), ("offset", str(place[0])), ("length", str(place[1]))):
        entry = tensor.external_data.add()
        entry.key, entry.value = key, value
