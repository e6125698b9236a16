"""A view to draw on, without a window around it: two device pixels for each pixel of the film."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from xraydesk.core.annotations import Annotation, Point
from xraydesk.core.radiograph import Radiograph, Spacing, SpacingSource
from xraydesk.core.settings import Settings
from xraydesk.store.database import Database
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.measure.easel import Easel
from xraydesk.ui.measure.finishing import tools_of
from xraydesk.ui.measure.grabbing import Grabbing
from xraydesk.ui.measure.notebook import Notebook
from xraydesk.ui.measure.readings import Readings
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.picture import prepare

NO_MODIFIER, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
LEFT, RIGHT, NO_BUTTON = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton


@dataclass(eq=False)
class Room:
    """The parts, and a hand that draws in the coordinates of the film."""

    easel: Easel
    storing: Storing
    database: Database
    lanes: Lanes
    film: Callable[..., Radiograph]

    @property
    def view(self) -> ImageView:
        return self.easel.view

    @property
    def notebook(self) -> Notebook:
        return self.easel.notebook

    @property
    def drawn(self) -> tuple[Annotation, ...]:
        return self.notebook.of(self.easel.radiograph).all

    def show(self, radiograph: Radiograph | None = None, frame: int = 0, **changes: Any) -> Radiograph:
        """Show a film of 300 rows and 240 columns, 0.5 mm at the detector unless it is said otherwise."""
        spacing = Spacing(0.5, 0.5, SpacingSource.AT_DETECTOR)
        shown = radiograph or self.film(**({"spacing": spacing} | changes))
        self.view.show_picture(prepare(shown, frame))
        return shown

    def use(self, tool: str) -> None:
        self.view.set_tool(tool)

    def place(self, point: Point) -> QPointF:
        return self.easel.place(point)

    def send(
        self, kind: QEvent.Type, point: Point, button: Qt.MouseButton, held: Qt.MouseButton, modifier: Any = NO_MODIFIER
    ) -> None:
        place = self.place(point)
        globally = QPointF(self.view.mapToGlobal(place.toPoint()))
        QApplication.sendEvent(self.view, QMouseEvent(kind, place, globally, button, held, modifier))

    def press(self, point: Point, modifier: Any = NO_MODIFIER) -> None:
        self.send(QEvent.Type.MouseButtonPress, point, LEFT, LEFT, modifier)

    def pull(self, *way: Point, modifier: Any = NO_MODIFIER) -> None:
        for point in way:
            self.send(QEvent.Type.MouseMove, point, NO_BUTTON, LEFT, modifier)

    def let_go(self, point: Point, modifier: Any = NO_MODIFIER) -> None:
        self.send(QEvent.Type.MouseButtonRelease, point, LEFT, NO_BUTTON, modifier)

    def drag(self, *way: Point, modifier: Any = NO_MODIFIER) -> None:
        self.press(way[0], modifier)
        self.pull(*way[1:], modifier=modifier)
        self.let_go(way[-1], modifier)

    def click(self, point: Point) -> None:
        self.drag(point)

    def hover(self, point: Point) -> None:
        self.send(QEvent.Type.MouseMove, point, NO_BUTTON, NO_BUTTON)

    def right_click(self, point: Point) -> None:
        self.send(QEvent.Type.MouseButtonPress, point, RIGHT, RIGHT)
        self.send(QEvent.Type.MouseButtonRelease, point, RIGHT, NO_BUTTON)

    def double_click(self, point: Point) -> None:
        self.click(point)
        self.send(QEvent.Type.MouseButtonDblClick, point, LEFT, LEFT)
        self.send(QEvent.Type.MouseButtonRelease, point, LEFT, NO_BUTTON)

    def first_lines(self) -> list[str]:
        """What each label says first."""
        film, scale = self.easel.radiograph, self.easel.scale
        readings = [self.easel.readings.of(each, film, scale) for each in self.drawn]
        return [reading.lines[0] if reading.lines else "" for reading in readings]


@pytest.fixture
def room(qtbot: Any, film: Callable[..., Radiograph]) -> Iterator[Room]:
    lanes, database, settings = Lanes(), Database(), Settings()
    settings.set("reader_name", "Dr Curie")
    storing = Storing(database, lanes)
    view = ImageView(lanes)
    view.resize(480, 600)
    easel = Easel(view, Notebook(storing, settings, view), Readings(lanes, view))
    for tool in tools_of(easel):
        view.add_tool(tool)
    view.add_grabber(Grabbing(easel))
    qtbot.addWidget(view)
    view.show()
    view.setFocus()
    made = Room(easel, storing, database, lanes, film)
    made.show()
    yield made
    easel.entry.give_up()
    lanes.close()
    storing.close()


def moved(annotation: Annotation, **changes: Any) -> Annotation:
    return replace(annotation, **changes)
