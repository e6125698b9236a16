"""Pages to read about the program and what has happened."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.dialogs import notice_table, page
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.ui.shell.support_file import SupportFile


class HelpHandlers:
    """Handlers of the action table's group ``help``."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._support_file: SupportFile | None = None

    def show_guides(self) -> None:
        """The user guide, from which links lead to the others."""
        from xraydesk.ui.shell.guide_page import GuidePage

        guide = GuidePage()
        self._context.show(tr("User guide"), guide, (840, 780), [guide.back])

    def show_shortcuts(self) -> None:
        """Every key and gesture."""
        from xraydesk.ui.shell.help_pages import shortcuts_html

        keymap = self._context.keymap
        sheet = page(shortcuts_html(keymap))
        sheet.destroyed.connect(keymap.watch(lambda: sheet.show_html(shortcuts_html(keymap))))
        self._context.show(tr("Keyboard and mouse"), sheet, (940, 720))

    def show_notices(self) -> None:
        """Every notice of this session."""
        self._context.show(tr("Notices"), notice_table(self._context.notices.notices), (820, 460))

    def show_about(self) -> None:
        """Version, purpose and licence."""
        from xraydesk.ui.shell.help_pages import about_html

        self._context.show(tr("About XRayDesk"), page(about_html()), (520, 320))

    def save_support_file(self) -> None:
        """Ask where, and have a process of its own write the support file; one at a time."""
        from xraydesk.ui.shell.support_file import SupportFile, default_name

        window, notices = self._context.window, self._context.notices
        if self._support_file is None:
            self._support_file = SupportFile(window)
            self._support_file.told.connect(lambda sentence: notices.tell("", sentence))
        if self._support_file.is_busy:
            notices.tell("", tr("A support file is being written already."))
            return
        folder = Path(self._context.settings["save_folder"] or Path.home())
        kinds = tr("Text files (*.txt)")
        name, _ = QFileDialog.getSaveFileName(window, tr("Save a support file"), str(folder / default_name()), kinds)
        if name:
            path = Path(name)
            self._support_file.write(path if path.suffix else path.with_name(f"{path.name}.txt"))
