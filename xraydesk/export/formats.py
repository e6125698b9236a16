"""The one registry of what a run can be exported as; the window, the command line and tests choose from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from xraydesk.core.wording import mark
from xraydesk.export.failures import ExportError, put
from xraydesk.export.pseudonyms import check, pseudonymous
from xraydesk.export.run import Options, Run, Written

Writer = Callable[[Run, Path, Options], Written]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of export.

    Attributes
    ----------
    name
        As people type it.
    title
        What it is, marked for translation.
    endings
        Of its file, the usual one first; empty for a folder of files.
    writer
        Does it; heavy imports happen inside.
    """

    name: str
    title: str
    endings: tuple[str, ...]
    writer: Writer

    @property
    def is_folder(self) -> bool:
        """Whether the target is a folder that gets several files."""
        return not self.endings

    def write(self, run: Run, target: Path, options: Options | None = None) -> Written:
        """Write a run; each file appears complete or not at all.

        Raises
        ------
        ExportError
            It cannot be written; an earlier file is then unchanged. Of a folder, the files written before remain.
        """
        options = options or Options()
        if options.is_pseudonymous:
            check(options.salt)
        if not self.is_folder and target.is_dir():
            raise ExportError(f"{target} cannot be written: it is a folder; add a file name")
        return self.writer(run, target, options)


def _file(content: Callable[[Run], bytes]) -> Writer:
    def write(run: Run, target: Path, options: Options) -> Written:
        told = pseudonymous(run, options.salt) if options.is_pseudonymous else run
        put(target, content(told))
        return Written(len(run.cases))

    return write


def _csv(run: Run) -> bytes:
    from xraydesk.export.table import csv_of

    return csv_of(run)


def _jsonl(run: Run) -> bytes:
    from xraydesk.export.lines import lines_of

    return lines_of(run)


def _xlsx(run: Run) -> bytes:
    from xraydesk.export.workbook import workbook_of

    return workbook_of(run)


def _html(run: Run) -> bytes:
    from xraydesk.export.page import page_of

    return page_of(run)


def _pdf(run: Run) -> bytes:
    from xraydesk.export.document import document_of

    return document_of(run)


def _png(run: Run, target: Path, options: Options) -> Written:
    from xraydesk.export.film_pages import write_film_pages

    return write_film_pages(run, target, options)


def _manifest(run: Run, target: Path, options: Options) -> Written:
    from xraydesk.export.manifest import write_manifest

    return write_manifest(run, target, options)


def _dicom(run: Run, target: Path, options: Options) -> Written:
    from xraydesk.export.deidentified import write_deidentified

    return write_deidentified(run, target, options)


FORMATS: tuple[Format, ...] = (
    Format("csv", mark("Table (CSV)"), (".csv",), _file(_csv)),
    Format("xlsx", mark("Workbook (Excel)"), (".xlsx",), _file(_xlsx)),
    Format("jsonl", mark("JSON lines"), (".jsonl", ".ndjson"), _file(_jsonl)),
    Format("html", mark("Summary (HTML)"), (".html", ".htm"), _file(_html)),
    Format("pdf", mark("Summary (PDF)"), (".pdf",), _file(_pdf)),
    Format("png", mark("Pictures with heatmaps"), (), _png),
    Format("manifest", mark("Training manifest"), (), _manifest),
    Format("dicom", mark("De-identified DICOM"), (), _dicom),
)


def named(name: str) -> Format:
    """A format by its name.

    Raises
    ------
    ExportError
        There is none of that name.
    """
    for each in FORMATS:
        if each.name == name.casefold():
            return each
    raise ExportError(f"there is no format {name}; there are: {', '.join(each.name for each in FORMATS)}")


def of_file(target: Path) -> Format:
    """The format that a file's ending asks for.

    Raises
    ------
    ExportError
        No format has that ending.
    """
    ending = target.suffix.lower()
    for each in FORMATS:
        if ending in each.endings:
            return each
    known = ", ".join(each.endings[0] for each in FORMATS if each.endings)
    said = f"ends in {ending}" if ending else "has no ending"
    raise ExportError(f"{target.name} {said}, so it cannot be told what to write; it may end in: {known}")
