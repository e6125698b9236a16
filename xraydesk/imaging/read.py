"""Read any file that a radiologist may drop, by its content and never by its name."""

from __future__ import annotations

from pathlib import Path

from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.files import content_of, foreign_kind
from xraydesk.imaging.raster import is_raster, read_raster


def read(path: Path, *, least_side: int = 0) -> Radiograph:
    """Decode one file.

    Parameters
    ----------
    path
        DICOM, PNG, JPEG, TIFF or BMP, whatever its name.
    least_side
        When not 0, a picture that holds lower resolutions inside (grey JPEG 2000) may be decoded at a half, a
        quarter and so on of its size, as long as its shorter side keeps so many pixels: ``Radiograph.reduction``
        says what was done. For thumbnails, and for the model's input where that is several times smaller.

    Returns
    -------
    The radiograph with its stored samples and their meaning.

    Raises
    ------
    NoImageError
        A valid DICOM object without an image.
    RefusedFileError
        Everything else that is no readable image; the reason is a plain sentence.
    """
    return read_content(path, content_of(path), least_side=least_side)


def read_content(path: Path, content: bytes, *, least_side: int = 0) -> Radiograph:
    """Decode bytes that are in memory already, such as a member of an archive.

    Parameters
    ----------
    path
        What the bytes are called in errors and in ``Radiograph.path``.

    Raises
    ------
    NoImageError, RefusedFileError
        As ``read``.
    """
    if content[128:132] != b"DICM" and is_raster(content):
        return read_raster(path, content)
    # The DICOM part is imported only for DICOM: a JPEG opens without it.
    from xraydesk.imaging.dicom.part10 import has_magic, has_scattered_elements, may_be_dataset
    from xraydesk.imaging.dicom.reader import read_dicom

    if not has_magic(content):
        kind = foreign_kind(content)
        if kind:
            raise RefusedFileError(path, f"it is {kind}, not an image that this program reads")
        if not may_be_dataset(content):
            if has_scattered_elements(content):
                raise NoImageError(path, "it holds pieces of a DICOM header but no complete image")
            raise RefusedFileError(path, "it is not a DICOM, PNG, JPEG, TIFF or BMP image")
    return read_dicom(path, content, least_side=least_side)
