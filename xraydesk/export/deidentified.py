"""De-identified DICOM: a new file around the picture, into which nothing is taken over that is not listed here.

The Basic Application Level Confidentiality Profile (PS3.15 E.2, Table E.1-1) lists what has to go. This goes the other
way: out of the decoded film a Secondary Capture object is built (PS3.3 A.8.1) with its samples, their meaning as grey
values and millimetres, and a few coded values that are checked against fixed sets. Names, identifiers, dates, free
texts, private elements, overlays, the preamble and comments inside compressed streams have no way in.
"""

from __future__ import annotations

import io
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from xraydesk import __version__
from xraydesk.core.radiograph import LookupTable, Radiograph, Rescale, SpacingSource, Window
from xraydesk.export.failures import ExportError, need_folder, put
from xraydesk.export.pseudonyms import check, pseudonym, pseudonymous_uid
from xraydesk.export.run import BURNED_IN, Case, Options, Run, Written

if TYPE_CHECKING:
    from pydicom.dataset import Dataset

_MODALITIES: Final = frozenset(("CR", "DX", "DR", "RG", "PX", "RF", "XA", "SC", "OT"))
_BODY_PARTS: Final = frozenset(("CHEST", "THORAX", "LUNG", "RIB", "HEART"))
_VIEWS: Final = frozenset(("PA", "AP", "LL", "RL", "LLD", "RLD", "LLO", "RLO"))
_DIRECTIONS: Final = frozenset("APRLHF")
_SECONDARY_CAPTURE: Final = "1.2.840.10008.5.1.4.1.1.7"
_LITTLE_ENDIAN: Final = "1.2.840.10008.1.2.1"


def write_deidentified(run: Run, folder: Path, options: Options) -> Written:
    """Write each film that can be opened as a file of its own, named by its new instance UID.

    Raises
    ------
    ExportError
        The folder cannot be written, or the salt protects nothing.
    """
    check(options.salt)
    need_folder(folder)
    done: set[str] = set()
    missing: dict[str, int] = {}
    for case in run.cases:
        if case.result.sha256 and case.result.sha256 in done:
            continue
        try:
            name, content = deidentified_case(case, options)
        except ExportError as error:
            missing[str(error)] = missing.get(str(error), 0) + 1
            continue
        put(folder / f"{name}.dcm", content)
        done.add(case.result.sha256)
    left_out = tuple(f"Files left out: {number} ({reason})." for reason, number in missing.items())
    return Written(len(done), (*left_out, *((BURNED_IN,) if done else ())))


def deidentified_case(case: Case, options: Options) -> tuple[str, bytes]:
    """Open a case's film and make it a new DICOM file, as `deidentified` does.

    Raises
    ------
    ExportError
        It cannot be opened any more, or not be exported; half a sentence.
    """
    shown = options.open_film(case)
    if shown is None:
        raise ExportError("it could not be opened")
    return deidentified(shown.radiograph, case, options.salt)


def deidentified(radiograph: Radiograph, case: Case, salt: bytes) -> tuple[str, bytes]:
    """One film as a new DICOM file.

    Parameters
    ----------
    radiograph
        Decoded at its full size.
    case
        Whose ``patient`` becomes the pseudonym; where it is empty, issuer and ID of the film do.
    salt
        UIDs and pseudonyms come out the same wherever it is the same.

    Returns
    -------
    Its new instance UID and its bytes (Explicit VR Little Endian, preamble zero).

    Raises
    ------
    ExportError
        Samples of this kind cannot be exported; half a sentence.
    """
    from pydicom import dcmwrite
    from pydicom.dataset import FileDataset, FileMetaDataset
    from pydicom.uid import UID

    check(salt)
    _refuse(radiograph)
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = UID(_LITTLE_ENDIAN)
    meta.MediaStorageSOPClassUID = UID(_SECONDARY_CAPTURE)
    meta.MediaStorageSOPInstanceUID = UID(_uid(salt, "instance", radiograph.study.instance_uid, radiograph))
    film = FileDataset("", {}, file_meta=meta, preamble=bytes(128))
    patient = case.patient or f"{radiograph.patient.id_issuer}|{radiograph.patient.id}".strip("|")
    _put(film, _identity(radiograph, pseudonym(salt, "patient", patient), salt))
    film.DeidentificationMethodCodeSequence = [_profile()]
    _put(film, _description(radiograph))
    _put_spacing(film, radiograph)
    _put_pixels(film, radiograph)
    _put_greys(film, radiograph)
    stream = io.BytesIO()
    dcmwrite(stream, film, enforce_file_format=True)
    return str(meta.MediaStorageSOPInstanceUID), stream.getvalue()


def _refuse(radiograph: Radiograph) -> None:
    if radiograph.frames != 1:
        raise ExportError("it holds several frames, and only films of one picture are exported")
    if not radiograph.is_integer or radiograph.samples.dtype.itemsize > 2:
        raise ExportError("its samples are no whole numbers of at most 16 bits")
    if radiograph.reduction != 1:
        raise ExportError("it was not decoded at its full size")


def _put(film: Dataset, values: dict[str, Any]) -> None:
    for keyword, value in values.items():
        setattr(film, keyword, value)


def _uid(salt: bytes, kind: str, uid: str, radiograph: Radiograph) -> str:
    """The new UID; for a film that has none, one that is its own."""
    return pseudonymous_uid(salt, uid or f"{kind} of {radiograph.sha256}")


def _identity(radiograph: Radiograph, patient: str, salt: bytes) -> dict[str, Any]:
    """Patient, study, series and SOP common modules; what must be there but may not be known is empty."""
    study = radiograph.study
    return {
        "SOPClassUID": _SECONDARY_CAPTURE,
        "SOPInstanceUID": _uid(salt, "instance", study.instance_uid, radiograph),
        "StudyInstanceUID": _uid(salt, "study", study.study_uid, radiograph),
        "SeriesInstanceUID": _uid(salt, "series", study.series_uid, radiograph),
        "PatientName": patient,
        "PatientID": patient,
        **dict.fromkeys(("PatientBirthDate", "PatientSex", "StudyDate", "StudyTime", "AccessionNumber"), ""),
        **dict.fromkeys(("ReferringPhysicianName", "StudyID", "SeriesNumber", "InstanceNumber"), ""),
        "PatientIdentityRemoved": "YES",
        "DeidentificationMethod": f"XRayDesk {__version__}: rebuilt from the pixels",
        "LongitudinalTemporalInformationModified": "REMOVED",
    }


def _profile() -> Dataset:
    """Basic Application Confidentiality Profile (PS3.16, CID 7050)."""
    from pydicom.dataset import Dataset

    item = Dataset()
    _put(
        item,
        {
            "CodeValue": "113100",
            "CodingSchemeDesignator": "DCM",
            "CodeMeaning": "Basic Application Confidentiality Profile",
        },
    )
    return item


def _description(radiograph: Radiograph) -> dict[str, Any]:
    """Coded values out of fixed sets; anything else in the file could be somebody's name."""
    study = radiograph.study
    values: dict[str, Any] = {
        "ConversionType": "WSD",
        "ImageType": ["DERIVED", "SECONDARY"],
        "Modality": study.modality if study.modality in _MODALITIES else "OT",
        "PatientOrientation": list(radiograph.orientation) if _is_orientation(radiograph.orientation) else "",
    }
    if study.body_part.upper() in _BODY_PARTS:
        values["BodyPartExamined"] = study.body_part.upper()
    if study.view_position.upper() in _VIEWS:
        values["ViewPosition"] = study.view_position.upper()
    if study.laterality in ("L", "R", "U", "B"):
        values["ImageLaterality"] = study.laterality
    if radiograph.lossy:
        values["LossyImageCompression"] = "01"
    return values


def _is_orientation(orientation: tuple[str, ...]) -> bool:
    return len(orientation) == 2 and all(0 < len(each) <= 3 and set(each) <= _DIRECTIONS for each in orientation)


def _put_spacing(film: Dataset, radiograph: Radiograph) -> None:
    spacing = radiograph.spacing
    if spacing is None:
        if radiograph.pixel_aspect != 1.0:
            ratio = Fraction(radiograph.pixel_aspect).limit_denominator(1000)
            film.PixelAspectRatio = [ratio.numerator, ratio.denominator]
        return
    pair = [_decimal(spacing.row_mm), _decimal(spacing.column_mm)]
    if spacing.source is SpacingSource.AT_SCANNER:
        film.NominalScannedPixelSpacing = pair
    elif spacing.source in (SpacingSource.AT_DETECTOR, SpacingSource.MAGNIFICATION_CORRECTED):
        film.ImagerPixelSpacing = pair
        if spacing.source is SpacingSource.MAGNIFICATION_CORRECTED:
            film.EstimatedRadiographicMagnificationFactor = "1"  # the spacing is divided by it already
    else:
        film.PixelSpacing = pair
        kinds = {SpacingSource.CALIBRATED: "FIDUCIAL", SpacingSource.CORRECTED: "GEOMETRY"}
        if spacing.source in kinds:
            film.PixelSpacingCalibrationType = kinds[spacing.source]


def _put_pixels(film: Dataset, radiograph: Radiograph) -> None:
    samples = radiograph.samples[0]
    allocated = 8 * samples.dtype.itemsize
    stored = min(radiograph.bits_stored, allocated)
    signed = samples.dtype.kind == "i"
    grey = "MONOCHROME1" if radiograph.inverted else "MONOCHROME2"
    rows, columns = radiograph.shape
    _put(
        film,
        {
            "SamplesPerPixel": 3 if radiograph.is_colour else 1,
            "PhotometricInterpretation": "RGB" if radiograph.is_colour else grey,
            "Rows": rows,
            "Columns": columns,
            "BitsAllocated": allocated,
            "BitsStored": stored,
            "HighBit": stored - 1,
            "PixelRepresentation": int(signed),
        },
    )
    if radiograph.is_colour:
        film.PlanarConfiguration = 0
    elif radiograph.padding is not None:
        low, high = radiograph.padding
        film.PixelPaddingValue = low
        if high != low:
            film.PixelPaddingRangeLimit = high
    raw = np.ascontiguousarray(samples, samples.dtype.newbyteorder("<")).tobytes()
    film.add_new(0x7FE00010, "OW" if allocated == 16 else "OB", raw + bytes(len(raw) % 2))


def _put_greys(film: Dataset, radiograph: Radiograph) -> None:
    """Modality LUT and VOI; their explanations are free texts and stay behind."""
    if radiograph.is_colour:
        return
    modality = radiograph.modality_lut
    if isinstance(modality, LookupTable):
        film.ModalityLUTSequence = [_table(modality)]
        film.ModalityLUTSequence[0].ModalityLUTType = "US"
    elif modality != Rescale():
        film.RescaleSlope, film.RescaleIntercept = _decimal(modality.slope), _decimal(modality.intercept)
        film.RescaleType = "US"
    tables = [each for each in radiograph.voi if isinstance(each, LookupTable)]
    windows = [each for each in radiograph.voi if isinstance(each, Window)]
    if tables:
        film.VOILUTSequence = [_table(table) for table in tables]
    if windows:
        # One function is stated for all windows of a file.
        windows = [each for each in windows if each.function is windows[0].function]
        film.WindowCenter = [_decimal(each.center) for each in windows]
        film.WindowWidth = [_decimal(each.width) for each in windows]
        film.VOILUTFunction = windows[0].function.value


def _table(table: LookupTable) -> Dataset:
    from pydicom.dataset import Dataset

    item = Dataset()
    entries = len(table.values) % 65536  # 0 stands for 65536 (PS3.3 C.11.1.1)
    signed = table.first_mapped < 0
    if signed and entries > 32767:
        entries -= 65536  # the same sixteen bits
    item.add_new(0x00283002, "SS" if signed else "US", [entries, table.first_mapped, table.bits])
    item.add_new(0x00283006, "OW", np.asarray(table.values, "<u2").tobytes())
    return item


def _decimal(value: float) -> str:
    """A number in the sixteen characters of a decimal string (PS3.5 6.2)."""
    for digits in range(16, 4, -1):
        text = f"{value:.{digits}g}"
        if len(text) <= 16:
            return text
    return f"{value:.5g}"
