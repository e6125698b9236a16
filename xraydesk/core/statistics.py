"""A screening run in figures: counts by status and label, and how far readers and model agree.

A film counts once, however many paths lead to it. Films on which the model abstained, and those that were scored
against the guard's advice, are counted apart: neither is an answer that a reader could agree with.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from xraydesk.core.agreement import Agreement, agreement
from xraydesk.core.decisions import ABNORMAL, NORMAL, Decision, FirstLook
from xraydesk.core.findings import NOTHING_COUNTS, ScreeningResult, Status
from xraydesk.core.reader_answers import answer_of, latest, presence_of
from xraydesk.core.triage import is_normal

OTHER: Final = "other"
"""In a confusion table: what a reader says that is no label of the model."""

PRESENT: Final = "present"
ABSENT: Final = "absent"


@dataclass(frozen=True, slots=True)
class Counts:
    """How many lines of a run have each answer.

    Attributes
    ----------
    lines, films
        Files of the run, and how many of them differ in content; a file that could not be read is a film of its own.
    by_status
        Every status, also those of no line.
    by_label
        Lines with an answer, by the label that names them; every label of the model, also those of no line.
    against_advice
        Lines that were scored although the guard had declined the film.
    """

    lines: int
    films: int
    by_status: Mapping[Status, int]
    by_label: Mapping[str, int]
    against_advice: int


@dataclass(frozen=True, slots=True)
class Reading:
    """How far readers and model agree.

    Attributes
    ----------
    reviewed
        Films about which a declaration on this model's findings stands.
    abstained, against_advice
        Reviewed films that were left out, because the model gave no answer, or because the guard had declined them.
    undecided
        Reviewed films that were left out because the declarations do not come to one label.
    seen_first
        Compared films whose reader had seen the model's answer before giving one: agreement is then no independent
        evidence.
    all, unaided
        Agreement over the compared films, and over those whose reader had not seen the model's answer first. For
        findings that stand on their own both are empty.
    by_finding
        For findings that stand on their own: `PRESENT` or `ABSENT`, by label.
    """

    reviewed: int
    abstained: int
    against_advice: int
    undecided: int
    seen_first: int
    all: Agreement
    unaided: Agreement
    by_finding: Mapping[str, Agreement]


def counts(results: Iterable[ScreeningResult], labels: Sequence[str]) -> Counts:
    """Count the lines of a run; ``labels`` in the card's order."""
    lines = list(results)
    statuses = Counter(line.status for line in lines)
    named = Counter(line.label for line in lines if line.status is Status.OK)
    return Counts(
        len(lines),
        len({line.sha256 or str(line.path) for line in lines}),
        {status: statuses[status] for status in Status},
        {label: named[label] for label in dict.fromkeys((*labels, *named))},
        sum(bool(line.against) for line in lines),
    )


def reading(
    results: Iterable[ScreeningResult],
    decisions: Iterable[Decision],
    labels: Sequence[str],
    *,
    exclusive: bool = True,
) -> Reading:
    """Compare what readers declared of the first frames with what the model said of the same films.

    Parameters
    ----------
    results
        Lines of one run, or of several of one model.
    decisions
        Declarations about any film and model, undone ones too.
    labels
        Of the model, in the card's order.
    exclusive
        Whether they exclude one another.
    """
    of_film: dict[str, list[Decision]] = {}
    for decision in decisions:
        of_film.setdefault(decision.film, []).append(decision)
    tally: Counter[str] = Counter()
    pairs: list[tuple[str, str, bool]] = []
    found: dict[str, list[tuple[str, str]]] = {label: [] for label in labels}
    for line in _once(results):
        model = line.provenance.model_sha256 if line.provenance else ""
        declared = of_film.get(line.sha256, [])
        force = latest(declared, model_sha256=model) if model else {}
        if not force:
            continue
        tally["reviewed"] += 1
        if line.against or line.status is not Status.OK:
            tally["against" if line.against else "abstained"] += 1
            continue
        aided = any(decision.ai_seen_first for decision in force.values())
        if exclusive:
            answer = answer_of(declared, labels, model)
            tally["undecided"] += not answer
            pairs += [(answer if answer in labels else OTHER, line.label, aided)] if answer else []
            tally["seen"] += bool(answer) and aided
        else:
            tally["seen"] += aided
            _add_findings(found, line, presence_of(declared, model))
    return Reading(
        tally["reviewed"],
        tally["abstained"],
        tally["against"],
        tally["undecided"],
        tally["seen"],
        agreement(((reader, model) for reader, model, _ in pairs), labels if exclusive else ()),
        agreement(((reader, model) for reader, model, aided in pairs if not aided), labels if exclusive else ()),
        {} if exclusive else {label: agreement(said, (PRESENT, ABSENT)) for label, said in found.items()},
    )


def first_impressions(results: Iterable[ScreeningResult], looks: Iterable[FirstLook]) -> Agreement:
    """Normal or abnormal: each film's earliest impression that was given before the answer, against the model's answer.

    Looks without an impression, abstentions and scores against advice are left out.
    """
    earliest: dict[tuple[str, str], str] = {}
    for look in sorted((look for look in looks if look.impression and look.frame == 0), key=lambda look: look.looked):
        earliest.setdefault((look.film, look.model_sha256), look.impression)
    pairs = []
    for line in _once(results):
        impression = earliest.get((line.sha256, line.provenance.model_sha256)) if line.provenance else None
        if impression and line.status is Status.OK and not line.against:
            pairs.append((_side(impression), _side(line.label)))
    return agreement(pairs, (NORMAL, ABNORMAL))


def _side(label: str) -> str:
    return NORMAL if label == NOTHING_COUNTS or is_normal(label) else ABNORMAL


def _once(results: Iterable[ScreeningResult]) -> list[ScreeningResult]:
    """One line for each film that was read."""
    return list({line.sha256: line for line in results if line.sha256}.values())


def _add_findings(found: dict[str, list[tuple[str, str]]], line: ScreeningResult, judged: Mapping[str, bool]) -> None:
    for finding in line.findings:
        if finding.label in judged and finding.label in found:
            reader = PRESENT if judged[finding.label] else ABSENT
            found[finding.label].append((reader, PRESENT if finding.counts else ABSENT))
