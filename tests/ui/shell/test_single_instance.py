"""A later start hands its files to the first window; nobody else gets a word in."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtNetwork import QLocalServer, QLocalSocket

from xraydesk.ui.shell import single_instance
from xraydesk.ui.shell.single_instance import FirstWindow, meeting_place, parse, pipe_name

ROOT = Path(__file__).resolve().parents[3]

LATER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from xraydesk.ui.shell.single_instance import FirstWindow
app = QCoreApplication([])
later = FirstWindow(Path(sys.argv[1]))
first = later.claim()
print(first, not first and later.hand_over([Path(name) for name in sys.argv[2:]], 2000), flush=True)
"""

CRASHING = """
import os, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from xraydesk.ui.shell.single_instance import FirstWindow
app = QCoreApplication([])
first = FirstWindow(Path(sys.argv[1]))
assert first.claim() and first.listen()
os.kill(os.getpid(), 9)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "place"


@pytest.fixture
def first(qtbot: Any, folder: Path) -> Iterator[FirstWindow]:
    made = FirstWindow(folder)
    assert made.claim()
    assert made.listen()
    yield made
    made.leave()


@pytest.fixture
def start(qtbot: Any, folder: Path) -> Callable[..., tuple[bool, bool]]:
    """Starts the program once more; answers whether it was the first, and whether its files were taken."""

    def run(*names: str) -> tuple[bool, bool]:
        command = [sys.executable, "-c", LATER, str(folder), *names]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT)
        qtbot.waitUntil(lambda: process.poll() is not None, timeout=20_000)
        out, _ = process.communicate()
        answers = out.split()
        return answers[0] == "True", answers[1] == "True"

    return run


def test_a_later_start_hands_its_files_over(qtbot: Any, first: FirstWindow, start: Any, tmp_path: Path) -> None:
    film = tmp_path / "Röntgen 胸.dcm"
    with qtbot.waitSignal(first.asked, timeout=20_000) as asked:
        assert start(str(film), "relative.dcm") == (False, True)
    assert asked.args == [[film, ROOT / "relative.dcm"]]


def test_a_later_start_without_files_asks_for_the_window(qtbot: Any, first: FirstWindow, start: Any) -> None:
    with qtbot.waitSignal(first.asked, timeout=20_000) as asked:
        assert start() == (False, True)
    assert asked.args == [[]]


@pytest.mark.skipif(sys.platform == "win32", reason="names of files are no bytes there")
def test_a_name_that_is_no_text_arrives_as_it_is(qtbot: Any, first: FirstWindow, start: Any, tmp_path: Path) -> None:
    film = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.dcm"))
    with qtbot.waitSignal(first.asked, timeout=20_000) as asked:
        start(str(film))
    assert asked.args == [[film]]


def test_who_comes_after_the_first_window_was_closed_is_the_first(first: FirstWindow, start: Any) -> None:
    first.leave()
    assert start("a.dcm") == (True, False)


def test_each_place_has_its_own_first_window(first: FirstWindow, qtbot: Any, tmp_path: Path) -> None:
    other = FirstWindow(tmp_path / "elsewhere")
    assert other.claim()
    assert other.listen()
    other.leave()


def test_a_crash_leaves_nothing_that_keeps_the_next_start_out(qtbot: Any, folder: Path) -> None:
    done = subprocess.run([sys.executable, "-c", CRASHING, str(folder)], cwd=ROOT, check=False)
    assert done.returncode != 0
    assert any(folder.iterdir())
    following = FirstWindow(folder)
    assert following.claim()
    assert following.listen()
    following.leave()


def test_a_first_window_that_does_not_answer_means_a_window_of_ones_own(qtbot: Any, folder: Path, start: Any) -> None:
    silent = FirstWindow(folder)
    assert silent.claim()
    assert start("a.dcm") == (False, False)
    silent.leave()


def test_a_place_that_cannot_be_written_means_a_window_of_ones_own(qtbot: Any, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    nobody = FirstWindow(tmp_path / "file" / "place")
    assert nobody.claim()
    assert not nobody.listen()
    nobody.leave()


# ------------------------------------------------------------------------------- what is not listened to


@pytest.mark.parametrize(
    "message",
    [
        b"",
        b"\n",
        b"{",
        b"[]",
        b"null",
        b'{"paths": "a"}',
        b'{"paths": [1]}',
        b'{"paths": ["relative.dcm"]}',
        b'{"paths": [""]}',
        b'{"paths": ["/a\\u0000b"]}',
        b'{"run": "rm"}',
        b"[" * 100_000,
        b"\xff\xfe",
        json.dumps({"paths": ["/" + "x" * 40_000]}).encode(),
        json.dumps({"paths": ["/x"] * 100_001}).encode(),
    ],
)
def test_what_is_no_list_of_absolute_paths_is_dropped(message: bytes) -> None:
    assert parse(message) is None


def _knock(qtbot: Any, folder: Path, message: bytes) -> QLocalSocket:
    socket = QLocalSocket()
    socket.connectToServer(pipe_name(folder))
    assert socket.waitForConnected(1000)
    socket.write(message)
    qtbot.waitUntil(lambda: socket.state() == QLocalSocket.LocalSocketState.UnconnectedState, timeout=10_000)
    return socket


@pytest.mark.parametrize("message", [b'{"run": 1}\n', b"x" * (single_instance.LARGEST + 2)], ids=["foreign", "large"])
def test_a_foreign_or_large_message_is_hung_up_on(qtbot: Any, first: FirstWindow, folder: Path, message: bytes) -> None:
    with qtbot.assertNotEmitted(first.asked):
        socket = _knock(qtbot, folder, message)
    assert socket.readAll().data() != single_instance.ACCEPTED


def test_who_says_nothing_is_hung_up_on(
    qtbot: Any, first: FirstWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "ANSWER_MS", 50)
    _knock(qtbot, folder, b"")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes of files")
def test_lock_and_pipe_are_the_users_own(first: FirstWindow, folder: Path) -> None:
    assert folder.stat().st_mode & 0o077 == 0
    assert Path(pipe_name(folder)).stat().st_mode & 0o077 == 0


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe is no file there")
def test_a_long_folder_name_still_has_a_pipe(qtbot: Any, tmp_path: Path) -> None:
    folder = tmp_path / ("x" * 120)
    made = FirstWindow(folder)
    assert made.claim()
    assert made.listen()
    assert len(pipe_name(folder)) < 108
    made.leave()


def test_a_pipe_of_somebody_else_is_not_spoken_to(
    qtbot: Any, first: FirstWindow, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(single_instance, "_is_foreign", lambda _: True)
    with qtbot.assertNotEmitted(first.asked):
        assert not FirstWindow(folder).hand_over([Path("/a.dcm")])


@pytest.mark.skipif(sys.platform == "win32", reason="the runtime folder is a matter of Unix")
def test_the_meeting_place_is_private(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path))
    assert meeting_place() == tmp_path / "xraydesk"
    tmp_path.chmod(0o755)
    assert meeting_place() != tmp_path / "xraydesk"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(tmp_path / "absent"))
    assert not meeting_place().is_relative_to(tmp_path / "absent")


def test_only_local_pipes_are_used_and_only_here() -> None:
    users: dict[str, set[str]] = {}
    for path in sorted((ROOT / "xraydesk").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "PySide6.QtNetwork":
                users.setdefault(path.name, set()).update(name.name for name in node.names)
            elif isinstance(node, ast.Import):
                assert "PySide6.QtNetwork" not in [name.name for name in node.names], path.name
    assert users == {"single_instance.py": {QLocalServer.__name__, QLocalSocket.__name__}}
