"""Films for a session: the bundled phantom in several forms, pictures drawn in code, real films where some are."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pydicom
from PIL import Image
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

MOST_REAL = 24


@dataclass(frozen=True, slots=True)
class Films:
    """What a session is led through.

    Attributes
    ----------
    phantom, picture
        The bundled DICOM film, and a JPEG file.
    folder
        Everything that is screened: DICOM, PNG and JPEG, and files that are no film.
    readable, wrong
        How many files of the folder hold a picture, and how many do not.
    """

    phantom: Path
    picture: Path
    folder: Path
    readable: int
    wrong: int


def make(program: Path, place: Path) -> Films:
    """Write the films below a folder.

    Parameters
    ----------
    program
        The frozen program, which brings the phantom along.
    """
    phantom = program.parent / "_internal" / "resources" / "samples" / "chest_phantom.dcm"
    folder = place / "Films of the ward"
    folder.mkdir(parents=True)
    shutil.copy(phantom, folder / "phantom.dcm")
    dataset = pydicom.dcmread(phantom)
    grey = dataset.pixel_array.astype(np.float32)
    grey = (grey - grey.min()) / (grey.max() - grey.min())
    for number, gamma in enumerate((0.8, 1.2, 1.6)):
        dataset.PixelData = np.round(4095 * grey**gamma).astype("<u2").tobytes()
        dataset["PixelData"].VR = "OW"
        dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
        dataset.PatientID, dataset.PatientName = f"SILENT{number}", f"Silent^{number}"
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = generate_uid()
        dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
        pydicom.dcmwrite(folder / f"film {number}.dcm", dataset, enforce_file_format=True)
        byte = Image.fromarray(np.round(255 * grey**gamma).astype(np.uint8))
        byte.save(folder / f"film {number}.png")
        byte.transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(folder / f"Aufnahme größer {number}.jpg", quality=92)
    rng = np.random.default_rng(0)
    Image.fromarray(rng.integers(0, 256, (480, 640, 3), np.uint8)).save(folder / "no radiograph.png")
    (folder / "a letter.dcm").write_text("Dear colleague, no film is in here.")
    (folder / "empty.dcm").touch()
    (folder / "cut off.png").write_bytes((folder / "film 0.png").read_bytes()[:20000])
    real = sorted((Path(__file__).resolve().parents[3] / "shared" / "data" / "chest").glob("*/*.jpg"))
    chosen = real[:: max(1, len(real) // MOST_REAL)][:MOST_REAL]
    for path in chosen:
        shutil.copy(path, folder / path.name)
    picture = place / "Befund über alles.jpg"
    shutil.copy(folder / "Aufnahme größer 2.jpg", picture)
    return Films(phantom, picture, folder, readable=11 + len(chosen), wrong=3)
