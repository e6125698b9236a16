"""A small bundle with random weights, written without torch: the network ``deep_cnn`` for pictures of 32 x 32 samples.

Exporting a network through torch takes the longest of all that a test of packs would do.
"""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper
from safetensors.numpy import save

from xraydesk.core.files import sha256_of
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.golden import encode, golden_images

SIDE = 32
_WIDTHS = (32, 64, 128, 192, 256)
_NORM = ("weight", "bias", "running_mean", "running_var")


def write(folder: Path, card: dict[str, Any]) -> Path:
    """Write the bundle with this card, to which the digests of its files are added."""
    folder.mkdir(parents=True)
    tensors = _tensors(len(card["labels"]))
    weights = save({**tensors, **_counters()})
    (folder / bundles.WEIGHTS).write_bytes(weights)
    (folder / bundles.GRAPH).write_bytes(_graph(tensors, weights).SerializeToString())
    (folder / bundles.GOLDEN).write_bytes(b"{}")
    (folder / bundles.DATA_SHEET).write_text("# Data\n")
    _list(folder, card)
    bundle = bundles.load(folder)
    images = golden_images(bundle.card.preprocess)
    (folder / bundles.GOLDEN).write_bytes(encode(engines.choose(bundle, "onnxruntime", threads=1).run(images).logits))
    _list(folder, card)
    return folder


def _list(folder: Path, card: dict[str, Any]) -> None:
    names = (bundles.WEIGHTS, bundles.GRAPH, bundles.GOLDEN, bundles.DATA_SHEET)
    listed = card | {"files": {name: sha256_of(folder / name) for name in names}}
    (folder / bundles.CARD).write_text(json.dumps(listed))


def _layers() -> list[tuple[str, str, int, int]]:
    """Convolution, its normalisation, channels before and after, in order."""
    found = []
    before = 1
    for number, width in enumerate(_WIDTHS, 1):
        for place in (0, 3):
            stage = f"features.stage{number}"
            found.append((f"{stage}.{place}", f"{stage}.{place + 1}", before, width))
            before = width
    return found


def _tensors(outputs: int) -> dict[str, NDArray[np.float32]]:
    random = np.random.default_rng(5)
    found = {}
    for convolution, norm, before, width in _layers():
        scale = (2 / (9 * before)) ** 0.5
        found[f"{convolution}.weight"] = random.normal(0, scale, (width, before, 3, 3))
        for name, values in zip(_NORM, (1 + 0 * np.arange(width), *random.normal(0, 0.05, (2, width))), strict=False):
            found[f"{norm}.{name}"] = values
        found[f"{norm}.running_var"] = random.uniform(0.8, 1.2, width)
    found["classifier.weight"] = random.normal(0, 0.1, (outputs, _WIDTHS[-1]))
    found["classifier.bias"] = random.normal(0, 0.1, outputs)
    return {name: np.ascontiguousarray(values, np.float32) for name, values in found.items()}


def _counters() -> dict[str, NDArray[np.int64]]:
    return {f"{norm}.num_batches_tracked": np.zeros((), np.int64) for _, norm, _, _ in _layers()}


def _graph(tensors: dict[str, NDArray[np.float32]], weights: bytes) -> onnx.ModelProto:
    nodes = []
    maps = "images"
    for number, (convolution, norm, _, _) in enumerate(_layers()):
        inside = (f"c{number}", f"n{number}", f"r{number}")
        nodes.append(helper.make_node("Conv", [maps, f"{convolution}.weight"], [inside[0]], pads=[1] * 4))
        nodes.append(helper.make_node("BatchNormalization", [inside[0], *(f"{norm}.{n}" for n in _NORM)], [inside[1]]))
        maps = "maps" if number == 2 * len(_WIDTHS) - 1 else inside[2]
        nodes.append(helper.make_node("Relu", [inside[1]], [maps]))
        if number % 2 and maps != "maps":
            nodes.append(helper.make_node("MaxPool", [maps], [f"p{number}"], kernel_shape=[2, 2], strides=[2, 2]))
            maps = f"p{number}"
    nodes.append(helper.make_node("GlobalAveragePool", ["maps"], ["pooled"]))
    nodes.append(helper.make_node("Flatten", ["pooled"], ["flat"]))
    nodes.append(helper.make_node("Gemm", ["flat", "classifier.weight", "classifier.bias"], ["logits"], transB=1))
    info = helper.make_tensor_value_info
    graph = helper.make_graph(
        nodes,
        "small",
        [info("images", TensorProto.FLOAT, ["batch", 1, SIDE, SIDE])],
        [info("logits", TensorProto.FLOAT, None), info("maps", TensorProto.FLOAT, None)],
        [_outside(name, values, weights) for name, values in tensors.items()],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def _outside(name: str, values: NDArray[np.float32], weights: bytes) -> TensorProto:
    """A tensor whose numbers are those of the weights file."""
    (length,) = struct.unpack_from("<Q", weights)
    start, end = json.loads(weights[8 : 8 + length])[name]["data_offsets"]
    tensor = TensorProto(name=name, data_type=TensorProto.FLOAT, dims=values.shape)
    tensor.data_location = TensorProto.EXTERNAL
    place = {"location": bundles.WEIGHTS, "offset": str(8 + length + start), "length": str(end - start)}
    for key, value in place.items():
        tensor.external_data.add(key=key, value=value)
    return tensor
