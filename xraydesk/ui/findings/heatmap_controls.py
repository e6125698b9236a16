"""How the heatmap is drawn: on or off, opacity, colours or lines, and its legend."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QFormLayout, QHBoxLayout, QSlider, QVBoxLayout, QWidget

from xraydesk.imaging.overlay import COLOUR_MAPS
from xraydesk.ui.findings.legend import Legend
from xraydesk.ui.shell.parts import heading, named, rule
from xraydesk.ui.view.heatmap_layer import HeatmapStyle

_KINDS = (("map", "Colours"), ("contour", "Lines"), ("both", "Both"))


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
        self.shown = named(QCheckBox("Show it over the film"), "Show where the model looked")
        self.shown.setChecked(style.shown)
        self.shown.toggled.connect(lambda on: self._restyle(shown=on))
        self._opacity = named(QSlider(Qt.Orientation.Horizontal), "Heatmap opacity")
        self._opacity.setRange(0, 100)
        self._opacity.setValue(round(style.opacity * 100))
        self._opacity.valueChanged.connect(lambda value: self._restyle(opacity=value / 100))
        self._kind = _choice("Heatmap drawn as", _KINDS, style.kind)
        self._kind.currentIndexChanged.connect(lambda: self._restyle(kind=self._kind.currentData()))
        maps = [(each.name, each.title) for each in COLOUR_MAPS]
        self._colours = _choice("Heatmap colours", maps, style.colour_map)
        self._colours.currentIndexChanged.connect(lambda: self._restyle(colour_map=self._colours.currentData()))
        self._legend = Legend()
        form = QFormLayout()
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        form.setHorizontalSpacing(12)
        form.addRow("Opacity", self._opacity)
        drawn = QHBoxLayout()
        drawn.addWidget(self._kind, 1)
        drawn.addWidget(self._colours, 1)
        form.addRow("Drawn as", drawn)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(8)
        column.addWidget(rule())
        column.addWidget(heading("WHERE THE MODEL LOOKED"))
        column.addWidget(self.shown)
        column.addLayout(form)
        column.addWidget(self._legend)

    def show_scale(self, scale: float | None) -> None:
        """Set the logit units of full colour, None without a model."""
        self._scale = scale
        self._legend.show_scale(scale, self.style_in_use)

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
        self._legend.show_scale(self._scale, self.style_in_use)
        self.style_changed.emit(self.style_in_use)


def _choice(name: str, choices: Iterable[tuple[str, str]], chosen: str) -> QComboBox:
    box = named(QComboBox(), name)
    for key, title in choices:
        box.addItem(title, key)
    box.setCurrentIndex(box.findData(chosen))
    return box
