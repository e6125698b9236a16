"""The language of the window: every text that people read goes through `tr`."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

CONTEXT = "XRayDesk"
"""The one translation context: a text means the same wherever it stands."""


def tr(text: str) -> str:
    """The text in the reader's language; ``text`` is the English one, as a literal or from a table of marked texts."""
    return QCoreApplication.translate(CONTEXT, text)


def mark(text: str) -> str:
    """The text itself; marks a literal in a table, to be shown through `tr` later."""
    return text
