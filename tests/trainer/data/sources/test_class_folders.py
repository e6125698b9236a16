"""Class folders: the folder is the label; everything that can be wrong with them is one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.imaging.dicom_files import dataset as dicom
from tests.imaging.dicom_files import ramp
from tests.imaging.dicom_files import save as save_dicom
from tests.trainer.data.made_films import class_folders, save
from trainer.data.films import DataError
from trainer.data.sources.class_folders import read_class_folders


def test_the_folder_of_a_film_is_its_label(tmp_path: Path) -> None:
    listing = read_class_folders(class_folders(tmp_path / "ward", {"sick": 2, "normal": 3}), "ward")
    assert [film.label for film in listing.films] == ["normal"] * 3 + ["sick"] * 2
    assert {film.fold for film in listing.films} == {-1}
    assert not any(film.patient_known for film in listing.films)
    assert listing.given == [""] * 5


@pytest.mark.parametrize(
    ("folder", "purpose"), [("train", "train"), ("Val", "tune"), ("validation", "tune"), ("TEST", "test")]
)
def test_folders_of_parts_are_kept(tmp_path: Path, folder: str, purpose: str) -> None:
    class_folders(tmp_path / "train", {"sick": 2, "normal": 2})
    class_folders(tmp_path / folder, {"sick": 1, "normal": 1}, start=10)
    listing = read_class_folders(tmp_path, "ward")
    assert listing.given.count(purpose) >= 2
    assert len(listing.films) == 6


def test_films_may_lie_deeper_and_archives_may_wrap_the_classes(tmp_path: Path) -> None:
    class_folders(tmp_path / "download/chest/sick", {"patient1": 1, "patient2": 1})
    class_folders(tmp_path / "download/chest", {"normal": 1}, start=5)
    (tmp_path / "download/__MACOSX").mkdir()
    listing = read_class_folders(tmp_path / "download", "download")
    assert [film.label for film in listing.films] == ["normal", "sick", "sick"]
    assert "chest" in listing.notes[0]


def test_litter_is_passed_over_and_papers_are_named(tmp_path: Path) -> None:
    class_folders(tmp_path, {"sick": 1, "normal": 1})
    for name in (".DS_Store", "Thumbs.db", "labels.txt"):
        (tmp_path / "sick" / name).write_text("x")
    listing = read_class_folders(tmp_path, "ward")
    assert len(listing.films) == 2
    assert not listing.refused
    assert listing.notes == ["1 files in ward are no pictures by their names: labels.txt"]


def test_what_is_no_film_is_listed_with_its_reason(tmp_path: Path) -> None:
    class_folders(tmp_path, {"sick": 2, "normal": 2})
    (tmp_path / "sick/empty.png").write_bytes(b"")
    (tmp_path / "sick/words.png").write_bytes(b"these are words and no picture, over and over" * 9)
    listing = read_class_folders(tmp_path, "ward")
    assert [(path.name, bool(reason)) for path, reason in listing.refused] == [("empty.png", True), ("words.png", True)]
    assert listing.refused[0][1] == "the file is empty"


def test_dicom_files_bring_patient_view_sex_age_and_hospital(tmp_path: Path) -> None:
    for label, patient in (("sick", "P7"), ("sick", "P8"), ("normal", "P7")):
        (tmp_path / label).mkdir(exist_ok=True)
        made = dicom(
            ramp(), PatientID=patient, PatientSex="F", PatientAge="045Y", ViewPosition="AP", InstitutionName="North"
        )
        save_dicom(made, tmp_path / label / f"{label}-{patient}")
    films = read_class_folders(tmp_path, "ward").films
    assert films[0].group == films[1].group != films[2].group
    assert "P7" not in films[0].group
    assert all(film.patient_known for film in films)
    assert {(film.view, film.sex, film.age, film.source) for film in films} == {("AP", "F", 45.0, "North")}


def test_a_slice_of_a_ct_is_no_radiograph(tmp_path: Path) -> None:
    class_folders(tmp_path, {"sick": 1, "normal": 1})
    save_dicom(dicom(ramp(), Modality="CT"), tmp_path / "sick/slice.dcm")
    assert read_class_folders(tmp_path, "ward").refused[0][1] == "its modality is CT, it is no radiograph"


def test_a_pattern_finds_patients_in_names(tmp_path: Path) -> None:
    for number, name in enumerate(("p1_a", "p1_b", "p2_a")):
        save(tmp_path / "sick" / f"{name}.png", number)
    save(tmp_path / "normal/loose.png", 9)
    films = read_class_folders(tmp_path, "ward", r"(p\d+)_").films
    assert [film.group for film in films] == ["normal/loose.png", "p1", "p1", "p2"]
    assert [film.patient_known for film in films] == [False, True, True, True]


def test_the_names_of_known_sets_have_patterns(tmp_path: Path) -> None:
    save(tmp_path / "sick/00001337_000.png", 1)
    save(tmp_path / "normal/00001337_001.png", 2)
    assert [film.group for film in read_class_folders(tmp_path, "ward", "nih").films] == ["00001337"] * 2


def _twins(root: Path) -> None:
    class_folders(root / "train", {"Sick": 1, "normal": 1})
    class_folders(root / "test", {"sick": 1, "normal": 1})


def _empty(root: Path) -> None:
    class_folders(root, {"sick": 2, "normal": 0, "ill": 1})


def _empty_in_train(root: Path) -> None:
    class_folders(root / "train", {"sick": 2, "normal": 0})
    class_folders(root / "test", {"sick": 2, "normal": 2})


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (_empty, "the class 'normal' in ward is empty"),
        (_empty_in_train, "the class 'normal' in train of ward is empty"),
        (lambda root: class_folders(root, {"sick": 3}), "only one class, 'sick'"),
        (lambda root: class_folders(root, {"sick": 0, "normal": 0}), "holds no picture"),
        (_twins, "'Sick' and 'sick' in ward differ only in how they are written"),
    ],
)
def test_wrong_folders_end_in_one_sentence(tmp_path: Path, make, sentence: str) -> None:
    make(tmp_path / "ward")
    with pytest.raises(DataError, match=sentence) as refusal:
        read_class_folders(tmp_path / "ward", "ward")
    assert "\n" not in str(refusal.value)


def test_a_pattern_that_finds_nobody_is_refused(tmp_path: Path) -> None:
    class_folders(tmp_path, {"sick": 1, "normal": 1})
    with pytest.raises(DataError, match=r"finds no patient in any name of ward, such as normal/film001\.png"):
        read_class_folders(tmp_path, "ward", r"(X\d+)")


def test_pictures_of_every_class_are_read_in_the_same_order_everywhere(tmp_path: Path) -> None:
    class_folders(tmp_path, {"b": 3, "a": 3})
    names = [film.path.name for film in read_class_folders(tmp_path, "ward").films]
    assert names == sorted(names, key=lambda name: (int(name[4:7]) < 3, name))
    assert np.unique(names).size == 6
