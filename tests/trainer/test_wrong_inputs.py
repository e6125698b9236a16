"""Wrong inputs, given to the commands as a user would: one plain sentence, exit code 1, nothing half made."""

from __future__ import annotations

import csv
import errno
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.trainer.conftest import make_film
from trainer import recipe as recipes
from trainer.__main__ import main
from xraydesk.core import files

LABELS = ("covid19", "pneumonia", "normal")
FULL = Path("/dev/full")


@pytest.fixture
def recipe_file(tiny: dict[str, Any], tmp_path: Path) -> Path:
    """The tiny recipe as the TOML file that a user would have."""
    file = tmp_path / "tiny.toml"
    file.write_text(recipes.write(recipes.parse(tiny)), encoding="utf-8")
    return file


@pytest.fixture
def folders(tmp_path: Path) -> Path:
    """Class folders of eight films each."""
    folder = tmp_path / "films"
    for label, name in enumerate(LABELS):
        (folder / name).mkdir(parents=True)
        for number in range(8):
            Image.fromarray(make_film(label, 3 * number + label)).save(folder / name / f"{name}{number}.png")
    return folder


def _sentence(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> str:
    """What the command says; it must end with code 1 and say it in one line."""
    capsys.readouterr()
    assert main(arguments) == 1
    said = [line for line in capsys.readouterr().err.splitlines() if not line.startswith(("note: ", "warning: "))]
    assert len(said) == 1, said
    assert said[0].startswith("trainer: ")
    assert "Error" not in said[0]
    return said[0]


def _with_manifest(data: Path, folder: Path, change: Callable[[dict[str, str], int], None]) -> Path:
    shutil.copytree(data, folder)
    with (data / "manifest.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    for number, row in enumerate(rows):
        change(row, number)
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


def _empty_class(folder: Path) -> None:
    for film in (folder / "normal").iterdir():
        film.unlink()


def _one_class(folder: Path) -> None:
    for name in ("covid19", "pneumonia"):
        shutil.rmtree(folder / name)


def _corrupt(folder: Path) -> None:
    film = folder / "normal" / "normal3.png"
    film.write_bytes(film.read_bytes()[:200])


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (_empty_class, "the class 'normal' in films is empty; put films into its folder or remove it"),
        (_one_class, "films has only one class, 'normal': there is nothing to tell apart"),
        (
            _corrupt,
            (
                "a film cannot be used (normal3.png: it is a damaged or unsupported picture); take it out, or leave "
                "such films out with --skip-unreadable"
            ),
        ),
    ],
    ids=["empty class", "one class", "corrupt file"],
)
def test_a_spoilt_folder_is_one_sentence(
    spoil: Callable[[Path], None],
    sentence: str,
    folders: Path,
    recipe_file: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoil(folders)
    run = tmp_path / "run"
    said = _sentence(capsys, ["fit", str(recipe_file), "--data", str(folders), "--out", str(run)])
    assert said == f"trainer: {sentence}"
    assert not run.exists()


@pytest.mark.parametrize("column", ["label", "file"])
def test_a_missing_column_is_one_sentence_that_says_what_there_is(
    column: str, data: Path, recipe_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def drop(row: dict[str, str], number: int) -> None:
        del number
        del row[column]
        row.pop("finding", None)

    folder = _with_manifest(data, tmp_path / "films", drop)
    said = _sentence(capsys, ["fit", str(recipe_file), "--data", str(folder), "--out", str(tmp_path / "run")])
    what = {"label": "the labels", "file": "the films"}[column]
    assert said.startswith(f"trainer: manifest.csv has no column for {what} (looked for: {column}")
    assert "; it has: " in said
    assert "patient_id" in said


def test_a_patient_in_two_parts_is_one_sentence(
    data: Path, recipe_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = _with_manifest(data, tmp_path / "films", lambda row, number: row.update(fold=str(number % 5)))
    run = tmp_path / "run"
    said = _sentence(capsys, ["fit", str(recipe_file), "--data", str(folder), "--out", str(run)])
    assert said.startswith("trainer: the films of 60 patients stand in two folds (the first is g0 in films)")
    assert said.endswith("--fix-leakage")
    assert not run.exists()


@pytest.mark.slow
def test_a_loss_that_is_no_number_is_one_sentence(
    data: Path, recipe_file: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["fit", str(recipe_file), "--data", str(data), "--out", str(tmp_path / "run")]
    said = _sentence(capsys, [*command, "--set", "optimiser.learning_rate=1e30", "fit.clip=0.0"])
    assert said == "trainer: the loss became not-a-number in epoch 1: lower optimiser.learning_rate"


# ------------------------------------------------------------------------------------------- a full disk


@pytest.mark.skipif(not FULL.exists(), reason="needs a device that is always full")
def test_a_full_disk_under_a_report_is_one_sentence(
    folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = _sentence(capsys, ["audit", str(folders), "--json", str(FULL), "--cache", str(tmp_path / "cache")])
    assert said == "trainer: the disk is full: make room and give the same command again"


def test_a_full_disk_under_a_page_is_one_sentence_and_leaves_no_page(
    folders: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    page = tmp_path / "page.html"
    assert main(["audit", str(folders), "--cache", str(cache)]) == 0

    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files.os, "fsync", full)
    said = _sentence(capsys, ["eda", str(folders), "--out", str(page), "--cache", str(cache)])
    assert said == "trainer: the disk is full: make room and give the same command again"
    assert [entry.name for entry in tmp_path.iterdir() if "page" in entry.name] == []


@pytest.mark.slow
def test_a_full_disk_under_a_bundle_is_one_sentence_and_leaves_no_bundle(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from torchvision import models

    checkpoint = tmp_path / "checkpoint.pt"
    torch.save(models.densenet121(num_classes=2).state_dict(), checkpoint)
    write = Path.write_bytes

    def full(path: Path, content: bytes) -> int:
        if path.name == "weights.safetensors":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(Path, "write_bytes", full)
    target = tmp_path / "models"
    command = ["import", "torchvision", str(checkpoint), "--labels", "A,B", "--to", str(target)]
    assert _sentence(capsys, command) == "trainer: the disk is full: make room and give the same command again"
    assert list(target.iterdir()) == []
