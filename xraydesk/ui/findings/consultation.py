"""The reader and the model over one film: all that the findings room does, put together for one window."""

from __future__ import annotations

from PySide6.QtCore import QObject

from xraydesk.core.settings import Settings
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.findings.declarations import Declarations
from xraydesk.ui.findings.explaining import Explaining
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.findings.overriding import Overriding
from xraydesk.ui.findings.prevalences import Prevalences
from xraydesk.ui.findings.review import Review
from xraydesk.ui.findings.review_marks import ReviewMarks
from xraydesk.ui.findings.second_reader import SecondReader
from xraydesk.ui.view.heatmap import HeatmapStyle


class Consultation(QObject):
    """The parts.

    Attributes
    ----------
    explaining
        Which explainer draws the heatmap.
    declarations
        What was declared of the open films.
    second_reader
        Whether the model's answer may be seen yet.
    review
        What the reader makes of it.
    overriding
        How a declined film is scored all the same.
    """

    def __init__(self, desk: Desk, panel: FindingsPanel, storing: Storing, lanes: Lanes, settings: Settings) -> None:
        super().__init__(desk)
        self.explaining = Explaining(desk, lanes, self)
        self.declarations = Declarations(storing, self)
        self.second_reader = SecondReader(desk, self.declarations, settings, self)
        self.review = Review(desk, panel, self.declarations, self.second_reader, settings, self)
        self.overriding = Overriding(desk, panel, self.declarations, self.review, settings, self)
        self._marks = ReviewMarks(desk, self.declarations, self.second_reader, storing, settings, self)
        self._prevalences = Prevalences(desk, panel, settings, self)
        self._panel, self._settings = panel, settings
        panel.heatmap.explainer.follow(self.explaining)
        for key in ("heatmap_shown", "heatmap_style", "heatmap_opacity", "colour_map"):
            settings.watch(key, self._restyle)

    def _restyle(self, _value: object) -> None:
        """The settings dialog has changed how heatmaps are drawn."""
        self._panel.heatmap.show_style(style_of(self._settings))


def style_of(settings: Settings) -> HeatmapStyle:
    """How the reader wants heatmaps drawn."""
    return HeatmapStyle(
        shown=settings["heatmap_shown"],
        kind=settings["heatmap_style"],
        opacity=settings["heatmap_opacity"],
        colour_map=settings["colour_map"],
    )
