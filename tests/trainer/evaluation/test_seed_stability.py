"""Heatmaps over seeds: what is alike, what is not, and which runs may be compared."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from trainer import recipe
from trainer.evaluation import compare as comparing
from trainer.evaluation import seed_stability
from trainer.evaluation.seed_stability import heatmaps_over_seeds, likeness, overlap
from trainer.fitting.fit import fit


def _maps(*rows: list[float]) -> np.ndarray:
    return np.array(rows, np.float32).reshape(len(rows), 2, -1)


def test_the_order_of_places_decides_and_a_flat_map_says_nothing() -> None:
    rising = [0.0, 1, 2, 3, 4, 5, 6, 7, 8, 9]
    first = _maps(rising, rising, rising, rising)
    second = _maps([v**3 for v in rising], rising[::-1], [1.0] * 10, [0.0, 0, 0, 0, 0, 5, 6, 7, 8, 9])
    found = likeness(first, second)
    assert found[:2] == pytest.approx([1.0, -1.0])
    assert np.isnan(found[2])
    # Five equal places share the rank 2: worked out by hand, 72.5 / sqrt(82.5 · 72.5).
    assert found[3] == pytest.approx((72.5 / 82.5) ** 0.5)


def test_the_strongest_fifth_is_what_overlaps() -> None:
    places = np.arange(10.0)
    one, other, half = (np.isin(places, top) + places / 100 for top in ((8, 9), (0, 1), (1, 9)))
    first = _maps(one.tolist(), one.tolist(), one.tolist(), one.tolist())
    second = _maps(one.tolist(), other.tolist(), half.tolist(), [2.0] * 10)
    found = overlap(first, second)
    assert found[:3] == pytest.approx([1.0, 0.0, 1 / 3])
    assert np.isnan(found[3])


def _figures(auroc: float) -> dict[str, Any]:
    labels = ("covid19", "pneumonia", "normal")
    return {
        "per_class": [{"label": name, "auroc": {"value": auroc}} for name in labels],
        "inside_source": [
            {"view": "all", "auroc": auroc},
            {"view": "PA", "auroc": 0.1},
            {"view": "all", "auroc": None},
        ],
    }


@pytest.fixture(scope="module")
def runs(data: Path, tiny_values: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Two seeds of one recipe under two titles, and one of another recipe."""
    folder, found = tmp_path_factory.mktemp("seeds"), {}
    for name, seed, noise in (("one", 1, 0.02), ("two", 2, 0.02), ("other", 3, 0.05)):
        values = deepcopy(tiny_values) | {"title": name}
        values["fit"] |= {"seed": seed, "epochs": 1, "films_per_epoch": 8}
        values["augment"]["noise"] = noise
        fit(recipe.parse(values), [data], folder / name, folder / "cache")
        found[name] = folder / name
    return found


@pytest.mark.slow
def test_runs_that_differ_only_in_the_seed_are_compared_on_few_films(
    runs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed_stability, "MOST_FILMS", 5)
    found = {"one": _figures(0.8), "two": _figures(0.6), "other": _figures(0.1)}
    groups, sections = heatmaps_over_seeds(runs, found, "test")
    (group,) = groups
    assert (group["runs"], group["seeds"]) == (["one", "two"], [1, 2])
    assert (group["films"], group["pairs"], group["films_to"]) == (5, 1, "calibrate")
    assert set(group["labels"]) == {"covid19", "pneumonia", "normal"}
    assert all(-1 <= row["correlation"] <= 1 and 0 <= row["overlap"] <= 1 for row in group["labels"].values())
    assert group["correlation"] < 0.999, "networks of two seeds are two networks"
    assert group["auroc"]["normal"] == {
        "values": [0.8, 0.6],
        "mean": pytest.approx(0.7),
        "deviation": pytest.approx(0.141421, abs=1e-5),
    }
    assert group["inside_source_mean"]["mean"] == pytest.approx(0.7)
    (section,) = sections
    assert section.title == "Heatmaps over seeds"
    assert [row[2] for row in section.rows][:3] == ["covid19", "pneumonia", "normal"]
    assert section.rows[0][-1] == "0.700 ± 0.141"
    assert all(len(row) == len(section.columns) for row in section.rows)


@pytest.mark.slow
def test_other_recipes_and_the_same_seed_twice_are_not_compared(runs: dict[str, Path]) -> None:
    found = {name: _figures(0.8) for name in ("one", "two", "other")}
    assert heatmaps_over_seeds({k: runs[k] for k in ("one", "other")}, found, "calibrate") == ([], [])
    assert heatmaps_over_seeds({"one": runs["one"], "two": runs["one"]}, found, "calibrate") == ([], [])


@pytest.mark.slow
def test_runs_whose_films_are_gone_still_tell_the_spread_of_their_figures(
    runs: dict[str, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from trainer.fitting.run_log import TrainingError

    def gone(folder: Path) -> None:
        raise TrainingError(f"{folder.name} has lost its films")

    monkeypatch.setattr(seed_stability.FinishedRun, "load", gone)
    both = {name: runs[name] for name in ("one", "two")}
    (group,), (section,) = heatmaps_over_seeds(both, {"one": _figures(0.8), "two": _figures(0.6)}, "calibrate")
    assert group["films"] == 0
    assert group["auroc"]["normal"]["mean"] == pytest.approx(0.7)
    assert "one has lost its films" in section.note
    assert section.rows[0][5:7] == ["–", "–"]


@pytest.mark.slow
def test_a_comparison_shows_them_and_a_run_without_its_folder_s_description_is_passed_over(
    runs: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"watermarks": [], "run": {"manifest_sha256": ""}, "judged": {"films": 1, "folds": [4]}, "title": ""}
    monkeypatch.setattr(comparing, "_figures", lambda *_: told | _figures(0.8))
    monkeypatch.setattr(comparing, "side_by_side", lambda _: [])
    (tmp_path / "bare").mkdir()
    comparing.compare([runs["one"], runs["two"], tmp_path / "bare"], tmp_path / "out")
    for suffix in ("md", "html"):
        text = (tmp_path / "out" / f"comparison.{suffix}").read_text(encoding="utf-8")
        assert "Heatmaps over seeds" in text
        assert "one, two" in text
    found = json.loads((tmp_path / "out" / "comparison.json").read_text(encoding="utf-8"))
    assert [group["seeds"] for group in found["over_seeds"]] == [[1, 2]]
