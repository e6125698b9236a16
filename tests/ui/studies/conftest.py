"""Opened files with headers made up in code: patients, studies, series and films that nobody has to write to a disk."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.radiograph import Patient, Study
from xraydesk.imaging.header import Header
from xraydesk.ui.desk.items import ItemList, State
from xraydesk.ui.studies.nodes import Group
from xraydesk.ui.studies.outline import Outline

JANE = Patient("Doe^Jane", "ID-1", "19500102", "F")
JOHN = Patient("Roe^John", "ID-2", "19611231", "M")


def header_of(
    name: str = "film.dcm",
    patient: Patient = JANE,
    *,
    study: str = "S1",
    series: int = 1,
    number: int = 1,
    date: str = "20240131",
    syntax: str = "1.2.840.10008.1.2.1",
    **fields: str,
) -> Header:
    """A header; ``fields`` are those of `Study`."""
    values: dict[str, Any] = {"modality": "CR", "body_part": "CHEST", "view_position": "PA", "time": "100000"}
    told = Study(
        study_uid=study,
        series_uid=f"{study}.{series}",
        date=date,
        series_number=str(series),
        instance_number=str(number),
        **values | fields,
    )
    return Header(
        Path("/films") / name, 1000, 300, 240, 1, 12, False, "MONOCHROME2", syntax, patient=patient, study=told
    )


def picture_header(name: str) -> Header:
    """The header of a picture without patient."""
    return Header(Path("/films") / name, 1000, 300, 240, 1, 8, False, "MONOCHROME2", "PNG")


@pytest.fixture
def shelf() -> Callable[..., ItemList]:
    """A list of opened files whose headers are known; None stands for one whose header was not read yet."""

    def make(*headers: Header | None) -> ItemList:
        items = ItemList()
        paths = [
            header.path.with_name(f"{row:02}-{header.path.name}") if header else Path(f"/films/{row:02}")
            for row, header in enumerate(headers)
        ]
        items.add(paths)
        items.describe((row, header) for row, header in enumerate(headers) if header is not None)
        return items

    return make


@pytest.fixture
def outlined(qapp: Any, shelf: Callable[..., ItemList]) -> Callable[..., Outline]:
    """An outline of opened files, up to date."""

    def make(*headers: Header | None, failed: tuple[int, ...] = ()) -> Outline:
        items = shelf(*headers)
        outline = Outline(items)
        for row in failed:
            items.set_state(row, State.FAILED, "broken")
        settle(outline, range(items.rowCount()))
        items.setParent(outline)
        return outline

    return make


def settle(outline: Outline, rows: Any = ()) -> None:
    """What timers would do a little later."""
    outline._touched.update(rows)
    outline._refresh()


def lines(outline: Outline) -> list[str]:
    """The lines as text, set in by their depth."""
    return ["  " * outline.depth_of(entry) + outline.index(place).data() for place, entry in enumerate(outline.entries)]


def group_at(outline: Outline, place: int) -> Group:
    """The group on a line."""
    entry = outline.entries[place]
    assert isinstance(entry, Group)
    return entry
