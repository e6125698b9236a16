"""What a card says of the robustness benchmark."""

from __future__ import annotations

from typing import Any

from trainer.bundles.robustness import robustness_words


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
