"""The list of what was drawn on the film in the active view: to select, name, copy and delete, beside the film."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHBoxLayout,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from xraydesk.core.annotations import WRITTEN, Annotation
from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.measure.listing import Row, as_text, rows_of
from xraydesk.ui.measure.notebook import Notebook
from xraydesk.ui.measure.number_texts import source_text
from xraydesk.ui.measure.readings import Readings
from xraydesk.ui.shell.language import counted, tr
from xraydesk.ui.shell.parts import OneLine, named

WIDTH = 368
PADDING = 5
_NAME, _VALUE = 0, 1
_Annotation = Qt.ItemDataRole.UserRole


class MeasurementList(QWidget):
    """Rows of annotations.

    Signals
    -------
    chosen
        The reader went to an annotation; carries the `Annotation`.
    """

    chosen = Signal(object)

    def __init__(self, notebook: Notebook, readings: Readings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._notebook, self._readings = notebook, readings
        self._radiograph: Radiograph | None = None
        self._rows: tuple[Row, ...] = ()
        self._copies = False
        self._tree = named(QTreeWidget(), tr("Measurements and annotations"))
        self._tree.setHeaderLabels([tr("Annotation"), tr("Value")])
        named(self._tree.header(), tr("Columns"))
        self._tree.setRootIsDecorated(False)
        self._tree.setUniformRowHeights(False)
        self._tree.setWordWrap(True)  # without it a line break counts for nothing
        self._tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._tree.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self._tree.setColumnWidth(_NAME, 112)
        self._state = OneLine(tr("what a pixel measures"), "quiet")
        self._copy = named(QPushButton(tr("Copy table")), tr("Copy the measurements as a table"))
        self._delete = named(QPushButton(tr("Delete")), tr("Delete the selected annotation"))
        buttons = QHBoxLayout()
        buttons.addWidget(self._copy, 1)
        buttons.addWidget(self._delete, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 8, 10, 10)
        column.addWidget(self._tree, 1)
        column.addWidget(self._state)
        column.addLayout(buttons)
        self._copy.clicked.connect(self.copy)
        self._delete.clicked.connect(self._remove)
        self._tree.currentItemChanged.connect(self._went_to)
        self._tree.itemChanged.connect(self._renamed)
        notebook.changed.connect(self.refresh)
        readings.arrived.connect(self._arrived)
        self.refresh()

    def sizeHint(self) -> QSize:
        """Wide enough for a value with what it means."""
        return QSize(WIDTH, 320)

    def show_film(self, radiograph: Radiograph | None) -> None:
        """List what is drawn on another film."""
        self._radiograph = radiograph
        self.refresh()

    def take_focus(self) -> None:
        """The list has the keyboard."""
        self._tree.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def copy(self) -> None:
        """Put all of it on the clipboard as a table of text, as soon as every number is there."""
        if self._radiograph is None:
            return
        rows = rows_of(self._radiograph, self._notebook, self._readings)
        self._copies = self._readings.is_waiting
        if rows and not self._copies:
            QApplication.clipboard().setText(as_text(rows, frames=self._radiograph.frames > 1))

    def _arrived(self) -> None:
        if self._copies:
            self.copy()
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """It can be seen again."""
        super().showEvent(event)
        self.refresh()

    # ------------------------------------------------------------------------------------ filling

    def refresh(self) -> None:
        """Say what is so now; nothing is done while the list cannot be seen."""
        if not self.isVisible():
            return
        radiograph = self._radiograph
        rows = () if radiograph is None else rows_of(radiograph, self._notebook, self._readings)
        with QSignalBlocker(self._tree):
            if rows != self._rows or len(rows) != self._tree.topLevelItemCount():
                self._rows = rows
                self._fill()
            self._mark_selected()
        self._copy.setEnabled(bool(rows))
        self._delete.setEnabled(self._selected() is not None)
        self._state.show_text(self._meaning(radiograph))

    def _fill(self) -> None:
        self._tree.clear()
        several = self._radiograph is not None and self._radiograph.frames > 1
        for row in self._rows:
            words = row.name or (row.value if row.annotation.kind in WRITTEN else "")
            value = "" if row.annotation.kind in WRITTEN else "\n".join(row.lines)
            item = QTreeWidgetItem([words or row.kind, value])
            for column in (_NAME, _VALUE):
                item.setTextAlignment(column, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
            where = tr("Frame {number}").format(number=row.annotation.frame + 1) if several else ""
            tip = [row.kind, where, *row.lines, row.annotation.reader]
            item.setToolTip(_NAME, "\n".join(part for part in tip if part))
            item.setToolTip(_VALUE, item.toolTip(_NAME))
            item.setData(_NAME, Qt.ItemDataRole.AccessibleTextRole, ", ".join(part for part in tip[:3] if part))
            item.setData(_NAME, _Annotation, row.annotation)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            self._tree.addTopLevelItem(item)
            item.setFirstColumnSpanned(row.annotation.kind in WRITTEN)
            item.setSizeHint(_NAME, QSize(0, self._height(item)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lines break elsewhere."""
        super().resizeEvent(event)
        with QSignalBlocker(self._tree):
            for number in range(self._tree.topLevelItemCount()):
                item = self._tree.topLevelItem(number)
                assert item is not None
                item.setSizeHint(_NAME, QSize(0, self._height(item)))

    def _height(self, item: QTreeWidgetItem) -> int:
        """Room for every line of an item: a style sheet leaves the tree with that of one."""
        metrics, whole = self._tree.fontMetrics(), self._tree.viewport().width()
        name_width = whole if item.isFirstColumnSpanned() else self._tree.columnWidth(_NAME)
        heights = [
            metrics.boundingRect(QRect(0, 0, width - 4 * PADDING, 9999), Qt.TextFlag.TextWordWrap, words).height()
            for words, width in ((item.text(_NAME), name_width), (item.text(_VALUE), whole - name_width))
        ]
        return max(heights) + 2 * PADDING

    def _mark_selected(self) -> None:
        for number, row in enumerate(self._rows):
            if row.annotation.id == self._notebook.selected:
                index = self._tree.model().index(number, 0)
                flags = QItemSelectionModel.SelectionFlag
                self._tree.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
                return
        self._tree.setCurrentIndex(QModelIndex())

    def _meaning(self, radiograph: Radiograph | None) -> str:
        if radiograph is None:
            return ""
        scale = self._notebook.scale(radiograph)
        if not scale.in_millimetres:
            return tr("No millimetres: the size of a pixel is not known")
        size = f"{scale.column:.4g}" if scale.row == scale.column else f"{scale.column:.4g} × {scale.row:.4g}"
        meaning = tr("1 px = {size} mm {meaning}").format(size=size, meaning=source_text(scale))
        return f"{counted('{n} annotations', len(self._rows))}  ·  {meaning}"

    # -------------------------------------------------------------------------------------- doing

    def _selected(self) -> Annotation | None:
        return None if self._radiograph is None else self._notebook.chosen(self._radiograph)

    def _went_to(self, item: QTreeWidgetItem | None) -> None:
        if item is not None:
            annotation = item.data(_NAME, _Annotation)
            self._notebook.select(annotation.id)
            self.chosen.emit(annotation)

    def _renamed(self, item: QTreeWidgetItem) -> None:
        if self._radiograph is None:
            return
        annotation, words = item.data(_NAME, _Annotation), item.text(_NAME).strip()
        shown = next((row.kind for row in self._rows if row.annotation is annotation), "")
        if annotation.kind in WRITTEN or words != shown:
            self._notebook.rename(self._radiograph, annotation.id, words)
        self.refresh()

    def _remove(self) -> None:
        selected = self._selected()
        if selected is not None and self._radiograph is not None:
            self._notebook.remove(self._radiograph, selected.id)
