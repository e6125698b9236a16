"""Late fusion: image, table and both are trained on the same films and compared honestly."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from safetensors.torch import load_file, save_file

from trainer import recipe
from trainer.data.films import DataError, Film
from trainer.fitting import fused, fusion
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.fused import Fused
from trainer.fitting.fusion_features import Features
from trainer.fitting.fusion_heads import Known, chances, fit_head, held_out_chances
from trainer.fitting.fusion_judging import compare, inside_sources
from trainer.fitting.fusion_report import BOTH, IMAGE, NETWORK, TABLE, describe
from trainer.fitting.run_log import BEST
from trainer.recipe import Column, Labels, Structured

pytestmark = pytest.mark.slow

SETTINGS = Structured((Column("crp"),), hidden=8, epochs=60, drop_table=0.3, drop_image=0.2)
LABELS = Labels("exclusive", ("covid19", "pneumonia", "normal"))


def _known(count: int = 300, noise: float = 0.6) -> tuple[Known, np.ndarray, np.ndarray]:
    """Films of which the image tells the first class apart and the table the second."""
    random = np.random.default_rng(0)
    classes = random.integers(0, 3, count)
    image = np.stack([classes == 0, classes > 0], 1) + random.normal(0, noise, (count, 2))
    value = (classes == 1) * 2.0 + random.normal(0, noise, count)
    missing = random.random(count) < 0.3
    table = np.stack([np.where(missing, 0, value), missing], 1)
    known = Known(image.astype(np.float32), table.astype(np.float32), np.array([0, 1], np.float32), (slice(0, 2),))
    return known, classes.astype(np.int64), np.arange(count) // 2


def test_a_joined_head_uses_both_and_does_without_either() -> None:
    known, classes, groups = _known()
    fitted = fit_head(known, classes, groups, 3, SETTINGS)
    fresh, truth, _ = _known(400, 0.5)

    def right(view: Known) -> float:
        return float((fitted.chances(view).argmax(1) == truth).mean())

    assert right(fresh) > 0.8
    assert 0.5 < right(fresh.without_table()) < right(fresh)
    assert 0.4 < right(fresh.without_image()) < right(fresh)
    assert 1 <= fitted.epochs <= 60


def test_the_same_films_give_the_same_head_whatever_was_drawn_before() -> None:
    known, classes, groups = _known(80)
    first = fit_head(known, classes, groups, 3, SETTINGS)
    torch.rand(9)
    again = fit_head(known, classes, groups, 3, SETTINGS)
    assert first.epochs == again.epochs
    assert np.array_equal(first.chances(known), again.chances(known))


def test_held_out_chances_do_not_know_the_film_that_they_are_of() -> None:
    random = np.random.default_rng(1)
    image = random.normal(size=(60, 20)).astype(np.float32)
    nothing = np.zeros(0, np.float32)
    known = Known(image, np.zeros((60, 0), np.float32), nothing, ())
    classes = random.integers(0, 2, 60).astype(np.int64)
    settings = replace(SETTINGS, epochs=150, learning_rate=0.05, weight_decay=0.0)
    fitted = fit_head(known, classes, np.arange(60), 2, settings)
    longer = replace(fitted, epochs=150)
    honest = held_out_chances(longer, known, classes, np.arange(60), 2, settings)
    assert (honest.argmax(1) == classes).mean() < 0.7
    assert honest.sum(1) == pytest.approx(np.ones(60), abs=1e-5)


def test_a_withheld_table_is_the_table_of_nobody() -> None:
    known, _, _ = _known(5)
    assert known.without_table().table.tolist() == [[0, 1]] * 5
    assert not known.without_image().image.any()
    head = fit_head(known, np.array([0, 1, 2, 0, 1]), np.arange(5), 3, replace(SETTINGS, epochs=2)).head
    assert chances(head, known).shape == (5, 3)


def test_features_are_standardised_on_the_training_films() -> None:
    random = np.random.default_rng(0)
    pooled = random.normal(3, 2, (200, 40)).astype(np.float32)
    logits = random.normal(0, 5, (200, 3)).astype(np.float32)
    for kind, width in (("logits", 3), ("pooled", 19)):
        small = Features.of(pooled, logits, kind).apply(pooled, logits)
        assert small.shape == (200, width)
        np.testing.assert_allclose(small.mean(0), 0, atol=1e-3)
        np.testing.assert_allclose(small.std(0), 1, atol=1e-2)


def _films(classes: np.ndarray) -> list[Film]:
    names = LABELS.names
    return [
        Film(Path(f"{n}"), "ward", names[k], "", (), f"S{n % 2} (x)", f"p{n}", 0, "", "", 50.0, "")
        for n, k in enumerate(classes)
    ]


def test_the_comparison_has_figures_gains_and_words() -> None:
    random = np.random.default_rng(2)
    classes = random.integers(0, 3, 240)
    perfect = np.eye(3)[classes] * 0.8 + 0.2 / 3
    guess = np.full((240, 3), 1 / 3)
    answers = {IMAGE: guess, TABLE: guess, BOTH: perfect, "view alone": perfect}
    films = _films(classes)
    rows = {row.name: row for row in compare(films, answers, LABELS)}
    assert rows[IMAGE].auroc == pytest.approx(0.5)
    assert rows[BOTH].auroc == pytest.approx(1.0)
    assert rows[BOTH].gain_interval[0] > 0.4
    said = describe(list(rows.values()))
    assert said[0].startswith("With the table the AUROC is higher by 0.500")
    assert said[1] == "View alone reaches 1.00: it may tell hospitals apart and not disease."
    inside = inside_sources(films, answers, LABELS)
    assert len(inside) == 6
    assert all(row[BOTH] == 1.0 and row[IMAGE] == 0.5 for row in inside)


def test_a_gain_that_is_not_shown_is_not_claimed() -> None:
    classes = np.arange(90) % 3
    guess = np.full((90, 3), 1 / 3)
    rows = compare(_films(classes), {IMAGE: guess, TABLE: guess, BOTH: guess}, LABELS)
    assert describe(rows) == ["That the table adds to the image is not shown: +0.000 [+0.000, +0.000]."]


@pytest.fixture
def run(data: Path, tiny: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FinishedRun:
    """A network of random weights that passes for finished, with a table that tells the labels."""
    from trainer.data.dataset import open_data
    from xraydesk.model.networks import build

    tiny["structured"] = {
        "columns": [{"name": "crp"}, {"name": "view", "kind": "categorical"}, {"name": "age"}],
        "epochs": 40,
        "hidden": 8,
    }
    settings = recipe.parse(tiny)
    dataset = open_data(
        [data], replace(settings, structured=replace(settings.structured, columns=())), tmp_path / "cache"
    )
    films = [
        replace(film, values={"crp": str(100 * (film.label == "covid19") + number % 7)} if number % 4 else {})
        for number, film in enumerate(dataset.films)
    ]
    monkeypatch.setattr(fusion, "FEWEST", 10)
    torch.manual_seed(0)
    network = build(settings.network.architecture, 3, settings.network.arguments).eval()
    (tmp_path / "run").mkdir()
    save_file(network.state_dict(), tmp_path / "run" / BEST)
    return FinishedRun(
        recipe=settings,
        description={},
        films=films,
        tuned_on="films",
        network=network,
        folder=tmp_path / "run",
        cache=tmp_path / "cache",
    )


def test_a_run_gets_its_three_models_compared_and_written(run: FinishedRun) -> None:
    rows = {row.name: row for row in fusion.fit_fusion(run)}
    assert {IMAGE, TABLE, BOTH, NETWORK, f"{BOTH}, table withheld", "crp alone", "what is missing alone"} <= set(rows)
    assert rows[TABLE].auroc > rows[NETWORK].auroc
    content = json.loads((run.folder / "fusion.json").read_text())
    assert content["judged_on"] == "calibration films"
    assert content["films"] == 18
    assert content["exported_model"] == "the image alone"
    assert content["encoder"]["columns"][0]["known"] == sum(
        bool(film.values) for film in run.films if film.fold < 3 and film.label != "other"
    )
    weights = load_file(run.folder / "fusion.safetensors")
    assert {"image.layers.0.weight", "table.layers.0.weight", "joined.layers.0.weight", "features.basis"} <= set(
        weights
    )
    page = (run.folder / "fusion.html").read_text()
    assert "Image, table, and both" in page
    assert "<script" not in page


def test_what_was_joined_is_read_back_and_says_the_same(run: FinishedRun) -> None:
    told = {row.name: row for row in fusion.fit_fusion(run)}
    films = fused.labelled([film for film in run.films if film.fold == 4], run.recipe.labels)
    again = compare(films, Fused.load(run).answers(run, films), run.recipe.labels)
    assert {row.name: row for row in again} == told


def test_what_was_joined_with_other_weights_is_refused(run: FinishedRun) -> None:
    with pytest.raises(DataError, match="missing or damaged: give `trainer fuse"):
        Fused.load(run)
    fusion.fit_fusion(run)
    state = {name: value + 1 for name, value in load_file(run.folder / BEST).items()}
    save_file(state, run.folder / BEST)
    with pytest.raises(DataError, match="other weights of the image network"):
        Fused.load(run)
    (run.folder / fused.WEIGHTS).write_bytes(b"no weights")
    with pytest.raises(DataError, match="missing or damaged"):
        Fused.load(run)


def test_without_calibration_films_the_tuning_films_are_held_out(run: FinishedRun) -> None:
    folds = replace(run.recipe.folds, calibrate=())
    fusion.fit_fusion(replace(run, recipe=replace(run.recipe, folds=folds)))
    content = json.loads((run.folder / "fusion.json").read_text())
    assert content["judged_on"] == "tuning films, each held out from the heads that judge it"


def test_test_films_are_never_touched(run: FinishedRun, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    original = fused.of_network

    def spy(one: FinishedRun, films: list[Film]) -> Any:
        seen.extend(film.fold for film in films)
        return original(one, films)

    monkeypatch.setattr(fused, "of_network", spy)
    folds = replace(run.recipe.folds, train=(0, 1), test=(2,))
    fusion.fit_fusion(replace(run, recipe=replace(run.recipe, folds=folds)))
    assert set(seen) == {3, 4}


def test_too_few_films_or_no_columns_are_one_sentence(run: FinishedRun, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fusion, "FEWEST", 1000)
    with pytest.raises(DataError, match="cannot be joined: 18 tuning films of 3 classes are too few"):
        fusion.fit_fusion(run)
    with pytest.raises(DataError, match="no structured data"):
        fusion.fit_fusion(replace(run, recipe=replace(run.recipe, structured=Structured())))


def test_a_binary_task_is_joined_too(run: FinishedRun) -> None:
    from xraydesk.model.networks import build

    labels = Labels("binary", ("covid19",), against=("normal", "pneumonia"))
    network = build(run.recipe.network.architecture, 1, run.recipe.network.arguments).eval()
    rows = fusion.fit_fusion(replace(run, recipe=replace(run.recipe, labels=labels), network=network))
    assert {row.name: row for row in rows}[TABLE].auroc > 0.7
