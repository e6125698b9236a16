"""Paints what was drawn on a film: thin bright lines with a dark rim, labels that stay in the view."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter, QPainterPath, QPen

from xraydesk.core.annotations import Annotation, Kind, Point
from xraydesk.ui.measure.figures import Figure, figure_of, onto_view, sketch
from xraydesk.ui.measure.notebook import Notebook
from xraydesk.ui.measure.placing import Label, Placed, place
from xraydesk.ui.measure.readings import Readings
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.outlined_text import OutlinedText
from xraydesk.ui.view.scene import Scene

LINE, RIM = 1.5, 3.8
"""Width of a line and of its dark rim, in device pixels of an unscaled screen."""

HANDLE = 3.5
"""Half the side of a handle, logical pixels."""

REACH = 9.0
"""Half the width of the cross at a point that is being placed; its middle is left open."""

_DARK = QColor(0, 0, 0, 215)


@dataclass(frozen=True, slots=True)
class Draft:
    """A figure that is being drawn.

    Attributes
    ----------
    kind, points
        What it will be, and the points so far; the last one follows the pointer.
    whole
        What its label speaks of already, None while points are missing.
    """

    kind: Kind
    points: tuple[Point, ...]
    whole: Annotation | None = None


@dataclass(slots=True)
class _Still:
    """What was painted last, and its picture once it was painted twice."""

    placed: tuple[Placed, ...]
    key: tuple[object, ...]
    image: QImage | None = None
    corner: QPointF = field(default_factory=QPointF)


class AnnotationLayer:
    """Paints the annotations of a frame in one view.

    Attributes
    ----------
    draft
        What is being drawn in this view.
    grabbed
        Id of the annotation and number of the handle that is being dragged in this view.
    """

    def __init__(self, notebook: Notebook, readings: Readings, font: QFont) -> None:
        self._notebook, self._readings = notebook, readings
        self._font = QFont(font)
        self._font.setPointSizeF(font.pointSizeF() * 1.05)
        self._font.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, 0.5)  # keeps the rims of the letters apart
        self._words = OutlinedText()
        # The magnifier shows another scene in the same moment: each has its own memory.
        self._placed: dict[bool, tuple[object, tuple[Placed, ...]]] = {}
        self._still: _Still | None = None
        self.draft: Draft | None = None
        self.grabbed: tuple[str, int] | None = None

    def placed(self, scene: Scene) -> tuple[Placed, ...]:
        """Every annotation of the frame as it stands in the view, in the order of drawing."""
        radiograph = scene.picture.radiograph
        shown = self._notebook.shown(radiograph, scene.picture.frame)
        if not shown:
            return ()
        scale = self._notebook.scale(radiograph)
        readings = tuple(self._readings.of(each, radiograph, scale) for each in shown)
        key = (scene.picture, scene.placement, scene.turn, scene.area, shown, scale, readings)
        kept = self._placed.get(scene.magnified)
        if kept is None or kept[0] != key:
            drawn = [
                (each, figure_of(each, scene, scale), reading) for each, reading in zip(shown, readings, strict=True)
            ]
            kept = self._placed[scene.magnified] = key, place(scene, drawn, QFontMetricsF(self._font))
        return kept[1]

    # ----------------------------------------------------------------------------------- painting

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Figures first, then labels, then what is being drawn."""
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        placed = self.placed(scene)
        if placed:
            self._paint_still(painter, scene, placed)
        if scene.active:
            self._paint_draft(painter, scene)
        painter.restore()

    def _paint_still(self, painter: QPainter, scene: Scene, placed: tuple[Placed, ...]) -> None:
        """What stands still, such as while the window is dragged, is painted once and then only copied."""
        key = (self._notebook.selected, self.grabbed, scene.active, scene.ratio, scene.magnified)
        before, self._still = self._still, _Still(placed, key)
        if before is None or before.placed is not placed or before.key != key:
            self._paint_all(painter, scene, placed)
            return
        self._still = before
        area = _reach(placed) & scene.area
        if area.isEmpty():
            return
        if before.image is None:
            before.image = QImage((area.size() * scene.ratio).toSize(), QImage.Format.Format_ARGB32_Premultiplied)
            before.corner = area.topLeft()
            before.image.setDevicePixelRatio(scene.ratio)
            before.image.fill(Qt.GlobalColor.transparent)
            onto = QPainter(before.image)
            onto.setRenderHint(QPainter.RenderHint.Antialiasing)
            onto.translate(-area.topLeft())
            self._paint_all(onto, scene, placed)
            onto.end()
        painter.drawImage(before.corner, before.image)

    def _paint_all(self, painter: QPainter, scene: Scene, placed: tuple[Placed, ...]) -> None:
        for each in placed:
            self._paint_figure(painter, scene, each)
        for each in placed:
            if each.label is not None and not scene.magnified:
                self._paint_label(painter, scene, each.label, self._colour(each.annotation, scene))

    def _colour(self, annotation: Annotation, scene: Scene) -> str:
        selected = annotation.id == self._notebook.selected and scene.active
        return FILM.active if selected else FILM.drawn

    def _paint_figure(self, painter: QPainter, scene: Scene, each: Placed) -> None:
        colour = self._colour(each.annotation, scene)
        _draw(painter, each.figure, colour, scene.ratio)
        held = self.grabbed[1] if self.grabbed is not None and self.grabbed[0] == each.annotation.id else None
        if held is not None and 0 <= held < len(each.figure.handles):
            _cross(painter, each.figure.handles[held], colour, scene.ratio)
        elif colour == FILM.active and each.annotation.kind is not Kind.TEXT:
            for handle in each.figure.handles:
                _square(painter, handle, colour, scene.ratio)

    def _paint_label(self, painter: QPainter, scene: Scene, label: Label, colour: str) -> None:
        if label.leash is not None:
            path = QPainterPath(label.leash.p1())
            path.lineTo(label.leash.p2())
            _draw(painter, Figure(faint=path), colour, scene.ratio)
        y, height = label.box.top(), label.box.height() / len(label.lines)
        for line in label.lines:
            tone = FILM.caution if line.is_caution else colour
            self._words.draw(painter, QPointF(label.box.left(), y), line.text, self._font, tone)
            y += height

    def _paint_draft(self, painter: QPainter, scene: Scene) -> None:
        draft, radiograph = self.draft, scene.picture.radiograph
        if draft is None or not draft.points:
            return
        scale, onto = self._notebook.scale(radiograph), onto_view(scene)
        if draft.kind is Kind.FREEHAND and draft.whole is None:
            figure = _open_outline(draft.points, scene)
        else:
            figure = sketch(draft.kind, draft.points, onto, scale)
        _draw(painter, figure, FILM.active, scene.ratio)
        for point in draft.points if draft.kind is not Kind.FREEHAND else ():
            _cross(painter, onto.map(QPointF(*point)), FILM.active, scene.ratio)
        if draft.whole is not None:
            reading = self._readings.of(draft.whole, radiograph, scale)
            placed = place(scene, [(draft.whole, figure, reading)], QFontMetricsF(self._font))
            if placed[0].label is not None:
                self._paint_label(painter, scene, placed[0].label, FILM.active)


def _reach(placed: tuple[Placed, ...]) -> QRectF:
    """All that is painted of some annotations, on whole logical pixels."""
    box = QRectF()
    for each in placed:
        box |= each.figure.bounds.adjusted(-REACH, -REACH, REACH, REACH)
        if each.label is not None:
            box |= each.label.box
    return QRectF(box.toAlignedRect())


def _open_outline(points: tuple[Point, ...], scene: Scene) -> Figure:
    onto, path = onto_view(scene), QPainterPath()
    places = [onto.map(QPointF(*point)) for point in points]
    path.moveTo(places[0])
    for at in places[1:]:
        path.lineTo(at)
    return Figure(path, anchor=places[-1])


def _draw(painter: QPainter, figure: Figure, colour: str, ratio: float) -> None:
    """The rim of everything first, so that no rim lies on a line."""
    width = _device_width(LINE, ratio)
    rim = QPen(
        _DARK, _device_width(RIM, ratio), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin
    )
    bright = QPen(QColor(colour), width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    dashed = QPen(bright)
    dashed.setCapStyle(Qt.PenCapStyle.FlatCap)
    dashed.setDashPattern([4, 3])
    for path in (figure.lines, figure.faint, figure.filled):
        painter.strokePath(path, rim)
    painter.strokePath(figure.lines, bright)
    painter.strokePath(figure.faint, dashed)
    painter.fillPath(figure.filled, QColor(colour))


def _device_width(width: float, ratio: float) -> float:
    """A width in logical pixels that is so many device pixels, somewhat more on a finer screen."""
    return width * max(1.0, 0.8 * ratio) / ratio


def _square(painter: QPainter, at: QPointF, colour: str, ratio: float) -> None:
    box = QRectF(at.x() - HANDLE, at.y() - HANDLE, 2 * HANDLE, 2 * HANDLE)
    path = QPainterPath()
    path.addRect(box)
    _draw(painter, Figure(path), colour, ratio)


def _cross(painter: QPainter, at: QPointF, colour: str, ratio: float) -> None:
    """Its middle is open: the pixel that is pointed at stays in sight."""
    path = QPainterPath()
    for way in (QPointF(1, 0), QPointF(-1, 0), QPointF(0, 1), QPointF(0, -1)):
        path.moveTo(at + way * 3)
        path.lineTo(at + way * REACH)
    _draw(painter, Figure(path), colour, ratio)
