"""The commands that judge a run."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from xraydesk.core.errors import XRayDeskError

Commands = Any


def add(commands: Commands) -> None:
    """Add the commands to the trainer's parser."""
    evaluate = commands.add_parser("evaluate", help="write a report of what a run can claim: HTML, JSON and pictures")
    evaluate.add_argument("run", type=Path, help="folder of a finished run")
    evaluate.add_argument("--data", nargs="+", type=Path, help="the run's data folders, if they have moved")
    evaluate.add_argument(
        "--folds",
        choices=("tune", "calibrate", "test"),
        default="calibrate",
        help="films to judge on (default: calibrate); opening the test films is written into the run",
    )
    evaluate.add_argument("--out", type=Path, help="folder to write (default: evaluation-FOLDS in the run)")
    evaluate.add_argument("--no-films", action="store_true", help="show no films, for a report that leaves the house")
    _add_prevalence(evaluate)
    evaluate.set_defaults(run_command=_evaluate)
    sheet = commands.add_parser("datasheet", help="write the data sheet of a run: its films, confounders and limits")
    sheet.add_argument("run", type=Path, help="folder of a finished run; it is evaluated first where it was not yet")
    sheet.add_argument("--data", nargs="+", type=Path, help="the run's data folders, if they have moved")
    sheet.add_argument("--out", type=Path, help="the Markdown file (default: data_sheet.md in the run)")
    sheet.set_defaults(run_command=_datasheet)
    compare = commands.add_parser("compare", help="write a table of several runs: Markdown, HTML, JSON and a picture")
    compare.add_argument("runs", nargs="+", type=Path, metavar="RUN", help="folders of finished runs")
    compare.add_argument("--out", type=Path, required=True, help="folder to write")
    compare.add_argument(
        "--folds",
        choices=("tune", "calibrate", "test"),
        default="calibrate",
        help="films to compare on (default: calibrate); test films are never opened here, only read from reports",
    )
    compare.set_defaults(run_command=_compare)
    panel = commands.add_parser("panel", help="print what a run tells apart on its tuning and calibration folds")
    panel.add_argument("run", type=Path, help="folder of a finished run")
    panel.add_argument("--data", nargs="+", type=Path, help="the run's data folders, if they have moved")
    panel.set_defaults(run_command=_panel)


def _add_prevalence(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--prevalence",
        nargs="+",
        default=[],
        metavar="LABEL=SHARE",
        help="how common labels are where the model would be used, for PPV and NPV (default: 0.1 each)",
    )


def _prevalence(words: Sequence[str]) -> dict[str, float]:
    shares = {}
    for word in words:
        label, sign, share = word.rpartition("=")
        try:
            shares[label] = float(share)
        except ValueError:
            sign = ""
        if not sign or not label:
            raise XRayDeskError(f"a prevalence is written LABEL=SHARE, such as covid19=0.05, not {word!r}")
    return shares


def _evaluate(options: argparse.Namespace) -> None:
    from trainer.evaluation.evaluate import evaluate

    shares = _prevalence(options.prevalence)
    page = evaluate(
        options.run, options.data, options.folds, prevalence=shares, out=options.out, films_shown=not options.no_films
    )
    print(f"report: {page}")


def _datasheet(options: argparse.Namespace) -> None:
    from trainer.bundles.card_figures import evaluation_of
    from trainer.evaluation.data_sheet import data_sheet
    from trainer.fitting.finished_run import FinishedRun
    from xraydesk.core.files import write_atomically
    from xraydesk.model.bundle import DATA_SHEET

    run = FinishedRun.load(options.run, options.data)
    text = data_sheet(run, evaluation_of(options.run, options.data))
    target = options.out or options.run / DATA_SHEET
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, text.encode("utf-8", "replace"))
    print(f"data sheet: {target}")


def _compare(options: argparse.Namespace) -> None:
    from trainer.evaluation.compare import compare

    print(f"comparison: {compare(options.runs, options.out, options.folds)}")


def _panel(options: argparse.Namespace) -> None:
    from trainer.evaluation.bootstrap import Draws
    from trainer.evaluation.judged import Judged, calibrated, targets_of
    from trainer.evaluation.panel import inside
    from trainer.evaluation.per_class import together
    from trainer.fitting.finished_run import FinishedRun

    run = FinishedRun.load(options.run, options.data)
    labels = run.recipe.labels
    for purpose, folds in (("tune", run.recipe.folds.tune), ("calibrate", run.recipe.folds.calibrate)):
        answers = run.answers(folds)
        judged = Judged(labels, answers.films, answers.logits, targets_of(answers.films, labels))
        chances, _ = calibrated(judged, None)
        print(f"{purpose}: {len(answers.films)} films of fold {list(folds)}")
        for row in inside(judged, chances):
            measured = "too few films" if row["auroc"] is None else f"AUROC {row['auroc']:.3f}"
            print(f"  {row['origin']}, {row['view']}: {row['contrast']} {measured}, n {row['n'][0]} / {row['n'][1]}")
        pooled = together(judged, chances, Draws.of(judged.groups), [])
        for name in ("macro_auroc", "balanced_accuracy", "accuracy", "kappa"):
            if name in pooled and pooled[name]["value"] is not None:
                print(f"  {name} {pooled[name]['value']:.3f}")
