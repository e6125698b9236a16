"""One to four views side by side: which of them are shown, which one is active, and what is dropped on them."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QPointF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QLabel, QWidget

from xraydesk.ui.desk.items import FILM_MIME, films_in
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.panes import PANES
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.parts import named, repolish
from xraydesk.ui.view.image_view import ImageView

GAP = 2
"""Logical pixels between two views."""

_TAKES_OVER = (
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
    QEvent.Type.Wheel,
    QEvent.Type.FocusIn,
)
"""What makes a view the active one before it is handled."""

_PASSING = frozenset({"window", "pan", "zoom", "scroll", "magnifier"})
"""Tools that leave nothing in the film."""

HINT = mark("Drag a film here, or choose one in the strip")
"""What an empty view says."""


class ViewGrid(QWidget):
    """The views, all made at the start and never replaced; those that the layout leaves out are hidden.

    Attributes
    ----------
    views
        Every view, in the order of reading.
    active
        Number of the one that commands are for.
    maximised
        Whether only the active one is shown.

    Signals
    -------
    activation_asked
        The reader went to another view, by mouse or keyboard.
    activated
        The `ImageView` that is the active one now.
    films_dropped
        Number of a view, and the paths that were dropped on it.
    """

    activation_asked = Signal(int)
    activated = Signal(object)
    films_dropped = Signal(int, object)

    def __init__(self, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("views")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAcceptDrops(True)
        self.views = tuple(ImageView(lanes) for _ in range(PANES))
        self.active = 0
        self.maximised = False
        self._shape = (1, 1)
        self._cells = QGridLayout(self)
        self._cells.setContentsMargins(0, 0, 0, 0)
        self._cells.setSpacing(GAP)
        self._hints = {}
        for number, view in enumerate(self.views):
            self._hints[view] = _hint(view)
            view.installEventFilter(self)
            view.tool_changed.connect(self.set_tool)
            view.picture_changed.connect(lambda view=view: self._hint(view))
            view.set_active(number == 0)
        self._target = QFrame(self)
        self._target.setObjectName("drop_target")
        self._target.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._target.hide()
        self._arrange()

    @property
    def active_view(self) -> ImageView:
        """The view that commands are for."""
        return self.views[self.active]

    @property
    def count(self) -> int:
        """Number of views in the layout, whether or not one of them is maximised."""
        return self._shape[0] * self._shape[1]

    @property
    def shown(self) -> tuple[ImageView, ...]:
        """The views of the layout."""
        return self.views[: self.count]

    def set_shape(self, rows: int, columns: int) -> None:
        """Show so many views; an active one that is left out hands over to the last that stays."""
        if (rows, columns) != self._shape:
            self._shape = (rows, columns)
            self.maximised = False
            had_keyboard = self.active_view.hasFocus()
            self.activate(min(self.active, self.count - 1))
            self._arrange()
            if had_keyboard:
                self.active_view.setFocus(Qt.FocusReason.OtherFocusReason)

    def activate(self, number: int) -> None:
        """Make a view the active one; the keyboard goes along with it if the old one had it."""
        if number == self.active:
            return
        before, view = self.active_view, self.views[number]
        had_keyboard = before.hasFocus()
        self.active = number
        for each in (before, view):
            each.set_active(each is view)
            self._hint(each)
        if self.maximised:
            self._arrange()
        if had_keyboard:
            view.setFocus(Qt.FocusReason.OtherFocusReason)
        self.activated.emit(view)

    def set_maximised(self, maximised: bool) -> None:
        """Only the active view, or all of them."""
        if maximised != self.maximised:
            self.maximised = maximised
            self._arrange()

    @property
    def is_at_work(self) -> bool:
        """Whether a button is held, a film enlarged or a tool chosen that draws: no time to move films about."""
        held = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return held or any(
            view.picture is not None and (not view.placement.fits or view.tool not in _PASSING) for view in self.shown
        )

    def set_tool(self, tool: str) -> None:
        """What the left button does, in every view."""
        for view in self.views:
            view.set_tool(tool)

    def _arrange(self) -> None:
        rows, columns = self._shape
        for view in self.views:
            self._cells.removeWidget(view)
        for number, view in enumerate(self.views):
            if number < self.count:
                self._cells.addWidget(view, number // columns, number % columns)
            view.setVisible(number < self.count and (number == self.active or not self.maximised))
            several = tr("Radiograph, view {number} of {count}").format(number=number + 1, count=self.count)
            view.setAccessibleName(several if self.count > 1 else tr("Radiograph"))
            self._hint(view)
        for number in range(2):
            self._cells.setRowStretch(number, int(number < rows and not self.maximised))
            self._cells.setColumnStretch(number, int(number < columns and not self.maximised))

    def set_hint(self, number: int, text: str) -> None:
        """What a view says while it is empty; the usual words without a text."""
        self._hints[self.views[number]].setText(text or tr(HINT))

    def _hint(self, view: ImageView) -> None:
        hint = self._hints[view]
        hint.setVisible(view.picture is None and self.count > 1)
        hint.setProperty("active", view.active)
        repolish(hint)

    # ------------------------------------------------------------------------------- events of views

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever the reader does with a view makes it the active one first."""
        if event.type() in _TAKES_OVER and watched in self.views[: self.count]:
            number = self.views.index(watched)
            if number != self.active:
                self.activation_asked.emit(number)
        elif event.type() == QEvent.Type.Resize and isinstance(watched, ImageView):
            self._hints[watched].setGeometry(watched.rect())
        return super().eventFilter(watched, event)

    # --------------------------------------------------------------------------------------- drops

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Films are welcome on every view."""
        if dragged(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show which view would take them."""
        number = self._under(event.position())
        self._target.setVisible(number >= 0 and self.count > 1)
        if number >= 0:
            self._target.setGeometry(self.views[number].geometry())
            self._target.raise_()
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """They went elsewhere."""
        self._target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        """The view under the pointer takes them."""
        self._target.hide()
        number, paths = self._under(event.position()), dragged(event.mimeData())
        if paths:
            event.acceptProposedAction()
            self.films_dropped.emit(max(number, 0), paths)

    def _under(self, place: QPointF) -> int:
        """The number of the view at a place, or of the nearest one if it lies in a gap."""
        visible = [number for number, view in enumerate(self.views) if view.isVisible()]
        distances = {
            number: (QPointF(self.views[number].geometry().center()) - place).manhattanLength() for number in visible
        }
        return min(distances, key=distances.__getitem__, default=-1)


def dragged(data: QMimeData) -> list[Path]:
    """The films, or files and folders of the desktop, that a drag carries; empty if it is something else."""
    if data.hasFormat(FILM_MIME):
        return films_in(data)
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]


def _hint(view: ImageView) -> QLabel:
    label = named(QLabel(tr(HINT), view, alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True), tr("Empty view"))
    label.setObjectName("empty_view")
    label.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    label.hide()
    return label
