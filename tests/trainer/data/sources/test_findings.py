"""Tables of several findings: CheXpert's columns and NIH's cells."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tests.trainer.data.made_films import save, settings, table
from trainer.data.films import DataError, independent_targets
from trainer.data.sources.places import list_places
from trainer.recipe import Data, Labels

NAMES = ("Edema", "Effusion")


def _chexpert(root: Path, *cells: tuple[str, str], **columns: Any) -> Path:
    rows = []
    for number, (edema, effusion) in enumerate(cells):
        file = f"CheXpert-v1.0-small/train/patient{number:05}/study1/view1_frontal.jpg"
        save(root / Path(file).relative_to("CheXpert-v1.0-small"), number)
        row = {"Path": file, "Sex": "Female", "Age": 50 + number, "Frontal/Lateral": "Frontal", "AP/PA": "AP"}
        rows.append(row | {"Edema": edema, "Effusion": effusion} | columns)
    return table(root / "train.csv", rows)


CELLS = (("1.0", "0.0"), ("-1.0", ""), ("", "1.0"), ("0.0", "-1.0"))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (Data(), [[1, 0], [np.nan, 0], [0, 1], [0, np.nan]]),
        (Data(uncertain="ones"), [[1, 0], [1, 0], [0, 1], [0, 1]]),
        (Data(uncertain="zeros"), [[1, 0], [0, 0], [0, 1], [0, 0]]),
        (Data(blank="ignore"), [[1, 0], [np.nan, np.nan], [np.nan, 1], [0, np.nan]]),
    ],
)
def test_uncertain_and_empty_cells_mean_what_the_recipe_says(tmp_path: Path, data: Data, expected: list) -> None:
    listing = list_places([_chexpert(tmp_path / "set", *CELLS)], data, NAMES)[0]
    targets = independent_targets(listing.films, Labels("independent", NAMES))
    np.testing.assert_array_equal(targets, np.array(expected, np.float32))


def test_chexpert_tells_patient_sex_age_and_view(tmp_path: Path) -> None:
    film = list_places([_chexpert(tmp_path / "set", *CELLS)], Data(), NAMES)[0].films[1]
    assert (film.group, film.sex, film.age, film.view, film.patient_known) == ("patient00001", "F", 51.0, "AP", True)


def test_tables_called_train_and_valid_are_parts(tmp_path: Path) -> None:
    _chexpert(tmp_path / "set", *CELLS)
    save(tmp_path / "set/valid/patient00099/study1/view1_frontal.jpg", 99)
    row = {"Path": "CheXpert-v1.0-small/valid/patient00099/study1/view1_frontal.jpg", "Edema": "1", "Effusion": "0"}
    table(tmp_path / "set/valid.csv", [row])
    listing = list_places([tmp_path / "set"], Data(), NAMES)[0]
    assert listing.given == ["train"] * 4 + ["tune"]


def test_lateral_films_can_be_left_out(tmp_path: Path) -> None:
    path = _chexpert(tmp_path / "set", *CELLS, **{"Frontal/Lateral": "Lateral"})
    with pytest.raises(DataError, match="no film that is to be used"):
        list_places([path], Data(views=("AP", "PA")), NAMES)


def test_a_value_that_means_nothing_is_named_with_its_row(tmp_path: Path) -> None:
    cells = [("1.0", "0.0")] * 11 + [("yes", "0.0")]
    with pytest.raises(DataError, match="row 13: Edema is 'yes', which is none of 1, 0, -1 and nothing"):
        list_places([_chexpert(tmp_path / "set", *cells)], Data(), ())


def _nih(root: Path, *cells: str) -> Path:
    rows = []
    for number, cell in enumerate(cells):
        save(root / f"images_00{number % 2 + 1}/images/0000000{number}_000.png", number)
        about = {"Patient ID": number, "Patient Age": "058Y", "Patient Gender": "M", "View Position": "PA"}
        rows.append({"Image Index": f"0000000{number}_000.png", "Finding Labels": cell} | about)
    return table(root / "Data_Entry_2017.csv", rows)


def test_nih_names_findings_in_one_cell_and_everything_else_was_looked_for(tmp_path: Path) -> None:
    _nih(tmp_path / "nih", "Edema|Effusion", "No Finding", "Effusion")
    listing = list_places([tmp_path / "nih"], Data(), ())[0]
    targets = independent_targets(listing.films, Labels("independent", (*NAMES, "No Finding")))
    assert targets.tolist() == [[1, 1, 0], [0, 0, 1], [0, 1, 0]]
    assert listing.films[0].label == ""
    assert (listing.films[2].label, listing.films[2].group, listing.films[2].age) == ("Effusion", "2", 58.0)


def test_the_lists_of_nih_are_its_parts(tmp_path: Path) -> None:
    _nih(tmp_path / "nih", "Edema", "No Finding", "Effusion")
    (tmp_path / "nih/train_val_list.txt").write_text("00000000_000.png\n00000001_000.png\n")
    (tmp_path / "nih/test_list.txt").write_text("00000002_000.png\n")
    assert list_places([tmp_path / "nih"], Data(), ())[0].given == ["train", "train", "test"]


def test_a_film_without_and_with_a_finding_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="row 2: it says No Finding and Edema of one film"):
        list_places([_nih(tmp_path / "nih", "Edema|No Finding")], Data(), ())


def test_findings_that_differ_in_case_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="differ only in how they are written"):
        list_places([_nih(tmp_path / "nih", "Edema", "edema")], Data(), ())


def test_two_tables_of_films_in_one_folder_must_be_named(tmp_path: Path) -> None:
    path = _nih(tmp_path / "nih", "Edema", "No Finding")
    path.with_name("other.csv").write_bytes(path.read_bytes())
    with pytest.raises(DataError, match="several tables of films"):
        list_places([tmp_path / "nih"], Data(), ())


def test_places_that_are_nothing_are_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no data folder or table"):
        list_places([tmp_path / "gone"], Data(), ())
    with pytest.raises(DataError, match=r"holds no manifest\.csv, no table of findings and no class folders"):
        list_places([tmp_path], Data(), ())


def test_two_places_of_one_name_are_refused(tmp_path: Path) -> None:
    places = [_nih(tmp_path / name / "nih", "Edema", "No Finding").parent for name in ("a", "b")]
    with pytest.raises(DataError, match="two of the data folders are called 'nih'"):
        list_places(places, Data(), settings().labels.names)
