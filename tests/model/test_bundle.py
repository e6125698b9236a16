"""A bundle that was touched is not used, and nothing in one is unpickled."""

from __future__ import annotations

import json
import pickle
import shutil
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.errors import ModelError
from xraydesk.model import bundle as bundles
from xraydesk.model.card import ModelCard, parse


@pytest.fixture
def copy(random_bundle: bundles.Bundle, tmp_path: Path) -> Path:
    """A copy of a bundle to damage."""
    return Path(shutil.copytree(random_bundle.directory, tmp_path / "model"))


def test_an_untouched_copy_opens(copy: Path) -> None:
    assert bundles.load(copy).card.id == "random"


@pytest.mark.parametrize("name", [bundles.WEIGHTS, bundles.GRAPH, bundles.GOLDEN])
def test_a_flipped_bit_is_noticed(copy: Path, name: str) -> None:
    content = bytearray((copy / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copy / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name}.*altered"):
        bundles.load(copy)


def test_truncated_weights_are_noticed(copy: Path) -> None:
    content = (copy / bundles.WEIGHTS).read_bytes()
    (copy / bundles.WEIGHTS).write_bytes(content[:-1])
    with pytest.raises(ModelError, match="altered"):
        bundles.load(copy)


@pytest.mark.parametrize("name", [bundles.CARD, bundles.WEIGHTS])
def test_a_missing_file_is_one_sentence(copy: Path, name: str) -> None:
    (copy / name).unlink()
    with pytest.raises(ModelError, match="incomplete"):
        bundles.load(copy)


def test_a_pickle_offered_as_weights_is_refused_and_never_run(copy: Path, tmp_path: Path) -> None:
    class Bomb:
        def __reduce__(self) -> tuple[Any, ...]:
            return (Path.touch, (tmp_path / "exploded",))

    (copy / bundles.WEIGHTS).write_bytes(pickle.dumps(Bomb()))
    with pytest.raises(ModelError):
        bundles.load(copy)
    assert not (tmp_path / "exploded").exists()


def test_a_card_that_names_a_file_elsewhere_is_refused(copy: Path) -> None:
    values = json.loads((copy / bundles.CARD).read_bytes())
    values["files"]["../elsewhere"] = "0" * 64
    (copy / bundles.CARD).write_text(json.dumps(values))
    with pytest.raises(ModelError, match="outside"):
        bundles.load(copy)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 99},
        {"temperature": 0},
        {"heatmap_scale": -1},
        {"labels": []},
        {"default_operating_point": "other"},
        {"preprocess": {"input_size": 224, "stretch": True}},
        {"surprise": 1},
    ],
)
def test_a_card_that_makes_no_sense_is_refused(card_values: dict[str, Any], change: dict[str, Any]) -> None:
    with pytest.raises(ModelError):
        parse(json.dumps(card_values | change).encode())


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"\xff\xfe", b'{"format": 1}'])
def test_a_file_that_is_no_card_is_refused(content: bytes) -> None:
    with pytest.raises(ModelError):
        parse(content)


def test_the_shipped_model_is_found_and_names_its_operating_point(bundled: bundles.Bundle) -> None:
    card: ModelCard = bundled.card
    assert card.operating_point.name == card.default_operating_point
    assert set(card.operating_point.thresholds) == set(card.labels)


def test_an_unknown_model_names_the_installed_ones() -> None:
    with pytest.raises(ModelError, match="densenet121"):
        bundles.find("no-such-model")


def _texts(value: Any) -> list[str]:
    """Every text within nested values."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in _texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return [value] if isinstance(value, str) else []


def test_the_shipped_card_holds_no_path_and_all_its_figures_have_an_n(card_values: dict[str, Any]) -> None:
    texts = _texts(card_values)
    assert len(texts) > 100
    assert not [text for text in texts if text.startswith(("/", "~")) or ":\\" in text]
    metrics = card_values["metrics"]
    assert all(row["n"] for row in metrics["inside_source"])
    assert all(row["positives"] and row["negatives"] for row in metrics["per_class"])
    assert all(row["films"] for row in (*metrics["conformal"]["by_class"], *metrics["answers_given"].values()))
    assert metrics["judged"]["films"] > metrics["judged"]["patients"] > 300
