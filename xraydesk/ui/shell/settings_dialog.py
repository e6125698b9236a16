"""The settings, made from the one table of them: searched, changed at once, reset one by one or all together."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from xraydesk.core.settings import SETTINGS, Section, Setting, Settings
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import heading, named, text
from xraydesk.ui.shell.setting_controls import control_for

CONTROL_WIDTH = 190
_SECTIONS = tuple(section for section in Section if section is not Section.HIDDEN)


class SettingRow(QWidget):
    """One setting: what it is, its control, and a button that resets it while it is not the default."""

    def __init__(self, setting: Setting, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setting, self._settings = setting, settings
        self.control = control_for(setting)
        self.control.setFixedWidth(CONTROL_WIDTH)
        self.reset = named(QPushButton(tr("Reset"), flat=True), tr("Reset “{name}”").format(name=tr(setting.label)))
        self.reset.setToolTip(tr("Back to the default"))
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        self._refusal = text(tone="alarm", name=tr("Why it was refused"))
        self._refusal.hide()
        words = QVBoxLayout()
        words.setSpacing(2)
        if setting.type is not bool:
            label = text(tr(setting.label))
            label.setBuddy(self.control)
            words.addWidget(label)
        else:
            # A check has its name beside it, so it stands where the name of the others does.
            self.control.setFixedWidth(QWidget().maximumWidth())
            self.control.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            words.addWidget(self.control)
        help_line = tr(setting.help) + (" " + tr("Takes effect at the next start.") if setting.at_next_start else "")
        words.addWidget(text(help_line, tone="quiet"))
        words.addWidget(self._refusal)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 4)
        row.setSpacing(12)
        row.addLayout(words, 1)
        if setting.type is not bool:
            row.addWidget(self.control, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.reset, 0, Qt.AlignmentFlag.AlignTop)
        self.control.chosen.connect(lambda value: settings.set(setting.key, value))
        self.control.refused.connect(self._say_refusal)
        self.reset.clicked.connect(lambda: settings.reset(setting.key))
        self.destroyed.connect(settings.watch(setting.key, self._follow))
        self._follow(settings[setting.key])

    def matches(self, words: str) -> bool:
        """Whether every word of a search is in what the row says, in the reader's language or in English."""
        setting = self.setting
        spoken = (setting.label, setting.help, setting.section.value, *setting.titles)
        said = " ".join((*spoken, *(tr(each) for each in spoken))).casefold()
        return all(word in said for word in words.casefold().split())

    def _follow(self, value: Any) -> None:
        self.control.show_value(value)
        self._say_refusal("")
        if self.reset.hasFocus():
            self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        self.reset.setVisible(not self._settings.is_default(self.setting.key))

    def _say_refusal(self, sentence: str) -> None:
        self._refusal.setText(sentence)
        self._refusal.setVisible(bool(sentence))


class SettingsDialog(QDialog):
    """Every setting that is not hidden, section by section.

    Signals
    -------
    shortcuts_asked
        The reader wants to edit the keyboard shortcuts.
    """

    shortcuts_asked = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Settings"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(820, 620))
        self._settings = settings
        self._before_reset: dict[str, Any] = {}
        self.rows = [SettingRow(setting, settings) for setting in SETTINGS if setting.section is not Section.HIDDEN]
        self._search = named(
            QLineEdit(placeholderText=tr("Search the settings"), clearButtonEnabled=True), tr("Search")
        )
        self._search.textChanged.connect(self._filter)
        self._sections = named(QListWidget(), tr("Sections"))
        self._sections.setObjectName("sections")
        self._sections.addItems([tr(section.value) for section in _SECTIONS])
        self._sections.setFixedWidth(self._sections.sizeHintForColumn(0) + 16)
        self._sections.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._nothing = text(tr("No setting has these words."), tone="quiet")
        self._headings: dict[Section, QLabel] = {}
        self._page = self._make_page()
        self._lay_out()
        self._filter("")
        self._sections.currentRowChanged.connect(self._go_to_section)
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_page(self) -> QScrollArea:
        inside = QWidget()
        inside.setObjectName("inside")
        column = QVBoxLayout(inside)
        column.setContentsMargins(16, 12, 12, 12)
        column.addWidget(self._nothing)
        for section in _SECTIONS:
            rows = [row for row in self.rows if row.setting.section is section]
            title = heading(tr(section.value).upper())
            title.setContentsMargins(0, 10, 0, 2)
            self._headings[section] = title
            column.addWidget(title)
            for row in rows:
                column.addWidget(row)
        column.addStretch(1)
        page = QScrollArea(widgetResizable=True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page.setWidget(inside)
        return page

    def _lay_out(self) -> None:
        self._reset_all = named(QPushButton(tr("Reset all"), autoDefault=False), tr("Reset all settings"))
        self._reset_all.clicked.connect(self._reset)
        self._take_back = QPushButton(tr("Undo the reset"), autoDefault=False, flat=True)
        named(self._take_back, tr("Undo the reset")).clicked.connect(self._restore)
        self._take_back.hide()
        shortcuts = named(QPushButton(tr("Keyboard shortcuts…"), autoDefault=False), tr("Keyboard shortcuts"))
        shortcuts.clicked.connect(self.shortcuts_asked)
        close = named(QPushButton(tr("Close"), autoDefault=False), tr("Close"))
        close.clicked.connect(self.close)
        left = QVBoxLayout()
        left.addWidget(self._sections, 1)
        middle = QHBoxLayout()
        middle.addLayout(left)
        middle.addWidget(self._page, 1)
        foot = QHBoxLayout()
        for widget in (self._reset_all, self._take_back):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(shortcuts)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.addWidget(self._search)
        column.addLayout(middle, 1)
        column.addLayout(foot)

    def _filter(self, words: str) -> None:
        """Leave only the rows that have these words, and the sections that have rows."""
        found = [row for row in self.rows if row.matches(words)]
        for row in self.rows:
            row.setVisible(row in found)
        left = [section for section in _SECTIONS if any(row.setting.section is section for row in found)]
        blocked = self._sections.blockSignals(True)
        self._sections.clear()
        self._sections.addItems([tr(section.value) for section in left])
        self._sections.blockSignals(blocked)
        for section, title in self._headings.items():
            title.setVisible(section in left)
        self._nothing.setVisible(not found)
        self._listed = left
        self._page.verticalScrollBar().setValue(0)

    def _go_to_section(self, number: int) -> None:
        if 0 <= number < len(self._listed):
            self._page.verticalScrollBar().setValue(self._headings[self._listed[number]].y())

    def _reset(self) -> None:
        """Reset what the dialog shows; what it does not show is no matter of choice."""
        chosen = {row.setting.key: self._settings[row.setting.key] for row in self.rows}
        changed = {key: value for key, value in chosen.items() if not self._settings.is_default(key)}
        for key in chosen:
            self._settings.reset(key)
        self._before_reset = changed
        self._take_back.setVisible(bool(changed))

    def _restore(self) -> None:
        for key, value in self._before_reset.items():
            self._settings.set(key, value)
        self._before_reset = {}
        self._reset_all.setFocus(Qt.FocusReason.OtherFocusReason)
        self._take_back.hide()
