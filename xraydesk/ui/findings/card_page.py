"""The model card as a page to read: what it may be used for, what was measured, where it fails."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from xraydesk.imaging.overlay import UNIT_TEXT
from xraydesk.ui.findings.card_evidence import evidence
from xraydesk.ui.findings.card_tables import bullets, nested, pairs, paragraph
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import RESEARCH_USE

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard


def card_html(card: ModelCard) -> str:
    """The card as rich text; everything from the card is escaped.

    What must not be missed stands first, then what survives inside one source, then all else.
    """
    parts = evidence(card)
    parts[tr("Limits")] = bullets(card.limits)
    parts[tr("Licence")] = paragraph(card.licence)
    parts[tr("Training data")] = bullets(card.training_data)
    parts[tr("The model")] = _about(card)
    parts[tr("Provenance")] = nested(card.provenance)
    return (
        f"<h1>{escape(card.title)}</h1><p class='caution'><b>{escape(tr(RESEARCH_USE))}</b></p>"
        + _stamps(card)
        + paragraph(card.intended_use)
        + paragraph(_text(card.metrics.get("films")), "quiet")
        + "".join(f"<h2>{escape(title)}</h2>{content}" for title, content in parts.items())
    )


def _stamps(card: ModelCard) -> str:
    """The sentences that the run's report begins with; CONFOUNDED is one of them."""
    sentences = card.metrics.get("watermarks", ())
    if not isinstance(sentences, (list, tuple)):
        return ""
    return "".join(
        paragraph(_text(sentence), "alarm" if _text(sentence).startswith("CONFOUNDED") else "caution")
        for sentence in sentences
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _about(card: ModelCard) -> str:
    classes = tr("{labels} (one of them)") if card.exclusive else tr("{labels} (each on its own)")
    size = card.preprocess.input_size
    scale = tr("full colour at {scale} ({unit}), the same for every film")
    rows = [
        (tr("Identity"), card.id),
        (tr("Architecture"), card.architecture),
        (tr("Classes"), classes.format(labels=", ".join(card.labels))),
        (tr("Input"), tr("{size} × {size} pixels, {region}").format(size=size, region=card.preprocess.region)),
        (tr("Heatmap scale"), scale.format(scale=f"{card.heatmap_scale:g}", unit=tr(UNIT_TEXT))),
    ]
    if card.conformal is not None:
        words = tr("{label} from {percent} % on, set by {n} films")
        cuts = card.conformal.cut_offs.items()
        said = (words.format(label=k, percent=f"{cut * 100:.1f}", n=card.conformal.films[k]) for k, cut in cuts)
        rows.append((tr("In the set of a film"), "; ".join(said)))
    return pairs(rows)
