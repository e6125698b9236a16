"""The film on the pixels of the screen: exact at 1:1, smooth or as it is above, at every scaling of the desktop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from xraydesk.core.radiograph import Radiograph, Rescale, VoiFunction, Window
from xraydesk.imaging.colours import FILM_COLOURS, film_table
from xraydesk.imaging.display import View, render
from xraydesk.ui.view.cuts import sheet_of
from xraydesk.ui.view.film_layer import FilmLayer
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import prepare
from xraydesk.ui.view.placement import Placement
from xraydesk.ui.view.scene import Scene

Film = Callable[..., Radiograph]
MakeScene = Callable[..., Scene]
Paint = Callable[..., np.ndarray]
RATIOS = [1.0, 1.25, 1.5, 2.0]
FULL = Window(2047.5, 4095, VoiFunction.LINEAR_EXACT)


def _checkers(film: Film, side: int = 200) -> Radiograph:
    """Black and white pixels in turn: the least shift or blur makes them grey."""
    return film(samples=(np.indices((side, side)).sum(0) % 2 * 4095).astype(np.uint16)[None])


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("shift", [0.0, 0.3, 10.1])
@pytest.mark.parametrize("pan", [(0.0, 0.0), (0.37, -11.61)])
def test_at_one_to_one_a_sample_is_a_pixel_of_the_screen(
    film: Film, scene: MakeScene, paint: Paint, ratio: float, shift: float, pan: tuple[float, float]
) -> None:
    seen = scene(prepare(_checkers(film)), ratio=ratio, zoom=1.0, voi=FULL)
    seen = replace(seen, placement=seen.placement.panned(*pan))
    painted = paint(seen, FilmLayer(), ground=0, shift=shift)[..., 0]
    left, top = (edge + round(shift * ratio) for edge in seen.placement.corner)
    np.testing.assert_array_equal(
        painted[top : top + 150, left : left + 150], render(seen.picture.radiograph, View(FULL))[:150, :150]
    )


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("zoom", [2.0, 3.0, 5.0])
def test_pixels_as_they_are_are_squares_of_one_grey(
    film: Film, scene: MakeScene, paint: Paint, ratio: float, zoom: float
) -> None:
    seen = scene(prepare(_checkers(film)), ratio=ratio, zoom=zoom, voi=FULL, is_smooth=False)
    painted = paint(seen, FilmLayer(), shift=0.3)[..., 0]
    assert set(np.unique(painted)) == {0, 255}
    line = painted[len(painted) // 2]
    lengths = np.diff(np.flatnonzero(np.diff(line)))
    assert set(lengths) == {int(zoom)}


@pytest.mark.parametrize("ratio", RATIOS)
def test_smooth_pixels_run_into_each_other_without_moving(
    film: Film, scene: MakeScene, paint: Paint, ratio: float
) -> None:
    seen = scene(prepare(_checkers(film)), ratio=ratio, zoom=4.0, voi=FULL)
    smooth = paint(seen, FilmLayer())[..., 0]
    plain = paint(replace(seen, is_smooth=False), FilmLayer())[..., 0]
    assert len(np.unique(smooth)) > 5
    assert abs(smooth.mean() - plain.mean()) < 3
    middles = slice(100, 300)
    assert np.corrcoef(smooth[middles, middles].ravel(), plain[middles, middles].ravel())[0, 1] > 0.7


def test_smooth_or_not_changes_nothing_where_nothing_is_enlarged(film: Film, scene: MakeScene, paint: Paint) -> None:
    for zoom in (0.7, 1.0):
        seen = scene(prepare(_checkers(film)), zoom=zoom, voi=FULL)
        np.testing.assert_array_equal(paint(seen, FilmLayer()), paint(replace(seen, is_smooth=False), FilmLayer()))


@pytest.mark.parametrize("ratio", RATIOS)
@pytest.mark.parametrize("turn", [Turn(), Turn(1), Turn(3, mirrored=True)], ids=str)
def test_a_film_made_smaller_has_no_false_lines(
    film: Film, scene: MakeScene, paint: Paint, ratio: float, turn: Turn
) -> None:
    seen = scene(prepare(_checkers(film, 1500)), ratio=ratio, turn=turn, voi=FULL)
    layer = FilmLayer()
    layer.accept(sheet_of(seen.picture, seen.turn, seen.placement))
    painted = paint(seen, layer)[20:-20, 20:-20, 0]
    assert painted.min() > 110
    assert painted.max() < 145


@pytest.mark.parametrize("colours", [each.name for each in FILM_COLOURS])
@pytest.mark.parametrize("inverted", [False, True])
def test_colours_stand_for_grey_levels(
    film: Film, scene: MakeScene, paint: Paint, colours: str, inverted: bool
) -> None:
    seen = scene(prepare(film()), zoom=1.0, voi=FULL, colours=colours, inverted=inverted)
    painted = paint(seen, FilmLayer())
    left, top = seen.placement.corner
    grey = render(seen.picture.radiograph, View(FULL, invert=inverted))
    np.testing.assert_array_equal(painted[top : top + 300, left : left + 240], film_table(colours)[grey])


def test_samples_without_a_table_are_coloured_too(film: Film, scene: MakeScene, paint: Paint) -> None:
    floats = film(samples=np.linspace(0, 4095, 300 * 240, dtype=np.float32).reshape(1, 300, 240))
    painted = paint(scene(prepare(floats), zoom=1.0, voi=FULL, colours="viridis"), FilmLayer())
    assert tuple(painted[200, 200]) in {tuple(colour) for colour in film_table("viridis").astype(int)}


@pytest.mark.parametrize("photometric_inverted", [False, True])
@pytest.mark.parametrize("reader_inverted", [False, True])
@pytest.mark.parametrize("kind", ["uint16", "int16", "float32", "int32"])
def test_padding_is_black_in_both_polarities(
    film: Film, scene: MakeScene, paint: Paint, photometric_inverted: bool, reader_inverted: bool, kind: str
) -> None:
    padding = -2000 if kind == "int16" else 4000
    samples = np.full((1, 100, 100), 1000, kind)
    samples[:, :30] = padding
    radiograph = film(samples=samples, padding=(padding, padding), inverted=photometric_inverted)
    seen = scene(prepare(radiograph), zoom=1.0, voi=Window(1200, 3000), inverted=reader_inverted)
    painted = paint(seen, FilmLayer(), ground=50)[..., 0]
    left, top = seen.placement.corner
    assert painted[top : top + 30, left : left + 100].max() == 0
    assert painted[top + 40 : top + 100, left : left + 100].min() > 40


def test_a_file_that_calls_everything_padding_is_not_believed(film: Film, scene: MakeScene, paint: Paint) -> None:
    seen = scene(prepare(film(padding=(0, 4095))), zoom=1.0)
    assert paint(seen, FilmLayer()).max() > 150


def test_what_a_rescale_turns_round_is_shown_turned_round(film: Film, scene: MakeScene, paint: Paint) -> None:
    plain = scene(prepare(film()), zoom=1.0, voi=FULL)
    turned = scene(prepare(film(modality_lut=Rescale(-1.0, 4095.0))), zoom=1.0, voi=FULL)
    left, top = plain.placement.corner
    inside = np.s_[top : top + 300, left : left + 240]
    np.testing.assert_allclose(paint(plain, FilmLayer())[inside], 255 - paint(turned, FilmLayer())[inside], atol=1)


def test_a_view_larger_or_smaller_than_the_film_is_filled_to_its_edges(
    film: Film, scene: MakeScene, paint: Paint
) -> None:
    white = prepare(film(samples=np.full((1, 100, 100), 4095, np.uint16)))
    for zoom in (0.5, 1.0, 3.3, 20.0):
        seen = scene(white, zoom=zoom, voi=FULL)
        painted = paint(seen, FilmLayer())[..., 0]
        lit = min(400, round(100 * zoom))
        assert abs((painted[200] > 250).sum() - lit) <= 1
        assert abs((painted[:, 200] > 250).sum() - lit) <= 1


def test_the_film_far_off_the_view_paints_nothing_and_fails_nowhere(film: Film, scene: MakeScene, paint: Paint) -> None:
    seen = scene(prepare(film()), zoom=0.2)
    away = replace(seen, placement=Placement((300, 240), (400, 400), zoom=0.2, centre=(9000.0, 9000.0), fits=False))
    layer = FilmLayer()
    assert paint(away, layer).max() == 0
    layer.accept(sheet_of(away.picture, away.turn, away.placement))
    assert paint(away, layer).max() == 0
    assert paint(away, FilmLayer(at_once=True)).max() == 0
