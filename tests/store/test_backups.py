"""Backups: made by the database itself, looked through, and few enough to keep."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.store.screened import digest, outcome, screened
from xraydesk.store import audit, backups
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.store.failures import BackupError, StoreError
from xraydesk.store.schema import STEPS

DAY = datetime(2026, 3, 1, 10, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(tmp_path / "a.sqlite3")
    screened(made, [outcome(1)])
    audit.record(made, Event.SCREEN, films=1)
    yield made
    made.close()


def _films(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as connection:
        return [row[0] for row in connection.execute("SELECT sha256 FROM film ORDER BY sha256")]


def _names(folder: Path) -> list[str]:
    return sorted(each.name for each in backups.folder_of(folder / "a.sqlite3").iterdir())


def test_the_backup_of_an_open_database_holds_all_that_was_committed(tmp_path: Path, database: Database) -> None:
    made = backups.daily(tmp_path / "a.sqlite3", DAY)
    assert made == tmp_path / "backups" / "a.2026-03-01.sqlite3"
    assert _films(made) == [digest(1)]
    assert backups.misfit(made) == ""
    assert _names(tmp_path) == ["a.2026-03-01.sqlite3"]
    if sys.platform != "win32":
        assert stat.S_IMODE(made.stat().st_mode) == 0o600


def test_there_is_one_backup_a_day_and_the_newest_seven_stay(tmp_path: Path, database: Database) -> None:
    path = tmp_path / "a.sqlite3"
    asked = backups.on_demand(path, DAY)
    for day in range(10):
        assert backups.daily(path, DAY + timedelta(days=day)) is not None
        assert backups.daily(path, DAY + timedelta(days=day, hours=5)) is None
    days = [f"a.2026-03-{day:02}.sqlite3" for day in range(4, 11)]
    assert _names(tmp_path) == sorted([*days, asked.name])
    assert backups.newest_first(path)[0].name == "a.2026-03-10.sqlite3"


def test_before_a_step_of_the_layout_a_backup_is_made(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    old = Database(path, STEPS[:3])
    old.rows("SELECT 1")
    old.close()
    new = Database(path)
    assert new.rows("SELECT * FROM entry") == []
    new.close()
    with closing(sqlite3.connect(tmp_path / "backups" / "a.before-4.sqlite3")) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 3


def test_a_database_that_cannot_be_backed_up_is_not_migrated(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    old = Database(path, STEPS[:3])
    old.rows("SELECT 1")
    old.close()
    backups.folder_of(path).write_bytes(b"in the way")
    new = Database(path)
    with pytest.raises(StoreError, match="has to be backed up before this version can use it"):
        new.rows("SELECT 1")
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone()[0] == 3


def test_a_backup_that_is_not_whole_is_not_kept(tmp_path: Path, database: Database) -> None:
    path = tmp_path / "a.sqlite3"
    database.close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TRIGGER audit_event_stays")
        connection.execute("UPDATE audit_event SET content = '{}'")
        connection.commit()
    with pytest.raises(BackupError, match="event 1 of its audit trail"):
        backups.daily(path, DAY)
    assert _names(tmp_path) == []


def test_the_newest_good_one_is_found_among_bad_ones(tmp_path: Path, database: Database) -> None:
    path = tmp_path / "a.sqlite3"
    for day in range(4):
        made = backups.daily(path, DAY + timedelta(days=day))
        assert made is not None
        os.utime(made, (1e9 + day, 1e9 + day))
    newest = backups.newest_first(path)
    newest[0].write_bytes(b"no database")
    newest[1].write_bytes(newest[1].read_bytes()[:8192])
    good = backups.newest_good(path, len(STEPS))
    assert good is not None
    assert good[0] == newest[2]
    assert good[1].number == 1
    assert backups.newest_good(path, len(STEPS) - 1) is None


def test_a_backup_on_a_full_disk_is_one_sentence_and_harms_nothing(
    small_disk: Path, filled: Callable[[], Path]
) -> None:
    path = small_disk / "a.sqlite3"
    database = Database(path)
    screened(database, [outcome(number) for number in range(100)])
    filled()
    with pytest.raises(BackupError, match=r"No backup of the database .*the disk is full"):
        backups.daily(path, DAY)
    assert _names(small_disk) == []
    assert database.rows("PRAGMA integrity_check")[0][0] == "ok"
    database.close()
