"""The shape and type of the stored samples, from the Image Pixel module (PS3.3 C.7.6.3), checked first."""

from __future__ import annotations

from dataclasses import dataclass

from xraydesk.imaging.dicom.elements import Dataset

MAX_DECODED = 2 * 1024**3
MAX_FRAME_SAMPLES = 256 * 1024**2
_PHOTOMETRIC_SAMPLES = {"MONOCHROME1": 1, "MONOCHROME2": 1, "PALETTE COLOR": 1, "RGB": 3}


class LayoutError(Exception):
    """The pixel module is missing, contradicts itself or asks for too much; the text is plain."""


@dataclass(frozen=True, slots=True)
class Layout:
    """What the pixel module says of the stored samples.

    Attributes
    ----------
    floating
        Samples are IEEE floats of ``bits_allocated`` (Float and Double Float Pixel Data).
    planar
        Colour samples are stored plane by plane.
    """

    rows: int
    columns: int
    frames: int
    samples: int
    bits_allocated: int
    bits_stored: int
    high_bit: int
    signed: bool
    planar: bool
    photometric: str
    floating: bool = False

    @property
    def frame_samples(self) -> int:
        """Stored values in one frame, subsampled chroma counted as stored."""
        per_pixel = 2 if self.subsampled else self.samples
        return self.rows * self.columns * per_pixel

    @property
    def subsampled(self) -> bool:
        """Whether native samples share chroma between two pixels (YBR_FULL_422 and its kin)."""
        return self.samples == 3 and self.photometric in ("YBR_FULL_422", "YBR_PARTIAL_422")

    @property
    def dtype(self) -> str:
        """NumPy type of a stored sample without its byte order."""
        if self.floating:
            return f"f{self.bits_allocated // 8}"
        size = next(size for size in (1, 2, 4, 8) if self.bits_allocated <= 8 * size)
        return f"{'i' if self.signed else 'u'}{size}"

    @property
    def native_frame_bits(self) -> int:
        """Bits that one native frame takes."""
        return self.frame_samples * self.bits_allocated


def layout_of(dataset: Dataset, pixel_tag: int) -> tuple[Layout, list[str]]:
    """Read and check the pixel module.

    Returns
    -------
    The layout and sentences about what was repaired.

    Raises
    ------
    LayoutError
        A value is missing or senseless, or the image would be larger than this program decodes.
    """
    notes: list[str] = []
    rows, columns = dataset.integer(0x00280010), dataset.integer(0x00280011)
    if not rows or not columns:
        raise LayoutError("it does not say how many rows and columns it has")
    samples, photometric = _colour(dataset, notes)
    floating = pixel_tag != 0x7FE00010
    allocated, stored, high = _bits(dataset, pixel_tag, notes)
    layout = Layout(
        rows=rows,
        columns=columns,
        frames=max(dataset.number_text(0x00280008) or 1, 1),
        samples=samples,
        bits_allocated=allocated,
        bits_stored=stored,
        high_bit=high,
        signed=dataset.integer(0x00280103) == 1 and not floating,
        planar=dataset.integer(0x00280006) == 1 and samples > 1,
        photometric=photometric,
        floating=floating,
    )
    _check_size(layout)
    return layout, notes


def _colour(dataset: Dataset, notes: list[str]) -> tuple[int, str]:
    """Samples per pixel and photometric interpretation; what one of them lacks is taken from the other."""
    samples = dataset.integer(0x00280002) or 0
    photometric = " ".join(dataset.string(0x00280004).upper().split())
    if not samples:
        samples = _PHOTOMETRIC_SAMPLES.get(photometric, 1 if not photometric else 3)
        notes.append(f"Samples per pixel was missing and taken as {samples}.")
    if not photometric:
        photometric = "MONOCHROME2" if samples == 1 else "RGB"
        notes.append(f"The photometric interpretation was missing and taken as {photometric}.")
    if samples not in (1, 3) and not (samples == 4 and photometric in ("ARGB", "CMYK")):
        raise LayoutError(f"it has {samples} samples per pixel, which no radiograph has")
    return samples, photometric


def _bits(dataset: Dataset, pixel_tag: int, notes: list[str]) -> tuple[int, int, int]:
    """Bits allocated, bits stored and high bit."""
    floats = {0x7FE00008: 32, 0x7FE00009: 64}
    if pixel_tag in floats:
        return floats[pixel_tag], floats[pixel_tag], floats[pixel_tag] - 1
    allocated = dataset.integer(0x00280100) or 0
    if allocated not in (1, 8, 12, 16, 24, 32):
        raise LayoutError(f"it has {allocated} bits allocated per sample, which cannot be read")
    stored = dataset.integer(0x00280101) or allocated
    if not 1 <= stored <= allocated:
        notes.append(f"Bits stored was {stored} of {allocated} and taken as {allocated}.")
        stored = allocated
    high = dataset.integer(0x00280102)
    if high is None or not stored - 1 <= high < allocated:
        high = stored - 1
    return allocated, stored, high


def _check_size(layout: Layout) -> None:
    if layout.subsampled and layout.rows * layout.columns % 2:
        raise LayoutError("its colour is shared between pairs of pixels but it has an odd number of pixels")
    if layout.rows * layout.columns * layout.samples > MAX_FRAME_SAMPLES:
        raise LayoutError(f"it claims {layout.rows} × {layout.columns} pixels, more than this program decodes")
    size = layout.rows * layout.columns * layout.samples * layout.frames * max(layout.bits_allocated // 8, 1)
    if size > MAX_DECODED:
        raise LayoutError(
            f"it claims {layout.frames} frames of {layout.rows} × {layout.columns} pixels, "
            "more than this program decodes"
        )
