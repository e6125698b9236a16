"""From image to image and from part to part of the window."""

from __future__ import annotations

from PySide6.QtCore import Qt

from xraydesk.ui.actions.context import Context


class GoHandlers:
    """Handlers of the action table's group ``go``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def next_image(self) -> None:
        """Forward."""
        self._context.desk.step(1)

    def previous_image(self) -> None:
        """Back."""
        self._context.desk.step(-1)

    def first_image(self) -> None:
        """To the first readable file."""
        self._context.desk.step(-self._context.desk.items.rowCount())

    def last_image(self) -> None:
        """To the last readable file."""
        self._context.desk.step(self._context.desk.items.rowCount())

    def focus_view(self) -> None:
        """The film has the keyboard."""
        self._context.view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_strip(self) -> None:
        """The strip has the keyboard."""
        self._context.reading.strip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_findings(self) -> None:
        """The findings panel has the keyboard."""
        self._context.reading.panel.take_focus()
