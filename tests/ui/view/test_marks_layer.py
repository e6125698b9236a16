"""Words over the film keep out of each other's way."""

from __future__ import annotations

from collections.abc import Callable
from itertools import combinations
from typing import Any

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont

from xraydesk.core.radiograph import Patient, Study
from xraydesk.ui.view import marks_layer
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.marks_layer import MarksLayer
from xraydesk.ui.view.outlined_text import OutlinedText

LONG = "Hospital of the Very Long Name in the Town of the Long River and so on without an end"


@pytest.fixture
def areas(monkeypatch: pytest.MonkeyPatch) -> dict[str, QRectF]:
    """What every line that is drawn covers."""
    covered: dict[str, QRectF] = {}

    class Watched(OutlinedText):
        def draw(self, painter: Any, where: Any, text: str, *rest: Any, **named: Any) -> QRectF:
            covered[f"{len(covered)} {text}"] = area = super().draw(painter, where, text, *rest, **named)
            return area

    monkeypatch.setattr(marks_layer, "OutlinedText", Watched)
    return covered


@pytest.mark.parametrize("side", [400, 560, 900])
def test_long_lines_overlap_neither_each_other_nor_the_letters_of_the_sides(
    picture: Any, scene: Callable[..., Any], paint: Callable[..., Any], areas: dict[str, QRectF], side: int
) -> None:
    film = picture(
        patient=Patient(LONG, LONG, "19500102", "F", "070Y"),
        study=Study(institution=LONG, study_description=LONG, series_description=LONG, series_number="3"),
        orientation=("L", "F"),
    )
    seen = scene(film, size=side, amount=Amount.ALL, ai_lines=(f"AI: {LONG}", LONG))
    paint(seen, MarksLayer(QFont()))
    assert {text.split(" ", 1)[1] for text in areas} >= {"R", "L", "H", "F"}
    for (one, area), (other, its) in combinations(areas.items(), 2):
        meets = area.adjusted(2, 2, -2, -2).intersects(its.adjusted(2, 2, -2, -2))
        assert not meets, f"{one!r} runs into {other!r}"
