"""VICReg: its terms are those of the paper, it does not collapse, and its features go on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch

from trainer import recipe
from trainer.fitting.fit import fit
from trainer.fitting.learner import Start, new_network
from trainer.fitting.self_supervised import Expander, vicreg
from trainer.recipe import RecipeError, SelfSupervised
from xraydesk.model.networks import build


def _one_term(term: str, one: torch.Tensor, other: torch.Tensor) -> float:
    weights = dict.fromkeys(("invariance", "variance", "covariance"), 1e-12) | {term: 1.0}
    return float(vicreg(one, other, SelfSupervised(**weights)))


def test_each_term_is_that_of_the_paper() -> None:
    random = torch.Generator().manual_seed(0)
    one, other = (torch.randn(40, 6, generator=random) @ torch.randn(6, 6, generator=random) / 4 for _ in range(2))
    assert _one_term("invariance", one, other) == pytest.approx(float((one - other).square().mean()), abs=1e-6)
    spread = sum(float((1 - (view.var(0) + 1e-4).sqrt()).clamp_min(0).mean()) for view in (one, other)) / 2
    assert _one_term("variance", one, other) == pytest.approx(spread, abs=1e-5)
    off = 0.0
    for view in (one, other):
        covariance = view.T.cov()
        off += float((covariance - covariance.diag().diag()).square().sum()) / 6
    assert _one_term("covariance", one, other) == pytest.approx(off, rel=1e-4)


def test_collapsed_features_cost_more_than_lively_ones() -> None:
    lively = torch.randn(64, 8, generator=torch.Generator().manual_seed(1))
    settings = SelfSupervised()
    assert vicreg(torch.ones(64, 8), torch.ones(64, 8), settings) > vicreg(lively, lively + 0.1, settings) + 10


def test_the_classifier_takes_no_part() -> None:
    expander = Expander(build("deep_cnn", 1), 16)
    expander(torch.randn(3, 1, 32, 32))[0].sum().backward()
    assert expander.network.classifier.weight.grad is None
    assert expander.network.features.stage1[0].weight.grad is not None


@pytest.mark.slow
def test_features_learned_without_labels_do_not_collapse_and_go_on(
    data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    labels, without = tiny["labels"], tiny | {"labels": {"task": "unlabelled"}, "self_supervised": {"expander": 32}}
    without["fit"] = tiny["fit"] | {"epochs": 3, "batch_size": 16, "films_per_epoch": 64, "ema": 0.0}
    rows: list[dict[str, float]] = []
    start = fit(
        recipe.parse(without), [data], tmp_path / "pre", tmp_path / "cache", watch=lambda _, row: rows.append(dict(row))
    )
    assert rows[-1]["tune_loss"] < rows[0]["tune_loss"]
    assert rows[-1]["tune_spread"] > 0.05
    tiny["labels"] = labels
    network = new_network(recipe.parse(tiny), Start(init=start.parent))
    other = new_network(recipe.parse(tiny), Start())
    assert not torch.equal(network.features.stage5[0].weight, other.features.stage5[0].weight)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"labels": {"task": "unlabelled"}}, "self_supervised"),
        ({"self_supervised": {}}, "unlabelled"),
        ({"self_supervised": {"variance": 0.0}, "labels": {"task": "unlabelled"}}, "greater than 0"),
        ({"labels": {"task": "unlabelled", "names": ["a"]}, "self_supervised": {}}, "must be empty"),
    ],
)
def test_a_recipe_that_contradicts_itself_is_refused(tiny: dict[str, Any], change: dict[str, Any], word: str) -> None:
    with pytest.raises(RecipeError, match=word):
        recipe.parse(tiny | change)
