"""From folders to a guard on disk: what the command line asks for."""

from __future__ import annotations

import argparse
import time
from pathlib import Path
from typing import Any, Final

import torch

from trainer.guard.fit import FAR_SHARE, FORM_LOST, FRONTAL_LOST, Material, fit
from trainer.guard.judge import judge, lines
from trainer.guard.made import SEEN, make
from trainer.guard.pictures import FIT, HELD, TUNE, Pictures, films, joined, others
from trainer.guard.write import write
from xraydesk.core.errors import RefusedFileError

HELD_FOLD: Final = 4
TUNE_FOLD: Final = 3
HELD_SHARE: Final = 0.4
MADE_EACH: Final = 250
_EXAMINATIONS: Final = ("CT", "MR", "US", "NM", "PT", "MG", "CR", "DX", "XA", "SEG", "RTDOSE")
_MADE_EXAMINATIONS: Final = ("made: slice", "made: limb", "made: sector")


def run(options: argparse.Namespace) -> None:
    """Read, fit, judge, write.

    Raises
    ------
    RefusedFileError
        A folder or table cannot be used.
    """
    torch.set_num_threads(options.threads)
    material, counts = gather(options.data, options.negatives, options.films_among, options.seed)
    near = joined(films(folder, HELD_FOLD, TUNE_FOLD) for folder in options.near) if options.near else None
    start = time.monotonic()
    network, limits = fit(material, options.steps, options.seed, lambda sentence: print(sentence, flush=True))
    seconds = time.monotonic() - start
    figures: dict[str, Any] = {
        "provenance": {
            "pictures": counts,
            "steps": options.steps,
            "seed": options.seed,
            "torch": torch.__version__,
            "share_of_tuning_films": {"frontal": FRONTAL_LOST, "form": FORM_LOST, "far": FAR_SHARE},
        },
        "figures": {TUNE: judge(network, limits, material, TUNE, near)},
    }
    if options.held:
        figures["figures"][HELD] = judge(network, limits, material, HELD, near)
    write(network, limits, figures, options.out)
    print(f"fitted in {seconds:.0f} s; limits {limits}")
    for part in (TUNE, HELD):
        if part in figures["figures"]:
            print(f"--- part: {part}", *lines(figures["figures"][part]), sep="\n")


def gather(
    data: list[Path], negatives: list[Path], films_among: Path | None, seed: int
) -> tuple[Material, dict[str, int]]:
    """All pictures by what they are, and how many there are of each.

    Raises
    ------
    RefusedFileError
        A folder or table cannot be used.
    """
    names = _names(films_among)
    chest = [films(folder, HELD_FOLD, TUNE_FOLD) for folder in data]
    scans: list[Pictures] = []
    pictures: list[Pictures] = []
    for folder in negatives:
        among, rest = others(folder, names, HELD_SHARE)
        chest.append(among)
        examined = [kind.removeprefix("DICOM ") in _EXAMINATIONS for kind in rest.kinds]
        scans.append(rest.where(examined))
        pictures.append(rest.where([not each for each in examined]))
    made = make(SEEN, MADE_EACH, FIT, seed)
    drawn = [kind in _MADE_EXAMINATIONS for kind in made.kinds]
    scans.append(made.where(drawn))
    pictures.append(made.where([not each for each in drawn]))
    material = Material(joined(chest), joined(scans), joined(pictures))
    counts = {
        f"{name}, {part}": len(sort.of(part).images)
        for name, sort in (("films", material.films), ("examinations", material.scans), ("pictures", material.pictures))
        for part in (FIT, TUNE, HELD)
    }
    return material, counts


def _names(table: Path | None) -> frozenset[str]:
    if table is None:
        return frozenset()
    try:
        said = table.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedFileError(table, "it cannot be read as text") from error
    return frozenset(line.strip() for line in said if line.strip() and not line.startswith("#"))
