"""The reader's hands on a view: which button, wheel turn or key goes to which tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication

from xraydesk.ui.view.drags import PanTool, ScrollTool, WindowTool, ZoomTool
from xraydesk.ui.view.tools import Grabber, Tool, Touch

if TYPE_CHECKING:
    from xraydesk.ui.view.image_view import ImageView

WHEEL_NOTCH = 120

WHEEL_ZOOM = 1.2
"""Factor of one notch with Ctrl."""

HOLD_MS = 300
"""A key of a tool that is down for longer than this was held, not pressed."""

RUNNING_LINES = 8
"""Lines at the bottom left that change with the pointer, at most."""


class Hands:
    """Mouse and keys of one view. The left button belongs to the tool, the middle one pans, the right one zooms."""

    def __init__(self, view: ImageView) -> None:
        self._view = view
        self.tools: dict[str, Tool] = {}
        self.grabbers: list[Grabber] = []
        self.pointer: QPointF | None = None
        for tool in (WindowTool(view), PanTool(view), ZoomTool(view), ScrollTool(view)):
            self.tools[tool.name] = tool
        self.tool = self.tools["window"]
        self._pan, self._zoom = PanTool(view), ZoomTool(view)
        self._held: tuple[Tool, Qt.MouseButton] | None = None
        self._pressed_at = QPointF()
        self._wheel = 0
        self._before: tuple[str, int] | None = None
        self._key_down = 0

    def choose(self, name: str) -> None:
        """Give the left button to another tool."""
        if self.tools[name] is not self.tool:
            self.drop()
            self.tool = self.tools[name]
        self._view.setCursor(self.tool.cursor)

    def hold(self, name: str) -> None:
        """Choose a tool by its key; `let_go` brings back the one before if the key was held."""
        if name != self.tool.name:
            self._before = self.tool.name, self._key_down
            self._view.set_tool(name)

    def begin_key(self, event: QKeyEvent) -> None:
        """Another key goes down: none is held any more that chose a tool."""
        if not event.isAutoRepeat():
            self._before, self._key_down = None, event.timestamp()

    def let_go(self, event: QKeyEvent) -> bool:
        """A key went up: whether that ended the use of a tool."""
        if event.isAutoRepeat() or self._before is None:
            return False
        (name, since), self._before = self._before, None
        if event.timestamp() - since < HOLD_MS:  # when it happened, not when a busy window came to it
            return False
        self._view.set_tool(name)
        return True

    def drop(self) -> None:
        """Let go of what is under way."""
        held, self._held = self._held, None
        if self._view.picture is not None:
            if held is not None and held[0] is not self.tool:
                held[0].cancel()
            self.tool.cancel()

    def change_frame(self) -> None:
        """Another frame is shown: what belongs to the one before is dropped, everything else goes on."""
        if self._held is not None and not self._held[0].spans_frames:
            self._held[0].cancel()
            self._held = None
        if not self.tool.spans_frames:
            self.tool.cancel()

    def touch(self, place: QPointF, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> Touch | None:
        """What lies under a place of the view; None without a picture."""
        scene = self._view.scene()
        return None if scene is None else Touch(place, scene.to_stored(place), modifiers)

    def press(self, event: QMouseEvent) -> None:
        """A button went down; while another one is held, it is ignored."""
        touch, button = self.touch(event.position(), event.modifiers()), event.button()
        if touch is None or (self._held is not None and event.buttons() & self._held[1]):
            return
        tool = {Qt.MouseButton.MiddleButton: self._pan, Qt.MouseButton.RightButton: self._zoom}.get(button)
        if button == Qt.MouseButton.LeftButton:
            tool = self._grabbed(touch) or self.tool
        self._pressed_at = event.position()
        if tool is not None:
            self._held = tool, button
            tool.press(touch)

    def move(self, event: QMouseEvent) -> None:
        """Go on with the drag, or tell the tool where the pointer is."""
        self.pointer = event.position()
        touch = self.touch(event.position(), event.modifiers())
        if touch is None:
            return
        if self._held is not None:
            self._held[0].move(touch)
            return
        grabbed = self._grabbed(touch)
        cursor = (grabbed or self.tool).cursor
        if self._view.cursor().shape() != cursor:
            self._view.setCursor(cursor)
        self.tool.hover(touch)
        self._view.refresh_running_lines()

    def release(self, event: QMouseEvent) -> None:
        """End the drag; a right button that did not move asks for the menu."""
        touch = self.touch(event.position(), event.modifiers())
        if touch is None or self._held is None or event.button() != self._held[1]:
            return
        tool, button = self._held
        self._held = None
        tool.release(touch)
        moved = (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        clicked = button == Qt.MouseButton.RightButton and not moved
        if clicked and not any(grabber.menu(self._view, touch) for grabber in self.grabbers):
            self._view.menu_asked.emit(event.globalPosition().toPoint())

    def double_click(self, event: QMouseEvent) -> None:
        """Two clicks are the tool's if it uses them; else they maximise."""
        if event.button() != Qt.MouseButton.LeftButton:
            self.press(event)
            return
        touch = self.touch(event.position(), event.modifiers())
        if touch is None or not (self._grabbed(touch) or self.tool).double_click(touch):
            self._view.maximise_asked.emit()

    def wheel(self, event: QWheelEvent) -> None:
        """With Ctrl zoom at the pointer; else the tool's, else through frames and images."""
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / WHEEL_NOTCH)
        touch = self.touch(event.position(), event.modifiers())
        if notches:
            self._wheel -= notches * WHEEL_NOTCH
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self._view.zoom_by(WHEEL_ZOOM**notches, event.position())
            elif touch is None or not self.tool.wheel(notches, touch):
                self._view.scroll_by(-notches)
        event.accept()

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self.pointer = None
        if self._view.picture is not None:
            self.tool.leave()
        self._view.update()

    def wants(self, event: QKeyEvent) -> bool:
        """Whether a key goes to the tool before it is a shortcut."""
        return self._view.picture is not None and self.tool.wants(Qt.Key(event.key()))

    def key(self, event: QKeyEvent) -> bool:
        """Hand a key to the tool; False if it does not want it."""
        if not self.wants(event):
            return False
        self.tool.key(Qt.Key(event.key()), event.modifiers())
        return True

    def _grabbed(self, touch: Touch) -> Tool | None:
        for grabber in reversed(self.grabbers):
            tool = grabber.grab(self._view, touch)
            if tool is not None:
                return tool
        return None
