"""From a run to its report and to a comparison, whole."""

from __future__ import annotations

import csv
import json
import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from trainer import recipe
from trainer.__main__ import main
from trainer.evaluation.compare import compare
from trainer.evaluation.evaluate import EvaluationError, evaluate
from trainer.fitting import fit

pytestmark = pytest.mark.slow


def _train(values: dict[str, Any], data: Path, folder: Path) -> Path:
    fit.fit(recipe.parse(values), [data], folder / "run", folder / "cache")
    return folder / "run"


@pytest.fixture(scope="module")
def run(data: Path, tiny_values: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A run of a few batches that keeps a fold for the test."""
    values = deepcopy(tiny_values) | {"folds": {"train": [0], "tune": [1], "calibrate": [2, 3], "test": [4]}}
    return _train(values, data, tmp_path_factory.mktemp("three"))


@pytest.fixture(scope="module")
def report(run: Path) -> Path:
    """Its report on the calibration films."""
    assert main(["evaluate", str(run), "--prevalence", "covid19=0.02"]) == 0
    return run / "evaluation-calibrate"


def _figures(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "evaluation.json").read_text(encoding="utf-8")))


def test_the_page_holds_everything_and_fetches_nothing(report: Path) -> None:
    page = (report / "report.html").read_text(encoding="utf-8")
    headings = re.findall(r"<h2[^>]*>([^<]+)", page)
    assert headings[:3] == ["Inside one source", "What can be told without the lungs", "All sources pooled"]
    assert headings[-2:] == ["The run", "Reporting checklists"]
    assert {"Calibration", "Operating points", "Groups of patients", "Where the model looked"} <= set(headings)
    assert not re.search(r"(src|href)=\"(?!data:|#)", page)
    assert "<script" not in page
    for picture in report.glob("*.png"):
        with Image.open(picture) as opened:
            assert min(opened.size) > 100, picture
    assert {"roc.png", "reliability.png", "shortcuts.png", "gallery-1.png"} <= {p.name for p in report.glob("*.png")}


def test_the_json_holds_every_figure_with_its_interval(report: Path) -> None:
    figures = _figures(report)
    assert figures["judged"]["repeats"] == 2000
    assert [row["label"] for row in figures["per_class"]] == ["covid19", "pneumonia", "normal"]
    assert figures["per_class"][0]["prevalence"] == 0.02
    assert len(figures["per_class"][0]["auroc"]["interval"]) == 2
    assert {"accuracy", "kappa", "confusion", "baselines"} <= set(figures["pooled"])
    assert figures["heatmaps"]["randomised"]["films"] > 0
    assert figures["run"]["manifest_sha256"]
    assert any("Few films" in sentence for sentence in figures["watermarks"])


def test_the_same_run_gives_the_same_figures(run: Path, report: Path, tmp_path: Path) -> None:
    evaluate(run, out=tmp_path / "again", prevalence={"covid19": 0.02}, films_shown=False)
    assert (tmp_path / "again" / "roc.png").is_file()
    assert not list((tmp_path / "again").glob("gallery*")), "a report that leaves the house shows films"
    assert (tmp_path / "again" / "evaluation.json").read_bytes() == (report / "evaluation.json").read_bytes()


def test_the_test_films_are_opened_once_and_a_second_time_is_said(run: Path, tmp_path: Path) -> None:
    log = run / "test-openings.json"
    log.unlink(missing_ok=True)
    assert main(["compare", str(run), "--out", str(tmp_path), "--folds", "test"]) == 1
    assert not log.exists(), "a comparison must not open the test films"
    evaluate(run, None, "test", out=tmp_path / "first", repeats=50)
    assert len(json.loads(log.read_text(encoding="utf-8"))) == 1
    assert "opened once" in (tmp_path / "first" / "report.html").read_text(encoding="utf-8")
    evaluate(run, None, "test", out=tmp_path / "second", repeats=50)
    assert any("opened 2 times" in sentence for sentence in _figures(tmp_path / "second")["watermarks"])
    assert "opened 2 times" in (tmp_path / "second" / "report.html").read_text(encoding="utf-8")


def test_films_that_are_not_kept_cannot_be_judged(
    data: Path, tiny: dict[str, Any], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    run = _train(tiny, data, tmp_path)
    assert main(["evaluate", str(run), "--folds", "test"]) == 1
    assert "keeps no films to test on" in capsys.readouterr().err
    assert main(["evaluate", str(run), "--prevalence", "cold=0.1"]) == 1
    assert "'cold'" in capsys.readouterr().err
    assert main(["evaluate", str(run), "--prevalence", "covid19"]) == 1
    assert "LABEL=SHARE" in capsys.readouterr().err


@pytest.mark.parametrize(
    "labels",
    [
        {"task": "binary", "names": ["covid19"], "against": ["pneumonia", "normal"], "leave_out": ["other"]},
        {"task": "independent", "names": ["covid19", "pneumonia"]},
        {
            "task": "exclusive",
            "names": ["ill", "normal"],
            "members": {"ill": ["covid19", "pneumonia"]},
            "leave_out": ["other"],
        },
    ],
    ids=["binary", "independent", "two classes"],
)
def test_every_task_is_judged(labels: dict[str, Any], data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    run = _train(tiny | {"labels": labels}, data, tmp_path)
    evaluate(run, repeats=100)
    figures = _figures(run / "evaluation-calibrate")
    assert [row["label"] for row in figures["per_class"]] == labels["names"]
    assert all(row["auroc"]["value"] is not None for row in figures["per_class"])
    assert figures["inside_source"]
    assert (figures["conformal"] is None) is (labels["task"] == "independent")
    assert main(["panel", str(run)]) == 0


def test_masks_and_boxes_are_used_and_markup_is_escaped(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    folder = tmp_path / "marked"
    folder.mkdir()
    with (data / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for row in rows:
        (folder / row["file"]).write_bytes((data / row["file"]).read_bytes())
        row["source"] = row["source"].replace("Hospital B", "<script>alert(1)</script>")
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    mask = np.zeros((72, 64), np.uint8)
    mask[10:60, 8:56] = 255
    Image.fromarray(mask).save(folder / "mask.png")
    files = [row["file"] for row in rows]
    (folder / "lung_masks.csv").write_text("file,mask\n" + "".join(f"{name},mask.png\n" for name in files))
    boxes = [f"{row['file']},{row['label']},0,0,64,72\n" for row in rows]
    (folder / "boxes.csv").write_text("file,label,left,top,width,height\n" + "".join(boxes))
    run = _train(tiny | {"folds": {"train": [0, 1], "tune": [2], "calibrate": [3, 4]}}, folder, tmp_path)
    evaluate(run, repeats=100)
    figures = _figures(run / "evaluation-calibrate")
    assert figures["heatmaps"]["lung_energy"]["regions"] == "lung masks"
    assert figures["heatmaps"]["pointing_game"]["hits"] == 1.0
    assert "shape of the lung masks" in figures["shortcuts"]["labels"][0]["probes"]
    page = (run / "evaluation-calibrate" / "report.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_runs_are_compared_side_by_side(run: Path, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "other" / "run"
    (other / "evaluation-calibrate").mkdir(parents=True)
    figures = _figures(report)
    figures["run"]["manifest_sha256"] = "another"
    figures["title"] = "a | b"
    (other / "evaluation-calibrate" / "evaluation.json").write_text(json.dumps(figures), encoding="utf-8")
    out = tmp_path / "out"
    assert main(["compare", str(run), str(other), "--out", str(out)]) == 0
    text = (out / "comparison.md").read_text(encoding="utf-8")
    assert "## Inside one source" in text
    assert "judged on different films" in text
    for table in re.split(r"\n## ", text)[1:]:
        assert len({line.count("|") for line in table.splitlines() if line.startswith("|")}) == 1, table
    values = json.loads((out / "comparison.json").read_text(encoding="utf-8"))
    assert len(values["runs"]) == 2
    panel = next(table for table in values["tables"] if table["title"] == "Shortcut panel")
    gap = panel["columns"].index("gap")
    expected = {row["label"]: row["gap"]["value"] for row in figures["shortcuts"]["labels"] if row["gap"]}
    assert {row[1]: float(row[gap].split()[0]) for row in panel["rows"] if row[1] in expected} == pytest.approx(
        expected, abs=0.005
    )
    with Image.open(out / "roc.png") as picture:
        assert picture.size[0] > 600
    assert main(["compare", str(run), str(run), "--out", str(out)]) == 1


def test_a_report_of_other_weights_is_not_compared(run: Path, report: Path, tmp_path: Path) -> None:
    other = tmp_path / "run"
    (other / "evaluation-test").mkdir(parents=True)
    (other / "best.safetensors").write_bytes(b"trained further")
    (other / "evaluation-test" / "evaluation.json").write_text(json.dumps(_figures(report)), encoding="utf-8")
    with pytest.raises(EvaluationError, match="have not been judged"):
        compare([other], tmp_path / "out", "test")
    (other / "evaluation-test" / "evaluation.json").write_text("{", encoding="utf-8")
    with pytest.raises(EvaluationError, match="is damaged"):
        compare([other], tmp_path / "out", "test")


def test_image_table_and_both_of_a_structured_run_are_reported_together(
    data: Path, tiny_values: dict[str, Any], tmp_path: Path
) -> None:
    values = deepcopy(tiny_values) | {"folds": {"train": [0], "tune": [1, 2], "calibrate": [3, 4]}}
    values["structured"] = {"columns": [{"name": "view", "kind": "categorical"}], "epochs": 5}
    run = _train(values, data, tmp_path)
    page = evaluate(run, repeats=50)
    found = _figures(page.parent)["structured"]
    assert [row["model"] for row in found["rows"]][:3] == ["image alone", "table alone", "image and table"]
    assert found["known"] == {"view": found["films"]}
    assert [row["label"] for row in found["shortcuts"]["labels"]] == ["covid19", "pneumonia", "normal"]
    assert "Structured data beside the image" in page.read_text(encoding="utf-8")
    compare([run], tmp_path / "out")
    assert "image and table" in (tmp_path / "out" / "comparison.md").read_text(encoding="utf-8")
    (run / "fusion.json").unlink()
    assert main(["evaluate", str(run)]) == 1
