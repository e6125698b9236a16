"""Pages to read about the program and what has happened."""

from __future__ import annotations

from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.dialogs import notice_table, page


class HelpHandlers:
    """Handlers of the action table's group ``help``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def show_shortcuts(self) -> None:
        """Every key and gesture."""
        from xraydesk.ui.shell.help_pages import shortcuts_html

        self._context.show("Keyboard and mouse", page(shortcuts_html()), (940, 720))

    def show_notices(self) -> None:
        """Every notice of this session."""
        self._context.show("Notices", notice_table(self._context.notices.notices), (820, 460))

    def show_about(self) -> None:
        """Version, purpose and licence."""
        from xraydesk.ui.shell.help_pages import about_html

        self._context.show("About XRayDesk", page(about_html()), (520, 320))
