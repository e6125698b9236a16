"""Films are decoded once, whatever interrupts, and what is stale or damaged is noticed."""

from __future__ import annotations

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.trainer.data.made_films import class_folders, save
from trainer.data import cache as film_cache
from trainer.data import shards
from trainer.data.cache import FilmCache, open_cache, open_inputs
from trainer.data.decode import CELLS, Decoded, decode
from trainer.data.films import DataError, Film
from trainer.data.shards import ShardFolder
from trainer.data.sources.class_folders import read_class_folders
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess, resample
from xraydesk.imaging.read import read

SPEC = PreprocessSpec(32)


@pytest.fixture
def films(tmp_path: Path) -> list[Film]:
    return read_class_folders(class_folders(tmp_path / "data", {"a": 7, "b": 6}), "data").films


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Paths in the order in which they are decoded."""
    seen: list[Path] = []

    def count(path: Path, spec: PreprocessSpec, kind: str) -> Decoded:
        seen.append(path)
        return decode(path, spec, kind)

    monkeypatch.setattr(film_cache, "decode", count)
    return seen


def _expected(films: list[Film], size: int) -> np.ndarray:
    spec = replace(SPEC, input_size=size)
    return np.stack([np.rint(resample(read(film.path), spec)[0] * 255).astype(np.uint8) for film in films])


def test_cells_are_the_stretched_films_in_their_order(films: list[Film], tmp_path: Path) -> None:
    cells = open_cache(films, SPEC, 40, tmp_path / "cache")
    assert cells.shape == (13, 40, 40)
    assert np.array_equal(np.asarray(cells), _expected(films, 40))
    assert np.array_equal(cells[[5, 0, 5]], _expected(films, 40)[[5, 0, 5]])
    assert np.array_equal(cells[2:9:3], _expected(films, 40)[2:9:3])


def test_inputs_are_to_the_bit_what_the_application_feeds_the_model(films: list[Film], tmp_path: Path) -> None:
    inputs = open_inputs(films, SPEC, tmp_path / "cache")
    assert inputs.shape == (13, 1, 32, 32)
    for row, film in enumerate(films):
        assert np.array_equal(inputs[[row]], preprocess(read(film.path), SPEC)[0])


def test_a_film_is_decoded_once_for_all_lists_that_hold_it(
    films: list[Film], tmp_path: Path, counted: list[Path]
) -> None:
    open_cache(films[:8], SPEC, 40, tmp_path / "cache")
    open_cache(films[4:], SPEC, 40, tmp_path / "cache")
    again = open_cache(films[::-1], SPEC, 40, tmp_path / "cache")
    assert sorted(counted) == sorted(film.path for film in films)
    assert np.array_equal(np.asarray(again), _expected(films[::-1], 40))


def test_a_build_that_was_killed_goes_on_where_it_stopped(
    films: list[Film], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[Path]
) -> None:
    monkeypatch.setattr(shards, "MOST_IN_SHARD", 4)
    written: list[int] = []
    write = ShardFolder.write

    def write_twice_and_die(self: ShardFolder, done: list, spec: PreprocessSpec) -> None:
        if len(written) == 2:
            raise KeyboardInterrupt
        write(self, done, spec)
        written.append(len(done))

    monkeypatch.setattr(ShardFolder, "write", write_twice_and_die)
    with pytest.raises(KeyboardInterrupt):
        open_cache(films, SPEC, 40, tmp_path / "cache")
    monkeypatch.setattr(ShardFolder, "write", write)
    counted.clear()
    cells = open_cache(films, SPEC, 40, tmp_path / "cache")
    assert len(counted) == len(films) - 8
    assert np.array_equal(np.asarray(cells), _expected(films, 40))


def test_what_was_decoded_before_an_interruption_is_kept(
    films: list[Film], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[Path] = []

    def decode_five(path: Path, spec: PreprocessSpec, kind: str) -> Decoded:
        if len(seen) == 5:
            raise KeyboardInterrupt
        seen.append(path)
        return decode(path, spec, kind)

    monkeypatch.setattr(film_cache, "decode", decode_five)
    with pytest.raises(KeyboardInterrupt):
        open_cache(films, SPEC, 40, tmp_path / "cache")
    assert len(ShardFolder.open(tmp_path / "cache", replace(SPEC, input_size=40), CELLS).entries) == 5


def test_several_processes_decode_the_same_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(film_cache, "FEWEST_FOR_PROCESSES", 8)
    films = read_class_folders(class_folders(tmp_path / "data", {"a": 12, "b": 12}), "data").films
    cells = open_cache(films, SPEC, 40, tmp_path / "cache", workers=2)
    assert np.array_equal(np.asarray(cells), _expected(films, 40))


def test_a_film_that_has_changed_is_decoded_again(films: list[Film], tmp_path: Path, counted: list[Path]) -> None:
    before = open_cache(films, SPEC, 40, tmp_path / "cache")[[3]]
    counted.clear()
    save(films[3].path, 999)
    after = open_cache(films, SPEC, 40, tmp_path / "cache")[[3]]
    assert counted == [films[3].path]
    assert not np.array_equal(before, after)
    assert np.array_equal(after, _expected([films[3]], 40))


def test_a_film_that_was_moved_or_touched_is_recognised_by_its_content(
    films: list[Film], tmp_path: Path, counted: list[Path]
) -> None:
    open_cache(films, SPEC, 40, tmp_path / "cache")
    counted.clear()
    shutil.copytree(tmp_path / "data", tmp_path / "elsewhere")
    moved = [replace(film, path=tmp_path / "elsewhere" / film.path.relative_to(tmp_path / "data")) for film in films]
    for film in moved:
        os.utime(film.path, (1, 1))
    assert np.array_equal(np.asarray(open_cache(moved, SPEC, 40, tmp_path / "cache")), _expected(films, 40))
    assert not counted


def test_another_preprocessing_or_another_version_of_it_has_other_cells(
    films: list[Film], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, counted: list[Path]
) -> None:
    open_cache(films, SPEC, 40, tmp_path / "cache")
    counted.clear()
    open_cache(films, replace(SPEC, region="pad_square"), 40, tmp_path / "cache")
    assert len(counted) == len(films)
    shards.settings_digest.cache_clear()
    monkeypatch.setattr(shards, "resample", lambda *_: (resample(*_)[0] ** 2, None))
    open_cache(films, SPEC, 40, tmp_path / "cache")
    shards.settings_digest.cache_clear()
    assert len(counted) == 2 * len(films)


@pytest.mark.parametrize("damage", ["cut", "sidecar", "gone"])
def test_a_damaged_shard_is_noticed_and_made_again(
    films: list[Film], tmp_path: Path, damage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    open_cache(films, SPEC, 40, tmp_path / "cache")
    folder = next((tmp_path / "cache").glob("films-40-*"))
    pictures, sidecar = next(folder.glob("*.npy")), next(folder.glob("*.json"))
    if damage == "cut":
        pictures.write_bytes(pictures.read_bytes()[:-100])
    elif damage == "sidecar":
        sidecar.write_text(sidecar.read_text()[:50])
    else:
        pictures.unlink()
    cells = open_cache(films, SPEC, 40, tmp_path / "cache")
    assert np.array_equal(np.asarray(cells), _expected(films, 40))
    assert "damaged" in capsys.readouterr().out
    open_cache(films, SPEC, 40, tmp_path / "cache")
    assert "damaged" not in capsys.readouterr().out


def test_bad_films_are_recorded_and_left_out_only_by_choice(
    films: list[Film], tmp_path: Path, counted: list[Path]
) -> None:
    films[2].path.write_bytes(b"")
    films[4].path.write_bytes(films[4].path.read_bytes()[:200])
    save(films[6].path, 1).write_bytes(b"not a picture")
    with pytest.raises(DataError, match="3 films cannot be used") as refusal:
        open_cache(films, SPEC, 40, tmp_path / "cache")
    assert "\n" not in str(refusal.value)
    counted.clear()
    cells = open_cache(films, SPEC, 40, tmp_path / "cache", skip_unreadable=True)
    assert not counted
    assert [path for path, _ in cells.refused] == [films[row].path for row in (2, 4, 6)]
    assert all(reason for _, reason in cells.refused)
    kept = [film for row, film in enumerate(films) if row not in (2, 4, 6)]
    assert cells.films == kept
    assert np.array_equal(np.asarray(cells), _expected(kept, 40))


def test_a_blank_film_is_refused_with_its_reason(tmp_path: Path) -> None:
    folder = class_folders(tmp_path / "data", {"a": 1, "b": 1})
    films = read_class_folders(folder, "data").films
    from PIL import Image

    Image.new("L", (50, 50), 7).save(films[0].path)
    with pytest.raises(DataError, match="blank"):
        open_cache(films, SPEC, 40, tmp_path / "cache")


def test_a_full_disk_is_one_sentence(films: list[Film], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ShardFolder, "_write_pictures", full)
    with pytest.raises(DataError, match="No space left on device"):
        open_cache(films, SPEC, 40, tmp_path / "cache")


def test_several_may_build_and_read_one_folder_at_once(films: list[Film], tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as pool:
        lists = [films, films[::-1], films[3:], films[:9]]
        built = list(pool.map(lambda part: open_cache(part, SPEC, 40, tmp_path / "cache"), lists))
    for part, cells in zip(lists, built, strict=True):
        assert np.array_equal(np.asarray(cells), _expected(part, 40))
    assert not list((tmp_path / "cache").rglob(".*"))


@pytest.mark.parametrize("world", [1, 2, 3, 20])
def test_the_parts_of_processes_are_disjoint_whole_and_even(
    films: list[Film], tmp_path: Path, world: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shards, "MOST_IN_SHARD", 4)
    cells: FilmCache = open_cache(films, SPEC, 40, tmp_path / "cache")
    assert len(set(cells.shard_of.tolist())) == 4
    parts = [cells.part(rank, world) for rank in range(world)]
    assert sorted(np.concatenate(parts).tolist()) == list(range(len(films)))
    assert max(map(len, parts)) - min(map(len, parts)) <= 1


def test_the_paths_of_films_are_not_written_into_the_cache(films: list[Film], tmp_path: Path) -> None:
    open_cache(films, SPEC, 40, tmp_path / "cache")
    for file in (tmp_path / "cache").rglob("*.json"):
        assert "film00" not in file.read_text()


def test_the_measures_tell_what_the_file_was(tmp_path: Path) -> None:
    save(tmp_path / "data/a/one.png", 1, side=96)
    save(tmp_path / "data/b/two.jpg", 2, quality=80)
    films = read_class_folders(tmp_path / "data", "data").films
    measures = open_cache(films, SPEC, 40, tmp_path / "cache").measures
    assert measures["format"].tolist() == [b"PNG", b"JPEG"]
    assert measures["rows"].tolist() == [104, 56]
    assert measures["columns"].tolist() == [96, 48]
    assert measures["bytes"].tolist() == [film.path.stat().st_size for film in films]
    assert np.allclose(measures["histogram"].sum(axis=1), 65535, atol=32)
    assert 0.2 < measures["mean"].min() < measures["mean"].max() < 0.8
