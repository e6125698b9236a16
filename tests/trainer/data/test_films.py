"""The list of films: targets, shares, folds, and what is refused."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import numpy as np
import pytest

from trainer.data import films
from trainer.data.films import DataError
from trainer.recipe import Labels, Share


def test_films_of_other_findings_become_negatives_and_no_class(data: Path) -> None:
    loaded = films.load([data])
    labels = Labels(
        "exclusive", ("covid19", "pneumonia", "normal"), negatives={"other": {"normal": 1.0, "covid19": 0.5}}
    )
    classes, negatives = films.exclusive_targets(loaded, labels)
    other = np.array([film.label == "other" for film in loaded])
    assert (classes[other] == -1).all()
    assert (negatives[other] == [0.5, 0.0, 1.0]).all()
    assert not negatives[~other].any()
    assert (classes[~other] >= 0).all()


def test_a_finding_that_a_film_was_never_examined_for_is_unknown(data: Path) -> None:
    loaded = films.load([data])
    targets = films.independent_targets(loaded, Labels("independent", ("covid19", "RSNA: covid19", "Hernia")))
    assert set(np.unique(targets[:, 0])) == {0.0, 1.0}
    assert np.isnan(targets[:, 1:]).all()


def test_shares_decide_how_often_a_group_is_drawn_whatever_its_size(data: Path) -> None:
    loaded = films.load([data])
    shares = (Share(3.0, label="covid19", view="AP"), Share(1.0, label="normal"))
    weights = films.share_weights(loaded, shares)
    first = np.array([film.label == "covid19" and film.view == "AP" for film in loaded])
    second = np.array([film.label == "normal" for film in loaded])
    assert weights[first].sum() == pytest.approx(0.75)
    assert weights[second].sum() == pytest.approx(0.25)
    assert weights[~first & ~second].sum() == 0


def test_a_share_without_films_is_refused(data: Path) -> None:
    with pytest.raises(DataError, match="share"):
        films.share_weights(films.load([data]), (Share(1.0, source="Nowhere"),))


def _copy_with(data: Path, tmp_path: Path, column: str, value: str) -> Path:
    folder = tmp_path / "copy"
    shutil.copytree(data, folder)
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    rows[0][column] = value
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def test_a_patient_in_two_folds_is_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="two folds"):
        films.load([_copy_with(data, tmp_path, "fold", "4")])


def test_a_film_that_does_not_exist_is_refused(data: Path, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"gone\.png"):
        films.load([_copy_with(data, tmp_path, "file", "gone.png")])


def test_a_folder_without_a_manifest_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"manifest\.csv"):
        films.load([tmp_path])
