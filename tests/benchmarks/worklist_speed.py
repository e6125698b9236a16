"""A worklist of 100,000 films: what storing, paging, counting, backing up and checking it take.

    python -m tests.benchmarks.worklist_speed [films]

Prints milliseconds of a page of 100 lines at the top and deep down, the median of several rounds, for every order and
some filters. The films are made up; the database is a file in a temporary folder.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

import numpy as np

from tests.store.screened import MODEL, OTHER_MODEL, WHEN, digest, outcome
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import Status
from xraydesk.store import audit, backups, decisions, entries, integrity, results, runs, worklist
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.store.results import Outcome
from xraydesk.store.schema import STEPS
from xraydesk.store.worklist_query import Query, Sort

ROUNDS, BATCH, LINES = 7, 64, 100
NOW = datetime.fromisoformat(WHEN) + timedelta(hours=30)
STATUSES = (Status.OK,) * 8 + (Status.ABSTAINED, Status.DECLINED)


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median of several rounds."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return median(times)


def made_up(films: int) -> list[Outcome]:
    chance = np.random.default_rng(1)
    return [
        outcome(
            number,
            float(chance.random()),
            STATUSES[number % len(STATUSES)],
            (datetime.fromisoformat(WHEN) + timedelta(seconds=number)).isoformat(),
            patient_name=f"Patient {chance.integers(films // 3 + 1)}",
            study_date=f"20{number % 20:02}{number % 12 + 1:02}{number % 28 + 1:02}",
        )
        for number in range(films)
    ]


def store(database: Database, outcomes: list[Outcome], model: str) -> int:
    run = runs.start(database, [Path("/films")], "densenet", model, {}, WHEN)
    for start in range(0, len(outcomes), 1000):
        entries.add(database, run, [each.result.path for each in outcomes[start : start + 1000]], WHEN)
    for start in range(0, len(outcomes), BATCH):
        results.commit(database, run, outcomes[start : start + BATCH])
    return run


def review(database: Database, films: int) -> None:
    for number in range(0, films, max(1, films // 200)):
        decisions.add(
            database,
            Decision(
                f"{number:032x}", digest(number), 0, "pneumonia", Verdict.ACCEPTED, "", WHEN, "densenet", MODEL, 0.7,
                "balanced", 0.5, False,
            ),
        )  # fmt: skip


def pages(database: Database, run: int, films: int) -> None:
    asked = {f"by {sort}": Query(run, sort=sort) for sort in Sort}
    asked["by probability, downwards"] = Query(run, sort=Sort.PROBABILITY, descending=True)
    asked["triage, cap of 12 hours"] = Query(run, cap_hours=12)
    asked["triage, of one label"] = Query(run, labels=("pneumonia",))
    asked["triage, abstained only"] = Query(run, statuses=("abstained",))
    asked["by patient, abstained only"] = Query(run, statuses=("abstained",), sort=Sort.PATIENT)
    asked["by date, not reviewed, above 0.5"] = Query(run, low=0.5, reviewed=False, sort=Sort.DATE)
    asked["triage, text in patient, reason or path"] = Query(run, text="atient 77")
    print(f"{'milliseconds':<42}{'top':>8}{'middle':>8}{'end':>8}{'count':>8}{'next':>8}")
    for name, query in asked.items():
        count = worklist.count(database, query)
        figures = [
            milliseconds(lambda at=at, query=query: worklist.page(database, query, at, LINES, NOW))
            for at in (0, count // 2, max(0, count - LINES))
        ]
        figures.append(milliseconds(lambda query=query: worklist.count(database, query)))
        at = worklist.page(database, query, count // 2, 1, NOW)[0].id
        figures.append(milliseconds(lambda query=query, at=at: worklist.next_unreviewed(database, query, at, NOW)))
        print(f"{name:<42}" + "".join(f"{figure:8.1f}" for figure in figures))
    print(f"{'counts by status and label':<42}{milliseconds(lambda: worklist.counts(database, run)):8.1f}")


def main() -> None:
    """Measure and print."""
    films = int(sys.argv[1]) if sys.argv[1:] else 100_000
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.sqlite3"
        database = Database(file)
        outcomes = made_up(films)
        first = milliseconds(lambda: store(database, outcomes, MODEL), 1)
        asked = [digest(number) for number in range(films)]
        known = milliseconds(lambda: results.known(database, asked, MODEL), 3)
        other = milliseconds(lambda: store(database, outcomes, OTHER_MODEL), 1)
        review(database, films)
        print(f"{films} films, each screened by two models; {file.stat().st_size / 2**20:.0f} MiB")
        print(f"storing, in batches of {BATCH}: {first / films:.3f} ms a film (second model {other / films:.3f})")
        print(f"asking which of them are known: {known:.0f} ms")
        event = milliseconds(lambda: audit.record(database, Event.SCREEN, films=films))
        print(f"one event of the audit trail:   {event:.1f} ms")
        pages(database, 1, films)
        some = [digest(number) for number in range(LINES)]
        beside = milliseconds(lambda: results.beside(database, some, OTHER_MODEL))
        print(f"{'old results beside 100 lines':<42}{beside:8.1f}")
        backup = milliseconds(lambda: backups.on_demand(file, datetime.now(UTC)), 1)
        print(f"a backup, looked through: {backup:.0f} ms")
        database.close()
        for thorough in (False, True):
            taken = milliseconds(lambda: integrity.problem(file, len(STEPS), thorough=thorough), 3)  # noqa: B023
            print(f"the look at the start{', after a crash' if thorough else ''}: {taken:.0f} ms")


if __name__ == "__main__":
    main()
