"""One export of a run: written by its format, told in the audit trail."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from xraydesk.core.files import sha256_of
from xraydesk.export.failures import translated
from xraydesk.export.formats import Format
from xraydesk.export.pseudonyms import own_salt
from xraydesk.export.run import Options, Written
from xraydesk.exporting.reopened import Reopening
from xraydesk.exporting.stored import StoredRun
from xraydesk.store import audit
from xraydesk.store.database import Database

SALTED: Final = ("manifest", "dicom")
"""Formats that name no patient however they are asked for."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a reader chooses.

    Attributes
    ----------
    pseudonyms
        Whether nobody is to be named: paths, digests, readers, notes and free texts are left out or replaced.
    copies
        Whether a training manifest gets copies of the films, or refers to them where they are.
    """

    pseudonyms: bool = False
    copies: bool = True


def export(
    database: Database,
    stored: StoredRun,
    form: Format,
    target: Path,
    wishes: Wishes | None = None,
    *,
    program: Literal["window", "command_line"],
    go_on: Callable[[], None] = lambda: None,
) -> Written:
    """Write a run, and tell the audit trail.

    Parameters
    ----------
    database
        Where the audit trail is.
    target
        A file, or a folder for a format of several files.
    program
        What the audit trail says that it was done with.
    go_on
        Called before each film that is opened; what it raises ends the export.

    Raises
    ------
    ExportError
        It cannot be written; an earlier file is then unchanged. Of a folder, the files written before remain.
    StoreError
        It was written, and the audit trail could not be told.
    """
    wishes = wishes or Wishes()
    reopening = Reopening(stored.bundle, go_on)
    salt = own_salt() if wishes.pseudonyms or form.name in SALTED else b""
    options = Options(salt, is_pseudonymous=wishes.pseudonyms, copies=wishes.copies, open_film=reopening.open)
    go_on()
    written = form.write(stored.run, target, options)
    with translated(target):
        digest = "" if form.is_folder else sha256_of(target)
    audit.record(
        database,
        audit.Event.EXPORT,
        run=stored.number,
        format=form.name,
        films=written.films,
        file=digest,
        program=program,
    )
    return Written(written.films, (*written.notices, *_notices(stored, reopening)))


def _notices(stored: StoredRun, reopening: Reopening) -> list[str]:
    notices = []
    if reopening.without_heatmap:
        notices.append(
            f"Pictures without a heatmap: {reopening.without_heatmap} (the run's model is not installed any more)."
        )
    if stored.waiting:
        notices.append(f"Files left out: {stored.waiting} (they still wait to be looked at).")
    return notices
