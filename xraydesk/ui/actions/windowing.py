"""How grey values are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu, QWidget

from xraydesk.imaging.colours import FILM_COLOURS
from xraydesk.imaging.display import auto_window
from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.choices import of_file, of_preset, preset
from xraydesk.ui.view.drags import KEY_WINDOW
from xraydesk.ui.view.windowing import as_window, dragged


class WindowingHandlers:
    """Handlers of the action table's group ``windowing``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def invert(self, inverted: bool) -> None:
        """Exchange black and white."""
        self._context.view.set_inverted(inverted)

    def auto_window(self) -> None:
        """From the first to the last percent of the grey values."""
        picture = self._context.view.picture
        if picture is not None:
            window = auto_window(picture.radiograph, frame=picture.frame)
            self._context.view.set_voi(replace(window, explanation=tr("Automatic")))

    def first_file_window(self) -> None:
        """What the file offers first; without any, what it opened with."""
        picture = self._context.view.picture
        if picture is not None:
            self._context.view.set_voi(picture.voi)

    def second_file_window(self) -> None:
        """What the file offers second, if it does."""
        picture = self._context.view.picture
        if picture is not None and len(picture.radiograph.voi) > 1:
            self._context.view.set_voi(picture.radiograph.voi[1])

    def choose_window(self) -> None:
        """A list of what the file offers, at the middle of the view."""
        picture, view = self._context.view.picture, self._context.view
        if picture is not None:
            menu = QMenu(view)
            for number, choice in enumerate(of_file(picture)):
                if choice.voi not in picture.radiograph.voi:
                    menu.addSeparator()
                _add(menu, f"&{number + 1}  {choice.words}", choice.voi == view.voi, view.set_voi, choice.voi)
            _pop_up(menu, view)

    def choose_colours(self) -> None:
        """A list of colour maps, at the middle of the view."""
        view, menu = self._context.view, QMenu(self._context.view)
        for number, colours in enumerate(FILM_COLOURS):
            words = f"&{number + 1}  {tr(colours.title)}"
            _add(menu, words, colours.name == view.colours, view.set_colours, colours.name)
        _pop_up(menu, view)

    def lung(self) -> None:
        """Dark to middle values."""
        self._use("lung")

    def mediastinum(self) -> None:
        """Middle to bright values."""
        self._use("mediastinum")

    def bone(self) -> None:
        """Bright values."""
        self._use("bone")

    def soft_tissue(self) -> None:
        """All but the extremes."""
        self._use("soft_tissue")

    def wide(self) -> None:
        """Little contrast."""
        self._use("wide")

    def narrow(self) -> None:
        """Much contrast in the middle."""
        self._use("narrow")

    def equalise(self) -> None:
        """Contrast where the film has many values."""
        self._use("equalised")

    def _use(self, key: str) -> None:
        picture = self._context.view.picture
        if picture is not None and not picture.radiograph.is_colour:
            self._context.view.set_voi(of_preset(preset(key), picture))

    def wider(self) -> None:
        """Less contrast."""
        self._rewindow(KEY_WINDOW, 0)

    def narrower(self) -> None:
        """More contrast."""
        self._rewindow(-KEY_WINDOW, 0)

    def brighter(self) -> None:
        """Brighter."""
        self._rewindow(0, KEY_WINDOW)

    def darker(self) -> None:
        """Darker."""
        self._rewindow(0, -KEY_WINDOW)

    def _rewindow(self, across: float, up: float) -> None:
        view = self._context.view
        view.set_voi(dragged(as_window(view.voi), across, up, inverted=view.shows_high_dark))


def _pop_up(menu: QMenu, over: QWidget) -> None:
    """Show a menu at the middle of a widget; it goes when it was used."""
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.popup(over.mapToGlobal(over.rect().center() - QRect(QPoint(), menu.sizeHint()).center()))


def _add(menu: QMenu, words: str, chosen: bool, choose: Callable[[Any], None], value: object) -> None:
    action = menu.addAction(words)
    action.setCheckable(True)
    action.setChecked(chosen)
    action.triggered.connect(lambda: choose(value))
    if chosen:
        menu.setActiveAction(action)
