"""The model card and its papers as pages to read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QAbstractButton, QTextBrowser

from xraydesk.core.evidence import Cost, Measured
from xraydesk.model.card import ModelCard
from xraydesk.model.conformal import ConformalSets
from xraydesk.ui.findings.card_page import card_html
from xraydesk.ui.shell.dialogs import MarkdownPage, SideDialog


def _figure(value: float | None) -> dict[str, Any]:
    return {"value": value, "interval": None if value is None else [value - 0.05, value + 0.05]}


def _coverage(name: str, value: str) -> dict[str, Any]:
    return {name: value, "films": 40, "coverage": _figure(0.91), "answered": _figure(0.6), "empty": _figure(0.0),
            "right_when_answered": None}  # fmt: skip


METRICS: dict[str, Any] = {
    "films": "40 films of fold [4].",
    "watermarks": ["CONFOUNDED: for <covid19> the source tells the label.", "Few films."],
    "inside_source": [
        {"origin": "NIH", "view": "PA", "contrast": "a / b", "n": [20, 20], "auroc": 0.61, "interval": [0.5, 0.7]},
        {"origin": "NIH", "view": "all", "contrast": "a / b", "n": [39, 86], "auroc": 0.77, "interval": [0.66, 0.86]},
        {"origin": "B", "view": "all", "contrast": "a / b", "n": [4, 6], "auroc": None, "interval": None},
    ],
    "shortcuts": {
        "labels": [
            {"label": "covid19", "model": _figure(0.96), "probes": {"source alone": _figure(0.99), "view": None},
             "best": "source alone", "gap": _figure(-0.03)},
            {"label": "normal", "model": None, "probes": {}, "best": None, "gap": None},
        ],
        "confounded": ["covid19"],
    },
    "conformal": {
        "alpha": 0.1,
        "by_class": [_coverage("label", "covid19")],
        "by_source": [_coverage("source", "NIH")],
        "all": _coverage("label", "") | {"coverage": None},
        "films_of_no_class": {"films": 17, "abstained": _figure(0.48), "answered": {"covid19": _figure(0.08)}},
    },
    "answers_given": {"read_normals_called_normal": {"films": 51, "likeliest": _figure(0.86),
                      "answered": _figure(0.33), "abstained": _figure(0.51)}},
    "calibration": {
        "temperature": 0.98, "fitted_on": "the calibration films",
        "before": dict.fromkeys(("ece", "classwise_ece", "brier"), _figure(0.12)),
        "after": dict.fromkeys(("ece", "classwise_ece", "brier"), _figure(0.07)),
        "by_source": [{"source": "NIH", "films": 40, "before": _figure(0.2), "after": None}],
    },
    "subgroups": [{"by": "sex", "group": "F", "label": "normal", "films": 9, "positives": 4, "negatives": 5,
                   "auroc": None}],
    "confusion_by_source": [{"origin": "NIH", "label": "other", "n": 19, "answered": {"covid19": 2, "normal": 17}}],
    "heatmaps": {"lung_energy": {"regions": "lung masks", "films": 16, "mean": 0.41, "area": 0.36},
                 "randomised": {"films": 16, "fallen": True}},
    "pooled": {"macro_auroc": _figure(0.92), "kappa": _figure(0.67)},
    "something_new": {"value": 3.5},
}  # fmt: skip


@pytest.fixture
def full(card: ModelCard) -> ModelCard:
    cost = Cost(Measured(0.88, 0.8, 0.94), None, 106, 0)
    points = (replace(card.operating_points[0], costs={"covid19": cost}), card.operating_points[1])
    sets = ConformalSets(0.1, dict.fromkeys(card.labels, 0.12), dict.fromkeys(card.labels, 50))
    return replace(card, metrics=METRICS, operating_points=points, conformal=sets)


def test_the_card_page_holds_everything_and_no_foreign_markup(card: ModelCard) -> None:
    html = card_html(card)
    assert "A model &lt;b&gt;for tests&lt;/b&gt;" in html
    for part in ("It knows nothing.", "To test the window.", "rule-in", "drawn by hand", "0.5", "Apache-2.0", "90.0 %"):
        assert part in html


def test_a_card_without_figures_is_still_a_page(card: ModelCard) -> None:
    html = card_html(replace(card, metrics={}, provenance={}, limits=(), training_data=()))
    assert "Operating points" in html
    assert "Inside one source" not in html


def test_what_must_not_be_missed_comes_first_and_pooled_figures_after_those_inside_a_source(full: ModelCard) -> None:
    html = card_html(full)
    order = [
        "<p class='alarm'>CONFOUNDED: for &lt;covid19&gt;", "Inside one source", "What it may be confounded by",
        "Operating points", "Abstention", "Calibration", "Groups of patients", "All sources together", "Limits",
        "Licence", "Training data",
    ]  # fmt: skip
    places = [html.index(part) for part in order]
    assert places == sorted(places)
    assert html.index("0.77 [0.66–0.86]") < html.index("0.61 [0.50–0.70]")


@pytest.mark.parametrize(
    "part",
    [
        "39 / 86",
        "too few films",
        "0.99 [0.94–1.04]",
        "-0.03 [-0.08 … 0.02]",
        "0.88 [0.80–0.94]",
        "106 / 0",
        "0.91 [0.86–0.96]",
        "17 films with other findings:",
        "Normals read by radiologists, called normal",
        "0.12 [0.07–0.17]",
        "no claim",
        "called normal",
        "0.41 on 16 films; by chance 0.36 (lung masks)",
        "falls apart, as it must",
        "covid19 from 12.0 % on, set by 50 films",
        "something new",
    ],
)
def test_every_figure_of_the_evaluation_stands_on_the_page(full: ModelCard, part: str) -> None:
    assert part in card_html(full)


def test_figures_of_another_form_are_shown_as_they_are(card: ModelCard) -> None:
    foreign = {"inside_source": "none", "conformal": {"alpha": "?"}, "shortcuts": [1, 2], "watermarks": 7, "films": 3}
    html = card_html(replace(card, metrics=foreign | {"calibration": None, "pooled": {"macro_auroc": 0.9}}))
    assert "Further results" in html
    for part in ("none", "?", "[1, 2]", "macro auroc"):
        assert part in html


def test_the_papers_of_the_model_are_reached_from_its_card(
    qtbot: Any, window: Any, workflow: Any, button: Callable[..., QAbstractButton]
) -> None:
    window.desk.papers = {"data_sheet.md": "# Where from\n\n| a | b |\n|---|---|\n| <b>x</b> | 7 |"}
    window.commands["card"].trigger()
    (card,) = window.findChildren(SideDialog)
    assert "Reporting map" not in {each.accessibleName() for each in card.findChildren(QAbstractButton)}
    button(card, "Data sheet").click()
    (sheet,) = [each for each in window.findChildren(SideDialog) if each is not card]
    assert sheet.windowTitle() == "Data sheet: A model <b>for tests</b>"
    text = sheet.findChild(QTextBrowser).toPlainText()
    assert "Where from" in text
    assert "<b>x</b>" in text
    for dialog in (card, sheet):
        dialog.close()


def test_a_card_without_papers_has_no_button_that_leads_nowhere(window: Any) -> None:
    window.commands["card"].trigger()
    (card,) = window.findChildren(SideDialog)
    assert {each.accessibleName() for each in card.findChildren(QAbstractButton)} >= {"Close"}
    assert not {"Data sheet", "Reporting map"} & {each.accessibleName() for each in card.findChildren(QAbstractButton)}
    card.close()


def test_the_papers_come_with_the_model(qtbot: Any, workflow: Any) -> None:
    from xraydesk.core.settings import Settings
    from xraydesk.ui.main_window import MainWindow

    workflow.papers = {"data_sheet.md": "# Where from"}
    made = MainWindow(workflow, Settings())
    qtbot.addWidget(made)
    made.desk.load_model()
    qtbot.waitUntil(lambda: made.desk.card_is_known)
    assert made.desk.papers == workflow.papers
    made.close()


def test_a_paper_shows_no_picture_of_this_computer(qtbot: Any, root: Path) -> None:
    icon = next((root / "resources").rglob("*.png"))
    shown = MarkdownPage(f"![]({icon.as_uri()}) text")
    qtbot.addWidget(shown)
    assert shown.loadResource(QTextDocument.ResourceType.ImageResource.value, QUrl.fromLocalFile(str(icon))) is None
    assert "text" in shown.toPlainText()
