"""The findings as the reader sees them: calm numbers, the operating point, and states said in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from xraydesk.model.card import ModelCard
from xraydesk.model.predict import Prediction
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.findings.probability_row import ProbabilityRow, percent
from xraydesk.ui.view.heatmap_layer import HeatmapStyle


@pytest.fixture
def panel(qtbot: Any, card: ModelCard) -> Iterator[FindingsPanel]:
    made = FindingsPanel(HeatmapStyle())
    qtbot.addWidget(made)
    made.show_card(card, known=True)
    made.resize(312, 700)
    made.show()
    return made


def _scored(prediction: Prediction) -> Item:
    return Item(Path("film.dcm"), State.SCORED, prediction=prediction)


def _rows(panel: FindingsPanel) -> dict[str, ProbabilityRow]:
    return {row.label: row for row in panel.findChildren(ProbabilityRow)}


def test_every_class_is_listed_in_the_cards_order_with_its_verdict(
    panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    panel.show_item(_scored(prediction((0.3, 0.49, 0.21))), fresh=True)
    names = [row.accessibleName() for row in _rows(panel).values()]
    assert names == [
        "covid19: 30.0 %, at or above the operating point of 30.0 %",
        "pneumonia: 49 %, below the operating point of 50 %",
        "normal: 21 %, below the operating point of 60 %",
    ]


def test_the_most_probable_class_is_chosen_for_a_fresh_film_and_the_readers_choice_stays(
    panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    item = _scored(prediction())
    panel.show_item(item, fresh=True)
    assert panel.chosen == "pneumonia"
    panel.choose("normal")
    panel.show_item(item, fresh=False)
    assert panel.chosen == "normal"
    panel.show_item(item, fresh=True)
    assert panel.chosen == "pneumonia"


def test_a_click_on_a_class_chooses_its_heatmap(
    qtbot: Any, panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    panel.show_item(_scored(prediction()), fresh=True)
    with qtbot.waitSignal(panel.label_chosen) as chosen:
        qtbot.mouseClick(_rows(panel)["covid19"], Qt.MouseButton.LeftButton)
    assert chosen.args == ["covid19"]
    assert [label for label, row in _rows(panel).items() if row.isChecked()] == ["covid19"]


def test_the_next_class_after_the_last_is_the_first(
    panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    panel.show_item(_scored(prediction()), fresh=True)
    seen = []
    for _ in range(4):
        panel.choose_beside(1)
        seen.append(panel.chosen)
    assert seen == ["normal", "covid19", "pneumonia", "normal"]
    panel.choose_beside(-1)
    assert panel.chosen == "pneumonia"


def test_another_operating_point_changes_the_verdicts_and_is_explained(
    qtbot: Any, panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    panel.show_item(_scored(prediction()), fresh=True)
    assert panel._rationale.text() == "Highest sum of both."
    with qtbot.waitSignal(panel.operating_point_changed):
        panel.next_operating_point()
    assert panel.operating_point is not None
    assert panel.operating_point.name == "rule-in"
    assert panel._rationale.text() == "Few false alarms."
    assert _rows(panel)["pneumonia"].accessibleName() == "pneumonia: 70 %, below the operating point of 90 %"


@pytest.mark.parametrize(
    ("item", "sentence"),
    [
        (Item(Path("a"), State.READABLE), "Analysing…"),
        (Item(Path("a"), State.DECLINED, "not a frontal view"), "Declined: not a frontal view"),
    ],
)
def test_what_is_not_a_finding_is_said_in_words(panel: FindingsPanel, item: Item, sentence: str) -> None:
    panel.show_item(item, fresh=True)
    assert panel._state.text() == sentence
    assert panel._state.isVisible()
    assert not any(row.isVisible() for row in _rows(panel).values())
    assert not panel.heatmap.isVisible()


def test_without_a_model_the_panel_says_so(panel: FindingsPanel) -> None:
    panel.show_card(None, known=True)
    panel.show_item(Item(Path("a"), State.READABLE), fresh=True)
    assert panel._state.text() == "No model: viewing only."
    assert not panel._card_button.isEnabled()


def test_the_panel_names_the_model_its_use_and_its_limits(panel: FindingsPanel, card: ModelCard) -> None:
    from PySide6.QtWidgets import QLabel

    texts = {label.text() for label in panel.findChildren(QLabel) if label.isVisible()}
    assert {card.title, "RESEARCH USE, not for diagnosis", "It knows nothing."} <= texts


@pytest.mark.parametrize(
    ("value", "text"), [(0.0, "< 1 %"), (0.004, "< 1 %"), (0.5, "50 %"), (0.996, "> 99 %"), (1.0, "> 99 %")]
)
def test_no_probability_is_shown_as_certain(value: float, text: str) -> None:
    assert percent(value) == text


def test_the_controls_change_how_the_heatmap_is_drawn(qtbot: Any, panel: FindingsPanel) -> None:
    controls = panel.heatmap
    styles: list[HeatmapStyle] = []
    controls.style_changed.connect(styles.append)
    controls.shown.setChecked(False)
    controls.change_opacity(10)
    controls.next_colours()
    controls.next_kind()
    assert styles[-1] == HeatmapStyle(shown=False, kind="contour", opacity=0.55, colour_map="viridis")
    for _ in range(20):
        controls.change_opacity(10)
    assert styles[-1].opacity == 1.0


def test_the_legend_says_the_fixed_scale_and_its_unit(panel: FindingsPanel) -> None:
    legend = panel.heatmap._legend
    assert legend.accessibleDescription() == "from 0 to 4 and more, evidence, logit units, the same for every film"


def test_a_model_that_is_sure_of_nothing_says_so_in_words(
    panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    panel.show_item(_scored(prediction((0.29, 0.49, 0.22))), fresh=True)
    assert panel._state.text() == "No class reaches its operating point."
    panel.show_item(_scored(prediction((0.3, 0.49, 0.21))), fresh=True)
    assert not panel._state.isVisible()


def test_the_corner_says_that_no_class_reaches_its_point(qtbot: Any, window: Any, workflow: Any) -> None:
    workflow.chances["a.dcm"] = (0.29, 0.49, 0.22)
    window.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
    assert "balanced: no class, RESEARCH USE" in window.reading.view.scene().ai_lines


def test_how_heatmaps_are_drawn_follows_the_settings_and_they_follow_the_panel(window: Any) -> None:
    settings, heatmap = window._settings, window.reading.panel.heatmap
    settings.set("heatmap_style", "both")
    settings.set("colour_map", "cividis")
    settings.set("heatmap_opacity", 0.8)
    settings.set("heatmap_shown", False)
    expected = HeatmapStyle(shown=False, kind="both", opacity=0.8, colour_map="cividis")
    assert heatmap.style_in_use == expected
    assert window.reading.view.heatmap_style == expected
    heatmap.next_kind()
    assert settings["heatmap_style"] == "map"


def test_lines_have_no_opacity_to_set(panel: FindingsPanel) -> None:
    panel.heatmap.show_style(HeatmapStyle(kind="contour"))
    assert not panel.heatmap._opacity.isEnabled()
    panel.heatmap.show_style(HeatmapStyle(kind="both"))
    assert panel.heatmap._opacity.isEnabled()


def test_scrolling_over_a_field_without_the_keyboard_does_not_change_it(
    qtbot: Any, panel: FindingsPanel, prediction: Callable[..., Prediction], mouse: Any
) -> None:
    panel.show_item(_scored(prediction()), fresh=True)
    points, slider = panel._points, panel.heatmap._opacity
    for field in (points, slider):
        before = panel.operating_point, slider.value()
        mouse(field).wheel(-1, (5, 5))
        assert (panel.operating_point, slider.value()) == before
    qtbot.waitUntil(panel.isActiveWindow)
    points.setFocus()
    mouse(points).wheel(-1, (5, 5))
    assert points.currentText() == "rule-in"


def test_nothing_in_the_panel_is_wider_than_the_panel(
    panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    panel.show_item(_scored(prediction()), fresh=True)
    panel.reader.ask("")
    panel.resize(panel.width(), 500)
    inside = panel._scroll.widget()
    assert inside.minimumSizeHint().width() <= panel._scroll.viewport().width()
    hidden = _scored(prediction())
    hidden.answer_hidden = True
    panel.show_item(hidden, fresh=True)
    assert inside.minimumSizeHint().width() <= panel._scroll.viewport().width()
