"""What readers say of a film, out of their declarations about single findings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from xraydesk.core.decisions import Decision, Verdict, standing


def latest(decisions: Iterable[Decision], frame: int = 0, model_sha256: str = "") -> dict[str, Decision]:
    """The last standing declaration about each finding of a frame, by label.

    Parameters
    ----------
    model_sha256
        Only declarations about findings of this model; empty for any.
    """
    return {
        each.label: each
        for each in standing(decisions)
        if each.frame == frame and model_sha256 in ("", each.model_sha256)
    }


def answer_of(decisions: Iterable[Decision], labels: Sequence[str], model_sha256: str = "") -> str:
    """The one label that a reader gives a film, where labels exclude one another.

    It is what was accepted, or what a finding was corrected to; spelled as the model does where it is one of its
    labels. Empty where nothing was said, where findings were only rejected, and where two answers contradict each
    other.
    """
    spelled = {label.casefold(): label for label in labels}
    named = set()
    for label, decision in latest(decisions, model_sha256=model_sha256).items():
        if decision.verdict is Verdict.ACCEPTED:
            named.add(label)
        elif decision.verdict is Verdict.CORRECTED and decision.corrected_to.strip():
            said = decision.corrected_to.strip()
            named.add(spelled.get(said.casefold(), said))
    return named.pop() if len(named) == 1 else ""


def presence_of(decisions: Iterable[Decision], model_sha256: str = "") -> dict[str, bool]:
    """Whether each finding that was judged holds for the film, by label; for findings that stand on their own."""
    return {
        label: decision.verdict is Verdict.ACCEPTED
        for label, decision in latest(decisions, model_sha256=model_sha256).items()
    }
