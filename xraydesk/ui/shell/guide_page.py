"""The guides that come with the program, to be read in it: Markdown pages that lead to each other, with pictures."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextDocument
from PySide6.QtWidgets import QPushButton

from xraydesk.core import paths
from xraydesk.ui.shell.dialogs import MarkdownPage
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named

FIRST: Final = "user_guide.md"
WIDTH: Final = 760
"""Of a picture, in logical pixels; the page is a little wider."""

_COMMENT: Final = re.compile(r"<!--.*?-->\n?", re.DOTALL)


class GuidePage(MarkdownPage):
    """One guide at a time. What lies outside the program's own folder is neither shown nor led to.

    Parameters
    ----------
    name
        The page that is shown first, from the folder of resources.
    folder
        The folder of resources.

    Attributes
    ----------
    back
        The button that leads to the page before; for the dialog around this one.
    """

    def __init__(self, name: str = FIRST, folder: Path | None = None) -> None:
        self._folder = (folder or paths.resources()).resolve()
        self._visited = [self._folder / name]
        super().__init__(_text(self._visited[-1]))
        self.back = named(QPushButton(tr("Back")), tr("Back"))
        self.back.setEnabled(False)
        self.back.clicked.connect(self._go_back)
        self.anchorClicked.connect(self._follow)

    @property
    def page(self) -> Path:
        """The file on show."""
        return self._visited[-1]

    def _follow(self, link: QUrl) -> None:
        """Go where a link leads, if that is a page that came with the program; nothing else is opened."""
        place = self._inside(link, ".md")
        if place is not None and place != self.page:
            self._visited.append(place)
            self._show()

    def _go_back(self) -> None:
        if len(self._visited) > 1:
            self._visited.pop()
            self._show()

    def _show(self) -> None:
        self.show_html(_text(self.page))
        self.verticalScrollBar().setValue(0)
        self.back.setEnabled(len(self._visited) > 1)

    def _inside(self, link: QUrl, ending: str) -> Path | None:
        """The file that a relative link names, if it is of this kind, in the folder of resources, and there."""
        if not link.isRelative() or link.hasQuery() or not link.path():
            return None
        place = (self.page.parent / link.path()).resolve()
        fits = place.suffix == ending and place.is_relative_to(self._folder) and place.is_file()
        return place if fits else None

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        """The pictures of the guides, made as wide as the page at most."""
        place = self._inside(QUrl(name), ".png") if kind == QTextDocument.ResourceType.ImageResource.value else None
        if place is None:
            return None
        picture = QImage(str(place))
        sharpness = self.devicePixelRatioF()
        width = min(picture.width(), round(WIDTH * sharpness))
        picture = picture.scaledToWidth(width, Qt.TransformationMode.SmoothTransformation)
        picture.setDevicePixelRatio(sharpness)
        return picture


def _text(page: Path) -> str:
    """A page without the comments in it, which a page that shows no HTML would print."""
    return _COMMENT.sub("", page.read_text(encoding="utf-8"))
