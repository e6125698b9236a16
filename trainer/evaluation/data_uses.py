"""What a run's data must not be used for, and what nobody told the program of them: sentences from counts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.bundles.card_words import learned_from
from trainer.data.films import Film
from trainer.fitting.finished_run import FinishedRun

FEWEST = 30


def forbidden_uses(run: FinishedRun, figures: Mapping[str, Any]) -> list[str]:
    """Sentences on uses that these films cannot carry, each with the count that says so.

    Parameters
    ----------
    run
        Whose films are meant.
    figures
        Of an evaluation of it.
    """
    films = run.films
    found = ["Diagnosis, or any decision on a patient: research use only.", *_pooled(films, figures), *_people(run)]
    thin = sorted({f"{row['by']} {row['group']}" for row in figures["subgroups"] if row["films"] < FEWEST})
    if thin:
        found.append(f"Claims on groups with fewer than {FEWEST} judged films: {', '.join(thin)}.")
    bound = sum("NC" in film.licence for film in films)
    if bound:
        found.append(f"Commercial purposes: the licence of {bound:,} films forbids them.")
    unknown = sum(not film.licence for film in films)
    if unknown:
        found.append(f"Passing on the {unknown:,} films whose licence is not stated.")
    strangers = sum(not film.patient_known for film in films)
    if strangers:
        found.append(f"Counts of patients: {strangers:,} films cannot be tied to a patient.")
    found.append("Finding out who the patients are, or joining the films with other data to that end.")
    return found


def _pooled(films: Sequence[Film], figures: Mapping[str, Any]) -> list[str]:
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for film in films:
        if film.label:
            held[film.collection][film.label] += 1
    single = {source: next(iter(labels)) for source, labels in held.items() if len(labels) == 1}
    found = []
    if len(held) > 1 and single:
        told = "; ".join(f"{source or 'source not known'}: only {label}" for source, label in sorted(single.items()))
        found.append(
            f"Claims from figures pooled over sources: {len(single)} of {len(held)} sources hold one label alone "
            f"({told}), so that the source gives the label away."
        )
    if figures["shortcuts"]["confounded"]:
        names = ", ".join(figures["shortcuts"]["confounded"])
        found.append(f"Proof that a network has learned disease from pooled figures on {names}: see the confounders.")
    return found


def _people(run: FinishedRun) -> list[str]:
    trained, found = learned_from(run), []
    children, aged = sum(0 <= film.age < 18 for film in trained), sum(film.age == film.age for film in trained)
    if children < FEWEST:
        found.append(
            f"Children: {children} films of patients under 18 were trained on, of {aged:,} whose age is known."
        )
    lateral, viewed = sum(film.view.upper().startswith("L") for film in trained), sum(bool(f.view) for f in trained)
    if lateral < FEWEST:
        found.append(f"Lateral views: {lateral} such films were trained on, of {viewed:,} whose view is known.")
    return found


def not_known(figures: Mapping[str, Any]) -> list[str]:
    """What those who gathered the films must say: questions of a data sheet that no run can answer."""
    sources = sorted({row["source"] or "source not known" for row in figures["run"]["data"]})
    return [
        f"Why and by whom the data were gathered and paid for ({'; '.join(sources)}): see their publications.",
        "Whether the patients agreed, which ethics board approved, and how identities were removed.",
        "When, where and with which devices the films were taken, unless their files say so.",
        "Whom the patients represent: origin, income, comorbidity and severity are in no column that is read here.",
        "Who keeps the data, corrects them and answers for them.",
    ]
