"""What every export does to texts: nothing unseen, nothing that turns the line, nothing that computes."""

from __future__ import annotations

import unicodedata

import pytest

from xraydesk.export.texts import cell, is_formula, prose, visible


def test_a_hostile_text_becomes_one_visible_line_of_valid_utf8(hostile: str) -> None:
    shown = visible(hostile)
    shown.encode("utf-8")
    assert len(shown.splitlines()) == 1
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cf", "Cs", "Zl", "Zp"}


def test_a_hostile_text_is_no_formula_in_a_cell(hostile: str) -> None:
    assert not is_formula(cell(hostile))
    assert visible(hostile) in cell(hostile)


@pytest.mark.parametrize("text", ["film 1.dcm", "Ünïcödé 胸部 😀", "\u0627 \u0628", "50 % = half"])
def test_an_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == prose(text) == cell(text) == text


def test_what_cannot_be_seen_is_written_out() -> None:
    assert visible("a\x1b\u202e\udcff\n") == r"a\x1b\u202e\udcff\n"
    assert prose("two\nlines") == "two lines"
