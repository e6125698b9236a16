"""Windows beside the main one: a page to read and the list of notices. None is modal, none asks a question."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, QUrl
from PySide6.QtGui import QIcon, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QPushButton,
    QTextBrowser,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.notices import Notice
from xraydesk.ui.shell.parts import named
from xraydesk.ui.shell.style_sheet import page_style
from xraydesk.ui.shell.theme import Colours, colours
from xraydesk.ui.view.corner_texts import shorten


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
    more
        Buttons that lead on, beside the one that closes.
    """

    def __init__(
        self,
        name: str,
        content: QWidget,
        size: tuple[int, int],
        parent: QWidget | None = None,
        more: Sequence[QPushButton] = (),
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(name)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*size)
        content.setAccessibleName(name)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        for button in more:
            button.setAutoDefault(False)
            buttons.addButton(button, QDialogButtonBox.ButtonRole.ActionRole)
        close = named(buttons.button(QDialogButtonBox.StandardButton.Close), tr("Close"))
        close.setIcon(QIcon())
        column = QVBoxLayout(self)
        column.addWidget(content)
        column.addWidget(buttons)


class Page(QTextBrowser):
    """Rich text to read, in the colours of the theme in force; no link in it is followed."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self._html = html
        self._dressed: Colours | None = None
        self.setOpenLinks(False)
        self.document().setDocumentMargin(14)
        self._dress()

    def changeEvent(self, event: QEvent) -> None:
        """Another theme: the same page in its colours, at the same place."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._dress()

    def show_html(self, html: str) -> None:
        """Show another text, at the same place of the page."""
        self._html, self._dressed = html, None
        self._dress()

    def _dress(self) -> None:
        if self._dressed is colours():
            return
        self._dressed = colours()
        place = self.verticalScrollBar().value()
        self.document().setDefaultStyleSheet(page_style(self._dressed))
        self._fill()
        self.verticalScrollBar().setValue(place)

    def _fill(self) -> None:
        self.setHtml(self._html)

    def loadResource(self, _kind: int, _name: QUrl | str) -> None:
        """Show no picture that a text of others names."""


class MarkdownPage(Page):
    """The same for Markdown; HTML within it is shown as it is written."""

    def _fill(self) -> None:
        dialect = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
        self.document().setMarkdown(self._html, dialect)
        self.moveCursor(QTextCursor.MoveOperation.Start)  # Qt left it at the end, and shows where it is


def page(html: str) -> Page:
    """A page to read: classes of `style_sheet.page_style`, no colours in the text."""
    return Page(html)


def notice_table(notices: Sequence[Notice]) -> QTreeWidget:
    """Every notice of this session, file by file."""
    table = QTreeWidget()
    table.setHeaderLabels([tr("File"), tr("What happened")])
    table.setRootIsDecorated(False)
    table.setUniformRowHeights(True)
    named(table.header(), tr("Columns"))
    for notice in notices or [Notice("", tr("Nothing has happened that you should know."))]:
        row = QTreeWidgetItem([shorten(notice.name), notice.reason])
        row.setToolTip(1, notice.reason)
        table.addTopLevelItem(row)
    table.setColumnWidth(0, 300)
    return table
