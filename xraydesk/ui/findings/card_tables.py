"""Lists and tables of the model card as rich text; everything that comes from a card is escaped here."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from xraydesk.ui.shell.language import tr

Cell = str | int


def bullets(lines: Iterable[str]) -> str:
    """A list."""
    return "<ul>" + "".join(f"<li>{escape(line)}</li>" for line in lines) + "</ul>"


def paragraph(words: str, tone: str = "") -> str:
    """A paragraph, in one of the tones of `style_sheet`."""
    kind = f" class='{tone}'" if tone else ""
    return f"<p{kind}>{escape(words)}</p>"


def pairs(rows: Iterable[tuple[str, str]]) -> str:
    """Names with their values."""
    cells = "".join(
        f"<tr><td class='quiet' style='padding-right:18px'>{escape(name)}</td><td>{escape(value)}</td></tr>"
        for name, value in rows
    )
    return f"<table cellspacing='0' cellpadding='2'>{cells}</table>"


def columns(names: Sequence[str], rows: Iterable[Sequence[Cell]]) -> str:
    """A table under a line of names."""
    head = "".join(f"<th align='left' class='quiet' style='padding-right:14px'>{escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td style='padding-right:14px'>{escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table cellspacing='0' cellpadding='2'><tr>{head}</tr>{body}</table>"


def figure(value: float | None, interval: Sequence[float] | None) -> str:
    """Such as ``0.84 [0.80–0.88]``; a dash where nothing can be said."""
    if value is None:
        return "–"
    words = f"{value:.2f}"
    if interval:
        low, high = interval
        between = "–" if low >= 0 else " … "
        words += f" [{low:.2f}{between}{high:.2f}]"
    return words


def measured(values: Mapping[str, Any] | None) -> str:
    """The same for a figure as the trainer writes it: ``value`` and ``interval``."""
    return figure(values["value"], values["interval"]) if values else "–"


def nested(values: Mapping[str, Any], depth: int = 3) -> str:
    """Figures of any form as the run printed them: plain values in a table, groups below under their own heading."""
    plain, below = [], ""
    for key, value in values.items():
        heading = f"<h{depth}>{escape(spelt(key))}</h{depth}>"
        if isinstance(value, Mapping):
            below += heading + nested(value, min(depth + 1, 5))
        elif isinstance(value, list) and value and isinstance(value[0], Mapping):
            below += heading + _records(value)
        else:
            plain.append((spelt(key), _value(value)))
    return (pairs(plain) if plain else "") + below


def spelt(key: str) -> str:
    """A key as people read it."""
    return key.replace("_", " ")


def _records(rows: Sequence[Mapping[str, Any]]) -> str:
    """Groups of the same form, such as one figure for each source: a line each under a common heading."""
    return columns([spelt(key) for key in rows[0]], [[_value(value) for value in row.values()] for row in rows])


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:.4g}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_value(each) for each in value) + "]" if value else tr("none")
    if isinstance(value, Mapping):
        return ", ".join(f"{spelt(key)} {_value(each)}" for key, each in value.items())
    return "–" if value is None else str(value)
