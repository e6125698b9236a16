"""A run of the store as it is exported: its films with what readers declared and noted, and whose films they are."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import Final

from xraydesk.core.decisions import Decision, standing
from xraydesk.core.errors import ModelError
from xraydesk.core.findings import Provenance, ScreeningResult
from xraydesk.core.wording import mark
from xraydesk.export.failures import ExportError
from xraydesk.export.run import Case, Run
from xraydesk.exporting.described import described
from xraydesk.model import bundle as bundles
from xraydesk.model.bundle import Bundle
from xraydesk.store import decisions, entries, films, notes, results, runs
from xraydesk.store.database import Database

LATEST: Final = "latest"
_AT_ONCE: Final = 500


class Part(StrEnum):
    """Which lines of a run are exported."""

    ALL = "all"
    SELECTED = "selected"
    REVIEWED = "reviewed"
    PROBLEMS = "problems"


PARTS: Final = {
    Part.ALL: mark("All films of the run"),
    Part.SELECTED: mark("Selected lines"),
    Part.REVIEWED: mark("Reviewed films"),
    Part.PROBLEMS: mark("Declined and failed files"),
}
"""What each is called, marked for translation."""


@dataclass(frozen=True, slots=True)
class StoredRun:
    """A run of the store, ready to be exported.

    Attributes
    ----------
    number
        Of the run in the store.
    run
        What is exported.
    bundle
        The run's model; None where it is not at hand.
    waiting
        How many lines have no result yet; they are not in it.
    """

    number: int
    run: Run
    bundle: Bundle | None
    waiting: int


def chosen(database: Database, word: str) -> runs.Run:
    """The run that a reader means by its number or by ``latest``.

    Raises
    ------
    ExportError
        There is none.
    StoreError
        The database cannot be read.
    """
    if word == LATEST:
        every = runs.every(database)
        if not every:
            raise ExportError("there is no run in the database yet; xraydesk screen PATHS --store makes one")
        return every[0]
    run = runs.of(database, int(word)) if word.isdecimal() and len(word) < 18 else None
    if run is None:
        raise ExportError(f"there is no run {word}; xraydesk runs lists them, and {LATEST} is the newest")
    return run


def stored(
    database: Database,
    number: int,
    part: Part = Part.ALL,
    selected: Collection[int] = (),
    *,
    go_on: Callable[[], None] = lambda: None,
) -> StoredRun:
    """Read a run out of the store.

    Parameters
    ----------
    selected
        Numbers of the lines that make up `Part.SELECTED`.
    go_on
        Called now and then; what it raises ends the reading.

    Raises
    ------
    ExportError
        There is no such run, or no line of it is in the part.
    StoreError
        The database cannot be read.
    """
    kept = chosen(database, str(number))
    only = selected if part is Part.SELECTED else None
    cases: list[Case] = []
    for some in _batches(results.of_run(database, number, entries=only)):
        go_on()
        cases += [case for case in _cases(database, kept, some) if _is_in(case, part)]
    waiting = sum(1 for _ in _waiting(database, number)) if part is Part.ALL else 0
    if not cases:
        raise ExportError(_NOTHING[part].format(run=number, waiting=waiting))
    bundle = bundle_of(kept)
    card = bundle.card if bundle is not None else None
    about = (("run", str(number)), ("screened", kept.started.replace("T", " ")))
    run = described(cases, card, title=kept.model, settings=about)
    return StoredRun(number, run, bundle, waiting)


_NOTHING: Final = {
    Part.ALL: "run {run} has no film yet that was looked at; {waiting} files wait",
    Part.SELECTED: "no selected line of run {run} was looked at yet",
    Part.REVIEWED: "no film of run {run} has been reviewed",
    Part.PROBLEMS: "no file of run {run} was declined or failed",
}


def bundle_of(run: runs.Run) -> Bundle | None:
    """The model that answered, by its digest; None where it is not installed any more, or was altered."""
    for folder in bundles.installed():
        if folder.name == run.model:
            try:
                bundle = bundles.load(folder)
            except ModelError:
                continue
            if bundle.sha256 == run.model_sha256:
                return bundle
    return None


def _is_in(case: Case, part: Part) -> bool:
    if part is Part.REVIEWED:
        return bool(standing(case.decisions))
    return part is not Part.PROBLEMS or not case.result.findings


def _batches(found: Iterable[ScreeningResult]) -> Iterator[list[ScreeningResult]]:
    each = iter(found)
    while some := list(islice(each, _AT_ONCE)):
        yield some


def _cases(database: Database, run: runs.Run, some: list[ScreeningResult]) -> list[Case]:
    digests = [result.sha256 for result in some if result.sha256]
    known = films.of(database, digests)
    declared: dict[str, list[Decision]] = {}
    for decision in decisions.of_films(database, digests):
        declared.setdefault(decision.film, []).append(decision)
    noted: dict[str, list[str]] = {}
    for note in notes.of_films(database, digests):
        noted.setdefault(note.film, []).append(note.text)
    made = []
    origins: dict[Provenance | None, Provenance | None] = {}
    for result in some:
        film = known.get(result.sha256)
        # Thousands of films share where their answers come from.
        shared = origins.setdefault(result.provenance, result.provenance)
        made.append(
            Case(
                replace(result, provenance=shared),
                tuple(declared.get(result.sha256, ())),
                tuple(noted.get(result.sha256, ())),
                "" if film is None else film.patient_id or film.patient_name,
                source_of(result.path, run.dropped),
            )
        )
    return made


def source_of(path: Path, dropped: Iterable[Path]) -> str:
    """The collection that a film is from: the name of the folder that was dropped; empty for a file of its own."""
    return next((root.name for root in dropped if root != path and path.is_relative_to(root)), "")


def _waiting(database: Database, number: int) -> Iterator[int]:
    last = 0
    while found := entries.waiting(database, number, after=last):
        yield from (line for line, _ in found)
        last = found[-1][0]
