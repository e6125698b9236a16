"""Reviewed cases as training data: the trainer's own loader reads what is written."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from trainer.data.sources.manifest import read_manifest
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import ScreeningResult
from xraydesk.export.failures import ExportError
from xraydesk.export.manifest import MANIFEST, write_manifest
from xraydesk.export.run import Case, Options, Run, Shown
from xraydesk.imaging.read import read


@pytest.fixture
def case(result: Callable[..., ScreeningResult], decision: Callable[..., Decision]) -> Callable[..., Case]:
    """Makes a case of a file that is there, which a reader gave a label."""

    def make(path: Path, label: str = "pneumonia", patient: str = "A|1", source: str = "Clinic (ward 3)") -> Case:
        film = result(str(path), sha256=hashlib.sha256(path.read_bytes()).hexdigest())
        return Case(film, (decision(film, label),) if label else (), (), patient, source)

    return make


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    folder = tmp_path / "films"
    folder.mkdir()
    made = [folder / f"{number}.png" for number in range(4)]
    for number, path in enumerate(made):
        path.write_bytes(b"film %d" % number)
    return made


def test_the_trainer_reads_copied_films_with_label_patient_and_source(
    case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    cases = [
        case(files[0], "pneumonia"),
        case(files[1], "normal"),
        case(files[2], "covid19", patient="A|2"),
        case(files[3], ""),
    ]
    written = write_manifest(run_of(*cases), tmp_path / "out", Options(salt=salt))
    listing = read_manifest(tmp_path / "out" / MANIFEST, "mine")
    assert written.films == len(listing.films) == 3
    assert listing.refused == []
    assert [film.label for film in listing.films] == ["pneumonia", "normal", "covid19"]
    assert [film.path.read_bytes() for film in listing.films] == [b"film 0", b"film 1", b"film 2"]
    first, second, third = listing.films
    assert first.group == second.group != third.group
    assert "A|1" not in first.group
    assert {film.label_by for film in listing.films} == {"reader"}
    assert {film.source for film in listing.films} == {"Clinic (ward 3)"}
    assert {film.fold for film in listing.films} == {-1}
    assert all(film.patient_known for film in listing.films)
    assert any("still name their patients" in notice for notice in written.notices)


def test_the_trainer_finds_films_that_are_referred_to(
    case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    odd = tmp_path / "films" / '=cmd,\'ü 胸 "x".png'
    odd.write_bytes(b"odd")
    run = run_of(case(files[0]), case(odd))
    write_manifest(run, tmp_path, Options(salt=salt, copies=False))
    listing = read_manifest(tmp_path / MANIFEST, "mine")
    assert [film.path for film in listing.films] == [files[0], odd]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["films", MANIFEST]


def test_a_film_outside_the_folder_is_copied_or_left_out_with_the_reason(
    case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    inside = tmp_path / "out" / "inside.png"
    inside.parent.mkdir()
    inside.write_bytes(b"inside")
    run = run_of(case(files[0]), case(inside))
    written = write_manifest(run, tmp_path / "out", Options(salt=salt, copies=False))
    assert written.films == 1
    assert written.notices[0].startswith("Films left out: 1 (the film lies outside the manifest's folder")
    assert write_manifest(run, tmp_path / "out", Options(salt=salt)).films == 2
    assert len(read_manifest(tmp_path / "out" / MANIFEST, "mine").films) == 2


def test_a_film_that_changed_since_it_was_read_is_left_out(
    case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    run = run_of(case(files[0]), case(files[1]), case(files[2]))
    files[1].write_bytes(b"other")
    files[2].unlink()
    written = write_manifest(run, tmp_path / "out", Options(salt=salt))
    assert written.films == 1
    assert "not the one any more that was screened" in written.notices[0]
    assert "there is no such file" in written.notices[1]


def test_two_paths_of_one_film_are_one_row(
    case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    files[1].write_bytes(files[0].read_bytes())
    assert write_manifest(run_of(case(files[0]), case(files[1])), tmp_path / "out", Options(salt=salt)).films == 1
    assert len(read_manifest(tmp_path / "out" / MANIFEST, "mine").films) == 1


def test_without_a_reviewed_film_there_is_one_sentence_and_no_file(
    case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    with pytest.raises(ExportError, match=r"nothing to train on\. No film has been given a label"):
        write_manifest(run_of(case(files[0], "")), tmp_path / "out", Options(salt=salt))
    assert not (tmp_path / "out").exists()


def test_a_hostile_label_source_or_patient_breaks_no_manifest(
    hostile: str,
    case: Callable[..., Case],
    files: list[Path],
    run_of: Callable[..., Run],
    decision: Callable[..., Decision],
    tmp_path: Path,
    salt: bytes,
) -> None:
    plain = case(files[0], patient=hostile, source=hostile)
    hostile_case = case(files[1])
    corrected = decision(hostile_case.result, "normal", Verdict.CORRECTED, corrected_to=hostile)
    run = run_of(plain, replace(hostile_case, decisions=(corrected,)))
    written = write_manifest(run, tmp_path / "out", Options(salt=salt))
    content = (tmp_path / "out" / MANIFEST).read_text(encoding="utf-8")
    listing = read_manifest(tmp_path / "out" / MANIFEST, "mine")
    assert len(content.splitlines()) == 1 + len(listing.films) == 1 + written.films
    assert listing.films[0].label == "pneumonia"
    assert len(listing.films[0].group) == 16
    assert {film.label for film in listing.films[1:]} <= {hostile}
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in content.splitlines() for cell in line.split(","))


def test_a_hostile_file_name_is_referred_to_or_left_out_but_never_wrong(
    hostile: str, case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    try:
        odd = tmp_path / "films" / hostile.replace("/", "-")
        odd.write_bytes(b"odd")
    except (OSError, ValueError):
        pytest.skip("the file system takes no such name")
    written = write_manifest(run_of(case(files[0]), case(odd)), tmp_path, Options(salt=salt, copies=False))
    found = {film.path.read_bytes() for film in read_manifest(tmp_path / MANIFEST, "mine").films}
    assert found == ({b"film 0", b"odd"} if written.films == 2 else {b"film 0"})


def test_findings_that_stand_on_their_own_are_listed_together(
    case: Callable[..., Case],
    files: list[Path],
    run_of: Callable[..., Run],
    decision: Callable[..., Decision],
    tmp_path: Path,
    salt: bytes,
) -> None:
    both, none, partly = (case(path, "") for path in files[:3])
    labels = ("effusion", "nodule")
    cases = [
        replace(both, decisions=tuple(decision(both.result, label) for label in labels)),
        replace(none, decisions=tuple(decision(none.result, label, Verdict.REJECTED) for label in labels)),
        replace(partly, decisions=(decision(partly.result, "nodule", Verdict.REJECTED),)),
    ]
    write_manifest(run_of(*cases, labels=labels, exclusive=False), tmp_path / "out", Options(salt=salt))
    films = read_manifest(tmp_path / "out" / MANIFEST, "mine").films
    assert [film.findings for film in films] == [labels, ("No Finding",)]


def test_with_pseudonyms_the_copies_are_de_identified_and_read_by_the_trainer(
    case: Callable[..., Case], chest_film_file: Path, run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    run = run_of(case(chest_film_file, source="Planted clinic"))
    options = Options(salt=salt, is_pseudonymous=True, open_film=lambda each: Shown(read(each.result.path)))
    written = write_manifest(run, tmp_path / "out", options)
    (film,) = read_manifest(tmp_path / "out" / MANIFEST, "mine").films
    assert (read(film.path).samples == read(chest_film_file).samples).all()
    for path in (film.path, tmp_path / "out" / MANIFEST):
        assert b"planted" not in path.read_bytes().lower()
    assert "burned into" in written.notices[-1]
    with pytest.raises(ExportError, match="needs copies"):
        write_manifest(run, tmp_path / "out", replace(options, copies=False))


def test_a_second_export_leaves_the_films_that_are_there(
    case: Callable[..., Case], files: list[Path], run_of: Callable[..., Run], tmp_path: Path, salt: bytes
) -> None:
    run = run_of(case(files[0]))
    write_manifest(run, tmp_path / "out", Options(salt=salt))
    (copy,) = (tmp_path / "out" / "films").iterdir()
    before = copy.stat()
    write_manifest(run, tmp_path / "out", Options(salt=salt))
    assert (copy.stat().st_ino, copy.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
