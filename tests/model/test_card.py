"""What a card of independent labels may say, and what it makes of logits."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from xraydesk.core.errors import ModelError
from xraydesk.core.evidence import Cost, Measured
from xraydesk.model.card import FORMAT, ModelCard, parse


def _parsed(values: dict[str, Any], **changes: Any) -> ModelCard:
    return parse(json.dumps(values | changes).encode())


def test_a_label_is_shown_as_one_half_where_the_card_says_so(card_values: dict[str, Any]) -> None:
    first = card_values["labels"][0]
    card = _parsed(card_values, exclusive=False, conformal=None, temperature=1.0, half_at={first: 0.2})
    logits = np.log([[0.2 / 0.8, 1.0, 3.0], [0.1 / 0.9, 1.0, 3.0], [0.6 / 0.4, 1.0, 3.0]])
    expected = [[0.5, 0.5, 0.75], [0.25, 0.5, 0.75], [0.75, 0.5, 0.75]]
    np.testing.assert_allclose(card.probabilities(logits), expected)


def test_a_card_without_it_leaves_sigmoids_as_they_are(card_values: dict[str, Any]) -> None:
    card = _parsed(card_values, exclusive=False, conformal=None, temperature=1.0)
    np.testing.assert_allclose(card.probabilities(np.zeros((1, 3))), 0.5)
    assert card.half_at == {}


@pytest.mark.parametrize(("point", "exclusive"), [(0.2, True), (0.0, False), (1.0, False)])
def test_a_half_that_makes_no_sense_is_a_damaged_card(
    card_values: dict[str, Any], point: float, exclusive: bool
) -> None:
    with pytest.raises(ModelError, match="half_at"):
        _parsed(card_values, exclusive=exclusive, half_at={card_values["labels"][0]: point})


def _format_2(values: dict[str, Any]) -> dict[str, Any]:
    """The shipped card with sets, costs and the place of their measurement, whatever its own format is."""
    labels = values["labels"]
    cost = {
        "sensitivity": {"value": 0.9, "interval": [0.8, 0.95]},
        "specificity": {"value": None, "interval": None},
        "positives": 40,
        "negatives": 0,
    }
    points = [point | {"costs": {labels[0]: cost}} for point in values["operating_points"]]
    sets = {"alpha": 0.1, "cut_offs": dict.fromkeys(labels, 0.2), "films": dict.fromkeys(labels, 50)}
    tested = {"films": 40, "patients": 30, "sources": {"A": 40}, "unseen": ["A"]}
    return values | {"format": 2, "operating_points": points, "conformal": sets, "tested": tested}


def _format_1(values: dict[str, Any]) -> dict[str, Any]:
    old = {key: value for key, value in values.items() if key not in ("conformal", "tested")}
    points = [{key: point[key] for key in ("name", "rationale", "thresholds")} for point in old["operating_points"]]
    return old | {"format": 1, "operating_points": points}


def test_a_card_of_the_first_format_still_opens_and_has_no_sets(card_values: dict[str, Any]) -> None:
    card = _parsed(_format_1(card_values))
    assert card.conformal is None
    assert card.tested is None
    assert all(not point.costs for point in card.operating_points)


def test_a_card_says_when_it_abstains_what_its_points_cost_and_where_that_was_measured(
    card_values: dict[str, Any],
) -> None:
    card = _parsed(_format_2(card_values))
    first = card.labels[0]
    assert card.conformal is not None
    assert card.conformal.of({first: 0.2, card.labels[1]: 0.19, card.labels[2]: 0.9}) == (first, card.labels[2])
    assert card.operating_point.costs[first] == Cost(Measured(0.9, 0.8, 0.95), None, 40, 0)
    assert card.tested is not None
    assert card.tested.sources == {"A": 40}
    assert list(card.tested.unseen) == ["A"]


def test_a_card_of_a_later_format_is_refused_in_words(card_values: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="format that this version does not read"):
        _parsed(card_values, format=FORMAT + 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"alpha": 0.0}, "alpha"),
        ({"cut_offs": {"covid19": 1.2}}, "cut-off"),
        ({"cut_offs": {}, "films": {}}, "cut-off for each"),
        ({"films": {}}, "how many films"),
        ({"surplus": 1}, "surplus"),
    ],
)
def test_sets_that_make_no_sense_are_a_damaged_card(
    card_values: dict[str, Any], changes: dict[str, Any], words: str
) -> None:
    values = _format_2(card_values)
    with pytest.raises(ModelError, match=words):
        _parsed(values, conformal=values["conformal"] | changes)


def test_independent_labels_have_no_sets(card_values: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="exclude one another"):
        _parsed(_format_2(card_values), exclusive=False)


@pytest.mark.parametrize(
    "cost",
    [
        {"sensitivity": {"value": 1.2, "interval": None}},
        {"specificity": {"value": 0.5, "interval": [0.5]}},
        {"positives": None, "specificity": 7},
    ],
)
def test_a_cost_that_makes_no_sense_is_a_damaged_card(card_values: dict[str, Any], cost: dict[str, Any]) -> None:
    values = _format_2(card_values)
    costs = values["operating_points"][0]["costs"]
    costs[values["labels"][0]] = costs[values["labels"][0]] | cost
    with pytest.raises(ModelError, match="damaged"):
        _parsed(values)


def test_a_cost_of_what_is_no_label_is_a_damaged_card(card_values: dict[str, Any]) -> None:
    values = _format_2(card_values)
    values["operating_points"][0]["costs"]["nothing"] = next(iter(values["operating_points"][0]["costs"].values()))
    with pytest.raises(ModelError, match="no label"):
        _parsed(values)
