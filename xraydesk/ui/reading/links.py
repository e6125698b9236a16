"""Keeps linked views in step: what the reader does in one of them is done in the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from xraydesk.core.radiograph import LookupTable, Radiograph, Window
from xraydesk.ui.reading.linking import (
    Place,
    contrast_of,
    fitting_scale,
    millimetres,
    place_of,
    placed,
    units,
    with_contrast,
)
from xraydesk.ui.reading.view_grid import ViewGrid
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.placement import Placement


@dataclass(frozen=True, slots=True)
class _Seen:
    """A view as it was when it was last looked at."""

    film: Radiograph | None
    placement: Placement
    turn: Turn
    voi: Window | LookupTable
    inverted: bool

    @classmethod
    def of(cls, view: ImageView) -> _Seen:
        film = view.picture.radiograph if view.picture is not None else None
        return cls(film, view.placement, view.turn, view.voi, view.inverted)


class Links(QObject):
    """Links of the views of a grid.

    Attributes
    ----------
    zoom, window
        Whether zoom and place, and whether the window, are linked.
    exact
        Whether all views show one film and are to look alike in everything.

    Signals
    -------
    changed
        Something is linked that was not, or the other way round.
    """

    changed = Signal()

    def __init__(self, grid: ViewGrid, *, zoom: bool, window: bool) -> None:
        super().__init__(grid)
        self._grid = grid
        self.zoom, self.window, self.exact = zoom, window, False
        self._seen = {view: _Seen.of(view) for view in grid.views}
        # How far the reader moved a film against the others before linking them, or by turning it.
        self._apart: dict[ImageView, Place] = {}
        self._is_leading = False
        for view in grid.views:
            view.view_changed.connect(lambda view=view: self._follow(view))

    # ------------------------------------------------------------------------------- what is linked

    def set_zoom(self, linked: bool) -> None:
        """Link zoom and place; the films keep where they lie against each other, at one scale."""
        self.zoom = linked
        self._apart.clear()
        leader = self._grid.active_view
        if linked and leader.picture is not None:
            if leader.placement.fits:
                self._fit_all()
            else:
                self._take_distances(leader)
                self._lead(leader)
        self.changed.emit()

    def set_window(self, linked: bool) -> None:
        """Link the windows; the others take over what was made of the active one."""
        self.window = linked
        if linked:
            self._lead_window(self._grid.active_view)
        self.changed.emit()

    def set_exact(self, exact: bool) -> None:
        """Have all views look alike."""
        if exact != self.exact:
            self.exact = exact
            self._apart.clear()
            if exact:
                self._copy(self._grid.active_view)
            self.changed.emit()

    @contextmanager
    def changing_film(self, view: ImageView) -> Iterator[None]:
        """Within it a view gets another film; what that does to it leads nobody, and then it joins the others."""
        leading, self._is_leading = self._is_leading, True
        try:
            yield
        finally:
            self._is_leading = leading
            self._join(view)

    # --------------------------------------------------------------------------------- keeping step

    def _group(self) -> list[ImageView]:
        return [view for view in self._grid.shown if view.picture is not None]

    def _others(self, view: ImageView) -> list[ImageView]:
        return [other for other in self._group() if other is not view]

    @contextmanager
    def _lead_on(self) -> Iterator[None]:
        """Within it views change because another one did."""
        self._is_leading = True
        try:
            yield
        finally:
            self._is_leading = False
            for view in self._grid.views:
                self._seen[view] = _Seen.of(view)

    def _follow(self, view: ImageView) -> None:
        """A view is not what it was: lead the others, if they are linked in what changed."""
        before, now = self._seen[view], _Seen.of(view)
        if self._is_leading:
            return
        self._seen[view] = now
        if now.film is None or now.film is not before.film or view not in self._grid.shown:
            return
        if self.exact:
            self._copy(view)
            return
        if self.zoom and now.placement != before.placement:
            if now.turn != before.turn:
                self._join_place(view)
            elif now.placement.fits:
                self._fit_all()
            elif now.placement.view == before.placement.view:
                self._lead(view)
        if self.window and (now.voi, now.inverted) != (before.voi, before.inverted):
            self._lead_window(view)

    def _join(self, view: ImageView) -> None:
        """A view has another film: it falls in with the others."""
        self._seen[view] = _Seen.of(view)
        self._apart.pop(view, None)
        others = self._others(view)
        if view.picture is None or not others or view not in self._grid.shown:
            return
        if self.exact:
            self._copy(view)
            return
        if self.zoom:
            self._join_place(view)
        if self.window:
            self._lead_window(others[0])

    def _join_place(self, view: ImageView) -> None:
        others = self._others(view)
        if others and not others[0].placement.fits:
            self._apart.pop(view, None)
            self._lead(others[0])
        else:
            self._fit_all()

    # ---------------------------------------------------------------------------------- zoom and place

    def _units(self) -> dict[ImageView, float]:
        group = self._group()
        spacings = [millimetres(view.picture.radiograph, view.turn) for view in group if view.picture is not None]
        return dict(zip(group, units([view.placement for view in group], spacings), strict=True))

    def _lead(self, leader: ImageView) -> None:
        """Let the others lie as the leader does."""
        each_unit = self._units()
        place = place_of(leader.placement, each_unit[leader])
        own = self._apart.get(leader, _TOGETHER)
        with self._lead_on():
            for view in self._others(leader):
                apart = self._apart.get(view, _TOGETHER)
                there = Place(place.scale, place.x - own.x + apart.x, place.y - own.y + apart.y)
                _place(view, placed(view.placement, each_unit[view], there))

    def _take_distances(self, leader: ImageView) -> None:
        """Keep how the films lie against each other now."""
        each_unit = self._units()
        middle = place_of(leader.placement, each_unit[leader])
        for view in self._others(leader):
            place = place_of(view.placement, each_unit[view])
            self._apart[view] = Place(0.0, place.x - middle.x, place.y - middle.y)

    def _fit_all(self) -> None:
        """Every film whole, at one scale."""
        self._apart.clear()
        group, each_unit = self._group(), self._units()
        scale = fitting_scale([view.placement for view in group], list(each_unit.values()))
        with self._lead_on():
            for view in group:
                _place(view, placed(view.placement, each_unit[view], Place(scale), fits=True))

    # -------------------------------------------------------------------------------------- window

    def _lead_window(self, leader: ImageView) -> None:
        if leader.picture is None:
            return
        first = leader.picture
        contrast = contrast_of(leader.voi, first.voi, high_dark=first.radiograph.inverted)
        with self._lead_on():
            for view in self._others(leader):
                picture = view.picture
                if picture is None:
                    continue
                if picture.radiograph is first.radiograph:
                    voi = leader.voi
                else:
                    voi = with_contrast(contrast, picture.voi, high_dark=picture.radiograph.inverted)
                if view.voi != voi:
                    view.set_voi(voi)
                if view.inverted != leader.inverted:
                    view.set_inverted(leader.inverted)

    # --------------------------------------------------------------------------------------- exact

    def _copy(self, leader: ImageView) -> None:
        """Make the other views of the leader's film look like it in everything."""
        film = leader.picture.radiograph if leader.picture is not None else None
        with self._lead_on():
            for view in self._others(leader):
                if view.picture is None or view.picture.radiograph is not film:
                    continue
                if view.adjustment != leader.adjustment:
                    view.adjust(leader.adjustment)
                if leader.placement.fits and view.placement.fits:
                    continue
                _place(view, replace(leader.placement, view=view.placement.view))


_TOGETHER = Place(0.0)


def _place(view: ImageView, placement: Placement) -> None:
    if view.placement != placement:
        view.place(placement)
