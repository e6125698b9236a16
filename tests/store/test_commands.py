"""The commands that look after the database, as a user types them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.screened import outcome, screened
from xraydesk.cli import main
from xraydesk.store import audit, backups
from xraydesk.store.audit import Event
from xraydesk.store.database import Database, default_path


@pytest.fixture
def path(home: Path) -> Path:
    database = Database(default_path())
    screened(database, [outcome(1, patient_name="Planted^Name")])
    for number in range(4):
        audit.record(database, Event.SCREEN, films=number)
    database.close()
    return default_path()


def test_a_trail_that_fits_is_said_to_fit(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["audit", "verify"]) == 0
    assert capsys.readouterr().out == "4 events, each fits the one before\n"


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE audit_event SET content = '{}' WHERE number = 2", "4 events; number 2 does not fit: it was changed"),
        ("DELETE FROM audit_event WHERE number = 4", "3 events; number 4 does not fit: the events up to number 4 are"),
    ],
)
def test_the_first_event_that_does_not_fit_is_named_and_nothing_is_put_in_order(
    path: Path, capsys: pytest.CaptureFixture[str], statement: str, words: str
) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for name in ("audit_event_stays", "audit_event_remains"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.execute(statement)
        connection.commit()
    for _ in range(2):
        assert main(["audit", "verify"]) == 1
        assert capsys.readouterr().out.startswith(words)


def test_a_backup_is_made_on_demand_and_named(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["backup"]) == 0
    made = Path(capsys.readouterr().out.strip())
    assert backups.newest_first(path) == [made]
    assert backups.misfit(made) == ""
    assert main(["backup", "--database", str(made)]) == 0


@pytest.mark.parametrize("words", [["audit", "verify"], ["backup"]])
def test_without_a_database_there_is_one_sentence(
    home: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(words) == 1
    assert "there is no database" in capsys.readouterr().err
    assert not default_path().exists()


@pytest.mark.parametrize("words", [["audit", "verify"], ["backup"]])
def test_a_damaged_database_is_one_sentence(path: Path, words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(b"no database" * 1000)
    assert main(words) == 1
    assert "damaged" in capsys.readouterr().err


def test_nothing_of_a_patient_is_in_the_trail(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT patient_name FROM film").fetchone()[0] == "Planted^Name"
        contents = "".join(str(row) for row in connection.execute("SELECT * FROM audit_event"))
    assert "Planted" not in contents
