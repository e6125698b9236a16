"""The contact sheet: a row for each film, a column for each change at its full strength."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from tests.trainer.data.made_films import class_folders, settings
from trainer.__main__ import main
from trainer.data.preview import CELL, choose, columns, effects, write_sheet
from trainer.data.sources.class_folders import read_class_folders
from trainer.recipe import Augment

FILMS = torch.randint(0, 256, (4, 40, 40), generator=torch.Generator().manual_seed(3), dtype=torch.uint8)
ALL = Augment(20.0, 0.2, 0.2, 0.2, 0.5, 0.5, 0.2, 0.4, 0.5, 0.1, 2, 0.5, 0.2, 0.4)


def test_every_change_that_is_on_has_a_column_between_the_original_and_all_together() -> None:
    captions = [caption.split("\n")[0] for caption, _ in columns(FILMS, 32, ALL)]
    assert captions[0] == "original"
    assert captions[-2:] == ["all together", "all together"]
    assert len(captions) == 1 + 14 + 2
    assert len(set(captions[:-2])) == 15


def test_every_column_shows_another_picture_than_the_original() -> None:
    sheet = columns(FILMS, 32, ALL)
    for caption, images in sheet[1:]:
        assert (images - sheet[0][1]).abs().mean() > 0.01, caption


def test_changes_that_are_off_have_no_column() -> None:
    assert [caption for caption, _ in columns(FILMS, 32, Augment())] == ["original"]
    assert [caption.split("\n")[0] for caption, _ in effects(Augment(rotate=5.0))] == ["rotate"]


def test_the_rows_differ_in_label(tmp_path: Path) -> None:
    films = read_class_folders(class_folders(tmp_path, {"a": 20, "b": 3, "c": 5}), "ward").films
    chosen = choose(films, 6)
    assert Counter(film.label for film in chosen) == {"a": 2, "b": 2, "c": 2}
    assert choose(films[::-1], 6) == chosen
    assert len(choose(films, 100)) == 28


def test_the_sheet_is_a_picture_of_all_rows_and_columns(tmp_path: Path) -> None:
    place = class_folders(tmp_path / "w<b>ard", {"sick\n$x": 20, "normal": 20})
    recipe = settings(augment={"rotate": 10.0, "noise": 0.1})
    write_sheet(recipe, [place], tmp_path / "cache", tmp_path / "out/sheet.png", count=3)
    with Image.open(tmp_path / "out/sheet.png") as sheet:
        assert sheet.width > 5 * CELL
        assert sheet.height > 3 * CELL
        assert np.asarray(sheet).std() > 20


def test_the_command_writes_the_sheet(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    place = class_folders(tmp_path / "ward", {"sick": 20, "normal": 20})
    out = tmp_path / "sheet.png"
    assert main(["preview", "resnet18-sgd-steplr", "--data", str(place), "--out", str(out), "--films", "2"]) == 0
    assert out.is_file()
    assert "sheet.png" in capsys.readouterr().out
