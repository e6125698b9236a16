"""Which films can be compared: part of the body and direction, by whatever field names them."""

from __future__ import annotations

import pytest

from xraydesk.core.radiograph import Study
from xraydesk.ui.studies.projections import Projection, are_comparable, body_part, projection


@pytest.mark.parametrize(
    ("view", "description", "expected"),
    [
        ("PA", "", Projection.FRONTAL),
        ("AP", "", Projection.FRONTAL),
        ("LL", "", Projection.LATERAL),
        ("LATERAL", "", Projection.LATERAL),
        ("", "Thorax p.a.", Projection.FRONTAL),
        ("", "Chest lat", Projection.LATERAL),
        ("", "Thorax im Bett", Projection.FRONTAL),
        ("PA", "Chest lateral", Projection.FRONTAL),
        ("", "Chest", Projection.UNKNOWN),
        ("", "Parenchyma", Projection.UNKNOWN),
    ],
)
def test_the_direction_is_read_from_view_and_description(view: str, description: str, expected: Projection) -> None:
    assert projection(Study(view_position=view, series_description=description)) is expected


def test_the_part_is_read_from_field_and_descriptions() -> None:
    assert body_part(Study(body_part="THORAX")) == body_part(Study(series_description="Chest PA")) == "chest"
    assert body_part(Study(body_part="HAND", study_description="Chest")) == "hand"
    assert body_part(Study()) == ""


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Study(body_part="CHEST", view_position="PA"), Study(body_part="THORAX", view_position="AP"), True),
        (Study(body_part="CHEST", view_position="PA"), Study(body_part="CHEST", view_position="LL"), False),
        (Study(body_part="CHEST", view_position="PA"), Study(body_part="HAND", view_position="PA"), False),
        (Study(body_part="CHEST", view_position="PA"), Study(body_part="CHEST"), True),
        (Study(body_part="CHEST", view_position="LL"), Study(body_part="CHEST"), False),
        (Study(body_part="CHEST", view_position="PA"), Study(view_position="PA"), True),
        (Study(), Study(), False),
    ],
)
def test_films_are_comparable_by_part_and_direction(one: Study, other: Study, expected: bool) -> None:
    assert are_comparable(one, other) is expected
    assert are_comparable(other, one) is expected
