"""The commands that train: fit, pretrain, tune, leave-out, and what tells of recipes beforehand."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from trainer import recipe as recipes
from trainer.commands.data import add_data_options, with_data_options
from trainer.recipe import Recipe


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands to the trainer's parser."""
    fit = commands.add_parser("fit", help="train a recipe; an unfinished run is resumed")
    fit.add_argument("recipe", help="name of a recipe in trainer/recipes, or a TOML file")
    _add_run_options(fit)
    fit.set_defaults(run_command=_fit)

    pretrain = commands.add_parser("pretrain", help="learn features for a recipe's architecture from other films")
    pretrain.add_argument("method", help="recipe that pre-trains: findings-pretraining, self-supervised or a file")
    pretrain.add_argument("--for", required=True, dest="target", help="recipe whose network shall start from them")
    _add_run_options(pretrain)
    pretrain.set_defaults(run_command=_pretrain)

    tune = commands.add_parser("tune", help="search a recipe's space of settings; an unfinished search goes on")
    tune.add_argument("recipe", help="recipe with a table [tune]")
    tune.add_argument("--trials", type=int, default=20, help="trials to have in the end (default: 20)")
    _add_run_options(tune, budget=False)
    tune.set_defaults(run_command=_tune)

    leave = commands.add_parser(
        "leave-out",
        help="train a recipe without each source in turn and judge it there; what is done is not done again",
        description="A source is what the column 'source' says before ' ('; where the brackets hold another source of "
        "the data, as in 'RSNA (NIH)', the films count as that one's. --budget holds for each run.",
    )
    leave.add_argument("recipe", help="name of a recipe in trainer/recipes, or a TOML file")
    _add_run_options(leave)
    leave.set_defaults(run_command=_leave_out)

    listing = commands.add_parser("recipes", help="list the recipes")
    listing.set_defaults(run_command=_recipes)

    summary = commands.add_parser("summary", help="print a recipe's layers, parameters, operations and memory")
    _add_recipe(summary)
    summary.set_defaults(run_command=_summary)

    bench = commands.add_parser("selfbenchmark", help="measure how fast this machine trains a recipe")
    _add_recipe(bench)
    bench.set_defaults(run_command=_selfbenchmark)


def _add_recipe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("recipe", help="name of a recipe in trainer/recipes, or a TOML file")
    _add_changes(parser)


def _add_changes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set", nargs="+", default=[], metavar="SETTING=VALUE", dest="changes", help="change settings: fit.epochs=3"
    )


def _add_run_options(parser: argparse.ArgumentParser, budget: bool = True) -> None:
    parser.add_argument("--data", nargs="+", type=Path, required=True, help="data folders; tuning uses the first")
    parser.add_argument("--out", type=Path, required=True, help="folder of the run")
    parser.add_argument("--cache", type=Path, help="folder for decoded films (default: beside the run)")
    parser.add_argument("--init", type=Path, help="run, or best.safetensors of a run, to take the features of")
    parser.add_argument("--base", type=Path, help="file of base weights (torchvision or timm) to take the features of")
    if budget:
        parser.add_argument("--budget", type=float, metavar="MINUTES", help="stop after so many minutes")
    _add_changes(parser)
    add_data_options(parser)


def _recipe(options: argparse.Namespace, name: str) -> Recipe:
    return recipes.change(recipes.load(name), options.changes)


def _run(recipe: Recipe, options: argparse.Namespace) -> None:
    from trainer.fitting.fit import fit
    from trainer.fitting.learner import Start

    cache = options.cache or options.out.parent / "cache"
    start = Start(options.init, options.base)
    best = fit(with_data_options(recipe, options), options.data, options.out, cache, start, options.budget)
    print(f"best weights: {best}")


def _fit(options: argparse.Namespace) -> None:
    _run(_recipe(options, options.recipe), options)


def _pretrain(options: argparse.Namespace) -> None:
    method, target = recipes.load(options.method), recipes.load(options.target)
    size = max(method.preprocess.input_size, target.network.kind.smallest)
    fitted = replace(
        method,
        title=f"{method.title}, for {target.network.kind.title}",
        network=replace(method.network, architecture=target.network.architecture),
        preprocess=replace(method.preprocess, input_size=size),
    )
    _run(recipes.change(fitted, options.changes), options)


def _tune(options: argparse.Namespace) -> None:
    from trainer.fitting.learner import Start
    from trainer.fitting.search import search

    cache = options.cache or options.out.parent / "cache"
    start = Start(options.init, options.base)
    recipe = with_data_options(_recipe(options, options.recipe), options)
    best = search(recipe, options.data, options.out, cache, options.trials, start)
    print(f"best trial's recipe: {best}")


def _leave_out(options: argparse.Namespace) -> None:
    from trainer.evaluation.leave_out import leave_one_source_out
    from trainer.fitting.learner import Start

    cache = options.cache or options.out / "cache"
    start = Start(options.init, options.base)
    recipe = with_data_options(_recipe(options, options.recipe), options)
    print(f"result: {leave_one_source_out(recipe, options.data, options.out, cache, start, options.budget)}")


def _recipes(options: argparse.Namespace) -> None:
    del options
    from trainer.fitting.summary import count_parameters

    rows = [("recipe", "network", "input", "parameters", "task", "title")]
    for name in recipes.known():
        recipe = recipes.load(name)
        classes = f" of {len(recipe.labels.names)}" if recipe.labels.names else ""
        rows.append(
            (
                name,
                recipe.network.kind.title + (f", {recipe.network.freeze} frozen" if recipe.network.freeze else ""),
                f"{recipe.preprocess.input_size} px",
                f"{count_parameters(recipe) / 1e6:.1f} M",
                recipe.labels.task + classes,
                recipe.title,
            )
        )
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]) - 1)]
    for row in rows:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)) + "  " + row[-1])


def _summary(options: argparse.Namespace) -> None:
    from trainer.fitting.summary import in_words, summarise

    recipe = _recipe(options, options.recipe)
    print(in_words(recipe, summarise(recipe)))


def _selfbenchmark(options: argparse.Namespace) -> None:
    from trainer.fitting import machine
    from trainer.fitting.self_benchmark import pipeline_speed, training_speeds

    recipe = _recipe(options, options.recipe)
    fabric = machine.start(recipe.fit.precision)
    print(f"{recipe.title}\n{fabric.device.type}, {fabric.strategy.precision.precision}, batch {recipe.fit.batch_size}")
    for threads, speed in training_speeds(recipe, fabric).items():
        print(f"training with {threads} threads: {speed:.1f} images/s, 1,000 films in {1000 / speed / 60:.1f} minutes")
    print(f"input pipeline alone: {pipeline_speed(recipe, fabric):.0f} images/s")
