"""Films decoded once, through the application's own reader and preprocessing, and read from memory maps ever after."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from trainer.data.decode import CELLS, INPUTS, MEASURES, Decoded, decode
from trainer.data.films import DataError, Film
from trainer.data.shards import Entry, ShardFolder, Stamp
from xraydesk.core.files import sha256_of
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess
from xraydesk.imaging.read import read

FEWEST_FOR_PROCESSES = 96
_TOGETHER = 8

Rows = NDArray[np.intp] | slice | Sequence[int]


@dataclass(frozen=True)
class FilmCache:
    """Pictures of a list of films, on disk until they are asked for.

    Attributes
    ----------
    films
        The films that have a picture, in the order asked for.
    refused
        Files that could not be used, each with its reason.
    shard_of
        ``(N,)`` number of the shard that holds each film; films are dealt to shards by chance.
    """

    films: list[Film]
    refused: list[tuple[Path, str]]
    shard_of: NDArray[np.intp]
    _row_in: NDArray[np.intp]
    _names: list[str]
    _folder: ShardFolder
    _digests: list[str]
    _maps: dict[int, NDArray[Any]] = field(default_factory=dict, repr=False)

    def __len__(self) -> int:
        return len(self.films)

    @property
    def shape(self) -> tuple[int, ...]:
        """``(N, s, s)``, or ``(N, 1, S, S)`` for inputs."""
        return (len(self), *self._folder.shape)

    @property
    def dtype(self) -> np.dtype[Any]:
        """Uint8 for films, float32 for inputs."""
        return self._folder.dtype

    @property
    def measures(self) -> NDArray[Any]:
        """``(N,)`` rows of ``decode.MEASURES``: digests, size, format, grey levels, perceptual hash."""
        found = [self._folder.measures[digest] for digest in self._digests]
        return np.array(found, MEASURES) if found else np.zeros(0, MEASURES)

    def __getitem__(self, rows: Rows) -> NDArray[Any]:
        """``(n, …)`` pictures of some rows, copied into memory."""
        chosen = np.arange(len(self))[rows] if isinstance(rows, slice) else np.asarray(rows, np.intp)
        result = np.empty((len(chosen), *self._folder.shape), self.dtype)
        shards = self.shard_of[chosen]
        for number in np.unique(shards).tolist():
            mine = np.flatnonzero(shards == number)
            result[mine] = self._map(number)[self._row_in[chosen[mine]]]
        return result

    def __array__(self, dtype: Any = None, copy: bool | None = None) -> NDArray[Any]:
        """All pictures in memory; for small sets."""
        return self[:].astype(dtype or self.dtype, copy=False)

    def part(self, rank: int, world: int) -> NDArray[np.intp]:
        """Rows that process ``rank`` of ``world`` reads when each reads only its own part of the shards.

        The parts are disjoint, cover all films and differ in size by one film at most. Each is a run of neighbouring
        shards, so that a host touches few files; films being dealt by chance, each is a fair sample.
        """
        order = np.lexsort((self._row_in, self.shard_of))
        edges = np.linspace(0, len(self), world + 1).round().astype(int)
        return np.sort(order[edges[rank] : edges[rank + 1]])

    def _map(self, number: int) -> NDArray[Any]:
        if number not in self._maps:
            self._maps[number] = self._folder.pictures(self._names[number])
        return self._maps[number]


def open_cache(
    films: Sequence[Film],
    spec: PreprocessSpec,
    size: int,
    folder: Path,
    *,
    skip_unreadable: bool = False,
    workers: int | None = None,
) -> FilmCache:
    """Each film as ``(size, size)`` uint8, stretched to 0..255 before standardisation.

    Films that are not in the folder yet are decoded, in parallel; films whose files have changed count as new.

    Raises
    ------
    DataError
        A film cannot be read and ``skip_unreadable`` is off, or the folder cannot be written.
    """
    return _open(films, replace(spec, input_size=size), CELLS, folder, skip_unreadable, workers)


def open_inputs(
    films: Sequence[Film],
    spec: PreprocessSpec,
    folder: Path,
    *,
    skip_unreadable: bool = False,
    workers: int | None = None,
) -> FilmCache:
    """Each film as ``(1, S, S)`` float32: to the bit what the application feeds the model; else as ``open_cache``."""
    return _open(films, spec, INPUTS, folder, skip_unreadable, workers)


def inputs(films: Sequence[Film], spec: PreprocessSpec) -> NDArray[np.float32]:
    """``(N, 1, S, S)`` float32: what the application feeds the model, decoded now and held in memory."""
    return np.concatenate([preprocess(read(film.path), spec)[0] for film in films])


def _open(
    films: Sequence[Film], spec: PreprocessSpec, kind: str, folder: Path, skip: bool, workers: int | None
) -> FilmCache:
    shards = ShardFolder.open(folder, spec, kind)
    if shards.damaged:
        print(f"note: {len(shards.damaged)} files of the cache are damaged; their films are decoded again", flush=True)
    stamps, lost = _stamps(films)
    _recognise(films, stamps, shards)
    missing = {i: stamp for i, stamp in stamps.items() if shards.stamps.get(stamp) not in shards.entries}
    # Dealt by a digest of their place: every shard becomes a fair sample of the films.
    order = sorted(missing, key=lambda i: missing[i].place)
    try:
        lost |= _build([(films[i].path, stamps[i]) for i in order], shards, spec, kind, workers)
    except OSError as error:
        raise DataError(f"the cache in {folder} cannot be written: {error.strerror or error}") from error
    return _view(films, stamps, lost, shards, skip)


def _stamps(films: Sequence[Film]) -> tuple[dict[int, Stamp], dict[Path, str]]:
    stamps, lost = {}, {}
    for i, film in enumerate(films):
        try:
            stamps[i] = Stamp.of(film.path)
        except OSError as error:
            lost[film.path] = f"it cannot be opened: {error.strerror or error}"
    return stamps, lost


def _recognise(films: Sequence[Film], stamps: dict[int, Stamp], shards: ShardFolder) -> None:
    """Find films that were moved or touched but not changed by their content."""
    if not shards.entries:
        return
    sizes = {stamp.size for stamp in shards.stamps}
    found = {}
    for i, stamp in stamps.items():
        if stamp not in shards.stamps and stamp.size in sizes:
            try:
                digest = sha256_of(films[i].path)
            except OSError:
                continue
            if digest in shards.entries:
                found[stamp] = digest
    if found:
        shards.recognise(found)


def _build(
    films: Sequence[tuple[Path, Stamp]], shards: ShardFolder, spec: PreprocessSpec, kind: str, workers: int | None
) -> dict[Path, str]:
    """Decode films shard by shard; what was decoded is kept even when this is interrupted."""
    lost: dict[Path, str] = {}
    if not films:
        return lost
    processes = min(workers or _cores(), len(films) // FEWEST_FOR_PROCESSES + 1)
    with (
        _decoder(processes, spec, kind) as decoded,
        tqdm(total=len(films), desc="decode", unit="film", disable=None) as progress,
    ):
        for start in range(0, len(films), shards.capacity):
            part = films[start : start + shards.capacity]
            done: list[tuple[Stamp, Decoded]] = []
            try:
                for (path, stamp), film in zip(part, decoded([path for path, _ in part]), strict=True):
                    if film.sha256:
                        done.append((stamp, film))
                    else:
                        lost[path] = film.reason
                    progress.update()
            finally:
                shards.write(done, spec)
    return lost


@contextmanager
def _decoder(processes: int, spec: PreprocessSpec, kind: str) -> Iterator[Any]:
    """A function from paths to ``Decoded`` in their order, in this process or in several."""
    task = partial(decode, spec=spec, kind=kind)
    if processes <= 1:
        yield lambda paths: map(task, paths)
        return
    # Fresh interpreters: a fork would copy the threads of torch in whatever state they are.
    pool = ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
    try:

        def decoded(paths: Iterable[Path]) -> Iterator[Decoded]:
            return pool.map(task, paths, chunksize=_TOGETHER)

        yield decoded
    except BrokenProcessPool as error:
        raise DataError(
            "a process that decodes films was ended, perhaps for want of memory; start again to go on"
        ) from error
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _view(
    films: Sequence[Film], stamps: dict[int, Stamp], lost: dict[Path, str], shards: ShardFolder, skip: bool
) -> FilmCache:
    kept, digests, refused = [], [], []
    entries: list[Entry] = []
    for i, film in enumerate(films):
        digest = shards.stamps.get(stamps[i], "") if i in stamps else ""
        entry = shards.entries.get(digest)
        if entry is None or entry.row < 0:
            refused.append((film.path, entry.reason if entry else lost.get(film.path, "it was not decoded")))
        else:
            kept.append(film)
            digests.append(digest)
            entries.append(entry)
    if refused and not skip:
        raise DataError(unreadable(refused))
    names = sorted({entry.shard for entry in entries})
    number = {name: k for k, name in enumerate(names)}
    shard_of = np.array([number[entry.shard] for entry in entries], np.intp)
    row_in = np.array([entry.row for entry in entries], np.intp)
    return FilmCache(kept, refused, shard_of, row_in, names, shards, digests)


def unreadable(refused: Sequence[tuple[Path, str]]) -> str:
    """One sentence about files that cannot be used."""
    path, reason = refused[0]
    first = f"{path.name}: {reason}"
    if len(refused) == 1:
        return f"a film cannot be used ({first}); take it out, or leave such films out with --skip-unreadable"
    return (
        f"{len(refused)} films cannot be used, the first is {first}; take them out, or leave such films out with "
        f"--skip-unreadable ('trainer audit' lists them)"
    )
