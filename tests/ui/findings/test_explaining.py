"""Further explainers: computed in the background, cancellable, kept, and never passed off as the fixed scale."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QComboBox, QProgressBar

from xraydesk.model import explainers
from xraydesk.ui.findings import explaining as module
from xraydesk.ui.findings.explainer_controls import how_to_get_more
from xraydesk.ui.findings.explaining import Explaining, Progress, Stage
from xraydesk.ui.main_window import MainWindow

Open = Callable[..., MainWindow]


@pytest.fixture
def explaining(qtbot: Any, opened: Open) -> Explaining:
    window = opened("a.dcm", "b.dcm")
    qtbot.waitUntil(lambda: len(window.consultation.explaining.methods) > 1)
    return window.consultation.explaining


def _method_on_screen(window: MainWindow) -> str:
    return window.reading.view.heatmap.method


def _ready(explaining: Explaining) -> bool:
    return explaining.progress.stage is Stage.READY


def test_the_class_maps_are_there_at_once_and_nothing_else_is_computed(
    window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    assert explaining.chosen == explainers.FAST
    assert _method_on_screen(window) == ""
    assert workflow.explained == []


def test_a_fast_method_takes_the_place_of_the_class_map_when_it_is_ready(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    workflow.explainer_gate.clear()
    window.commands["next_explainer"].trigger()
    assert explaining.chosen == "grad_cam_plus_plus"
    qtbot.waitUntil(lambda: explaining.progress == Progress(Stage.RUNNING, 3, 12))
    assert _method_on_screen(window) == ""
    workflow.explainer_gate.set()
    qtbot.waitUntil(lambda: _method_on_screen(window) == "grad_cam_plus_plus")
    assert _ready(explaining)
    heatmap = window.reading.view.heatmap
    assert heatmap.scale == 1
    assert (heatmap.values.min(), heatmap.values.max()) == (0, 1)
    assert workflow.explained == [("a.dcm", "pneumonia", "grad_cam_plus_plus")]


def test_a_relative_map_says_so_in_the_corner_and_in_the_legend(
    qtbot: Any, window: MainWindow, explaining: Explaining
) -> None:
    legend = window.reading.panel.heatmap._legend
    assert "the same for every film" in legend.accessibleDescription()
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")
    lines = window.reading.view.scene().ai_lines
    assert lines[-2:] == ("Where it looked: pneumonia", "Layer-CAM, relative to this film")
    assert legend.accessibleDescription() == "from the least to the most of this map; relative, this film only"
    explaining.choose(explainers.FAST)
    assert window.reading.view.scene().ai_lines[-1] == "Where it looked: pneumonia"
    assert "the same for every film" in legend.accessibleDescription()


def test_a_slow_method_waits_until_the_reader_starts_it(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any, button: Any
) -> None:
    explaining.choose("score_cam")
    assert explaining.progress.stage is Stage.OFFERED
    assert workflow.explained == []
    button(window.reading.panel, "Compute: Score-CAM").click()
    qtbot.waitUntil(lambda: _method_on_screen(window) == "score_cam")


def test_work_is_shown_with_its_progress_and_can_be_cancelled_and_started_again(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any, button: Any
) -> None:
    workflow.explainer_gate.clear()
    explaining.choose("score_cam")
    window.commands["compute_explainer"].trigger()
    bar = window.reading.panel.findChild(QProgressBar)
    qtbot.waitUntil(lambda: bar.isVisible() and (bar.value(), bar.maximum()) == (3, 12))
    assert "25 %" in window.reading.panel.heatmap.explainer._state.text()
    button(window.reading.panel, "Cancel: Score-CAM").click()
    assert explaining.progress.stage is Stage.OFFERED
    assert _method_on_screen(window) == ""
    workflow.explainer_gate.set()
    window.commands["compute_explainer"].trigger()
    qtbot.waitUntil(lambda: _method_on_screen(window) == "score_cam")
    assert len(workflow.explained) == 2


def test_a_cancelled_fast_method_does_not_start_by_itself_again(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    workflow.explainer_gate.clear()
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: bool(workflow.explained))
    explaining.cancel()
    window.commands["heatmap"].trigger()
    window.commands["heatmap"].trigger()
    assert explaining.progress.stage is Stage.OFFERED
    assert len(workflow.explained) == 1


def test_what_was_explained_is_kept_per_film_class_and_method(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")
    window.commands["next_class"].trigger()
    qtbot.waitUntil(lambda: window.reading.view.heatmap.label == "normal" and _ready(explaining))
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: window.desk.shown == 1 and len(workflow.explained) == 3 and _ready(explaining))
    for name in ("previous_image", "next_class"):
        window.commands[name].trigger()
        qtbot.waitUntil(
            lambda: window.desk.shown == 0 and _ready(explaining) and _method_on_screen(window) == "layer_cam"
        )
    assert [(film, label) for film, label, _ in workflow.explained] == [
        ("a.dcm", "pneumonia"),
        ("a.dcm", "normal"),
        ("b.dcm", "pneumonia"),
    ]


def test_a_method_without_classes_is_computed_once_for_all_of_them(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    explaining.choose("eigen_cam")
    qtbot.waitUntil(lambda: _method_on_screen(window) == "eigen_cam")
    window.commands["next_class"].trigger()
    assert window.reading.view.heatmap.label == "normal"
    assert "Where it looked: every class" in window.reading.view.scene().ai_lines
    assert len(workflow.explained) == 1


def test_only_the_newest_are_kept(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEPT", 1)
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")
    for name in ("next_class", "previous_class"):
        count = len(workflow.explained)
        window.commands[name].trigger()
        qtbot.waitUntil(lambda count=count: len(workflow.explained) == count + 1 and _ready(explaining))
    assert [label for _, label, _ in workflow.explained] == ["pneumonia", "normal", "pneumonia"]


def test_leaving_the_film_gives_up_on_its_explanation(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    workflow.explainer_gate.clear()
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: bool(workflow.explained))
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: len(workflow.explained) == 2)
    workflow.explainer_gate.set()
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")
    assert explaining.explanation("a.dcm", 0, "pneumonia") is None
    assert explaining.explanation("b.dcm", 0, "pneumonia") is not None


def test_nothing_is_computed_while_heatmaps_are_off(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    window.commands["heatmap"].trigger()
    explaining.choose("layer_cam")
    assert explaining.progress.stage is Stage.OFFERED
    assert workflow.explained == []
    window.commands["heatmap"].trigger()
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")


def test_a_failure_is_said_where_it_happened_and_can_be_tried_again(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any, button: Any
) -> None:
    workflow.unexplainable.add("layer_cam")
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: explaining.progress.stage is Stage.FAILED)
    state = window.reading.panel.heatmap.explainer._state
    assert state.text() == "Layer-CAM: the explainer process ended unexpectedly"
    assert _method_on_screen(window) == ""
    workflow.unexplainable.clear()
    button(window.reading.panel, "Try again: Layer-CAM").click()
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")


def test_the_explainers_go_round(window: MainWindow, explaining: Explaining) -> None:
    chosen = []
    for _ in explaining.methods:
        window.commands["next_explainer"].trigger()
        chosen.append(explaining.chosen)
    assert sorted(chosen) == sorted(each.key for each in explainers.METHODS)
    assert chosen[-1] == explainers.FAST


def test_only_what_is_installed_is_offered_and_how_to_get_more_is_said(
    qtbot: Any, opened: Open, workflow: Any, button: Any
) -> None:
    window = opened("a.dcm")
    panel = window.reading.panel
    workflow.methods = explainers.METHODS[:1]
    window.desk.load_model()
    qtbot.waitUntil(lambda: len(window.consultation.explaining.methods) == 1)
    (choice,) = [each for each in panel.findChildren(QComboBox) if each.accessibleName() == "Explainer"]
    assert [choice.itemText(row) for row in range(choice.count())] == ["Grad-CAM"]
    more = button(panel, "How to get more explainers")
    sentence = panel.heatmap.explainer._how
    assert not sentence.isVisible()
    more.click()
    assert sentence.isVisible()
    assert "xraydesk[explainers]" in sentence.text()
    window.commands["next_explainer"].trigger()
    assert window.consultation.explaining.chosen == explainers.FAST


def test_the_sentence_names_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explainers, "find_spec", lambda name: None)
    assert "(pytorch_grad_cam, torch, torchvision)" in how_to_get_more()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert "this edition" in how_to_get_more()


def test_closing_everything_forgets_what_was_explained(qtbot: Any, window: MainWindow, explaining: Explaining) -> None:
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")
    window.desk.close_all()
    assert explaining.explanation("a.dcm", 0, "pneumonia") is None
    assert _ready(explaining)


def test_the_map_of_an_explainer_lies_where_the_model_looked(
    qtbot: Any, window: MainWindow, explaining: Explaining
) -> None:
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: _method_on_screen(window) == "layer_cam")
    values = window.reading.view.heatmap.values
    assert np.all(values[: int(values.shape[0] * 0.43)] == 0)
    assert np.all(values[int(values.shape[0] * 0.46) :] == 1)


def test_nobody_waits_for_an_explainer_when_the_window_closes(
    qtbot: Any, window: MainWindow, explaining: Explaining, workflow: Any
) -> None:
    workflow.explainer_gate.clear()
    explaining.choose("layer_cam")
    qtbot.waitUntil(lambda: bool(workflow.explained))
    window.lanes.close()  # returns although the gate stays shut
    assert not workflow.explainer_gate.is_set()
