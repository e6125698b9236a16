"""Why a film looks as it does: what was done to it from the file to the screen, in the order in which it was done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from xraydesk.core.radiograph import LookupTable, Radiograph, SpacingSource, Window
from xraydesk.imaging.colours import FILM_COLOURS, GREY
from xraydesk.ui.shell.language import counted, mark, tr
from xraydesk.ui.studies.syntaxes import is_native, syntax_name
from xraydesk.ui.view.adjustable_view import Adjustment
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.windowing import window_text


@dataclass(frozen=True, slots=True)
class Step:
    """One stage on the way.

    Attributes
    ----------
    title
        What it is called.
    sentences
        What was done, or that nothing was; at least one.
    """

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Seen:
    """How a film is on screen.

    Attributes
    ----------
    picture
        The film and its frame.
    adjustment
        What the reader made of it.
    zoom
        Pixels of the screen per column of the film.
    overlays_shown
        Whether overlays are drawn.
    """

    picture: Picture
    adjustment: Adjustment
    zoom: float
    overlays_shown: bool = True

    @property
    def radiograph(self) -> Radiograph:
        """The film."""
        return self.picture.radiograph


def explain(seen: Seen) -> tuple[Step, ...]:
    """The stages from the file to the screen."""
    return tuple(Step(tr(title), tuple(tell(seen))) for title, tell in _STAGES if any(True for _ in tell(seen)))


def _file(seen: Seen) -> Iterator[str]:
    film = seen.radiograph
    if film.transfer_syntax.startswith("1."):
        syntax = syntax_name(film.transfer_syntax)
        yield tr("A DICOM file; its pixel data are written as {syntax}.").format(syntax=syntax)
    else:
        yield tr("A {format} picture.").format(format=film.transfer_syntax)
    if film.decoder and not is_native(film.transfer_syntax):
        yield tr("They were decoded by {decoder}.").format(decoder=film.decoder)
    rows, columns = film.shape
    yield tr("{columns} × {rows} samples, {bits} bits stored.").format(
        columns=columns, rows=rows, bits=film.bits_stored
    )
    if film.frames > 1:
        frame = seen.picture.frame + 1
        yield tr("Frame {frame} of {frames} is shown.").format(frame=frame, frames=film.frames)
    if film.lossy:
        yield tr("Detail was lost when the picture was compressed: it is marked LOSSY.")


_PHOTOMETRIC = {
    "MONOCHROME1": mark("MONOCHROME1: the lowest value is meant to be white, as on a film on a light box."),
    "MONOCHROME2": mark("MONOCHROME2: the lowest value is meant to be black."),
    "PALETTE COLOR": mark("PALETTE COLOR: every sample stands for a colour in the file's palette."),
}


def _photometric(seen: Seen) -> Iterator[str]:
    film = seen.radiograph
    known = _PHOTOMETRIC.get(film.photometric)
    if known is not None:
        yield tr(known)
    elif film.is_colour:
        yield tr("{photometric}: a colour picture, shown as it is. It has no window.").format(
            photometric=film.photometric
        )
    else:
        yield film.photometric


def _modality(seen: Seen) -> Iterator[str]:
    film = seen.radiograph
    if film.is_colour:
        return
    lut = film.modality_lut
    if isinstance(lut, LookupTable):
        yield tr("The file's modality table of {n} entries turns stored values into modality values{name}.").format(
            n=len(lut.values), name=f" ({lut.explanation})" if lut.explanation else ""
        )
    elif (lut.slope, lut.intercept) == (1.0, 0.0):
        yield tr("Stored values are used as they are: the file gives no rescaling, or × 1 + 0.")
    else:
        unit = f" {lut.unit}" if lut.unit not in ("", "US") else ""
        yield tr("Stored values × {slope:g} + {intercept:g} give the modality values{unit}.").format(
            slope=lut.slope, intercept=lut.intercept, unit=unit
        )


def _padding(seen: Seen) -> Iterator[str]:
    if seen.radiograph.padding is not None:
        low, high = seen.radiograph.padding
        values = str(low) if low == high else f"{low}–{high}"
        yield tr("Stored values {values} are padding, not anatomy: an automatic window leaves them out.").format(
            values=values
        )


def _voi(seen: Seen) -> Iterator[str]:
    film, voi = seen.radiograph, seen.adjustment.voi
    if film.is_colour:
        return
    yield _voi_in_use(seen, voi)
    if isinstance(voi, Window):
        yield tr("Its function is {function}.").format(function=voi.function.value)
    others = [each for each in film.voi if each != voi]
    if others:
        names = "; ".join(window_text(each) for each in others)
        yield tr("The file also offers: {names}.").format(names=names)
    elif not film.voi:
        yield tr("The file offers no window and no table.")


def _voi_in_use(seen: Seen, voi: Window | LookupTable) -> str:
    film, text = seen.radiograph, window_text(voi)
    for number, offered in enumerate(film.voi, 1):
        if offered is voi or offered == voi:
            if len(film.voi) == 1:
                return tr("{window}: the only one that the file offers.").format(window=text)
            sentence = tr("{window}: number {number} of the {total} that the file offers.")
            return sentence.format(window=text, number=number, total=len(film.voi))
    if voi == seen.picture.voi:
        return tr("{window}: from the lowest to the highest value, since the file offers nothing.").format(window=text)
    if voi.explanation:
        return tr("{window}: a preset.").format(window=text)
    return tr("{window}: set by hand or from the grey values of this film.").format(window=text)


def _polarity(seen: Seen) -> Iterator[str]:
    film, inverted = seen.radiograph, seen.adjustment.inverted
    if film.is_colour:
        if inverted:
            yield tr("You have inverted the colours.")
        return
    if film.inverted:
        yield tr("Grey is inverted once, last, because the file says {photometric}.").format(
            photometric=film.photometric
        )
    else:
        yield tr("Grey is not inverted by the file.")
    if inverted:
        yield tr("You have inverted it on top of that.")
    colours = seen.adjustment.colours
    if colours != GREY:
        title = next((each.title for each in FILM_COLOURS if each.name == colours), colours)
        yield tr("Grey is shown in the colours {name}.").format(name=tr(title))


def _graphics(seen: Seen) -> Iterator[str]:
    film = seen.radiograph
    if film.shutter is not None:
        shapes = [
            tr(name)
            for name, there in (
                (mark("rectangle"), film.shutter.rectangle),
                (mark("circle"), film.shutter.circle),
                (mark("polygon"), film.shutter.polygon),
            )
            if there
        ]
        hidden = tr("What lies outside the file's shutter is hidden ({shapes}).")
        yield hidden.format(shapes=", ".join(shapes))
    drawn = [overlay for overlay in film.overlays if not overlay.is_region]
    if drawn:
        count = counted("The file has {n} overlay planes over the picture.", len(drawn))
        yield count if seen.overlays_shown else f"{count} {tr('They are switched off.')}"
    regions = len(film.overlays) - len(drawn)
    if regions:
        yield counted("{n} overlay planes mark a region and are not drawn.", regions)


_MEANINGS = {
    SpacingSource.CALIBRATED: mark("The file says that it was calibrated at the patient: lengths can be believed."),
    SpacingSource.CORRECTED: mark("The file says that it was corrected for an assumed geometry."),
    SpacingSource.MAGNIFICATION_CORRECTED: mark(
        "The spacing at the detector was divided by the magnification that the file states."
    ),
    SpacingSource.AT_DETECTOR: mark("It is measured at the detector: what lies nearer to the tube appears larger."),
    SpacingSource.METHOD_UNKNOWN: mark(
        "It differs from the spacing at the detector, but the file does not say how it was calibrated."
    ),
    SpacingSource.MEANING_UNKNOWN: mark("The file does not say what it measures."),
    SpacingSource.AT_SCANNER: mark("It is that of a film scanner: millimetres on the film, not in the patient."),
    SpacingSource.BY_HAND: mark("It was calibrated by hand, by a known length."),
}


def _geometry(seen: Seen) -> Iterator[str]:
    film = seen.radiograph
    if abs(film.pixel_aspect - 1) > 1e-3:
        yield tr("Pixels are {aspect:.3g} times as high as wide and are shown so.").format(aspect=film.pixel_aspect)
    if film.spacing is None:
        yield tr("The file gives no usable spacing: lengths are in pixels, never in millimetres.")
    else:
        spacing = film.spacing
        yield tr("A pixel is {row:.4g} × {column:.4g} mm ({source}).").format(
            row=spacing.row_mm, column=spacing.column_mm, source=tr(spacing.source.value)
        )
        yield tr(_MEANINGS[spacing.source])
    if film.reduction > 1:
        yield tr("The picture was decoded at 1/{reduction} of its size.").format(reduction=film.reduction)


def _turn(seen: Seen) -> Iterator[str]:
    film, turn = seen.radiograph, seen.adjustment.turn
    if len(film.orientation) == 2:
        yield tr("Columns run to the patient's {columns}, rows to {rows}; the side letters follow.").format(
            columns=film.orientation[0], rows=film.orientation[1]
        )
    else:
        yield tr("The file does not say which side is which: the side letters are ?.")
    if turn.mark:
        yield tr("You have turned it: {mark}.").format(mark=turn.mark)
    else:
        yield tr("It is not turned.")
    yield tr("Zoom {zoom:.0f} %: one column of the film on {pixels:.3g} pixels of the screen.").format(
        zoom=seen.zoom * 100, pixels=seen.zoom
    )


_TOLD = (
    "Stored values were rescaled",
    "The file's modality LUT was applied",
    "MONOCHROME1: grey was inverted",
    "The file has a display shutter",
    "The picture was decoded at 1/",
)
"""Beginnings of sentences of the reader's trail that are told in more words above."""


def _warnings(seen: Seen) -> Iterator[str]:
    yield from (tr(sentence) for sentence in seen.radiograph.warnings)


def _repairs(seen: Seen) -> Iterator[str]:
    for sentence in seen.radiograph.trail:
        if not sentence.startswith(_TOLD) and not sentence.endswith(" overlay planes."):
            yield tr(sentence)


_STAGES: tuple[tuple[str, Callable[[Seen], Iterator[str]]], ...] = (
    (mark("Warnings"), _warnings),
    (mark("File"), _file),
    (mark("Repairs and notes of reading"), _repairs),
    (mark("Meaning of the samples"), _photometric),
    (mark("Modality values"), _modality),
    (mark("Padding"), _padding),
    (mark("Window or table"), _voi),
    (mark("Polarity and colours"), _polarity),
    (mark("Shutter and overlays"), _graphics),
    (mark("Size of a pixel"), _geometry),
    (mark("Orientation, turn and zoom"), _turn),
)
"""In the order of the grey pipeline (PS3.4 N.2); what must be known first comes first."""
