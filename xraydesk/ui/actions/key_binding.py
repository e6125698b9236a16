"""Puts the keys in force on the actions, and into their tool tips, whenever they change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from xraydesk.ui.actions.keymap import Keymap, all_shown, over_film_only
from xraydesk.ui.actions.table import ACTIONS, Action
from xraydesk.ui.shell.language import tr

_FILM, _WINDOW = Qt.ShortcutContext.WidgetWithChildrenShortcut, Qt.ShortcutContext.WindowShortcut


class KeyBinding(QObject):
    """Keys of one window.

    Parameters
    ----------
    window
        Answers to most keys.
    film
        Answers to keys that lists and sliders use too, while it or a part of it has the keyboard.
    """

    def __init__(self, actions: dict[str, QAction], window: QWidget, film: QWidget, keymap: Keymap) -> None:
        super().__init__(window)
        self._actions, self._window, self._film, self._keymap = actions, window, film, keymap
        self._beside: list[QShortcut] = []
        self._bound: dict[str, tuple[str, ...]] = {}
        self.bind()
        self.destroyed.connect(keymap.watch(self.bind))

    def bind(self) -> None:
        """Put on every action the keys that it has now."""
        changed = [spec for spec in ACTIONS if self._bound.get(spec.id) != self._keymap.keys(spec.id)]
        # A key that moves from one action to another is never, not even for a moment, on both.
        for spec in changed:
            self._actions[spec.id].setShortcuts([])
            for shortcut in [each for each in self._beside if each.objectName() == spec.id]:
                self._beside.remove(shortcut)
                shortcut.setEnabled(False)
                shortcut.deleteLater()
        for spec in changed:
            self._bind(spec, self._keymap.keys(spec.id))

    def _bind(self, spec: Action, keys: tuple[str, ...]) -> None:
        action = self._actions[spec.id]
        in_film = [key for key in keys if over_film_only(spec, key)]
        everywhere = [key for key in keys if key not in in_film]
        owner = self._window if everywhere or not keys else self._film
        for other in (self._window, self._film):
            if other is not owner:
                other.removeAction(action)
        action.setShortcutContext(_WINDOW if owner is self._window else _FILM)
        owner.addAction(action)
        own = everywhere or in_film
        action.setShortcuts([_sequence(key) for key in own])
        for key in in_film if everywhere else ():
            shortcut = QShortcut(_sequence(key), self._film, context=_FILM)
            shortcut.setObjectName(spec.id)
            shortcut.activated.connect(action.trigger)
            self._beside.append(shortcut)
        text = tr(spec.text).rstrip("…")
        beside = f" ({all_shown(keys)})" if keys else ""
        action.setToolTip(f"{text}{beside}\n{tr(spec.tip)}")
        self._bound[spec.id] = keys


def _sequence(key: str) -> QKeySequence:
    return QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
