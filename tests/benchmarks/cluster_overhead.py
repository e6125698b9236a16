"""What Ray costs on one machine: the same films screened with and without it, in one run.

    python -m tests.benchmarks.cluster_overhead FOLDER [--films 2000] [--rounds 1] [--workers 0] [--json FILE]

Each side is a process of its own, from its start to its last answer and file written: ``xraydesk screen`` as it is, and
``xraydesk screen --engine ray``. What was measured is in the JSON file at once, with the machine that it was measured
on, so a run that is cut off goes on with the side at which it stopped. ``resources/guides/sizing.py`` makes the page on
sizing of that file.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import replace
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import Any

from tests.cluster.on_ray import descendants
from xraydesk import workflow
from xraydesk.cluster.crew import RayCrew, Wanted
from xraydesk.cluster.job import ClusterScreening
from xraydesk.cluster.place import Place
from xraydesk.cluster.rows import row_of
from xraydesk.core.files import write_atomically
from xraydesk.core.findings import ScreeningResult
from xraydesk.export import formats
from xraydesk.export.run import Case
from xraydesk.exporting.described import described
from xraydesk.screening.outcome import Outcome
from xraydesk.screening.plan import cores
from xraydesk.screening.progress import Progress

BAR = 0.20
SIDES = ("local", "ray")


def answers_of(results: Iterable[ScreeningResult]) -> str:
    """A digest of what was answered, without the times."""
    rows = (row_of(Outcome(replace(result, decode_ms=0.0, infer_ms=0.0))) for result in results)
    lines = sorted(json.dumps(row, sort_keys=True) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


class Counted(RayCrew):
    """Adds up the processor time of all that Ray has started, before it is gone."""

    spent: float | None = None

    def __exit__(self, *error: Any) -> None:
        if sys.platform == "linux":
            type(self).spent = sum(_cpu_s(pid) for pid in descendants(os.getpid()))
        super().__exit__(*error)


def _cpu_s(pid: int) -> float:
    """Processor time of a process and of its children that have ended."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return sum(int(ticks) for ticks in fields[11:15]) / os.sysconf("SC_CLK_TCK")


def local(films: list[Path], place: Path, seen: Callable[[Progress], None], workers: int) -> Iterable[ScreeningResult]:
    """As ``xraydesk screen --out table.csv``."""
    del workers
    session = workflow.Session()
    job = workflow.screening(films, session, roots=films, progress=seen)
    results = [outcome.result for outcome in job.outcomes()]
    formats.named("csv").write(described([Case(result) for result in results], session.card()), place / "table.csv")
    return results


def ray(films: list[Path], place: Path, seen: Callable[[Progress], None], workers: int) -> Iterable[ScreeningResult]:
    """As ``xraydesk screen --engine ray --out place``."""
    place = Place(str(place / "place"))
    job = ClusterScreening(films, place, Wanted(workers=workers), progress=seen, make_crew=Counted)
    job.run()
    return job.results()


def worker_mib() -> float | None:
    """Memory of a worker with its film process in MiB, what is shared counted in parts; None where none can be seen."""
    shares = []
    for pid, name in descendants(os.getpid()).items() if sys.platform == "linux" else ():
        if name.startswith("ray::FilmWorker"):
            shares.append(sum(_pss_kib(each) for each in (pid, *descendants(pid))) / 1024)
    return sum(shares) / len(shares) if shares else None


def _pss_kib(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def side(name: str, films: list[Path], workers: int) -> dict[str, Any]:
    """Screen on one side; what was measured."""
    start = time.perf_counter()
    first: list[float] = []
    memory: list[float | None] = []

    def seen(progress: Progress) -> None:
        if progress.done and not first:
            first.append(time.perf_counter() - start)
        if progress.done > len(films) // 2 and not memory:
            memory.append(worker_mib())

    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        results = {"local": local, "ray": ray}[name](films, place, seen, workers)
        seconds = time.perf_counter() - start
        own, ended = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
        own_s, ended_s = own.ru_utime + own.ru_stime, ended.ru_utime + ended.ru_stime
        answers = list(results)
        written = sum(path.stat().st_size for path in place.rglob("*") if path.suffix in (".csv", ".parquet"))
    return {
        "seconds": seconds,
        "first_s": first[0] if first else seconds,
        "own_cpu_s": own_s,
        # Ray's processes are killed and not waited for, so they were counted when they were alive.
        "all_cpu_s": own_s + (ended_s if name == "local" else Counted.spent or 0.0),
        "films": len(answers),
        "scored": sum(bool(result.findings) for result in answers),
        "bytes": written,
        "worker_mib": memory[0] if memory else None,
        "answers": answers_of(answers),
    }


def machine() -> dict[str, Any]:
    """Where this is measured."""
    processor = platform.processor()
    if Path("/proc/cpuinfo").exists():
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), processor)
    packages = ("ray", "pyarrow", "onnxruntime", "numpy")
    return {
        "processor": processor,
        "cores": cores(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "packages": {name: version(name) for name in packages},
        "model": workflow.Session().bundle.sha256,
    }


def measured(target: Path, setting: dict[str, Any]) -> dict[str, Any]:
    """What a file holds of the same setting, else nothing yet."""
    if target.exists():
        before: dict[str, Any] = json.loads(target.read_text(encoding="utf-8"))
        if before["setting"] == setting:
            return before
        sys.exit(f"{target} holds the measurement of another setting; name another file or remove it")
    return {"setting": setting, "sides": []}


def overhead(sides: list[dict[str, Any]], measure: str = "seconds") -> float:
    """How much more Ray takes, as a share; the best round of each side counts."""
    best = {name: min(each[measure] for each in sides if each["side"] == name) for name in SIDES}
    return float(best["ray"] / best["local"] - 1)


def main() -> int:
    """Measure and print; 1 where the answers differ or the bar is missed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("--films", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--workers", type=int, default=0)
    parser.add_argument("--json", type=Path, default=Path(tempfile.gettempdir()) / "xraydesk-cluster-overhead.json")
    parser.add_argument("--side", choices=SIDES)
    options = parser.parse_args()
    pictures = (
        path for path in workflow.discover([options.folder.absolute()]) if path.suffix in (".jpg", ".png", ".dcm")
    )
    films = list(islice(pictures, options.films))
    if options.side:
        print(json.dumps(side(options.side, films, options.workers)))
        return 0
    setting = {
        "folder": options.folder.resolve().name,
        "films": len(films),
        "bytes": sum(film.stat().st_size for film in films),
        "workers": options.workers or cores(),
        "machine": machine(),
    }
    record = measured(options.json, setting)
    for number in range(2 * options.rounds):
        name = SIDES[number % 2]
        if number >= len(record["sides"]):
            command = [sys.executable, "-m", "tests.benchmarks.cluster_overhead", str(options.folder), "--side", name]
            more = ["--films", str(options.films), "--workers", str(options.workers)]
            load = os.getloadavg()[0]
            done = subprocess.run([*command, *more], stdout=subprocess.PIPE, text=True, check=True)
            record["sides"].append({"side": name, "load_before": load, **json.loads(done.stdout.splitlines()[-1])})
            write_atomically(options.json, json.dumps(record, indent=1).encode("utf-8"))
        each = record["sides"][number]
        rate = each["films"] / each["seconds"]
        print(
            f"{name:<6} {each['films']} films in {each['seconds']:.1f} s ({rate:.2f} a second), the first after "
            f"{each['first_s']:.1f} s; processor time {each['all_cpu_s']:.1f} s, {each['own_cpu_s']:.1f} s of it in "
            f"the process that writes; load before {each['load_before']:.1f}",
            flush=True,
        )
    same = len({each["answers"] for each in record["sides"]}) == 1
    share = overhead(record["sides"])
    work = overhead(record["sides"], "all_cpu_s")
    print(f"answers: {'the same to the bit' if same else 'THEY DIFFER'}")
    print(f"overhead of Ray: {share:.1%} of the time (bar {BAR:.0%}), {work:.1%} of the processor time")
    print(f"kept in {options.json}")
    return 0 if same and share <= BAR else 1


if __name__ == "__main__":
    sys.exit(main())
