"""The command ``guard``: fit, judge and write the network that tells frontal chest films from other pictures."""

from __future__ import annotations

import argparse
from pathlib import Path


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command of this room."""
    guard = commands.add_parser("guard", help="fit the guard: frontal chest film, or anything else")
    films = "folders of frontal chest films, each with a manifest.csv (columns file, patient_id; fold, source if known)"
    guard.add_argument("--data", nargs="+", type=Path, required=True, help=films)
    others = "folders of anything else: other examinations as DICOM, photographs, drawings"
    guard.add_argument("--negatives", nargs="+", type=Path, required=True, help=others)
    guard.add_argument("--films-among", type=Path, help="text file: how the names of films among the others begin")
    guard.add_argument("--near", nargs="*", type=Path, default=[], help="folders of films that are only counted")
    guard.add_argument("--out", type=Path, required=True, help="folder for network.onnx and about.json")
    guard.add_argument("--steps", type=int, default=2500, help="steps of training (default: 2500)")
    guard.add_argument("--seed", type=int, default=5)
    guard.add_argument("--threads", type=int, default=1, help="threads of the processor (default: 1)")
    guard.add_argument(
        "--held", action="store_true", help="judge the part held back, too; only once everything is chosen"
    )
    guard.set_defaults(run_command=_guard)


def _guard(options: argparse.Namespace) -> None:
    from trainer.guard.command import run

    run(options)
