"""The registry: every format, its file or folder, and what happens when it cannot be written."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from xraydesk.core.findings import ScreeningResult
from xraydesk.export import failures, formats
from xraydesk.export.failures import ExportError
from xraydesk.export.run import Options, Run

FILES = [each for each in formats.FORMATS if not each.is_folder]
PLANTED = b"Planted"


@pytest.fixture
def one(result: Callable[..., ScreeningResult], run_of: Callable[..., Run]) -> Run:
    return run_of(result("film.dcm"))


@pytest.mark.parametrize("each", formats.FORMATS, ids=lambda each: each.name)
def test_each_format_is_found_by_its_name_and_by_its_endings(each: formats.Format) -> None:
    assert formats.named(each.name.upper()) is each
    assert all(formats.of_file(Path(f"Results{ending.upper()}")) is each for ending in each.endings)


@pytest.mark.parametrize("name", ["results.doc", "results", "results.csv.exe"])
def test_an_unknown_ending_is_one_sentence_that_says_what_there_is(name: str) -> None:
    with pytest.raises(ExportError, match=r"\.csv, \.xlsx, \.jsonl, \.html") as caught:
        formats.of_file(Path(name))
    assert name in str(caught.value)
    with pytest.raises(ExportError, match="csv, xlsx"):
        formats.named(name)


@pytest.mark.parametrize("each", FILES, ids=lambda each: each.name)
def test_a_file_appears_in_a_folder_that_was_not_there(each: formats.Format, one: Run, tmp_path: Path) -> None:
    target = tmp_path / "new" / f"results{each.endings[0]}"
    assert each.write(one, target).films == 1
    assert target.stat().st_size > 0
    assert [path.name for path in target.parent.iterdir()] == [target.name]


@pytest.mark.parametrize("each", FILES, ids=lambda each: each.name)
def test_a_full_disk_leaves_the_earlier_file_and_says_so(
    each: formats.Format, one: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"results{each.endings[0]}"
    target.write_bytes(b"earlier")

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(ExportError, match="the disk is full") as caught:
        each.write(one, target)
    assert str(target) in str(caught.value)
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("each", FILES, ids=lambda each: each.name)
def test_an_interrupted_export_leaves_the_earlier_file(
    each: formats.Format, one: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / f"results{each.endings[0]}"
    target.write_bytes(b"earlier")

    def interrupt(_self: Path, _target: Path) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        each.write(one, target)
    assert target.read_bytes() == b"earlier"
    assert list(tmp_path.iterdir()) == [target]


@pytest.mark.parametrize("each", formats.FORMATS, ids=lambda each: each.name)
def test_a_folder_that_cannot_be_made_is_one_sentence(
    each: formats.Format, one: Run, tmp_path: Path, salt: bytes
) -> None:
    (tmp_path / "file").write_text("")
    target = tmp_path / "file" / "below" / "results"
    with pytest.raises(ExportError, match="cannot be written") as caught:
        each.write(one, target, Options(salt=salt))
    assert str(tmp_path / "file") in str(caught.value)


def test_a_folder_without_permission_is_one_sentence(one: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_target: Path, _content: bytes) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))

    monkeypatch.setattr(failures, "write_atomically", refuse)
    with pytest.raises(ExportError, match=r"cannot be written \(permission denied\); choose another folder"):
        formats.named("csv").write(one, tmp_path / "r.csv")


@pytest.mark.parametrize("each", FILES, ids=lambda each: each.name)
def test_a_folder_in_the_place_of_the_file_is_refused(each: formats.Format, one: Run, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="it is a folder"):
        each.write(one, tmp_path)


@pytest.mark.parametrize("each", FILES, ids=lambda each: each.name)
def test_a_run_without_films_can_be_written(each: formats.Format, one: Run, tmp_path: Path) -> None:
    target = tmp_path / f"results{each.endings[0]}"
    assert each.write(replace(one, cases=()), target).films == 0
    assert target.is_file()


# Those that are compressed are opened in their own tests.
@pytest.mark.parametrize(
    "each", [each for each in FILES if each.name not in ("xlsx", "pdf")], ids=lambda each: each.name
)
def test_with_pseudonyms_no_planted_name_is_left(
    each: formats.Format, planted_run: Run, tmp_path: Path, salt: bytes
) -> None:
    target = tmp_path / "results"
    each.write(planted_run, target)
    assert PLANTED in target.read_bytes()
    each.write(planted_run, target, Options(salt=salt, is_pseudonymous=True))
    assert PLANTED not in target.read_bytes()
    assert planted_run.cases[0].result.sha256.encode() not in target.read_bytes()


@pytest.mark.parametrize("each", formats.FORMATS, ids=lambda each: each.name)
def test_pseudonyms_without_a_salt_are_refused(each: formats.Format, one: Run, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="salt"):
        each.write(one, tmp_path / "results", Options(is_pseudonymous=True))
    assert list(tmp_path.iterdir()) == []
