"""The part of a view that keeps what is laid over the film and written beside it; it paints nothing."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.view.adjustable_view import AdjustableView
from xraydesk.ui.view.corner_plan import CornerPlan, plan_lines
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle
from xraydesk.ui.view.scene import Company

_CORNERS = {
    "corner_top_left": "top_left",
    "corner_top_right": "top_right",
    "corner_bottom_right": "bottom_right",
    "corner_bottom_left": "bottom_left",
}
"""Setting → the corner whose lines it lists."""


class DressedView(AdjustableView):
    """A view with a heatmap, overlays, words and a border, and with the reader's wishes about them."""

    def __init__(self, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(lanes, parent)
        self.heatmap: Heatmap | None = None
        self.heatmap_style = HeatmapStyle()
        self.overlays_shown = True
        self.is_smooth = True
        self.active = True
        self.amount = Amount.ALL
        self.plan = CornerPlan()
        self.patient_hidden = False
        self.ai_lines: tuple[str, ...] = ()
        self.banner = ""
        self.company = Company()
        self._settings: Settings | None = None

    def follow(self, settings: Settings) -> None:
        """Do as the settings of the picture say, from now on."""
        self._settings = settings
        for key in (*_CORNERS, "magnification", "cine_rate"):
            settings.watch(key, self._obey)
        self._obey()

    def _obey(self, _value: object = None) -> None:
        if self._settings is None:
            return
        settings = self._settings
        self.set_plan(CornerPlan(**{corner: plan_lines(settings[key]) for key, corner in _CORNERS.items()}))
        self.set_smooth(settings["magnification"] == "smooth")
        self.frames.set_rate(settings["cine_rate"])

    def undress(self) -> None:
        """Leave nothing of the film before."""
        self.heatmap = None
        self.banner, self.ai_lines = "", ()

    # --------------------------------------------------------------------------- over the film

    def show_heatmap(self, heatmap: Heatmap | None) -> None:
        """Lay a class's evidence over the film."""
        self.heatmap = heatmap
        self.update()

    def set_heatmap_style(self, style: HeatmapStyle) -> None:
        """Change how the heatmap is drawn."""
        self.heatmap_style = style
        self.update()

    def show_overlays(self, shown: bool) -> None:
        """Paint the overlay planes of the file, or leave them out."""
        self.overlays_shown = shown
        self.update()

    def set_smooth(self, smooth: bool) -> None:
        """Above 1:1, let samples run into each other, or show them as they are."""
        self.is_smooth = smooth
        self.update()

    def set_active(self, active: bool) -> None:
        """Whether this is the view that commands act on; it then has the border."""
        self.active = active
        self.update()

    # -------------------------------------------------------------------------------- words

    def set_ai_lines(self, lines: tuple[str, ...]) -> None:
        """What is said about the model at the bottom left."""
        self.ai_lines = lines
        self.update()

    def set_banner(self, text: str) -> None:
        """Say what is going on, such as that another file is being opened."""
        self.banner = text
        self.update()

    def set_company(self, company: Company) -> None:
        """What is said of the views beside this one."""
        self.company = company
        self.update()

    def set_amount(self, amount: Amount) -> None:
        """How much is written into the corners."""
        self.amount = amount
        self.update()

    def set_plan(self, plan: CornerPlan) -> None:
        """Which lines stand in which corner."""
        self.plan = plan
        self.update()

    def set_patient_hidden(self, hidden: bool) -> None:
        """Leave out everything that names the patient."""
        self.patient_hidden = hidden
        name = self.picture.radiograph.path.name if self.picture is not None and not hidden else ""
        self.setAccessibleDescription(name)
        self.update()
