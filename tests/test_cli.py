"""The command line, as a user types it."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xraydesk.cli import main
from xraydesk.core.localisation import Verdict
from xraydesk.model import bundle as bundles


def _rows(target: Path) -> list[dict[str, str]]:
    with target.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def test_screening_the_sample_writes_one_complete_row(phantom: Path, tmp_path: Path) -> None:
    assert main(["screen", str(phantom), "--out", str(tmp_path / "r.csv")]) == 0
    (row,) = _rows(tmp_path / "r.csv")
    labels = bundles.load(bundles.find()).card.labels
    assert list(row) == [
        *("path", "sha256", "status", "reason", "label", "set"),
        *(f"prob_{label}" for label in labels),
        *("lung_share", "localisation"),
        *("model", "model_sha256", "engine", "device", "decode_ms", "infer_ms"),
        *("hints", "against_advice"),
    ]
    assert row["status"] in ("ok", "abstained")
    assert row["label"] == max(labels, key=lambda label: float(row[f"prob_{label}"]))
    assert sum(float(row[f"prob_{label}"]) for label in labels) == pytest.approx(1, abs=1e-4)
    assert row["localisation"] in set(Verdict)
    if row["localisation"] in (Verdict.IN_LUNGS, Verdict.OUTSIDE):
        assert 0 <= float(row["lung_share"]) <= 1


def test_heatmaps_are_one_picture_a_label_named_without_tags(phantom: Path, tmp_path: Path) -> None:
    main(["screen", str(phantom), "--out", str(tmp_path / "r.csv"), "--heatmaps", str(tmp_path / "maps")])
    digest = _rows(tmp_path / "r.csv")[0]["sha256"][:16]
    labels = bundles.load(bundles.find()).card.labels
    pictures = sorted(path.name for path in (tmp_path / "maps").iterdir())
    assert pictures == [f"{digest}-{number}-{label}.png" for number, label in enumerate(labels)]


def test_a_failed_file_makes_the_exit_code_one_and_the_others_finish(phantom: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.dcm").write_bytes(b"DICM" * 100)
    code = main(["screen", str(tmp_path / "broken.dcm"), str(phantom), "--out", str(tmp_path / "r.csv")])
    assert code == 1
    assert [row["status"] for row in _rows(tmp_path / "r.csv")] == ["failed", "abstained"], (
        "the phantom lies between two classes"
    )


def test_a_file_named_like_a_formula_is_escaped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Image.fromarray(np.arange(40000, dtype=np.uint32).reshape(200, 200).astype(np.uint8)).save(tmp_path / "=cmd.png")
    monkeypatch.chdir(tmp_path)
    main(["screen", "=cmd.png", "--out", "r.csv"])
    assert _rows(tmp_path / "r.csv")[0]["path"] == "'=cmd.png"


@pytest.mark.parametrize("words", [["screen"], ["screen", "x"], ["inspect"], ["--nonsense"]])
def test_wrong_usage_exits_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_an_unknown_model_is_one_sentence(phantom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["screen", str(phantom), "--out", str(tmp_path / "r.csv"), "--model", "nothing"])
    assert code == 1
    assert "nothing" in capsys.readouterr().err
    assert not (tmp_path / "r.csv").exists()


def test_an_earlier_table_survives_a_screening_that_cannot_start(phantom: Path, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("earlier")
    main(["screen", str(phantom), "--out", str(tmp_path / "r.csv"), "--model", "nothing"])
    assert (tmp_path / "r.csv").read_text() == "earlier"


def test_inspect_prints_one_object_a_line_and_renders_at_full_size(
    phantom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    code = main(["inspect", str(phantom), str(tmp_path / "notes.txt"), "--render", str(tmp_path / "out")])
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert code == 1
    assert (first["status"], second["status"]) == ("image", "refused")
    (picture,) = (tmp_path / "out").iterdir()
    with Image.open(picture) as image:
        assert image.size == (first["columns"], first["rows"])


def test_the_self_test_passes_and_notices_a_model_that_was_touched(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["selftest"]) == 0
    assert "FAILED" not in capsys.readouterr().out
    model = tmp_path / "model"
    model.mkdir()
    for file in bundles.find().iterdir():
        (model / file.name).write_bytes(file.read_bytes())
    (model / bundles.WEIGHTS).write_bytes(b"0")
    monkeypatch.setattr(bundles, "installed", lambda: [model])
    assert main(["selftest"]) == 1
    assert "FAILED model model" in capsys.readouterr().out


def test_a_table_that_cannot_be_written_is_said_before_the_first_film(
    phantom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert main(["screen", str(phantom), "--out", str(tmp_path / "folder.csv")]) == 1
    assert "folder.csv" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["screen", str(phantom), "--out", str(tmp_path / "file" / "r.csv")]) == 1
    assert "cannot be made" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_had_enough_of_the_output_causes_no_traceback(phantom: Path, root: Path) -> None:
    command = [sys.executable, "-m", "xraydesk", "inspect", *[str(phantom)] * 3]
    child = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.close()
    assert child.wait(60) == 1
    assert child.stderr is not None
    with child.stderr as stream:
        assert stream.read() == ""


def test_the_installed_models_are_listed_and_an_unknown_one_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "list"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"* {bundles.find().name}: ")
    assert first.endswith("3 exclusive labels; bundled")
    assert main(["--model", "unknown"]) == 1
    assert "there is no model unknown at hand" in capsys.readouterr().err


def test_the_ending_chooses_what_is_written(phantom: Path, tmp_path: Path) -> None:
    assert main(["screen", str(phantom), "--out", str(tmp_path / "r.XLSX")]) == 0
    assert (tmp_path / "r.XLSX").read_bytes().startswith(b"PK")


def test_an_unknown_ending_is_refused_before_the_first_film(
    phantom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", str(phantom), "--out", str(tmp_path / "r.doc")]) == 1
    assert "r.doc ends in .doc, so it cannot be told what to write" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_declined_and_failed_files_are_listed_with_their_reasons(phantom: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    words = ["screen", str(phantom), str(tmp_path / "notes.txt"), "--out", str(tmp_path / "r.csv")]
    assert main([*words, "--problems", str(tmp_path / "lists" / "problems.csv")]) == 1
    (row,) = _rows(tmp_path / "lists" / "problems.csv")
    assert (row["path"], row["status"]) == (str(tmp_path / "notes.txt"), "failed")
    assert row["reason"]
    assert len(_rows(tmp_path / "r.csv")) == 2


def test_with_the_store_a_second_screening_answers_from_it_and_both_are_in_the_audit_trail(
    phantom: Path, tmp_path: Path
) -> None:
    from xraydesk.store import audit, runs
    from xraydesk.store.database import Database

    words = ["screen", str(phantom), "--store", str(tmp_path / "w.sqlite3"), "--out"]
    assert [main([*words, str(tmp_path / name)]) for name in ("one.csv", "two.csv")] == [0, 0]
    assert (tmp_path / "one.csv").read_bytes() == (tmp_path / "two.csv").read_bytes()
    database = Database(tmp_path / "w.sqlite3")
    assert [run.state for run in runs.every(database)] == [runs.RunState.DONE] * 2
    database.close()
    trail = audit.verify(tmp_path / "w.sqlite3")
    assert trail.misfit is None
    assert trail.events >= 4
