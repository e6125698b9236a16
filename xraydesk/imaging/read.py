"""Read any file that a radiologist may drop, by its content and never by its name."""

from __future__ import annotations

from pathlib import Path

from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.raster import is_raster, read_raster

MAX_FILE = 4 * 1024**3

_FOREIGN = {
    b"PK\x03\x04": "a ZIP archive",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"%PDF": "a PDF document",
    b"MZ": "a program",
    b"\x7fELF": "a program",
    b"GIF8": "a GIF picture",
    b"RIFF": "a WebP picture or a sound or video file",
    b"\x00\x00\x00\x0cjP  ": "a JPEG 2000 picture outside DICOM",
    b"\xff\x4f\xff\x51": "a JPEG 2000 picture outside DICOM",
    b"SQLite format 3": "a database",
}


def read(path: Path) -> Radiograph:
    """Decode one file.

    Parameters
    ----------
    path
        DICOM, PNG, JPEG, TIFF or BMP, whatever its name.

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
    content = _content(path)
    if content[128:132] != b"DICM" and is_raster(content):
        return read_raster(path, content)
    # The DICOM part is imported only for DICOM: a JPEG opens without it.
    from xraydesk.imaging.dicom.part10 import has_magic, has_scattered_elements, may_be_dataset
    from xraydesk.imaging.dicom.reader import read_dicom

    if not has_magic(content):
        for magic, name in _FOREIGN.items():
            if content.startswith(magic):
                raise RefusedFileError(path, f"it is {name}, not an image that this program reads")
        if not may_be_dataset(content):
            if has_scattered_elements(content):
                raise NoImageError(path, "it holds pieces of a DICOM header but no complete image")
            raise RefusedFileError(path, "it is not a DICOM, PNG, JPEG, TIFF or BMP image")
    return read_dicom(path, content)


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise RefusedFileError(path, "it is a folder")
        if not path.is_file() and path.exists():
            raise RefusedFileError(path, "it is not an ordinary file")
        size = path.stat().st_size
        if size == 0:
            raise RefusedFileError(path, "the file is empty")
        if size > MAX_FILE:
            raise RefusedFileError(path, "the file is larger than 4 GiB")
        return path.read_bytes()
    except FileNotFoundError as error:
        raise RefusedFileError(path, "there is no such file") from error
    except PermissionError as error:
        raise RefusedFileError(path, "there is no permission to read it") from error
    except (OSError, ValueError) as error:
        raise RefusedFileError(path, "it cannot be read from its disk") from error
