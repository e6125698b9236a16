"""The support file says how this copy is, and nothing of whom it was used for and by."""

from __future__ import annotations

import getpass
import json
import logging
import platform
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.store.screened import WHEN, digest, outcome, screened
from xraydesk.core import logs, paths
from xraydesk.core.decisions import Decision, Override, Verdict
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.settings import Settings
from xraydesk.core.settings import default_path as settings_path
from xraydesk.diagnosis import report, sections
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.model.packs import keys, trust
from xraydesk.store import audit, census, decisions, entries, notes, recent, runs
from xraydesk.store.database import Database
from xraydesk.store.database import default_path as database_path
from xraydesk.store.notes import Note
from xraydesk.store.recent import RecentDrop

pytestmark = pytest.mark.slow

SURNAME, FORENAME, NUMBER, BIRTH, FOLDER = "Quarzwinkel", "Ottilie", "PID-73915-Z", "19340517", "Nachlass"
PLANTED = (SURNAME, FORENAME, NUMBER, "73915", BIRTH, FOLDER, "Oberarztfrau")
WHOLE = f"{SURNAME}^{FORENAME}"
PLACE = Path("/films") / FOLDER / f"{SURNAME}_{NUMBER}.dcm"
READER = "Dr. Oberarztfrau"


@pytest.fixture(autouse=True)
def one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """What torch says of itself is looked at elsewhere; it takes the longest."""
    monkeypatch.setattr(engines, "available", lambda: ["onnxruntime"])


def _fill_the_store() -> None:
    database = Database(database_path())
    screened(database, [outcome(1, patient_name=WHOLE, patient_id=NUMBER, study_date=BIRTH)])
    run = runs.start(database, [PLACE.parent], "densenet121", "c" * 64, {"folder": str(PLACE)}, WHEN)
    entries.add(database, run, [PLACE], WHEN)
    notes.add(database, Note("n", digest(1), READER, WHEN, f"{WHOLE} was here"))
    recent.remember(database, RecentDrop((PLACE,), WHEN, 1, WHOLE))
    decisions.add(
        database,
        Decision(
            "d", digest(1), 0, "normal", Verdict.ACCEPTED, READER, WHEN, "m", "c" * 64, 0.5, "balanced", 0.4, True
        ),
    )
    audit.record(database, audit.Event.OPEN, film="a" * 64)
    database.close()
    with closing(sqlite3.connect(database_path())) as connection:
        connection.execute(f'CREATE TABLE "{SURNAME}" (x)')


def _fill_the_settings() -> None:
    settings = Settings.load(settings_path())
    settings.set("reader_name", READER)
    settings.set("last_folder", str(PLACE.parent))
    settings.set("save_folder", str(PLACE.parent))
    settings.set("model", str(PLACE.parent))
    settings.set("prevalence", {WHOLE: 0.5})
    settings.set("theme", "light")
    settings.save()


def _fill_the_log() -> None:
    logs.keep()
    logger = logging.getLogger("xraydesk.store.audit")
    logger.warning("the head of the audit trail was not written: %s", "OSError")
    logger.warning("the head of the audit trail was not written: %s", PLACE)
    logger.warning(f"{WHOLE} could not be read")  # noqa: G004 - what must not be written is written all the same
    logging.getLogger(f"xraydesk.{SURNAME}").error("%s", WHOLE)
    try:
        int(f"{WHOLE} at {PLACE}")
    except ValueError:
        logger.exception("the head of the audit trail was not written: %s", WHOLE)
    assert not any(planted in logs.default_path().read_text() for planted in PLANTED)
    line = json.loads(logs.default_path().read_text().splitlines()[0])
    changes = (
        {"text": f"{WHOLE} could not be read"},
        {"logger": WHOLE},
        {"values": [WHOLE, str(PLACE), [WHOLE], {WHOLE: 1}]},
        {"at": f"ValueError: {SURNAME}.py:1 {FORENAME}"},
        {"level": WHOLE},
        {"time": WHOLE},
        {WHOLE: WHOLE},
    )
    with logs.default_path().open("a", encoding="utf-8") as stream:
        stream.writelines(f"{json.dumps(line | change)}\n" for change in changes)
        stream.write(f"WARNING pydicom: {WHOLE} in {PLACE}\n{WHOLE}\n")


def _add_a_model_and_a_key(tmp_path: Path) -> None:
    folder = paths.user_data() / "models" / SURNAME
    shutil.copytree(bundles.find("densenet121"), folder)
    damaged = paths.user_data() / "models" / NUMBER
    shutil.copytree(folder, damaged)
    (damaged / bundles.GOLDEN).write_text(WHOLE)
    keys.generate(tmp_path / f"{SURNAME}.key")
    trust.add(tmp_path / f"{SURNAME}.pub")


def _screens() -> list[str]:
    return ["Qt 6, one screen"]


def test_what_names_a_patient_a_reader_a_file_or_this_user_is_not_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "ottfriedson")
    monkeypatch.setattr(platform, "node", lambda: "pc-nachlass-7")
    _fill_the_store()
    _fill_the_settings()
    _fill_the_log()
    _add_a_model_and_a_key(tmp_path)
    everything = b"".join(path.read_bytes() for path in Path.home().rglob("*") if path.is_file())
    everything += b"".join(str(path).encode() for path in Path.home().rglob("*"))
    for planted in PLANTED:
        assert planted.encode() in everything, "else nothing would be proved"

    def screens() -> list[str]:
        return [f"ottfriedson at PC-Nachlass-7 in {Path.home()} or C:\\Users\\ottfriedson\\films"]

    text = report.compose(screens)
    told = [planted for planted in (*PLANTED, "ottfriedson", "pc-nachlass-7", str(Path.home()), str(tmp_path))
            if planted.casefold() in text.casefold()]  # fmt: skip
    assert told == []
    assert "(this user) at (this computer) in (a path) or (a path)" in text.replace("(a folder)", "(a path)")
    assert "/films" not in text


def test_it_says_how_the_database_is(tmp_path: Path) -> None:
    _fill_the_store()
    text = report.compose(_screens)
    assert "integrity: ok" in text
    assert "audit trail: 1 events, each fits the one before" in text
    assert "note: 1 rows" in text
    with closing(sqlite3.connect(database_path())) as connection:
        connection.execute("DROP TRIGGER audit_event_stays")
        connection.execute("UPDATE audit_event SET content = '{}' WHERE number = 1")
        connection.commit()
    text = report.compose(_screens)
    assert "number 1 does not fit" in text
    assert "integrity: its audit trail was changed" in text or "integrity: ok" in text
    database_path().write_bytes(b"\0" * 4096)
    assert "integrity: " in report.compose(_screens)


def test_a_database_is_not_changed_by_being_counted() -> None:
    _fill_the_store()
    before = database_path().read_bytes()
    found = census.take(database_path())
    assert database_path().read_bytes() == before
    assert dict(found.rows)["recent_drop"] == 1
    assert SURNAME not in dict(found.rows)
    assert not census.take(database_path().with_name("none.sqlite3")).exists


def test_it_says_what_was_set_and_what_is_only_there() -> None:
    _fill_the_settings()
    lines = list(sections.settings())
    assert "theme: light (changed)" in lines
    assert "reader_name: set (changed)" in lines
    assert "model: one that was added (changed)" in lines
    assert "prevalence: 1 values (changed)" in lines


def test_it_says_what_was_logged_by_the_text_in_the_code() -> None:
    _fill_the_log()
    lines, left_out = logs.tail(logs.default_path())
    assert any(line.endswith("the head of the audit trail was not written: %s [OSError]") for line in lines)
    assert any("ValueError: test_report.py:" in line for line in lines)
    assert left_out >= 5


def test_it_says_versions_models_checks_and_times() -> None:
    text = report.compose(_screens)
    for expected in (
        "XRayDesk ",
        "Python 3.",
        "onnxruntime 1.",
        "ok     engine onnxruntime",
        "ok     sample",
        "answer: ",
    ):
        assert f"\n{expected}" in text
    assert bundles.load(bundles.find("densenet121")).sha256 in text


def test_a_part_that_fails_costs_this_part_only(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> list[str]:
        raise RuntimeError(WHOLE)

    monkeypatch.setattr(sections, "models", fail)
    text = report.compose(fail)
    assert text.count("this part failed: RuntimeError") == 2
    assert SURNAME not in text
    assert "Database\n" in text


def test_a_file_that_cannot_be_written_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "compose", lambda _: "text\n")
    report.write(tmp_path / "support.txt", _screens)
    assert (tmp_path / "support.txt").read_text() == "text\n"
    with pytest.raises(XRayDeskError, match="cannot be written: No such file"):
        report.write(tmp_path / "nowhere" / "support.txt", _screens)


def test_overrides_are_counted_and_not_told() -> None:
    database = Database(database_path())
    decisions.add_override(database, Override("o", digest(1), 0, READER, WHEN, WHOLE, WHOLE, "c" * 64))
    database.close()
    assert not [line for line in sections.database() if SURNAME in line or "Oberarzt" in line]
