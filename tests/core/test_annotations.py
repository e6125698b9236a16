"""Annotations: what is possible, what is refused with a sentence, and the way through JSON and back."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.core.annotations import (
    LONGEST_TEXT,
    Annotation,
    AnnotationError,
    Kind,
    from_json,
    points_of,
    to_json,
)

LENGTH = Annotation(Kind.LENGTH, ((1.5, 2.0), (10.0, 20.25)))

_places = st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6))


@st.composite
def annotations(draw: st.DrawFn) -> Annotation:
    kind = draw(st.sampled_from(Kind))
    least, most = points_of(kind)
    points = draw(st.lists(_places, min_size=least, max_size=min(most, 12), unique=kind is Kind.CALIBRATION))
    return Annotation(
        kind,
        tuple(points),
        frame=draw(st.integers(0, 500)),
        text=draw(st.text(max_size=40)),
        label=draw(st.none() | _places),
        millimetres=draw(st.floats(0.01, 10_000)) if kind is Kind.CALIBRATION else None,
        reader=draw(st.text(max_size=20)),
        created=draw(st.datetimes(timezones=st.just(UTC))),
    )


@given(annotations())
def test_an_annotation_survives_json(annotation: Annotation) -> None:
    assert from_json(json.loads(json.dumps(to_json(annotation)))) == annotation


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    )
)
def test_any_other_json_is_refused_with_a_sentence(values: object) -> None:
    with pytest.raises(AnnotationError):
        from_json(values)


@pytest.mark.parametrize(
    "change",
    [
        {"version": 0}, {"version": "1"}, {"version": True}, {"kind": "spline"}, {"kind": 3}, {"kind": []},
        {"points": [[1, 2]]}, {"points": [[1, 2], [3]]}, {"points": [[1, 2], [3, "4"]]}, {"points": "12"},
        {"points": [[1, 2], [3, float("nan")]]}, {"points": [[1, 2], [3, 1e300]]}, {"points": [[1, 2], [3, True]]},
        {"frame": -1}, {"frame": 1.0}, {"text": 7}, {"text": "x" * 501}, {"label": [1]}, {"millimetres": 4.0},
        {"created": "yesterday"}, {"created": "2024-01-01T00:00:00"}, {"id": "../../etc"}, {"id": "A" * 32},
    ],
)  # fmt: skip
def test_damaged_json_is_refused_with_a_sentence(change: dict[str, Any]) -> None:
    with pytest.raises(AnnotationError) as refusal:
        from_json(to_json(LENGTH) | change)
    assert len(str(refusal.value)) > 15


@pytest.mark.parametrize("name", ["kind", "points", "frame", "created", "id"])
def test_what_lacks_a_part_is_refused_by_its_name(name: str) -> None:
    values = to_json(LENGTH)
    del values[name]
    with pytest.raises(AnnotationError, match=name):
        from_json(values)


def test_what_a_newer_version_wrote_is_refused_as_such() -> None:
    with pytest.raises(AnnotationError, match="newer version"):
        from_json(to_json(LENGTH) | {"version": 2})


def test_what_is_empty_is_not_written() -> None:
    assert set(to_json(LENGTH)) == {"version", "id", "kind", "frame", "points", "created"}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_has_its_number_of_points(kind: Kind) -> None:
    least, most = points_of(kind)
    known = 10.0 if kind is Kind.CALIBRATION else None
    places = tuple((float(number), 0.0) for number in range(most + 1))
    Annotation(kind, places[:least], millimetres=known)
    for wrong in (places[: least - 1], places[: most + 1]):
        with pytest.raises(AnnotationError, match="points"):
            Annotation(kind, wrong, millimetres=known)


@pytest.mark.parametrize("millimetres", [None, 0.0, -3.0, float("nan"), float("inf"), 1e5])
def test_a_calibration_has_a_possible_length(millimetres: float | None) -> None:
    with pytest.raises(AnnotationError):
        Annotation(Kind.CALIBRATION, ((0, 0), (1, 1)), millimetres=millimetres)


def test_a_calibration_has_a_line() -> None:
    with pytest.raises(AnnotationError, match="some length"):
        Annotation(Kind.CALIBRATION, ((4, 5), (4, 5)), millimetres=10.0)


def test_a_text_has_an_end() -> None:
    Annotation(Kind.TEXT, ((0, 0),), text="x" * LONGEST_TEXT)
    with pytest.raises(AnnotationError, match="longer"):
        Annotation(Kind.TEXT, ((0, 0),), text="x" * (LONGEST_TEXT + 1))


def test_moving_takes_the_label_along_and_keeps_the_name() -> None:
    labelled = Annotation(Kind.LENGTH, ((0, 0), (3, 4)), label=(5, 5))
    moved = labelled.shifted(1.5, -2)
    assert moved.points == ((1.5, -2), (4.5, 2))
    assert moved.label == (6.5, 3)
    assert moved.id == labelled.id
    assert LENGTH.shifted(1, 1).label is None


def test_one_point_is_put_elsewhere() -> None:
    assert LENGTH.with_point(1, (7.0, 8.0)).points == ((1.5, 2.0), (7.0, 8.0))
    assert LENGTH.with_point(0, (7.0, 8.0)).points == ((7.0, 8.0), (10.0, 20.25))


def test_a_new_one_knows_when_it_was_drawn() -> None:
    assert abs((datetime.now(UTC) - LENGTH.created).total_seconds()) < 3600
    assert Annotation(Kind.TEXT, ((0, 0),)).id != Annotation(Kind.TEXT, ((0, 0),)).id
