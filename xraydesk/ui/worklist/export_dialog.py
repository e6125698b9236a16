"""What of a run is written, as what, and where; not modal."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from xraydesk.core.settings import Settings
from xraydesk.export.formats import FORMATS, Format
from xraydesk.export.run import BURNED_IN
from xraydesk.exporting.stored import PARTS, Part
from xraydesk.exporting.writing import Wishes
from xraydesk.ui.shell.language import counted, mark, tr
from xraydesk.ui.shell.parts import named, text

_ALWAYS_NOBODY: Final = "dicom"
_ENDINGS: Final = frozenset(ending for form in FORMATS for ending in form.endings)
_WITH_FILMS: Final = ("png", "manifest", "dicom")
_WORDS: Final = {
    "csv": mark("One line a file, for other programs."),
    "xlsx": mark("One line a file, with filters, for people."),
    "jsonl": mark("One object a file with all that is known, for other programs."),
    "html": mark("Counts, agreement and the films in triage order, to read or pass on."),
    "pdf": mark("Counts, agreement, evidence and limits on a sheet, then the films in triage order."),
    "png": mark("A folder: each film beside itself with the heatmap, and what was answered."),
    "manifest": mark("A folder that the trainer reads: the films that a reader gave a label."),
    "dicom": mark("A folder: each film rebuilt from its pixels, with new identifiers."),
}


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be exported.

    Attributes
    ----------
    run
        Number of the run in the store.
    part, selected
        Which of its lines; ``selected`` are numbers of lines.
    form, target, wishes
        As what, where, and what else was chosen.
    """

    run: int
    part: Part
    selected: tuple[int, ...]
    form: Format
    target: Path
    wishes: Wishes


class ExportDialog(QDialog):
    """Chooses an export.

    Signals
    -------
    asked
        Write this `Order`.
    stopped
        Write no more of it.
    """

    asked = Signal(object)
    stopped = Signal()

    def __init__(
        self, run: int, selected: Collection[int], part: Part, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Export run {run}").format(run=run))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(560, 330)
        self.run, self._selected, self._settings = run, tuple(selected), settings
        self.part, self.kind = named(QComboBox(), tr("What to export")), named(QComboBox(), tr("Format"))
        for each, title in PARTS.items():
            if each is not Part.SELECTED:
                self.part.addItem(tr(title), each)
            elif self._selected:
                self.part.addItem(counted("{n} selected lines", len(self._selected)), each)
        self.part.setCurrentIndex(max(0, self.part.findData(part)))
        for form in FORMATS:
            self.kind.addItem(tr(form.title), form)
        self.target = named(QLineEdit(), tr("File or folder"))
        self.choose = named(QPushButton(tr("Choose…"), autoDefault=False), tr("Choose a file or folder"))
        self.nobody = named(QCheckBox(tr("Name no patient, reader, file or folder")), tr("Name nobody"))
        self.copies = named(QCheckBox(tr("Copy the films into the folder")), tr("Copy the films"))
        self.copies.setChecked(True)
        self.words, self.state = text(tone="quiet", name=tr("About the format")), text(name=tr("State of the export"))
        self.send = named(QPushButton(tr("Export"), default=True), tr("Export"))
        self.leave = named(QPushButton(tr("Close"), autoDefault=False), tr("Close"))
        self._lay_out()
        self.kind.currentIndexChanged.connect(self._propose)
        self.nobody.toggled.connect(self._follow)
        self.target.textEdited.connect(self._keep)
        self.choose.clicked.connect(self._choose)
        self.send.clicked.connect(self._ask)
        self.leave.clicked.connect(self._leave)
        self.finished.connect(self._end)
        self._is_writing, self._is_own = False, False
        self._propose()

    @property
    def form(self) -> Format:
        """The format that is chosen."""
        form: Format = self.kind.currentData()
        return form

    def show_state(self, words: str, *, is_writing: bool) -> None:
        """Say how far it is, or why it was not written; while it is written nothing else can be asked."""
        self._is_writing = is_writing
        self.state.setText(words)
        for widget in (self.part, self.kind, self.target, self.choose, self.send):
            widget.setEnabled(not is_writing)
        name = tr("Stop") if is_writing else tr("Close")
        named(self.leave, name).setText(name)
        self._follow()

    def _lay_out(self) -> None:
        place = QHBoxLayout()
        place.addWidget(self.target, 1)
        place.addWidget(self.choose)
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.addRow(tr("What"), self.part)
        form.addRow(tr("Format"), self.kind)
        form.addRow("", self.words)
        form.addRow(tr("To"), place)
        form.addRow("", self.nobody)
        form.addRow("", self.copies)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.send)
        column = QVBoxLayout(self)
        column.addLayout(form)
        column.addStretch(1)
        column.addWidget(self.state)
        column.addLayout(buttons)

    def _propose(self) -> None:
        """Another format: another target, or another ending of the one that the reader gave."""
        form = self.form
        if self._is_own:
            path = Path(self.target.text())
            if path.suffix.lower() in _ENDINGS:
                self.target.setText(str(path.with_suffix("" if form.is_folder else form.endings[0])))
        else:
            folder = Path(self._settings["save_folder"] or Path.home())
            ending = f"-{form.name}" if form.is_folder else form.endings[0]
            self.target.setText(str(folder / f"run-{self.run}{ending}"))
        self._follow()

    def _keep(self) -> None:
        self._is_own = True
        self._follow()

    def _follow(self) -> None:
        """What can be chosen, and what is said, follows the format and the target."""
        form = self.form
        always, free = form.name == _ALWAYS_NOBODY, not self._is_writing
        self.nobody.setEnabled(free and not always)
        names_nobody = always or self.nobody.isChecked()
        self.copies.setVisible(form.name == "manifest")
        self.copies.setEnabled(free and not names_nobody)
        said = [tr(_WORDS[form.name])]
        if names_nobody and form.name in _WITH_FILMS:
            said.append(tr(BURNED_IN))
        target = Path(self.target.text())
        if not form.is_folder and target.is_file():
            said.append(tr("{name} is there already and will be replaced.").format(name=target.name))
        self.words.setText(" ".join(said))
        self.send.setEnabled(free and bool(self.target.text().strip()))

    def _choose(self) -> None:
        form, now = self.form, self.target.text()
        if form.is_folder:
            name = QFileDialog.getExistingDirectory(self, tr("Folder to export into"), str(Path(now).parent))
        else:
            kinds = f"{tr(form.title)} ({' '.join(f'*{ending}' for ending in form.endings)})"
            name, _ = QFileDialog.getSaveFileName(self, tr("File to export into"), now, kinds)
        if name:
            path = Path(name)
            if not form.is_folder and path.suffix.lower() not in form.endings:
                path = path.with_name(path.name + form.endings[0])
            self.target.setText(str(path))
            self._keep()

    def _ask(self) -> None:
        target, form = Path(self.target.text().strip()).expanduser(), self.form
        self._settings.set("save_folder", str(target.parent))
        nobody = form.name == _ALWAYS_NOBODY or self.nobody.isChecked()
        wishes = Wishes(nobody, copies=self.copies.isChecked() or nobody)
        self.asked.emit(Order(self.run, Part(self.part.currentData()), self._selected, form, target, wishes))

    def _end(self) -> None:
        if self._is_writing:
            self.stopped.emit()

    def _leave(self) -> None:
        if self._is_writing:
            self.stopped.emit()
        else:
            self.reject()
