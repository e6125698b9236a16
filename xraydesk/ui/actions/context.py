"""What handlers act upon: the parts of one window."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.actions.keymap import Keymap
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.reading.reading_page import ReadingPage
from xraydesk.ui.shell.dialogs import SideDialog
from xraydesk.ui.shell.notices import NoticeBar
from xraydesk.ui.view.image_view import ImageView

if TYPE_CHECKING:
    from xraydesk.ui.main_window import MainWindow

_Dialog = TypeVar("_Dialog", bound=QDialog)


@dataclass(frozen=True, slots=True)
class Context:
    """The parts of a window, for the handler classes beside this module."""

    window: MainWindow
    desk: Desk
    reading: ReadingPage
    notices: NoticeBar
    settings: Settings
    keymap: Keymap

    @property
    def view(self) -> ImageView:
        """The active view."""
        return self.reading.view

    def show(self, name: str, content: QWidget, size: tuple[int, int], more: Sequence[QPushButton] = ()) -> None:
        """Show a page beside the window, not modal, in the place of one of this name.

        ``size`` is in logical pixels; ``more`` are buttons beside the one that closes it.
        """
        dialog = SideDialog(name, content, size, self.window, more)
        for other in self.window.findChildren(SideDialog):
            if other is not dialog and other.windowTitle() == name:
                dialog.setGeometry(other.geometry())
                other.close()
        dialog.show()

    def show_once(self, kind: type[_Dialog], make: Callable[[], _Dialog]) -> None:
        """Show the one dialog of this kind: bring it to the front if it is there."""
        dialog = self.window.findChild(kind) or make()
        dialog.show()
        dialog.raise_()
        dialog.activateWindow()
