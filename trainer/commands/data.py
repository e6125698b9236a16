"""Commands on data: ``eda``, ``audit``, ``preview`` and ``fuse``, and the options that every command with data has."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.recipe import Data, Recipe

_PLACES = "data folders (with a manifest.csv, class folders or a table of findings) or CSV files"


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the commands of this room."""
    eda = commands.add_parser("eda", help="look at data: tables and figures in one HTML page")
    eda.add_argument("data", nargs="+", type=Path, help=_PLACES)
    eda.add_argument("--out", type=Path, required=True, help="the HTML file")
    _add_common(eda)
    eda.set_defaults(run_command=_eda)

    audit = commands.add_parser(
        "audit", help="check data: copies, leaks, unreadable files, shortcuts; exit code 1 on leaks"
    )
    audit.add_argument("data", nargs="+", type=Path, help=_PLACES)
    audit.add_argument("--json", type=Path, help="write everything found into a file, too")
    _add_common(audit)
    audit.set_defaults(run_command=_audit)

    preview = commands.add_parser("preview", help="draw a contact sheet of a recipe's augmentation")
    preview.add_argument("recipe", help="name of a recipe in trainer/recipes, or a TOML file")
    preview.add_argument("--data", nargs="+", type=Path, required=True, help=_PLACES)
    preview.add_argument("--out", type=Path, default=Path("preview.png"), help="the PNG file (default: preview.png)")
    preview.add_argument("--films", type=int, default=6, help="rows of the sheet (default: 6)")
    preview.add_argument("--cache", type=Path, help="folder for decoded films (default: beside the file)")
    add_data_options(preview)
    preview.set_defaults(run_command=_preview)

    fuse = commands.add_parser("fuse", help="join a run's structured data with its image network, and compare")
    fuse.add_argument("run", type=Path, help="folder of a finished run of a recipe with a table [structured]")
    fuse.add_argument("--data", nargs="+", type=Path, help="the run's data, if it has moved")
    fuse.add_argument("--cache", type=Path, help="folder for decoded films, if it has moved")
    fuse.set_defaults(run_command=_fuse)


def _add_common(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--recipe", help="judge parts and labels as this recipe uses them")
    parser.add_argument("--cache", type=Path, help="folder for decoded films (default: beside the page, or ./cache)")
    add_data_options(parser)


def add_data_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say how data is read; each stands for a setting of the recipe's ``[data]``."""
    group = parser.add_argument_group(
        "how data is read (else as the recipe's [data] says)",
        "Data is a folder with a manifest.csv (columns file and label; patient_id, source, fold, view, sex, age and "
        "others if they are known), class folders (CLASS/film, or train/CLASS/film, val and test), a table of findings "
        "in the style of CheXpert or NIH ChestX-ray14, or such a CSV file. Films may be DICOM, PNG, JPEG, TIFF or BMP.",
    )
    group.add_argument(
        "--patient-pattern",
        metavar="REGEX",
        help="regular expression with one group that finds the patient in a film's path, or nih, chexpert, kermany",
    )
    group.add_argument("--fix-leakage", action="store_true", help="move a patient of two parts into one, not refuse")
    group.add_argument("--skip-unreadable", action="store_true", help="leave unreadable files out, listed, not refuse")
    group.add_argument("--class-mode", choices=("categorical", "int", "binary"), help="of class folders")
    group.add_argument("--positive", metavar="CLASS", help="the positive class of the class mode 'binary'")
    group.add_argument("--uncertain", choices=("ignore", "ones", "zeros"), help="what -1 means in a table of findings")


def with_data_options(recipe: Recipe, options: argparse.Namespace) -> Recipe:
    """The recipe with what the command line says of the data."""
    return replace(recipe, data=data_of(recipe.data, options))


def data_of(data: Data, options: argparse.Namespace) -> Data:
    """Settings with what the command line says.

    Raises
    ------
    RecipeError
        An option does not fit.
    """
    from trainer.recipe import RecipeError

    said = {
        "patient": options.patient_pattern,
        "class_mode": options.class_mode or ("binary" if options.positive else None),
        "positive": options.positive,
        "uncertain": options.uncertain,
        "fix_leakage": options.fix_leakage or None,
        "skip_unreadable": options.skip_unreadable or None,
    }
    try:
        return replace(data, **{key: value for key, value in said.items() if value is not None})
    except ValueError as error:
        raise RecipeError(str(error)) from error


def _eda(options: argparse.Namespace) -> None:
    from trainer.data.eda import write_page

    data, recipe = _settings(options)
    cache = options.cache or options.out.parent / "cache"
    audit = write_page(options.data, data, recipe, cache, options.out)
    print(audit.text())
    print(f"page: {options.out}")


def _audit(options: argparse.Namespace) -> None:
    from trainer.data.audit import audit_places

    data, recipe = _settings(options)
    report = audit_places(options.data, data, recipe, options.cache or Path("cache"))
    print(report.text())
    if options.json:
        options.json.write_text(report.json(), encoding="utf-8")
    report.refuse()


def _preview(options: argparse.Namespace) -> None:
    from trainer import recipe as recipes
    from trainer.data.preview import write_sheet

    recipe = with_data_options(recipes.load(options.recipe), options)
    cache = options.cache or options.out.parent / "cache"
    write_sheet(recipe, options.data, cache, options.out, options.films)
    print(f"contact sheet: {options.out}")


def _settings(options: argparse.Namespace) -> tuple[Data, Recipe | None]:
    from trainer import recipe as recipes

    if options.recipe is None:
        return data_of(recipes.Data(), options), None
    recipe = with_data_options(recipes.load(options.recipe), options)
    return recipe.data, recipe


def _fuse(options: argparse.Namespace) -> None:
    from trainer.fitting.finished_run import FinishedRun
    from trainer.fitting.fusion import fit_fusion

    run = FinishedRun.load(options.run, options.data, options.cache)
    for row in fit_fusion(run):
        print(row.line())
    print(f"page: {run.folder / 'fusion.html'}")
