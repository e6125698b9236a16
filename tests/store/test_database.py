"""The database: it is brought up to date, keeps what was committed, and fails with a sentence."""

from __future__ import annotations

import sqlite3
import stat
import sys
import threading
from pathlib import Path

import pytest

from xraydesk.core.errors import XRayDeskError
from xraydesk.store import integrity
from xraydesk.store.database import Database, default_path
from xraydesk.store.failures import (
    BusyStoreError,
    DamagedStoreError,
    DiskFullError,
    NewerStoreError,
    ReadOnlyStoreError,
    StoreError,
)
from xraydesk.store.schema import STEPS

FIRST = ("CREATE TABLE film (id INTEGER PRIMARY KEY, name TEXT)",)
SECOND = ("ALTER TABLE film ADD COLUMN frames INTEGER NOT NULL DEFAULT 1",)


def _version(path: Path) -> int:
    connection = sqlite3.connect(path)
    try:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _mark(database: Database, name: str = "one") -> None:
    with database.transaction() as connection:
        connection.execute("INSERT INTO film (name) VALUES (?)", (name,))


def _names(database: Database) -> list[str]:
    return [row["name"] for row in database.rows("SELECT name FROM film ORDER BY id")]


def test_making_the_object_touches_no_file(home: Path) -> None:
    Database(default_path())
    assert not default_path().exists()


def test_the_first_use_makes_folder_and_file_for_the_user_alone(home: Path) -> None:
    database = Database(default_path())
    assert database.rows("SELECT * FROM annotation") == []
    database.close()
    assert default_path().exists()
    assert home in default_path().parents
    if sys.platform != "win32":
        assert stat.S_IMODE(default_path().stat().st_mode) == 0o600
    assert _version(default_path()) == len(STEPS)


def test_a_thread_that_comes_too_late_does_not_open_again_what_the_program_has_ended(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    database = Database(path, [FIRST])
    _mark(database)
    database.end()
    left = sorted(each.name for each in tmp_path.iterdir())
    for use in (lambda: _mark(database), lambda: _names(database)):
        with pytest.raises(StoreError, match="the program has closed it"):
            use()
    assert sorted(each.name for each in tmp_path.iterdir()) == left
    assert integrity.was_closed(path)


def test_what_was_committed_is_there_in_the_next_session(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    first = Database(path, [FIRST])
    _mark(first)
    first.close()
    second = Database(path, [FIRST])
    assert _names(second) == ["one"]
    second.close()


def test_a_transaction_is_done_as_a_whole_or_not_at_all() -> None:
    database = Database(None, [FIRST])

    def half() -> None:
        with database.transaction() as connection:
            connection.execute("INSERT INTO film (name) VALUES ('lost')")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half()
    assert _names(database) == []
    _mark(database)
    assert _names(database) == ["one"]
    database.close()


def test_it_is_in_wal_mode_with_foreign_keys(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3")
    assert database.rows("PRAGMA journal_mode")[0][0] == "wal"
    assert database.rows("PRAGMA foreign_keys")[0][0] == 1
    assert database.rows("PRAGMA synchronous")[0][0] == 2
    database.close()


def test_one_in_memory_leaves_nothing_behind(home: Path) -> None:
    database = Database(None)
    assert database.rows("SELECT * FROM key_image") == []
    database.close()
    assert not default_path().parent.exists()


def test_an_older_database_takes_the_missing_steps_and_a_copy_of_it_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    old = Database(path, [FIRST])
    _mark(old)
    old.close()
    new = Database(path, [FIRST, SECOND])
    assert [tuple(row) for row in new.rows("SELECT name, frames FROM film")] == [("one", 1)]
    new.close()
    assert _version(path) == 2
    before = tmp_path / "backups" / "a.before-2.sqlite3"
    assert _version(before) == 1


def test_a_step_that_fails_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    old = Database(path, [FIRST])
    _mark(old)
    old.close()
    broken = Database(path, [FIRST, (*SECOND, "CREATE TABLE film (twice)")])
    with pytest.raises(sqlite3.OperationalError):
        broken.rows("SELECT 1")
    assert _version(path) == 1
    again = Database(path, [FIRST])
    assert _names(again) == ["one"]
    again.close()


def test_a_newer_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    newer = Database(path, [FIRST, SECOND])
    _mark(newer)
    newer.close()
    bytes_before = path.read_bytes()
    older = Database(path, [FIRST])
    with pytest.raises(NewerStoreError, match="newer version of XRayDesk"):
        older.rows("SELECT 1")
    assert path.read_bytes() == bytes_before


@pytest.mark.parametrize("content", [b"This is no database, it is a letter." * 40, bytes(4096)])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.sqlite3"
    path.write_bytes(content)
    with pytest.raises(DamagedStoreError, match="left as it is"):
        Database(path).rows("SELECT 1")
    assert path.read_bytes() == content


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE annotation (theirs)")
    connection.close()
    with pytest.raises(DamagedStoreError, match="another program"):
        Database(path).rows("SELECT 1")


def test_a_folder_that_cannot_be_made_is_said_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(ReadOnlyStoreError, match="cannot be written there"):
        Database(tmp_path / "file" / "a.sqlite3").rows("SELECT 1")


def test_a_full_disk_is_said_and_what_was_stored_stays(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    _mark(database)
    database.rows("PRAGMA max_page_count = 4")
    with pytest.raises(DiskFullError, match="disk is full"):
        _mark(database, "x" * 100_000)
    assert _names(database) == ["one"]
    database.close()


def test_a_database_that_another_program_holds_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xraydesk.store.database.BUSY_MS", 10)
    path = tmp_path / "a.sqlite3"
    database = Database(path, [FIRST])
    _mark(database)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyStoreError, match="another program"):
        _mark(database, "two")
    other.execute("ROLLBACK")
    other.close()
    _mark(database, "two")
    assert _names(database) == ["one", "two"]
    database.close()


def test_what_fails_is_tried_again_by_the_next_use(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "a.sqlite3"
    path.parent.write_bytes(b"")
    database = Database(path, [FIRST])
    with pytest.raises(StoreError):
        _mark(database)
    path.parent.unlink()
    _mark(database)
    assert _names(database) == ["one"]
    database.close()


def test_a_fault_in_our_own_statements_is_no_sentence_for_the_reader() -> None:
    database = Database(None)
    with pytest.raises(sqlite3.Error) as caught:
        database.rows("SELECT nonsense")
    assert not isinstance(caught.value, XRayDeskError)
    database.close()


def test_threads_wait_for_each_other(tmp_path: Path) -> None:
    database = Database(tmp_path / "a.sqlite3", [FIRST])
    threads = [threading.Thread(target=_mark, args=(database, str(number))) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(_names(database)) == [str(number) for number in range(8)]
    database.close()
