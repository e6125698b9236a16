"""The F1 sheet, made from the action table, and the page about the product, as rich text."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QKeySequence

from xraydesk import __version__
from xraydesk.ui.actions.table import ACTIONS, GESTURES, MENUS, title
from xraydesk.ui.shell.parts import RESEARCH_USE
from xraydesk.ui.shell.theme import CAUTION, QUIET, RAISED


def shortcuts_html() -> str:
    """Every key and gesture, in two columns."""
    groups = [("Mouse over the film", list(GESTURES))]
    groups += [
        (title(menu), [(_keys(spec.shortcut), spec.text) for spec in ACTIONS if spec.menu == menu]) for menu in MENUS
    ]
    half = sum(len(rows) + 2 for _, rows in groups) / 2
    columns = ["", ""]
    used = 0
    for name, rows in groups:
        columns[0 if used < half else 1] += f"<h3>{escape(name)}</h3>{_table(rows)}"
        used += len(rows) + 2
    cells = "".join(f"<td width='50%' valign='top' style='padding-right:24px'>{column}</td>" for column in columns)
    return f"<table width='100%'><tr>{cells}</tr></table>"


def about_html() -> str:
    """Version, purpose, licence."""
    return (
        f"<h1>XRayDesk {escape(__version__)}</h1><p style='color:{CAUTION}'><b>{RESEARCH_USE}</b></p>"
        "<p>Opens, shows and explains chest radiographs on this computer alone. Heatmaps show where the model "
        "looked, not where disease is.</p>"
        f"<p style='color:{QUIET}'>Apache License 2.0. Each model carries its own licence; see its card.</p>"
    )


def _keys(shortcut: str) -> str:
    return QKeySequence(shortcut, QKeySequence.SequenceFormat.PortableText).toString(
        QKeySequence.SequenceFormat.NativeText
    )


def _table(rows: list[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td style='background-color:{RAISED}; padding:2px 8px'>{escape(keys)}</td>"
        f"<td style='padding:2px 8px'>{escape(words.rstrip('…'))}</td></tr>"
        for keys, words in rows
    )
    return f"<table cellspacing='2'>{lines}</table>"
