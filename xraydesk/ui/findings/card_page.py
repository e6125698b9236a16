"""The model card as a page to read: what the model is for, where it fails, what was measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape
from typing import TYPE_CHECKING, Any

from xraydesk.imaging.overlay import UNIT_TEXT
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import RESEARCH_USE

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard


def card_html(card: ModelCard) -> str:
    """The card as rich text; everything from the card is escaped."""
    in_use = f" ({escape(tr('in use at the start'))})"
    points = "".join(
        f"<h3>{escape(point.name)}{in_use if point.name == card.default_operating_point else ''}"
        f"</h3><p>{escape(point.rationale)}</p>"
        + _table((label, f"{threshold * 100:.1f} %") for label, threshold in point.thresholds.items())
        for point in card.operating_points
    )
    classes = tr("{labels} (one of them)") if card.exclusive else tr("{labels} (each on its own)")
    size = card.preprocess.input_size
    scale = tr("full colour at {scale} ({unit}), the same for every film")
    about = (
        (tr("Identity"), card.id),
        (tr("Architecture"), card.architecture),
        (tr("Classes"), classes.format(labels=", ".join(card.labels))),
        (tr("Input"), tr("{size} × {size} pixels, {region}").format(size=size, region=card.preprocess.region)),
        (tr("Heatmap scale"), scale.format(scale=f"{card.heatmap_scale:g}", unit=tr(UNIT_TEXT))),
        (tr("Licence"), card.licence),
    )
    parts = (
        (tr("Intended use"), f"<p>{escape(card.intended_use)}</p>"),
        (tr("Limits"), _bullets(card.limits)),
        (tr("Operating points"), points),
        (tr("Results"), _nested(card.metrics)),
        (tr("Training data"), _bullets(card.training_data)),
        (tr("The model"), _table(about)),
        (tr("Provenance"), _nested(card.provenance)),
    )
    caution = f"<p class='caution'><b>{escape(tr(RESEARCH_USE))}</b></p>"
    return f"<h1>{escape(card.title)}</h1>{caution}" + "".join(
        f"<h2>{escape(title)}</h2>{content}" for title, content in parts
    )


def _bullets(lines: Iterable[str]) -> str:
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def _table(rows: Iterable[tuple[str, str]]) -> str:
    cells = "".join(
        f"<tr><td class='quiet' style='padding-right:18px'>{escape(name)}</td><td>{escape(value)}</td></tr>"
        for name, value in rows
    )
    return f"<table cellspacing='0' cellpadding='2'>{cells}</table>"


def _nested(values: Mapping[str, Any], depth: int = 3) -> str:
    """Figures as the run printed them: plain values in a table, groups below under their own heading."""
    plain, below = [], ""
    for key, value in values.items():
        heading = f"<h{depth}>{escape(_words(key))}</h{depth}>"
        if isinstance(value, Mapping):
            below += heading + _nested(value, min(depth + 1, 5))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            below += heading + _records(value)
        else:
            plain.append((_words(key), _value(value)))
    return (_table(plain) if plain else "") + below


def _records(rows: Iterable[Mapping[str, Any]]) -> str:
    """Groups of the same form, such as one figure for each source: a line each under a common heading."""
    lines = [[_value(value) for value in row.values()] for row in rows]
    names = [_words(key) for key in next(iter(rows))]
    head = "".join(f"<th align='left' class='quiet' style='padding-right:14px'>{escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td style='padding-right:14px'>{escape(cell)}</td>" for cell in line) + "</tr>"
        for line in lines
    )
    return f"<table cellspacing='0' cellpadding='2'><tr>{head}</tr>{body}</table>"


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(each) for each in value) + "]" if value else tr("none")
    if isinstance(value, Mapping):
        return ", ".join(f"{_words(key)} {_value(each)}" for key, each in value.items())
    return "–" if value is None else str(value)


def _words(key: str) -> str:
    return key.replace("_", " ")
