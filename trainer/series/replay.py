"""Carry out a series: each step is a command of its own, so that one that fails takes no other with it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from trainer.evaluation.compare import compare, is_judged
from trainer.fitting.run_log import BEST, DESCRIPTION
from trainer.series.opened import open_in_application
from trainer.series.plan import BASE, FEATURES, Plan, Planned
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.files import write_atomically
from xraydesk.model.bundle import CARD

PURPOSE = "calibrate"
RECORD = "series.json"
Start = Callable[[Sequence[str]], int]


class SeriesError(XRayDeskError):
    """A series cannot be carried out, or some of its runs failed."""


@dataclass(frozen=True)
class Places:
    """Where a series finds and leaves things.

    Attributes
    ----------
    data
        Folders of films for the runs.
    feature_data
        Folders of films to learn features from.
    base
        Files of base weights by architecture.
    out, cache
        Folder of the series, and of decoded films.
    """

    data: Sequence[Path]
    feature_data: Sequence[Path]
    base: Mapping[str, Path]
    out: Path
    cache: Path

    def features(self, architecture: str) -> Path:
        """Run that learns the features of an architecture."""
        return self.out / f"features-{architecture}"

    def run(self, planned: Planned) -> Path:
        """Run of a recipe."""
        return self.out / planned.recipe

    @property
    def models(self) -> Path:
        """Folder of the exported bundles."""
        return self.out / "models"


@dataclass(frozen=True)
class Step:
    """One command.

    Attributes
    ----------
    words
        Of the command, after the interpreter.
    is_done
        Whether its outcome is there and up to date.
    """

    words: tuple[str, ...]
    is_done: Callable[[], bool] = field(default=lambda: False)


def replay(plan: Plan, places: Places, start: Start | None = None) -> Path:
    """Train, judge, export and open every run, then compare them; what is done is not done again.

    Parameters
    ----------
    plan, places
        What, and where.
    start
        Runs a command and returns its exit code; None for a process of its own.

    Returns
    -------
    The page of the comparison. ``series.json`` in the folder says how each run went.

    Raises
    ------
    SeriesError
        Something is not given that a run needs, or runs failed; those that did not are compared all the same.
    """
    refuse_missing(plan, places)
    failed, records = [], []
    for planned in plan.runs:
        wrong = _carry_out(steps_of(plan, planned, places), start or _process)
        if not wrong:
            try:
                records.append(_record(plan, planned, places))
            except XRayDeskError as error:
                wrong = str(error)
        if wrong:
            failed.append(f"{planned.recipe} ({wrong})")
    places.out.mkdir(parents=True, exist_ok=True)
    write_atomically(places.out / RECORD, json.dumps(records, indent=1).encode())
    if not records:
        raise SeriesError(f"no run of the series came to its end: {'; '.join(failed)}")
    page = compare([places.out / record["recipe"] for record in records], places.out / "comparison", PURPOSE)
    if failed:
        raise SeriesError(f"{len(failed)} of {len(plan.runs)} runs failed: {'; '.join(failed)}; the others: {page}")
    return page


def refuse_missing(plan: Plan, places: Places) -> None:
    """Raise SeriesError where something is not given that a run needs, before the first begins."""
    for planned in plan.runs:
        if planned.start == FEATURES and not places.feature_data:
            raise SeriesError(f"{planned.recipe} starts from learned features: give the films for it by --feature-data")
        if planned.start == BASE and planned.architecture not in places.base:
            name = planned.architecture
            raise SeriesError(f"{planned.recipe} starts from base weights: give their file by --base {name}=FILE")


def steps_of(plan: Plan, planned: Planned, places: Places) -> list[Step]:
    """The commands of one run, in their order."""
    run, name, trainer = places.run(planned), planned.recipe, ("-m", "trainer")
    shared = ("--cache", str(places.cache))
    steps: list[Step] = []
    begin: tuple[str, ...] = ()
    if planned.start == FEATURES:
        assert plan.features is not None
        features = places.features(planned.architecture)
        begin = ("--init", str(features))
        learn = ("pretrain", plan.features.method, "--for", name, "--data", *map(str, places.feature_data))
        learn = (
            *trainer,
            *learn,
            "--out",
            str(features),
            *shared,
            *_set((*plan.features.changes, *planned.feature_changes)),
        )
        steps.append(Step(learn, lambda: _is_finished(features)))
    elif planned.start == BASE:
        begin = ("--base", str(places.base[planned.architecture]))
    words: tuple[str, ...] = ("fit", name, "--data", *map(str, places.data), "--out", str(run), *shared, *begin)
    bundle = places.models / name
    return [
        *steps,
        Step((*trainer, *words, *_set(planned.changes)), lambda: _is_finished(run)),
        Step((*trainer, "evaluate", str(run)), lambda: is_judged(run, PURPOSE)),
        Step((*trainer, "export", str(run), "--id", name, "--to", str(places.models)),
             lambda: _is_younger(bundle / CARD, run / BEST)),
    ]  # fmt: skip


def _set(changes: Sequence[str]) -> tuple[str, ...]:
    return ("--set", *changes) if changes else ()


def _is_finished(run: Path) -> bool:
    description = run / DESCRIPTION
    return description.is_file() and "stopped_by" in json.loads(description.read_text(encoding="utf-8"))


def _is_younger(file: Path, than: Path) -> bool:
    return file.is_file() and than.is_file() and file.stat().st_mtime >= than.stat().st_mtime


def _carry_out(steps: Sequence[Step], start: Start) -> str:
    """Take the steps that are not done; returns what went wrong, or nothing."""
    for step in steps:
        if not step.is_done():
            print(f"$ python {' '.join(step.words)}", flush=True)
            code = start(step.words)
            if code:
                return f"{step.words[2]} ended with exit code {code}"
    return ""


def _process(words: Sequence[str]) -> int:
    return subprocess.run([sys.executable, *words], check=False).returncode


def _record(plan: Plan, planned: Planned, places: Places) -> dict[str, Any]:
    """How a run went, from what its steps wrote."""
    run = places.run(planned)
    told = json.loads((run / DESCRIPTION).read_text(encoding="utf-8"))
    start: dict[str, Any] = {"kind": planned.start}
    if planned.start == FEATURES:
        assert plan.features is not None
        before = json.loads((places.features(planned.architecture) / DESCRIPTION).read_text(encoding="utf-8"))
        start |= {"method": plan.features.method, "minutes": round(before["seconds"] / 60, 1)}
    return {
        "recipe": planned.recipe,
        "title": told["recipe"]["title"],
        "changes": list(planned.changes),
        "start": start,
        "minutes": round(told["seconds"] / 60, 1),
        "device": told["device"],
        "opened": open_in_application(run, places.models / planned.recipe, run / "screened.csv"),
    }
