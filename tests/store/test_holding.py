"""Two windows on one database: the first one stores, the second one reads, and the command line stores beside both."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.store.screened import outcome, screened
from xraydesk.store.database import Database
from xraydesk.store.failures import HeldStoreError
from xraydesk.store.schema import STEPS


def _films(database: Database) -> int:
    return int(database.rows("SELECT count(*) FROM film")[0][0])


def test_a_second_window_reads_what_the_first_one_stores_and_stores_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    first, second = Database(path, sole=True), Database(path, sole=True)
    screened(first, [outcome(1)])
    assert _films(second) == 1
    with pytest.raises(HeldStoreError, match="another window of XRayDesk"):
        screened(second, [outcome(2)])
    screened(first, [outcome(2)])
    assert _films(second) == 2
    second.close()
    screened(first, [outcome(3)])
    first.close()
    screened(second, [outcome(4)])  # the first one is gone, and this one was opened anew
    assert _films(second) == 4
    second.close()


def test_even_its_own_statements_cannot_change_what_a_second_window_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    first, second = Database(path, sole=True), Database(path, sole=True)
    screened(first, [outcome(1)])
    with pytest.raises(Exception, match="cannot be written"):
        second.rows("DELETE FROM entry")
    assert _films(first) == 1
    second.close()
    first.close()


def test_the_command_line_stores_beside_a_window(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    window, command = Database(path, sole=True), Database(path)
    screened(window, [outcome(1)])
    screened(command, [outcome(2)])
    assert _films(window) == 2
    command.close()
    screened(window, [outcome(3)])
    window.close()
    assert not path.with_name("a.sqlite3-open").exists()


def test_a_second_window_of_a_newer_version_changes_no_layout(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    first = Database(path, STEPS[:4], sole=True)
    first.rows("SELECT 1")
    second = Database(path, sole=True)
    with pytest.raises(HeldStoreError):
        second.rows("SELECT 1")
    assert first.rows("PRAGMA user_version")[0][0] == 4
    first.close()
    assert second.rows("SELECT * FROM entry") == []
    second.close()


_WINDOW = """
import sys
from pathlib import Path
from xraydesk.store.database import Database

Database(Path(sys.argv[1]), sole=True).rows("SELECT 1")
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_window_that_was_killed_holds_nothing(tmp_path: Path, root: Path) -> None:
    path = tmp_path / "a.sqlite3"
    window = subprocess.Popen(
        [sys.executable, "-c", _WINDOW, str(path)], cwd=root, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    assert window.stdin is not None
    assert window.stdout.readline() == "open\n"
    second = Database(path, sole=True)
    with pytest.raises(HeldStoreError):
        screened(second, [outcome(1)])
    second.close()
    window.send_signal(signal.SIGKILL)
    window.wait()
    window.stdout.close()
    window.stdin.close()
    screened(second, [outcome(1)])
    assert _films(second) == 1
    second.close()


def test_programs_that_start_at_the_same_moment_all_find_a_whole_database(tmp_path: Path) -> None:
    for number in range(5):
        path, gate = tmp_path / f"{number}" / "a.sqlite3", threading.Barrier(4)
        databases = [Database(path) for _ in range(4)]

        def begin(database: Database, gate: threading.Barrier = gate) -> int:
            gate.wait(10)
            try:
                return _films(database)
            finally:
                database.close()

        with ThreadPoolExecutor(4) as pool:
            assert list(pool.map(begin, databases)) == [0] * 4
        assert [database.notices for database in databases] == [[]] * 4
        assert not list(path.parent.glob("*damaged*"))
