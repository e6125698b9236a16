"""Networks beside the model: verified by digest, proven by golden patterns."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from onnx import TensorProto, helper

from xraydesk.core.errors import ModelError
from xraydesk.core.files import sha256_of
from xraydesk.model import auxiliary
from xraydesk.model.golden import golden_input

SIZE = 32


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A network that answers with the sigmoid of its input."""
    place = tmp_path / "tiny"
    place.mkdir()
    shape = ["batch", 1, SIZE, SIZE]
    ends = [helper.make_tensor_value_info(name, TensorProto.FLOAT, shape) for name in ("images", "chances")]
    graph = helper.make_graph([helper.make_node("Sigmoid", ["images"], ["chances"])], "tiny", ends[:1], ends[1:])
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
    (place / auxiliary.GRAPH).write_bytes(model.SerializeToString())
    chances = 1 / (1 + np.exp(-golden_input(SIZE)))
    about = {
        "format": 1,
        "title": "A network for tests",
        "input_size": SIZE,
        "outputs": ["chances"],
        "files": {auxiliary.GRAPH: sha256_of(place / auxiliary.GRAPH)},
        "proof": auxiliary.proof((chances,)),
    }
    (place / auxiliary.ABOUT).write_text(json.dumps(about))
    return place


def test_a_network_answers_and_proves_itself(folder: Path) -> None:
    network = auxiliary.load(folder)
    (chances,) = network.run(np.zeros((3, 1, SIZE, SIZE), np.float32))
    assert chances.shape == (3, 1, SIZE, SIZE)
    assert np.allclose(chances, 0.5)
    assert auxiliary.deviation(network) < 1e-5


def test_a_network_that_answers_otherwise_is_noticed(folder: Path) -> None:
    about = json.loads((folder / auxiliary.ABOUT).read_text())
    about["proof"] = [[0.9, 0.9]]
    (folder / auxiliary.ABOUT).write_text(json.dumps(about))
    assert auxiliary.deviation(auxiliary.load(folder)) > 0.1
    about["proof"] = [[0.9]]
    (folder / auxiliary.ABOUT).write_text(json.dumps(about))
    with pytest.raises(ModelError, match="do not fit"):
        auxiliary.deviation(auxiliary.load(folder))


def test_an_altered_graph_is_refused(folder: Path) -> None:
    graph = folder / auxiliary.GRAPH
    graph.write_bytes(graph.read_bytes()[:-1] + b"\0")
    with pytest.raises(ModelError, match="altered"):
        auxiliary.load(folder)


def test_a_graph_that_is_none_is_refused_though_its_digest_fits(folder: Path) -> None:
    (folder / auxiliary.GRAPH).write_bytes(b"no graph")
    about = json.loads((folder / auxiliary.ABOUT).read_text())
    about["files"] = {auxiliary.GRAPH: sha256_of(folder / auxiliary.GRAPH)}
    (folder / auxiliary.ABOUT).write_text(json.dumps(about))
    with pytest.raises(ModelError, match="does not run"):
        auxiliary.load(folder)


@pytest.mark.parametrize(
    ("content", "words"),
    [("no JSON", "damaged"), ("[]", "damaged"), ('{"format": 9}', "format"), ('{"format": 1}', "damaged")],
)
def test_a_damaged_description_is_refused(folder: Path, content: str, words: str) -> None:
    (folder / auxiliary.ABOUT).write_text(content)
    with pytest.raises(ModelError, match=words):
        auxiliary.load(folder)


def test_a_missing_file_is_named_as_such(folder: Path) -> None:
    (folder / auxiliary.GRAPH).unlink()
    with pytest.raises(ModelError, match="tiny is incomplete"):
        auxiliary.load(folder)


def test_the_shipped_networks_prove_themselves() -> None:
    assert "lungs" in auxiliary.installed()
    for name in auxiliary.installed():
        network = auxiliary.load(auxiliary.folder_of(name))
        assert auxiliary.deviation(network) < 1e-4
        assert (auxiliary.folder_of(name) / auxiliary.GRAPH).stat().st_size < 2e6
