"""The command that trains the network which finds the lungs."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from xraydesk.core.errors import XRayDeskError


def add(commands: Any) -> None:
    """Add the command to the trainer's parser."""
    lungs = commands.add_parser("lungs", help="train the network that finds the lungs, from films with masks")
    lungs.add_argument("--data", nargs="+", type=Path, required=True, help="folders with manifest.csv, lung_masks.csv")
    lungs.add_argument("--out", type=Path, required=True, help="folder to write: network.onnx and about.json")
    lungs.add_argument("--folds", type=int, default=5, help="parts of the patients in cross-validation (default: 5)")
    lungs.add_argument("--steps", type=int, default=600, help="batches of each network of a fold (default: 600)")
    lungs.add_argument("--last-steps", type=int, default=900, help="batches of the network kept (default: 900)")
    lungs.add_argument("--seed", type=int, default=0)
    lungs.set_defaults(run_command=_lungs)


def _lungs(options: argparse.Namespace) -> None:
    from trainer.lungs.train import train

    if options.folds < 2 or min(options.steps, options.last_steps) < 1:
        raise XRayDeskError("lungs needs at least two folds and one step")
    figures = train(
        options.data,
        options.out,
        folds=options.folds,
        steps=options.steps,
        last_steps=options.last_steps,
        seed=options.seed,
        say=lambda words: print(words, flush=True),
    )
    for region, found in figures["cross_validation"].items():
        words = ", ".join(
            f"{name} {found[name]['mean']:.3f} ± {found[name]['sd']:.3f} (least {found[name]['least']:.3f})"
            for name in ("dice", "iou")
        )
        print(f"{region}: {words}, {figures['films']} films, {figures['folds']} folds by patient")
    print(f"network: {options.out}")
