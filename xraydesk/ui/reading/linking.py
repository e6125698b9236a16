"""What it means that views are linked: the same scale, move and change of window, as functions of plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from xraydesk.core.radiograph import LookupTable, Radiograph, Window
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.placement import MAX_ZOOM, MIN_ZOOM, Placement
from xraydesk.ui.view.windowing import as_window


@dataclass(frozen=True, slots=True)
class Place:
    """Where a film lies, in units that mean the same in every linked view.

    Attributes
    ----------
    scale
        Device pixels per unit.
    x, y
        Units from the middle of the film to the middle of the view, along the screen.
    """

    scale: float
    x: float = 0.0
    y: float = 0.0


def millimetres(radiograph: Radiograph, turn: Turn) -> float | None:
    """Millimetres per column of a film as shown, None where they are not known."""
    if radiograph.spacing is None:
        return None
    return radiograph.spacing.row_mm if turn.swaps_axes else radiograph.spacing.column_mm


def units(placements: Sequence[Placement], spacings: Sequence[float | None]) -> list[float]:
    """Units per column for each of some linked films.

    A unit is a millimetre of the film where that is known. A film without a spacing keeps step by its fraction of
    fitting: it fits when the first of the others does.
    """
    fits = [fitting(placement) for placement in placements]
    known = [fit / spacing for fit, spacing in zip(fits, spacings, strict=True) if spacing]
    common = min(known, default=1.0)
    return [spacing or fit / common for fit, spacing in zip(fits, spacings, strict=True)]


def fitting(placement: Placement) -> float:
    """The zoom at which the whole film is seen."""
    return Placement.fitted(placement.shape, placement.view, placement.aspect).zoom


def fitting_scale(placements: Sequence[Placement], each_unit: Sequence[float]) -> float:
    """The largest common scale at which all films are seen whole."""
    return min(fitting(placement) / unit for placement, unit in zip(placements, each_unit, strict=True))


def place_of(placement: Placement, unit: float) -> Place:
    """Where a film lies."""
    rows, columns = placement.shape
    x, y = placement.centre
    return Place(placement.zoom / unit, (x - columns / 2) * unit, (y - rows / 2) * placement.aspect * unit)


def placed(placement: Placement, unit: float, place: Place, *, fits: bool = False) -> Placement:
    """The film of a placement, lying in a place; it can be pushed to the side but not lost."""
    rows, columns = placement.shape
    x = columns / 2 + place.x / unit
    y = rows / 2 + place.y / (unit * placement.aspect)
    centre = min(max(x, 0.0), float(columns)), min(max(y, 0.0), float(rows))
    zoom = min(max(place.scale * unit, MIN_ZOOM), MAX_ZOOM)
    return replace(placement, zoom=zoom, centre=centre, fits=fits)


@dataclass(frozen=True, slots=True)
class Contrast:
    """A window relative to the one that a film opens with, so that it means the same for another film.

    Attributes
    ----------
    width
        Factor of the width.
    darker
        By how much of that first width the picture was made darker.
    """

    width: float = 1.0
    darker: float = 0.0


def contrast_of(voi: Window | LookupTable, opened_with: Window | LookupTable, *, high_dark: bool) -> Contrast:
    """What the reader made of a window; ``high_dark`` says whether the file shows high values dark."""
    if voi == opened_with:
        return Contrast()
    now, first = as_window(voi), as_window(opened_with)
    darker = (now.center - first.center) / first.width
    return Contrast(now.width / first.width, -darker if high_dark else darker)


def with_contrast(contrast: Contrast, opened_with: Window | LookupTable, *, high_dark: bool) -> Window | LookupTable:
    """The same made of the window that another film opens with."""
    if contrast == Contrast():
        return opened_with
    first = as_window(opened_with)
    darker = -contrast.darker if high_dark else contrast.darker
    return replace(first, center=first.center + darker * first.width, width=first.width * contrast.width)
