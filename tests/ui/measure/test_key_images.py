"""Key images: marked, unmarked, and known again in the next session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.radiograph import Radiograph
from xraydesk.core.settings import Settings
from xraydesk.store.database import Database
from xraydesk.store.key_images import all_of
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.measure.key_images import KeyImages


@pytest.fixture
def session(qapp: Any, tmp_path: Path) -> Iterator[Callable[[], KeyImages]]:
    open_now: list[tuple[Lanes, Storing]] = []

    def close() -> None:
        for lanes, storing in open_now:
            lanes.close()
            storing.close()
        open_now.clear()

    def begin() -> KeyImages:
        close()
        lanes = Lanes()
        storing = Storing(Database(tmp_path / "a.sqlite3"), lanes)
        open_now.append((lanes, storing))
        return KeyImages(storing, Settings())

    yield begin
    close()


def test_a_mark_is_known_again_in_the_next_session(
    qtbot: Any, session: Callable[[], KeyImages], film: Callable[..., Radiograph]
) -> None:
    first = session()
    first.toggle(film("a.dcm"), 0)
    first.toggle(film("a.dcm"), 2)
    first.toggle(film("b.dcm"), 0)
    first.toggle(film("b.dcm"), 0)
    assert first.films == {"a.dcm"}
    second = session()
    with qtbot.waitSignal(second.changed):
        pass
    assert second.films == {"a.dcm"}
    assert [second.is_marked("a.dcm", frame) for frame in range(3)] == [True, False, True]
    assert second.is_marked("a.dcm", 2)
    assert not second.is_marked("a.dcm", 1)
    assert not second.is_marked("b.dcm", 0)


def test_a_mark_taken_away_before_the_stored_ones_arrive_stays_away(
    qtbot: Any, session: Callable[[], KeyImages], film: Callable[..., Radiograph], tmp_path: Path
) -> None:
    first = session()
    first.toggle(film("a.dcm"), 0)
    second = session()
    second.toggle(film("a.dcm"), 0)  # unknown yet, so this marks it: it is marked already
    second.toggle(film("a.dcm"), 0)
    qtbot.waitUntil(lambda: not second._storing._unwritten)
    assert second.films == frozenset()
    session()
    database = Database(tmp_path / "a.sqlite3")
    assert all_of(database) == []
    database.close()
