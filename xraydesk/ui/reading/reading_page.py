"""The page on which films are read: strip, views and findings, kept in step with the desk."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.desk.adjustments import Adjustments
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.survey import Survey
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.reading.hanging import Hanging
from xraydesk.ui.reading.layouts import Layout
from xraydesk.ui.reading.links import Links
from xraydesk.ui.reading.opinions import Opinions
from xraydesk.ui.reading.remarks import remarks
from xraydesk.ui.reading.view_grid import ViewGrid
from xraydesk.ui.shell.language import tr
from xraydesk.ui.studies.side import StudiesSide
from xraydesk.ui.studies.thumbnail_strip import ThumbnailStrip
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.heatmap import HeatmapStyle
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.scene import Company

PATIENCE_MS = 150
"""A film that opens faster is not announced."""


class ReadingPage(QWidget):
    """Connects desk, strip, views and panel; decides nothing about files.

    Attributes
    ----------
    grid
        The views; `view` is the active one.
    hanging
        Which film hangs where.
    links
        What the views have in common.

    Signals
    -------
    maximise_asked
        Double click on the only view.
    dropped
        Files or folders from elsewhere were dropped on a view; carries their paths.
    """

    maximise_asked = Signal()
    dropped = Signal(object)

    def __init__(
        self, desk: Desk, survey: Survey, lanes: Lanes, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.desk, self._settings = desk, settings
        style = HeatmapStyle(
            shown=settings["heatmap_shown"],
            kind=settings["heatmap_style"],
            opacity=settings["heatmap_opacity"],
            colour_map=settings["colour_map"],
        )
        self.side = StudiesSide(desk, survey, settings)
        self.grid = ViewGrid(lanes)
        self.panel = FindingsPanel(style)
        self.adjustments = Adjustments()
        self.hanging = Hanging(desk, Layout(settings["layout"]), lambda: self.grid.is_at_work)
        self.links = Links(self.grid, zoom=settings["linked_zoom"], window=settings["linked_window"])
        self.opinions = Opinions(desk, self.grid, self.panel, style, self.hanging.pane_of)
        self._opening = ["" for _ in desk.panes]
        self._announce = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._announce.timeout.connect(self._say_what_opens)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.side)
        row.addWidget(self.grid, 1)
        row.addWidget(self.panel)
        self._connect()
        self._rearrange()

    @property
    def strip(self) -> ThumbnailStrip:
        """The strip of thumbnails."""
        return self.side.strip

    @property
    def view(self) -> ImageView:
        """The active view."""
        return self.grid.active_view

    def _connect(self) -> None:
        desk, grid, settings = self.desk, self.grid, self._settings
        desk.pane_shown.connect(self._show)
        desk.activated.connect(self._activate)
        desk.answer_changed.connect(self.opinions.refresh)
        desk.opening.connect(self._opens)
        desk.card_known.connect(lambda card: self.panel.show_card(card, known=True))
        desk.emptied.connect(self.adjustments.clear)
        self.hanging.changed.connect(self._rearrange)
        self.hanging.noticed.connect(lambda sentence: desk.noticed.emit("", sentence))
        self.links.changed.connect(self._refresh_company)
        self.side.left.connect(lambda: self.view.setFocus(Qt.FocusReason.OtherFocusReason))
        grid.activation_asked.connect(self._go_to)
        grid.films_dropped.connect(self._take_drop)
        for view in grid.views:
            view.follow(settings)
            view.step.connect(desk.step)
            view.view_changed.connect(lambda view=view: self._remember(view))
            view.maximise_asked.connect(self.maximise)
        self.panel.label_chosen.connect(self.opinions.choose)
        self.panel.operating_point_changed.connect(self.opinions.refresh_lines)
        self.panel.heatmap.style_changed.connect(self._restyle)
        settings.watch("corner_texts", self._set_amount)
        settings.watch("reverse_window_drag", self._set_drag)
        settings.watch("layout", self._set_layout)
        settings.watch("linked_zoom", self.links.set_zoom)
        settings.watch("linked_window", self.links.set_window)
        self._set_amount(settings["corner_texts"])
        self._set_drag(settings["reverse_window_drag"])

    def set_maximised(self, maximised: bool) -> None:
        """Only the views, or everything."""
        self.side.setVisible(not maximised)
        self.panel.setVisible(not maximised)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_patient_hidden(self, hidden: bool) -> None:
        """Leave out everything that names the patient."""
        for view in self.grid.views:
            view.set_patient_hidden(hidden)
        self.desk.items.hide_names(hidden)

    def _set_amount(self, amount: str) -> None:
        for view in self.grid.views:
            view.set_amount(Amount(amount))

    def _set_drag(self, is_reversed: bool) -> None:
        for view in self.grid.views:
            view.drag_reversed = is_reversed

    def _set_layout(self, layout: str) -> None:
        if layout != self.hanging.layout:
            self.hanging.choose(Layout(layout))

    def maximise(self) -> None:
        """One of several views fills the grid; the only one fills the window."""
        if self.grid.count > 1:
            self.grid.set_maximised(not self.grid.maximised)
        else:
            self.maximise_asked.emit()

    # -------------------------------------------------------------------------- views and their films

    def _views_of(self, pane: int) -> list[int]:
        return [number for number in range(self.grid.count) if self.hanging.pane_of(number) == pane]

    def _show(self, pane: int, picture: Picture | None) -> None:
        self.hanging.film_comes(pane)
        for number in self._views_of(pane):
            self._show_in(number, picture)
        self._refresh_company()
        self.hanging.film_shown(pane, picture)

    def _show_in(self, number: int, picture: Picture | None) -> None:
        view = self.grid.views[number]
        kept = self.adjustments.of(picture) if picture is not None else None
        self.opinions.forget(number)
        with self.links.changing_film(view):
            view.show_picture(picture)
            if kept is not None:
                view.adjust(kept)

    def _rearrange(self) -> None:
        """Layout or shape changed: every view shows what hangs there now, those left out nothing."""
        overlay = self.hanging.layout is Layout.OVERLAY
        self.links.set_exact(False)
        self.grid.set_shape(*self.hanging.shape)
        for number, view in enumerate(self.grid.views):
            here = number < self.grid.count
            picture = self.desk.panes[self.hanging.pane_of(number)].picture if here else None
            shown = view.picture.radiograph if view.picture is not None else None
            if shown is not (picture.radiograph if picture is not None else None):
                self._show_in(number, picture)
        if not overlay:
            self.grid.activate(self.desk.active)
        self.links.set_exact(overlay)
        self.opinions.leave_plain(frozenset({0}) if overlay else frozenset())
        self.opinions.refresh()
        self._settings.set("layout", self.hanging.layout.value)
        self._refresh_company()

    def _go_to(self, number: int) -> None:
        """The reader went to another view."""
        if self.hanging.layout is Layout.OVERLAY:
            self._activate_view(number)
        else:
            self.desk.activate(number)

    def go_on(self, steps: int) -> None:
        """To the next view, or the one before; after the last comes the first."""
        self._go_to((self.grid.active + steps) % self.grid.count)

    def _activate(self, pane: int) -> None:
        if self.hanging.layout is not Layout.OVERLAY:
            self._activate_view(pane)

    def _activate_view(self, number: int) -> None:
        self.grid.activate(number)
        self.opinions.refresh()
        self._refresh_company()

    def _take_drop(self, number: int, paths: list[Path]) -> None:
        """Films were dropped on a view: that one takes them."""
        self._go_to(number)
        rows = [self.desk.items.row_of(path) for path in paths]
        if min(rows) < 0:
            self.dropped.emit(paths)
        elif len(rows) == 1:
            self.desk.choose(rows[0])
        else:
            self.desk.open_paths(paths)

    def _remember(self, view: ImageView) -> None:
        if view.picture is not None:
            self.adjustments.keep(view.picture, view.adjustment)

    def _refresh_company(self) -> None:
        """What the views say of each other."""
        films = [view.picture.radiograph if view.picture is not None else None for view in self.grid.shown]
        several = sum(film is not None for film in films) > 1
        own = several and not self.links.exact  # two views of one film need not say that they are alike
        zoom, window = own and self.links.zoom, own and self.links.window
        for number, view in enumerate(self.grid.shown):
            said = remarks(films, number, min(self.grid.active, len(films) - 1))
            view.set_company(Company(said, zoom_linked=zoom, window_linked=window))

    # -------------------------------------------------------------------------------- words and style

    def _opens(self, pane: int, name: str) -> None:
        self._opening[pane] = name
        if not name:
            self._say_what_opens()
        elif not self._announce.isActive():
            self._announce.start()

    def _say_what_opens(self) -> None:
        for number, view in enumerate(self.grid.shown):
            name = self._opening[self.hanging.pane_of(number)]
            sentence = tr("opening {name} …").format(name=name) if name and not self._announce.isActive() else ""
            view.set_banner(sentence)
            self.grid.set_hint(number, sentence)

    def _restyle(self, style: HeatmapStyle) -> None:
        self.opinions.restyle(style)
        self._settings.set("heatmap_shown", style.shown)
        self._settings.set("heatmap_style", style.kind)
        self._settings.set("heatmap_opacity", float(style.opacity))
        self._settings.set("colour_map", style.colour_map)
