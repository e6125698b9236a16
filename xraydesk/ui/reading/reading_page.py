"""The page on which films are read: strip, view and findings, kept in step with the desk."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from xraydesk.core.radiograph import LookupTable, Window
from xraydesk.core.settings import Settings
from xraydesk.imaging.overlay import over_image
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.items import State
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.survey import Survey
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.studies.thumbnail_strip import ThumbnailStrip
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.heatmap_layer import Heatmap, HeatmapStyle
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture

PATIENCE_MS = 150
"""A film that opens faster is not announced."""

ADJUSTMENTS_KEPT = 500


@dataclass(frozen=True, slots=True)
class _Adjustment:
    """What the reader made of a film, to find it so again."""

    voi: Window | LookupTable
    inverted: bool
    turn: Turn


class ReadingPage(QWidget):
    """Connects desk, strip, view and panel; decides nothing about files."""

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
        self.strip = ThumbnailStrip(desk.items)
        self.view = ImageView(lanes)
        self.panel = FindingsPanel(style)
        self.view.set_heatmap_style(style)
        self.view.set_amount(Amount(settings["corner_texts"]))
        self.view.drag_reversed = settings["reverse_window_drag"]
        self._adjusted: OrderedDict[Path, _Adjustment] = OrderedDict()
        self._fresh = True
        self._opening = ""
        self._announce = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._announce.timeout.connect(lambda: self.view.set_banner(f"opening {self._opening} …"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        row.addWidget(self.strip)
        row.addWidget(self.view, 1)
        row.addWidget(self.panel)

        desk.picture_shown.connect(self._show)
        desk.answer_changed.connect(self._refresh)
        desk.opening.connect(self._opens)
        desk.current_changed.connect(self.strip.mark)
        desk.card_known.connect(lambda card: self.panel.show_card(card, known=True))
        self.strip.chosen.connect(desk.choose)
        self.strip.rows_visible.connect(survey.hurry)
        self.view.step.connect(desk.step)
        self.view.view_changed.connect(self._remember)
        self.panel.label_chosen.connect(self._lay_over)
        self.panel.operating_point_changed.connect(self._name_model)
        self.panel.heatmap.style_changed.connect(self._restyle)

    def set_maximised(self, maximised: bool) -> None:
        """Only the film, or everything."""
        self.strip.setVisible(not maximised)
        self.panel.setVisible(not maximised)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self, picture: Picture | None) -> None:
        self._fresh = True
        kept = self._adjusted.get(picture.radiograph.path) if picture is not None else None
        self.view.show_picture(picture)
        if kept is not None:
            self.view.set_turn(kept.turn)
            self.view.set_inverted(kept.inverted)
            self.view.set_voi(kept.voi)
        if picture is None:
            self._adjusted.clear()

    def _remember(self) -> None:
        view = self.view
        if view.picture is not None:
            path = view.picture.radiograph.path
            self._adjusted[path] = _Adjustment(view.voi, view.inverted, view.turn)
            self._adjusted.move_to_end(path)
            if len(self._adjusted) > ADJUSTMENTS_KEPT:
                self._adjusted.popitem(last=False)

    def _opens(self, name: str) -> None:
        self._opening = name
        if name:
            self._announce.start()
        else:
            self._announce.stop()
            self.view.set_banner("")

    def _refresh(self) -> None:
        self.panel.show_item(self.desk.current, fresh=self._fresh)
        self._fresh = False
        self._lay_over(self.panel.chosen)

    def _lay_over(self, label: str) -> None:
        """Show the heatmap of a class of the film on screen."""
        item, card = self.desk.current, self.desk.card
        prediction = item.prediction if item is not None else None
        heatmap = None
        if prediction is not None and card is not None and label:
            index = [finding.label for finding in prediction.findings].index(label)
            values = over_image(prediction.class_maps[index], prediction.geometry)
            heatmap = Heatmap(label, values, card.heatmap_scale)
        self.view.show_heatmap(heatmap)
        self._name_model()

    def _name_model(self) -> None:
        self.view.set_ai_lines(self._ai_lines())

    def _ai_lines(self) -> tuple[str, ...]:
        item, card, point = self.desk.current, self.desk.card, self.panel.operating_point
        if item is None or card is None or point is None:
            return ()
        if item.state is State.DECLINED:
            return ("AI: declined",)
        if item.prediction is None:
            return ("AI: analysing…",)
        lines: tuple[str, ...] = (f"AI: {card.title}", f"{point.name}, RESEARCH USE")
        heatmap = self.view.heatmap
        if heatmap is not None and self.view.heatmap_style.shown:
            lines += (f"Where it looked: {heatmap.label}",)
        return lines

    def _restyle(self, style: HeatmapStyle) -> None:
        self.view.set_heatmap_style(style)
        self._settings.set("heatmap_shown", style.shown)
        self._settings.set("heatmap_style", style.kind)
        self._settings.set("heatmap_opacity", float(style.opacity))
        self._settings.set("colour_map", style.colour_map)
        self._name_model()
