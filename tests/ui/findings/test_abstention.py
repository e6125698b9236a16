"""A film between classes: the panel, the corner, the strip and the study list say so instead of naming one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from xraydesk.model.card import ModelCard
from xraydesk.model.conformal import ConformalSets
from xraydesk.model.predict import Prediction
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.findings.probability_row import ProbabilityRow
from xraydesk.ui.studies.query import Only, Query
from xraydesk.ui.view.heatmap import HeatmapStyle


@pytest.fixture
def abstaining(card: ModelCard) -> ModelCard:
    sets = ConformalSets(0.1, {"covid19": 0.2, "pneumonia": 0.3, "normal": 0.4}, dict.fromkeys(card.labels, 50))
    return replace(card, conformal=sets)


@pytest.fixture
def panel(qtbot: Any, abstaining: ModelCard) -> Iterator[FindingsPanel]:
    made = FindingsPanel(HeatmapStyle())
    qtbot.addWidget(made)
    made.show_card(abstaining, known=True)
    made.resize(312, 700)
    made.show()
    return made


@pytest.fixture
def item(prediction: Callable[..., Prediction]) -> Callable[..., Item]:
    """A scored film of some probabilities and a set of labels."""

    def make(chances: tuple[float, ...], label_set: tuple[str, ...] | None) -> Item:
        said = replace(prediction(chances), label_set=label_set)
        return Item(Path("film.dcm"), State.SCORED, prediction=said)

    return make


@pytest.mark.parametrize(
    ("label_set", "words"),
    [
        (("covid19", "pneumonia"), "Abstained: covid19 or pneumonia"),
        ((), "Abstained: fits none of its classes"),
        (("pneumonia",), "Answer: pneumonia"),
    ],
)
def test_the_panel_says_the_answer_or_that_there_is_none(
    panel: FindingsPanel, item: Callable[..., Item], label_set: tuple[str, ...], words: str
) -> None:
    panel.show_item(item((0.25, 0.6, 0.15), label_set), fresh=True)
    assert panel._state.text() == words
    assert panel._state.isVisible()
    assert "at least 90 %" in panel._state.toolTip()
    rows = [row for row in panel.findChildren(ProbabilityRow) if row.isVisible()]
    assert [row.accessibleName().split(",")[0] for row in rows] == ["covid19: 25 %", "pneumonia: 60 %", "normal: 15 %"]
    assert panel.heatmap.isVisible()


def test_an_abstention_is_set_off_from_an_answer(panel: FindingsPanel, item: Callable[..., Item]) -> None:
    panel.show_item(item((0.25, 0.6, 0.15), ("covid19", "pneumonia")), fresh=True)
    assert panel._state.property("tone") == "caution"
    panel.show_item(item((0.25, 0.6, 0.15), ("pneumonia",)), fresh=True)
    assert panel._state.property("tone") == ""


def test_the_heatmap_shown_first_is_that_of_the_answer(panel: FindingsPanel, item: Callable[..., Item]) -> None:
    panel.show_item(item((0.25, 0.36, 0.39), ("covid19",)), fresh=True)
    assert panel.chosen == "covid19"
    panel.show_item(item((0.25, 0.36, 0.39), ("covid19", "pneumonia")), fresh=True)
    assert panel.chosen == "pneumonia"


def test_the_mark_of_a_film_names_no_class_and_its_tip_names_all_that_remain(item: Callable[..., Item]) -> None:
    film = item((0.25, 0.6, 0.15), ("covid19", "pneumonia"))
    assert film.badge == "abstained"
    assert film.abstention == "abstained: covid19 or pneumonia"
    assert item((0.25, 0.36, 0.39), ("covid19",)).badge == "covid19 25 %"
    assert item((0.25, 0.36, 0.39), None).badge == "normal 39 %"


def test_what_is_hidden_from_the_reader_is_not_said_as_an_abstention(item: Callable[..., Item]) -> None:
    film = item((0.25, 0.6, 0.15), ())
    film.answer_hidden = True
    assert film.abstention == ""
    assert film.badge == "AI hidden"
    accepts = Query(only=Only.ABSTAINED).accepts
    assert accepts is not None
    assert not accepts(film)
    film.answer_hidden = False
    assert accepts(film)


def test_the_corner_and_the_list_say_that_the_model_abstained(
    qtbot: Any, window: Any, workflow: Any, abstaining: ModelCard
) -> None:
    workflow.label_sets["a.dcm"] = ("covid19", "pneumonia")
    window.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
    lines = window.reading.view.scene().ai_lines
    assert "abstained: covid19 or pneumonia" in lines
    assert "balanced, RESEARCH USE" in lines
    index = window.desk.items.index(0)
    assert "abstained: covid19 or pneumonia" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert window.reading.view.heatmap is not None
