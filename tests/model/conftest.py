"""A bundle with random weights, built in code, and the bundled one."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xraydesk.core.files import sha256_of
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.display import grey
from xraydesk.imaging.read import read
from xraydesk.model import bundle as bundles


@pytest.fixture(scope="session")
def bundled() -> bundles.Bundle:
    """The model that the product ships."""
    return bundles.load(bundles.find())


@pytest.fixture(scope="session")
def card_values(bundled: bundles.Bundle) -> dict[str, Any]:
    """The plain values of the shipped card."""
    values: dict[str, Any] = json.loads((bundled.directory / bundles.CARD).read_bytes())
    return values


@pytest.fixture(scope="session")
def random_bundle(tmp_path_factory: pytest.TempPathFactory, card_values: dict[str, Any]) -> bundles.Bundle:
    """A bundle like the shipped one, with random weights and lively batch statistics."""
    import torch
    from safetensors.torch import save_file

    from trainer.bundles.onnx_graph import write_graph
    from xraydesk.model.golden import encode, golden_input
    from xraydesk.model.networks import build

    folder = tmp_path_factory.mktemp("models") / "random"
    folder.mkdir()
    size = card_values["preprocess"]["input_size"]
    torch.manual_seed(7)
    network = build("densenet121", len(card_values["labels"]))
    with torch.inference_mode():
        network.train()(torch.randn(4, 1, size, size))
        network.eval()
        golden = network(torch.from_numpy(golden_input(size)))[0].numpy()
    save_file({name: value.contiguous() for name, value in network.state_dict().items()}, folder / bundles.WEIGHTS)
    write_graph(network, size, folder / bundles.WEIGHTS, folder / bundles.GRAPH)
    (folder / bundles.GOLDEN).write_bytes(encode(golden))
    names = (bundles.WEIGHTS, bundles.GRAPH, bundles.GOLDEN)
    values = card_values | {"id": "random", "files": {name: sha256_of(folder / name) for name in names}}
    (folder / bundles.CARD).write_text(json.dumps(values))
    return bundles.load(folder)


@pytest.fixture
def make_radiograph() -> Callable[..., Radiograph]:
    """A radiograph from an array of grey samples."""

    def make(samples: np.ndarray, **values: Any) -> Radiograph:
        return Radiograph(
            path=Path("film.png"),
            sha256="0" * 64,
            samples=samples[None],
            stored_sha256="0" * 64,
            photometric="MONOCHROME2",
            bits_stored=8,
            transfer_syntax="PNG",
            decoder="test",
            **values,
        )

    return make


@pytest.fixture
def film(make_radiograph: Callable[..., Radiograph], phantom: Path) -> Radiograph:
    """The bundled sample as a picture of 8 bits, 340 x 280 pixels."""
    shown = grey(read(phantom))
    return make_radiograph(np.rint(shown[::5, ::5] * 255).astype(np.uint8))
