"""PNG, JPEG, TIFF and BMP files at full depth, through Pillow.

Pillow's refusals are kept: a picture that it cannot read whole is refused, never shown in part.
"""

from __future__ import annotations

import hashlib
import io
import struct
import warnings
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from xraydesk.core.errors import RefusedFileError
from xraydesk.core.radiograph import Radiograph

FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
MAX_PIXELS = 256 * 1024**2
_MAGIC = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+", b"BM")
_ORIENTATION = 0x0112


def is_raster(content: bytes) -> bool:
    """Whether the file starts like one of the formats."""
    return content.startswith(_MAGIC)


def read_raster(path: Path, content: bytes) -> Radiograph:
    """Decode a raster file; of several pages the first.

    Raises
    ------
    RefusedFileError
        It is damaged, cut, of another format inside, or larger than ``MAX_PIXELS``.
    """
    trail: list[str] = []
    notes: list[str] = []
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(content), formats=FORMATS) as image:
                name = image.format or ""
                _check_size(path, image)
                pages = getattr(image, "n_frames", 1)
                lossy = name == "JPEG" or "jpeg" in str(image.info.get("compression", ""))
                image.load()
                if pages > 1:
                    notes.append(f"The file has {pages} pages; the first is shown.")
                pixels, bits = _pixels(_upright(image, trail), trail)
    except RefusedFileError:
        raise
    except Image.DecompressionBombError as error:
        raise RefusedFileError(path, "it claims more pixels than this program reads") from error
    except (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, EOFError) as error:
        raise RefusedFileError(path, "it is a damaged or unsupported picture") from error
    except (struct.error, OverflowError, AttributeError, ZeroDivisionError, MemoryError) as error:
        raise RefusedFileError(path, "it is a damaged or unsupported picture") from error
    samples = np.ascontiguousarray(pixels)[None]
    samples.flags.writeable = False
    return Radiograph(
        path=path,
        sha256=hashlib.sha256(content).hexdigest(),
        samples=samples,
        stored_sha256=hashlib.sha256(samples.data).hexdigest(),
        photometric="RGB" if samples.ndim == 4 else "MONOCHROME2",
        bits_stored=bits,
        lossy=lossy,
        transfer_syntax=name,
        decoder="Pillow",
        warnings=tuple(notes),
        trail=tuple(trail),
    )


def _check_size(path: Path, image: Image.Image) -> None:
    if image.width * image.height > MAX_PIXELS:
        raise RefusedFileError(path, f"it claims {image.height} × {image.width} pixels, too many to read")


def _upright(image: Image.Image, trail: list[str]) -> Image.Image:
    """Apply the EXIF orientation; broken EXIF is left alone."""
    try:
        turned = image.getexif().get(_ORIENTATION, 1) in range(2, 9)
        upright = ImageOps.exif_transpose(image) if turned else image
    except (
        OSError,
        ValueError,
        SyntaxError,
        TypeError,
        KeyError,
        struct.error,
        ZeroDivisionError,
        OverflowError,
    ):
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
