"""What a model card says in sentences: what the model learned from, who may use it, and what speaks against it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from trainer.data import films as film_list
from trainer.data.films import Film
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.sampler import draw_weights
from trainer.fitting.targets import usable
from trainer.recipe import Labels

FREE = ("CC BY", "CC0", "public domain", "no restrictions")

GUARDED = (
    "The application's guard declines what does not look like a frontal chest film. No lateral films and few of other "
    "body parts were at hand to test it on; whatever passes it is scored."
)


def learned_from(run: FinishedRun) -> list[Film]:
    """The films that the weights have seen: of the training folds, with a label of the recipe, and ever drawn."""
    recipe = run.recipe
    films = usable([run.films[i] for i in film_list.in_folds(run.films, recipe.folds.train)], recipe)
    weights = draw_weights(films, recipe.shares, recipe.fit.balance)
    return films if weights is None else [film for film, weight in zip(films, weights, strict=True) if weight > 0]


def training_data(films: Sequence[Film]) -> list[str]:
    """One line for each source and label."""
    counts = Counter((film.source.split(" (")[0] or film.data, film.label or "films") for film in films)
    return [f"{source}: {number} {label}" for (source, label), number in sorted(counts.items())]


def licence(films: Sequence[Film]) -> str:
    """What the films' licences leave for the weights."""
    bound = sum("NC" in film.licence for film in films)
    if bound:
        return (
            f"CC BY-NC-SA 4.0: non-commercial and share alike, because {bound} of the training films are licensed so."
        )
    unknown = sum(not any(word in film.licence for word in FREE) for film in films)
    if unknown:
        return f"Not stated: what {unknown} of the training films allow is not known to the trainer."
    return "CC BY 4.0"


def limits(run: FinishedRun, metrics: Mapping[str, Any]) -> list[str]:
    """What speaks against the model, in plain words, the gravest first.

    Parameters
    ----------
    run
        What was trained.
    metrics
        The card's figures; what is not among them is not said.
    """
    found = [sentence for sentence in metrics.get("watermarks", ()) if sentence.startswith("CONFOUNDED")]
    found += [
        (
            "Where sources and classes go together, as in the public data, the pooled figures are flattered by it; the "
            "figures inside one source are the honest ones."
        ),
        _silence(run.recipe.labels) + _other_findings(metrics.get("conformal")),
        GUARDED,
        f"Trained on films of at most {run.recipe.cache_size} pixels; small findings are not seen.",
    ]
    if run.description.get("watermark"):
        found.append(str(run.description["watermark"]))
    if run.description.get("stopped_by") == "budget":
        minutes = run.description["budget_minutes"]
        found.append(f"Training was stopped after its budget of {minutes:g} minutes, before the recipe's last epoch.")
    found += _uncovered(metrics.get("conformal"))
    for row in metrics.get("inside_source", ()):
        if row["view"] == "all":
            measured = "too few films to say"
            if row["auroc"] is not None:
                bounds = " [{:.2f}-{:.2f}]".format(*row["interval"]) if row["interval"] else ""
                measured = f"AUROC {row['auroc']:.2f}{bounds}"
            found.append(f"{row['origin']}: {row['contrast']} {measured}, n {row['n'][0]} / {row['n'][1]}.")
    return found


def _other_findings(conformal: Mapping[str, Any] | None) -> str:
    """What became of the films that are none of the classes."""
    other = (conformal or {}).get("films_of_no_class")
    if not other or other["abstained"]["value"] is None:
        return ""
    said = ", ".join(f"{label} {share['value']:.0%}" for label, share in other["answered"].items())
    return (
        f" On {other['films']} films with other findings it abstained in {other['abstained']['value']:.0%} and "
        f"answered {said}."
    )


def _uncovered(conformal: Mapping[str, Any] | None) -> Iterator[str]:
    """Classes and sources in whose films the right class is in the set clearly less often than promised."""
    if not conformal:
        return
    promised = 1 - conformal["alpha"]
    for row in (*conformal["by_class"], *conformal["by_source"]):
        coverage = row["coverage"]
        if coverage and coverage["interval"] and coverage["interval"][1] < promised:
            low, high = coverage["interval"]
            yield (
                f"Abstention does not keep its promise for {row.get('label') or row['source']}: the right class is in "
                f"the set of {coverage['value']:.2f} [{low:.2f}-{high:.2f}] of {row['films']} films, not of "
                f"{promised:.2f}."
            )


def _silence(labels: Labels) -> str:
    if labels.task == "binary":
        return f"Says only how much a film looks like {labels.names[0]}; any other finding counts as not it."
    if labels.task == "independent":
        return f"Knows only {', '.join(labels.names)}; of any other finding it says nothing."
    return f"Knows only {', '.join(labels.names)}; any other finding is taken for one of them unless it abstains."
