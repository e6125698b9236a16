"""The annotations of a film as rows: for the list beside the film and as a table of text for the clipboard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from xraydesk.core.annotations import WRITTEN, Annotation
from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.measure.notebook import Notebook
from xraydesk.ui.measure.number_texts import KINDS
from xraydesk.ui.measure.readings import Readings
from xraydesk.ui.shell.language import tr


@dataclass(frozen=True, slots=True)
class Row:
    """One annotation in words.

    Attributes
    ----------
    annotation
        What it is about.
    kind, name, lines
        What it is, what the reader calls it, and what it says: the value first.
    """

    annotation: Annotation
    kind: str
    name: str
    lines: tuple[str, ...]

    @property
    def value(self) -> str:
        """What it says first."""
        return self.lines[0] if self.lines else ""

    @property
    def details(self) -> str:
        """What else it says."""
        return "; ".join(self.lines[1:])


def row_of(annotation: Annotation, radiograph: Radiograph, notebook: Notebook, readings: Readings) -> Row:
    """An annotation in words."""
    reading = readings.of(annotation, radiograph, notebook.scale(radiograph))
    kind, words = tr(KINDS[annotation.kind]), " ".join(annotation.text.split())
    if annotation.kind in WRITTEN:
        return Row(annotation, kind, "", (words,))
    return Row(annotation, kind, words, (*reading.lines, *reading.cautions))


def rows_of(radiograph: Radiograph, notebook: Notebook, readings: Readings) -> tuple[Row, ...]:
    """Everything drawn on a film, in the order of drawing."""
    return tuple(row_of(each, radiograph, notebook, readings) for each in notebook.of(radiograph).all)


def as_text(rows: Sequence[Row], *, frames: bool) -> str:
    """A table with tabs between its columns, as spreadsheets and reports take it.

    Parameters
    ----------
    frames
        Whether the film has several frames and each row says which one it is on.
    """
    head = [tr("Kind"), tr("Name"), tr("Value"), tr("Details"), tr("Reader"), tr("Drawn")]
    lines = [head[:1] + ([tr("Frame")] if frames else []) + head[1:]]
    for row in rows:
        drawn = row.annotation
        number = [str(drawn.frame + 1)] if frames else []
        when = drawn.created.astimezone().strftime("%Y-%m-%d %H:%M")
        lines.append([row.kind, *number, row.name, row.value, row.details, drawn.reader, when])
    return "\n".join("\t".join(_cell(text) for text in line) for line in lines) + "\n"


def _cell(text: str) -> str:
    """One cell: no breaks, and nothing that a spreadsheet would take for a formula."""
    plain = " ".join(text.split())
    return f"'{plain}" if plain[:1] in "=+-@" and plain[:1] else plain
