"""Headers stream in behind the films: every item learns what it is, in batches, and nobody waits for that."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.radiograph import Patient, Study
from xraydesk.ui.desk import headers as module
from xraydesk.ui.desk.items import State
from xraydesk.ui.main_window import MainWindow


def _known(window: MainWindow) -> int:
    return sum(item.header is not None for item in window.desk.items)


def test_every_item_learns_whose_film_it_is(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    workflow.add("a.dcm", patient=Patient("Doe^Jane", "ID-1"), study=Study(study_uid="S1", view_position="PA"))
    workflow.add("b.dcm", patient=Patient("Roe^John", "ID-2"), study=Study(study_uid="S2", view_position="LL"))
    with qtbot.waitSignal(window.headers.finished):
        window.open_paths([Path("/films/folder")])
    assert [item.patient.name for item in window.desk.items] == ["Doe^Jane", "Roe^John"]
    assert [item.study.view_position for item in window.desk.items] == ["PA", "LL"]
    assert window.headers.are_read


def test_many_headers_arrive_in_few_batches_and_share_what_they_repeat(
    qtbot: Any, window: MainWindow, workflow: Any
) -> None:
    window.survey.analyse = False
    workflow.add(*(f"{number:04}.dcm" for number in range(1500)), study=Study(study_uid="S", institution="Somewhere"))
    batches: list[list[int]] = []
    window.desk.items.described.connect(batches.append)
    window.open_paths([Path("/films/folder")])
    qtbot.waitUntil(lambda: _known(window) == 1500, timeout=20_000)
    assert sorted(row for batch in batches for row in batch) == list(range(1500))
    assert len(batches) < 150
    assert max(map(len, batches)) <= module.CHUNK_FILES
    patients = {id(item.patient) for item in window.desk.items}
    assert len(patients) == 1


def test_a_film_that_somebody_waits_for_comes_first(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    gate = workflow.gates["a.dcm"] = threading.Event()
    window.open_paths(workflow.add("a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: window.desk.is_opening and window.headers._soon.isActive())
    # The film is still being read: looks at it come and go, headers wait.
    with qtbot.waitSignal(window.headers._soon.timeout):
        pass
    assert _known(window) == 0
    gate.set()
    qtbot.waitUntil(lambda: _known(window) == 2)


def test_a_file_without_an_image_is_known_before_anybody_opens_it(
    qtbot: Any, window: MainWindow, workflow: Any
) -> None:
    gate = workflow.gates["b.dcm"] = threading.Event()  # the survey and the reading ahead stand still here
    window.open_paths([*workflow.add("a.dcm", "b.dcm", "c.dcm"), Path("/films/report.dcm"), Path("/films/notes.txt")])

    def all_known() -> bool:
        if window.desk.current is not None:
            window.desk._loader.only(frozenset())  # nothing is read ahead, which headers would wait for
        return window.headers.are_read and window.desk.items.rowCount() == 5

    qtbot.waitUntil(all_known)
    assert [item.state for item in window.desk.items][3:] == [State.NO_IMAGE, State.FAILED]
    assert [notice.name for notice in window.notices.notices] == ["report.dcm", "notes.txt"]
    gate.set()


def test_closing_all_stops_the_reading(qtbot: Any, window: MainWindow, workflow: Any) -> None:
    held = threading.Event()
    read = workflow.read_header

    def slow(path: Path) -> Any:
        assert held.wait(10)
        return read(path)

    workflow.read_header = slow
    window.open_paths(workflow.add("a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: window.headers._is_reading)
    window.desk.close_all()
    held.set()
    assert window.headers.are_read
    window.open_paths(workflow.add("c.dcm"))
    qtbot.waitUntil(lambda: _known(window) == 1)
    assert window.desk.items[0].path.name == "c.dcm"


def test_a_defect_of_the_header_reader_is_not_swallowed(
    qtbot: Any, window: MainWindow, workflow: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: Path) -> Any:
        raise ZeroDivisionError

    workflow.read_header = broken
    with qtbot.capture_exceptions() as caught:
        window.open_paths(workflow.add("a.dcm"))
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError
