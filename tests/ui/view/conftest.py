"""A view to take into one's hands, and a sheet of pixels to paint layers on at any scaling of the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.placement import Placement
from xraydesk.ui.view.scene import Layer, Scene


def array_of(image: QImage) -> np.ndarray:
    """``(H, W, 3)`` int."""
    image = image.convertToFormat(QImage.Format.Format_RGB888)
    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), -1)
    return rows[:, : 3 * image.width()].reshape(image.height(), -1, 3).astype(int)


@pytest.fixture
def view(qtbot: Any, picture: Callable[..., Picture]) -> Iterator[ImageView]:
    """A view of 400 by 400 with a film in it and no texts."""
    lanes = Lanes()
    made = ImageView(lanes)
    qtbot.addWidget(made)
    made.resize(400, 400)
    made.set_amount(Amount.NONE)
    made.show()
    made.show_picture(picture())
    yield made
    made.show_picture(None)
    lanes.close()


@pytest.fixture
def pixels() -> Callable[[ImageView], np.ndarray]:
    """What a view paints, ``(H, W)`` int."""
    return lambda view: array_of(view.grab().toImage())[..., 0]


@pytest.fixture
def colours() -> Callable[[ImageView], np.ndarray]:
    """What a view paints, ``(H, W, 3)`` int."""
    return lambda view: array_of(view.grab().toImage())


@pytest.fixture
def scene() -> Callable[..., Scene]:
    """Makes the scene of a fitted picture in a square view, of 400 by 400 logical pixels unless told."""

    def make(
        picture: Picture,
        *,
        ratio: float = 1.0,
        zoom: float = 0.0,
        turn: Turn | None = None,
        size: int = 400,
        **changes: Any,
    ) -> Scene:
        turn = turn or Turn()
        rows, columns = picture.radiograph.shape
        aspect = picture.radiograph.pixel_aspect
        if turn.swaps_axes:
            rows, columns, aspect = columns, rows, 1 / aspect
        side = round(size * ratio)
        placement = Placement.fitted((rows, columns), (side, side), aspect)
        if zoom:
            placement = placement.zoomed(zoom / placement.zoom)
        values = {"placement": placement, "voi": picture.voi} | changes
        return Scene(picture, turn=turn, area=QRectF(0, 0, size, size), ratio=ratio, **values)

    return make


@pytest.fixture
def paint(qapp: Any) -> Callable[..., np.ndarray]:
    """Paints layers into as many device pixels as a scene's view has: ``(H, W, 3)`` int, on one grey or on black."""

    def painted(scene: Scene, *layers: Layer, ground: int = 0, shift: float = 0.0) -> np.ndarray:
        image = QImage(*scene.placement.view, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(scene.ratio)
        image.fill(0xFF000000 | ground * 0x010101)
        painter = QPainter(image)
        painter.translate(shift, shift)
        painter.setPen(Qt.PenStyle.NoPen)
        for layer in layers:
            layer.paint(painter, scene)
        painter.end()
        return array_of(image)

    return painted
