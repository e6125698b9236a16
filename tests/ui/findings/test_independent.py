"""Findings that stand each on their own: many low rows, the most probable first, and none named below its point."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QApplication

from xraydesk.core.findings import Finding
from xraydesk.model.card import ModelCard, OperatingPoint
from xraydesk.model.predict import Prediction
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.view.heatmap import HeatmapStyle

LABELS = tuple(f"finding {number:02}" for number in range(18))
CHANCES = tuple((7 * number % 18 + 1) / 20 for number in range(18))


@pytest.fixture
def independent(card: ModelCard) -> ModelCard:
    point = OperatingPoint("checkpoint", "Of others.", dict.fromkeys(LABELS, 0.5))
    return replace(
        card, labels=LABELS, exclusive=False, operating_points=(point,), default_operating_point="checkpoint"
    )


@pytest.fixture
def panel(qtbot: Any, independent: ModelCard) -> Iterator[FindingsPanel]:
    made = FindingsPanel(HeatmapStyle())
    qtbot.addWidget(made)
    made.show_card(independent, known=True)
    made.resize(312, 560)
    made.show()
    return made


def _scored(prediction: Any, chances: tuple[float, ...] = CHANCES) -> Item:
    base: Prediction = prediction()
    findings = tuple(Finding(label, 0.0, chance, 0.5) for label, chance in zip(LABELS, chances, strict=True))
    maps = np.zeros((18, 7, 7), np.float32)
    return Item(Path("film.dcm"), State.SCORED, prediction=replace(base, findings=findings, class_maps=maps))


def _seen(panel: FindingsPanel) -> list[str]:
    """The labels as they stand from top to bottom."""
    panel._answers.layout().activate()
    return sorted(panel._answers.rows, key=lambda label: panel._answers.rows[label].y())


def test_the_most_probable_stands_first_and_is_chosen(panel: FindingsPanel, prediction: Any) -> None:
    panel.show_item(_scored(prediction), fresh=True)
    expected = [label for _, label in sorted(zip(CHANCES, LABELS, strict=True), reverse=True)]
    assert _seen(panel) == expected
    assert panel.chosen == expected[0]


def test_the_keys_go_from_row_to_row_as_they_are_seen_and_scroll_there(panel: FindingsPanel, prediction: Any) -> None:
    panel.show_item(_scored(prediction), fresh=True)
    order = _seen(panel)
    panel.choose_beside(1)
    assert panel.chosen == order[1]
    panel.choose_beside(-2)
    assert panel.chosen == order[-1]
    row = panel._answers.rows[order[-1]]
    viewport = panel._scroll.viewport()
    assert viewport.rect().contains(row.mapTo(viewport, row.rect().center()))


def test_tab_follows_the_rows_as_they_are_seen(panel: FindingsPanel, prediction: Any) -> None:
    panel.show_item(_scored(prediction), fresh=True)
    rows = [panel._answers.rows[label] for label in _seen(panel)]
    assert rows[0].stops[-1].nextInFocusChain() is rows[1].answer


def test_rows_of_equal_probability_keep_the_cards_order(panel: FindingsPanel, prediction: Any) -> None:
    panel.show_item(_scored(prediction), fresh=True)
    panel.show_item(_scored(prediction, (0.4,) * 18), fresh=True)
    assert _seen(panel) == list(LABELS)


def test_rows_of_many_labels_are_low_and_fit_the_panel(panel: FindingsPanel, prediction: Any, card: ModelCard) -> None:
    panel.show_item(_scored(prediction), fresh=True)
    low = panel._answers.rows[LABELS[0]].sizeHint().height()
    inside = panel._scroll.widget()
    assert inside.minimumSizeHint().width() <= panel._scroll.viewport().width()
    panel.show_item(None, fresh=True)
    panel.show_card(card, known=True)
    assert low < 0.7 * panel._answers.rows["normal"].sizeHint().height()


def test_where_nothing_reaches_its_point_panel_and_badge_say_so(panel: FindingsPanel, prediction: Any) -> None:
    item = _scored(prediction, (0.4,) * 18)
    panel.show_item(item, fresh=True)
    assert panel._state.text() == "No finding reaches its operating point."
    assert item.badge == "no finding"
    assert _scored(prediction, (0.4, 0.6) + (0.1,) * 16).badge == "finding 01 60 %"


def test_exclusive_classes_keep_the_cards_order(panel: FindingsPanel, prediction: Any, card: ModelCard) -> None:
    panel.show_card(card, known=True)
    panel.show_item(Item(Path("film.dcm"), State.SCORED, prediction=prediction()), fresh=True)
    QApplication.processEvents()
    assert _seen(panel) == ["covid19", "pneumonia", "normal"]


def test_the_model_of_the_command_line_comes_before_the_one_that_is_set(qtbot: Any, workflow: Any) -> None:
    from xraydesk.core.settings import Settings
    from xraydesk.ui.main_window import MainWindow

    settings = Settings()
    settings.set("model", "set")
    for asked, used in (("", "set"), ("asked", "asked")):
        window = MainWindow(workflow, settings, model=asked)
        qtbot.addWidget(window)
        assert workflow.model_id == used
        window.close()
