"""Which labels a run predicts: the recipe's, or those of a user's own data where the recipe does not know them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from trainer.data.films import DataError
from trainer.data.sources.listing import CLASSES, FINDINGS, Listing
from trainer.recipe import Labels, Recipe

# A class with such a name is what the others are told apart from.
_NEGATIVE_WORDS = ("normal", "negative", "healthy", "no finding", "no_finding", "control", "clear", "none")
_NEGATIVE_STARTS = ("non", "no_", "no-", "no ", "not")


def fit_labels(recipe: Recipe, listings: Sequence[Listing]) -> tuple[Recipe, list[str]]:
    """The recipe with the labels of the data, and a sentence on every change.

    The recipe's labels stay where it knows every label that the data has. A data set of which it knows nothing, such as
    a user's own class folders, brings its own labels; then everything in the recipe that names a label goes too.

    Raises
    ------
    DataError
        The recipe knows some of the data's labels and not others, or a finding that it predicts has no column.
    """
    if recipe.labels.task == "unlabelled":
        return recipe, []
    if any(listing.kind == FINDINGS for listing in listings):
        return _fit_findings(recipe, listings)
    binary = recipe.data.class_mode == "binary" and all(listing.kind == CLASSES for listing in listings)
    if recipe.labels.task == "independent" and not binary:
        known = {finding for listing in listings for film in listing.films for finding in film.findings}
        if known & set(recipe.labels.names):
            return recipe, []
    return _fit_classes(recipe, listings, binary)


def _fit_classes(recipe: Recipe, listings: Sequence[Listing], binary: bool) -> tuple[Recipe, list[str]]:
    labels = sorted({label for listing in listings for label in listing.labels}, key=str.casefold)
    if not labels:
        raise DataError("no film of the data has a label")
    if binary:
        wanted, notes = _binary(labels, recipe.data.positive)
    else:
        wanted, notes = None, []
    if wanted is None:
        known = _known(recipe.labels)
        strange = [label for label in labels if label not in known]
        # A user's class folder with one class less or more than the recipe is another task, not a mistake in a table.
        own = all(listing.kind == CLASSES for listing in listings) and not _answers_all(recipe.labels, labels)
        if not strange and not own:
            return recipe, []
        if strange and not own and set(labels) & known:
            raise DataError(
                f"unknown label {strange[0]!r}: the recipe knows {', '.join(sorted(known))}; correct it in the data, "
                "or name it in the recipe's labels (names, members, negatives or leave_out)"
            )
        if len(labels) < 2:
            raise DataError(f"the data has only one label, {labels[0]!r}: there is nothing to tell apart")
        wanted = Labels("exclusive", tuple(labels))
    if wanted == recipe.labels:
        return recipe, []
    return _with_labels(recipe, wanted, notes)


def _binary(labels: list[str], positive: str) -> tuple[Labels, list[str]]:
    if len(labels) != 2:
        raise DataError(f"the class mode 'binary' needs two classes, the data has {len(labels)}: {', '.join(labels)}")
    if positive and positive not in labels:
        raise DataError(f"there is no class {positive!r} to be the positive one; the classes are {', '.join(labels)}")
    chosen = positive or next((label for label in labels if not _is_negative(label)), labels[1])
    other = labels[1 - labels.index(chosen)]
    return Labels("binary", (chosen,), against=(other,)), [f"{chosen!r} counts as positive, {other!r} as negative"]


def _is_negative(label: str) -> bool:
    word = label.casefold()
    return word in _NEGATIVE_WORDS or word.startswith(_NEGATIVE_STARTS)


def _fit_findings(recipe: Recipe, listings: Sequence[Listing]) -> tuple[Recipe, list[str]]:
    columns = [name for listing in listings for name in listing.findings]
    said = {finding for listing in listings for film in listing.films for finding in film.findings}
    known = dict.fromkeys([*columns, *sorted(said)])
    names = recipe.labels.names
    missing = [name for name in names if name not in known]
    if recipe.labels.task == "independent" and not missing:
        return recipe, []
    if recipe.labels.task == "independent" and len(missing) < len(names):
        raise DataError(
            f"no table has a column {missing[0]!r}, which the recipe predicts; the findings are {', '.join(known)}"
        )
    if recipe.labels.task != "independent" and {film.label for ls in listings for film in ls.films} & _known(
        recipe.labels
    ):
        return _fit_classes(recipe, listings, binary=False)
    shown = tuple(name for name in known if name in said)
    if not shown:
        raise DataError("no film of the table has any finding: there is nothing to learn")
    return _with_labels(recipe, Labels("independent", shown), [])


def _known(labels: Labels) -> set[str]:
    members = {value for name in labels.names for value in labels.members.get(name, (name,))}
    return members | set(labels.against) | set(labels.negatives) | set(labels.leave_out)


def _answers_all(labels: Labels, found: Sequence[str]) -> bool:
    """Whether every label is known and every class of the recipe has one."""
    classes = {labels.class_of(label) for label in found} - {-1}
    needed = 2 if labels.task == "binary" else len(labels.names)
    return set(found) <= _known(labels) and len(classes) == needed


def _with_labels(recipe: Recipe, labels: Labels, notes: list[str]) -> tuple[Recipe, list[str]]:
    names = [*labels.names, *labels.against]
    before = ", ".join(recipe.labels.names)
    notes = [f"the labels come from the data ({', '.join(names)}) and not from the recipe ({before})", *notes]
    fit = recipe.fit
    if recipe.shares:
        notes.append("the recipe's shares name other data; every label is drawn equally often instead")
        if labels.task != "independent":
            fit = replace(fit, balance=("label",))
    loss = recipe.loss
    if loss.class_weights:
        notes.append("the recipe's class weights name other labels and are not used")
        loss = replace(loss, class_weights={})
    title = f"{', '.join(names)}: {recipe.network.kind.title} at {recipe.preprocess.input_size} px"
    structured = recipe.structured
    if structured.columns and labels.task == "independent":
        notes.append("structured data is not joined to several findings at once; the image stands alone")
        structured = replace(structured, columns=())
    new = replace(recipe, title=title, labels=labels, shares=(), fit=fit, loss=loss, structured=structured)
    return new, notes
