"""What was open before a crash is offered at the next start, not forced; a clean exit leaves nothing behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton

from xraydesk.core.radiograph import Window
from xraydesk.core.settings import Settings
from xraydesk.ui.desk.items import State
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.reading.layouts import Layout
from xraydesk.ui.shell import session_memory
from xraydesk.ui.shell.session_memory import Session

Starter = Callable[[Path | None], MainWindow]


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session_memory, "REST_MS", 1)


@pytest.fixture
def start(workflow: Any) -> Iterator[Starter]:
    """Starts windows that remember in a folder."""
    windows = []

    def make(where: Path | None) -> MainWindow:
        window = MainWindow(workflow, Settings(), sessions=where)
        window.show()
        windows.append(window)
        return window

    yield make
    workflow.release()
    for window in windows:
        window.close()
        window.deleteLater()


def _stored(where: Path) -> Session | None:
    return Session.read(where / "session0.json")


def _crashed(qtbot: Any, start: Starter, workflow: Any, where: Path, *names: str) -> Path:
    """The folder as a program leaves it that is killed with these films open, the last of them on screen."""
    window = start(where)
    window.open_paths(workflow.add(*names))
    qtbot.waitUntil(lambda: window.desk.items.rowCount() == len(names))
    window.desk.choose(len(names) - 1)
    qtbot.waitUntil(lambda: window.reading.view.picture is not None and window.desk.shown == len(names) - 1)
    window.commands["flip"].trigger()
    window.reading.view.set_voi(Window(77, 11))
    qtbot.waitUntil(lambda: (kept := _stored(where)) is not None and "77" in json.dumps(kept.adjustments))
    left = where.with_name("left by a crash")
    shutil.copytree(where, left, ignore=shutil.ignore_patterns("*.lock"), dirs_exist_ok=True)
    return left


def _buttons(window: MainWindow) -> list[QAbstractButton]:
    found = window.findChildren(QAbstractButton)
    return [button for button in found if button.isVisible() and button.text().startswith("Restore")]


def test_nothing_is_offered_after_a_clean_exit(qtbot: Any, start: Starter, workflow: Any, tmp_path: Path) -> None:
    where = tmp_path / "sessions"
    first = start(where)
    first.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: _stored(where) is not None)
    first.close()
    assert _stored(where) is None
    second = start(where)
    qtbot.waitUntil(lambda: second.memory._path is not None)
    assert _buttons(second) == []


def test_a_crashed_session_is_offered_and_nothing_is_opened_unasked(
    qtbot: Any, start: Starter, workflow: Any, tmp_path: Path
) -> None:
    window = start(_crashed(qtbot, start, workflow, tmp_path / "sessions", "a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: len(_buttons(window)) == 2)
    assert {button.text() for button in _buttons(window)} == {"Restore the last session (2 files)"}
    assert all(button.accessibleName() for button in _buttons(window))
    assert window.desk.items.rowCount() == 0


@pytest.mark.parametrize("which", [0, 1])
def test_restoring_brings_back_files_film_window_and_turn(
    qtbot: Any, start: Starter, workflow: Any, tmp_path: Path, which: int
) -> None:
    window = start(_crashed(qtbot, start, workflow, tmp_path / "sessions", "a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: len(_buttons(window)) == 2)
    _buttons(window)[which].click()
    view = window.reading.view
    qtbot.waitUntil(lambda: view.picture is not None and view.picture.radiograph.path.name == "b.dcm")
    assert window.desk.items.rowCount() == 2
    assert view.voi == Window(77, 11)
    assert view.turn.mirrored
    assert _buttons(window) == []
    assert not window.notices.isVisible()


def test_the_layout_comes_back_with_its_films(qtbot: Any, start: Starter, workflow: Any, tmp_path: Path) -> None:
    where = tmp_path / "sessions"
    first = start(where)
    first.open_paths(workflow.add("a.dcm", "b.dcm", "c.dcm"))
    qtbot.waitUntil(lambda: first.desk.items.rowCount() == 3 and first.desk.shown == 0)
    first.commands["layout_two"].trigger()
    first.desk.choose(2, pane=1)
    qtbot.waitUntil(lambda: (kept := _stored(where)) is not None and kept.views[1].endswith("c.dcm"))
    shutil.copytree(where, tmp_path / "left", ignore=shutil.ignore_patterns("*.lock"))
    window = start(tmp_path / "left")
    qtbot.waitUntil(lambda: len(_buttons(window)) == 2)
    window.memory.restore()
    qtbot.waitUntil(lambda: [pane.shown for pane in window.desk.panes] == [0, 2, -1, -1])
    assert window.reading.hanging.layout is Layout.TWO


def test_a_dismissed_offer_is_over(qtbot: Any, start: Starter, workflow: Any, tmp_path: Path) -> None:
    left = _crashed(qtbot, start, workflow, tmp_path / "sessions", "a.dcm")
    window = start(left)
    qtbot.waitUntil(lambda: len(_buttons(window)) == 2)
    window.notices.dismiss()
    assert _buttons(window) == []
    qtbot.waitUntil(lambda: _stored(left) is None)


def test_a_film_that_ended_the_program_twice_is_left_out(
    qtbot: Any, start: Starter, workflow: Any, tmp_path: Path
) -> None:
    left = _crashed(qtbot, start, workflow, tmp_path / "sessions", "a.dcm", "deadly.dcm")
    first = start(left)
    qtbot.waitUntil(lambda: len(_buttons(first)) == 2)
    first.memory.restore()
    qtbot.waitUntil(lambda: (kept := _stored(left)) is not None and kept.restored and "deadly" in kept.views[0])
    shutil.copytree(left, tmp_path / "again", ignore=shutil.ignore_patterns("*.lock"))
    second = start(tmp_path / "again")
    qtbot.waitUntil(lambda: len(_buttons(second)) == 2)
    workflow.opened.clear()
    second.memory.restore()
    qtbot.waitUntil(lambda: second.desk.shown == 0)
    assert second.desk.items[1].state is State.FAILED
    assert "left out" in second.notices.notices[-1].reason
    qtbot.waitUntil(lambda: second.desk.items[0].state is State.SCORED or second.desk.card is None)
    assert "deadly.dcm" not in workflow.opened


def test_two_windows_remember_side_by_side(qtbot: Any, start: Starter, workflow: Any, tmp_path: Path) -> None:
    where = tmp_path / "sessions"
    first, second = start(where), start(where)
    qtbot.waitUntil(lambda: first.memory._path is not None and second.memory._path is not None)
    assert {first.memory._path.name, second.memory._path.name} == {"session0.json", "session1.json"}


def test_closing_all_files_leaves_nothing_to_restore(qtbot: Any, start: Starter, workflow: Any, tmp_path: Path) -> None:
    window = start(tmp_path)
    window.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: _stored(tmp_path) is not None)
    window.commands["close_all"].trigger()
    qtbot.waitUntil(lambda: _stored(tmp_path) is None)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"{", b"[]", b"{}", b"\xff\xfe", b'{"asked": 5, "files": 1, "views": [], "active": 0, "layout": "1x1"}',
        b'{"asked": ["/a"], "files": 1, "views": [], "active": 0, "layout": "9x9"}',
        b'{"asked": ["/a"], "files": "many", "views": [], "active": 0, "layout": "1x1"}',
        b'{"asked": ["/a"], "files": 1, "views": [], "active": 0, "layout": "1x1", "adjustments": []}',
        b"[" * 100_000,
    ],
)  # fmt: skip
def test_a_damaged_file_offers_nothing(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "session0.json").write_bytes(content)
    assert _stored(tmp_path) is None


def test_a_folder_that_cannot_be_made_keeps_nobody_from_reading(
    qtbot: Any, start: Starter, workflow: Any, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    window = start(tmp_path / "file" / "sessions")
    window.open_paths(workflow.add("a.dcm"))
    qtbot.waitUntil(lambda: window.reading.view.picture is not None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
@pytest.mark.slow
def test_the_program_offers_its_files_after_it_was_killed(home: Path, phantom: Path, qtbot: Any) -> None:
    code = (
        "from pathlib import Path; import sys; from xraydesk.ui import app;"
        "from xraydesk.ui.shell import session_memory; session_memory.REST_MS = 50;"
        "app.run([Path(sys.argv[1])], new_window=True)"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(phantom)]) as process:
        try:
            where = session_memory.folder()
            qtbot.waitUntil(lambda: (kept := _stored(where)) is not None and kept.files == 1, timeout=60_000)
        finally:
            os.kill(process.pid, signal.SIGKILL)
    window = MainWindow(settings=Settings(), sessions=where)
    window.show()
    try:
        qtbot.waitUntil(lambda: len(_buttons(window)) == 2)
    finally:
        window.close()
        window.deleteLater()
