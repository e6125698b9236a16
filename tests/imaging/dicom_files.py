"""DICOM files built in code, plain and hostile, for the tests of the reader."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from pydicom import config
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate
from pydicom.sequence import Sequence
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEG2000Lossless,
    JPEGBaseline8Bit,
    JPEGLSLossless,
    RLELossless,
)

CR_IMAGE = "1.2.840.10008.5.1.4.1.1.1"
COMPRESSED = {
    "rle": RLELossless,
    "jpeg": JPEGBaseline8Bit,
    "jpeg-ls": JPEGLSLossless,
    "jpeg 2000": JPEG2000Lossless,
}
NATIVE = {
    "implicit": ImplicitVRLittleEndian,
    "explicit": ExplicitVRLittleEndian,
    "big endian": ExplicitVRBigEndian,
    "deflated": DeflatedExplicitVRLittleEndian,
}


def ramp(rows: int = 32, columns: int = 48, top: int = 4095, dtype: str = "u2") -> NDArray[Any]:
    """A picture with every row and column different: ``(rows, columns)`` from 0 to ``top``."""
    return np.linspace(0, top, rows * columns).astype(dtype).reshape(rows, columns)


def dataset(pixels: NDArray[Any], **elements: Any) -> Dataset:
    """A radiograph's data set with its pixels as native little-endian data; keywords override elements.

    A value of None removes the element.
    """
    made = Dataset()
    made.SOPClassUID = CR_IMAGE
    made.SOPInstanceUID = "1.2.3.4.5"
    made.Modality = "CR"
    made.PatientName = "Phantom^Test"
    made.PatientID = "P1"
    colour = pixels.shape[-1] == 3
    grey_dims = pixels.ndim - (1 if colour else 0)
    made.Rows, made.Columns = pixels.shape[grey_dims - 2 : grey_dims]
    if grey_dims == 3:
        made.NumberOfFrames = pixels.shape[0]
    made.SamplesPerPixel = 3 if colour else 1
    made.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        made.PlanarConfiguration = 0
    bits = 8 * pixels.dtype.itemsize
    made.BitsAllocated = made.BitsStored = bits
    made.HighBit = bits - 1
    made.PixelRepresentation = 1 if pixels.dtype.kind == "i" else 0
    made.PixelData = _even(pixels.astype(pixels.dtype.newbyteorder("<")).tobytes())
    made["PixelData"].VR = "OB" if bits == 8 else "OW"
    for keyword, value in elements.items():
        if value is None:
            delattr(made, keyword)
        else:
            setattr(made, keyword, Sequence(value) if isinstance(value, list) and _are_items(value) else value)
    return made


def save(made: Dataset, path: Path, syntax: str = ExplicitVRLittleEndian) -> Path:
    """Write a Part 10 file in a native syntax."""
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = syntax
    made.file_meta.MediaStorageSOPClassUID = made.get("SOPClassUID", CR_IMAGE)
    made.file_meta.MediaStorageSOPInstanceUID = "1.2.3.4.5"
    if syntax == ExplicitVRBigEndian and "PixelData" in made and made.BitsAllocated > 8:
        size = made.BitsAllocated // 8
        made.PixelData = np.frombuffer(made.PixelData, f"<u{size}").astype(f">u{size}").tobytes()
    previous = config.settings.writing_validation_mode
    config.settings.writing_validation_mode = config.IGNORE
    try:
        made.save_as(
            path,
            enforce_file_format=True,
            implicit_vr=syntax == ImplicitVRLittleEndian,
            little_endian=syntax != ExplicitVRBigEndian,
        )
    finally:
        config.settings.writing_validation_mode = previous
    return path


def save_streams(made: Dataset, streams: list[bytes], path: Path, syntax: str) -> Path:
    """Write a Part 10 file around compressed frames."""
    made.PixelData = encapsulate(streams)
    made["PixelData"].VR = "OB"
    made["PixelData"].is_undefined_length = True
    return save(made, path, syntax)


def save_compressed(pixels: NDArray[Any], path: Path, name: str, **elements: Any) -> Path:
    """Write a grey frame in one of ``COMPRESSED``."""
    made = dataset(pixels, **elements)
    return save_streams(made, [stream_of(pixels, name)], path, COMPRESSED[name])


def stream_of(pixels: NDArray[Any], name: str) -> bytes:
    """Compress one frame."""
    if name == "jpeg":
        buffer = io.BytesIO()
        Image.fromarray(pixels).save(buffer, "JPEG", quality=90)
        return buffer.getvalue()
    if name == "jpeg-ls":
        import jpeg_ls

        return bytes(jpeg_ls.encode_array(pixels))
    if name == "jpeg 2000":
        import openjpeg

        return bytes(openjpeg.encode(pixels, codec_format=0, bits_stored=8 * pixels.dtype.itemsize))
    made = dataset(pixels)
    made.file_meta = FileMetaDataset()
    made.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    made.compress(RLELossless)
    start = made.PixelData.index(b"\xfe\xff\x00\xe0", 8)
    length = int.from_bytes(made.PixelData[start + 4 : start + 8], "little")
    return bytes(made.PixelData[start + 8 : start + 8 + length])


def item(**elements: Any) -> Dataset:
    """One sequence item."""
    made = Dataset()
    for keyword, value in elements.items():
        setattr(made, keyword, value)
    return made


def lut_item(first: int, bits: int, values: list[int], **elements: Any) -> Dataset:
    """A modality or VOI LUT Sequence item."""
    made = item(**elements)
    made.add_new(0x00283002, "US", [len(values) % 65536, first % 65536, bits])
    made.add_new(0x00283006, "US", values)
    return made


def _even(raw: bytes) -> bytes:
    return raw + b"\0" * (len(raw) % 2)


def _are_items(values: list[Any]) -> bool:
    return bool(values) and all(isinstance(value, Dataset) for value in values)
