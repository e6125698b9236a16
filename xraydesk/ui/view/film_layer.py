"""Paints the film: stored samples at screen resolution, then the grey table, only for what is visible.

While the zoom changes, the nearest reduced copy is stretched; once it rests, the film is resampled once for
exactly this zoom and then shown sample by pixel, so window and pan cost one table look-up and stay sharp.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from xraydesk.ui.view.cuts import Cut, Sheet, from_level, from_sheet, resampled, sheet_of
from xraydesk.ui.view.darkroom import Darkroom, to_image
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.placement import Placement
from xraydesk.ui.view.scene import Scene, device_pixels

__all__ = ["FilmLayer", "sheet_of", "to_image"]


class FilmLayer:
    """Paints one picture quickly; the result of every step is kept until its input changes.

    Parameters
    ----------
    at_once
        Resample at every painting instead of when the zoom rests: for views as small as a lens.
    """

    def __init__(self, *, at_once: bool = False) -> None:
        self._at_once = at_once
        self._darkroom = Darkroom()
        self._sheet: Sheet | None = None
        self._image: tuple[object, QImage, QRectF] | None = None

    def is_sharp(self, picture: Picture, turn: Turn, placement: Placement) -> bool:
        """Whether nothing is left to gain from `sharpening`."""
        return placement.zoom >= 1 or (self._sheet is not None and self._sheet.serves(picture, turn, placement))

    def sharpening(self, picture: Picture, turn: Turn, placement: Placement) -> Callable[[], Sheet] | None:
        """The work of resampling a film for exactly this zoom, for any thread; None if nothing is to be gained."""
        return None if self.is_sharp(picture, turn, placement) else partial(sheet_of, picture, turn, placement)

    def accept(self, sheet: Sheet) -> None:
        """Paint with a sheet from now on, wherever it serves."""
        self._sheet, self._image = sheet, None

    def forget(self) -> None:
        """Let go of the film."""
        self._sheet = self._image = None
        self._darkroom.forget()

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the film."""
        key = (scene.picture, scene.turn, scene.placement, scene.voi, scene.inverted, scene.colours)
        if self._image is None or self._image[0] != key:
            cut = self._cut(scene)
            image = self._darkroom.develop(scene.picture, cut.samples, scene.voi, scene.inverted, scene.colours)
            self._image = (key, image, QRectF(*cut.target))
        _, image, target = self._image
        with device_pixels(painter, scene.ratio):
            # At 1:1 a sample is a pixel; smoothing there would cost time and nothing else.
            smooth = scene.placement.zoom < 1 or (scene.placement.zoom > 1 and scene.is_smooth)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
            painter.drawImage(target, image, QRectF(image.rect()))

    def _cut(self, scene: Scene) -> Cut:
        picture, turn, placement = scene.picture, scene.turn, scene.placement
        if self._sheet is not None and self._sheet.serves(picture, turn, placement):
            return from_sheet(self._sheet, placement)
        if self._at_once and placement.zoom < 1:
            return resampled(picture, turn, placement)
        return from_level(picture, turn, placement)
