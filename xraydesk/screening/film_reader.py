"""All that is done with one file before the model: look, read, digest, decode, guard, prepare.

It runs in a film process (`film_child`), of which the pipeline has one for each core.
"""

from __future__ import annotations

import hashlib
import os
import time
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import DeclinedError, FileError, NoImageError, UnscorableError
from xraydesk.core.files import sha256_of
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.core.radiograph import Patient, Radiograph, Study
from xraydesk.export.pictures import small_picture
from xraydesk.imaging.files import content_of
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.imaging.read import read_content
from xraydesk.model import guard
from xraydesk.model.lungs import Network
from xraydesk.model.predict import Prepared, prepare

MOST_TEXT = 1024
"""Characters of a header field that are handed on."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What became of opening a file.

    Attributes
    ----------
    sha256, size
        Digest and bytes of what was read; the digest is empty where nothing could be.
    unsettled
        Size and time of change of a file that is being written: it was not read, or changed meanwhile.
    status, reason
        Why nothing was read; no status otherwise.
    vanished
        Whether the system, and not the file, is why nothing was read: perhaps its whole place is gone.
    is_folder
        Whether there is a folder by that name.
    """

    sha256: str = ""
    size: int = 0
    unsettled: tuple[int, int] | None = None
    status: str = ""
    reason: str = ""
    vanished: bool = False
    is_folder: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Made:
    """What became of a file that was opened: a film made ready, or why there is none.

    Attributes
    ----------
    result
        Without findings yet; its status is ``ok`` where ``prepared`` holds a film.
    picture
        The film as of ``export.pictures.small_picture``, where that is asked for.
    """

    result: ScreeningResult
    prepared: Prepared | None = None
    patient: Patient = field(default_factory=Patient)
    study: Study = field(default_factory=Study)
    picture: NDArray[np.uint8] | None = None


class FilmReader:
    """Reads one file after the other.

    Parameters
    ----------
    spec
        The model's preprocessing.
    least_side
        As of ``imaging.read.read``.
    lungs
        What finds the lungs; None to do without.
    pictures
        Whether each film that is made ready comes with a small picture of it.
    """

    def __init__(
        self, spec: PreprocessSpec, least_side: int = 0, lungs: Network | None = None, *, pictures: bool = False
    ) -> None:
        self._spec, self._least_side, self._lungs, self._pictures = spec, least_side, lungs, pictures
        self._path, self._content, self._sha256 = Path(), b"", ""

    def look(self, path: Path, settle_s: float, before: tuple[int, int] | None = None) -> Looked:
        """Read a file and compute its digest, unless it is being written.

        A file counts as being written when it was changed within the last ``settle_s`` seconds and was not seen with
        the same size and time before, or when it changes while it is read.

        Parameters
        ----------
        before
            Its ``unsettled`` of an earlier look.
        """
        self._path, self._content, self._sha256 = path, b"", ""
        signature = _signature(path)
        if signature is not None and signature != before and 0 <= time.time() - signature[1] / 1e9 < settle_s:
            return Looked(unsettled=signature)
        try:
            content = content_of(path)
        except FileError as error:
            cause = error.__cause__
            return Looked(
                sha256=_digest(path),
                status=Status.FAILED.value,
                reason=error.reason,
                vanished=isinstance(cause, OSError) and not isinstance(cause, PermissionError),
                is_folder=path.is_dir(),
            )
        if _signature(path) != signature:
            return Looked(unsettled=_signature(path) or (0, 0))
        self._content, self._sha256 = content, hashlib.sha256(content).hexdigest()
        return Looked(self._sha256, len(content))

    def make(self) -> Made:
        """Decode what was looked at last, ask the guard, and make it ready for the model."""
        path, content, self._content = self._path, self._content, b""
        start = time.perf_counter()
        try:
            film = read_content(path, content, least_side=self._least_side)
        except FileError as error:
            status = Status.DECLINED if isinstance(error, NoImageError) else Status.FAILED
            return Made(ScreeningResult(path, self._sha256, status, error.reason))
        spent = (time.perf_counter() - start) * 1000
        patient, study = Patient(**_short(film.patient)), Study(**_short(film.study))
        result = ScreeningResult(path, film.sha256, Status.OK, warnings=film.warnings, decode_ms=spent)
        try:
            hints, prepared = self._judge(film)
        except UnscorableError as error:
            return Made(replace(result, status=Status.DECLINED, reason=str(error)), None, patient, study)
        picture = small_picture(film) if self._pictures else None
        return Made(replace(result, hints=hints), prepared, patient, study, picture)

    def _judge(self, film: Radiograph) -> tuple[tuple[str, ...], Prepared]:
        advice = guard.advise(film)
        if advice.reason:
            raise DeclinedError(advice.reason)
        return advice.hints, prepare(film, self._spec, self._lungs)


def _digest(path: Path) -> str:
    """Digest of what is no image by its size or kind; empty where it cannot be read."""
    try:
        return sha256_of(path)
    except (OSError, ValueError):
        return ""


def _signature(path: Path) -> tuple[int, int] | None:
    """Size and time of change of a file, or of the archive that it lies in; None where the system does not say."""
    for place in (path, *path.parents):
        try:
            status = place.stat()
        except (OSError, ValueError):
            continue
        return (status.st_size, status.st_mtime_ns) if os.path.isfile(place) else None  # noqa: PTH113 - no error for odd names
    return None


def _short(texts: Patient | Study) -> dict[str, Any]:
    return {name: value[:MOST_TEXT] for name, value in asdict(texts).items()}
