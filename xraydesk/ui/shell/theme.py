"""The dark theme: colours by what they mean, one style sheet, nothing brighter than the film."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

BLACK = "#000000"
BACKGROUND = "#15181c"
PANEL = "#1b1f24"
RAISED = "#252a31"
LINE = "#343b44"
TEXT = "#d7dce2"
PICTURE_TEXT = "#f4f6f8"
"""Brighter than the panels' text: it must hold against white bone, inside its dark rim."""
QUIET = "#98a2ae"
FAINT = "#6d7783"
ACCENT = "#5b9fd4"
ACTIVE = "#e08a2c"
"""Border of the active view and the mark of the chosen class."""
CAUTION = "#e3b04b"
ALARM = "#ff5d55"

_STYLE = f"""
QWidget {{ color: {TEXT}; }}
QMainWindow, QDialog {{ background: {BACKGROUND}; }}
QToolTip {{ color: {TEXT}; background: {RAISED}; border: 1px solid {LINE}; padding: 4px; }}
QMenuBar {{ background: {BACKGROUND}; padding: 1px 4px; }}
QMenuBar::item {{ padding: 4px 9px; background: transparent; border-radius: 3px; }}
QMenuBar::item:selected {{ background: {RAISED}; }}
QMenu {{ background: {PANEL}; border: 1px solid {LINE}; padding: 4px; }}
QMenu::item {{ padding: 5px 28px 5px 24px; border-radius: 3px; }}
QMenu::item:selected {{ background: {RAISED}; }}
QMenu::item:disabled {{ color: {FAINT}; }}
QMenu::separator {{ height: 1px; background: {LINE}; margin: 4px 8px; }}
QToolBar {{ background: {BACKGROUND}; border: 0; border-bottom: 1px solid {LINE}; padding: 3px 6px; spacing: 2px; }}
QToolBar::separator {{ width: 1px; background: {LINE}; margin: 5px 6px; }}
QToolButton {{ padding: 5px; border: 1px solid transparent; border-radius: 4px; }}
QToolButton:hover {{ background: {RAISED}; }}
QToolButton:checked {{ background: {RAISED}; border-color: {ACCENT}; }}
QToolButton:checked:disabled {{ border-color: transparent; }}
QToolButton:focus {{ border-color: {ACCENT}; }}
QPushButton {{ background: {RAISED}; border: 1px solid {LINE}; border-radius: 4px; padding: 6px 14px; }}
QPushButton:hover {{ border-color: {FAINT}; }}
QPushButton:focus {{ border-color: {ACCENT}; }}
QPushButton:disabled {{ color: {FAINT}; }}
QPushButton:flat {{ background: transparent; border-color: transparent; padding: 4px 8px; }}
QPushButton:flat:hover, QPushButton:flat:focus {{ border-color: {LINE}; }}
QPushButton#link {{ background: transparent; border: 1px solid transparent; color: {ACCENT}; padding: 4px 8px; }}
QPushButton#link:hover {{ text-decoration: underline; }}
QPushButton#link:focus {{ border-color: {ACCENT}; }}
QComboBox {{ background: {RAISED}; border: 1px solid {LINE}; border-radius: 4px; padding: 4px 8px; }}
QComboBox:focus {{ border-color: {ACCENT}; }}
QComboBox:disabled {{ color: {FAINT}; }}
QComboBox QAbstractItemView {{ background: {PANEL}; border: 1px solid {LINE}; selection-background-color: {RAISED}; }}
QCheckBox {{ spacing: 8px; padding: 2px; border: 1px solid transparent; border-radius: 3px; }}
QCheckBox:focus {{ border-color: {ACCENT}; }}
QSlider {{ border: 1px solid transparent; border-radius: 3px; min-height: 20px; }}
QSlider:focus {{ border-color: {ACCENT}; }}
QSlider::groove:horizontal {{ height: 4px; background: {LINE}; border-radius: 2px; }}
QSlider::sub-page:horizontal {{ background: {ACCENT}; border-radius: 2px; }}
QSlider::sub-page:horizontal:disabled {{ background: {LINE}; }}
QSlider::handle:horizontal {{ width: 12px; margin: -5px 0; border-radius: 6px; background: {TEXT}; }}
QSlider::handle:horizontal:disabled {{ background: {FAINT}; }}
QScrollArea, QAbstractItemView {{ background: {PANEL}; border: 0; outline: 0; }}
QTextBrowser, QTreeWidget {{ background: {PANEL}; border: 1px solid {LINE}; border-radius: 4px; }}
QTextBrowser:focus, QTreeWidget:focus {{ border-color: {ACCENT}; }}
QTreeWidget::item {{ padding: 3px 6px; }}
QTreeWidget::item:selected {{ background: {RAISED}; color: {TEXT}; }}
QHeaderView::section {{ background: {PANEL}; color: {QUIET}; border: 0; border-bottom: 1px solid {LINE};
    padding: 5px 8px; }}
QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
QScrollBar:horizontal {{ background: transparent; height: 10px; margin: 0; }}
QScrollBar::handle {{ background: {LINE}; border-radius: 4px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {FAINT}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QSplitter::handle {{ background: {LINE}; }}
QStatusBar {{ background: {BACKGROUND}; color: {QUIET}; }}
"""


def apply(app: QApplication) -> None:
    """Dress the application; Fusion, so that it looks the same on every desktop."""
    app.setStyle("Fusion")
    palette = QPalette()
    role = QPalette.ColorRole
    for roles, colour in (
        ((role.Window, role.AlternateBase), BACKGROUND),
        ((role.Base, role.ToolTipBase), PANEL),
        ((role.Button, role.Mid), RAISED),
        ((role.WindowText, role.Text, role.ButtonText, role.ToolTipText, role.BrightText), TEXT),
        ((role.PlaceholderText,), FAINT),
        ((role.Highlight, role.Link, role.LinkVisited), ACCENT),
        ((role.HighlightedText, role.Shadow, role.Dark), BLACK),
    ):
        for each in roles:
            palette.setColor(each, QColor(colour))
    for each in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, each, QColor(FAINT))
    app.setPalette(palette)
    app.setStyleSheet(_STYLE)
