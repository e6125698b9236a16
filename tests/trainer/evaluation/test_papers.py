"""What goes with a model in writing: the map of reporting checklists and the data sheet, filled from the run alone."""

from __future__ import annotations

import csv
import json
import re
import shutil
from collections import Counter
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from trainer import recipe
from trainer.__main__ import main
from trainer.evaluation import reporting_map
from trainer.evaluation.data_sheet import data_sheet
from trainer.evaluation.evaluate import evaluate
from trainer.evaluation.markdown import bullets, plain, table
from trainer.evaluation.reporting_answers import ANSWERS
from trainer.evaluation.reporting_items import CHECKLISTS, CLAIM, TRIPOD_AI
from trainer.evaluation.reporting_map import OPEN, PARTLY, UNANSWERED, reporting_rows
from trainer.fitting import fit
from trainer.fitting.finished_run import FinishedRun
from xraydesk.core.errors import ModelError
from xraydesk.model import bundle as bundles

PARTS_OF_TRIPOD = {3: "abc", 5: "ab", 6: "abc", 8: "abc", 9: "abc", 12: "abcdefg", 18: "abcdef", 20: "abc", 23: "ab", 27: "abc"}  # fmt: skip # noqa: E501


@pytest.fixture(scope="module")
def films(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 120 films with sex and age for some, a copy of one film, and a source of awkward name."""
    folder = tmp_path_factory.mktemp("papers") / "films"
    shutil.copytree(data, folder)
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows):
        row["source"] = row["source"].replace("Hospital B", "B | <b>ward</b>")
        row["sex"] = "MF "[number % 3].strip()
        row["age"] = "" if number % 5 == 0 else str(number % 95)
    shutil.copy(folder / rows[3]["file"], folder / "copy.png")
    rows.append(rows[3] | {"file": "copy.png"})
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def run(films: Path, tiny_values: dict[str, Any]) -> Path:
    """A run of a few batches, judged on its calibration films."""
    values = deepcopy(tiny_values) | {"folds": {"train": [0], "tune": [1], "calibrate": [2, 3], "test": [4]}}
    fit.fit(recipe.parse(values), [films], films.parent / "run", films.parent / "cache")
    evaluate(films.parent / "run", repeats=50)
    return films.parent / "run"


@pytest.fixture(scope="module")
def figures(run: Path) -> dict[str, Any]:
    return dict(json.loads((run / "evaluation-calibrate" / "evaluation.json").read_text(encoding="utf-8")))


@pytest.fixture(scope="module")
def sheet(run: Path, figures: dict[str, Any]) -> str:
    return data_sheet(FinishedRun.load(run), figures)


# ------------------------------------------------------------------------------------------ the checklists


def test_every_item_of_both_checklists_stands_there_once_and_in_order() -> None:
    assert [item.number for _, item in CLAIM.items()] == [str(number) for number in range(1, 45)]
    wanted = [f"{number}{part}" for number in range(1, 28) for part in PARTS_OF_TRIPOD.get(number, " ")]
    assert [item.number for _, item in TRIPOD_AI.items()] == [number.strip() for number in wanted]


def test_items_ask_for_what_there_is_an_answer_to_and_no_answer_lies_unused() -> None:
    asked = {item.answer for checklist in CHECKLISTS for _, item in checklist.items()} - {""}
    assert asked == set(ANSWERS)


# ---------------------------------------------------------------------------------------- filled from a run


@pytest.mark.slow
def test_every_answer_names_a_place_that_the_json_has(figures: dict[str, Any]) -> None:
    assert figures["reporting"] == reporting_rows({k: v for k, v in figures.items() if k != "reporting"})
    for row in figures["reporting"]:
        if row["status"] == OPEN:
            assert (row["answer"], row["place"]) == (UNANSWERED, "")
            continue
        assert (row["status"] == PARTLY) is bool(row["left"])
        for place in row["place"].split(", "):
            value: Any = figures
            for key in place.split("."):
                assert key in value, f"{row['checklist']} {row['item']}: {place}"
                value = value[key]


@pytest.mark.slow
def test_answers_hold_the_figures_of_the_run(figures: dict[str, Any]) -> None:
    said = {(row["checklist"], row["item"]): row["answer"] for row in figures["reporting"]}
    pooled = figures["pooled"]["macro_auroc"]
    low, high = pooled["interval"]
    assert f"Pooled mean AUROC {pooled['value']:.2f} [{low:.2f} to {high:.2f}]" in said["CLAIM 2024", "37"]
    assert said["CLAIM 2024", "37"] in said["TRIPOD+AI", "23a"]
    assert "50 draws" in said["CLAIM 2024", "29"]
    assert f"{figures['judged']['films']} films" in said["CLAIM 2024", "21"]
    assert "Labels by: RSNA (" in said["CLAIM 2024", "16"]
    assert said["CLAIM 2024", "24"] == f"Random, seed {figures['run']['recipe']['fit']['seed']}."
    assert "Few films" in said["CLAIM 2024", "40"]
    for item in ("2", "3", "5", "11", "18", "34", "44"):
        assert said["CLAIM 2024", item] == UNANSWERED
    assert said["CLAIM 2024", "33"] == UNANSWERED, "every judged source was trained on"


@pytest.mark.slow
def test_films_of_a_source_that_training_did_not_see_count_as_external(figures: dict[str, Any]) -> None:
    changed = deepcopy(figures)
    for row in changed["run"]["data"]:
        if row["purpose"] == "calibrate" and row["source"] == "Hospital A":
            row["source"] = "Elsewhere"
    said = {row["item"]: row["answer"] for row in reporting_rows(changed) if row["checklist"] == "CLAIM 2024"}
    assert said["33"] == "Sources that training did not see: Elsewhere."


@pytest.mark.slow
def test_what_an_older_evaluation_did_not_count_is_left_to_the_authors(figures: dict[str, Any]) -> None:
    older = deepcopy(figures)
    del older["run"]["people"]
    said = {row["item"]: row["answer"] for row in reporting_rows(older) if row["checklist"] == "CLAIM 2024"}
    assert {said[item] for item in ("12", "14", "16", "17", "36")} == {UNANSWERED}


@pytest.mark.slow
def test_the_report_and_a_file_beside_it_hold_both_checklists(run: Path, figures: dict[str, Any]) -> None:
    folder = run / "evaluation-calibrate"
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert "Reporting checklists</h2>" in page
    text = (folder / "reporting_map.md").read_text(encoding="utf-8")
    assert text == reporting_map.as_markdown(figures)
    rows = [line for line in text.splitlines() if line.startswith("| ") and not line.startswith("| item")]
    assert len(rows) == sum(1 for checklist in CHECKLISTS for _ in checklist.items())
    assert {len(re.findall(r"(?<!\\)\|", row)) for row in rows} == {5}


# ------------------------------------------------------------------------------------------- the data sheet


def _section(sheet: str, heading: str) -> str:
    return sheet.partition(f"## {heading}\n")[2].partition("\n## ")[0]


def _rows_of(sheet: str, heading: str) -> list[list[str]]:
    lines = [line for line in _section(sheet, heading).splitlines() if line.startswith("| ")]
    return [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@pytest.mark.slow
def test_the_sheet_counts_every_film_of_the_manifest(sheet: str, films: Path) -> None:
    with (films / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        manifest = list(csv.DictReader(stream))
    header, *rows = _rows_of(sheet, "Counts by source, label, view, sex and age")
    assert sum(int(row[-1]) for row in rows) == len(manifest) == 121
    bands = Counter()
    for row in rows:
        for name, cell in zip(header[4:-1], row[4:-1], strict=True):
            bands[name] += 0 if cell == "–" else int(cell)
    ages = [int(row["age"]) if row["age"] else -1 for row in manifest]
    assert bands["age not known"] == ages.count(-1)
    assert bands["age 00-17"] == sum(0 <= age < 18 for age in ages)
    assert bands["age 80 and over"] == sum(age >= 80 for age in ages)
    females = sum(int(row[-1]) for row in rows if row[3] == "F")
    assert females == sum(row["sex"] == "F" for row in manifest)


@pytest.mark.slow
def test_the_sheet_says_what_is_missing_copied_licensed_and_forbidden(sheet: str, figures: dict[str, Any]) -> None:
    header, *rows = _rows_of(sheet, "What is missing")
    assert rows[-1][header.index("age")] == "24"
    copies = _section(sheet, "Copies and damaged files")
    assert "same file 1" in copies
    assert "0 stand in two folds" in copies
    assert "non-commercial" in _section(sheet, "Licences")
    forbidden = _section(sheet, "What they must not be used for")
    assert "Commercial purposes: the licence of 1 films forbids them." in forbidden
    assert "Children: " in forbidden
    confounders = {row[0]: row for row in _rows_of(sheet, "Known confounders")[1:]}
    for row in figures["shortcuts"]["labels"]:
        assert confounders[row["label"]][3].startswith(f"{row['model']['value']:.2f}")
        assert confounders[row["label"]][1].startswith(f"{row['probes']['source alone']['value']:.2f}")


@pytest.mark.slow
def test_names_from_the_data_change_nothing_in_the_sheets_form(sheet: str, films: Path) -> None:
    assert "<b>" not in sheet.replace("\\<b\\>", "")
    assert "B \\| \\<b\\>ward" in sheet
    assert str(films.parent) not in sheet
    for line in sheet.splitlines():
        assert not line.startswith("|") or line.rstrip().endswith("|")


@pytest.mark.slow
def test_the_command_writes_the_sheet_into_the_run(run: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["datasheet", str(run)]) == 0
    assert capsys.readouterr().out.strip() == f"data sheet: {run / 'data_sheet.md'}"
    assert (run / "data_sheet.md").read_text(encoding="utf-8").startswith("# Data sheet: Spots\n")
    assert main(["datasheet", str(run.parent)]) == 1
    assert "holds no finished run" in capsys.readouterr().err


def test_a_table_keeps_its_columns_whatever_its_cells_hold() -> None:
    lines = table(["a|b", "n"], [["x\ny | *z*", 1200], ["<i>", None]])
    assert lines[1:-1] == ["| a\\|b | n |", "|---|---:|", "| x y \\| \\*z\\* | 1,200 |", "| \\<i\\> | – |"]
    assert bullets(["# one"]) == ["", "- \\# one", ""]
    assert plain("a & b") == "a \\& b"


# ----------------------------------------------------------------------------------------------- the bundle


@pytest.mark.slow
def test_a_bundle_carries_both_and_one_without_them_still_opens(run: Path, tmp_path: Path) -> None:
    assert main(["export", str(run), "--id", "spots", "--to", str(tmp_path)]) == 0
    folder = tmp_path / "spots"
    bundle = bundles.load(folder)
    assert bundle.data_sheet is not None
    assert bundle.data_sheet.read_text(encoding="utf-8").startswith("# Data sheet: Spots\n")
    assert bundle.reporting_map is not None
    assert "## TRIPOD+AI" in bundle.reporting_map.read_text(encoding="utf-8")

    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    for name in (bundles.DATA_SHEET, bundles.REPORTING_MAP):
        del card["files"][name]
    older = tmp_path / "older"
    shutil.copytree(folder, older)
    (older / "card.json").write_text(json.dumps(card), encoding="utf-8")
    opened = bundles.load(older)
    assert (opened.data_sheet, opened.reporting_map) == (None, None)

    bundle.data_sheet.write_text("# Nothing is wrong with these films\n", encoding="utf-8")
    with pytest.raises(ModelError, match=r"data_sheet\.md .* was altered"):
        bundles.load(folder)
