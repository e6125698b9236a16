"""What a card says of the robustness benchmark."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from trainer.bundles.robustness import RobustnessError, add_to_card, robustness_words
from xraydesk.model import bundle as bundles


def change(name: str, median: float, worst: float) -> dict[str, Any]:
    return {"name": name, "films": 7, "median": median, "p95": median, "worst": worst}


def test_films_that_hold_still_are_said_to() -> None:
    (words,) = robustness_words({"films": 7, "changes": [change("JPEG", 0.02, 0.10), change("resized", 0.0, 0.0)]})
    assert words.startswith("On 7 films no change")


def test_every_change_beyond_the_bar_is_named_with_its_figures_and_no_other() -> None:
    changes = [change("JPEG", 0.021, 0.03), change("resized", 0.001, 0.35), change("16-bit", 0.0, 0.0)]
    (words,) = robustness_words({"films": 7, "changes": changes})
    assert "JPEG: median 0.021, worst 0.03" in words
    assert "resized: median 0.001, worst 0.35" in words
    assert "16-bit" not in words


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A copy of the bundled model."""
    return Path(shutil.copytree(bundles.find("densenet121"), tmp_path / "densenet121"))


def figures(bundle: Path, file: Path, worst: float) -> Path:
    weights = bundles.load(bundle).card.files[bundles.WEIGHTS]
    file.write_text(json.dumps({"films": 9, "weights_sha256": weights, "changes": [change("JPEG", 0.01, worst)]}))
    return file


def test_a_later_measurement_takes_the_place_of_an_earlier_one(bundle: Path, tmp_path: Path) -> None:
    add_to_card(bundle, figures(bundle, tmp_path / "first.json", 0.4))
    (words,) = add_to_card(bundle, figures(bundle, tmp_path / "second.json", 0.3))
    card = bundles.load(bundle).card
    assert [limit for limit in card.limits if "JPEG" in limit] == [words]
    assert "worst 0.30" in words
    assert card.metrics["robustness"]["changes"][0]["worst"] == 0.3


def test_figures_of_other_weights_are_refused(bundle: Path, tmp_path: Path) -> None:
    file = figures(bundle, tmp_path / "other.json", 0.0)
    file.write_text(file.read_text().replace(bundles.load(bundle).card.files[bundles.WEIGHTS], "0" * 64))
    before = (bundle / bundles.CARD).read_bytes()
    with pytest.raises(RobustnessError, match="other weights"):
        add_to_card(bundle, file)
    assert (bundle / bundles.CARD).read_bytes() == before


@pytest.mark.parametrize("content", ["", "[]", '{"films": 3}', '{"weights_sha256": "0", "films": 1, "changes": 4}'])
def test_what_holds_no_figures_is_refused(bundle: Path, tmp_path: Path, content: str) -> None:
    (tmp_path / "figures.json").write_text(content)
    with pytest.raises(RobustnessError, match="holds no figures"):
        add_to_card(bundle, tmp_path / "figures.json")
