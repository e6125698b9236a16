"""What the panel says of a heatmap as a place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtWidgets import QLabel

from xraydesk.core.localisation import Localisation, Verdict
from xraydesk.model.card import ModelCard
from xraydesk.model.predict import Prediction
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle

PLACES = {
    "covid19": Localisation(Verdict.OUTSIDE, 0.12, 0.34, 0.1),
    "pneumonia": Localisation(Verdict.IN_LUNGS, 0.71, 0.34, 0.1),
    "normal": Localisation(Verdict.DIFFUSE, 0.34, 0.34, 0.46),
}


@pytest.fixture
def panel(qtbot: Any, card: ModelCard, prediction: Callable[..., Prediction]) -> FindingsPanel:
    made = FindingsPanel(HeatmapStyle())
    qtbot.addWidget(made)
    made.show_card(card, known=True)
    answer = replace(prediction(), localisations=PLACES)
    made.show_item(Item(Path("film.dcm"), State.SCORED, prediction=answer), fresh=True)
    made.show()
    return made


def line(panel: FindingsPanel) -> QLabel:
    (found,) = [
        each for each in panel.findChildren(QLabel) if each.accessibleName() == "what the heatmap says of a place"
    ]
    return found


def test_the_shown_findings_map_is_held_against_the_lungs(panel: FindingsPanel) -> None:
    assert panel.chosen == "pneumonia"
    assert line(panel).text() == "71 % of the evidence lies in the lungs, which fill 34 % of what the model saw."
    assert line(panel).property("tone") == "quiet"


@pytest.mark.parametrize(("label", "words"), [("covid19", "12 % of the evidence"), ("normal", "spread over 46 %")])
def test_an_unreliable_map_is_marked_with_one_sentence_why(panel: FindingsPanel, label: str, words: str) -> None:
    panel.choose(label)
    assert line(panel).text().startswith("Localisation unreliable:")
    assert words in line(panel).text()
    assert line(panel).property("tone") == "caution"


def test_maps_of_other_explainers_and_unjudged_ones_get_no_sentence(
    panel: FindingsPanel, prediction: Callable[..., Prediction]
) -> None:
    values = np.ones((7, 7), np.float32)
    panel.heatmap.show_heatmap(Heatmap("pneumonia", values, 1.0, method="layer_cam"))
    assert not line(panel).isVisibleTo(panel)
    panel.heatmap.show_heatmap(Heatmap("pneumonia", values, 4.0))
    assert line(panel).isVisibleTo(panel)
    panel.show_item(Item(Path("film.dcm"), State.SCORED, prediction=prediction()), fresh=True)
    assert not line(panel).isVisibleTo(panel)
