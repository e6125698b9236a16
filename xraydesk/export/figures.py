"""The figures of a run in words, the same for every summary: agreement of readers and model, remarks on a film."""

from __future__ import annotations

from xraydesk.core.agreement import LEAST_FILMS, Agreement
from xraydesk.core.reader_answers import latest
from xraydesk.core.statistics import Reading, reading
from xraydesk.export.run import Case, Run
from xraydesk.export.table import verdict_text


def reading_of(run: Run) -> Reading | None:
    """How far readers and model agree; None where no reader declared anything."""
    declared = [decision for decisions in {case.decisions for case in run.cases} for decision in decisions]
    if not declared:
        return None
    return reading([case.result for case in run.cases], declared, run.labels, exclusive=run.exclusive)


def compared(found: Reading) -> str:
    """What was compared, and what was left out."""
    return (
        f"{found.reviewed} films reviewed; left out: {found.abstained} without an answer of the model, "
        f"{found.against_advice} scored against advice, {found.undecided} without one label of the reader. "
        f"On {found.seen_first} of those compared the reader had seen the model's answer first."
    )


def confusions(found: Reading) -> dict[str, Agreement]:
    """The tables with a film in them: the one of all labels under an empty name, or one for each finding."""
    tables = {"": found.all} if found.all.films else {}
    return tables | {label: each for label, each in found.by_finding.items() if each.films}


def agreed(each: Agreement) -> str:
    """Raw agreement and kappa with their intervals, where there are enough films."""
    if each.raw is None or each.raw.low is None or each.raw.high is None:
        return f"{each.agreed} of {each.films} agree; under {LEAST_FILMS} films no more is claimed."
    words = (
        f"{each.agreed} of {each.films} agree: {each.raw.value:.1%} "
        f"(95 % interval {each.raw.low:.1%} to {each.raw.high:.1%})"
    )
    if each.kappa is None:
        return f"{words}; Cohen's kappa is not defined where all say the same."
    return f"{words}; Cohen's kappa {each.kappa.value:.2f} ({each.kappa.low:.2f} to {each.kappa.high:.2f})."


def remarks(case: Case) -> list[str]:
    """What is to be heeded of a film, and what readers said of it."""
    result = case.result
    return [
        *([f"scored against advice: {result.against}"] if result.against else []),
        *result.hints,
        *([result.localisation.sentence()] if result.localisation and result.localisation.is_unreliable else []),
        *(f"{decision.reader or 'reader'}: {verdict_text(decision)}" for decision in latest(case.decisions).values()),
        *case.notes,
    ]
