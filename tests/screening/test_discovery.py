"""Finding files: each real file once, and the first one before a folder is listed."""

from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from xraydesk.screening import discovery
from xraydesk.screening.discovery import discover


def _found(*paths: Path) -> list[Path]:
    return list(discover(paths))


def _file(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def test_files_come_before_folders_and_both_in_order_of_name(tmp_path: Path) -> None:
    files = [_file(tmp_path / name) for name in ("b", "z", "a/y", "c/d/e")]
    assert _found(tmp_path) == files


def test_the_first_file_of_a_huge_folder_comes_before_the_folder_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(discovery, "SORTED_AT_ONCE", 10)
    names = {_file(tmp_path / f"{number:03}").name for number in range(100)}
    listed: list[str] = []
    scan = os.scandir

    class Counting:
        def __init__(self, folder: Path) -> None:
            self._entries = scan(folder)

        def __enter__(self) -> Counting:
            return self

        def __exit__(self, *_: object) -> None:
            self._entries.close()

        def __iter__(self) -> Counting:
            return self

        def __next__(self) -> os.DirEntry[str]:
            entry = next(self._entries)
            listed.append(entry.name)
            return entry

    monkeypatch.setattr(discovery.os, "scandir", Counting)
    walk = discover([tmp_path])
    first = next(walk)
    assert len(listed) == 10
    assert {first.name, *(path.name for path in walk)} == names


def test_a_loop_of_links_ends_and_each_file_comes_once(tmp_path: Path) -> None:
    file = _file(tmp_path / "a" / "film")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "again").symlink_to(tmp_path / "a", target_is_directory=True)
    assert [path.resolve() for path in _found(tmp_path)] == [file.resolve()]


def test_a_link_to_a_file_of_the_folder_is_the_same_file(tmp_path: Path) -> None:
    file = _file(tmp_path / "inner" / "film")
    (tmp_path / "link").symlink_to(file)
    assert _found(tmp_path) == [file]


def test_a_file_outside_comes_once_however_many_links_lead_to_it(tmp_path: Path) -> None:
    outside = _file(tmp_path / "outside" / "film")
    folder = tmp_path / "folder"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / name).symlink_to(outside)
    assert _found(folder) == [folder / "one"]
    assert _found(folder, tmp_path / "outside") == [outside]


def test_a_link_that_leads_nowhere_is_named(tmp_path: Path) -> None:
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    assert _found(tmp_path) == [tmp_path / "broken"]


def test_the_films_of_an_archive_come_in_its_place(tmp_path: Path) -> None:
    Image.new("L", (4, 4)).save(tmp_path / "film.png")
    with zipfile.ZipFile(tmp_path / "films.zip", "w") as archive:
        archive.write(tmp_path / "film.png", "in/side.png")
    assert _found(tmp_path) == [tmp_path / "film.png", tmp_path / "films.zip" / "in" / "side.png"]


def test_what_does_not_exist_is_named(tmp_path: Path) -> None:
    assert _found(tmp_path / "gone") == [tmp_path / "gone"]
