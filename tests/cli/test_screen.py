"""Screening from the command line, as a user types it."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xraydesk import workflow
from xraydesk.cli import main
from xraydesk.core.localisation import Verdict
from xraydesk.export.pictures import film_of, over_film
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


def test_an_unknown_model_is_one_sentence(phantom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = main(["screen", str(phantom), "--out", str(tmp_path / "r.csv"), "--model", "nothing"])
    assert code == 1
    assert "nothing" in capsys.readouterr().err
    assert not (tmp_path / "r.csv").exists()


def test_an_earlier_table_survives_a_screening_that_cannot_start(phantom: Path, tmp_path: Path) -> None:
    (tmp_path / "r.csv").write_text("earlier")
    main(["screen", str(phantom), "--out", str(tmp_path / "r.csv"), "--model", "nothing"])
    assert (tmp_path / "r.csv").read_text() == "earlier"


def test_a_table_that_cannot_be_written_is_said_before_the_first_film(
    phantom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "folder.csv").mkdir()
    assert main(["screen", str(phantom), "--out", str(tmp_path / "folder.csv")]) == 1
    assert "folder.csv" in capsys.readouterr().err
    (tmp_path / "file").write_text("")
    assert main(["screen", str(phantom), "--out", str(tmp_path / "file" / "r.csv")]) == 1
    assert "cannot be made" in capsys.readouterr().err


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


def test_the_worklist_names_films_by_their_whole_path(
    phantom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from xraydesk.store import results
    from xraydesk.store.database import Database

    monkeypatch.chdir(phantom.parent)
    assert main(["screen", phantom.name, "--store", str(tmp_path / "w.sqlite3"), "--out", str(tmp_path / "r.csv")]) == 0
    database = Database(tmp_path / "w.sqlite3")
    assert [result.path for result in results.of_run(database, 1)] == [phantom.parent / phantom.name]
    database.close()


def test_with_heatmaps_a_film_is_decoded_once_and_the_picture_is_the_same(
    phantom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    film = workflow.open_radiograph(phantom)
    session = workflow.Session()
    prediction = session.screener.predict(film)
    scale = session.bundle.card.heatmap_scale

    def never(*_: object, **__: object) -> None:
        raise AssertionError("a second look")

    # The film processes are programs of their own: what is decoded here would be decoded for a second time.
    for place in ("xraydesk.workflow.read", "xraydesk.imaging.read.read", "xraydesk.imaging.read.read_content"):
        monkeypatch.setattr(place, never)
    target = tmp_path / "maps"
    assert main(["screen", str(phantom), "--out", str(tmp_path / "r.csv"), "--heatmaps", str(target)]) == 0
    shown = sorted(target.iterdir())
    assert len(shown) == len(prediction.findings)
    for evidence, path in zip(prediction.class_maps, shown, strict=True):
        with Image.open(path) as picture:
            expected = over_film(film_of(film), evidence, prediction.geometry, scale)
            np.testing.assert_array_equal(np.asarray(picture), np.asarray(expected))


def test_a_summary_is_written_as_pdf(phantom: Path, tmp_path: Path) -> None:
    assert main(["screen", str(phantom), "--out", str(tmp_path / "r.pdf")]) == 0
    assert (tmp_path / "r.pdf").read_bytes().startswith(b"%PDF")
