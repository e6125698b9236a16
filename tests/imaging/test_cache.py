"""Decoded radiographs are kept within a budget, shared by threads, and forgotten when the file changes."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.imaging.dicom_files import dataset, ramp, save
from xraydesk.core.errors import RefusedFileError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.cache import RadiographCache
from xraydesk.imaging.read import read

FILM = 32 * 48 * 2


class Counting:
    """A decoder that counts."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.gate = threading.Event()
        self.gate.set()

    def __call__(self, path: Path) -> Radiograph:
        self.names.append(path.name)
        assert self.gate.wait(30)
        return read(path)


@pytest.fixture
def films(tmp_path: Path) -> list[Path]:
    return [save(dataset(ramp()), tmp_path / name) for name in "abcd"]


def test_a_film_is_decoded_once(films: list[Path]) -> None:
    decoder = Counting()
    cache = RadiographCache(10 * FILM, decoder)
    assert cache.read(films[0]) is cache.read(films[0])
    assert decoder.names == ["a"]
    cache.clear()
    cache.read(films[0])
    assert decoder.names == ["a", "a"]


def test_the_least_recently_used_goes_when_the_budget_is_spent(films: list[Path]) -> None:
    decoder = Counting()
    cache = RadiographCache(2 * FILM, decoder)
    for index in (0, 1, 0, 2, 0, 1):
        cache.read(films[index])
        assert cache.used <= 2 * FILM
    assert decoder.names == ["a", "b", "c", "b"]


def test_a_film_larger_than_the_budget_is_given_and_not_kept(films: list[Path]) -> None:
    cache = RadiographCache(FILM - 1, read)
    assert cache.read(films[0]).frames == 1
    assert cache.used == 0


def test_a_changed_file_is_decoded_anew(films: list[Path]) -> None:
    cache = RadiographCache()
    assert cache.read(films[0]).shape == (32, 48)
    save(dataset(ramp(16, 16)), films[0])
    assert cache.read(films[0]).shape == (16, 16)


def test_errors_are_not_kept(tmp_path: Path) -> None:
    cache, path = RadiographCache(), tmp_path / "a"
    with pytest.raises(RefusedFileError):
        cache.read(path)
    save(dataset(ramp()), path)
    assert cache.read(path).frames == 1


def test_threads_that_ask_at_once_share_one_decoding(films: list[Path]) -> None:
    decoder = Counting()
    decoder.gate.clear()
    cache = RadiographCache(10 * FILM, decoder)
    with ThreadPoolExecutor(4) as threads:
        results = [threads.submit(cache.read, films[0]) for _ in range(4)]
        decoder.gate.set()
        assert len({id(result.result()) for result in results}) == 1
    assert decoder.names == ["a"]
