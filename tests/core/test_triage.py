"""The order in which to read: the least normal film first, what has no answer last."""

from __future__ import annotations

from pathlib import Path

from xraydesk.core.findings import Finding, ScreeningResult, Status
from xraydesk.core.triage import in_order, urgency


def _film(name: str, status: Status, **chances: float) -> ScreeningResult:
    return ScreeningResult(
        Path(name), name, status, findings=tuple(Finding(label, 0.0, chance) for label, chance in chances.items())
    )


def test_a_film_is_as_urgent_as_it_is_not_normal() -> None:
    assert urgency(_film("a", Status.OK, pneumonia=0.3, Normal=0.6).findings) == 0.4
    assert urgency(()) is None


def test_without_a_normal_class_the_leading_finding_counts() -> None:
    assert urgency(_film("a", Status.OK, effusion=0.3, nodule=0.6).findings) == 0.6


def test_films_come_by_urgency_abstentions_among_them_and_equal_ones_in_their_order() -> None:
    films = [
        _film("failed", Status.FAILED),
        _film("declined", Status.DECLINED),
        _film("calm", Status.OK, pneumonia=0.1, normal=0.9),
        _film("second", Status.OK, pneumonia=0.7, normal=0.3),
        _film("abstained", Status.ABSTAINED, pneumonia=0.8, normal=0.2),
        _film("third", Status.OK, pneumonia=0.7, normal=0.3),
    ]
    names = [film.path.name for film in in_order(films)]
    assert names == ["abstained", "second", "third", "calm", "declined", "failed"]
