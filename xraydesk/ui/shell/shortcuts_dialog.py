"""The keyboard shortcuts: every action with its keys, to be searched, changed and restored."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xraydesk.core.settings import SETTINGS, Settings
from xraydesk.ui.actions.keymap import Keymap, all_shown, shown
from xraydesk.ui.actions.table import ACTIONS, MENUS, Action, title
from xraydesk.ui.shell.key_editor import KeyEditor
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, rule

_ID = Qt.ItemDataRole.UserRole
_BY_ID = {spec.id: spec for spec in ACTIONS}


class ShortcutsDialog(QDialog):
    """Beside the window, not modal; what is changed here is in force at once."""

    def __init__(self, keymap: Keymap, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Keyboard shortcuts"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(QSize(760, 640))
        self._keymap, self._settings = keymap, settings
        self._items: dict[str, QTreeWidgetItem] = {}
        self._groups: list[QTreeWidgetItem] = []
        self.search = named(
            QLineEdit(placeholderText=tr("Search by name or key"), clearButtonEnabled=True), tr("Search")
        )
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self._choose_first)
        self.profiles = self._make_profiles()
        self.table = self._make_table()
        self.editor = KeyEditor(keymap)
        self.restore_all = named(
            QPushButton(tr("Restore all"), autoDefault=False), tr("Restore all keys of the profile")
        )
        self.restore_all.clicked.connect(self._restore_all)
        self._lay_out()
        self.table.currentItemChanged.connect(self._choose)
        self.table.itemActivated.connect(lambda _: self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.destroyed.connect(keymap.watch(self._refresh))
        self._refresh()
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, action: str) -> None:
        """Go to an action."""
        self.table.setCurrentItem(self._items[action])

    def _make_profiles(self) -> QComboBox:
        box = named(QComboBox(), tr("Keyboard profile"))
        (setting,) = (each for each in SETTINGS if each.key == "shortcut_profile")
        for value, words in zip(setting.choices, setting.titles, strict=True):
            box.addItem(tr(words), value)
        box.activated.connect(lambda: self._settings.set("shortcut_profile", box.currentData()))
        return box

    def _make_table(self) -> QTreeWidget:
        table = named(QTreeWidget(), tr("Actions"))
        table.setHeaderLabels([tr("Action"), tr("Keys"), ""])
        named(table.header(), tr("Columns"))
        table.setUniformRowHeights(True)
        table.setExpandsOnDoubleClick(False)
        bold = QFont(table.font())
        bold.setBold(True)
        for menu in MENUS:
            group = QTreeWidgetItem([title(tr(menu))])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            group.setFont(0, bold)
            table.addTopLevelItem(group)
            self._groups.append(group)
            for spec in ACTIONS:
                if spec.menu == menu:
                    item = QTreeWidgetItem([tr(spec.text).rstrip("…")])
                    item.setData(0, _ID, spec.id)
                    item.setToolTip(0, tr(spec.tip))
                    group.addChild(item)
                    self._items[spec.id] = item
        table.expandAll()
        table.header().setStretchLastSection(False)
        table.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column, width in ((1, 220), (2, 90)):
            table.header().resizeSection(column, width)
        return table

    def _lay_out(self) -> None:
        close = named(QPushButton(tr("Close"), autoDefault=False), tr("Close"))
        close.clicked.connect(self.close)
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        top.addSpacing(12)
        top.addWidget(QLabel(tr("Profile")))
        top.addWidget(self.profiles)
        foot = QHBoxLayout()
        foot.addWidget(self.restore_all)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.addLayout(top)
        column.addWidget(self.table, 1)
        column.addWidget(self.editor)
        column.addWidget(rule())
        column.addLayout(foot)

    def _refresh(self) -> None:
        for action, item in self._items.items():
            item.setText(1, all_shown(self._keymap.keys(action)))
            item.setText(2, tr("changed") if self._keymap.is_own(action) else "")
        self.profiles.setCurrentIndex(self.profiles.findData(self._keymap.profile))
        self.restore_all.setEnabled(self._keymap.has_own)
        self.editor.refresh()

    def _filter(self, words: str) -> None:
        """Leave the actions that have all of these words in their name, their sentence or their keys."""
        wanted = words.casefold().split()
        found = {action for action in self._items if self._says(_BY_ID[action], wanted)}
        for action, item in self._items.items():
            item.setHidden(action not in found)
        for group in self._groups:
            group.setHidden(all(item.isHidden() for item in self._items.values() if item.parent() is group))
        if self.table.currentItem() in [item for item in self._items.values() if item.isHidden()]:
            self.table.clearSelection()
            self._choose(None)

    def _says(self, spec: Action, wanted: list[str]) -> bool:
        said = " ".join((spec.text, tr(spec.text), tr(spec.tip), title(tr(spec.menu)))).casefold()
        keys = [shown(key).casefold() for key in self._keymap.keys(spec.id)]
        return all(
            word in said or word in keys or ("+" in word and any(word in key for key in keys)) for word in wanted
        )

    def _choose_first(self) -> None:
        """From the search straight to what was found."""
        for action, item in self._items.items():
            if not item.isHidden():
                self.choose(action)
                self.editor.field.setFocus(Qt.FocusReason.OtherFocusReason)
                return

    def _choose(self, item: QTreeWidgetItem | None) -> None:
        action = item.data(0, _ID) if item is not None else None
        self.editor.show_action(_BY_ID[action] if action else None)

    def _restore_all(self) -> None:
        self.search.setFocus(Qt.FocusReason.OtherFocusReason)
        self._keymap.reset_all()
