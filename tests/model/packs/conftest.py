"""A small model that runs on every engine, packed with a key that is trusted."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.model.packs import small_model
from xraydesk.core import paths
from xraydesk.core.files import sha256_of
from xraydesk.model import bundle as bundles
from xraydesk.model.packs import keys, pack, trust


@pytest.fixture(scope="session")
def small_bundle(tmp_path_factory: pytest.TempPathFactory, card_values: dict[str, Any]) -> Path:
    """A bundle of a small network with random weights."""
    spec = card_values["preprocess"] | {"input_size": small_model.SIDE}
    card = {**card_values, "id": "small", "architecture": "deep_cnn", "arguments": {}, "preprocess": spec}
    return small_model.write(tmp_path_factory.mktemp("small") / "small", card | {"format": 3, "version": "1.2"})


@pytest.fixture
def variant(small_bundle: Path, tmp_path: Path) -> Callable[..., bundles.Bundle]:
    """Makes a copy of the small bundle with another card, and with further files."""

    def make(folder: str = "variant", texts: dict[str, str] | None = None, **changes: Any) -> bundles.Bundle:
        copy = Path(shutil.copytree(small_bundle, tmp_path / "variants" / folder))
        values = json.loads((copy / bundles.CARD).read_bytes()) | changes
        for name, text in (texts or {}).items():
            (copy / name).write_text(text)
            values["files"][name] = sha256_of(copy / name)
        (copy / bundles.CARD).write_text(json.dumps(values))
        return bundles.load(copy)

    return make


@pytest.fixture
def key(tmp_path: Path) -> keys.PrivateKey:
    """A key whose public half is trusted."""
    keys.generate(tmp_path / "site.key")
    trust.add(tmp_path / "site.pub")
    return keys.read_private(tmp_path / "site.key", lambda: b"")


@pytest.fixture
def packed(tmp_path: Path, key: keys.PrivateKey) -> Callable[..., Path]:
    """Writes a bundle as a signed pack."""

    def write(bundle: bundles.Bundle, name: str = "model", signer: keys.PrivateKey | None = key) -> Path:
        target = tmp_path / f"{name}{pack.ENDING}"
        pack.write(bundle, target, signer)
        return target

    return write


@pytest.fixture
def small_pack(packed: Callable[..., Path], small_bundle: Path) -> Path:
    """The small bundle as a signed pack."""
    return packed(bundles.load(small_bundle))


@pytest.fixture
def models(home: Path) -> Path:
    """The user's models, which is where packs are installed."""
    folder = paths.user_data() / "models"
    assert home in folder.parents
    return folder
