"""Colours by what they mean, in a dark and a light palette; the film lies on black in both.

Nothing keeps a colour: painters ask `colours` when they paint, labels have a *tone* that the one style sheet dresses,
rich text has classes. So the theme can change while the window is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from xraydesk.core.settings import Settings


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette, as ``#rrggbb``.

    Attributes
    ----------
    background, panel, raised
        Areas: the window, what lies in it, what can be pressed or is chosen.
    line
        Thin lines between areas.
    text, quiet
        What is read first, and what is read second.
    faint
        What cannot be used now, and marks that are no text.
    accent, on_accent
        Where the keyboard is, what is on, links; and text over it.
    active
        The active view and the chosen row.
    good, caution, alarm
        What is in order, what wants care, what must not be missed.
    """

    background: str
    panel: str
    raised: str
    line: str
    text: str
    quiet: str
    faint: str
    accent: str
    on_accent: str
    active: str
    good: str
    caution: str
    alarm: str


@dataclass(frozen=True, slots=True)
class FilmColours:
    """What is written and drawn over a film: the same in every theme, since film is black in every theme."""

    black: str = "#000000"
    text: str = "#f4f6f8"
    """Brighter than the panels' text: it must hold against white bone, inside its dark rim."""
    quiet: str = "#98a2ae"
    line: str = "#343b44"
    drawn: str = "#8fd3dc"
    """What the reader drew: no colour of the heatmaps, and none that warns."""
    active: str = "#e08a2c"
    caution: str = "#e3b04b"
    alarm: str = "#ff5d55"


FILM: Final = FilmColours()

DARK: Final = Colours(
    background="#15181c",
    panel="#1b1f24",
    raised="#252a31",
    line="#343b44",
    text="#d7dce2",
    quiet="#98a2ae",
    faint="#6d7783",
    accent="#5b9fd4",
    on_accent="#0b0d10",
    active="#e08a2c",
    good="#6bb37f",
    caution="#e3b04b",
    alarm="#ff6f67",
)
"""For the reading room: nothing brighter than the film."""

LIGHT: Final = Colours(
    background="#e4e7eb",
    panel="#f1f3f5",
    raised="#ffffff",
    line="#bcc4cd",
    text="#1c2127",
    quiet="#4c5661",
    faint="#76808b",
    accent="#145f9c",
    on_accent="#ffffff",
    active="#994c00",
    good="#1f6b38",
    caution="#7a4f00",
    alarm="#b3201a",
)
"""For a bright room."""

_PALETTES: Final = {"dark": DARK, "light": LIGHT}
_in_use = DARK


def colours() -> Colours:
    """The palette in force; ask when painting, keep nothing of it."""
    return _in_use


def apply(app: QApplication, name: str = "dark") -> None:
    """Dress the application in a theme: ``dark``, ``light`` or ``system``.

    Fusion, so that it looks the same on every desktop. May be called again at any time.
    """
    from xraydesk.ui.shell.style_sheet import style_sheet

    global _in_use  # noqa: PLW0603 - one application, one theme
    hints = app.styleHints()
    if name == "system":
        hints.unsetColorScheme()
        name = "light" if hints.colorScheme() == Qt.ColorScheme.Light else "dark"
    else:
        # The frame that the desktop draws around the window follows too.
        hints.setColorScheme(Qt.ColorScheme.Light if name == "light" else Qt.ColorScheme.Dark)
    _in_use = _PALETTES[name]
    if app.style().name() != "fusion":
        app.setStyle("Fusion")
    app.setPalette(_qt_palette(_in_use))
    app.setStyleSheet(style_sheet(_in_use))


def _qt_palette(colours_: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.AlternateBase), colours_.background),
        ((role.Base, role.ToolTipBase), colours_.panel),
        ((role.Button, role.Mid, role.Light, role.Midlight), colours_.raised),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), colours_.text),
        ((role.PlaceholderText,), colours_.quiet),
        ((role.Highlight, role.Accent, role.Link, role.LinkVisited), colours_.accent),
        ((role.HighlightedText,), colours_.on_accent),
        ((role.Shadow, role.Dark), colours_.line),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(colours_.faint))
    return palette


class ThemeKeeper(QObject):
    """Keeps the application dressed as the setting ``theme`` says, also when the desktop changes its mind."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        super().__init__(app)
        self._app, self._settings = app, settings
        settings.watch("theme", self._dress)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_desktop)
        self._dress(settings["theme"])

    def _dress(self, name: str) -> None:
        apply(self._app, name)

    def _follow_desktop(self, scheme: Qt.ColorScheme) -> None:
        wanted = LIGHT if scheme == Qt.ColorScheme.Light else DARK
        if self._settings["theme"] == "system" and wanted is not colours():
            apply(self._app, "system")
