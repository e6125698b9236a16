"""The action table as Qt actions, menus and toolbar."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenuBar, QToolBar, QToolButton, QWidget

from xraydesk.ui.actions.table import ACTIONS, IN_LIST, MENUS, Action
from xraydesk.ui.shell.icons import icon
from xraydesk.ui.shell.language import tr


def make(window: QWidget, handler_of: Callable[[str], Callable[..., None]]) -> dict[str, QAction]:
    """The table as Qt actions; their keys come from `key_binding`.

    Parameters
    ----------
    handler_of
        ``group.method`` of the table → what is to be called; asked each time that an action is done, so that what does
        the work may be made later than what offers it.
    """
    made: dict[str, QAction] = {}
    groups: dict[str, QActionGroup] = {}
    for spec in ACTIONS:
        action = QAction(tr(spec.text), window)
        action.setObjectName(spec.id)
        action.setStatusTip(tr(spec.tip))
        if spec.icon is not None:
            action.setIcon(icon(spec.icon))
        action.setCheckable(spec.checkable or bool(spec.group))
        if spec.group:
            group = groups.setdefault(spec.group, QActionGroup(window))
            group.addAction(action)
        action.triggered.connect(_call(handler_of, spec))
        made[spec.id] = action
    return made


def enable(
    actions: dict[str, QAction],
    *,
    has_film: bool,
    has_picture: bool,
    traits: frozenset[str] = frozenset(),
    in_list: bool = False,
) -> None:
    """Offer only what can be done with a film in any view, and with a picture of these traits in the active one.

    While the worklist is in front (``in_list``), it is what can be done with its lines.
    """
    for spec in ACTIONS:
        if in_list:
            actions[spec.id].setEnabled(spec.handler in IN_LIST or not spec.needs_film)
            continue
        there = has_picture if spec.needs_picture else has_film
        fits = not spec.wants or spec.wants in traits
        actions[spec.id].setEnabled((there and fits) or not spec.needs_film)


def fill_menus(bar: QMenuBar, actions: dict[str, QAction]) -> None:
    """Every action in its menu."""
    for menu_title in MENUS:
        menu = bar.addMenu(tr(menu_title))
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
        button.setAccessibleName(tr(spec.text).rstrip("…"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    for more in bar.findChildren(QToolButton, "qt_toolbar_ext_button"):
        # Qt's own picture for it is black in every theme, and it has no name.
        more.setIcon(icon("more"))
        more.setAccessibleName(tr("More tools"))
        more.setToolTip(tr("More tools"))
        more.setFocusPolicy(Qt.FocusPolicy.TabFocus)


def _call(handler_of: Callable[[str], Callable[..., None]], spec: Action) -> Callable[[bool], None]:
    def call(checked: bool) -> None:
        handler = handler_of(spec.handler)
        if spec.checkable:
            handler(checked)
        else:
            handler()

    return call
