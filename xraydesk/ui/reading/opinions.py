"""What the model says, laid over every view: heatmaps and the lines about it. The panel follows the active view."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from xraydesk.imaging.overlay import over_image
from xraydesk.model.explainers import method
from xraydesk.ui.desk.desk import Desk
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.answer_words import reaches_none
from xraydesk.ui.findings.explaining import Explaining
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.reading.view_grid import ViewGrid
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle
from xraydesk.ui.view.image_view import ImageView

if TYPE_CHECKING:
    from xraydesk.model.explainers import Explanation
    from xraydesk.model.predict import Prediction


class Opinions(QObject):
    """Keeps panel and views in step with the answers of the desk.

    A view shows the most probable class of its film until the reader chooses a class; then every view shows that one.

    Parameters
    ----------
    pane_of
        Number of a view → number of the pane whose film it shows.
    """

    def __init__(
        self, desk: Desk, grid: ViewGrid, panel: FindingsPanel, style: HeatmapStyle, pane_of: Callable[[int], int]
    ) -> None:
        super().__init__(grid)
        self._desk, self._grid, self._panel, self._pane_of = desk, grid, panel, pane_of
        self._style = style
        self._plain: frozenset[int] = frozenset()
        self._labels = ["" for _ in grid.views]
        self._made: list[tuple[Prediction | Explanation, Heatmap] | None] = [None for _ in grid.views]
        self._explaining: Explaining | None = None
        self.restyle(style)

    def follow(self, explaining: Explaining) -> None:
        """Show what the chosen explainer finds, as soon as it has; until then, and for other films, the class maps."""
        self._explaining = explaining
        explaining.changed.connect(self._lay_over)

    def forget(self, number: int) -> None:
        """A view has another film: nothing of the one before may stay."""
        self._labels[number] = ""
        self._made[number] = None

    def leave_plain(self, numbers: frozenset[int]) -> None:
        """These views show the film alone, whatever the model says."""
        self._plain = numbers
        self.restyle(self._style)

    def restyle(self, style: HeatmapStyle) -> None:
        """Draw heatmaps in another way."""
        self._style = style
        for number, view in enumerate(self._grid.views):
            view.set_heatmap_style(replace(style, shown=False) if number in self._plain else style)
        self.refresh_lines()
        self._ask_explainer()

    def choose(self, label: str) -> None:
        """The reader wants to see where the model looked for a class."""
        self._labels = [label for _ in self._labels]
        self._lay_over()

    def refresh(self) -> None:
        """Show what is known now."""
        active = self._grid.active
        self._panel.chosen = self._labels[active]
        self._panel.show_item(self._item(active), fresh=False)
        self._labels[active] = self._panel.chosen
        self._lay_over()

    def refresh_lines(self) -> None:
        """Say of every view what the model says of its film."""
        for number, view in enumerate(self._grid.views):
            view.set_ai_lines(() if number in self._plain else self._lines(view, self._item(number)))

    def _item(self, number: int) -> Item | None:
        return self._desk.item_in(self._pane_of(number))

    def _lay_over(self) -> None:
        for number, view in enumerate(self._grid.views):
            view.show_heatmap(self._heatmap(number))
        self.refresh_lines()
        self._panel.heatmap.show_heatmap(self._grid.active_view.heatmap)
        self._ask_explainer()

    def _ask_explainer(self) -> None:
        """The explainer works for the active view."""
        view = self._grid.active_view
        if self._explaining is None:
            return
        if view.picture is None or view.heatmap is None:
            self._explaining.leave()
        else:
            heatmap, shown = view.heatmap, self._style.shown
            self._explaining.want(view.picture.radiograph, heatmap.frame, heatmap.label, shown=shown)

    def _heatmap(self, number: int) -> Heatmap | None:
        """The heatmap of the class that a view shows."""
        item, card = self._item(number), self._desk.card
        prediction = item.prediction if item is not None else None
        if item is None or prediction is None or card is None or item.answer_hidden:
            return None
        labels = [finding.label for finding in prediction.findings]
        if self._labels[number] not in labels:
            self._labels[number] = prediction.foremost.label
        label, made = self._labels[number], self._made[number]
        explanation = self._explanation(number, label)
        source = explanation or prediction
        if made is None or made[0] is not source or made[1].label != label:
            if explanation is None:
                values = over_image(prediction.class_maps[labels.index(label)], prediction.geometry)
                heatmap = Heatmap(label, values, card.heatmap_scale)
            else:
                values = over_image(explanation.values, explanation.geometry)
                heatmap = Heatmap(label, values, 1.0, method=explanation.method)
            made = self._made[number] = source, heatmap
        return made[1]

    def _explanation(self, number: int, label: str) -> Explanation | None:
        """What the chosen explainer has found for the film of a view."""
        picture = self._grid.views[number].picture
        if self._explaining is None or picture is None:
            return None
        return self._explaining.explanation(picture.radiograph.sha256, 0, label)

    def _lines(self, view: ImageView, item: Item | None) -> tuple[str, ...]:
        card, point = self._desk.card, self._panel.operating_point
        if item is None or card is None or point is None:
            return ()
        if item.answer_hidden:
            return (tr("AI: hidden until you have looked"),)
        if item.state is State.DECLINED:
            return (tr("AI: declined"),)
        if item.prediction is None:
            return (tr("AI: analysing…"),)
        use = tr("{point}, RESEARCH USE").format(point=point.name)
        if item.prediction.label_set is None and reaches_none(item.prediction, point):
            words = tr("{point}: no class, RESEARCH USE") if card.exclusive else tr("{point}: no finding, RESEARCH USE")
            use = words.format(point=point.name)
        lines: tuple[str, ...] = (tr("AI: {model}").format(model=card.title), use)
        if item.prediction.against:
            lines += (tr("SCORED AGAINST THE GUARD’S ADVICE"),)
        if item.abstention:
            lines += (item.abstention,)
        if view.heatmap is not None and view.heatmap_style.shown:
            lines += _where(view.heatmap)
        return lines


def _where(heatmap: Heatmap) -> tuple[str, ...]:
    """Which map lies over the film; one that is not on the fixed scale says so."""
    words = tr("Where it looked: {label}")
    if not heatmap.method:
        return (words.format(label=heatmap.label),)
    used = method(heatmap.method)
    label = heatmap.label if used.by_class else tr("every class")
    return words.format(label=label), tr("{method}, relative to this film").format(method=used.title)
