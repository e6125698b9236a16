"""Targets of the three tasks, class weights, and the figures of an epoch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from sklearn.metrics import accuracy_score, roc_auc_score

from trainer import recipe
from trainer.data import films
from trainer.data.films import DataError, Film
from trainer.fitting.targets import Targets, usable
from trainer.recipe import Labels, Loss

YES_NO = Labels("binary", ("covid19",), against=("normal",), leave_out=("pneumonia", "other"))
MERGED = Labels("exclusive", ("covid19", "not"), members={"not": ("pneumonia", "normal", "other")})


@pytest.fixture
def loaded(data: Path) -> list[Film]:
    return films.load([data])


def test_a_binary_task_has_one_column_and_leaves_other_labels_out(loaded: list[Film]) -> None:
    targets = Targets.of(loaded, YES_NO)
    assert targets.findings.shape == (120, 1)
    for film, value in zip(loaded, targets.findings[:, 0].tolist(), strict=True):
        assert (
            value == {"covid19": 1, "normal": 0}[film.label] if film.label in ("covid19", "normal") else np.isnan(value)
        )


def test_members_gather_labels_into_one_class(loaded: list[Film]) -> None:
    assert torch.bincount(Targets.of(loaded, MERGED).classes).tolist() == [30, 90]


@pytest.mark.parametrize(("labels", "expected"), [(MERGED, [2.0, 2 / 3]), (YES_NO, [1.0])])
def test_balanced_weights_let_every_class_weigh_the_same(
    loaded: list[Film], labels: Labels, expected: list[float]
) -> None:
    weights = Targets.of(loaded, labels).weights(labels, Loss(balanced=True))
    assert weights is not None
    assert weights.tolist() == pytest.approx(expected)


def test_given_weights_go_by_name(loaded: list[Film]) -> None:
    weights = Targets.of(loaded, MERGED).weights(MERGED, Loss(class_weights={"not": 0.25}))
    assert weights is not None
    assert weights.tolist() == [1.0, 0.25]
    assert Targets.of(loaded, MERGED).weights(MERGED, Loss()) is None


@pytest.mark.parametrize("labels", [MERGED, YES_NO])
def test_figures_are_those_of_scikit_learn(loaded: list[Film], labels: Labels) -> None:
    kept = [film for film in loaded if labels.class_of(film.label) >= 0]
    truth = np.array([labels.class_of(film.label) for film in kept])
    logits = torch.randn(len(kept), labels.outputs, generator=torch.Generator().manual_seed(1))
    figures = Targets.of(kept, labels).figures(logits)
    score = logits.softmax(1)[:, 1] if labels is MERGED else logits[:, 0]
    called = logits.argmax(1) if labels is MERGED else logits[:, 0] > 0
    assert figures["auroc"] == pytest.approx(roc_auc_score(truth, score))
    assert figures["accuracy"] == pytest.approx(accuracy_score(truth, called))


def test_the_tune_loss_weighs_sources_and_not_films(loaded: list[Film]) -> None:
    few = [film for film in loaded if film.label == "covid19"][:11]
    few = [replace(film, source="large" if k else "small") for k, film in enumerate(few)]
    logits = torch.zeros(11, 2)
    logits[0, 1] = 5.0
    losses = Targets.of(few, MERGED).loss(logits, torch.arange(11))
    assert Targets.of(few, MERGED).figures(logits)["loss"] == pytest.approx((losses[0] + losses[1]).item() / 2)


@pytest.mark.parametrize(
    ("labels", "word"),
    [
        ({"task": "exclusive", "names": ["covid19", "measles"]}, "measles"),
        ({"task": "binary", "names": ["measles"], "against": ["normal"]}, "measles"),
        ({"task": "binary", "names": ["covid19"], "against": ["healthy"]}, "not it"),
        ({"task": "independent", "names": ["measles"]}, "no film"),
    ],
)
def test_films_without_some_class_are_refused(
    loaded: list[Film], tiny: dict[str, Any], labels: dict[str, Any], word: str
) -> None:
    tiny["labels"] = labels
    with pytest.raises(DataError, match=word):
        usable(loaded, recipe.parse(tiny))


def test_without_labels_every_film_is_used(loaded: list[Film], tiny: dict[str, Any]) -> None:
    tiny |= {"labels": {"task": "unlabelled"}, "self_supervised": {}}
    assert usable(loaded, recipe.parse(tiny)) == loaded
