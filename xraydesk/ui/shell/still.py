"""A view's scene painted anew away from the screen: at another resolution, and of a chosen part of the film."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.film_layer import FilmLayer, sheet_of
from xraydesk.ui.view.graphics_layer import GraphicsLayer
from xraydesk.ui.view.heatmap_layer import HeatmapLayer
from xraydesk.ui.view.placement import Placement
from xraydesk.ui.view.scene import Layer, Scene

Part = tuple[float, float, float, float]
"""Left, top, right and bottom in picture coordinates as shown (turned), pixel corners at integers."""


def at_rest(scene: Scene) -> Scene:
    """The scene without what belongs to the moment: pointer, keyboard, banner."""
    return replace(scene, pointer=None, focused=False, active=False, banner="")


def enlarged(scene: Scene, scale: float) -> Scene:
    """The same scene with more device pixels: everything keeps its place and its proportions."""
    placement = scene.placement
    width, height = (max(1, round(side * scale)) for side in placement.view)
    zoom = placement.zoom * width / placement.view[0]
    return replace(
        scene,
        placement=replace(placement, view=(width, height), zoom=zoom, fits=False),
        ratio=scene.ratio * width / placement.view[0],
    )


def visible_part(placement: Placement) -> Part:
    """The part of the film that lies in the view."""
    left, top = placement.to_picture(0, 0)
    right, bottom = placement.to_picture(*placement.view)
    rows, columns = placement.shape
    return max(left, 0.0), max(top, 0.0), min(right, float(columns)), min(bottom, float(rows))


def whole_film(placement: Placement) -> Part:
    """All of it."""
    rows, columns = placement.shape
    return 0.0, 0.0, float(columns), float(rows)


def framed(scene: Scene, part: Part, room: tuple[float, float], resolution: float) -> Scene:
    """A scene that shows exactly a part of the film, as large as a room allows.

    Parameters
    ----------
    part
        What is shown.
    room
        Width and height at most, logical pixels (1/96 inch): words and lines have their usual size in it.
    resolution
        Device pixels per logical pixel.
    """
    left, top, right, bottom = part
    aspect = scene.placement.aspect
    width, height = max(right - left, 1e-6), max((bottom - top) * aspect, 1e-6)
    zoom = min(room[0] / width, room[1] / height) * resolution
    view = max(1, round(width * zoom)), max(1, round(height * zoom))
    placement = replace(
        scene.placement, view=view, zoom=zoom, centre=((left + right) / 2, (top + bottom) / 2), fits=False
    )
    area = QRectF(0, 0, view[0] / resolution, view[1] / resolution)
    return replace(scene, placement=placement, area=area, ratio=resolution)


def film_image(scene: Scene) -> QImage:
    """Film, overlays and heatmap of a scene; for any thread.

    Returns
    -------
    As many pixels as the placement's view, with the scene's ratio as device pixel ratio.
    """
    image = QImage(*scene.placement.view, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(scene.ratio)
    image.fill(QColor(FILM.black))
    film = FilmLayer()
    if scene.placement.zoom < 1:
        film.accept(sheet_of(scene.picture, scene.turn, scene.placement))
    _paint(image, scene, (film, GraphicsLayer(), HeatmapLayer()))
    return image


def write_over(image: QImage, scene: Scene, layers: Iterable[Layer]) -> None:
    """Paint what a view's own layers draw and write over the film; on the UI thread, since the layers belong to it."""
    _paint(image, scene, layers)


def _paint(image: QImage, scene: Scene, layers: Iterable[Layer]) -> None:
    painter = QPainter(image)
    for layer in layers:
        painter.save()
        layer.paint(painter, scene)
        painter.restore()
    painter.end()
