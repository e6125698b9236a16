"""The one style sheet of the window and the one of its rich text, made from a palette.

Widgets carry no style sheet of their own: they have a *tone* (`parts.toned`) or an object name that is dressed here.
"""

from __future__ import annotations

from xraydesk.core import paths
from xraydesk.ui.shell.theme import FILM, LIGHT, Colours

TONES = ("quiet", "faint", "accent", "active", "good", "caution", "alarm")
"""Colours that a text can have instead of the plain one: names of `theme.Colours`, classes in rich text."""


def style_sheet(c: Colours) -> str:
    """The style sheet of the application."""
    return _basics(c) + _bars(c) + _buttons(c) + _fields(c) + _lists(c) + _places(c)


def page_style(c: Colours) -> str:
    """The style sheet of rich text: classes named like the tones, ``key`` for keys, sizes of headings."""
    tones = " ".join(f".{tone} {{ color: {getattr(c, tone)}; }}" for tone in TONES)
    return (
        f"body {{ color: {c.text}; }} a {{ color: {c.accent}; }} {tones} .key {{ background-color: {c.raised}; }}"
        " h1 { font-size: x-large; } h2 { font-size: large; } h3, h4, h5 { font-size: medium; }"
    )


def _basics(c: Colours) -> str:
    tones = "\n".join(f'QLabel[tone="{tone}"] {{ color: {getattr(c, tone)}; }}' for tone in TONES)
    return f"""
QWidget {{ color: {c.text}; }}
QWidget:disabled {{ color: {c.faint}; }}
QMainWindow, QDialog {{ background: {c.background}; }}
QToolTip {{ color: {c.text}; background: {c.raised}; border: 1px solid {c.line}; padding: 4px; }}
{tones}
QLabel[bold="true"] {{ font-weight: bold; }}
QLabel[tone="heading"] {{ color: {c.quiet}; font-weight: bold; letter-spacing: 1px; }}
QFrame[tone="rule"] {{ background: {c.line}; }}
"""


def _bars(c: Colours) -> str:
    return f"""
QMenuBar {{ background: {c.background}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 9px; background: transparent; border-radius: 3px; }}
QMenuBar::item:selected {{ background: {c.raised}; }}
QMenu {{ background: {c.panel}; border: 1px solid {c.line}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 3px; }}
QMenu::item:selected {{ background: {c.raised}; }}
QMenu::item:disabled {{ color: {c.faint}; }}
QMenu::separator {{ height: 1px; background: {c.line}; margin: 4px 8px; }}
QToolBar {{ background: {c.background}; border: 0; border-bottom: 1px solid {c.line}; padding: 3px 6px; spacing: 2px; }}
QToolBar::separator {{ width: 1px; background: {c.line}; margin: 5px 6px; }}
QToolButton {{ padding: 5px; border: 1px solid transparent; border-radius: 4px; }}
QToolButton:hover {{ background: {c.raised}; }}
QToolButton:checked {{ background: {c.raised}; border-color: {c.accent}; }}
QToolButton:checked:disabled {{ border-color: transparent; }}
QToolButton:focus {{ border-color: {c.accent}; }}
QToolButton#qt_toolbar_ext_button {{ padding: 0; border-radius: 2px; }}
QStatusBar {{ background: {c.background}; color: {c.quiet}; }}
"""


def _buttons(c: Colours) -> str:
    name = "check_light.svg" if c is LIGHT else "check_dark.svg"
    check = (paths.resources() / "icons" / name).as_posix()
    return f"""
QPushButton {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: 4px; padding: 6px 14px; }}
QPushButton:hover {{ border-color: {c.faint}; }}
QPushButton:focus {{ border-color: {c.accent}; }}
QPushButton:checked {{ border-color: {c.active}; }}
QPushButton:disabled {{ color: {c.faint}; }}
QPushButton:flat {{ background: transparent; border-color: transparent; padding: 4px 8px; }}
QPushButton:flat:hover, QPushButton:flat:focus {{ border-color: {c.line}; }}
QPushButton#link {{ background: transparent; border: 1px solid transparent; color: {c.accent}; padding: 4px 8px; }}
QPushButton#link:hover {{ text-decoration: underline; }}
QPushButton#link:focus {{ border-color: {c.accent}; }}
QCheckBox::indicator, QRadioButton::indicator {{ width: 14px; height: 14px; border: 1px solid {c.quiet};
    border-radius: 3px; background: {c.panel}; }}
QRadioButton::indicator {{ border-radius: 7px; }}
QCheckBox::indicator:hover, QRadioButton::indicator:hover {{ border-color: {c.text}; }}
QCheckBox::indicator:checked {{ background: {c.accent}; border-color: {c.accent}; image: url("{check}"); }}
QRadioButton::indicator:checked {{ background: {c.text}; border: 4px solid {c.accent}; border-radius: 8px; width: 8px;
    height: 8px; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {c.faint}; }}
QCheckBox::indicator:checked:disabled {{ background: {c.faint}; border-color: {c.faint}; }}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 3px; }}
QCheckBox:focus, QRadioButton:focus {{ border-color: {c.accent}; }}
"""


def _fields(c: Colours) -> str:
    # Lists to choose from and numbers are left to Fusion, which takes its colours from the palette: a style sheet would
    # have to bring pictures for their arrows.
    fields = "QLineEdit, QPlainTextEdit, QTextEdit"
    focused = ", ".join(f"{kind}:focus" for kind in fields.split(", "))
    return f"""
{fields} {{ background: {c.raised}; border: 1px solid {c.line}; border-radius: 4px; padding: 4px 6px;
    placeholder-text-color: {c.quiet};
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
{focused} {{ border-color: {c.accent}; }}
QComboBox, QAbstractSpinBox {{ min-height: 24px; }}
QAbstractSpinBox QLineEdit {{ background: transparent; border: 0; padding: 0; }}
QLineEdit[refused="true"] {{ border-color: {c.alarm}; }}
QAbstractSpinBox[refused="true"] {{ color: {c.alarm}; }}
QComboBox QAbstractItemView {{ background: {c.panel}; border: 1px solid {c.line};
    selection-background-color: {c.raised}; selection-color: {c.text}; }}
QSlider {{ border: 1px solid transparent; border-radius: 3px; min-height: 20px; }}
QSlider:focus {{ border-color: {c.accent}; }}
QSlider::groove:horizontal {{ height: 4px; background: {c.line}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {c.accent}; border-radius: 2px; }}
QSlider::sub-page:horizontal:disabled {{ background: {c.line}; }}
QSlider::handle:horizontal {{ width: 12px; margin: -5px 0; border-radius: 6px; background: {c.text}; }}
QSlider::handle:horizontal:disabled {{ background: {c.faint}; }}
"""


def _lists(c: Colours) -> str:
    return f"""
QScrollArea, QAbstractItemView {{ background: {c.panel}; border: 0; outline: 0; }}
QTextBrowser, QTreeView, QTableView {{ background: {c.panel}; border: 1px solid {c.line}; border-radius: 4px;
    selection-background-color: {c.accent}; selection-color: {c.on_accent}; }}
QTextBrowser:focus, QTreeView:focus, QTableView:focus {{ border-color: {c.accent}; }}
QTreeView::item, QTableView::item {{ padding: 3px 6px; height: 18px; }}
QTreeView::item:selected, QTableView::item:selected {{ background: {c.raised}; color: {c.text}; }}
QHeaderView::section {{ background: {c.panel}; color: {c.quiet}; border: 0; border-bottom: 1px solid {c.line};
    padding: 5px 8px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {c.line}; border-radius: 4px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {c.faint}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {c.line}; }}
"""


def _places(c: Colours) -> str:
    """Parts of the window that have a look of their own."""
    return f"""
#findings, #findings QScrollArea, #inside {{ background: {c.panel}; border: 0; }}
#sections::item {{ padding: 7px 8px; border-left: 3px solid transparent; }}
#sections::item:selected {{ background: {c.raised}; color: {c.text}; border-left-color: {c.active}; }}
#views {{ background: {FILM.line}; }}
#empty_view {{ color: {FILM.quiet}; background: {FILM.black}; border: 1px solid {FILM.black}; padding: 12px; }}
#empty_view[active="true"] {{ border-color: {FILM.active}; }}
#drop_target {{ border: 3px solid {FILM.active}; }}
QToolButton#verdict {{ padding: 3px; border-radius: 4px; }}
QPushButton#choice {{ padding: 6px 4px; }}
#screening {{ background: {c.panel}; border-top: 1px solid {c.line}; border-left: 3px solid {c.accent}; }}
#findings QProgressBar, #screening QProgressBar {{ background: {c.line}; border: 0; border-radius: 2px; }}
#findings QProgressBar::chunk, #screening QProgressBar::chunk {{ background: {c.accent}; border-radius: 2px; }}
#entry {{ background: {c.panel}; border: 1px solid {c.active}; border-radius: 4px; }}
QDockWidget {{ color: {c.quiet}; }}
QDockWidget::title {{ background: {c.panel}; padding: 7px 10px; border-bottom: 1px solid {c.line}; }}
#study_browser {{ background: {c.panel}; border: 0; }}
QPushButton#recent {{ background: transparent; border: 1px solid transparent; text-align: left; padding: 0; }}
QPushButton#recent:hover {{ background: {c.raised}; }}
QPushButton#recent:focus {{ border-color: {c.accent}; }}
#notices {{ background: {c.raised}; border-top: 1px solid {c.line}; border-left: 3px solid {c.caution}; }}
"""
