"""The lens shows what lies under the pointer, enlarged from the film's own samples, seen as the view sees it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QPainter

from xraydesk.core.radiograph import Radiograph, Window
from xraydesk.ui.view.film_layer import FilmLayer
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.magnifier import LEAST, MOST, LensLayer
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import prepare
from xraydesk.ui.view.scene import Scene

MakeScene = Callable[..., Scene]
Paint = Callable[..., np.ndarray]


def _lens(scene: Scene, factor: float, x: float, y: float) -> Scene:
    return replace(scene, lens=factor, pointer=QPointF(x, y))


def _layer() -> LensLayer:
    return LensLayer(lambda: (), QFont())


def test_without_a_lens_or_a_pointer_nothing_is_painted(picture: Any, scene: MakeScene, paint: Paint) -> None:
    seen = scene(picture())
    assert paint(_lens(seen, 0.0, 200, 200), _layer(), ground=33).max() == 33
    assert paint(replace(seen, lens=2.0), _layer(), ground=33).max() == 33


@pytest.mark.parametrize("turn", [Turn(), Turn(1), Turn(2, mirrored=True)], ids=str)
@pytest.mark.parametrize("inverted", [False, True])
def test_the_lens_shows_what_the_view_shows_at_that_zoom(
    film: Callable[..., Radiograph], scene: MakeScene, paint: Paint, turn: Turn, inverted: bool
) -> None:
    noise = np.random.default_rng(5).integers(0, 4095, (1, 300, 240)).astype(np.uint16)
    prepared = prepare(film(samples=noise))
    seen = scene(prepared, turn=turn, zoom=1.0, voi=Window(1800, 2500), inverted=inverted)
    lens = paint(_lens(seen, 3.0, 200, 200), FilmLayer(), _layer())
    enlarged = replace(seen, placement=seen.placement.zoomed(3.0))
    np.testing.assert_allclose(lens[170:230, 170:230], paint(enlarged, FilmLayer())[170:230, 170:230], atol=2)


def test_the_lens_is_sharp_where_the_view_is_not(
    film: Callable[..., Radiograph], scene: MakeScene, paint: Paint
) -> None:
    lines = np.zeros((1, 1200, 1200), np.uint16)
    lines[:, :, ::3] = 4000
    seen = scene(prepare(film(samples=lines)), voi=Window(2000, 4000))
    contrast = {}
    for factor in (0.0, 2.0):
        row = paint(_lens(seen, factor, 200, 200), FilmLayer(), _layer())[200, 180:220, 0]
        contrast[factor] = row.std()
    assert contrast[2.0] > 1.5 * contrast[0.0]


@pytest.mark.parametrize("ratio", [1.0, 1.25, 2.0])
def test_the_lens_follows_the_pointer_to_the_edge(picture: Any, scene: MakeScene, paint: Paint, ratio: float) -> None:
    seen = scene(picture(), ratio=ratio)
    for x, y in ((200, 200), (60, 70), (398, 200)):
        painted = paint(_lens(seen, 2.0, x, y), _layer(), ground=255)
        place = int(y * ratio), int(min(x, 399) * ratio)
        film = paint(seen, FilmLayer())
        if 50 < x < 350:
            assert abs(int(painted[place][0]) - int(film[place][0])) <= 4  # the point under the pointer stays there
        else:
            assert painted[place][0] < 255


def test_what_is_drawn_on_the_film_is_enlarged_with_it(picture: Any, scene: MakeScene, paint: Paint) -> None:
    class Square:
        def paint(self, painter: QPainter, inside: Scene) -> None:
            painter.fillRect(inside.transform.mapRect(_box(115, 145, 10, 10)), QColor(255, 0, 0))

    seen = scene(picture(), zoom=1.0)
    lens = LensLayer(lambda: (Square(),), QFont())
    red = paint(_lens(seen, 4.0, 200, 200), lens)
    assert (red[..., 0] - red[..., 1] > 100).sum() == pytest.approx(40 * 40, rel=0.1)


def _box(x: float, y: float, width: float, height: float) -> Any:
    from PySide6.QtCore import QRectF

    return QRectF(x, y, width, height)


def test_the_wheel_changes_how_much_the_lens_enlarges(qtbot: Any, view: ImageView, mouse: Any) -> None:
    view.set_tool("magnifier")
    mouse(view).move(200, 200)
    assert view.scene().lens == 2.0
    with qtbot.assertNotEmitted(view.step):
        mouse(view).wheel(1)
        assert view.scene().lens == 2.5
        mouse(view).wheel(30)
        assert view.scene().lens == MOST
        mouse(view).wheel(-60)
        assert view.scene().lens == LEAST
    view.set_tool("window")
    assert view.scene().lens == 0


def test_the_lens_is_there_while_the_pointer_is(view: ImageView, mouse: Any, pixels: Any) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtWidgets import QApplication

    before = pixels(view)
    view.set_tool("magnifier")
    mouse(view).move(200, 200)
    assert not np.array_equal(pixels(view), before)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert np.array_equal(pixels(view), before)
