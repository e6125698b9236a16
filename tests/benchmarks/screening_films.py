"""Films without a patient for the screening benchmarks: the bundled phantom, each with grain of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from xraydesk.core import paths
from xraydesk.imaging.display import grey
from xraydesk.imaging.read import read

JPEG_LOSSLESS = "1.2.840.10008.1.2.4.70"
UNCOMPRESSED = "1.2.840.10008.1.2.1"


def phantom() -> NDArray[np.float32]:
    """The bundled sample as it is shown: ``(H, W)`` float32 in 0..1."""
    return grey(read(min((paths.resources() / "samples").glob("*.dcm"))))


def pictures(folder: Path, count: int, side: int, ending: str) -> list[Path]:
    """Square 8-bit pictures, ``.png`` or ``.jpg``."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = phantom()
    size = min(shown.shape)
    square = Image.fromarray(shown[:size, :size]).resize((side, side), Image.Resampling.BILINEAR)
    base = np.asarray(square, np.float32) * 250
    made = []
    for number in range(count):
        grain = np.random.default_rng(number).normal(0, 2, base.shape).astype(np.float32)
        made.append(folder / f"{number:05}{ending}")
        Image.fromarray(np.clip(base + grain, 0, 255).astype(np.uint8)).save(made[-1])
    return made


def dicom_films(folder: Path, count: int, side: int, syntax: str) -> list[Path]:
    """Square DX films of 12 bits, uncompressed or JPEG lossless."""
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import DigitalXRayImageStorageForPresentation, ExplicitVRLittleEndian, generate_uid

    folder.mkdir(parents=True, exist_ok=True)
    shown = phantom()
    size = min(shown.shape)
    square = Image.fromarray(shown[:size, :size]).resize((side, side), Image.Resampling.BILINEAR)
    base = np.asarray(square, np.float32) * 4000
    made = []
    for number in range(count):
        grain = np.random.default_rng(number).normal(0, 8, base.shape).astype(np.float32)
        samples = np.clip(base + grain, 0, 4095).astype("<u2")
        meta = FileMetaDataset()
        meta.TransferSyntaxUID = ExplicitVRLittleEndian
        meta.MediaStorageSOPClassUID = DigitalXRayImageStorageForPresentation
        meta.MediaStorageSOPInstanceUID = generate_uid()
        film = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
        film.SOPClassUID, film.SOPInstanceUID = meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID
        film.Modality, film.BodyPartExamined, film.ViewPosition = "DX", "CHEST", "PA"
        film.Rows, film.Columns, film.SamplesPerPixel = side, side, 1
        film.PhotometricInterpretation, film.PixelRepresentation = "MONOCHROME2", 0
        film.BitsAllocated, film.BitsStored, film.HighBit = 16, 12, 11
        film.WindowCenter, film.WindowWidth = 2048, 4096
        film.PixelData = samples.tobytes()
        film["PixelData"].VR = "OW"
        made.append(folder / f"{number:05}.dcm")
        film.save_as(made[-1], enforce_file_format=True)
        if syntax == JPEG_LOSSLESS:
            _pack(made[-1])
    return made


def _pack(path: Path) -> None:
    """Compress a film without loss (JPEG process 14, selection value 1), in its place."""
    import gdcm

    reader, change, writer = gdcm.ImageReader(), gdcm.ImageChangeTransferSyntax(), gdcm.ImageWriter()
    reader.SetFileName(str(path))
    assert reader.Read()
    change.SetTransferSyntax(gdcm.TransferSyntax(gdcm.TransferSyntax.JPEGLosslessProcess14_1))
    change.SetInput(reader.GetImage())
    assert change.Change()
    writer.SetFile(reader.GetFile())
    writer.SetImage(change.GetOutput())
    writer.SetFileName(str(path))
    assert writer.Write()
