"""Manifests and the table under them: what is read, and every wrong table in one sentence."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import pytest

from tests.trainer.data.made_films import save, table
from trainer.data.films import DataError
from trainer.data.sources.listing import age_of, sex_of
from trainer.data.sources.manifest import read_manifest


def _manifest(tmp_path: Path, *rows: dict[str, Any], encoding: str = "utf-8") -> Path:
    for number in range(3):
        save(tmp_path / f"film{number}.png", number)
    whole = [{"file": f"film{number}.png", "label": "sick"} | row for number, row in enumerate(rows)]
    return table(tmp_path / "manifest.csv", whole, encoding)


def test_only_the_file_and_its_label_are_needed(tmp_path: Path) -> None:
    film = read_manifest(_manifest(tmp_path, {}), "ward").films[0]
    assert (film.label, film.fold, film.group, film.patient_known) == ("sick", -1, "film0.png", False)
    assert math.isnan(film.age)


def test_other_columns_are_read_where_they_are(tmp_path: Path) -> None:
    row = {
        "patient_id": "p1",
        "group_id": "g1",
        "fold": "2",
        "view": "AP",
        "sex": "female",
        "age": "063Y",
        "source": "North",
        "split": "",
        "finding": "RSNA: Normal; NIH: Mass|Nodule",
    }
    film = read_manifest(_manifest(tmp_path, row), "ward").films[0]
    assert (film.group, film.fold, film.view, film.sex, film.age) == ("g1", 2, "AP", "F", 63.0)
    assert film.findings == ("RSNA: Normal", "Mass", "Nodule")
    assert film.patient_known


def test_a_row_without_a_patient_is_known_as_such(tmp_path: Path) -> None:
    path = _manifest(tmp_path, {"patient_id": "p1", "group_id": "g1"}, {"patient_id": "", "group_id": "g2"})
    assert [film.patient_known for film in read_manifest(path, "ward").films] == [True, False]


def test_kept_columns_may_stand_in_the_column_extra(tmp_path: Path) -> None:
    path = _manifest(tmp_path, {"crp": "12", "extra": "temperature=36.5; survival=Y", "noise": "x"})
    film = read_manifest(path, "ward", ("crp", "temperature")).films[0]
    assert film.values == {"crp": "12", "temperature": "36.5"}


def test_semicolons_and_byte_order_marks_of_spreadsheets_are_read(tmp_path: Path) -> None:
    save(tmp_path / "film0.png", 0)
    (tmp_path / "manifest.csv").write_bytes("\ufefffile;label\r\nfilm0.png;krank\r\n".encode())
    assert read_manifest(tmp_path / "manifest.csv", "ward").films[0].label == "krank"


def test_a_bare_name_is_found_in_any_folder_below(tmp_path: Path) -> None:
    save(tmp_path / "images/batch1/film7.png", 0)
    path = table(tmp_path / "manifest.csv", [{"image_id": "film7", "label": "sick"}])
    assert read_manifest(path, "ward").films[0].path.name == "film7.png"


def test_films_that_do_not_exist_are_listed(tmp_path: Path) -> None:
    listing = read_manifest(_manifest(tmp_path, {}, {"file": "gone.png"}), "ward")
    assert listing.refused == [(tmp_path / "gone.png", "there is no such file")]


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"file": "/etc/passwd"}], "row 2: '/etc/passwd' leads out of the folder"),
        ([{}, {"file": "../film0.png"}], "row 3: '../film0.png' leads out of the folder"),
        ([{"file": "C:\\films\\a.png"}], "leads out of the folder"),
        ([{"file": "images\\..\\..\\a.png"}], "leads out of the folder"),
        ([{"file": ""}], "row 2: it names no file"),
        ([{}, {"file": "film0.png"}], r"film0.png stands in row 2 and in row 3"),
        ([{"fold": "two"}], "row 2: fold 'two' is not a number"),
        ([{"split": "holdback"}], "row 2: split 'holdback' is none of train, val"),
    ],
)
def test_a_wrong_row_is_named(tmp_path: Path, rows: list[dict[str, Any]], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence) as refusal:
        read_manifest(_manifest(tmp_path, *rows), "ward")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "is empty"),
        (b"file,label\n", "has no rows"),
        (b"name,label\nfilm0.png,sick\n", "has no column for the films"),
        (b"file,diagnosis\nfilm0.png,sick\n", "has no column for the labels"),
        (b"file,label,label\nfilm0.png,a,b\n", "has two columns 'label'"),
        (b"file,label\nfilm0.png,sick,more\n", "row 2: it has 3 cells, the header has 2"),
        ("file,label\nfilm0.png,geschwächt\n".encode("latin-1"), "is not UTF-8 text"),
        ("file,label\nfilm0.png,sick\n".encode("utf-16"), "is not UTF-8 text"),
        (b'file,label\nfilm0.png,"sick\n', "is not a CSV file that can be read"),
    ],
)
def test_a_wrong_table_is_one_sentence(tmp_path: Path, content: bytes, sentence: str) -> None:
    save(tmp_path / "film0.png", 0)
    (tmp_path / "manifest.csv").write_bytes(content)
    with pytest.raises(DataError, match=sentence) as refusal:
        read_manifest(tmp_path / "manifest.csv", "ward")
    assert "\n" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "years"), [("45", 45.0), ("45.5", 45.5), ("045Y", 45.0), ("006M", 0.5), ("090", 90.0)]
)
def test_ages_of_tables_and_of_dicom_are_years(text: str, years: float) -> None:
    assert age_of(text) == years


@pytest.mark.parametrize("text", ["", "unknown", "-3", "411", "45-50"])
def test_what_cannot_be_an_age_is_unknown(text: str) -> None:
    assert math.isnan(age_of(text))


def test_sex_is_one_letter_where_it_is_known() -> None:
    assert [sex_of(word) for word in ("Male", "f", "", "O")] == ["M", "F", "", "O"]
