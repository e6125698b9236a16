"""A database that is damaged, cut off or replaced: it is noticed, kept, and the newest good backup is in use."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.store.screened import MODEL, digest, outcome, screened
from xraydesk.store import audit, backups, integrity
from xraydesk.store.audit import Event
from xraydesk.store.database import Database
from xraydesk.store.failures import DamagedStoreError, NewerStoreError
from xraydesk.store.schema import STEPS

PAGE = 4096


def _made(folder: Path, films: int = 40) -> Path:
    """A database that was closed in order, with a backup from before its last event."""
    path = folder / "a.sqlite3"
    database = Database(path)
    screened(database, [outcome(number, patient_name="Curie") for number in range(films)])
    audit.record(database, Event.SCREEN, films=films, model=MODEL)
    backups.daily(path, datetime(2026, 3, 1, tzinfo=UTC))
    audit.record(database, Event.STOP)
    database.close()
    return path


def _films(database: Database) -> int:
    return int(database.rows("SELECT count(*) FROM film")[0][0])


def _kept(path: Path) -> list[Path]:
    return [each for each in path.parent.glob("a.damaged-*") if each.suffix == ".sqlite3"]


def _overwrite(path: Path, offset: int, content: bytes) -> None:
    with path.open("rb+") as stream:
        stream.seek(offset)
        stream.write(content)


def _flip(path: Path, page: int) -> None:
    with path.open("rb") as stream:
        stream.seek(page * PAGE)
        content = stream.read(PAGE)
    _overwrite(path, page * PAGE, bytes(byte ^ 0xFF for byte in content))


def _foreign_database(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE recipe (name TEXT)")
        connection.commit()


def _folder_instead(path: Path) -> None:
    path.unlink()
    path.mkdir()
    (path / "inside").write_bytes(b"x")


def _no_rights(path: Path) -> None:
    path.chmod(0)
    if os.access(path, os.R_OK):
        pytest.skip("whoever runs this may read every file")


DAMAGES: dict[str, Callable[[Path], None]] = {
    "header zeroed": lambda path: _overwrite(path, 0, bytes(100)),
    "first page zeroed": lambda path: _overwrite(path, 0, bytes(PAGE)),
    "middle page zeroed": lambda path: _overwrite(path, path.stat().st_size // PAGE // 2 * PAGE, bytes(PAGE)),
    "cut to a half": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut by a byte": lambda path: os.truncate(path, path.stat().st_size - 1),
    "cut to the header": lambda path: os.truncate(path, 100),
    "cut to nothing": lambda path: os.truncate(path, 0),
    "text instead": lambda path: path.write_text("Dear colleague, " * 1000) and None,
    "noise instead": lambda path: path.write_bytes(os.urandom(50_000)) and None,
    "another program's database instead": _foreign_database,
    "a folder instead": _folder_instead,
    "may not be read": _no_rights,
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damage_is_noticed_the_bad_copy_kept_and_the_backup_in_use(tmp_path: Path, damage: str) -> None:
    path = _made(tmp_path)
    DAMAGES[damage](path)
    is_file = path.is_file()
    bad = path.read_bytes() if is_file else b""
    database = Database(path)
    assert _films(database) == 40
    (sentence,) = database.notices
    (kept,) = _kept(path)
    assert kept.name in sentence
    assert "the backup of" in sentence
    if is_file:
        assert kept.read_bytes() == bad
    last = audit.events(database)[-1]
    assert (last.kind, last.facts["source"], last.facts["lost_events"]) == (Event.RESTORE, "backup", 1)
    assert audit.verify(path) == audit.Verdict(2, lost=1)
    database.close()
    again = Database(path)
    assert _films(again) == 40
    assert again.notices == []
    again.close()


def test_every_page_that_is_flipped_is_noticed(tmp_path: Path) -> None:
    path = _made(tmp_path)
    whole = path.read_bytes()
    for page in range(len(whole) // PAGE):
        path.write_bytes(whole)
        _flip(path, page)
        for thorough in (False, True):
            assert integrity.problem(path, len(STEPS), thorough=thorough), page
    path.write_bytes(whole)
    assert integrity.problem(path, len(STEPS), thorough=True) == ""


def test_a_damaged_database_without_a_good_backup_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = _made(tmp_path)
    for backup in backups.newest_first(path):
        _flip(backup, 3)
    _overwrite(path, 0, bytes(100))
    before = path.read_bytes()
    with pytest.raises(DamagedStoreError, match="left as it is"):
        Database(path).rows("SELECT 1")
    assert path.read_bytes() == before
    assert _kept(path) == []


def test_a_damaged_database_is_not_replaced_under_a_window_that_has_it_open(tmp_path: Path) -> None:
    path = _made(tmp_path)
    window = Database(path, sole=True)
    assert _films(window) == 40
    window._connection.close()  # type: ignore[union-attr] # as if its pages were all it needs
    _overwrite(path, 0, bytes(100))
    with pytest.raises(DamagedStoreError, match="another window"):
        Database(path).rows("SELECT 1")
    assert _kept(path) == []
    window._hold.release()  # type: ignore[union-attr]


def test_a_newer_database_is_neither_restored_nor_changed(tmp_path: Path) -> None:
    path = _made(tmp_path)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {len(STEPS) + 1}")
        connection.execute("PRAGMA journal_mode = DELETE")
    before = path.read_bytes()
    with pytest.raises(NewerStoreError):
        Database(path).rows("SELECT 1")
    assert path.read_bytes() == before
    assert _kept(path) == []


def test_a_database_that_is_gone_is_begun_anew_and_that_is_said(tmp_path: Path) -> None:
    path = _made(tmp_path)
    path.unlink()
    database = Database(path)
    assert _films(database) == 0
    (sentence,) = database.notices
    assert "gone" in sentence
    assert str(backups.folder_of(path)) in sentence
    assert audit.verify(path) == audit.Verdict(1, lost=2)
    database.close()


_WRITER = """
import os, sys
from pathlib import Path
from tests.store.screened import outcome, screened
from xraydesk.store import audit
from xraydesk.store.audit import Event
from xraydesk.store.database import Database

database = Database(Path(sys.argv[1]))
screened(database, [outcome(number) for number in range(40, 60)])
audit.record(database, Event.SCREEN, films=20)
print("written", flush=True)
sys.stdin.read()
"""


def _killed_writer(path: Path, root: Path, meanwhile: Callable[[], object] = lambda: None) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(path)], cwd=root, stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )
    assert writer.stdout is not None
    assert writer.stdin is not None
    assert writer.stdout.readline() == "written\n"
    meanwhile()
    writer.send_signal(signal.SIGKILL)
    writer.wait()
    writer.stdout.close()
    writer.stdin.close()


killing = pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")


@killing
def test_after_a_kill_everything_that_was_committed_is_there_and_nothing_is_said(tmp_path: Path, root: Path) -> None:
    path = _made(tmp_path)
    assert integrity.was_closed(path)
    _killed_writer(path, root)
    assert not integrity.was_closed(path)
    database = Database(path)
    assert _films(database) == 60
    assert database.notices == []
    database.close()
    assert integrity.was_closed(path)


@killing
def test_a_log_that_was_deleted_is_noticed_and_what_is_left_goes_on(tmp_path: Path, root: Path) -> None:
    path = _made(tmp_path)
    _killed_writer(path, root)
    path.with_name("a.sqlite3-wal").unlink()
    database = Database(path)
    assert _films(database) == 40
    (sentence,) = database.notices
    assert "what was stored last may be missing" in sentence
    assert len(_kept(path)) == 1
    assert audit.verify(path) == audit.Verdict(3, lost=1)
    assert audit.events(database)[-1].facts["source"] == "itself"
    database.close()
    assert integrity.was_closed(path)


@killing
def test_where_a_backup_knows_more_than_what_is_left_without_the_log_it_is_in_use(tmp_path: Path, root: Path) -> None:
    path = _made(tmp_path)
    _killed_writer(path, root, lambda: backups.on_demand(path, datetime.now(UTC)))
    path.with_name("a.sqlite3-wal").unlink()
    database = Database(path)
    assert _films(database) == 60
    assert "the backup of" in database.notices[0]
    assert audit.verify(path) == audit.Verdict(4)
    database.close()


@killing
def test_a_log_of_which_the_end_is_damaged_is_noticed(tmp_path: Path, root: Path) -> None:
    path = _made(tmp_path)
    _killed_writer(path, root)
    log = path.with_name("a.sqlite3-wal")
    _overwrite(log, log.stat().st_size // 2, os.urandom(PAGE))
    database = Database(path)
    assert _films(database) in (40, 60)
    assert len(database.notices) == 1
    assert audit.verify(path).misfit is None
    database.close()


@killing
def test_a_page_that_is_damaged_under_a_log_is_noticed_and_the_log_is_kept_with_it(tmp_path: Path, root: Path) -> None:
    path = _made(tmp_path)
    _killed_writer(path, root)
    for page in range(8, path.stat().st_size // PAGE):
        _flip(path, page)
    database = Database(path)
    assert _films(database) == 40
    (kept,) = _kept(path)
    assert kept.exists()
    assert database.rows("PRAGMA integrity_check")[0][0] == "ok"
    assert database.rows("SELECT count(*) FROM film WHERE sha256 = ?", (digest(50),))[0][0] == 0
    database.close()
