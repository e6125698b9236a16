"""All that the measuring room does, put together for one window: every view an easel, one notebook, one list."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QAbstractButton, QDockWidget

from xraydesk.core.annotations import Annotation
from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.measure.easel import Easel
from xraydesk.ui.measure.finishing import tools_of
from xraydesk.ui.measure.grabbing import Grabbing
from xraydesk.ui.measure.key_image_layer import KeyImageLayer
from xraydesk.ui.measure.key_images import KeyImages
from xraydesk.ui.measure.notebook import Notebook
from xraydesk.ui.measure.panel import MeasurementList
from xraydesk.ui.measure.readings import Readings
from xraydesk.ui.reading.view_grid import ViewGrid
from xraydesk.ui.shell.language import tr
from xraydesk.ui.shell.parts import named
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.scene import Depth


class Measuring(QObject):
    """The parts.

    Attributes
    ----------
    notebook, readings
        What is drawn on which film, and what it says.
    key_images
        Which frames are marked.
    list, dock
        The list of the active view's film, and the dock of the window that holds it.
    """

    def __init__(self, desk: Desk, grid: ViewGrid, storing: Storing, lanes: Lanes, settings: Settings) -> None:
        super().__init__(desk)
        self._grid = grid
        self._list_was_shown = False
        self.notebook = Notebook(storing, settings, self)
        self.readings = Readings(lanes, self)
        self.key_images = KeyImages(storing, settings, self)
        self.notebook.noticed.connect(desk.noticed)
        self.key_images.changed.connect(lambda: desk.items.set_key_films(self.key_images.films))
        self.easels = {view: self._equip(view) for view in grid.views}
        self.list = MeasurementList(self.notebook, self.readings)
        self.list.chosen.connect(self.go_to)
        self.dock = QDockWidget(tr("Measurements"))
        self.dock.setObjectName("measurements")
        self.dock.setAllowedAreas(Qt.DockWidgetArea.LeftDockWidgetArea | Qt.DockWidgetArea.RightDockWidgetArea)
        self.dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable | QDockWidget.DockWidgetFeature.DockWidgetMovable
        )
        self.dock.setWidget(self.list)
        close = self.dock.findChild(QAbstractButton, "qt_dockwidget_closebutton")
        assert close is not None
        named(close, tr("Close the list of measurements")).setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.dock.hide()
        desk.picture_shown.connect(self._show_film)

    def _equip(self, view: ImageView) -> Easel:
        easel = Easel(view, self.notebook, self.readings)
        for tool in tools_of(easel):
            view.add_tool(tool)
        view.add_grabber(Grabbing(easel))
        view.add_layer(KeyImageLayer(self.key_images), Depth.WORDS)
        self.key_images.changed.connect(view.update)
        return easel

    def set_maximised(self, maximised: bool) -> None:
        """Leave only the film, or bring the list back if it was there."""
        if maximised:
            self._list_was_shown = not self.dock.isHidden()
        self.dock.setVisible(self._list_was_shown and not maximised)

    def _show_film(self, picture: Picture | None) -> None:
        self.list.show_film(None if picture is None else picture.radiograph)

    @property
    def easel(self) -> Easel | None:
        """The active view as a place to draw on; None while it is empty."""
        view = self._grid.active_view
        return self.easels[view] if view.picture is not None else None

    def go_to(self, annotation: Annotation) -> None:
        """Bring an annotation of the active view's film into sight: its frame, and the middle of it if it is beside."""
        view, easel = self._grid.active_view, self.easel
        if easel is None:
            return
        if annotation.frame != easel.frame:
            view.frames.show(annotation.frame)
        places = [easel.place(point) for point in annotation.points]
        inner = easel.scene.area
        if not any(inner.contains(place) for place in places):
            middle = sum(places[1:], places[0]) / len(places)
            way = inner.center() - middle
            view.pan(way.x(), way.y())
