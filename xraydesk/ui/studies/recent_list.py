"""Shows what was opened lately: on the start page and in a menu."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QPushButton, QVBoxLayout, QWidget

from xraydesk.store.recent import RecentDrop
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import heading, named
from xraydesk.ui.studies.recent import Recent
from xraydesk.ui.view.corner_texts import shorten

MOST = 6
"""Drops on the start page; the menu has all."""

WIDTH = 620


def title_of(drop: RecentDrop, *, hidden: bool) -> str:
    """What a drop is called: its folder or file, which often names a patient, so it may have to be hidden."""
    if hidden:
        return counted("{n} images", drop.films)
    name = shorten(drop.paths[0].name or str(drop.paths[0]))
    others = len(drop.paths) - 1
    return tr("{name} and {n} more").format(name=name, n=others) if others else name


def detail_of(drop: RecentDrop, *, hidden: bool) -> str:
    """How much there was, whose, and when."""
    when = f"{datetime.fromisoformat(drop.opened).astimezone():%Y-%m-%d %H:%M}"
    films = "" if hidden else counted("{n} images", drop.films)
    patient = "" if hidden else shorten(drop.patient)
    return " · ".join(part for part in (patient, films, when) if part)


class RecentList(QWidget):
    """The newest drops as buttons; nothing at all where there are none."""

    def __init__(self, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = recent
        self._shown: list[QPushButton] = []
        self._rows = QVBoxLayout()
        self._rows.setSpacing(2)
        clear = named(QPushButton(tr("Clear the list"), flat=True), tr("Clear the list of recent files"))
        clear.setObjectName("link")
        clear.clicked.connect(recent.clear)
        head = QHBoxLayout()
        head.addWidget(heading(tr("RECENT")))
        head.addStretch(1)
        head.addWidget(clear)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(self._rows)
        self.setFixedWidth(WIDTH)
        recent.changed.connect(self._refresh)
        self._refresh()

    def _refresh(self) -> None:
        for row in self._shown:
            self._rows.removeWidget(row)
            row.setParent(None)
            row.deleteLater()
        self._shown = [self._row(drop) for drop in self._recent.drops[:MOST]]
        for row in self._shown:
            self._rows.addWidget(row)
        self.setVisible(bool(self._recent.drops))

    def _row(self, drop: RecentDrop) -> QPushButton:
        hidden = self._recent.hides_names
        title, detail = title_of(drop, hidden=hidden), detail_of(drop, hidden=hidden)
        row = named(QPushButton(flat=True), f"{title}, {detail}")
        row.setObjectName("recent")
        row.setCursor(Qt.CursorShape.PointingHandCursor)
        row.setToolTip("" if hidden else "\n".join(str(path) for path in drop.paths[:10]))
        row.clicked.connect(partial(self._recent.open, drop))
        inside = QHBoxLayout(row)
        inside.setContentsMargins(8, 0, 8, 0)
        for words, tone in ((title, ""), (detail, "quiet")):
            label = QLabel(words, textFormat=Qt.TextFormat.PlainText)
            label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            label.setProperty("tone", tone)
            inside.addWidget(label)
            if not tone:
                inside.addStretch(1)
        row.setMinimumHeight(30)
        return row


class RecentMenu(QMenu):
    """The drops as a menu, made anew each time it is opened."""

    def __init__(self, recent: Recent, parent: QWidget | None = None) -> None:
        super().__init__(tr("Open recent"), parent)
        self._recent = recent
        self.setToolTipsVisible(True)
        self.aboutToShow.connect(self.refresh)
        recent.changed.connect(self._enable)
        self._enable()

    def _enable(self) -> None:
        self.menuAction().setEnabled(bool(self._recent.drops))

    def refresh(self) -> None:
        """Put in what is there now."""
        self.clear()
        for drop in self._recent.drops:
            hidden = self._recent.hides_names
            title, detail = title_of(drop, hidden=hidden), detail_of(drop, hidden=hidden)
            action = self.addAction(f"{title}\t{detail}".replace("&", "&&"))
            action.setToolTip("" if hidden else str(drop.paths[0]))
            action.triggered.connect(partial(self._open, drop))
        self.addSeparator()
        self.addAction(tr("Clear the list")).triggered.connect(self._recent.clear)

    def _open(self, drop: RecentDrop, _checked: bool = False) -> None:
        self._recent.open(drop)
