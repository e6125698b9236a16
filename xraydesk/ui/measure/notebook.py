"""What is drawn on the films of this session, shared by all views: kept while they are open, stored at every change."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from xraydesk.core.annotations import LONGEST_TEXT, Annotation
from xraydesk.core.radiograph import Radiograph
from xraydesk.core.settings import Settings
from xraydesk.imaging.measure import Scale, scale_of
from xraydesk.store import annotations as shelf
from xraydesk.store.annotations import Kept
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.measure.film_notes import FilmNotes
from xraydesk.ui.shell.language import counted


class Notebook(QObject):
    """The notes of every film that was opened, by the digest of its file.

    Attributes
    ----------
    selected
        Id of the annotation that commands are for, empty when there is none.
    hidden
        Whether the annotations are not to be seen.

    Signals
    -------
    changed
        What is drawn, selected or hidden is not what it was.
    noticed
        Something to tell: file name and sentence.
    """

    changed = Signal()
    noticed = Signal(str, str)

    def __init__(self, storing: Storing, settings: Settings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._storing, self._settings = storing, settings
        self._notes: dict[str, FilmNotes] = {}
        self.selected = ""
        self.hidden = False

    # -------------------------------------------------------------------------------------- films

    def open(self, radiograph: Radiograph) -> None:
        """Fetch what is stored of a film, if that was not done in this session."""
        film = radiograph.sha256
        if film not in self._notes:
            self._notes[film] = FilmNotes()
            self._storing.read(
                ("annotations", film), partial(shelf.of_film, film=film), partial(self._arrived, radiograph.path, film)
            )

    def _arrived(self, path: Path, film: str, kept: Kept) -> None:
        if kept.unreadable:
            sentence = counted("{n} stored annotations cannot be shown", kept.unreadable)
            self.noticed.emit(path.name, f"{sentence}: {kept.reason}")
        if kept.annotations:
            self._notes[film].load(kept.annotations)
            self.changed.emit()

    def of(self, radiograph: Radiograph) -> FilmNotes:
        """The notes of a film, to look at; changes go through this object."""
        return self._notes.get(radiograph.sha256) or FilmNotes()

    def shown(self, radiograph: Radiograph, frame: int) -> tuple[Annotation, ...]:
        """What is to be seen on a frame."""
        return () if self.hidden else self.of(radiograph).on_frame(frame)

    def scale(self, radiograph: Radiograph) -> Scale:
        """What a pixel of a film measures, by hand or by its file."""
        return scale_of(radiograph, self.of(radiograph).calibration)

    # ----------------------------------------------------------------------------------- changing

    def add(self, radiograph: Radiograph, annotation: Annotation) -> None:
        """Draw something in the reader's name; it is selected then, and nothing is hidden any more."""
        self._open_notes(radiograph).add(replace(annotation, reader=self._settings["reader_name"][:LONGEST_TEXT]))
        self.selected, self.hidden = annotation.id, False
        self._store(radiograph)

    def change(self, radiograph: Radiograph, annotation: Annotation) -> None:
        """Put something in the place of what has the same id."""
        self._open_notes(radiograph).change(annotation)
        self._store(radiograph)

    def rename(self, radiograph: Radiograph, name: str, text: str) -> None:
        """Give one another text."""
        self._open_notes(radiograph).rename(name, text)
        self._store(radiograph)

    def remove(self, radiograph: Radiograph, name: str) -> None:
        """Delete one."""
        self._open_notes(radiograph).remove(name)
        self._store(radiograph)

    def clear(self, radiograph: Radiograph, frame: int) -> None:
        """Delete all of a frame but a calibration."""
        self._open_notes(radiograph).clear(frame)
        self._store(radiograph)

    def preview(self, radiograph: Radiograph, annotation: Annotation | None) -> None:
        """Show something as it would be; nothing is stored."""
        self._open_notes(radiograph).preview(annotation)
        self.changed.emit()

    def undo(self, radiograph: Radiograph) -> None:
        """Take the last change of a film back; what comes back with it is selected."""
        self._go(radiograph, FilmNotes.undo)

    def redo(self, radiograph: Radiograph) -> None:
        """Make the change again that was taken back; what comes back with it is selected."""
        self._go(radiograph, FilmNotes.redo)

    def _go(self, radiograph: Radiograph, way: Callable[[FilmNotes], bool]) -> None:
        notes = self._open_notes(radiograph)
        before = {each.id for each in notes.all}
        if way(notes):
            back = [each.id for each in notes.all if each.id not in before]
            self.selected = back[-1] if back else self.selected
            self._store(radiograph)

    def _open_notes(self, radiograph: Radiograph) -> FilmNotes:
        self.open(radiograph)
        return self._notes[radiograph.sha256]

    def _store(self, radiograph: Radiograph) -> None:
        film, notes = radiograph.sha256, self._notes[radiograph.sha256]
        work = partial(shelf.save, film=film, annotations=notes.all, gone=notes.gone)
        self._storing.write(("annotations", film), work)
        if self.selected and notes.find(self.selected) is None:
            self.selected = ""
        self.changed.emit()

    # ---------------------------------------------------------------------------------- selection

    def select(self, name: str) -> None:
        """Make one the one that commands are for."""
        if name != self.selected:
            self.selected = name
            self.changed.emit()

    def select_beside(self, radiograph: Radiograph, frame: int, way: int) -> None:
        """Go to the next annotation of a frame (1) or the one before (-1), round and round."""
        names = [each.id for each in self.shown(radiograph, frame)]
        if names:
            start = names.index(self.selected) if self.selected in names else (-1 if way > 0 else 0)
            self.select(names[(start + way) % len(names)])

    def chosen(self, radiograph: Radiograph) -> Annotation | None:
        """The selected annotation, if it is one of this film and can be seen."""
        return None if self.hidden or not self.selected else self.of(radiograph).find(self.selected)

    def set_hidden(self, hidden: bool) -> None:
        """Show nothing that was drawn, or everything again."""
        if hidden != self.hidden:
            self.hidden = hidden
            self.changed.emit()
