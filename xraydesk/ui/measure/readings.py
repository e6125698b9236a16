"""What each annotation says: the lines of its label, worked out once for every shape and place.

Regions can hold millions of pixels: their numbers come from a worker thread, and `Readings.arrived` tells when.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass, replace
from typing import NamedTuple, TypeVar

from PySide6.QtCore import QObject, Signal

from xraydesk.core.annotations import REGIONS, Annotation, Kind
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging import measure, regions
from xraydesk.imaging.measure import Scale
from xraydesk.imaging.regions import Statistics
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.measure.number_texts import (
    angle_text,
    area_text,
    length_text,
    pixel_text,
    statistics_texts,
)
from xraydesk.ui.shell.language import tr

KEPT = 600
"""Readings that are remembered."""

SMALL_PIXELS, SMALL_POINTS = 200_000, 200
"""A region up to this size is read in a few milliseconds, at once: its label never lags behind the hand."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is said of one annotation.

    Attributes
    ----------
    lines
        The value first, then what belongs to it.
    cautions
        Why it is to be doubted, as sentences.
    """

    lines: tuple[str, ...]
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RegionNumbers:
    """The numbers of a region; no area where its outline crosses itself."""

    area: float | None
    perimeter: float
    statistics: Statistics


class _Key(NamedTuple):
    film: str
    annotation: Annotation
    scale: Scale


_Value = TypeVar("_Value")


class Readings(QObject):
    """Makes readings and remembers them.

    Signals
    -------
    arrived
        The numbers of a region are there.
    """

    arrived = Signal()

    def __init__(self, lanes: Lanes, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self._kept: OrderedDict[_Key, Reading] = OrderedDict()
        self._numbers: OrderedDict[_Key, RegionNumbers] = OrderedDict()
        self._asked: dict[str, _Key] = {}

    @property
    def is_waiting(self) -> bool:
        """Whether numbers are still being worked out."""
        return bool(self._asked)

    def of(self, annotation: Annotation, radiograph: Radiograph, scale: Scale) -> Reading:
        """The reading of an annotation on its film; a region without numbers yet says so."""
        if annotation.kind in REGIONS:
            numbers = self.numbers(annotation, radiograph, scale)
            return _unknown_region() if numbers is None else _region(numbers, scale, radiograph)
        key = _Key(radiograph.sha256, _shape(annotation), scale)
        if key not in self._kept:
            self._kept[key] = _READ[annotation.kind](annotation, radiograph, scale)
        return _recent(self._kept, key)

    def numbers(self, annotation: Annotation, radiograph: Radiograph, scale: Scale) -> RegionNumbers | None:
        """The numbers of a region; None while they are worked out."""
        key = _Key(radiograph.sha256, _shape(annotation), scale)
        if key in self._numbers:
            return _recent(self._numbers, key)
        if _is_small(annotation):
            self._numbers[key] = _measured(key, radiograph)
            return _recent(self._numbers, key)
        if self._asked.get(annotation.id) != key:
            self._ask(key, radiograph)
        return None

    def _ask(self, key: _Key, radiograph: Radiograph) -> None:
        name = key.annotation.id
        self._asked[name] = key

        def done(numbers: RegionNumbers) -> None:
            del self._asked[name]
            self._numbers[key] = numbers
            _recent(self._numbers, key)
            self.arrived.emit()

        # A region that is dragged on makes the older question pointless: same key.
        self._lanes.submit("view", ("region", name), lambda _: _measured(key, radiograph), done)


def _is_small(region: Annotation) -> bool:
    across, down = (max(values) - min(values) for values in zip(*region.points, strict=True))
    return across * down <= SMALL_PIXELS and len(region.points) <= SMALL_POINTS


def _measured(key: _Key, radiograph: Radiograph) -> RegionNumbers:
    region, scale = key.annotation, key.scale
    return RegionNumbers(
        measure.area(region, scale), measure.perimeter(region, scale), regions.statistics(radiograph, region)
    )


def _shape(annotation: Annotation) -> Annotation:
    """What the numbers depend on: not its name, nor where its label stands."""
    return replace(annotation, text="", label=None, reader="")


def _recent(kept: OrderedDict[_Key, _Value], key: _Key) -> _Value:
    kept.move_to_end(key)
    while len(kept) > KEPT:
        kept.popitem(last=False)
    return kept[key]


def _length(annotation: Annotation, _film: Radiograph, scale: Scale) -> Reading:
    return Reading((length_text(measure.length(annotation.points, scale), scale),))


def _angle(annotation: Annotation, _film: Radiograph, scale: Scale) -> Reading:
    return Reading((angle_text(measure.angle(annotation.points, scale)),))


def _cobb(annotation: Annotation, _film: Radiograph, scale: Scale) -> Reading:
    value = angle_text(measure.cobb_angle(annotation.points, scale))
    return Reading((tr("Cobb {angle}").format(angle=value),))


def _region(numbers: RegionNumbers, scale: Scale, radiograph: Radiograph) -> Reading:
    statistics = statistics_texts(numbers.statistics, regions.unit_of(radiograph))
    outline = tr("perimeter {length}").format(length=length_text(numbers.perimeter, scale))
    if numbers.area is None:
        return Reading((outline, *statistics), (tr("The outline crosses itself: no area."),))
    return Reading((tr("area {area}").format(area=area_text(numbers.area, scale)), outline, *statistics))


def _unknown_region() -> Reading:
    """As many lines as there will be, so that the label keeps its size."""
    return Reading((tr("area {area}").format(area="…"), tr("perimeter {length}").format(length="…"), "…", "…"))


def _probe(annotation: Annotation, film: Radiograph, _scale: Scale) -> Reading:
    pixel = regions.value_at(film, annotation.frame, annotation.points[0])
    place = () if pixel is None else (f"x {pixel.column}  y {pixel.row}",)
    return Reading((pixel_text(pixel, regions.unit_of(film)), *place))


def _words(_annotation: Annotation, _film: Radiograph, _scale: Scale) -> Reading:
    return Reading(())


def _heart(annotation: Annotation, film: Radiograph, scale: Scale) -> Reading:
    measured = measure.heart_ratio(annotation.points, scale)
    ratio = "–" if measured.ratio is None else f"{measured.ratio:.2f}"
    lines = (
        tr("CTR {ratio}").format(ratio=ratio),
        tr("heart {length}").format(length=length_text(measured.heart, scale)),
        tr("thorax {length}").format(length=length_text(measured.thorax, scale)),
    )
    return Reading(lines, tuple(tr(doubt) for doubt in measure.ratio_doubts(film, measured)))


def _calibration(annotation: Annotation, _film: Radiograph, _scale: Scale) -> Reading:
    return Reading((tr("{length:g} mm, calibrated by hand").format(length=annotation.millimetres or 0.0),))


_READ = {
    Kind.LENGTH: _length,
    Kind.ANGLE: _angle,
    Kind.COBB: _cobb,
    Kind.PROBE: _probe,
    Kind.ARROW: _words,
    Kind.TEXT: _words,
    Kind.HEART_RATIO: _heart,
    Kind.CALIBRATION: _calibration,
}
