"""The inside-source panel."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from trainer.data import films
from trainer.evaluation import panel
from trainer.recipe import Labels

NAMES = ("covid19", "pneumonia", "normal")


def _chances(loaded: list[films.Film], sure: float) -> np.ndarray:
    chances = np.full((len(loaded), 3), (1 - sure) / 2)
    for row, film in enumerate(loaded):
        if film.label in NAMES:
            chances[row, NAMES.index(film.label)] = sure
        else:
            chances[row] = [0.45, 0.45, 0.1]
    return chances


def test_a_perfect_model_reaches_one_in_every_contrast_with_a_class(data: Path) -> None:
    loaded = films.load([data])
    rows = panel.inside_source(loaded, _chances(loaded, 0.9), NAMES)
    assert rows
    for row in rows:
        assert row["auroc"] is None or row["auroc"] == pytest.approx(1.0), row
    assert any(row["auroc"] for row in rows)


def test_origins_are_never_mixed_and_small_groups_are_left_out(data: Path) -> None:
    loaded = films.load([data])
    rows = panel.inside_source(loaded, _chances(loaded, 0.9), NAMES)
    sizes = {(panel.origin(film), film.label) for film in loaded}
    assert {row["origin"] for row in rows} <= {place for place, _ in sizes}
    assert all((row["auroc"] is None) is (min(row["n"]) < panel.FEWEST) for row in rows)


def test_a_pair_with_too_few_films_stands_there_without_a_figure(data: Path) -> None:
    loaded = [film for film in films.load([data]) if film.label != "normal" or film.path.stem < "film030"]
    rows = panel.inside_source(loaded, _chances(loaded, 0.9), NAMES)
    small = [row for row in rows if "normal" in row["contrast"]]
    assert small
    assert all(row["auroc"] is None and row["interval"] is None and row["view"] == "all" for row in small)


def test_a_model_that_knows_only_the_source_is_worthless_inside_it(data: Path) -> None:
    loaded = films.load([data])
    known = np.array([[0.8, 0.1, 0.1] if film.source == "Hospital B" else [0.1, 0.1, 0.8] for film in loaded])
    rows = [row for row in panel.inside_source(loaded, known, NAMES) if "RSNA" not in row["origin"]]
    assert rows
    assert all(row["auroc"] in (None, pytest.approx(0.5)) for row in rows)


def test_members_and_what_stands_against_are_told_apart_inside_a_source(data: Path) -> None:
    loaded = films.load([data])
    two = Labels("exclusive", ("ill", "normal"), members={"ill": ("covid19", "pneumonia")}, leave_out=("other",))
    ill = np.array([film.label in ("covid19", "pneumonia") for film in loaded])
    rows = panel.inside_source(loaded, np.where(ill[:, None], [0.9, 0.1], [0.1, 0.9]), two.names, two)
    contrasts = {row["contrast"] for row in rows}
    assert "covid19 / pneumonia" not in contrasts, "one output cannot tell them apart"
    assert {"covid19 / normal", "pneumonia / normal"} <= contrasts
    one = Labels("binary", ("normal",), against=("covid19", "pneumonia"), leave_out=("other",))
    rows = panel.inside_source(loaded, np.where(ill, 0.1, 0.9)[:, None], one.names, one)
    assert {row["contrast"].split(" / ")[0] for row in rows} == {"normal"}
    assert all(row["auroc"] in (None, pytest.approx(1.0)) for row in rows if "other" not in row["contrast"])


def test_findings_are_told_from_their_absence_inside_a_source(data: Path) -> None:
    loaded = films.load([data])
    targets = np.array([[film.label == "covid19"] for film in loaded], np.float32)
    rows = panel.inside_source_findings(loaded, targets.astype(float), targets, ("covid19",))
    assert {row["view"] for row in rows} >= {"all"}
    assert all(row["auroc"] in (None, pytest.approx(1.0)) for row in rows)
    assert any(row["auroc"] for row in rows)
