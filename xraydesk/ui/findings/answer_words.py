"""What the model answers, or that it does not, in words; and what that is worth where the reader works."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from xraydesk.core.findings import abstention
from xraydesk.ui.findings.cost_box import values_at
from xraydesk.ui.findings.cost_words import of_hundred
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard, OperatingPoint
    from xraydesk.model.predict import Prediction


def answer(prediction: Prediction, point: OperatingPoint, card: ModelCard | None) -> str:
    """The one class that cannot be ruled out, or that the model abstains.

    For a model without such sets only that nothing reaches its operating point; empty where something does.
    """
    if prediction.abstains:
        words = abstention(prediction.label_set or (), tr)
        return words[:1].upper() + words[1:]
    if prediction.label_set is not None:
        return tr("Answer: {label}").format(label=prediction.foremost.label)
    if not reaches_none(prediction, point):
        return ""
    if card is not None and not card.exclusive:
        return tr("No finding reaches its operating point.")
    return tr("No class reaches its operating point.")


def reaches_none(prediction: Prediction, point: OperatingPoint) -> bool:
    """Whether no finding reaches the probability from which it counts."""
    return all(finding.probability < point.thresholds[finding.label] for finding in prediction.findings)


def set_meaning(prediction: Prediction | None, card: ModelCard | None) -> str:
    """What a set of classes is, for whoever points at the answer."""
    if prediction is None or prediction.label_set is None or card is None or card.conformal is None:
        return ""
    words = tr(
        "Classes that cannot be ruled out. Among films like those that set this rule, the right class is one of them "
        "in at least {percent} %. One class is an answer; several or none are not."
    )
    return words.format(percent=f"{(1 - card.conformal.alpha) * 100:.0f}")


def worths(prediction: Prediction | None, point: OperatingPoint | None, shares: Mapping[str, float]) -> dict[str, str]:
    """What the answer to each label is worth: PPV where it is marked, else NPV; without those that are not known.

    ``shares`` are the prevalences that the reader has set, by label.
    """
    words: dict[str, str] = {}
    if prediction is None or point is None:
        return words
    for finding in prediction.findings:
        values = values_at(point, finding.label, shares)
        marked = finding.probability >= point.thresholds[finding.label]
        value = None if values is None else values.positive if marked else values.negative
        if value is not None:
            words[finding.label] = f"{'PPV' if marked else 'NPV'} {of_hundred(value)} %"
    return words
