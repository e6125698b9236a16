"""Score ``read()`` on a folder with a manifest: ``python -m tests.benchmarks.score_reader FOLDER [--all]``.

The folder holds ``manifest.csv`` (``file, kind, expected, tolerance, ref_pixel_sha256, ref_mean`` and more) and
optionally ``reference.json`` with the 8-bit display image of an independent decoder as 32×32 block means.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.display import View, default_voi, render
from xraydesk.imaging.filesets import expand
from xraydesk.imaging.read import read

GREY_LEVELS = 6.0
_ANSWERS = {
    "decode": {"image"},
    "decode_stretch": {"image"},
    "no_image": {"no_image"},
    "refuse": {"refused"},
    "refuse_or_decode": {"refused", "image"},
}
# Formats that the manifest's authors allow to be refused.
_OPTIONAL_SUFFIXES = (".jp2", ".j2k")


@dataclass
class Score:
    """Counts and misses of one run."""

    answered: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)
    hashes: Counter[str] = field(default_factory=Counter)
    display: Counter[str] = field(default_factory=Counter)
    seconds: float = 0.0
    misses: list[str] = field(default_factory=list)


def score(folder: Path) -> Score:
    """Read every file of the manifest and compare."""
    result = Score()
    reference_file = folder / "reference.json"
    references = json.loads(reference_file.read_text()) if reference_file.exists() else {}
    directories: list[str] = []
    listed: list[str] = []
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as handle:
        for row in csv.DictReader(handle):
            if row["expected"] in _ANSWERS:
                _score_row(folder, row, references.get(row["file"]), result)
            elif Path(row["file"]).name == "DICOMDIR":
                directories.append(row["file"])
            if row["kind"] == "fileset":
                listed.append(row["file"])
    for name in directories:
        _score_directory(folder, name, listed, result)
    return result


def _score_directory(folder: Path, name: str, listed: list[str], result: Score) -> None:
    """A DICOMDIR is complete when it leads to every file of the manifest beside or below it, and all are read."""
    top = (folder / name).parent
    wanted = {folder / file for file in listed if (folder / file).is_relative_to(top)} - {folder / name}
    found = list(expand(folder / name))
    unread = [path.name for path in found if _answer(path)[1] != "image"]
    kind = "fileset DICOMDIR"
    result.rows[kind] += 1
    if set(found) == wanted and not unread:
        result.answered[kind] += 1
    else:
        result.misses.append(f"{name}: leads to {len(found)} files of {len(wanted)}, {len(unread)} not read")


def _score_row(folder: Path, row: dict[str, str], reference: dict[str, Any] | None, result: Score) -> None:
    name, expected = row["file"], row["expected"]
    kind = f"{row.get('kind', '')} {expected}".strip()
    result.rows[kind] += 1
    start = time.perf_counter()
    radiograph, answer, reason = _answer(folder / name)
    result.seconds += time.perf_counter() - start
    optional = name.endswith(_OPTIONAL_SUFFIXES) and answer == "refused"
    if answer in _ANSWERS[expected] or optional:
        result.answered[kind] += 1
    else:
        result.misses.append(f"{name}: expected {expected}, answered {answer} {reason}")
    if radiograph is None:
        return
    wanted = row.get("ref_pixel_sha256", "")
    if wanted and row.get("tolerance") == "exact":
        right = wanted == radiograph.stored_sha256
        result.hashes["right" if right else "wrong"] += 1
        if not right:
            result.misses.append(f"{name}: stored samples differ from the reference ({radiograph.decoder})")
    _score_lossy(row, radiograph, result)
    if reference is not None and row.get("display_ref_mean"):
        _score_display(name, radiograph, reference, result)


def _answer(path: Path) -> tuple[Radiograph | None, str, str]:
    try:
        return read(path), "image", ""
    except NoImageError as error:
        return None, "no_image", error.reason
    except RefusedFileError as error:
        return None, "refused", error.reason
    except Exception as error:  # noqa: BLE001 - the boundary of the measurement: a crash is an answer to count
        return None, "crashed", repr(error)


def _score_lossy(row: dict[str, str], radiograph: Radiograph, result: Score) -> None:
    """Means of lossy grey images within 1.0; colour is converted to RGB and not compared."""
    if not row.get("tolerance", "").startswith("lossy") or not row.get("ref_mean") or radiograph.is_colour:
        return
    mean = float(radiograph.samples.mean())
    close = abs(mean - float(row["ref_mean"])) <= 1.0
    result.hashes["lossy mean right" if close else "lossy mean wrong"] += 1
    if not close:
        result.misses.append(f"{row['file']}: mean {mean:.2f}, reference {row['ref_mean']}")


def _score_display(name: str, radiograph: Radiograph, reference: dict[str, Any], result: Score) -> None:
    display = reference.get("display") or {}
    if not display.get("bm"):
        return
    expected = np.asarray(display["bm"], np.float64)
    shown = render(radiograph, View(voi=default_voi(radiograph)))
    blocks = block_means(shown)
    if shown.ndim != 2 or blocks.shape != expected.shape:
        result.display["not compared"] += 1
        result.misses.append(f"{name}: display of shape {blocks.shape}, reference {expected.shape}")
        return
    worst = float(np.abs(blocks - expected).max())
    within = worst <= GREY_LEVELS
    result.display["within" if within else "outside"] += 1
    if not within:
        mean = float(np.abs(blocks - expected).mean())
        result.misses.append(f"{name}: display differs by up to {worst:.1f} grey levels (mean {mean:.1f})")


def block_means(picture: NDArray[Any], blocks: int = 32) -> NDArray[np.float64]:
    """Means over at most 32 × 32 blocks whose edges are at ``i * size // blocks``."""
    values = picture.astype(np.float64)
    for axis in (0, 1):
        size = values.shape[axis]
        count = min(blocks, size)
        edges = np.arange(count) * size // count
        lengths = np.diff(np.append(edges, size))
        shape = (-1, 1) if axis == 0 else (1, -1)
        values = np.add.reduceat(values, edges, axis=axis) / lengths.reshape(shape)
    return values


def report(result: Score) -> str:
    """The figures, then one line for every miss."""
    lines = [
        f"{kind:28} {result.answered[kind]:4} of {result.rows[kind]:4} answered as expected"
        for kind in sorted(result.rows)
    ]
    for title, counts in (("stored samples", result.hashes), ("display", result.display)):
        lines.append(f"{title:28} " + ", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    lines.append(f"{'reading time':28} {result.seconds:.1f} s")
    return "\n".join(lines + [f"MISS {miss}" for miss in result.misses])


def main() -> int:
    """Print the score; exit 0 when nothing was missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    result = score(parser.parse_args().folder)
    sys.stdout.write(report(result) + "\n")
    return 1 if result.misses else 0


if __name__ == "__main__":
    sys.exit(main())
