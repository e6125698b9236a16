"""The log file keeps what our own code says, and none of the values that it says it of."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from xraydesk.core import logs

SAID = "the head of the audit trail was not written: %s"
LOGGER = "xraydesk.store.audit"


@pytest.fixture
def file(tmp_path: Path) -> Iterator[Path]:
    """A log file that is kept for as long as the test takes."""
    before = logging.getLogger("xraydesk").handlers[:]
    logs.keep(tmp_path / "logs" / "xraydesk.log")
    yield tmp_path / "logs" / "xraydesk.log"
    logging.getLogger("xraydesk").handlers[:] = before


def _lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text().splitlines()]


def test_numbers_and_classes_of_errors_are_kept_and_texts_are_not(file: Path) -> None:
    logging.getLogger(LOGGER).warning(SAID, "PermissionError")
    logging.getLogger(LOGGER).warning(SAID, 7)
    logging.getLogger(LOGGER).warning(SAID, "Planted^Name")
    logging.getLogger(LOGGER).warning(SAID, OSError("Planted^Name"))
    assert [line["values"] for line in _lines(file)] == [["PermissionError"], [7], ["…"], ["OSError"]]
    assert "Planted" not in file.read_text()


def test_a_text_that_is_not_in_the_code_is_not_kept(file: Path) -> None:
    logging.getLogger(LOGGER).warning("Planted^Name could not be read")
    assert [line["text"] for line in _lines(file)] == ["…"]


def test_an_error_is_kept_with_its_places_and_without_its_words(file: Path) -> None:
    try:
        {}["Planted^Name"]
    except KeyError:
        logging.getLogger(LOGGER).exception(SAID, "x")
    (line,) = _lines(file)
    assert str(line["at"]).startswith("KeyError: test_logs.py:")
    assert "Planted" not in file.read_text()
    assert "KeyError: test_logs.py:" in logs.tail(file)[0][0]


def test_other_packages_and_mere_information_are_not_kept(file: Path) -> None:
    logging.getLogger("pydicom").warning("Planted^Name")
    logging.getLogger(LOGGER).info(SAID, 1)
    assert not file.exists()


def test_a_full_log_begins_anew_and_keeps_one_older_file(file: Path) -> None:
    file.parent.mkdir()
    file.write_bytes(b"x" * (logs.LARGEST + 1))
    logging.getLogger(LOGGER).warning(SAID, 1)
    assert len(_lines(file)) == 1
    assert file.with_suffix(".old.log").stat().st_size > logs.LARGEST


def test_a_log_that_cannot_be_written_costs_nothing_but_the_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging, "raiseExceptions", False)
    (tmp_path / "taken").write_text("")
    handler = logs.LogFile(tmp_path / "taken" / "x.log")
    handler.handle(logging.LogRecord(LOGGER, logging.ERROR, "", 1, SAID, (1,), None))
    assert (tmp_path / "taken").read_text() == ""


def test_the_last_messages_are_shown_and_what_is_none_is_counted(file: Path) -> None:
    for number in range(5):
        logging.getLogger(LOGGER).warning(SAID, number)
    with file.open("a") as stream:
        stream.write("nonsense\n[]\n{}\n" + "[" * 9000 + "\n")
    lines, left_out = logs.tail(file, most=7)
    assert [line[-3:] for line in lines] == ["[2]", "[3]", "[4]"]
    assert left_out == 4
    assert logs.tail(file.with_name("none")) == ([], 0)
