"""The trainer's command line: ``python -m trainer fit RECIPE --data FOLDER --out RUN``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from trainer import recipe
from xraydesk.core import paths
from xraydesk.core.errors import XRayDeskError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 a plain error, 2 wrong usage)."""
    options = _parser().parse_args(arguments)
    try:
        options.run_command(options)
    except XRayDeskError as error:
        print(f"trainer: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"trainer: {error.filename or 'a file'} cannot be used: {error.strerror or error}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trainer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    fit = commands.add_parser("fit", help="train a recipe; an unfinished run is resumed")
    fit.add_argument("recipe", help="name of a recipe in trainer/recipes, or a TOML file")
    fit.add_argument("--data", nargs="+", type=Path, required=True, help="data folders; tuning uses the first")
    fit.add_argument("--out", type=Path, required=True, help="folder of the run")
    fit.add_argument("--cache", type=Path, help="folder for decoded films (default: beside the run)")
    fit.add_argument("--init", type=Path, help="weights to start from (best.safetensors of a run)")
    fit.set_defaults(run_command=_fit)

    panel = commands.add_parser("panel", help="print what a run tells apart on its tuning and calibration folds")
    panel.add_argument("run", type=Path, help="folder of a finished run")
    panel.add_argument("--data", nargs="+", type=Path, help="the run's data folders, if they have moved")
    panel.set_defaults(run_command=_panel)

    export = commands.add_parser("export", help="write a run as a bundle that the application opens")
    export.add_argument("run", type=Path, help="folder of a finished run")
    export.add_argument("--id", required=True, dest="model_id", help="name of the bundle's folder")
    export.add_argument("--title", help="name that people read (default: the recipe's title)")
    export.add_argument("--data", nargs="+", type=Path, help="the run's data folders, if they have moved")
    export.add_argument("--to", type=Path, default=paths.resources() / "models", help="folder of the models")
    export.set_defaults(run_command=_export)
    return parser


def _fit(options: argparse.Namespace) -> None:
    from trainer.fitting.fit import fit

    cache = options.cache or options.out.parent / "cache"
    best = fit(recipe.load(options.recipe), options.data, options.out, cache, options.init)
    print(f"best weights: {best}")


def _panel(options: argparse.Namespace) -> None:
    from trainer.evaluation.metrics import fit_temperature
    from trainer.evaluation.panel import inside_source, pooled
    from trainer.fitting.finished_run import FinishedRun
    from xraydesk.model.calibrate import probabilities

    run = FinishedRun.load(options.run, options.data)
    names = run.recipe.labels.names
    for purpose, folds in (("tune", run.recipe.folds.tune), ("calibrate", run.recipe.folds.calibrate)):
        answers = run.answers(folds)
        truth = answers.truth(names)
        temperature = fit_temperature(answers.logits[truth >= 0], truth[truth >= 0])
        print(f"{purpose}: {len(answers.films)} films of fold {list(folds)}")
        for row in inside_source(answers.films, probabilities(answers.logits, temperature, True), names):
            measured = "too few films" if row["auroc"] is None else f"AUROC {row['auroc']:.3f}"
            print(f"  {row['origin']}, {row['view']}: {row['contrast']} {measured}, n {row['n'][0]} / {row['n'][1]}")
        for name, figure in pooled(answers.films, answers.logits, names).items():
            print(f"  {name} {figure['value']:.3f}, n {figure['n']}")


def _export(options: argparse.Namespace) -> None:
    from trainer.bundles.export import export

    print(f"bundle: {export(options.run, options.data, options.model_id, options.title, options.to)}")


if __name__ == "__main__":
    sys.exit(main())
