"""What is drawn outlives the session; what cannot be stored stays on screen and is told once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.annotations import LONGEST_TEXT, Annotation, Kind
from xraydesk.core.radiograph import Radiograph
from xraydesk.core.settings import Settings
from xraydesk.store.annotations import of_film
from xraydesk.store.database import Database
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.desk.storing import Storing
from xraydesk.ui.measure.notebook import Notebook

LINE = Annotation(Kind.LENGTH, ((20, 30), (80, 110)))
DOT = Annotation(Kind.PROBE, ((5, 5),))


class Session:
    """One run of the program over a database file."""

    def __init__(self, path: Path) -> None:
        self.lanes = Lanes()
        self.database = Database(path)
        self.storing = Storing(self.database, self.lanes)
        self.settings = Settings()
        self.notebook = Notebook(self.storing, self.settings)

    def close(self) -> None:
        self.lanes.close()
        self.storing.close()


@pytest.fixture
def session(qapp: Any, tmp_path: Path) -> Iterator[Callable[[], Session]]:
    made: list[Session] = []

    def begin(path: Path = tmp_path / "a.sqlite3") -> Session:
        if made:
            made[-1].close()
        made.append(Session(path))
        return made[-1]

    yield begin
    made[-1].close()


def test_what_was_drawn_is_there_again_in_the_next_session(
    qtbot: Any, session: Callable[[], Session], film: Callable[..., Radiograph]
) -> None:
    opened = film()
    first = session().notebook
    first.add(opened, LINE)
    first.add(opened, DOT)
    first.remove(opened, LINE.id)
    first.undo(opened)
    second = session().notebook
    assert second.of(opened).all == ()
    with qtbot.waitSignal(second.changed):
        second.open(opened)
    assert second.of(opened).all == (LINE, DOT)
    second.undo(opened)
    assert second.of(opened).all == (LINE, DOT)  # what was drawn in another session is not undone in this one


def test_a_film_has_its_own_annotations_whatever_its_name(
    qtbot: Any, session: Callable[[], Session], film: Callable[..., Radiograph]
) -> None:
    first = session().notebook
    first.add(film("a.dcm"), LINE)
    second = session().notebook
    copy = film("copy of a.dcm", sha256="a.dcm")
    with qtbot.waitSignal(second.changed):
        second.open(copy)
    second.open(film("b.dcm"))
    assert second.of(copy).all == (LINE,)
    assert second.of(film("b.dcm")).all == ()


def test_what_is_drawn_before_the_stored_arrives_stays(
    qtbot: Any, session: Callable[[], Session], film: Callable[..., Radiograph]
) -> None:
    opened = film()
    session().notebook.add(opened, LINE)
    second = session()
    second.notebook.add(opened, DOT)
    qtbot.waitUntil(lambda: second.notebook.of(opened).all == (LINE, DOT))
    third = session()
    with qtbot.waitSignal(third.notebook.changed):
        third.notebook.open(opened)
    assert {each.id for each in third.notebook.of(opened).all} == {LINE.id, DOT.id}


def test_it_is_drawn_in_the_readers_name(session: Callable[[], Session], film: Callable[..., Radiograph]) -> None:
    one = session()
    one.settings.set("reader_name", "Dr " + "C" * 800)
    one.notebook.add(film(), LINE)
    assert one.notebook.of(film()).all[0].reader == ("Dr " + "C" * 800)[:LONGEST_TEXT]


def test_a_place_that_cannot_be_written_is_told_once_and_nothing_is_lost_on_screen(
    qtbot: Any, session: Any, film: Callable[..., Radiograph], tmp_path: Path
) -> None:
    (tmp_path / "file").write_bytes(b"")
    one = session(tmp_path / "file" / "a.sqlite3")
    told: list[str] = []
    one.storing.noticed.connect(told.append)
    with qtbot.waitSignal(one.storing.noticed):
        one.notebook.add(film(), LINE)
    one.notebook.add(film(), DOT)
    qtbot.waitUntil(lambda: len(one.storing._failed) == 1)
    assert len(told) == 1
    assert "cannot be written" in told[0]
    assert one.notebook.of(film()).all == (LINE, DOT)


def test_what_cannot_be_read_is_told_and_stays_stored(
    qtbot: Any, session: Callable[[], Session], film: Callable[..., Radiograph], tmp_path: Path
) -> None:
    database = Database(tmp_path / "a.sqlite3")
    with database.transaction() as connection:
        content = '{"version": 99}'
        connection.execute("INSERT INTO annotation VALUES (?, ?, 0, 0, ?)", ("f" * 32, film().sha256, content))
    database.close()
    one = session()
    with qtbot.waitSignal(one.notebook.noticed) as told:
        one.notebook.open(film())
    assert told.args[0] == film().path.name
    assert "newer version" in told.args[1]
    one.notebook.add(film(), LINE)
    one.close()
    kept = of_film(database, film().sha256)
    database.close()
    assert (len(kept.annotations), kept.unreadable) == (1, 1)


def test_selecting_goes_round_what_is_shown(session: Callable[[], Session], film: Callable[..., Radiograph]) -> None:
    notebook, opened = session().notebook, film()
    notebook.add(opened, LINE)
    notebook.add(opened, DOT)
    notebook.select("")
    names = []
    for way in (1, 1, 1, -1, -1):
        notebook.select_beside(opened, 0, way)
        names.append(notebook.selected)
    assert names == [LINE.id, DOT.id, LINE.id, DOT.id, LINE.id]
    notebook.select_beside(opened, 5, 1)
    assert notebook.selected == LINE.id


def test_what_is_hidden_is_neither_shown_nor_chosen_and_drawing_shows_it_again(
    session: Callable[[], Session], film: Callable[..., Radiograph]
) -> None:
    notebook, opened = session().notebook, film()
    notebook.add(opened, LINE)
    notebook.set_hidden(True)
    assert notebook.shown(opened, 0) == ()
    assert notebook.chosen(opened) is None
    notebook.add(opened, DOT)
    assert notebook.shown(opened, 0) == (LINE, DOT)


def test_what_is_deleted_is_not_selected_any_more(
    session: Callable[[], Session], film: Callable[..., Radiograph]
) -> None:
    notebook, opened = session().notebook, film()
    notebook.add(opened, LINE)
    notebook.remove(opened, LINE.id)
    assert notebook.selected == ""
    notebook.undo(opened)
    assert notebook.of(opened).all == (LINE,)
