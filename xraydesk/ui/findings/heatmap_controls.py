"""How the heatmap is drawn: on or off, opacity, colours or lines, which explainer, and its legend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QSlider, QVBoxLayout, QWidget

from xraydesk.core.localisation import Localisation
from xraydesk.imaging.overlay import COLOUR_MAPS
from xraydesk.ui.findings.explainer_controls import ExplainerControls
from xraydesk.ui.findings.form import add_row, form
from xraydesk.ui.findings.legend import Legend
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.parts import heading, named, rule, text, toned
from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle

_KINDS = (("map", mark("Colours")), ("contour", mark("Lines")), ("both", mark("Both")))


class HeatmapControls(QWidget):
    """A group of the findings panel.

    Signals
    -------
    style_changed
        The new `HeatmapStyle`.
    """

    style_changed = Signal(object)

    def __init__(self, style: HeatmapStyle, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.style_in_use = style
        self._scale: float | None = None
        self._heatmap: Heatmap | None = None
        self.explainer = ExplainerControls()
        self.shown = named(QCheckBox(tr("Show it over the film")), tr("Show where the model looked"))
        self.shown.setChecked(style.shown)
        self.shown.toggled.connect(lambda on: self._restyle(shown=on))
        self._opacity = named(QSlider(Qt.Orientation.Horizontal), tr("Heatmap opacity"))
        self._opacity.setRange(0, 100)
        self._opacity.setValue(round(style.opacity * 100))
        self._opacity.valueChanged.connect(lambda value: self._restyle(opacity=value / 100))
        kinds = [(key, tr(title)) for key, title in _KINDS]
        self._kind = _choice(tr("Heatmap drawn as"), kinds, style.kind)
        self._kind.currentIndexChanged.connect(lambda: self._restyle(kind=self._kind.currentData()))
        maps = [(each.name, each.title) for each in COLOUR_MAPS]
        self._colours = _choice(tr("Heatmap colours"), maps, style.colour_map)
        self._colours.currentIndexChanged.connect(lambda: self._restyle(colour_map=self._colours.currentData()))
        self._legend = Legend()
        self._localisation: Localisation | None = None
        self._place = text(name=tr("what the heatmap says of a place"), tone="quiet")
        self._place.hide()
        lines = form()
        add_row(lines, tr("Opacity"), self._opacity)
        add_row(lines, tr("Drawn as"), self._kind, self._colours)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        column.addWidget(heading(tr("WHERE THE MODEL LOOKED")))
        column.addWidget(self.shown)
        column.addWidget(self._place)
        column.addLayout(lines)
        column.addWidget(self.explainer)
        column.addWidget(self._legend)
        self._enable()

    def show_scale(self, scale: float | None) -> None:
        """Set the logit units of full colour, None without a model."""
        self._scale = scale
        self._refresh_legend()

    def show_heatmap(self, heatmap: Heatmap | None) -> None:
        """Set the heatmap on screen: the legend is of its scale; None for that of the model."""
        self._heatmap = heatmap
        self._refresh_legend()
        self._refresh_place()

    def show_localisation(self, localisation: Localisation | None) -> None:
        """Say whether the class map of the chosen finding can be held for a place; None where nobody judged it."""
        self._localisation = localisation
        self._refresh_place()

    def show_style(self, style: HeatmapStyle) -> None:
        """Set how the heatmap is drawn, where somebody else has said so."""
        self.shown.setChecked(style.shown)
        self._opacity.setValue(round(style.opacity * 100))
        self._kind.setCurrentIndex(self._kind.findData(style.kind))
        self._colours.setCurrentIndex(self._colours.findData(style.colour_map))

    def change_opacity(self, percent: int) -> None:
        """More or less opaque."""
        self._opacity.setValue(self._opacity.value() + percent)

    def next_colours(self) -> None:
        """The next colour map, after the last the first."""
        self._colours.setCurrentIndex((self._colours.currentIndex() + 1) % self._colours.count())

    def next_kind(self) -> None:
        """Colours, lines, both, and round again."""
        self._kind.setCurrentIndex((self._kind.currentIndex() + 1) % self._kind.count())

    def _restyle(self, **changes: Any) -> None:
        self.style_in_use = replace(self.style_in_use, **changes)
        self._enable()
        self._refresh_legend()
        self.style_changed.emit(self.style_in_use)

    def _enable(self) -> None:
        """Lines have no opacity."""
        self._opacity.setEnabled(self.style_in_use.kind != "contour")

    def _refresh_place(self) -> None:
        """The judgement is of the class map: a map of another explainer has no evidence that could be shared out."""
        judged = self._localisation
        is_shown = judged is not None and not (self._heatmap is not None and self._heatmap.method)
        self._place.setVisible(is_shown)
        if judged is not None:
            self._place.setText(judged.sentence(tr))
            toned(self._place, "caution" if judged.is_unreliable else "quiet")

    def _refresh_legend(self) -> None:
        if self._heatmap is not None:
            self._legend.show_scale(self._heatmap.scale, self.style_in_use, relative=bool(self._heatmap.method))
        else:
            self._legend.show_scale(self._scale, self.style_in_use)


def _choice(name: str, choices: Iterable[tuple[str, str]], chosen: str) -> QComboBox:
    box = named(QComboBox(), name)
    for key, title in choices:
        box.addItem(title, key)
    box.setCurrentIndex(box.findData(chosen))
    return box
