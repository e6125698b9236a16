"""What is exported beside the films: what the model's card says of itself, and how the answers came about."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from xraydesk.core.evidence import Measured
from xraydesk.export.run import Case, Run
from xraydesk.model.card import ModelCard


def described(
    cases: Sequence[Case], card: ModelCard | None, *, title: str = "", settings: Sequence[tuple[str, str]] = ()
) -> Run:
    """A run as it is exported.

    Parameters
    ----------
    card
        Of the model that gave the answers; None where that model is not at hand any more.
    title
        What the model is called then.
    settings
        Name and value of what else is to be said of the run.
    """
    findings = next((case.result.findings for case in cases if case.result.findings), ())
    origin = next((case.result.provenance for case in cases if case.result.provenance), None)
    made_by = (("engine", f"{origin.engine} on {origin.device}"), ("digest", origin.model_sha256)) if origin else ()
    point = (("operating point", card.default_operating_point),) if card is not None else ()
    return Run(
        tuple(cases),
        card.labels if card is not None else tuple(finding.label for finding in findings),
        made=datetime.now().astimezone().isoformat(" ", "seconds"),
        model=card.title if card is not None else title,
        model_lines=card_lines(card) if card is not None else (),
        settings=(*settings, *made_by, *point),
        exclusive=card.exclusive if card is not None else all(finding.threshold is None for finding in findings),
    )


def card_lines(card: ModelCard) -> tuple[str, ...]:
    """Intended use, what was measured at the operating point in use and on which films, limits."""
    return (card.intended_use, *_measured_on(card), *_costs(card), *card.limits)


def _measured_on(card: ModelCard) -> list[str]:
    if card.tested is None:
        return []
    tested = card.tested
    sources = ", ".join(f"{name} {films}" for name, films in tested.sources.items())
    unseen = f"; of {', '.join(tested.unseen)} it learned from no film" if tested.unseen else ""
    return [f"Measured on {tested.films} films of {tested.patients} patients ({sources}){unseen}."]


def _costs(card: ModelCard) -> list[str]:
    """One line for each label that was measured at the default operating point."""
    return [
        f"{label} at the operating point {card.default_operating_point}: sensitivity {_share(cost.sensitivity)}, "
        f"specificity {_share(cost.specificity)}, on {cost.positives} films with it and {cost.negatives} without."
        for label, cost in card.operating_point.costs.items()
    ]


def _share(measured: Measured | None) -> str:
    if measured is None:
        return "not measured"
    if measured.low is None or measured.high is None:
        return f"{measured.value:.1%}"
    return f"{measured.value:.1%} ({measured.low:.1%} to {measured.high:.1%})"
