"""The F1 sheet, made from the action table, and the page about the product, as rich text."""

from __future__ import annotations

from html import escape

from xraydesk import __version__
from xraydesk.ui.actions.keymap import Keymap, all_shown
from xraydesk.ui.actions.table import ACTIONS, GESTURES, MENUS, title
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.parts import RESEARCH_USE

_PURPOSE = mark(
    "Opens, shows and explains chest radiographs on this computer alone. Heatmaps show where the model looked, "
    "not where disease is."
)
_LICENCE = mark("Apache License 2.0. Each model carries its own licence; see its card.")


def shortcuts_html(keymap: Keymap) -> str:
    """Every key in force and every gesture, in two columns."""
    groups = [(tr("Mouse over the film"), [(tr(gesture), tr(what)) for gesture, what in GESTURES])]
    groups += [
        (title(tr(menu)), [(_keys(keymap, spec.id), tr(spec.text)) for spec in ACTIONS if spec.menu == menu])
        for menu in MENUS
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
        f"<h1>XRayDesk {escape(__version__)}</h1><p class='caution'><b>{escape(tr(RESEARCH_USE))}</b></p>"
        f"<p>{escape(tr(_PURPOSE))}</p><p class='quiet'>{escape(tr(_LICENCE))}</p>"
    )


def _keys(keymap: Keymap, action: str) -> str:
    return all_shown(keymap.keys(action)) or "–"


def _table(rows: list[tuple[str, str]]) -> str:
    lines = "".join(
        f"<tr><td class='key' style='padding:2px 8px'>{escape(keys)}</td>"
        f"<td style='padding:2px 8px'>{escape(words.rstrip('…'))}</td></tr>"
        for keys, words in rows
    )
    return f"<table cellspacing='2'>{lines}</table>"
