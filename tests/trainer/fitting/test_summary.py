"""What a summary counts, against counting by hand."""

from __future__ import annotations

from typing import Any

import pytest

from trainer import recipe
from trainer.__main__ import main
from trainer.fitting.learner import Start, new_network
from trainer.fitting.summary import count_parameters, summarise


def test_parameters_and_operations_are_counted_whole(tiny: dict[str, Any]) -> None:
    settings = recipe.parse(tiny)
    summary = summarise(settings)
    values = sum(p.numel() for p in new_network(settings, Start()).parameters())
    assert summary.parameters == summary.trainable == count_parameters(settings) == values
    # A 3 x 3 convolution: two operations for each weight at each place.
    sides, widths = (32, 16, 8, 4, 2), (1, 32, 64, 128, 192, 256)
    expected = sum(
        2 * 9 * side**2 * (before * width + width * width)
        for side, before, width in zip(sides, widths, widths[1:], strict=False)
    )
    assert summary.operations == expected + 2 * 256 * 3
    assert [stage.shape for stage in summary.stages[-2:]] == [(256, 2, 2), (3,)]
    assert summary.stages[0].layers == "2 Conv2d, 2 BatchNorm2d, 2 ReLU, 1 MaxPool2d"


def test_what_is_frozen_neither_learns_nor_keeps_anything(tiny: dict[str, Any]) -> None:
    tiny["network"]["freeze"] = "stages:3"
    frozen = summarise(recipe.parse(tiny))
    tiny["network"]["freeze"] = ""
    whole = summarise(recipe.parse(tiny))
    assert [stage.trainable > 0 for stage in frozen.stages] == [False, False, False, True, True, True]
    assert frozen.batch_bytes < whole.batch_bytes / 3
    assert frozen.state_bytes < whole.state_bytes


def test_a_batch_twice_as_large_keeps_twice_as_much(tiny: dict[str, Any]) -> None:
    small = summarise(recipe.parse(tiny)).batch_bytes
    tiny["fit"]["batch_size"] *= 2
    assert summarise(recipe.parse(tiny)).batch_bytes == 2 * small


def test_the_recipes_are_listed_with_their_networks(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recipes"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1 + len(recipe.known())
    assert any(line.startswith("densenet169-frozen-stages") and "12.5 M" in line and "224 px" in line for line in lines)


def test_a_summary_is_printed_with_changed_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["summary", "deep-cnn", "--set", "preprocess.input_size=64", "network.freeze=stages:1"]) == 0
    said = capsys.readouterr().out
    assert "input 64 x 64" in said
    assert "frozen" in said
    assert "256 x 4 x 4" in said
