"""Kill a screening again and again and compare what it leaves with one that nobody disturbed.

    python -m tests.benchmarks.kill_and_resume [--films 5000] [--kills 20] [--plain]

Each start is a process of its own that is killed (SIGKILL) at a random moment and started anew; the last may finish.
Then every line and every answer in its database must be that of an undisturbed screening, and none may be there twice.
``--plain`` takes doubles for reader and model, so that the store and the pipeline are what is tested.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.benchmarks.screening_films import pictures
from tests.screening import doubles
from xraydesk import workflow
from xraydesk.model.predict import Predictor
from xraydesk.screening.discovery import discover
from xraydesk.screening.pipeline import Screening
from xraydesk.screening.store_sink import StoreSink
from xraydesk.store.database import Database


def work(folder: Path, store: Path, *, plain: bool) -> None:
    """Screen a folder into a database, as ``xraydesk screen --store`` does, from where it stands."""
    session = workflow.Session()
    predictor: Predictor = doubles.predictor() if plain else session.screener
    bundle = predictor.bundle
    sink = StoreSink.of(Database(store), [folder], bundle.card.id, bundle.sha256, {"engine": predictor.engine.name})
    files = discover([folder])
    job = (
        Screening(files, predictor, doubles.PlainReader, sink, doubles.QUICK, roots=[folder])
        if plain
        else workflow.screening(files, session, sink, roots=[folder])
    )
    for _ in job.outcomes(ordered=False):
        sys.stdout.write(".")
        sys.stdout.flush()
    sink.end()


def left_in(store: Path) -> list[tuple[Any, ...]]:
    """What a database holds of its newest run, without what differs from time to time."""
    database = Database(store)
    rows = database.rows(
        "SELECT entry.path, entry.status, result.film, result.status AS answer, result.reason, result.content"
        " FROM entry LEFT JOIN result ON result.id = entry.result"
        " WHERE entry.run = (SELECT max(id) FROM run) ORDER BY entry.path"
    )
    left = []
    for row in rows:
        content = {} if row["content"] is None else json.loads(row["content"])
        said = {name: value for name, value in content.items() if not name.endswith("_ms")}
        left.append((row["path"], row["status"], row["film"], row["answer"], row["reason"], json.dumps(said)))
    database.close()
    return left


def killed_run(folder: Path, store: Path, films: int, kills: int, *, plain: bool, seed: int = 1) -> int:
    """Start, kill, start again; how many starts were killed before they were done."""
    chance = random.Random(seed)
    marks = sorted(chance.sample(range(1, films), kills))
    command = [sys.executable, "-m", "tests.benchmarks.kill_and_resume", "--worker", str(folder), str(store)]
    root = Path(__file__).resolve().parents[2]
    killed = 0
    for mark in marks:
        with subprocess.Popen([*command, *(["--plain"] if plain else [])], cwd=root, stdout=subprocess.PIPE) as worker:
            assert worker.stdout is not None
            # At an outcome drawn by chance, and then a moment drawn by chance: in the middle of whatever it does.
            worker.stdout.read(mark)
            with contextlib.suppress(subprocess.TimeoutExpired):
                worker.wait(chance.uniform(0, 0.05))
            killed += worker.poll() is None
            worker.kill()
    subprocess.run([*command, *(["--plain"] if plain else [])], cwd=root, check=True, stdout=subprocess.DEVNULL)
    return killed


def compare(folder: Path, place: Path, films: int, kills: int, *, plain: bool) -> tuple[int, list[str]]:
    """Screen both ways; how many were killed, and in which ways the two differ."""
    with contextlib.redirect_stdout(io.StringIO()):
        work(folder, place / "whole.sqlite3", plain=plain)
    killed = killed_run(folder, place / "killed.sqlite3", films, kills, plain=plain)
    whole, left = left_in(place / "whole.sqlite3"), left_in(place / "killed.sqlite3")
    differences = []
    if len(left) != films or len({line[0] for line in left}) != films:
        differences.append(f"{len(left)} lines of {len({line[0] for line in left})} paths, where {films} belong")
    differences += [f"{one[0]} differs" for one, other in zip(whole, left, strict=False) if one != other]
    # A start may have ended its run by the time it is killed; only then the next one begins another.
    states = Database(place / "killed.sqlite3").rows("SELECT state FROM run ORDER BY id")
    cut_off = sum(row["state"] != "done" for row in states)
    if cut_off:
        differences.append(
            f"{cut_off} of {len(states)} runs were left, where each start should go on with the one before"
        )
    return killed, differences


def main() -> int:
    """Measure and print; 1 where anything differs."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--films", type=int, default=5000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--worker", nargs=2, type=Path)
    options = parser.parse_args()
    if options.worker:
        work(*options.worker, plain=options.plain)
        return 0
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = place / "films"
        if options.plain:
            doubles.films(folder, options.films)
        else:
            pictures(folder, options.films, 320, ".jpg")
        start = time.perf_counter()
        killed, differences = compare(folder, place, options.films, options.kills, plain=options.plain)
        seconds = time.perf_counter() - start
    print(f"{options.films} films, {killed} of {options.kills} kills before the end, {seconds:.0f} s for both ways")
    print("\n".join(differences[:20]) or "the same lines and answers, none doubled")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main())
