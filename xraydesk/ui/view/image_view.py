"""The view in which a film is read: it keeps window, zoom and turn, and paints film, heatmap and texts."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QApplication, QWidget

from xraydesk.core.radiograph import LookupTable, Window
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.shell.theme import ACTIVE, BLACK
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.drags import TOOLS, Drag, PanDrag, ZoomDrag
from xraydesk.ui.view.film_layer import FilmLayer, Sheet
from xraydesk.ui.view.heatmap_layer import Heatmap, HeatmapLayer, HeatmapStyle
from xraydesk.ui.view.marks_layer import Marks, MarksLayer
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.placement import Placement
from xraydesk.ui.view.view_texts import Shown, marks_of, running_lines

SETTLE_MS = 70
"""Rest after a zoom before the film is resampled for exactly that zoom."""

WHEEL_NOTCH = 120


class ImageView(QWidget):
    """One film on black.

    Signals
    -------
    step
        The reader asked for another image: so many forward, negative for back.
    maximise_asked
        Double click.
    menu_asked
        Right click without a drag, in global coordinates.
    view_changed
        Window, zoom, turn or picture are not what they were.
    """

    step = Signal(int)
    maximise_asked = Signal()
    menu_asked = Signal(QPoint)
    view_changed = Signal()

    def __init__(self, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes = lanes
        self.setAccessibleName("Radiograph")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setMinimumSize(QSize(240, 240))
        self.picture: Picture | None = None
        self.placement = Placement.fitted((1, 1), (1, 1))
        self.voi: Window | LookupTable = Window(0.5, 1.0)
        self.inverted = False
        self.turn = Turn()
        self.tool = "window"
        self.drag_reversed = False
        self.heatmap: Heatmap | None = None
        self.heatmap_style = HeatmapStyle()
        self._amount = Amount.ALL
        self._patient_hidden = False
        self._ai_lines: tuple[str, ...] = ()
        self._banner = ""
        self._film, self._heat, self._marks = FilmLayer(), HeatmapLayer(), MarksLayer(self.font())
        self._drag: Drag | None = None
        self._pressed_at = QPointF()
        self._pointer: QPointF | None = None
        self._wheel = 0
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self._sharpen)

    def show_picture(self, picture: Picture | None) -> None:
        """Show a film as its file says, fitted, without anything left over from the film before."""
        self.picture = picture
        self.heatmap = None
        self._banner, self._ai_lines = "", ()
        if picture is not None:
            self.reset()
            self._sharpen()
        else:
            self._film.show(None, Turn())
        self.set_patient_hidden(self._patient_hidden)

    def show_heatmap(self, heatmap: Heatmap | None) -> None:
        """Lay a class's evidence over the film."""
        self.heatmap = heatmap
        self.update()

    def set_heatmap_style(self, style: HeatmapStyle) -> None:
        """Change how the heatmap is drawn."""
        self.heatmap_style = style
        self.update()

    def set_ai_lines(self, lines: tuple[str, ...]) -> None:
        """What is said about the model at the bottom left."""
        self._ai_lines = lines
        self.update()

    def set_banner(self, text: str) -> None:
        """Say what is going on, such as that another file is being opened."""
        self._banner = text
        self.update()

    def set_amount(self, amount: Amount) -> None:
        """How much is written into the corners."""
        self._amount = amount
        self.update()

    def set_patient_hidden(self, hidden: bool) -> None:
        """Leave out everything that names the patient."""
        self._patient_hidden = hidden
        name = self.picture.radiograph.path.name if self.picture is not None and not hidden else ""
        self.setAccessibleDescription(name)
        self.update()

    @property
    def shows_high_dark(self) -> bool:
        """Whether high values are shown dark."""
        return self.picture is not None and self.picture.radiograph.inverted != self.inverted

    def set_voi(self, voi: Window | LookupTable) -> None:
        """Change the window; colour films have none."""
        if self.picture is not None and not self.picture.radiograph.is_colour:
            self.voi = voi
            self._changed()

    def set_inverted(self, inverted: bool) -> None:
        """Exchange black and white, on top of the file's own polarity."""
        self.inverted = inverted
        self._changed()

    def set_tool(self, tool: str) -> None:
        """What the left button does."""
        self.tool = tool
        self.setCursor(TOOLS[tool][1])

    def reset(self) -> None:
        """Everything as the file says."""
        if self.picture is not None:
            self.voi, self.inverted, self.turn = self.picture.voi, False, Turn()
            self.fit()

    def fit(self) -> None:
        """The whole film."""
        if self.picture is not None:
            rows, columns = self.picture.radiograph.shape
            aspect = self.picture.radiograph.pixel_aspect
            if self.turn.swaps_axes:
                rows, columns, aspect = columns, rows, 1 / aspect
            self._film.show(self.picture, self.turn)
            self._place(Placement.fitted((rows, columns), self._device_size(), aspect))

    def actual_size(self) -> None:
        """One sample on one pixel of the screen."""
        self._place(self.placement.actual())

    def zoom_by(self, factor: float, around: QPointF | None = None) -> None:
        """Zoom around a point of the view, its middle by default."""
        ratio = self.devicePixelRatioF()
        self._place(self.placement.zoomed(factor, (around.x() * ratio, around.y() * ratio) if around else None))

    def pan(self, across: float, down: float) -> None:
        """Move the film by logical pixels."""
        ratio = self.devicePixelRatioF()
        self._place(self.placement.panned(across * ratio, down * ratio))

    def set_turn(self, turn: Turn) -> None:
        """Show the film turned, and fit it again."""
        self.turn = turn
        self.fit()

    def _place(self, placement: Placement) -> None:
        if self.picture is not None:
            self.placement = placement
            if not self._film.is_sharp(placement):
                self._settle.start()
            self._changed()

    def _sharpen(self) -> None:
        work = self._film.sharpening(self.placement)
        if work is not None:
            self._lanes.submit("view", ("sheet", id(self)), lambda _: work(), self._sharpened)

    def _sharpened(self, sheet: Sheet) -> None:
        self._film.accept(sheet)
        self.update()

    def _changed(self) -> None:
        self.update()
        self.view_changed.emit()

    def _device_size(self) -> tuple[int, int]:
        ratio = self.devicePixelRatioF()
        return max(1, round(self.width() * ratio)), max(1, round(self.height() * ratio))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begin a drag."""
        drags = {
            Qt.MouseButton.LeftButton: TOOLS[self.tool][0],
            Qt.MouseButton.MiddleButton: PanDrag,
            Qt.MouseButton.RightButton: ZoomDrag,
        }
        if self.picture is not None and event.button() in drags:
            self._pressed_at = event.position()
            self._drag = drags[event.button()](self, event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Go on with the drag, or show the value under the pointer."""
        self._pointer = event.position()
        if self._drag is not None:
            self._drag.move(event.position())
        else:
            self.update(self._marks.running_area(QRectF(self.rect()), 6).toAlignedRect())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """End the drag; a right button that did not move asks for the menu."""
        self._drag = None
        moved = (event.position() - self._pressed_at).manhattanLength() >= QApplication.startDragDistance()
        if event.button() == Qt.MouseButton.RightButton and not moved:
            self.menu_asked.emit(event.globalPosition().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Maximise, or back."""
        if event.button() == Qt.MouseButton.LeftButton:
            self.maximise_asked.emit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Another image; with Ctrl, zoom at the pointer."""
        self._wheel += event.angleDelta().y()
        notches = int(self._wheel / WHEEL_NOTCH)
        if notches:
            self._wheel -= notches * WHEEL_NOTCH
            if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
                self.zoom_by(1.2**notches, event.position())
            else:
                self.step.emit(-notches)
        event.accept()

    def leaveEvent(self, _event: QEvent) -> None:
        """No value without a pointer."""
        self._pointer = None
        self.update()

    def enterEvent(self, event: QEnterEvent) -> None:
        """The value under the pointer is shown from the start."""
        self._pointer = event.position()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        """A fitted film stays fitted."""
        self._place(self.placement.resized(self._device_size()))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Film, heatmap, border, texts."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(BLACK))
        if self.picture is None:
            return
        painter.save()
        painter.scale(1 / self.devicePixelRatioF(), 1 / self.devicePixelRatioF())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        self._film.paint(painter, self.placement, self.voi, self.inverted)
        if self.heatmap is not None and self.heatmap_style.shown:
            self._heat.paint(painter, self.placement, self.heatmap, self.heatmap_style, self.turn)
        painter.restore()
        painter.setPen(QPen(QColor(ACTIVE), 2 if self.hasFocus() else 1))
        painter.drawRect(QRect(0, 0, self.width() - 1, self.height() - 1))
        self._marks.paint(painter, QRectF(self.rect()), *self._texts(self.picture))

    def _texts(self, picture: Picture) -> tuple[Marks, tuple[tuple[str, str], ...]]:
        state = Shown(
            picture, self.voi, self.inverted, self.turn, self.placement.zoom, self._pointed(), self._ai_lines,
            self._banner, self._amount, self._patient_hidden,
        )  # fmt: skip
        return marks_of(state), running_lines(state)

    def _pointed(self) -> tuple[int, int] | None:
        """The stored ``(row, column)`` under the pointer."""
        if self._pointer is None or self.picture is None:
            return None
        ratio = self.devicePixelRatioF()
        x, y = self.placement.to_picture(self._pointer.x() * ratio, self._pointer.y() * ratio)
        rows, columns = self.placement.shape
        if not (0 <= x < columns and 0 <= y < rows):
            return None
        return self.turn.stored_point(int(y), int(x), self.picture.radiograph.shape)
