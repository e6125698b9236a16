"""A screening on Ray as a program of its own, which can look at itself, lose a worker, or be killed.

    python -m tests.cluster.on_ray SETTINGS

Settings are JSON: ``paths``, ``place``, ``workers``, ``films_a_shard``, ``event``: nothing, ``lose a worker`` or
``die``. The last line of the output is JSON.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from xraydesk.cluster.crew import RayCrew, Wanted
from xraydesk.cluster.job import ClusterScreening
from xraydesk.cluster.place import Place
from xraydesk.screening.progress import Progress


def descendants(parent: int) -> dict[int, str]:
    """Processes below one, with their command lines (Linux)."""
    parents, names = {}, {}
    for folder in Path("/proc").iterdir():
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            parents[int(folder.name)] = int(fields[1])
            names[int(folder.name)] = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (OSError, ValueError, IndexError):
            continue
    found: dict[int, str] = {}
    grown = [parent]
    while grown:
        grown = [child for child, above in parents.items() if above in grown]
        found.update((child, names[child]) for child in grown)
    return found


def listening(processes: set[int]) -> set[str]:
    """Addresses on which some processes listen, as the kernel writes them in hexadecimal (Linux)."""
    sockets = set()
    for process in processes:
        try:
            sockets |= {str(link.readlink()) for link in Path(f"/proc/{process}/fd").iterdir()}
        except OSError:
            continue
    found = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6", "/proc/net/udp", "/proc/net/udp6"):
        for line in Path(table).read_text().splitlines()[1:]:
            fields = line.split()
            if f"socket:[{fields[9]}]" in sockets and (fields[3] == "0A" or "udp" in table):
                found.add(fields[1].partition(":")[0])
    return found


class Watched(RayCrew):
    """Looks at its own processes and files at its end, before they are gone."""

    seen: dict[str, Any]

    def __exit__(self, *error: Any) -> None:
        below = descendants(os.getpid())
        folder = Path(self._folder)
        kept = [path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
        type(self).seen = {
            "listening": sorted(listening({os.getpid(), *below})),
            "workers": sorted(pid for pid, name in below.items() if name.startswith("ray::FilmWorker")),
            "planted": any(b"Planted" in content for content in kept),
            "folder": str(folder),
            "mode": oct(folder.stat().st_mode)[-3:],
        }
        super().__exit__(*error)


def main(settings: str) -> None:
    """Screen."""
    wanted = json.loads(settings)
    lost: list[int] = []

    def tell(progress: Progress) -> None:
        if wanted["event"] == "lose a worker" and progress.done and not lost:
            below = descendants(os.getpid())
            lost.append(next(pid for pid, name in below.items() if name.startswith("ray::FilmWorker")))
            os.kill(lost[0], signal.SIGKILL)
        if wanted["event"] == "die" and list(Path(wanted["place"]).glob("*.parquet")):
            sys.stdout.write(json.dumps({"below": descendants(os.getpid())}) + "\n")
            sys.stdout.flush()
            os.kill(os.getpid(), signal.SIGKILL)

    job = ClusterScreening(
        [Path(path) for path in wanted["paths"]],
        Place(wanted["place"]),
        Wanted(workers=wanted["workers"]),
        progress=tell,
        films_a_shard=wanted["films_a_shard"],
        make_crew=Watched,
    )
    counts = job.run()
    sys.stdout.write(json.dumps({"counts": counts, "kept": job.kept, "lost": lost, **Watched.seen}) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
