"""Pages to read about the program and what has happened."""

from __future__ import annotations

from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.dialogs import notice_table, page
from xraydesk.ui.shell.language import tr


class HelpHandlers:
    """Handlers of the action table's group ``help``."""

    def __init__(self, context: Context) -> None:
        self._context = context

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
