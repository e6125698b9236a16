"""PNG, JPEG, TIFF and BMP files at full depth, through Pillow.

Pillow's refusals are kept: a picture that it cannot read whole is refused, never shown in part. All but the
plainest are decoded in a decoder process (``imaging.isolation``): libtiff and its kin print, abort and allocate.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import RefusedFileError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.plain_raster import is_plain

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
MAX_PIXELS = 256 * 1024**2
MAX_PAGES = 4096
_MAX_ALL_PIXELS = 512 * 1024**2
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM")
_ORIENTATION = 0x0112
_BROKEN_EXIF = (
    *(OSError, ValueError, SyntaxError, TypeError, KeyError),
    *(struct.error, ZeroDivisionError, OverflowError),
)
FAILURES = (*_BROKEN_EXIF, IndexError, EOFError, AttributeError, MemoryError)
"""What Pillow raises about damaged files."""
_DAMAGED = "it is a damaged or unsupported picture"


class RasterError(Exception):
    """The picture is refused; the text is plain."""


@dataclass(frozen=True, slots=True, eq=False)
class Raster:
    """A decoded raster file.

    Attributes
    ----------
    samples
        ``(F, H, W)`` grey or ``(F, H, W, 3)`` RGB, one frame for every page of the first page's kind.
    bits
        Significant bits.
    format
        One of ``FORMATS``.
    """

    samples: NDArray[Any]
    bits: int
    format: str
    lossy: bool
    warnings: tuple[str, ...]
    trail: tuple[str, ...]


def is_raster(content: bytes) -> bool:
    """Whether the file starts like one of the formats."""
    return content.startswith(_MAGIC)


def read_raster(path: Path, content: bytes) -> Radiograph:
    """Decode a raster file, in a decoder process unless it ``is_plain``; the pages of a TIFF become frames.

    Raises
    ------
    RefusedFileError
        It is damaged, cut, of another format inside, or larger than ``MAX_PIXELS``.
    """
    try:
        picture = decode(content) if is_plain(content) else _decode_elsewhere(content)
    except RasterError as error:
        raise RefusedFileError(path, str(error)) from error
    samples = picture.samples
    samples.flags.writeable = False
    return Radiograph(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        samples=samples,
        stored_sha256=hashlib.sha256(samples.data).hexdigest(),
        photometric="RGB" if samples.ndim == 4 else "MONOCHROME2",
        bits_stored=picture.bits,
        lossy=picture.lossy,
        transfer_syntax=picture.format,
        decoder="Pillow",
        warnings=picture.warnings,
        trail=picture.trail,
    )


def _decode_elsewhere(content: bytes) -> Raster:
    from xraydesk.imaging.decoders.base import DataError
    from xraydesk.imaging.isolation.lease import DecoderLostError, Lease

    try:
        with Lease(len(content) / 1e6) as lease:
            samples, answer = lease.raster(content)
    except (DataError, DecoderLostError) as error:
        raise RasterError(str(error)) from error
    if answer.name not in FORMATS:
        raise RasterError(_DAMAGED)
    warned = (*answer.warnings, *lease.notes)
    return Raster(samples, answer.bits, answer.name, answer.lossy, warned, answer.trail)


def decode(content: bytes, expect: Callable[[int], None] = lambda _: None) -> Raster:
    """Decode a raster file in this process.

    Parameters
    ----------
    expect
        Called with the number of samples that the headers promise, before any is decoded.

    Raises
    ------
    RasterError
        As ``read_raster``.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                _check_size(image.width, image.height)
                return _decode_open(image, expect)
    except Image.DecompressionBombError as error:
        raise RasterError("it claims more pixels than this program reads") from error
    except FAILURES as error:
        raise RasterError(_DAMAGED) from error


def measure(source: Path | IO[bytes]) -> tuple[int, int, int, int, bool, str]:
    """Rows, columns, frames, bits, whether it is colour, and the format, from the header of a file.

    Raises
    ------
    RasterError
        As ``decode``, so far as the header tells.
    """
    from PIL import Image

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(source, formats=FORMATS) as image:
                _check_size(image.width, image.height)
                name = "JPEG" if image.format == "MPO" else image.format or ""
                pages = getattr(image, "n_frames", 1) if name == "TIFF" else 1
                bits = 16 if image.mode.startswith("I;16") else 32 if image.mode in ("I", "F") else 8
                is_colour = image.mode not in ("1", "L", "LA", "La", "I", "F") and not image.mode.startswith("I;")
                return image.height, image.width, pages, bits, is_colour, name
    except Image.DecompressionBombError as error:
        raise RasterError("it claims more pixels than this program reads") from error
    except FAILURES as error:
        raise RasterError(_DAMAGED) from error


def _decode_open(image: Image.Image, expect: Callable[[int], None]) -> Raster:
    trail: list[str] = []
    notes: list[str] = []
    # A JPEG that carries further pictures (a camera's preview) opens as MPO; the first is the picture.
    name = "JPEG" if image.format == "MPO" else image.format or ""
    lossy = name == "JPEG" or "jpeg" in str(image.info.get("compression", ""))
    expect(image.width * image.height * 4)
    image.load()
    pixels, bits = _pixels(_upright(image, trail), trail)
    pages = getattr(image, "n_frames", 1) if name == "TIFF" else 1
    if pages == 1:
        samples = np.ascontiguousarray(pixels)[None]
    else:
        samples = _with_further_pages(image, pages, pixels, notes, expect)
    return Raster(samples, bits, name, lossy, tuple(notes), tuple(trail))


def _with_further_pages(
    image: Image.Image, pages: int, first: NDArray[Any], notes: list[str], expect: Callable[[int], None]
) -> NDArray[Any]:
    """All pages that are of the first one's size and type, as frames; a damaged page refuses the file."""
    if pages > MAX_PAGES or pages * first.size > _MAX_ALL_PIXELS:
        notes.append(f"The file has {pages} pages, too many to open at once; the first is shown.")
        return np.ascontiguousarray(first)[None]
    expect(pages * first.size + image.width * image.height * 4)
    kept = [first]
    for page in range(1, pages):
        image.seek(page)
        _check_size(image.width, image.height)
        image.load()
        pixels, _ = _pixels(_upright(image, []), [])
        if (pixels.shape, pixels.dtype) == (first.shape, first.dtype):
            kept.append(pixels)
    if len(kept) < pages:
        notes.append(f"{pages - len(kept)} of the file's {pages} pages are of another size or type and were left out.")
    return np.stack(kept)


def _check_size(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise RasterError(f"it claims {height} × {width} pixels, too many to read")


def _upright(image: Image.Image, trail: list[str]) -> Image.Image:
    """Apply the EXIF orientation; broken EXIF is left alone."""
    from PIL import ImageOps

    try:
        turned = image.getexif().get(_ORIENTATION, 1) in range(2, 9)
        upright = ImageOps.exif_transpose(image) if turned else image
    except _BROKEN_EXIF:
        trail.append("The file's EXIF data is damaged and was left out.")
        return image
    if turned:
        trail.append("The picture was turned as its EXIF orientation says.")
    return upright


def _pixels(image: Image.Image, trail: list[str]) -> tuple[NDArray[Any], int]:
    """Pillow image → ``(H, W)`` grey or ``(H, W, 3)`` RGB samples, and their significant bits."""
    mode = image.mode
    if mode.startswith("I;16"):
        return np.asarray(image).astype("<u2"), 16
    if mode in ("I", "F"):
        return _wide(np.asarray(image))
    if mode == "1":
        return np.asarray(image.convert("L")), 8
    if mode in ("L", "LA", "La"):
        if mode != "L":
            trail.append("Transparency was left out.")
        return np.asarray(image.getchannel(0)), 8
    if "A" in mode or "a" in mode or "transparency" in image.info:
        trail.append("Transparency was left out.")
    colour = np.asarray(image.convert("RGB"))
    if (colour[..., 0] == colour[..., 1]).all() and (colour[..., 0] == colour[..., 2]).all():
        trail.append("The picture is stored as colour but is grey throughout.")
        return colour[..., 0], 8
    return colour, 8


def _wide(values: NDArray[Any]) -> tuple[NDArray[Any], int]:
    """32-bit integers or floats; integers that fit 16 bits are kept in 16."""
    if values.dtype.kind == "f":
        return values.astype("<f4"), 32
    if values.size and values.min() >= 0 and values.max() <= 0xFFFF:
        return values.astype("<u2"), 16
    return values.astype("<i4"), 32
