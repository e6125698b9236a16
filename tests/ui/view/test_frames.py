"""Films of several frames: the wheel goes through the frames and then on, a cine runs, every frame is the right one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from xraydesk.core.radiograph import Radiograph, Window
from xraydesk.ui.view import frames as frames_module
from xraydesk.ui.view.adjustable_view import Adjustment
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.heatmap import Heatmap
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture, prepare
from xraydesk.ui.view.tools import Tool, Touch
from xraydesk.ui.view.view_texts import running_lines

STEPS = 700


@pytest.fixture
def running(film: Callable[..., Radiograph]) -> Picture:
    """Five frames, each of one grey value of its own."""
    levels = np.arange(5, dtype=np.uint16)[:, None, None] * STEPS
    return prepare(film(samples=np.broadcast_to(levels, (5, 64, 64)).copy(), voi=(Window(2048, 4096),)))


def _show(qtbot: Any, view: ImageView, frame: int) -> None:
    view.frames.show(frame)
    _await(qtbot, view, frame)


def _await(qtbot: Any, view: ImageView, frame: int) -> None:
    qtbot.waitUntil(lambda: view.picture is not None and view.picture.frame == frame)


def test_the_wheel_goes_through_the_frames_and_then_on_to_the_next_image(
    qtbot: Any, view: ImageView, running: Picture, mouse: Any
) -> None:
    steps: list[int] = []
    view.step.connect(steps.append)
    view.show_picture(running)
    for _ in range(4):
        mouse(view).wheel(-1)
    _await(qtbot, view, 4)
    assert steps == []
    mouse(view).wheel(-1)
    assert steps == [1]
    for _ in range(4):
        mouse(view).wheel(1)
    mouse(view).wheel(1)
    assert steps == [1, -1]


def test_a_fast_wheel_stops_at_the_last_frame(qtbot: Any, view: ImageView, running: Picture, mouse: Any) -> None:
    view.show_picture(running)
    with qtbot.assertNotEmitted(view.step):
        mouse(view).wheel(-9)
    _await(qtbot, view, 4)


def test_a_frame_is_painted_with_its_own_values(
    qtbot: Any, view: ImageView, running: Picture, pixels: Callable[[ImageView], np.ndarray], mouse: Any
) -> None:
    view.show_picture(running)
    greys = []
    for frame in range(5):
        _show(qtbot, view, frame)
        greys.append(pixels(view)[200, 200])
    expected = [round(frame * STEPS / 4095 * 255) for frame in range(5)]
    assert greys == pytest.approx(expected, abs=1)
    view.set_amount(Amount.ALL)
    mouse(view).move(200, 200)
    lines = [text for text, _ in running_lines(view.scene())]
    assert lines[0] == "Frame 5 / 5"
    assert lines[1].startswith(f"{4 * STEPS} ")


def test_frames_that_come_late_are_shown_in_order_and_the_last_wish_wins(
    qtbot: Any, view: ImageView, running: Picture, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    shown: list[int] = []

    def slow(radiograph: Radiograph, frame: int) -> Picture:
        assert gate.wait(10)
        return prepare(radiograph, frame)

    monkeypatch.setattr(frames_module, "prepare", slow)
    view.show_picture(running)
    view.picture_changed.connect(lambda: shown.extend([view.picture.frame] if view.picture else []))
    for frame in (1, 2, 4, 3):
        view.frames.show(frame)
    assert view.picture.frame == 0
    assert view.frames.wanted == 3
    gate.set()
    _await(qtbot, view, 3)
    assert shown == [1, 3]  # the one that was under way, then the last wish; nothing was made in vain


def test_a_frame_of_the_film_before_never_arrives(
    qtbot: Any, view: ImageView, running: Picture, picture: Callable[..., Picture], monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = threading.Event()
    made: list[int] = []

    def slow(radiograph: Radiograph, frame: int) -> Picture:
        assert gate.wait(10)
        made.append(frame)
        return prepare(radiograph, frame)

    monkeypatch.setattr(frames_module, "prepare", slow)
    view.show_picture(running)
    view.frames.show(2)
    other = picture("other.dcm")
    view.show_picture(other)
    gate.set()
    qtbot.waitUntil(lambda: view.film.is_sharp(view.picture, view.turn, view.placement))
    assert view.picture is other


def test_window_turn_zoom_and_place_stay_from_frame_to_frame(qtbot: Any, view: ImageView, running: Picture) -> None:
    view.show_picture(running)
    view.set_voi(Window(900, 300))
    view.set_turn(Turn(1))
    view.set_inverted(True)
    view.zoom_by(1.7)
    before = (view.voi, view.turn, view.inverted, view.placement)
    _show(qtbot, view, 3)
    assert (view.voi, view.turn, view.inverted, view.placement) == before


def test_a_frame_arrives_sharp(qtbot: Any, view: ImageView, film: Callable[..., Radiograph]) -> None:
    view.show_picture(prepare(film(samples=np.random.default_rng(3).integers(0, 4095, (3, 900, 800)).astype("u2"))))
    _show(qtbot, view, 2)
    assert view.film.is_sharp(view.picture, view.turn, view.placement)


def test_how_a_film_was_left_brings_back_the_frame(qtbot: Any, view: ImageView, running: Picture) -> None:
    view.show_picture(running)
    _show(qtbot, view, 3)
    view.set_colours("viridis")
    left = view.adjustment
    assert left == Adjustment(running.voi, colours="viridis", frame=3)
    view.show_picture(running)
    assert view.adjustment == Adjustment(running.voi)
    view.adjust(left)
    _await(qtbot, view, 3)
    assert view.colours == "viridis"


def test_a_film_that_plays_goes_round_and_stops_when_it_is_told_or_turned_by_hand(
    qtbot: Any, view: ImageView, running: Picture, mouse: Any
) -> None:
    view.show_picture(running)
    view.frames.set_rate(60)
    seen: list[int] = []
    view.picture_changed.connect(lambda: seen.extend([view.picture.frame] if view.picture else []))
    with qtbot.waitSignal(view.frames.played):
        view.frames.play()
    qtbot.waitUntil(lambda: seen[:6] == [1, 2, 3, 4, 0, 1])
    view.set_amount(Amount.ALL)
    assert "60 per second" in running_lines(view.scene())[0][0]
    view.frames.stop()
    assert not view.frames.is_playing
    view.frames.play()
    mouse(view).wheel(-1)
    assert not view.frames.is_playing
    assert view.scene().rate == 0


def test_a_film_stops_playing_when_another_takes_its_place_or_it_is_not_seen(
    qtbot: Any, view: ImageView, running: Picture, picture: Callable[..., Picture]
) -> None:
    view.show_picture(running)
    view.frames.play()
    view.show_picture(picture())
    assert not view.frames.is_playing
    view.frames.play()  # one frame: nothing to play
    assert not view.frames.is_playing
    view.show_picture(running)
    view.frames.set_rate(60)
    view.frames.play()
    view.hide()
    qtbot.waitUntil(lambda: not view.frames.is_playing)


def test_the_heatmap_lies_on_the_frame_that_was_scored_and_the_words_say_so(
    qtbot: Any, view: ImageView, running: Picture, colours: Callable[[ImageView], np.ndarray]
) -> None:
    view.show_picture(running)
    view.show_heatmap(Heatmap("pneumonia", np.full((8, 8), 4.0, np.float32), 4.0))
    assert np.ptp(colours(view)[200, 200]) > 20
    _show(qtbot, view, 1)
    assert np.ptp(colours(view)[200, 200]) == 0
    assert "AI read frame 1 only" in [text for text, _ in running_lines(view.scene())]


def test_dragging_goes_on_from_frame_to_frame_but_a_figure_is_dropped(
    qtbot: Any, view: ImageView, running: Picture, mouse: Any
) -> None:
    from PySide6.QtCore import QEvent, Qt

    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    view.show_picture(running)
    view.set_tool("scroll")
    hand = mouse(view)
    hand.send(QEvent.Type.MouseButtonPress, 200, 100, left, left)
    for frame in (1, 2):
        hand.send(QEvent.Type.MouseMove, 200, 100 + 40 * frame, none, left)
        _await(qtbot, view, frame)
    hand.send(QEvent.Type.MouseButtonRelease, 200, 180, left, none)

    class Figure(Tool):
        name = "figure"
        dropped = 0

        def cancel(self) -> None:
            self.dropped += 1

        def move(self, touch: Touch) -> None:
            raise AssertionError("it was dropped")

    figure = Figure(view)
    view.add_tool(figure)
    view.set_tool("figure")
    hand.send(QEvent.Type.MouseButtonPress, 200, 100, left, left)
    _show(qtbot, view, 4)
    assert figure.dropped >= 1
    hand.send(QEvent.Type.MouseMove, 210, 110, none, left)


def test_frames_are_kept_within_bounds(
    qtbot: Any, view: ImageView, film: Callable[..., Radiograph], monkeypatch: pytest.MonkeyPatch
) -> None:
    frames = np.zeros((4, 1100, 1000), np.uint16)
    view.show_picture(prepare(film(samples=frames)))
    each = view.picture.own_bytes
    assert each > 0
    monkeypatch.setattr(frames_module, "KEPT_BYTES", 2 * each)
    for frame in (1, 2, 3, 0):
        _show(qtbot, view, frame)
    assert list(view.frames._kept) == [3, 0]
