"""A run of the store as it is exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.store.screened import MODEL, digest, outcome, path, screened
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.errors import CancelledError
from xraydesk.core.findings import Status
from xraydesk.export.failures import ExportError
from xraydesk.export.formats import named
from xraydesk.exporting.stored import Part, chosen, source_of, stored
from xraydesk.exporting.writing import Wishes, export
from xraydesk.store import audit, decisions, entries, notes
from xraydesk.store.database import Database

MADE = "2026-03-01T10:00:00.000000+00:00"


@pytest.fixture
def database(tmp_path: Path) -> Database:
    """Four lines of one run: two films, one declined, one that waits; the second film was reviewed."""
    made = Database(tmp_path / "w.sqlite3")
    run = screened(
        made,
        [
            outcome(1, 0.9, patient_id="ID-7", patient_name="Planted^Jane"),
            outcome(2, 0.1, patient_name="Planted^Joe"),
            outcome(3, status=Status.DECLINED),
        ],
    )
    entries.add(made, run, [path(4)], MADE)
    notes.add(made, notes.Note("1" * 32, digest(2), "Dr Curie", MADE, "look again"))
    decisions.add(made, _declared("a" * 32, Verdict.ACCEPTED))
    return made


def _declared(number: str, verdict: Verdict, undoes: str = "") -> Decision:
    return Decision(
        number, digest(2), 0, "pneumonia", verdict, "Dr Curie", MADE, "densenet", MODEL, 0.6, "balanced", 0.5, False,
        undoes=undoes,
    )  # fmt: skip


def test_films_come_with_patient_declarations_notes_and_the_folder_that_was_dropped(database: Database) -> None:
    made = stored(database, 1)
    first, second, third = made.run.cases
    assert [first.patient, second.patient, third.patient] == ["ID-7", "Planted^Joe", ""]
    assert {case.source for case in made.run.cases} == {"films"}
    assert (first.decisions, first.notes) == ((), ())
    assert [each.label for each in second.decisions] == ["pneumonia"]
    assert second.notes == ("look again",)
    assert third.result.status is Status.DECLINED
    assert made.waiting == 1


def test_without_the_model_its_labels_are_those_of_the_answers(database: Database) -> None:
    made = stored(database, 1)
    assert made.bundle is None
    assert made.run.labels == ("covid19", "normal", "pneumonia")
    assert made.run.exclusive
    assert made.run.model == "densenet"
    assert dict(made.run.settings)["digest"] == MODEL


@pytest.mark.parametrize(
    ("part", "films"), [(Part.ALL, [1, 2, 3]), (Part.REVIEWED, [2]), (Part.PROBLEMS, [3]), (Part.SELECTED, [1, 3])]
)
def test_a_part_of_the_lines_is_exported(database: Database, part: Part, films: list[int]) -> None:
    made = stored(database, 1, part, [1, 3, 4])
    assert [case.result.sha256 for case in made.run.cases] == [digest(number) for number in films]


def test_a_declaration_that_was_taken_back_makes_no_film_reviewed(database: Database) -> None:
    decisions.add(database, _declared("b" * 32, Verdict.UNDONE, undoes="a" * 32))
    with pytest.raises(ExportError, match="no film of run 1 has been reviewed"):
        stored(database, 1, Part.REVIEWED)


def test_lines_that_wait_alone_are_said_to_wait(database: Database) -> None:
    with pytest.raises(ExportError, match="no selected line of run 1 was looked at yet"):
        stored(database, 1, Part.SELECTED, [4])


def test_the_newest_run_is_the_latest(database: Database) -> None:
    screened(database, [outcome(9)])
    assert chosen(database, "latest").id == 2
    assert chosen(database, "1").id == 1
    for word in ("0", "-1", "3", "²", "9" * 30, ""):
        with pytest.raises(ExportError, match="there is no run"):
            chosen(database, word)


def test_whoever_has_had_enough_ends_the_reading(database: Database) -> None:
    def enough() -> None:
        raise CancelledError

    with pytest.raises(CancelledError):
        stored(database, 1, go_on=enough)


def test_an_export_says_how_many_files_wait_and_is_in_the_trail(database: Database, tmp_path: Path) -> None:
    written = export(database, stored(database, 1), named("csv"), tmp_path / "r.csv", program="window")
    assert written.films == 3
    assert written.notices == ("Files left out: 1 (they still wait to be looked at).",)
    (event,) = audit.events(database)
    assert event.facts["program"] == "window"
    assert event.facts["films"] == 3


def test_what_cannot_be_written_is_not_in_the_trail(database: Database, tmp_path: Path) -> None:
    (tmp_path / "folder.csv").mkdir()
    with pytest.raises(ExportError, match="it is a folder"):
        export(database, stored(database, 1), named("csv"), tmp_path / "folder.csv", program="window")
    assert audit.events(database) == []


def test_nobody_is_named_where_that_is_asked_for(database: Database, tmp_path: Path) -> None:
    for name in ("csv", "jsonl", "html"):
        target = tmp_path / f"r.{name}"
        export(database, stored(database, 1), named(name), target, Wishes(pseudonyms=True), program="window")
        content = target.read_text(encoding="utf-8")
        for word in ("Planted", "ID-7", "Curie", "look again", digest(2), "film2"):
            assert word not in content, (name, word)


@pytest.mark.parametrize(
    ("film", "dropped", "source"),
    [
        ("/data/clinic/a/film.dcm", ["/data/clinic"], "clinic"),
        ("/data/clinic/film.dcm", ["/data/clinic/film.dcm"], ""),
        ("/data/clinic.zip/film.dcm", ["/elsewhere", "/data/clinic.zip"], "clinic.zip"),
        ("/data/film.dcm", [], ""),
    ],
)
def test_the_source_of_a_film_is_the_folder_that_was_dropped(film: str, dropped: list[str], source: str) -> None:
    assert source_of(Path(film), [Path(each) for each in dropped]) == source
