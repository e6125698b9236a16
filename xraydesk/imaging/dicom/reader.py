"""A DICOM file → a ``Radiograph``: where the parts of this package meet."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.dicom import colour, grey, planes, spacing, text
from xraydesk.imaging.dicom.compressed import Wishes
from xraydesk.imaging.dicom.elements import Dataset, MalformedError
from xraydesk.imaging.dicom.frames import PixelDataError, UnfinishedError
from xraydesk.imaging.dicom.layout import LayoutError, layout_of
from xraydesk.imaging.dicom.part10 import DicomFile, parse_file
from xraydesk.imaging.dicom.pixels import Pixels, decode_pixels

_SOP_CLASS = 0x00080016
# Samples per pixel, photometric interpretation, rows, columns, bits allocated.
_PIXEL_MODULE = (0x00280002, 0x00280004, 0x00280010, 0x00280011, 0x00280100)
_NOT_IMAGES = {
    "1.2.840.10008.1.3.10": "a directory of other files (DICOMDIR)",
    "1.2.840.10008.5.1.4.1.1.88.": "a structured report",
    "1.2.840.10008.5.1.4.1.1.104.": "an encapsulated document",
    "1.2.840.10008.5.1.4.1.1.11.": "a presentation state",
    "1.2.840.10008.5.1.4.1.1.9.": "a waveform",
    "1.2.840.10008.5.1.4.1.1.481.": "a radiotherapy object",
    "1.2.840.10008.5.1.4.39.": "a colour palette",
    "1.2.840.10008.5.1.4.1.1.66": "raw data or a registration",
    "1.2.840.10008.5.1.4.1.1.91.": "annotations",
}
_LOSSY_SYNTAXES = frozenset(f"1.2.840.10008.1.2.4.{n}" for n in ("50", "51", "53", "55", "81", "91", "203"))


def read_dicom(path: Path, content: bytes, *, least_side: int = 0) -> Radiograph:
    """Decode a DICOM file; ``least_side`` as of ``imaging.read.read``.

    Raises
    ------
    NoImageError
        The object holds no image.
    RefusedFileError
        It is damaged, cut, or in a form that this program does not read.
    """
    digest = _Digest(content)
    wishes = Wishes(least_side, digest.compute)
    try:
        file = parse_file(content)
        dataset = file.dataset
        if dataset.pixel is None:
            raise without_pixels(path, file)
        if not is_described(dataset):
            raise NoImageError(path, "it holds no image: its pixel data is not described at all")
        layout, notes = layout_of(dataset, dataset.pixel.tag)
        pixels = decode_pixels(dataset, dataset.pixel, layout, file.transfer_syntax, wishes)
        return _assemble(path, digest, file, pixels, notes)
    except UnfinishedError as error:
        raise NoImageError(path, str(error)) from error
    except (MalformedError, LayoutError, PixelDataError, colour.PaletteError) as error:
        raise RefusedFileError(path, str(error)) from error


class _Digest:
    """SHA-256 of a file, computed once and at the first time that suits."""

    def __init__(self, content: bytes) -> None:
        self._content = content
        self._text = ""

    def compute(self) -> str:
        self._text = self._text or hashlib.sha256(self._content).hexdigest()
        return self._text


def is_described(dataset: Dataset) -> bool:
    """Whether the data set has any of the elements that describe an image."""
    return any(tag in dataset for tag in _PIXEL_MODULE)


def without_pixels(path: Path, file: DicomFile) -> NoImageError | RefusedFileError:
    """The error that says why a file without pixel data has none."""
    dataset = file.dataset
    sop_class = dataset.string(_SOP_CLASS) or file.meta.string(0x00020002)
    for prefix, kind in _NOT_IMAGES.items():
        if sop_class.startswith(prefix):
            return NoImageError(path, f"it holds no image: it is {kind}")
    if not dataset.cut:
        return NoImageError(path, "it holds no image")
    if dataset.elements or file.stated:
        return RefusedFileError(path, "it is truncated or malformed: it ends inside its header")
    return RefusedFileError(path, "it is not a DICOM image")


def _assemble(path: Path, digest: _Digest, file: DicomFile, pixels: Pixels, notes: list[str]) -> Radiograph:
    dataset, layout = file.dataset, pixels.layout
    warnings = [*file.warnings, *pixels.warnings]
    trail = [*file.trail, *notes, *pixels.trail]
    photometric = layout.photometric
    bits = layout.bits_stored
    inverted = False
    lut_notes: list[str] = []
    if photometric == "PALETTE COLOR":
        samples, bits = colour.palette_to_rgb(dataset, pixels)
        trail.append("Colour was looked up in the file's palette.")
    elif layout.samples > 1:
        samples, bits = colour.colour_to_rgb(pixels, warnings, trail)
    else:
        samples = pixels.stored
        inverted = grey.is_inverted(dataset, photometric, warnings, trail)
    is_grey = samples.ndim == 3
    place = spacing.spacing_of(dataset, pixels.reduction)
    modality = grey.modality_lut(dataset, signed=layout.signed, notes=lut_notes)
    voi = grey.voi_of(dataset, pixels, modality, lut_notes)
    if is_grey:
        trail.extend(lut_notes)
    lossy = _is_lossy(dataset, file, pixels)
    overlays = planes.overlays_of(dataset, pixels.embedded, trail)
    if overlays:
        trail.append(f"The file has {len(overlays)} overlay planes.")
    shutter = planes.shutter_of(dataset, layout.rows * pixels.reduction, layout.columns * pixels.reduction, trail)
    if shutter is not None:
        trail.append("The file has a display shutter.")
    samples.flags.writeable = False
    extra: dict[str, Any] = {"modality_lut": modality, "voi": voi} if is_grey else {}
    return Radiograph(
        path=path,
        sha256=digest.compute(),
        samples=samples,
        stored_sha256=pixels.sha256,
        photometric=photometric,
        bits_stored=bits,
        inverted=inverted,
        padding=grey.padding_of(dataset, signed=layout.signed) if is_grey else None,
        spacing=place,
        pixel_aspect=spacing.pixel_aspect_of(dataset, place),
        orientation=spacing.orientation_of(dataset),
        lossy=lossy,
        transfer_syntax=file.transfer_syntax,
        decoder=pixels.decoder,
        reduction=pixels.reduction,
        overlays=overlays,
        shutter=shutter,
        patient=text.patient_of(dataset),
        study=text.study_of(dataset),
        warnings=tuple(warnings),
        trail=tuple(dict.fromkeys(trail)),
        **extra,
    )


def _is_lossy(dataset: Dataset, file: DicomFile, pixels: Pixels) -> bool:
    if dataset.string(0x00282110) == "01":
        return True
    if pixels.stream is not None:
        return pixels.stream.lossy
    return file.transfer_syntax in _LOSSY_SYNTAXES
