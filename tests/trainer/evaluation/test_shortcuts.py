"""The shortcut panel finds what tells a label without the lungs, and stamps the report."""

from __future__ import annotations

import numpy as np
import pytest

from tests.trainer.evaluation.made_answers import THREE, make_film
from trainer.data.decode import MEASURES
from trainer.evaluation.bootstrap import Draws
from trainer.evaluation.judged import RAW, Judged, targets_of
from trainer.evaluation.shortcuts import MASK_SHAPE, OUTLINE, SIDE, features, shortcut_panel, source_inside_class

pytestmark = pytest.mark.slow


def _films(number: int, betrayed: bool) -> tuple[Judged, np.ndarray, np.ndarray]:
    """Two labels; their files have another shape and border where ``betrayed``."""
    random = np.random.default_rng(0)
    films = [make_film(i, ("covid19", "normal")[i // 2 % 2], source=f"H{i // 2 % 3}") for i in range(number)]
    measures = np.zeros(number, MEASURES)
    measures["rows"], measures["columns"], measures["bytes"] = 300, 300, random.integers(9000, 11000, number)
    measures["histogram"] = random.integers(0, 2000, (number, 32))
    cells = random.integers(60, 200, (number, SIDE, SIDE)).astype(np.uint8)
    if betrayed:
        ill = np.array([film.label == "covid19" for film in films])
        measures["rows"][ill] = random.integers(301, 360, int(ill.sum()))
        cells[ill, :2] = 0
    targets = targets_of(films, THREE)
    logits = 2 * targets + random.normal(0, 1, targets.shape)
    return Judged(THREE, films, logits.astype(np.float32), targets), measures, cells


def _panel(number: int, betrayed: bool) -> dict:
    judged, measures, cells = _films(number, betrayed)
    probes = features(judged.films, measures, cells, None)
    draws = Draws.of(judged.groups, 100)
    return shortcut_panel(judged, judged.chances(RAW), draws, (judged.films, judged.targets), probes)


def test_a_betraying_file_confounds_the_report() -> None:
    panel = _panel(160, betrayed=True)
    covid = panel["labels"][0]
    assert covid["probes"]["file alone: shape, aspect, format, bits, bytes"]["value"] == pytest.approx(1.0)
    assert next(v for k, v in covid["probes"].items() if k.startswith("border"))["value"] > 0.95
    assert covid["gap"]["value"] <= 0.05
    assert "covid19" in panel["confounded"]


def test_without_shortcuts_the_model_stands_above_every_probe() -> None:
    panel = _panel(160, betrayed=False)
    assert panel["confounded"] == []
    assert panel["labels"][0]["gap"]["value"] > 0.1
    assert panel["labels"][1]["model"] is None, "no film has pneumonia"


def test_the_outline_that_stands_in_for_masks_is_not_counted() -> None:
    panel = _panel(80, betrayed=False)
    assert panel["not_counted"] == [OUTLINE]
    assert panel["labels"][0]["best"] != OUTLINE


def test_masks_are_used_where_every_film_has_one() -> None:
    judged, measures, cells = _films(40, betrayed=False)
    masks = np.zeros(cells.shape, bool)
    masks[:, 4:8, 4:8] = True
    probes = features(judged.films, measures, cells, masks)
    assert {"lungs blacked out (masks)", MASK_SHAPE} <= set(probes)
    assert OUTLINE not in probes
    assert (probes["lungs blacked out (masks)"].reshape(-1, SIDE, SIDE)[:, 4:8, 4:8] == 0).all()


def test_the_source_is_found_inside_one_label_where_features_carry_it() -> None:
    judged, _, _ = _films(240, betrayed=False)
    place = np.array([[film.source == f"H{k}" for k in range(3)] for film in judged.films], float)
    noise = np.random.default_rng(0).normal(size=(240, 3))
    rows = source_inside_class(judged, {"marks": place, "noise": noise})
    assert {row["label"] for row in rows} == {"covid19", "normal"}
    for row in rows:
        assert row["probes"]["marks"] == pytest.approx(1.0)
        assert row["probes"]["noise"] < 0.75
