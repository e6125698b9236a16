"""The view in which a film is read: layers paint it, hands and tools change it."""

from __future__ import annotations

from bisect import insort

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.border_layer import BorderLayer
from xraydesk.ui.view.colour_bar_layer import ColourBarLayer
from xraydesk.ui.view.cuts import Sheet
from xraydesk.ui.view.dressed_view import DressedView
from xraydesk.ui.view.graphics_layer import GraphicsLayer
from xraydesk.ui.view.hands import RUNNING_LINES, Hands
from xraydesk.ui.view.heatmap_layer import HeatmapLayer
from xraydesk.ui.view.magnifier import LensLayer, MagnifierTool
from xraydesk.ui.view.marks_layer import MarksLayer
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.scene import Depth, Layer, Scene
from xraydesk.ui.view.tools import Grabber, Tool


class ImageView(DressedView):
    """One film on black.

    Signals
    -------
    step
        The reader asked for another image: so many forward, negative for back.
    maximise_asked
        Double click.
    menu_asked
        Right click without a drag, in global coordinates.
    picture_changed
        Another picture, another frame of it, or none is shown.
    tool_changed
        Name of the tool that now has the left button.
    """

    step = Signal(int)
    maximise_asked = Signal()
    menu_asked = Signal(QPoint)
    picture_changed = Signal()
    tool_changed = Signal(str)

    def __init__(self, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(lanes, parent)
        self.setAccessibleName(tr("Radiograph"))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(240, 240))
        self.drag_reversed = False
        self.hands = Hands(self)
        self._magnifier = MagnifierTool(self)
        self.add_tool(self._magnifier)
        self._marks = MarksLayer(self.font())
        self._layers: list[tuple[int, int, Layer]] = []
        self.add_layer(self.film, Depth.FILM)
        self.add_layer(GraphicsLayer(), Depth.GRAPHICS)
        self.add_layer(HeatmapLayer(), Depth.HEATMAP)
        self.add_layer(LensLayer(lambda: self.layers(Depth.ANNOTATIONS), self.font()), Depth.LENS)
        self.add_layer(ColourBarLayer(self.font()), Depth.WORDS)
        self.add_layer(BorderLayer(), Depth.BORDER)
        self.add_layer(self._marks, Depth.WORDS)

    # ------------------------------------------------------------------------ layers, tools, grabbers

    def add_layer(self, layer: Layer, depth: Depth = Depth.ANNOTATIONS) -> None:
        """Paint one more thing, above what has the same depth already."""
        insort(self._layers, (depth, len(self._layers), layer))
        self.update()

    def layers(self, depth: Depth) -> tuple[Layer, ...]:
        """The layers of one depth, for whoever paints the scene elsewhere."""
        return tuple(layer for each, _, layer in self._layers if each == depth)

    def add_tool(self, tool: Tool) -> None:
        """Let the left button have one more tool, under the tool's name."""
        self.hands.tools[tool.name] = tool

    def add_grabber(self, grabber: Grabber) -> None:
        """Let the left button take hold of something, whatever the tool; the newest is asked first."""
        self.hands.grabbers.append(grabber)

    @property
    def tool(self) -> str:
        """Name of the tool of the left button."""
        return self.hands.tool.name

    def set_tool(self, tool: str) -> None:
        """What the left button does."""
        if tool != self.tool:
            self.hands.choose(tool)
            self.update()
            self.tool_changed.emit(tool)

    def hold_tool(self, tool: str) -> None:
        """Choose a tool by its key: as long as the key is held, or for good if it is only pressed."""
        self.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.hands.hold(tool)

    # ---------------------------------------------------------------------------- what is shown

    def show_picture(self, picture: Picture | None) -> None:
        """Show a film as its file says, fitted, without anything left over from the film before."""
        self.hands.drop()
        self.undress()
        self.take(picture)
        self.set_patient_hidden(self.patient_hidden)
        self.picture_changed.emit()

    def scroll_by(self, steps: int) -> None:
        """Go on by frames, and at the last or first one by images."""
        if self.frames.count < 2:
            self.step.emit(steps)
        elif not self.frames.step(steps):
            self.step.emit(1 if steps > 0 else -1)

    def show_frame(self, picture: Picture, sheet: Sheet | None) -> None:
        """Show another frame of the same film; what is being drawn on the one before is dropped."""
        if picture is not self.picture:
            self.hands.change_frame()
            super().show_frame(picture, sheet)
            self.picture_changed.emit()

    # ---------------------------------------------------------------------------------- painting

    def scene(self) -> Scene | None:
        """All that is shown at this moment; None without a picture."""
        if self.picture is None:
            return None
        return Scene(
            self.picture, self.placement, self.turn, QRectF(self.rect()), self.devicePixelRatioF(),
            voi=self.voi, inverted=self.inverted, colours=self.colours, is_smooth=self.is_smooth,
            rate=self.frames.rate if self.frames.is_playing else 0,
            lens=self._magnifier.factor if self.hands.tool is self._magnifier else 0.0,
            pointer=self.hands.pointer, heatmap=self.heatmap, heatmap_style=self.heatmap_style,
            ai_lines=self.ai_lines, banner=self.banner, amount=self.amount, patient_hidden=self.patient_hidden,
            plan=self.plan, overlays_shown=self.overlays_shown, active=self.active, focused=self.hasFocus(),
            company=self.company,
        )  # fmt: skip

    def refresh_running_lines(self) -> None:
        """Paint again what changes with the pointer."""
        self.update(self._marks.running_area(QRectF(self.rect()), RUNNING_LINES).toAlignedRect())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Every layer, from the film upwards."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(FILM.black))
        scene = self.scene()
        if scene is not None:
            for _, _, layer in self._layers:
                painter.save()
                layer.paint(painter, scene)
                painter.restore()

    # -------------------------------------------------------------------------------- events

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin with a tool."""
        self.hands.press(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with it, or show the value under the pointer."""
        self.hands.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End it."""
        self.hands.release(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """The tool's, or maximise."""
        self.hands.double_click(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom, or through the images."""
        self.hands.wheel(event)

    def event(self, event: QEvent) -> bool:
        """A key that the tool wants is no shortcut at that moment."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            self.hands.begin_key(event)
            if self.hands.wants(event):
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The tool's, if it wants it."""
        if not self.hands.key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """The end of a tool that was held by its key."""
        if not self.hands.let_go(event):
            super().keyReleaseEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The value under the pointer is shown from the start."""
        self.hands.pointer = event.position()

    def leaveEvent(self, _event: QEvent) -> None:
        """No value without a pointer."""
        self.hands.leave()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The border says that the keyboard is here."""
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The border says that the keyboard is elsewhere."""
        super().focusOutEvent(event)
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """A fitted film stays fitted."""
        self.place(self.placement.resized(self._device_size()))
