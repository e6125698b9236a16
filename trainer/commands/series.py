"""The command that carries out a series of recipes."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from xraydesk.core.errors import XRayDeskError


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the trainer's parser."""
    series = commands.add_parser("series", help="train, judge, export, open and compare several recipes; resumable")
    series.add_argument("series", help="name of a series in trainer/series, or a TOML file")
    series.add_argument("--data", nargs="+", type=Path, required=True, help="data folders; tuning uses the first")
    series.add_argument("--feature-data", nargs="+", type=Path, default=[], help="data folders to learn features from")
    series.add_argument(
        "--base", nargs="+", default=[], metavar="ARCHITECTURE=FILE", help="base weights of architectures"
    )
    series.add_argument("--out", type=Path, required=True, help="folder of the runs, bundles and the comparison")
    series.add_argument("--cache", type=Path, help="folder for decoded films (default: in the folder of the series)")
    series.set_defaults(run_command=_series)


def _series(options: argparse.Namespace) -> None:
    from trainer.series.plan import load
    from trainer.series.replay import Places, replay

    base = _base(options.base)
    places = Places(options.data, options.feature_data, base, options.out, options.cache or options.out / "cache")
    print(f"comparison: {replay(load(options.series), places)}")


def _base(words: Sequence[str]) -> dict[str, Path]:
    files = {}
    for word in words:
        architecture, sign, file = word.partition("=")
        if not (architecture and sign and file):
            raise XRayDeskError(f"base weights are written ARCHITECTURE=FILE, not {word!r}")
        files[architecture] = Path(file)
        if not files[architecture].is_file():
            raise XRayDeskError(f"there are no weights in {file}")
    return files
