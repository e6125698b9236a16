"""The keys of one action: remove one, press a new one, and hear at once what it would be taken from."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QFrame, QHBoxLayout, QKeySequenceEdit, QLabel, QPushButton, QVBoxLayout, QWidget

from xraydesk.ui.actions.keymap import MOST_KEYS, Clash, Keymap, normal, shown
from xraydesk.ui.actions.table import Action
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named, text, toned


class KeyEditor(QFrame):
    """Edits the keys of the action it is given; every change is in force at once.

    Signals
    -------
    left
        The reader is done here and wants back to the list.
    """

    left = Signal()

    def __init__(self, keymap: Keymap, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._action: Action | None = None
        self._title = text(bold=True, name=tr("Action"))
        self._help = text(tone="quiet", name=tr("What it does"))
        self._keys = QHBoxLayout()
        self._keys.setSpacing(6)
        self.field = named(QKeySequenceEdit(), tr("New key"))
        self.field.setMaximumSequenceLength(1)
        self.field.setClearButtonEnabled(True)
        self.field.setMinimumWidth(220)
        self.field.keySequenceChanged.connect(self._judge)
        self.add = QPushButton(autoDefault=False)
        self.add.clicked.connect(self._add)
        self.restore = named(QPushButton(tr("Restore"), autoDefault=False), tr("Restore the keys of this action"))
        self.restore.setToolTip(tr("The keys that the profile gives this action"))
        self.restore.clicked.connect(self._restore)
        self._verdict = text(name=tr("Whether the key is free"))
        row = QHBoxLayout()
        row.addWidget(QLabel(tr("Press a key:")))
        row.addWidget(self.field)
        row.addWidget(self.add)
        row.addStretch(1)
        row.addWidget(self.restore)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 0)
        for each in (self._title, self._help):
            column.addWidget(each)
        column.addLayout(self._keys)
        column.addLayout(row)
        column.addWidget(self._verdict)
        self.show_action(None)

    def show_action(self, action: Action | None) -> None:
        """Edit the keys of an action; None while none is chosen."""
        self._action = action
        self.setEnabled(action is not None)
        self._title.setText(tr(action.text).rstrip("…") if action is not None else tr("Choose an action above."))
        self._help.setText(tr(action.tip) if action is not None else "")
        self.field.clear()
        self.refresh()

    def refresh(self) -> None:
        """Show the keys in force."""
        while (item := self._keys.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        keys = self._keymap.keys(self._action.id) if self._action is not None else ()
        for key in keys:
            self._keys.addWidget(self._remover(key))
        if not keys and self._action is not None:
            self._keys.addWidget(text(tr("No key."), tone="quiet"))
        self._keys.addStretch(1)
        self.restore.setEnabled(self._action is not None and self._keymap.is_own(self._action.id))
        self._judge()

    def _remover(self, key: str) -> QPushButton:
        name = tr("Remove {key}").format(key=shown(key))
        button = named(QPushButton(f"{shown(key)}  ✕", autoDefault=False), name)
        button.setToolTip(name)
        button.clicked.connect(lambda: self._remove(key))
        return button

    def _remove(self, key: str) -> None:
        if self._action is not None:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            rest = [each for each in self._keymap.keys(self._action.id) if each != key]
            self._keymap.assign(self._action.id, rest)

    def _pressed(self) -> str:
        return normal(self.field.keySequence().toString(QKeySequence.SequenceFormat.PortableText))

    def _judge(self) -> None:
        """Say at once whether the key in the field is free, and offer to take it if it is not."""
        action, key = self._action, self._pressed()
        clashes = self._keymap.clashes(action.id, key) if action is not None and key else []
        tone, sentence = self._verdict_on(action, key, clashes)
        toned(self._verdict, tone).setText(sentence)
        self.add.setText(tr("Take it") if clashes else tr("Add"))
        named(self.add, tr("Take the key from the other action") if clashes else tr("Add the key"))
        self.add.setEnabled(tone == "good" or any(clash.holder is not None for clash in clashes))

    def _verdict_on(self, action: Action | None, key: str, clashes: list[Clash]) -> tuple[str, str]:
        """Tone and sentence."""
        if action is None or not key:
            return "", ""
        keys = self._keymap.keys(action.id)
        if key in keys:
            return "quiet", tr("The action has this key already.")
        if len(keys) >= MOST_KEYS:
            clashes.clear()
            return "caution", tr("An action has at most {n} keys.").format(n=MOST_KEYS)
        if clashes:
            takable = all(clash.holder is not None for clash in clashes)
            return "caution" if takable else "alarm", " ".join(clash.reason for clash in clashes)
        return "good", tr("{key} is free.").format(key=shown(key))

    def _add(self) -> None:
        if self._action is not None:
            action, key = self._action, self._pressed()
            self.field.clear()
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._keymap.assign(action.id, [*self._keymap.keys(action.id), key])

    def _restore(self) -> None:
        if self._action is not None:
            self.field.setFocus(Qt.FocusReason.OtherFocusReason)
            self._keymap.reset(self._action.id)
