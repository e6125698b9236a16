"""What a card of independent labels may say, and what it makes of logits."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from xraydesk.core.errors import ModelError
from xraydesk.model.card import ModelCard, parse


def _parsed(values: dict[str, Any], **changes: Any) -> ModelCard:
    return parse(json.dumps(values | changes).encode())


def test_a_label_is_shown_as_one_half_where_the_card_says_so(card_values: dict[str, Any]) -> None:
    first = card_values["labels"][0]
    card = _parsed(card_values, exclusive=False, temperature=1.0, half_at={first: 0.2})
    logits = np.log([[0.2 / 0.8, 1.0, 3.0], [0.1 / 0.9, 1.0, 3.0], [0.6 / 0.4, 1.0, 3.0]])
    expected = [[0.5, 0.5, 0.75], [0.25, 0.5, 0.75], [0.75, 0.5, 0.75]]
    np.testing.assert_allclose(card.probabilities(logits), expected)


def test_a_card_without_it_leaves_sigmoids_as_they_are(card_values: dict[str, Any]) -> None:
    card = _parsed(card_values, exclusive=False, temperature=1.0)
    np.testing.assert_allclose(card.probabilities(np.zeros((1, 3))), 0.5)
    assert card.half_at == {}


@pytest.mark.parametrize(("point", "exclusive"), [(0.2, True), (0.0, False), (1.0, False)])
def test_a_half_that_makes_no_sense_is_a_damaged_card(
    card_values: dict[str, Any], point: float, exclusive: bool
) -> None:
    with pytest.raises(ModelError, match="half_at"):
        _parsed(card_values, exclusive=exclusive, half_at={card_values["labels"][0]: point})
