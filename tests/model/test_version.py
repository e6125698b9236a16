"""A model's version: numbers that can be compared, and one that stands for none."""

from __future__ import annotations

import json
from typing import Any

import pytest

from xraydesk.core.errors import ModelError
from xraydesk.model.card import FIRST_VERSION, parse, release


def test_versions_are_compared_as_numbers() -> None:
    assert release("1.10") > release("1.9") > release("1") == release("1.0.0.0")
    assert release("2") > release("1.999.999.999")


@pytest.mark.parametrize("version", ["", "1.", ".1", "01", "1.0-beta", "v1", "1.2.3.4.5", "1 ", "\u0661", "9" * 10])
def test_what_is_no_version_is_refused(card_values: dict[str, Any], version: str) -> None:
    with pytest.raises(ValueError, match="one to four numbers"):
        release(version)
    with pytest.raises(ModelError, match="one to four numbers"):
        parse(json.dumps(card_values | {"version": version}).encode())


def test_a_card_that_names_none_is_of_the_first_version(card_values: dict[str, Any]) -> None:
    values = {name: value for name, value in card_values.items() if name != "version"}
    for number in (1, 2, 3):
        assert parse(json.dumps(values | {"format": number}).encode()).version == FIRST_VERSION
    assert parse(json.dumps(values | {"format": 3, "version": "4.1"}).encode()).version == "4.1"
