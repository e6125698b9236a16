"""The action table as Qt actions, menus and toolbar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenuBar, QToolBar, QWidget

from xraydesk.ui.actions.ai import AiHandlers
from xraydesk.ui.actions.context import Context
from xraydesk.ui.actions.file import FileHandlers
from xraydesk.ui.actions.go import GoHandlers
from xraydesk.ui.actions.help import HelpHandlers
from xraydesk.ui.actions.image import ImageHandlers
from xraydesk.ui.actions.table import ACTIONS, MENUS
from xraydesk.ui.actions.windowing import WindowingHandlers
from xraydesk.ui.shell.icons import icon

HANDLERS = {
    "file": FileHandlers,
    "image": ImageHandlers,
    "windowing": WindowingHandlers,
    "go": GoHandlers,
    "ai": AiHandlers,
    "help": HelpHandlers,
}
"""Group of the action table → the class that handles it."""


def handlers(context: Context) -> dict[str, object]:
    """One object per group, bound to the parts of a window."""
    return {group: handler(context) for group, handler in HANDLERS.items()}


def make(window: QWidget, view: QWidget, handlers_of: dict[str, object]) -> dict[str, QAction]:
    """The table as Qt actions, each bound to the method that it names of one of the objects of `handlers`."""
    made: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        action = QAction(spec.text, window)
        action.setObjectName(spec.id)
        keys = QKeySequence(spec.shortcut, QKeySequence.SequenceFormat.PortableText)
        action.setShortcut(keys)
        shown = keys.toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{spec.text.rstrip('…')} ({shown})\n{spec.tip}")
        action.setStatusTip(spec.tip)
        if spec.icon is not None:
            action.setIcon(icon(spec.icon))
        action.setCheckable(spec.checkable or bool(spec.group))
        if spec.group:
            group = groups.setdefault(spec.group, QActionGroup(window))
            group.addAction(action)
        group_name, method = spec.handler.split(".")
        handler: Callable[..., None] = getattr(handlers_of[group_name], method)
        action.triggered.connect(handler if spec.checkable else _without_state(handler))
        owner = view if spec.in_view_only else window
        context = Qt.ShortcutContext.WidgetShortcut if spec.in_view_only else Qt.ShortcutContext.WindowShortcut
        action.setShortcutContext(context)
        owner.addAction(action)
        made[spec.id] = action
    return made


def enable(actions: dict[str, QAction], *, has_film: bool) -> None:
    """Offer only what can be done."""
    for spec in ACTIONS:
        actions[spec.id].setEnabled(has_film or not spec.needs_film)


def fill_menus(bar: QMenuBar, actions: dict[str, QAction]) -> None:
    """Every action in its menu."""
    for menu_title in MENUS:
        menu = bar.addMenu(menu_title)
        for spec in ACTIONS:
            if spec.menu == menu_title:
                if spec.starts_group:
                    menu.addSeparator()
                menu.addAction(actions[spec.id])


def fill_toolbar(bar: QToolBar, actions: dict[str, QAction]) -> None:
    """The buttons, grouped by menu; each is named for screen readers and reached with Tab."""
    menu = ""
    for spec in ACTIONS:
        if not spec.in_toolbar:
            continue
        if menu and spec.menu != menu:
            bar.addSeparator()
        menu = spec.menu
        bar.addAction(actions[spec.id])
        button = bar.widgetForAction(actions[spec.id])
        button.setAccessibleName(spec.text.rstrip("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _without_state(handler: Callable[[], None]) -> Callable[[bool], None]:
    def call(_checked: bool) -> None:
        handler()

    return call
