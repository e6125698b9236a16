"""What a file is, without its pixels: for lists of studies, where thousands of files are looked at.

Only as much of a file is read as its header takes; no decoder and no decoder process is involved.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.core.radiograph import Patient, Study
from xraydesk.imaging import raster
from xraydesk.imaging.files import content_of, foreign_kind, size_of

if TYPE_CHECKING:
    from xraydesk.imaging.dicom.elements import Element
    from xraydesk.imaging.dicom.part10 import DicomFile

_FIRST = 32 * 1024
_GROWTH = 8


@dataclass(frozen=True, slots=True)
class Header:
    """The header of an image file.

    Attributes
    ----------
    size
        Bytes of the file.
    rows, columns, frames, bits_stored, is_colour
        As the header states them; for rasters as stored, before any EXIF rotation.
    photometric, transfer_syntax
        As in ``Radiograph``.
    truncated
        The file is shorter than its header says; ``read`` will refuse it.
    """

    path: Path
    size: int
    rows: int
    columns: int
    frames: int
    bits_stored: int
    is_colour: bool
    photometric: str
    transfer_syntax: str
    truncated: bool = False
    patient: Patient = field(default_factory=Patient)
    study: Study = field(default_factory=Study)


def read_header(path: Path) -> Header:
    """Read a file's header.

    Raises
    ------
    NoImageError
        A valid DICOM object without an image.
    RefusedFileError
        It is no image of a kind that this program reads, or its header is damaged. A file whose header is sound
        can still be refused by ``read``.
    """
    size = size_of(path)
    limit = _FIRST
    while True:
        head = content_of(path, min(limit, size))
        if head[128:132] != b"DICM" and raster.is_raster(head):
            return _raster_header(path, size)
        whole = len(head) >= size
        header = _dicom_header(path, head, size, whole=whole)
        if header is not None:
            return header
        if whole:
            raise RefusedFileError(path, "it is truncated or malformed: it ends inside its header")
        limit *= _GROWTH


def _raster_header(path: Path, size: int) -> Header:
    try:
        found = raster.measure(path if path.is_file() else io.BytesIO(content_of(path)))
    except raster.RasterError as error:
        raise RefusedFileError(path, str(error)) from error
    rows, columns, frames, bits, is_colour, name = found
    photometric = "RGB" if is_colour else "MONOCHROME2"
    return Header(path, size, rows, columns, frames, bits, is_colour, photometric, name)


def _dicom_header(path: Path, head: bytes, size: int, *, whole: bool) -> Header | None:
    """The header, or None when the file has to be read further."""
    from xraydesk.imaging.dicom.elements import MalformedError
    from xraydesk.imaging.dicom.part10 import DEFLATED, has_magic, may_be_dataset, parse_file, stated_syntax
    from xraydesk.imaging.dicom.reader import is_described, without_pixels

    if not has_magic(head) and (foreign_kind(head) or not may_be_dataset(head, size)):
        kind = foreign_kind(head)
        sentence = f"it is {kind}, not an image that this program reads" if kind else "it is not an image"
        raise RefusedFileError(path, sentence)
    try:
        if not whole and stated_syntax(head) == DEFLATED:
            return None
        file = parse_file(head, size)
    except MalformedError as error:
        if not whole:
            return None
        raise RefusedFileError(path, str(error)) from error
    dataset = file.dataset
    element = dataset.pixel
    if element is None:
        if dataset.cut and not whole:
            return None
        raise without_pixels(path, file)
    if not is_described(dataset):
        raise NoImageError(path, "it holds no image: its pixel data is not described at all")
    return _assemble(path, size, file, element)


def _assemble(path: Path, size: int, file: DicomFile, element: Element) -> Header:
    from xraydesk.imaging.dicom import text
    from xraydesk.imaging.dicom.layout import LayoutError, layout_of
    from xraydesk.imaging.dicom.part10 import DEFLATED

    dataset = file.dataset
    try:
        layout, _ = layout_of(dataset, element.tag)
    except LayoutError as error:
        raise RefusedFileError(path, str(error)) from error
    return Header(
        path=path,
        size=size,
        rows=layout.rows,
        columns=layout.columns,
        frames=layout.frames,
        bits_stored=layout.bits_stored,
        is_colour=layout.samples > 1 or layout.photometric == "PALETTE COLOR",
        photometric=layout.photometric,
        transfer_syntax=file.transfer_syntax,
        truncated=file.transfer_syntax != DEFLATED and not element.undefined and element.claimed > size,
        patient=text.patient_of(dataset),
        study=text.study_of(dataset),
    )
