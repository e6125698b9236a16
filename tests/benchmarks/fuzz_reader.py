"""Mutated files through the reader: ``python -m tests.benchmarks.fuzz_reader --count 10000 --seed 1``.

Files of ``../shared/dicom`` (or another folder) are mutated by a seeded generator: bits flipped, bytes set to
telling values, pieces cut out, doubled, swapped or filled, headers mutated more often than pixels, lengths
blown up, two files spliced. Every mutant must give a picture or one of the two declared errors, in time, and
without this process or a decoder process growing beyond what files of such a size may need.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from xraydesk.core.errors import FileError, NoImageError, RefusedFileError
from xraydesk.imaging.header import read_header
from xraydesk.imaging.isolation.lease import program_pool
from xraydesk.imaging.isolation.limits import BASE_BYTES
from xraydesk.imaging.read import read

SHARED = Path(__file__).parents[3] / "shared" / "dicom"
MOST_SECONDS = 30.0
# Mutants of small files: a claim of more than this is never believed, so no decoder may need it.
MOST_BYTES = BASE_BYTES + 1024**3
_LARGEST_SOURCE = 2 * 1024**2
_TELLING = (0x00, 0x01, 0x7F, 0x80, 0xFE, 0xFF)


@dataclass
class Summary:
    """What became of the mutants."""

    answers: Counter[str] = field(default_factory=Counter)
    crashes: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    slowest: float = 0.0
    slowest_name: str = ""
    seconds: float = 0.0
    own_growth: int = 0
    decoder_peak: int = 0

    @property
    def passed(self) -> bool:
        """No crash, no hang, no process above its limit."""
        return not self.crashes and self.slowest <= MOST_SECONDS and self.decoder_peak <= MOST_BYTES


def sources(folder: Path) -> list[Path]:
    """The files to mutate: small ones, so that many mutants fit into a run; DICOM files count thrice."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and path.suffix not in (".csv", ".json"))
    small = [path for path in files if 0 < path.stat().st_size <= _LARGEST_SOURCE]
    return small + 2 * [path for path in small if path.read_bytes()[128:132] == b"DICM"]


def fuzz(files: Sequence[Path], count: int, seed: int, folder: Path, progress: Callable[[int], None]) -> Summary:
    """Read ``count`` mutants, written one after the other into ``folder``."""
    result = Summary()
    target = folder / "mutant"
    before = _own_peak()
    for number in range(count):
        # One generator for every mutant, so that any of them can be made again alone.
        generator = random.Random(f"{seed} {number}")
        source = generator.choice(files)
        target.write_bytes(mutant(source.read_bytes(), generator.choice(files), generator))
        start = time.perf_counter()
        name = f"mutant {number} of {source.name}"
        try:
            result.answers[_answer(target, name, result.lost)] += 1
        except Exception as error:  # noqa: BLE001 - the boundary of the measurement: a crash is what it looks for
            result.crashes.append(f"{name}: {error!r}")
        taken = time.perf_counter() - start
        result.seconds += taken
        if taken > result.slowest:
            result.slowest, result.slowest_name = taken, name
        progress(number + 1)
    result.own_growth = _own_peak() - before
    result.decoder_peak = program_pool().peak
    return result


def _answer(target: Path, name: str, lost: list[str]) -> str:
    """What reading a mutant's header and then all of it comes to."""
    with contextlib.suppress(FileError):
        read_header(target)
    try:
        return "picture with a warning" if read(target).warnings else "picture"
    except NoImageError:
        return "no image"
    except RefusedFileError as error:
        if "its decoder" in error.reason or "given up" in error.reason:
            lost.append(f"{name}: {error.reason}")
        return "refused"


def mutant(content: bytes, other: Path, generator: random.Random) -> bytes:
    """One mutated file."""
    data = bytearray(content)
    for _ in range(generator.choice((1, 1, 1, 2, 4))):
        if not data:
            break
        generator.choice(_MUTATIONS)(data, generator)
    if generator.random() < 0.05:
        tail = other.read_bytes()
        data = data[: generator.randrange(len(data) + 1)] + tail[generator.randrange(len(tail)) :]
    return bytes(data)


def _place(data: bytearray, generator: random.Random) -> int:
    """An offset; half of the time in the first kilobytes, where the headers are."""
    end = min(len(data), 4096) if generator.random() < 0.5 else len(data)
    return generator.randrange(end)


def _flip(data: bytearray, generator: random.Random) -> None:
    data[_place(data, generator)] ^= 1 << generator.randrange(8)


def _set(data: bytearray, generator: random.Random) -> None:
    data[_place(data, generator)] = generator.choice(_TELLING)


def _scatter(data: bytearray, generator: random.Random) -> None:
    for _ in range(generator.randrange(1, 64)):
        data[_place(data, generator)] = generator.randrange(256)


def _cut_out(data: bytearray, generator: random.Random) -> None:
    start = _place(data, generator)
    del data[start : start + generator.randrange(1, 256)]


def _cut_off(data: bytearray, generator: random.Random) -> None:
    del data[_place(data, generator) :]


def _double(data: bytearray, generator: random.Random) -> None:
    start = _place(data, generator)
    data[start:start] = data[start : start + generator.randrange(1, 256)]


def _fill(data: bytearray, generator: random.Random) -> None:
    start = _place(data, generator)
    stop = min(start + generator.randrange(1, 512), len(data))
    data[start:stop] = bytes([generator.choice(_TELLING)]) * (stop - start)


def _blow_up(data: bytearray, generator: random.Random) -> None:
    start = _place(data, generator)
    width = generator.choice((2, 4))
    value = generator.choice((0, 1, 2**15, 2**16 - 1)) if width == 2 else generator.choice((2**31, 2**32 - 1, 2**24))
    data[start : start + width] = value.to_bytes(width, generator.choice(("little", "big")))


_GENTLE = (_flip, _flip, _flip, _set, _set, _scatter, _scatter)
_MUTATIONS = (*_GENTLE, _cut_out, _cut_off, _double, _fill, _blow_up)


def _own_peak() -> int:
    if sys.platform == "win32":
        return 0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


def report(result: Summary) -> str:
    """The summary as it is printed."""
    total = sum(result.answers.values()) + len(result.crashes)
    lines = [f"{total} mutants in {result.seconds:.0f} s"]
    lines += [f"  {answer:24} {count:6}" for answer, count in result.answers.most_common()]
    lines.append(f"  {'crash':24} {len(result.crashes):6}")
    lines.append(f"slowest {result.slowest:.1f} s ({result.slowest_name}), allowed {MOST_SECONDS:.0f} s")
    lines.append(f"decoder process peak {result.decoder_peak / 2**20:.0f} MiB, allowed {MOST_BYTES / 2**20:.0f} MiB")
    lines.append(f"this process grew by {result.own_growth / 2**20:.0f} MiB")
    lines.append(f"{len(result.lost)} mutants ended their decoder process, which was replaced")
    lines += [f"  {lost}" for lost in result.lost]
    lines += [f"CRASH {crash}" for crash in result.crashes]
    lines.append("passed" if result.passed else "FAILED")
    return "\n".join(lines)


def main() -> int:
    """Print the summary; exit 0 when nothing crashed, hung or grew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path, default=SHARED)
    options = parser.parse_args()

    def progress(done: int) -> None:
        if sys.stderr.isatty() and done % 100 == 0:
            sys.stderr.write(f"\r{done}/{options.count}")

    with tempfile.TemporaryDirectory() as folder:
        result = fuzz(sources(options.folder), options.count, options.seed, Path(folder), progress)
    sys.stdout.write(report(result) + "\n")
    return 0 if result.passed else 1


if __name__ == "__main__":
    sys.exit(main())
