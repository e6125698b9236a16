"""Windows beside the main one: a page to read and the list of notices. None is modal, none asks a question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xraydesk.ui.shell.notices import Notice
from xraydesk.ui.shell.parts import named
from xraydesk.ui.view.corner_texts import shorten

_PAGE_STYLE = "h1 { font-size: x-large; } h2 { font-size: large; } h3, h4, h5 { font-size: medium; }"


class SideDialog(QDialog):
    """One widget with a Close button below; Esc closes it too.

    Parameters
    ----------
    name
        Title of the window and name of its content for screen readers.
    content
        The widget.
    size
        Width and height in logical pixels.
    """

    def __init__(self, name: str, content: QWidget, size: tuple[int, int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*size)
        content.setAccessibleName(name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        close = named(buttons.button(QDialogButtonBox.StandardButton.Close), "Close")
        close.setIcon(QIcon())
        column = QVBoxLayout(self)
        column.addWidget(content)
        column.addWidget(buttons)


def page(html: str) -> QTextBrowser:
    """Rich text to read; no link in it is followed."""
    browser = QTextBrowser()
    browser.setOpenLinks(False)
    browser.document().setDefaultStyleSheet(_PAGE_STYLE)
    browser.document().setDocumentMargin(14)
    browser.setHtml(html)
    return browser


def notice_table(notices: Sequence[Notice]) -> QTreeWidget:
    """Every notice of this session, file by file."""
    table = QTreeWidget()
    table.setHeaderLabels(["File", "What happened"])
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    named(table.header(), "Columns")
    for notice in notices or [Notice("", "Nothing has happened that you should know.")]:
        row = QTreeWidgetItem([shorten(notice.name), notice.reason])
        row.setToolTip(1, notice.reason)
        table.addTopLevelItem(row)
    table.setColumnWidth(0, 300)
    return table
