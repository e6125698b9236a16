"""Reviewed cases as a training manifest: a folder that `python -m trainer` takes as data."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from xraydesk.core.errors import FileError
from xraydesk.core.reader_answers import answer_of, latest, presence_of
from xraydesk.export.deidentified import deidentified_case
from xraydesk.export.failures import ExportError, need_folder, put
from xraydesk.export.pseudonyms import check, pseudonym, safe_ending
from xraydesk.export.run import BURNED_IN, Case, Options, Run, Written
from xraydesk.export.texts import is_formula, visible
from xraydesk.imaging.files import content_of

MANIFEST: Final = "manifest.csv"
FILMS: Final = "films"
COLUMNS: Final = (
    "file", "sha256", "label", "finding", "label_by", "source", "patient_id", "fold", "licence", "reviewed"
)  # fmt: skip
NOTHING_FOUND: Final = "No Finding"
"""What the trainer calls a film on which a reader saw none of the findings."""


@dataclass(frozen=True, slots=True)
class _Row:
    case: Case
    label: str
    finding: str
    reviewed: str


class _LeftOutError(Exception):
    """Why one film is not in the manifest, as half a sentence."""


def write_manifest(run: Run, folder: Path, options: Options) -> Written:
    """Write ``manifest.csv`` and, where they are to be copied, the films below ``films``.

    A film is in it once, with what readers declared: its one label or, for findings that stand on their own, all that
    were accepted (``No Finding`` where every finding was rejected). The fold is left empty, so that the trainer splits
    by patients; the patient is a pseudonym by a salted hash.

    Parameters
    ----------
    run
        Films without a reader's answer are left out.
    folder
        Where it is written; films that are referred to must lie in it or below.
    options
        Its salt is needed. Copies keep their bytes, so a DICOM file still names its patient, unless pseudonyms are
        asked for: they are de-identified DICOM files then.

    Raises
    ------
    ExportError
        The folder cannot be written, the salt protects nothing, or no film can be in it.
    """
    check(options.salt)
    if options.is_pseudonymous and not options.copies:
        raise ExportError("a manifest that names nobody needs copies of the films: where they lie may name a patient")
    was_there = folder.exists()
    need_folder(folder)
    root = folder.resolve()
    rows: list[list[str]] = []
    reasons: dict[str, int] = {}
    for row in _reviewed(run):
        try:
            cells = _cells(row, options)
            rows.append([*_film(row.case, folder, root, options), *cells])
        except _LeftOutError as error:
            reasons[str(error)] = reasons.get(str(error), 0) + 1
    left_out = tuple(f"Films left out: {number} ({reason})." for reason, number in reasons.items())
    if not rows:
        if not was_there:
            with contextlib.suppress(OSError):
                folder.rmdir()
        why = " ".join(left_out) or "No film has been given a label by a reader."
        raise ExportError(f"there is nothing to train on. {why}")
    put(folder / MANIFEST, _table(rows))
    return Written(len(rows), (*left_out, *_cautions(rows, options)))


def _reviewed(run: Run) -> Iterable[_Row]:
    """Each film once that a reader gave an answer, whatever model's findings that was about."""
    seen: set[str] = set()
    for case in run.cases:
        digest = case.result.sha256
        if not digest or digest in seen:
            continue
        label, finding = _answer(run, case)
        if label or finding:
            seen.add(digest)
            yield _Row(case, label, finding, max(each.declared for each in latest(case.decisions).values()))


def _answer(run: Run, case: Case) -> tuple[str, str]:
    """Its one label, or what was found on it."""
    if run.exclusive:
        return answer_of(case.decisions, run.labels), ""
    holds = presence_of(case.decisions)
    found = [label for label, is_there in holds.items() if is_there]
    if not found and set(holds) >= set(run.labels):
        return "", NOTHING_FOUND
    return "", ";".join(found)


def _film(case: Case, folder: Path, root: Path, options: Options) -> tuple[str, str]:
    """Where the film is, as the trainer reads it, and the digest of its bytes."""
    if not options.copies:
        return _referred(case, root), case.result.sha256
    if not options.is_pseudonymous:
        return _copied(case, folder), case.result.sha256
    try:
        name, content = deidentified_case(case, options)
    except ExportError as error:
        raise _LeftOutError(str(error)) from error
    put(folder / FILMS / f"{name}.dcm", content)
    return f"{FILMS}/{name}.dcm", hashlib.sha256(content).hexdigest()


def _copied(case: Case, folder: Path) -> str:
    """Copy a film unless it is there already; named by its digest."""
    digest = case.result.sha256
    try:
        content = content_of(case.result.path)
    except FileError as error:
        raise _LeftOutError(error.reason) from error
    if hashlib.sha256(content).hexdigest() != digest:
        raise _LeftOutError("the file is not the one any more that was screened")
    name = f"{digest}{safe_ending(case.result.path)}"
    target = folder / FILMS / name
    if not target.is_file() or target.stat().st_size != len(content):
        put(target, content)
    return f"{FILMS}/{name}"


def _referred(case: Case, root: Path) -> str:
    """The film's place below the folder, as the trainer reads it."""
    path = case.result.path.parent.resolve() / case.result.path.name  # a link stays what it is called
    if not path.is_relative_to(root):
        raise _LeftOutError("the film lies outside the manifest's folder; copy the films instead")
    if not path.is_file():
        raise _LeftOutError("the film is not there any more, or lies in an archive; copy the films instead")
    place = f"./{path.relative_to(root).as_posix()}"  # so that no name looks like a formula
    if visible(place) != place or place != place.strip() or "\\" in place or not PurePosixPath(place).name:
        raise _LeftOutError("the file's name holds signs that a table cannot; copy the films instead")
    return place


def _cells(row: _Row, options: Options) -> list[str]:
    for text in (row.label, row.finding):
        if is_formula(text) or visible(text) != text or text != text.strip():
            raise _LeftOutError("the label looks like a formula or holds signs that a table cannot")
    if row.finding and any(sign in label for label in row.finding.split(";") for sign in ("|", "NIH:", "RSNA:")):
        raise _LeftOutError("the name of a finding would be read as several")
    case = row.case
    source = re.sub(r"^[^\w(]+", "", visible(case.source).strip())
    if options.is_pseudonymous:
        source = pseudonym(options.salt, "source", case.source)
    patient = pseudonym(options.salt, "patient", case.patient)
    return [row.label, row.finding, "reader", source, patient, "", "", row.reviewed]


def _table(rows: Iterable[list[str]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return stream.getvalue().encode("utf-8")


def _cautions(rows: list[list[str]], options: Options) -> list[str]:
    unknown = sum(not row[COLUMNS.index("patient_id")] for row in rows)
    cautions = []
    if unknown:
        cautions.append(f"Of {unknown} films the patient is not known: films of one patient may come into two folds.")
    if options.is_pseudonymous:
        cautions.append(BURNED_IN)
    elif options.copies:
        cautions.append("The films are copied as they are: DICOM files still name their patients.")
    return cautions
