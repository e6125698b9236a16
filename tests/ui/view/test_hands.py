"""Tools hear of their own gestures, whole and in order; what lies in the view can be grabbed whatever the tool."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.tools import Tool, Touch

LEFT, MIDDLE, RIGHT, NONE = (
    Qt.MouseButton.LeftButton,
    Qt.MouseButton.MiddleButton,
    Qt.MouseButton.RightButton,
    Qt.MouseButton.NoButton,
)
PRESS, MOVE, RELEASE = QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease


class Recorder(Tool):
    """Writes down everything that it is told."""

    name = "recorder"
    cursor = Qt.CursorShape.PointingHandCursor

    def __init__(self, view: ImageView) -> None:
        super().__init__(view)
        self.heard: list[str] = []
        self.points: list[tuple[float, float]] = []
        self.uses_wheel = False
        self.uses_double_click = False
        self.wanted: set[Qt.Key] = set()

    def _hear(self, what: str, touch: Touch) -> None:
        self.heard.append(what)
        self.points.append(touch.point)

    def press(self, touch: Touch) -> None:
        self._hear("press", touch)

    def move(self, touch: Touch) -> None:
        self._hear("move", touch)

    def release(self, touch: Touch) -> None:
        self._hear("release", touch)

    def hover(self, touch: Touch) -> None:
        self._hear("hover", touch)

    def leave(self) -> None:
        self.heard.append("leave")

    def double_click(self, touch: Touch) -> bool:
        self._hear("double click", touch)
        return self.uses_double_click

    def wheel(self, notches: int, touch: Touch) -> bool:
        self.heard.append(f"wheel {notches}")
        return self.uses_wheel

    def wants(self, key: Qt.Key) -> bool:
        return key in self.wanted

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
        self.heard.append(f"key {key.name}")

    def cancel(self) -> None:
        self.heard.append("cancel")


@pytest.fixture
def tool(view: ImageView) -> Recorder:
    """A recorder that has the left button."""
    made = Recorder(view)
    view.add_tool(made)
    view.set_tool("recorder")
    made.heard.clear()
    return made


def test_a_tool_hears_hover_press_move_and_release(view: ImageView, tool: Recorder, mouse: Any) -> None:
    hand = mouse(view)
    hand.move(90, 90)
    hand.drag(LEFT, (100, 100), (110, 100), (120, 100))
    hand.move(130, 100)
    assert tool.heard == ["hover", "press", "move", "move", "release", "hover"]


@pytest.mark.parametrize("turn", [Turn(), Turn(1), Turn(2, mirrored=True), Turn(3)], ids=str)
def test_a_tool_is_told_the_place_on_the_stored_picture(
    view: ImageView, tool: Recorder, mouse: Any, turn: Turn
) -> None:
    view.set_turn(turn)
    view.zoom_by(1.6)
    place = view.scene().to_view(70.25, 200.5)
    hand = mouse(view)
    hand.move(place.x(), place.y())
    assert tool.points[-1] == (pytest.approx(70.25), pytest.approx(200.5))
    columns = view.picture.radiograph.shape[1]
    assert view.scene().pointed == (200, 70)
    outside = view.scene().to_view(columns + 5, -3)
    hand.move(outside.x(), outside.y())
    assert tool.points[-1] == (pytest.approx(columns + 5), pytest.approx(-3))
    assert view.scene().pointed is None


def test_middle_and_right_button_pan_and_zoom_whatever_the_tool(view: ImageView, tool: Recorder, mouse: Any) -> None:
    before = view.placement
    mouse(view).drag(MIDDLE, (100, 100), (130, 100))
    assert view.placement.origin[0] > before.origin[0]
    mouse(view).drag(RIGHT, (100, 100), (100, 60))
    assert view.placement.zoom > before.zoom
    assert tool.heard == []


def test_a_second_button_does_not_disturb_a_drag(view: ImageView, tool: Recorder, mouse: Any) -> None:
    hand, before = mouse(view), view.placement
    hand.send(PRESS, 100, 100, LEFT, LEFT)
    hand.send(PRESS, 100, 100, RIGHT, LEFT | RIGHT)
    hand.send(MOVE, 100, 60, NONE, LEFT | RIGHT)
    hand.send(RELEASE, 100, 60, RIGHT, LEFT)
    hand.send(RELEASE, 100, 60, LEFT, NONE)
    assert view.placement == before
    assert tool.heard == ["press", "move", "release"]


def test_a_lost_release_does_not_hold_the_hand_for_ever(view: ImageView, tool: Recorder, mouse: Any) -> None:
    hand = mouse(view)
    hand.send(PRESS, 100, 100, LEFT, LEFT)
    hand.drag(RIGHT, (100, 100), (100, 60))  # the left button is up, though nobody said so
    assert view.placement.zoom > 1.5


def test_a_double_click_is_the_tools_if_it_uses_it(qtbot: Any, view: ImageView, tool: Recorder, mouse: Any) -> None:
    with qtbot.waitSignal(view.maximise_asked):
        mouse(view).double_click(100, 100)
    tool.uses_double_click = True
    with qtbot.assertNotEmitted(view.maximise_asked):
        mouse(view).double_click(100, 100)


def test_the_wheel_is_the_tools_if_it_uses_it_but_never_with_ctrl(
    qtbot: Any, view: ImageView, tool: Recorder, mouse: Any
) -> None:
    with qtbot.waitSignal(view.step):
        mouse(view).wheel(-1)
    tool.uses_wheel = True
    zoom = view.placement.zoom
    with qtbot.assertNotEmitted(view.step):
        mouse(view).wheel(-2)
        mouse(view).wheel(1, ctrl=True)
    assert view.placement.zoom > zoom
    assert tool.heard == ["wheel -1", "wheel -2"]


def test_a_key_is_the_tools_while_it_wants_it(qtbot: Any, view: ImageView, tool: Recorder) -> None:
    def press(key: Qt.Key) -> bool:
        override = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        override.ignore()
        QApplication.sendEvent(view, override)
        qtbot.keyPress(view, key)
        return override.isAccepted()

    assert not press(Qt.Key.Key_Escape)
    tool.wanted = {Qt.Key.Key_Escape}
    assert press(Qt.Key.Key_Escape)
    assert not press(Qt.Key.Key_Return)
    assert tool.heard == ["key Key_Escape"]


def test_another_tool_and_another_film_cancel_what_is_under_way(
    view: ImageView, tool: Recorder, picture: Callable[..., Picture], mouse: Any
) -> None:
    mouse(view).send(PRESS, 100, 100, LEFT, LEFT)
    view.show_picture(picture("next.dcm"))
    mouse(view).send(MOVE, 120, 100, NONE, LEFT)
    assert tool.heard == ["press", "cancel", "hover"]
    view.set_tool("pan")
    assert tool.heard[-1] == "cancel"
    view.set_tool("recorder")
    assert view.cursor().shape() == Qt.CursorShape.PointingHandCursor


def test_the_tool_is_told_when_the_pointer_leaves(view: ImageView, tool: Recorder, mouse: Any) -> None:
    mouse(view).move(100, 100)
    QApplication.sendEvent(view, QEvent(QEvent.Type.Leave))
    assert tool.heard == ["hover", "leave"]
    assert view.scene().pointer is None


def test_choosing_a_tool_is_told_once(qtbot: Any, view: ImageView, tool: Recorder) -> None:
    told: list[str] = []
    view.tool_changed.connect(told.append)
    view.set_tool("recorder")
    view.set_tool("zoom")
    view.set_tool("zoom")
    assert told == ["zoom"]


class Handle:
    """Can be taken hold of near one place of the view."""

    def __init__(self, tool: Tool, near: QPointF) -> None:
        self.tool, self.near, self.menus = tool, near, 0

    def grab(self, _view: ImageView, touch: Touch) -> Tool | None:
        return self.tool if (touch.place - self.near).manhattanLength() < 10 else None

    def menu(self, view: ImageView, touch: Touch) -> bool:
        self.menus += self.grab(view, touch) is not None
        return self.grab(view, touch) is not None


def test_what_lies_in_the_view_is_grabbed_before_the_tool(qtbot: Any, view: ImageView, mouse: Any) -> None:
    figure = Recorder(view)
    handle = Handle(figure, QPointF(100, 100))
    view.add_grabber(handle)
    before, hand = view.voi, mouse(view)
    hand.move(101, 101)
    assert view.cursor().shape() == figure.cursor
    hand.drag(LEFT, (101, 101), (140, 140))
    assert figure.heard == ["press", "move", "release"]
    assert view.voi == before
    hand.move(200, 200)
    assert view.cursor().shape() == Qt.CursorShape.ArrowCursor
    hand.drag(LEFT, (200, 200), (240, 200))
    assert view.voi != before
    with qtbot.assertNotEmitted(view.menu_asked):
        hand.drag(RIGHT, (100, 100))
    with qtbot.waitSignal(view.menu_asked):
        hand.drag(RIGHT, (200, 200))
    assert handle.menus == 1


def _key(view: ImageView, kind: QEvent.Type, at: int, *, repeat: bool = False, key: Qt.Key = Qt.Key.Key_J) -> None:
    event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", repeat)
    event.setTimestamp(at)
    QApplication.sendEvent(view, event)


@pytest.mark.parametrize(("milliseconds", "after"), [(120, "magnifier"), (900, "window")])
def test_a_tool_whose_key_is_held_is_given_back_with_the_key(view: ImageView, milliseconds: int, after: str) -> None:
    _key(view, QEvent.Type.ShortcutOverride, 1000)
    view.hold_tool("magnifier")
    for step in range(3):
        _key(view, QEvent.Type.KeyRelease, 1050 + step, repeat=True)
        _key(view, QEvent.Type.ShortcutOverride, 1050 + step, repeat=True)
        view.hold_tool("magnifier")
    assert view.tool == "magnifier"
    _key(view, QEvent.Type.KeyRelease, 1000 + milliseconds)
    assert view.tool == after


def test_a_tool_chosen_with_the_mouse_stays_whatever_is_typed_later(view: ImageView) -> None:
    view.hold_tool("magnifier")
    _key(view, QEvent.Type.ShortcutOverride, 90_000, key=Qt.Key.Key_I)
    _key(view, QEvent.Type.KeyRelease, 95_000, key=Qt.Key.Key_I)
    assert view.tool == "magnifier"
