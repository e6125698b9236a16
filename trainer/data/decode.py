"""One film, read once by the application's own reader: its picture for the cache, and what the audit needs to know."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core.errors import FileError, UnscorableError, XRayDeskError
from xraydesk.core.files import sha256_of
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.display import grey
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess, resample
from xraydesk.imaging.read import read

CELLS, INPUTS = "films", "inputs"
BINS = 32
HASH_SIDE = 16
_MOST_MEASURED = 512

# One row of measures. ``pixels`` is the digest of the stored samples: the same film in another container has it too.
MEASURES = np.dtype(
    [
        *[("sha256", "S64"), ("pixels", "S64"), ("bytes", "<i8"), ("format", "S32"), ("photometric", "S16")],
        *[("rows", "<i4"), ("columns", "<i4"), ("frames", "<i4"), ("bits", "<i2"), ("colour", "?")],
        *[("mean", "<f4"), ("deviation", "<f4"), ("histogram", "<u2", (BINS,))],
        *[("phash", "<u8", (4,)), ("mirrored", "<u8", (4,))],
    ]
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """What one file came to.

    Attributes
    ----------
    sha256
        Digest of the file; empty where it could not even be opened.
    picture
        ``(s, s)`` uint8 for ``CELLS``, ``(1, S, S)`` float32 for ``INPUTS``; None where ``reason`` says why not.
    measures
        One row of ``MEASURES``, or None.
    reason
        Plain sentence, empty for a film that was read.
    """

    sha256: str
    picture: NDArray[Any] | None
    measures: NDArray[Any] | None = None
    reason: str = ""


def decode(path: Path, spec: PreprocessSpec, kind: str) -> Decoded:
    """Read one film; a file that cannot be used is an answer, not an error."""
    try:
        radiograph = read(path)
        if kind == INPUTS:
            return Decoded(radiograph.sha256, preprocess(radiograph, spec)[0][0])
        unit, _ = resample(radiograph, spec)
        return Decoded(radiograph.sha256, np.rint(unit * 255).astype(np.uint8), measure(radiograph, path))
    except UnscorableError as error:
        return Decoded(_digest(path), None, reason=str(error))
    except XRayDeskError as error:
        return Decoded(_digest(path), None, reason=error.reason if isinstance(error, FileError) else str(error))


def measure(radiograph: Radiograph, path: Path) -> NDArray[Any]:
    """One row of ``MEASURES``; the grey values are those that the application shows."""
    step = max(1, min(radiograph.shape) // _MOST_MEASURED)
    shown = grey(replace(radiograph, samples=radiograph.samples[:1, ::step, ::step]))
    shown = np.clip(np.nan_to_num(shown, nan=0.0), 0, 1)
    counts = np.bincount(np.minimum(shown * BINS, BINS - 1).astype(np.intp).ravel(), minlength=BINS)
    phash, mirrored = perceptual_hashes(shown)
    row = np.zeros((), MEASURES)
    row["sha256"], row["pixels"] = radiograph.sha256.encode(), radiograph.stored_sha256.encode()
    row["bytes"] = path.stat().st_size
    row["format"], row["photometric"] = _format(radiograph).encode(), radiograph.photometric.encode()[:16]
    row["rows"], row["columns"] = radiograph.shape
    row["frames"], row["bits"], row["colour"] = radiograph.frames, radiograph.bits_stored, radiograph.is_colour
    row["mean"], row["deviation"] = shown.mean(), shown.std()
    row["histogram"] = np.rint(counts / shown.size * 65535)
    row["phash"], row["mirrored"] = phash, mirrored
    return row


def perceptual_hashes(shown: NDArray[np.float32]) -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """256-bit hashes of a picture and of its mirror image.

    The picture is drawn into 32 × 32 cells, whatever its shape; the signs of its lowest 16 × 16 cosine coefficients
    about their median are the bits (Zauner 2010, with 256 bits instead of 64, because all chest radiographs share the
    coarsest ones).

    Parameters
    ----------
    shown
        ``(H, W)`` float32 in 0..1.

    Returns
    -------
    Two ``(4,)`` uint64.
    """
    side = 2 * HASH_SIDE
    cells = np.asarray(Image.fromarray(shown).resize((side, side), Image.Resampling.BOX), np.float64)
    basis = _cosines(side)
    low = basis @ cells @ basis.T
    # Mirroring a picture turns the sign of its odd columns.
    turned = low * np.where(np.arange(HASH_SIDE) % 2, -1, 1)
    return _bits(low), _bits(turned)


@cache
def _cosines(side: int) -> NDArray[np.float64]:
    """``(HASH_SIDE, side)``: the lowest rows of the discrete cosine transform, type II."""
    place = (2 * np.arange(side) + 1) / (2 * side)
    return np.asarray(np.cos(np.pi * np.arange(HASH_SIDE)[:, None] * place), np.float64)


def _bits(low: NDArray[np.float64]) -> NDArray[np.uint64]:
    flat = low.ravel().copy()
    flat[0] = np.median(flat[1:])  # the mean grey says nothing about the picture
    bits: NDArray[np.uint64] = np.packbits(flat > flat[0]).view(np.uint64)
    return bits


def _format(radiograph: Radiograph) -> str:
    """``PNG``, ``JPEG``, …, or ``DICOM`` with a word on its compression."""
    syntax = radiograph.transfer_syntax
    if not syntax.startswith("1."):
        return syntax
    number = syntax.removeprefix("1.2.840.10008.1.2.").split(".")
    word = {"4": "JPEG", "5": "RLE"}.get(number[0], "raw")
    if number[0] == "4":
        word = {"80": "JPEG-LS", "81": "JPEG-LS", "90": "JPEG 2000", "91": "JPEG 2000"}.get(number[-1], "JPEG")
    return f"DICOM {word}"


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
