"""De-identified DICOM: the picture as it was, and nothing else of the file."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.datadict import dictionary_keyword
from pydicom.dataset import Dataset

from xraydesk.core.findings import ScreeningResult
from xraydesk.core.radiograph import Radiograph, SpacingSource
from xraydesk.export.deidentified import deidentified, write_deidentified
from xraydesk.export.failures import ExportError
from xraydesk.export.run import Case, Options, Run, Shown
from xraydesk.imaging.display import render
from xraydesk.imaging.read import read

if TYPE_CHECKING:
    from pydicom.dataset import FileDataset

# All that may be in a file that is passed on; none of it takes a text from the file, but out of fixed sets.
ALLOWED = {
    "SOPClassUID", "SOPInstanceUID", "StudyInstanceUID", "SeriesInstanceUID", "PatientName", "PatientID",
    "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber", "ReferringPhysicianName", "StudyID",
    "SeriesNumber", "InstanceNumber", "PatientIdentityRemoved", "DeidentificationMethod",
    "DeidentificationMethodCodeSequence", "LongitudinalTemporalInformationModified", "ConversionType", "ImageType",
    "Modality", "PatientOrientation", "BodyPartExamined", "ViewPosition", "ImageLaterality", "LossyImageCompression",
    "PixelAspectRatio", "NominalScannedPixelSpacing", "ImagerPixelSpacing", "EstimatedRadiographicMagnificationFactor",
    "PixelSpacing", "PixelSpacingCalibrationType", "SamplesPerPixel", "PhotometricInterpretation", "Rows", "Columns",
    "BitsAllocated", "BitsStored", "HighBit", "PixelRepresentation", "PlanarConfiguration", "PixelPaddingValue",
    "PixelPaddingRangeLimit", "ModalityLUTSequence", "RescaleSlope", "RescaleIntercept", "RescaleType",
    "VOILUTSequence", "WindowCenter", "WindowWidth", "VOILUTFunction", "PixelData",
}  # fmt: skip
EMPTY = {
    "PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber", "ReferringPhysicianName", "StudyID",
}  # fmt: skip
TEXT_KINDS = {"AE": 16, "CS": 16, "LO": 64, "LT": 200, "PN": 64, "SH": 16, "ST": 200, "UC": 200, "UT": 200, "UR": 200}


@pytest.fixture
def exported(
    result: Callable[..., ScreeningResult], salt: bytes, tmp_path: Path
) -> Callable[..., tuple[Radiograph, Radiograph, bytes]]:
    """Saves a data set, de-identifies it: the film before, the film after, and the new file."""

    def make(film: FileDataset, salt: bytes = salt) -> tuple[Radiograph, Radiograph, bytes]:
        film.save_as(tmp_path / "in.dcm", enforce_file_format=True)
        before = read(tmp_path / "in.dcm")
        name, content = deidentified(before, Case(result("in.dcm")), salt)
        (tmp_path / f"{name}.dcm").write_bytes(content)
        return before, read(tmp_path / f"{name}.dcm"), content

    return make


def _same_picture(before: Radiograph, after: Radiograph) -> None:
    assert np.array_equal(before.samples, after.samples)
    assert np.array_equal(render(before), render(after))
    assert (before.bits_stored, before.inverted, before.padding) == (after.bits_stored, after.inverted, after.padding)
    assert before.orientation == after.orientation


def _plant(film: FileDataset) -> None:
    """Write a planted text into every text attribute of the dictionary, private tags, overlays and the preamble."""
    from pydicom._dicom_dict import DicomDictionary

    for tag, (kind, *_) in DicomDictionary.items():
        if (
            kind in TEXT_KINDS
            and tag != 0x00080005
            and tag not in film
            and tag >> 16 not in (0x0000, 0x0002, 0x0004)
            and tag >> 16 < 0x5000
        ):
            film.add_new(tag, kind, "PLANTED")
    film.private_block(0x0009, "PLANTED CREATOR", create=True).add_new(0x01, "LO", "PLANTED PRIVATE")
    film.private_block(0x0029, "PLANTED CREATOR", create=True).add_new(0x02, "UN", b"PLANTED BYTES")
    item = Dataset()
    item.PatientName = "Planted^Nested"
    film.RequestAttributesSequence = film.OriginalAttributesSequence = [item]
    film.add_new(0x60000010, "US", 8)
    film.add_new(0x60000011, "US", 8)
    film.add_new(0x60000022, "LO", "PLANTED OVERLAY")
    film.add_new(0x60000040, "CS", "G")
    film.add_new(0x60000050, "SS", [1, 1])
    film.add_new(0x60000100, "US", 1)
    film.add_new(0x60000102, "US", 0)
    film.add_new(0x60003000, "OW", b"PLANTED!")
    film.add_new(0xFFFCFFFC, "OB", b"PLANTED PADDING!")
    film.preamble = b"PLANTED PREAMBLE".ljust(128, b"\0")


@pytest.mark.filterwarnings("ignore::UserWarning")  # values of the wrong form, planted on purpose
def test_a_name_planted_anywhere_in_the_file_is_gone_and_the_picture_stays(
    chest_film: FileDataset, exported: Callable[..., tuple[Radiograph, Radiograph, bytes]]
) -> None:
    _plant(chest_film)
    before, after, content = exported(chest_film)
    _same_picture(before, after)
    assert b"planted" not in content.lower()
    assert content[:128] == bytes(128)
    made = pydicom.dcmread(io.BytesIO(content))
    assert {dictionary_keyword(element.tag) for element in made} <= ALLOWED
    assert {str(made[name].value or "") for name in EMPTY} == {""}
    assert after.overlays == ()
    for moment in (b"20200304", b"101112", b"19500102"):
        assert moment not in content


def test_what_was_done_is_stated(
    chest_film: FileDataset, exported: Callable[..., tuple[Radiograph, Radiograph, bytes]]
) -> None:
    made = pydicom.dcmread(io.BytesIO(exported(chest_film)[2]))
    assert made.PatientIdentityRemoved == "YES"
    assert made.LongitudinalTemporalInformationModified == "REMOVED"
    assert made.DeidentificationMethodCodeSequence[0].CodeValue == "113100"
    assert made.file_meta.MediaStorageSOPInstanceUID == made.SOPInstanceUID
    assert (made.Modality, made.ViewPosition, made.BodyPartExamined) == ("DX", "PA", "CHEST")


def test_uids_and_pseudonyms_are_consistent_for_a_salt_and_foreign_to_the_old_ones(
    chest_film: FileDataset, exported: Callable[..., tuple[Radiograph, Radiograph, bytes]]
) -> None:
    uids = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")
    old = [str(chest_film[name].value) for name in uids]
    first = pydicom.dcmread(io.BytesIO(exported(chest_film)[2]))
    assert exported(chest_film)[2] == exported(chest_film)[2]
    chest_film.SOPInstanceUID = chest_film.file_meta.MediaStorageSOPInstanceUID = pydicom.uid.generate_uid()
    second = pydicom.dcmread(io.BytesIO(exported(chest_film)[2]))
    assert first.StudyInstanceUID == second.StudyInstanceUID
    assert first.PatientID == second.PatientID != "PLANTED-ID"
    assert first.SOPInstanceUID != second.SOPInstanceUID
    assert not {str(first[name].value) for name in uids} & set(old)
    assert len({str(first[name].value) for name in uids}) == 3
    other = pydicom.dcmread(io.BytesIO(exported(chest_film, b"another salt of sixteen")[2]))
    assert other.StudyInstanceUID != first.StudyInstanceUID
    assert other.PatientID != first.PatientID


def _inverse(film: FileDataset) -> None:
    film.PhotometricInterpretation = "MONOCHROME1"


def _signed(film: FileDataset) -> None:
    film.PixelRepresentation = 1
    film.PixelData = (np.frombuffer(film.PixelData, "<i2") - 2048).tobytes()
    film.WindowCenter = 0
    film.PixelPaddingValue = -2048


def _rescaled(film: FileDataset) -> None:
    film.RescaleSlope, film.RescaleIntercept, film.RescaleType = "0.3333333333", "-1024.123456789", "US"
    film.WindowCenter, film.WindowWidth = [100.5, 7], [1234.25, 9]
    film.VOILUTFunction = "SIGMOID"


def _tables(film: FileDataset) -> None:
    for name, attribute in (("ModalityLUTSequence", "ModalityLUTType"), ("VOILUTSequence", "LUTExplanation")):
        item = Dataset()
        item.add_new(0x00283002, "US", [4096, 0, 16])
        item.add_new(0x00283006, "OW", (np.arange(4096) ** 2 // 256).astype("<u2").tobytes())
        setattr(item, attribute, "PLANTED")
        setattr(film, name, [item])
    del film.WindowCenter, film.WindowWidth


def _padded(film: FileDataset) -> None:
    film.PixelPaddingValue, film.PixelPaddingRangeLimit = 0, 20


def _eight_bits(film: FileDataset) -> None:
    film.BitsAllocated, film.BitsStored, film.HighBit = 8, 8, 7
    film.Columns = 199  # an odd number of bytes
    film.Rows = 239
    film.PixelData = (np.frombuffer(film.PixelData, "<u2")[: 199 * 239] >> 4).astype("u1").tobytes() + b"\0"
    film.WindowCenter, film.WindowWidth = 128, 256


def _colour(film: FileDataset) -> None:
    _eight_bits(film)
    film.SamplesPerPixel, film.PhotometricInterpretation, film.PlanarConfiguration = 3, "RGB", 0
    grey = np.frombuffer(film.PixelData, "u1")[: 199 * 239]
    film.PixelData = np.stack([grey, grey // 2, 255 - grey], axis=1).tobytes() + b"\0"


@pytest.mark.parametrize(
    "change", [_inverse, _signed, _rescaled, _tables, _padded, _eight_bits, _colour], ids=lambda each: each.__name__
)
def test_every_kind_of_grey_comes_out_as_it_was(
    change: Callable[[FileDataset], None],
    chest_film: FileDataset,
    exported: Callable[..., tuple[Radiograph, Radiograph, bytes]],
) -> None:
    change(chest_film)
    before, after, content = exported(chest_film)
    _same_picture(before, after)
    assert b"PLANTED" not in content


@pytest.mark.parametrize(
    "source",
    [
        SpacingSource.AT_DETECTOR, SpacingSource.MAGNIFICATION_CORRECTED, SpacingSource.CALIBRATED,
        SpacingSource.CORRECTED, SpacingSource.AT_SCANNER, SpacingSource.MEANING_UNKNOWN,
    ],
)  # fmt: skip
def test_millimetres_keep_their_meaning(
    source: SpacingSource,
    chest_film_file: Path,
    result: Callable[..., ScreeningResult],
    salt: bytes,
    tmp_path: Path,
) -> None:
    film = read(chest_film_file)
    assert film.spacing is not None
    film = replace(film, spacing=replace(film.spacing, row_mm=0.1234567890123, source=source))
    (tmp_path / "out.dcm").write_bytes(deidentified(film, Case(result("film.dcm")), salt)[1])
    after = read(tmp_path / "out.dcm").spacing
    assert after is not None
    assert after.source is source
    assert after.row_mm == pytest.approx(0.1234567890123, rel=1e-9)


def test_free_text_in_coded_places_is_left_behind(
    chest_film_file: Path, result: Callable[..., ScreeningResult], salt: bytes
) -> None:
    film = read(chest_film_file)
    study = replace(film.study, modality="MEIER", body_part="MEIER", view_position="MEIER", laterality="MEIER")
    film = replace(film, study=study, orientation=("MEIER", "F"))
    assert b"MEIER" not in deidentified(film, Case(result("film.dcm")), salt)[1]


def test_a_raster_becomes_a_dicom_film(result: Callable[..., ScreeningResult], salt: bytes, tmp_path: Path) -> None:
    Image.fromarray(np.arange(0, 60000, 6, dtype=np.uint16).reshape(100, 100)).save(tmp_path / "Planted.png")
    film = read(tmp_path / "Planted.png")
    name, content = deidentified(film, Case(result("Planted.png")), salt)
    (tmp_path / "out.dcm").write_bytes(content)
    after = read(tmp_path / "out.dcm")
    assert np.array_equal(film.samples, after.samples)
    assert after.study.instance_uid == name
    assert b"Planted" not in content


def test_each_film_is_written_once_and_what_cannot_be_is_named_with_its_reason(
    chest_film_file: Path,
    result: Callable[..., ScreeningResult],
    run_of: Callable[..., Run],
    salt: bytes,
    tmp_path: Path,
) -> None:
    film = read(chest_film_file)
    several = replace(film, samples=np.repeat(film.samples, 2, axis=0))
    deep = replace(film, samples=film.samples.astype(np.float32))
    small = replace(film, reduction=2)
    films = {"a": film, "b": several, "c": deep, "d": small}
    run = run_of(*(result(name) for name in "abcde"), result("a", sha256=result("a").sha256))
    options = Options(
        salt=salt,
        open_film=lambda case: Shown(films[str(case.result.path)]) if str(case.result.path) in films else None,
    )
    written = write_deidentified(run, tmp_path / "out", options)
    assert written.films == len(list((tmp_path / "out").iterdir())) == 1
    *reasons, caution = written.notices
    assert len(reasons) == 4
    assert all(reason.startswith("Files left out: 1 (") for reason in reasons)
    assert "several frames" in reasons[0]
    assert "burned into" in caution


def test_a_salt_that_can_be_guessed_is_refused(chest_film_file: Path, result: Callable[..., ScreeningResult]) -> None:
    with pytest.raises(ExportError, match="salt of at least 16 bytes"):
        deidentified(read(chest_film_file), Case(result("film.dcm")), b"")
