"""What an operating point costs, where that was measured, and what an answer is worth where the reader works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.evidence import Cost, Measured
from xraydesk.core.settings import Settings
from xraydesk.model.card import MeasuredOn, ModelCard
from xraydesk.model.predict import Prediction
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.findings.cost_words import of_hundred, where_tested
from xraydesk.ui.findings.findings_panel import FindingsPanel
from xraydesk.ui.findings.probability_row import ProbabilityRow
from xraydesk.ui.view.heatmap import HeatmapStyle

BALANCED = Cost(Measured(0.88, 0.80, 0.94), Measured(0.91, 0.86, 0.95), 106, 299)
RULE_IN = Cost(Measured(0.5, 0.4, 0.6), Measured(0.99, 0.97, 1.0), 106, 299)
SOURCES = {"A small one": 40, "Hospital B": 365}


@pytest.fixture
def measured(card: ModelCard) -> ModelCard:
    """A card that says what its points cost for one label, and where that was measured."""
    first, second = card.operating_points
    points = (replace(first, costs={"covid19": BALANCED}), replace(second, costs={"covid19": RULE_IN}))
    return replace(card, operating_points=points, tested=MeasuredOn(405, 269, SOURCES))


@pytest.fixture
def panel(qtbot: Any, measured: ModelCard, prediction: Callable[..., Prediction]) -> Iterator[FindingsPanel]:
    made = FindingsPanel(HeatmapStyle())
    qtbot.addWidget(made)
    made.show_card(measured, known=True)
    made.resize(312, 700)
    made.show()
    made.show_item(Item(Path("a"), State.SCORED, prediction=prediction((0.6, 0.3, 0.1))), fresh=True)
    return made


def test_the_panel_counts_what_the_point_in_use_costs(panel: FindingsPanel) -> None:
    costs = panel.costs._costs
    assert costs.text() == "Of 100 with covid19 it misses 12 [6–20].\nOf 100 without it, it marks 9 [5–14]."
    assert costs.isVisible()
    panel.next_operating_point()
    assert costs.text() == "Of 100 with covid19 it misses 50 [40–60].\nOf 100 without it, it marks 1 [0–3]."


def test_the_panel_says_on_which_films_that_was_measured(panel: FindingsPanel) -> None:
    assert panel.costs._where.text().splitlines() == [
        "Measured on 405 films, 106 with covid19:",
        "365 Hospital B",
        "40 A small one",
        "It learned from other patients of these sources; elsewhere it is untested.",
    ]


@pytest.mark.parametrize(
    ("unseen", "words"),
    [
        (("A small one", "Hospital B"), "It learned from no film of these sources."),
        (("A small one",), "It learned from no film of A small one; of the others from other patients."),
    ],
)
def test_sources_that_it_did_not_learn_from_are_named(unseen: tuple[str, ...], words: str) -> None:
    assert where_tested("covid19", BALANCED, MeasuredOn(405, 269, SOURCES, unseen)).endswith(words)


def test_of_many_sources_the_largest_are_named() -> None:
    sources = {f"Source {n}": 10 + n for n in range(9)}
    lines = where_tested("covid19", BALANCED, MeasuredOn(126, 90, sources)).splitlines()
    assert lines[1] == "18 Source 8"
    assert lines[-2] == "33 of 3 further sources"


def test_of_a_label_or_card_without_measured_costs_the_rationale_speaks(panel: FindingsPanel) -> None:
    panel.choose("normal")
    assert not panel.costs.isVisible()
    assert panel._rationale.isVisible()
    assert panel._rationale.text() == "Highest sum of both."
    panel.choose("covid19")
    assert panel.costs.isVisible()
    assert not panel._rationale.isVisible()


def test_nothing_is_said_of_worth_until_the_reader_says_how_common_it_is(panel: FindingsPanel) -> None:
    assert panel.costs._prevalence.text() == "not set"
    assert not panel.costs._worth.isVisible()
    assert "PPV" not in "".join(row.accessibleName() for row in panel.findChildren(ProbabilityRow))


def test_at_a_prevalence_ppv_and_npv_stand_beside_the_label(panel: FindingsPanel) -> None:
    panel.show_prevalences({"covid19": 0.05})
    # 0.88 * 0.05 / (0.88 * 0.05 + 0.09 * 0.95) = 0.340; the ends likewise: 0.2312 and 0.4974.
    assert panel.costs._worth.text().splitlines() == [
        "PPV: of 100 marked 34 [23–50] have it.",
        "NPV: of 100 others 99 [99–100] do not.",
    ]
    assert panel.costs._prevalence.value() == 5.0
    row = next(row for row in panel.findChildren(ProbabilityRow) if row.label == "covid19")
    assert row.accessibleName() == "covid19: 60 %, at or above the operating point of 30 %, PPV 34 [23–50] %"
    panel.next_operating_point()
    assert "below the operating point of 90 %, NPV 97 [97–98] %" in row.accessibleName()


def test_what_the_reader_sets_is_kept_for_each_model_and_label(qtbot: Any, workflow: Any, measured: ModelCard) -> None:
    from xraydesk.ui.main_window import MainWindow

    workflow.card = measured
    settings = Settings()
    made = MainWindow(workflow, settings)
    qtbot.addWidget(made)
    made.desk.load_model()
    qtbot.waitUntil(lambda: made.desk.card_is_known)
    workflow.chances["a.dcm"] = (0.6, 0.3, 0.1)
    made.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: made.desk.current is not None and made.desk.current.prediction is not None)
    box = made.reading.panel.costs
    box._prevalence.setValue(5.0)
    assert settings["prevalence"] == {"test/covid19": pytest.approx(0.05)}
    assert "PPV: of 100 marked 34" in box._worth.text()
    box._prevalence.setValue(0.0)
    assert settings["prevalence"] == {}
    assert not box._worth.text()
    settings.set("prevalence", {"another/covid19": 0.5, "test/covid19": 0.2})
    assert box._prevalence.value() == 20.0
    made.close()


def test_turning_the_wheel_over_the_panel_does_not_change_how_common_a_label_is(
    panel: FindingsPanel, mouse: Any
) -> None:
    panel.show_prevalences({"covid19": 0.05})
    mouse(panel.costs._prevalence).wheel(-1, (5, 5))
    assert panel.costs._prevalence.value() == 5.0


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Measured(0.126, 0.08, 0.17), "13 [8–17]"),
        (Measured(0.004, 0.0, 0.02), "< 1 [0–2]"),
        (Measured(0.997, 0.98, 1.0), "> 99 [98–100]"),
        (Measured(0.0, 0.0, 0.03), "0 [0–3]"),
        (Measured(0.5), "50"),
    ],
)
def test_a_share_is_people_of_a_hundred_and_never_rounded_to_none_or_all(share: Measured, words: str) -> None:
    assert of_hundred(share) == words


def test_nothing_of_it_is_wider_than_the_panel(panel: FindingsPanel) -> None:
    panel.show_prevalences({"covid19": 0.05})
    inside = panel._scroll.widget()
    assert inside.minimumSizeHint().width() <= panel._scroll.viewport().width()
