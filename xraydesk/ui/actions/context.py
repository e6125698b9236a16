"""What handlers act upon: the parts of one window."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.reading.reading_page import ReadingPage
from xraydesk.ui.shell.dialogs import SideDialog
from xraydesk.ui.shell.notices import NoticeBar
from xraydesk.ui.view.image_view import ImageView

if TYPE_CHECKING:
    from xraydesk.ui.main_window import MainWindow


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a window, for the handler classes beside this module."""

    window: MainWindow
    desk: Desk
    reading: ReadingPage
    notices: NoticeBar
    settings: Settings

    @property
    def view(self) -> ImageView:
        """The active view."""
        return self.reading.view

    def show(self, name: str, content: QWidget, size: tuple[int, int]) -> None:
        """Show a page beside the window, not modal; ``size`` in logical pixels."""
        SideDialog(name, content, size, self.window).show()
