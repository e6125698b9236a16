"""Runs of the worklist's database as files, from the command line."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import pydicom
import pytest
from PIL import Image

from tests.export import pdf_text
from tests.store.screened import outcome, screened
from xraydesk.cli import main
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.export.formats import FORMATS, Format
from xraydesk.store import audit, decisions, notes, results, runs
from xraydesk.store.database import Database

LABEL = "pneumonia"


@pytest.fixture(scope="module")
def screening(phantom: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder: ``clinic`` with the phantom and a text, and the database of its screening, which a reader reviewed."""
    folder = tmp_path_factory.mktemp("screening")
    (folder / "clinic").mkdir()
    (folder / "clinic" / "film.dcm").write_bytes(phantom.read_bytes())
    (folder / "clinic" / "notes.txt").write_text("no image")
    words = ["screen", str(folder / "clinic"), "--store", str(folder / "w.sqlite3"), "--out", str(folder / "r.csv")]
    assert main(words) == 1
    database = Database(folder / "w.sqlite3")
    (film,) = (each for each in results.of_run(database, 1) if each.findings)
    assert film.provenance is not None
    made = "2026-03-01T10:00:00.000000+00:00"
    decision = Decision(
        uuid4().hex, film.sha256, 0, LABEL, Verdict.ACCEPTED, "Dr Curie", made, film.provenance.model,
        film.provenance.model_sha256, 0.5, "balanced", 0.5, False,
    )  # fmt: skip
    decisions.add(database, decision)
    notes.add(database, notes.Note(uuid4().hex, film.sha256, "Dr Curie", made, "look at the left base"))
    database.close()
    return folder


def _export(screening: Path, *words: str) -> int:
    return main(["export", *words, "--store", str(screening / "w.sqlite3")])


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
def test_every_format_is_written_and_told_in_the_audit_trail(screening: Path, tmp_path: Path, form: Format) -> None:
    target = tmp_path / ("folder" if form.is_folder else f"run{form.endings[0]}")
    assert _export(screening, "latest", "--out", str(target), "--format", form.name) == 0
    files = [path for path in target.rglob("*") if path.is_file()] if form.is_folder else [target]
    assert files
    assert all(path.stat().st_size for path in files)
    database = Database(screening / "w.sqlite3")
    last = audit.events(database)[-1]
    database.close()
    assert last.kind is audit.Event.EXPORT
    assert last.facts["format"] == form.name
    assert last.facts["run"] == 1
    assert last.facts["program"] == "command_line"
    assert bool(last.facts["file"]) is not form.is_folder
    assert audit.verify(screening / "w.sqlite3").misfit is None


def test_a_table_holds_what_readers_declared_and_noted(screening: Path, tmp_path: Path) -> None:
    assert _export(screening, "1", "--out", str(tmp_path / "r.csv")) == 0
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as stream:
        film, text = csv.DictReader(stream)  # in order of discovery
    assert film["reader_label"] == LABEL
    assert film["readers"] == "Dr Curie"
    assert film["notes"] == "look at the left base"
    assert (text["status"], text["reader_label"]) == ("failed", "")


def test_a_picture_shows_the_film_beside_its_heatmap(screening: Path, tmp_path: Path, phantom: Path) -> None:
    assert _export(screening, "latest", "--out", str(tmp_path / "png"), "--format", "png") == 0
    (path,) = (tmp_path / "png").iterdir()
    with Image.open(path) as picture:
        colours = picture.convert("RGB").getcolors(maxcolors=2**24) or []
    assert sum(number for number, (red, _, blue) in colours if abs(red - blue) > 60) > 1000, "the heatmap has colours"


def test_the_trainer_takes_the_manifest_as_data(screening: Path, tmp_path: Path, root: Path) -> None:
    assert _export(screening, "latest", "--out", str(tmp_path / "mine"), "--format", "manifest") == 0
    command = [sys.executable, "-m", "trainer", "eda", str(tmp_path / "mine"), "--out", str(tmp_path / "eda.html")]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    page = (tmp_path / "eda.html").read_text(encoding="utf-8")
    assert LABEL in page
    assert "clinic" in page, "the folder that was dropped is the films' source"


def test_a_manifest_in_place_copies_no_film(screening: Path, tmp_path: Path) -> None:
    assert _export(screening, "latest", "--out", str(screening / "clinic"), "--format", "manifest", "--in-place") == 0
    assert sorted(path.name for path in (screening / "clinic").iterdir()) == ["film.dcm", "manifest.csv", "notes.txt"]
    (screening / "clinic" / "manifest.csv").unlink()


def test_with_pseudonyms_neither_reader_nor_place_nor_note_is_in_it(screening: Path, tmp_path: Path) -> None:
    assert _export(screening, "latest", "--out", str(tmp_path / "r.jsonl"), "--pseudonyms") == 0
    content = (tmp_path / "r.jsonl").read_text()
    assert json.loads(content.splitlines()[0])["reader_label"] == LABEL
    for word in ("Curie", "clinic", "film.dcm", "left base"):
        assert word not in content


def test_a_dicom_export_names_nobody(screening: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _export(screening, "latest", "--out", str(tmp_path / "dicom"), "--format", "dicom") == 0
    (path,) = (tmp_path / "dicom").iterdir()
    film = pydicom.dcmread(path)
    assert film.PatientIdentityRemoved == "YES"
    assert "burned into a picture" in capsys.readouterr().err


def test_only_what_failed_or_what_was_reviewed_can_be_asked_for(screening: Path, tmp_path: Path) -> None:
    for part, name in (("problems", "notes.txt"), ("reviewed", "film.dcm")):
        assert _export(screening, "latest", "--part", part, "--out", str(tmp_path / "r.csv")) == 0
        with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as stream:
            (row,) = csv.DictReader(stream)
        assert Path(row["path"]).name == name


def test_a_film_that_has_changed_since_is_left_out_with_a_sentence(
    screening: Path, tmp_path: Path, phantom: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    film = screening / "clinic" / "film.dcm"
    film.write_bytes(phantom.read_bytes() + b"\0\0")
    try:
        assert _export(screening, "latest", "--out", str(tmp_path / "png"), "--format", "png") == 0
    finally:
        film.write_bytes(phantom.read_bytes())
    assert "Files without a picture: 2" in capsys.readouterr().err
    assert list((tmp_path / "png").iterdir()) == []


def test_the_summary_as_pdf_says_what_the_card_says_and_research_use_on_every_sheet(
    screening: Path, tmp_path: Path
) -> None:
    assert _export(screening, "latest", "--out", str(tmp_path / "r.pdf")) == 0
    first, *films = pdf_text.sheets((tmp_path / "r.pdf").read_bytes())
    assert any(piece.startswith("covid19 at the operating point balanced: sensitivity") for piece in first)
    assert any(piece.startswith("CONFOUNDED") for piece in first)
    assert films
    assert all("Research use, not for diagnosis." in sheet for sheet in (first, *films))


def test_the_runs_are_listed_the_newest_first(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "w.sqlite3"
    database = Database(path)
    for number, when in enumerate(("2026-03-01T10:00:00+00:00", "2026-03-02T11:00:00+00:00"), 1):
        run = screened(database, [outcome(number)], when=when)
    runs.end(database, run, runs.RunState.DONE, when)
    database.close()
    assert main(["runs", "--store", str(path)]) == 0
    newest, oldest = capsys.readouterr().out.splitlines()
    assert newest.split() == ["2", "2026-03-02", "11:00", "done", "densenet", "1", "ok;", "/films"]
    assert oldest.split()[:4] == ["1", "2026-03-01", "10:00", "open"]


def test_a_model_that_is_gone_leaves_the_answers_and_its_labels(tmp_path: Path) -> None:
    database = Database(tmp_path / "w.sqlite3")
    screened(database, [outcome(1)])
    database.close()
    assert main(["export", "latest", "--store", str(tmp_path / "w.sqlite3"), "--out", str(tmp_path / "r.csv")]) == 0
    with (tmp_path / "r.csv").open(newline="", encoding="utf-8") as stream:
        (row,) = csv.DictReader(stream)
    assert float(row["prob_pneumonia"]) == pytest.approx(0.6)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["7", "--out", "r.csv"], "there is no run 7"),
        (["newest", "--out", "r.csv"], "there is no run newest"),
        (["latest", "--out", "folder"], "--format png"),
        (["latest", "--out", "r.doc"], "r.doc ends in .doc"),
        (["latest", "--out", "r", "--format", "doc"], "there is no format doc; there are: csv"),
    ],
)
def test_what_cannot_be_exported_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    database = Database(Path("w.sqlite3"))
    screened(database, [outcome(1)])
    database.close()
    before = sorted(tmp_path.iterdir())
    assert main(["export", *words, "--store", "w.sqlite3"]) == 1
    assert said in capsys.readouterr().err
    assert sorted(path for path in tmp_path.iterdir() if path.name != "backups") == before


@pytest.mark.parametrize("words", [["runs"], ["export", "latest", "--out", "r.csv"]])
def test_without_a_database_none_is_made(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(words) == 1
    assert "there is no database" in capsys.readouterr().err


def test_a_database_without_a_run_says_how_to_make_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = Database(tmp_path / "w.sqlite3")
    runs.every(database)
    database.close()
    assert main(["runs", "--store", str(tmp_path / "w.sqlite3")]) == 0
    assert "no runs yet" in capsys.readouterr().out
    assert main(["export", "latest", "--store", str(tmp_path / "w.sqlite3"), "--out", str(tmp_path / "r.csv")]) == 1
    assert "there is no run in the database yet" in capsys.readouterr().err
