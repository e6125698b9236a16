"""A search for better hyper-parameters with Optuna; the tune loss judges, and every trial is a run like any other."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import optuna

from trainer.fitting.fit import fit
from trainer.fitting.learner import Start
from trainer.fitting.run_log import STATE, TrainingError
from trainer.recipe import Range, Recipe, RecipeError, change, plain, write
from xraydesk.core.files import write_atomically

STUDY = "study.db"
BEST_RECIPE = "best.toml"


def search(
    recipe: Recipe, data: Sequence[Path], out: Path, cache: Path, trials: int, start: Start | None = None
) -> Path:
    """Try settings from the recipe's search space; returns the file of the best trial's recipe.

    Parameters
    ----------
    recipe
        With a table ``tune``.
    data, cache, start
        As of `fit`.
    out
        Folder of the study and of its trials' runs; an unfinished study in it goes on.
    trials
        Trials to have in the end, those of earlier starts among them.

    Raises
    ------
    TrainingError
        The recipe has no search space, the study in the folder is of another recipe, or every trial failed.
    """
    if recipe.tune is None:
        raise TrainingError("the recipe has no table [tune], so there is nothing to search")
    if int(os.environ.get("WORLD_SIZE", "1")) > 1:
        raise TrainingError("a search runs in one process; start it without torchrun")
    out.mkdir(parents=True, exist_ok=True)
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    study = optuna.create_study(
        storage=f"sqlite:///{out / STUDY}",
        study_name="trainer",
        load_if_exists=True,
        direction="minimize",
        pruner=optuna.pruners.MedianPruner(n_startup_trials=3, n_warmup_steps=1),
    )
    text = write(recipe)
    if study.user_attrs.setdefault("recipe", text) != text:
        raise TrainingError(f"{out} holds a study of another recipe; choose another --out")
    study.set_user_attr("recipe", text)

    def objective(trial: optuna.Trial) -> float:
        best = float("inf")

        def watch(epoch: int, figures: Mapping[str, float]) -> None:
            nonlocal best
            best = min(best, figures["tune_loss"])
            trial.report(best, epoch)
            if trial.should_prune():
                raise optuna.TrialPruned

        folder = out / f"trial-{trial.number:03}"
        try:
            tried = _tried(recipe, trial)
            fit(tried, data, folder, cache, start, watch=watch)
        except (RecipeError, TrainingError) as error:
            # A rate that is too high or vanishes is an answer, not the end of the study.
            print(f"trial {trial.number}: {error}", flush=True)
            raise optuna.TrialPruned from error
        finally:
            # A trial is not resumed, and its state is several times as large as its weights.
            (folder / STATE).unlink(missing_ok=True)
        return best

    done = [t for t in study.get_trials(deepcopy=False) if t.state.is_finished()]
    for number in range(len(done), trials):
        # Each trial's draw comes from its number, so that a study that was killed goes on as it would have.
        study.sampler = optuna.samplers.TPESampler(seed=recipe.fit.seed + number, n_startup_trials=5)
        study.optimize(objective, n_trials=1)
        _say(study)
    return _write_best(recipe, study, out)


def _tried(recipe: Recipe, trial: optuna.Trial) -> Recipe:
    """The recipe with the settings of a trial."""
    assert recipe.tune is not None
    changes = [
        f"{setting}={_toml(_suggest(recipe, trial, setting, space))}" for setting, space in recipe.tune.space.items()
    ]
    epochs, films = recipe.tune.epochs or recipe.fit.epochs, recipe.tune.films_per_epoch or recipe.fit.films_per_epoch
    return change(replace(recipe, tune=None), [*changes, f"fit.epochs={epochs}", f"fit.films_per_epoch={films}"])


def _suggest(recipe: Recipe, trial: optuna.Trial, setting: str, space: Range) -> Any:
    if space.choices:
        return trial.suggest_categorical(setting, list(space.choices))
    value: Any = plain(recipe)
    for part in setting.split("."):
        value = value[part]
    if isinstance(value, int):
        return trial.suggest_int(setting, int(space.low), int(space.high), log=space.log)
    return trial.suggest_float(setting, float(space.low), float(space.high), log=space.log)


def _toml(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


def _say(study: optuna.Study) -> None:
    last = study.get_trials(deepcopy=False)[-1]
    values = ", ".join(
        f"{name} {value:.4g}" if isinstance(value, float) else f"{name} {value}" for name, value in last.params.items()
    )
    found = f"tune loss {last.value:.4f}" if last.state == optuna.trial.TrialState.COMPLETE else last.state.name.lower()
    print(f"trial {last.number}: {found} ({values})", flush=True)


def _write_best(recipe: Recipe, study: optuna.Study, out: Path) -> Path:
    complete = [t for t in study.get_trials(deepcopy=False) if t.state == optuna.trial.TrialState.COMPLETE]
    if not complete:
        raise TrainingError("no trial of the study came to its end, so there is no best one")
    best = study.best_trial
    changes = [f"{setting}={_toml(value)}" for setting, value in best.params.items()]
    found = replace(
        change(replace(recipe, tune=None), changes), title=f"{recipe.title} (trial {best.number} of {len(complete)})"
    )
    target = out / BEST_RECIPE
    write_atomically(target, write(found).encode())
    return target
