"""A data set: parts without leaks, labels that the recipe knows, and wrong data in one sentence each."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.trainer.data.made_films import class_folders, save, settings, table
from trainer.data.dataset import Dataset, open_data
from trainer.data.films import DataError
from trainer.recipe import Recipe
from trainer.recipe.sources import PURPOSES

THREE = {"sick": 20, "ill": 20, "normal": 20}


def _open(place: Path, recipe: Recipe | None = None, **changes: Any) -> Dataset:
    return open_data([place], recipe or settings(**changes), place.parent / "cache")


def _manifest(folder: Path, rows: list[dict[str, Any]], start: int = 0) -> Path:
    for number, row in enumerate(rows, start):
        save(folder / f"film{number}.png", number)
        row.setdefault("file", f"film{number}.png")
    table(folder / "manifest.csv", rows)
    return folder


def _rows(**columns: Callable[[int], Any]) -> list[dict[str, Any]]:
    labels = ("sick", "ill", "normal")
    rows = [{"label": labels[n % 3], "patient_id": f"p{n}", "fold": str(n % 5)} for n in range(30)]
    return [row | {name: make(n) for name, make in columns.items()} for n, row in enumerate(rows)]


def test_the_folds_of_a_manifest_are_kept(tmp_path: Path) -> None:
    dataset = _open(_manifest(tmp_path / "ward", _rows()))
    assert dataset.recipe == settings()
    assert [film.fold for film in dataset.films] == [n % 5 for n in range(30)]
    assert len(dataset.of("train")) == 18
    assert not dataset.of("test")
    assert not dataset.watermark
    assert not dataset.notes


def test_class_folders_are_split_into_four_parts_of_all_classes(tmp_path: Path) -> None:
    dataset = _open(class_folders(tmp_path / "ward", THREE))
    assert [len(dataset.of(purpose)) for purpose in PURPOSES] == [36, 9, 6, 9]
    for purpose in PURPOSES:
        assert {film.label for film in dataset.of(purpose)} == set(THREE)
    assert dataset.recipe.folds.test == (5,)
    assert "60 of 60 films cannot be tied to a patient" in dataset.watermark


def test_opening_again_with_the_run_s_recipe_gives_the_same_data_set(tmp_path: Path) -> None:
    place = class_folders(tmp_path / "ward", {"a": 20, "b": 20})
    first = _open(place, shares=[{"share": 1.0, "label": "sick"}], loss={"class_weights": {"sick": 2.0}})
    again = _open(place, first.recipe)
    assert again.recipe == first.recipe
    assert again.digest == first.digest


def test_a_patient_stays_in_one_part(tmp_path: Path) -> None:
    rows = _rows(patient_id=lambda n: f"p{n // 3}", fold=lambda _: "")
    dataset = _open(_manifest(tmp_path / "ward", rows), data={"splits": [0.4, 0.2, 0.2, 0.2]})
    folds = {(film.group, film.fold) for film in dataset.films}
    assert len(folds) == len({film.group for film in dataset.films}) == 10
    assert len({fold for _, fold in folds}) == 4


def test_copies_without_a_patient_stay_in_one_part(tmp_path: Path) -> None:
    place = class_folders(tmp_path / "ward", THREE)
    for number in range(20):
        shutil.copy(place / f"sick/film{number:03}.png", place / f"sick/copy{number:03}.png")
        save(place / f"ill/compressed{number:03}.jpg", 20 + number, quality=60)
    dataset = _open(place)
    fold_of = {film.path.stem: film.fold for film in dataset.films}
    assert all(fold_of[f"copy{n:03}"] == fold_of[f"film{n:03}"] for n in range(20))
    assert all(fold_of[f"compressed{n:03}"] == fold_of[f"film{n + 20:03}"] for n in range(20))
    assert "80 films without a patient look like copies of one another" in " ".join(dataset.notes)


def test_given_parts_are_kept_and_calibration_is_taken_from_tuning(tmp_path: Path) -> None:
    for start, (part, count) in enumerate({"train": 12, "val": 10, "test": 6}.items()):
        class_folders(tmp_path / "ward" / part, dict.fromkeys(THREE, count), start=100 * start)
    dataset = _open(tmp_path / "ward")
    assert {film.path.parents[1].name for film in dataset.of("train")} == {"train"}
    assert {film.path.parents[1].name for film in dataset.of("test")} == {"test"}
    assert [len(dataset.of(purpose)) for purpose in PURPOSES] == [36, 18, 12, 18]


def test_train_and_test_alone_leave_the_test_untouched(tmp_path: Path) -> None:
    for start, (part, count) in enumerate({"train": 20, "test": 6}.items()):
        class_folders(tmp_path / "ward" / part, dict.fromkeys(THREE, count), start=100 * start)
    dataset = _open(tmp_path / "ward")
    assert {film.path.parents[1].name for film in dataset.of("tune") + dataset.of("calibrate")} == {"train"}
    assert len(dataset.of("test")) == 18


def test_foldless_films_beside_folds_are_taken_as_they_are_where_the_recipe_says_so(tmp_path: Path) -> None:
    first = _manifest(tmp_path / "ward", _rows())
    second = _manifest(tmp_path / "more", [{"label": "sick", "patient_id": f"q{n}"} for n in range(4)], start=40)
    recipe = settings(folds={"train": [0, 1, 2, -1], "tune": [3]})
    dataset = open_data([first, second], recipe, tmp_path / "cache")
    assert {film.fold for film in dataset.films if film.data == "more"} == {-1}
    assert len(dataset.of("train")) == 22


def test_films_without_a_fold_beside_films_with_one_are_said_to_be_unused(tmp_path: Path) -> None:
    dataset = _open(_manifest(tmp_path / "ward", _rows(fold=lambda n: "" if n < 4 else str(n % 5))))
    assert "4 films have no fold where others of their data do" in " ".join(dataset.notes)


def test_a_copy_in_a_fold_that_serves_nothing_is_no_leak(tmp_path: Path) -> None:
    place = _manifest(tmp_path / "ward", _rows())
    shutil.copy(place / "film0.png", place / "film4.png")
    assert len(_open(place, folds={"train": [0, 1, 2], "tune": [3]}).films) == 30


# ------------------------------------------------------------------------------------------- leaks


def _patient_in_two_parts(root: Path) -> None:
    class_folders(root / "train", {"p1_sick": 0} | {})
    for number, name in enumerate(("train/sick/p1_a", "train/sick/p2_a", "train/normal/p3_a", "test/sick/p1_b")):
        save(root / f"{name}.png", number)
    save(root / "test/normal/p4_a.png", 9)
    for number in range(12):
        save(root / f"train/{'sick' if number % 2 else 'normal'}/p{number + 10}_a.png", number + 20)
    shutil.rmtree(root / "train/p1_sick")


def test_a_patient_in_two_given_parts_is_refused_or_moved(tmp_path: Path) -> None:
    _patient_in_two_parts(tmp_path / "ward")
    pattern = {"patient": r"(p\d+)_"}
    with pytest.raises(DataError, match=r"films of one patient stand in two parts .*p1_.*--fix-leakage"):
        _open(tmp_path / "ward", data=pattern)
    dataset = _open(tmp_path / "ward", data=pattern | {"fix_leakage": True})
    assert len({film.fold for film in dataset.films if film.group == "p1"}) == 1
    assert [film.path.name for film in dataset.of("test")] == ["p4_a.png"]
    assert "1 films were moved" in " ".join(dataset.notes)


def test_a_copy_of_a_film_in_another_part_is_refused_or_moved(tmp_path: Path) -> None:
    for start, (part, count) in enumerate({"train": 12, "val": 10, "test": 6}.items()):
        class_folders(tmp_path / "ward" / part, dict.fromkeys(THREE, count), start=100 * start)
    shutil.copy(tmp_path / "ward/train/sick/film003.png", tmp_path / "ward/test/sick/film999.png")
    with pytest.raises(DataError, match=r"copies of one film, stand in two parts .*film003\.png and film999\.png"):
        _open(tmp_path / "ward")
    dataset = _open(tmp_path / "ward", data={"fix_leakage": True})
    assert "film999.png" in {film.path.name for film in dataset.of("train")}


def test_a_patient_in_two_folds_of_a_manifest_is_refused_or_moved(tmp_path: Path) -> None:
    place = _manifest(tmp_path / "ward", _rows(patient_id=lambda n: f"p{max(n, 1)}"))
    with pytest.raises(DataError, match="two folds"):
        _open(place)
    dataset = _open(place, data={"fix_leakage": True})
    assert len({film.fold for film in dataset.films if film.group == "p1"}) == 1


def test_copies_across_the_folds_of_a_manifest_are_refused(tmp_path: Path) -> None:
    place = _manifest(tmp_path / "ward", _rows())
    shutil.copy(place / "film0.png", place / "film3.png")
    with pytest.raises(DataError, match="copies of one film, stand in two parts"):
        _open(place)


# ------------------------------------------------------------------------------------------ labels


def test_own_class_folders_override_the_recipe_s_labels_with_a_notice(tmp_path: Path) -> None:
    dataset = _open(
        class_folders(tmp_path / "ward", {"TB": 20, "clear": 20}),
        shares=[{"share": 1.0, "label": "sick"}],
        labels={"task": "exclusive", "names": ["sick", "normal"], "negatives": {"other": {"normal": 1.0}}},
    )
    assert dataset.recipe.labels.names == ("clear", "TB")
    assert dataset.recipe.labels.negatives == {}
    assert dataset.recipe.shares == ()
    assert dataset.recipe.fit.balance == ("label",)
    assert dataset.recipe.title == "clear, TB: DenseNet-121 at 32 px"
    assert dataset.notes[0] == "the labels come from the data (clear, TB) and not from the recipe (sick, normal)"


def test_class_folders_that_the_recipe_knows_keep_its_order(tmp_path: Path) -> None:
    dataset = _open(class_folders(tmp_path / "ward", THREE))
    assert dataset.recipe.labels == settings().labels


def test_two_of_the_recipe_s_three_classes_are_another_task(tmp_path: Path) -> None:
    dataset = _open(class_folders(tmp_path / "ward", {"sick": 20, "normal": 20}))
    assert dataset.recipe.labels.names == ("normal", "sick")


@pytest.mark.parametrize(("positive", "expected"), [("", "sick"), ("normal", "normal")])
def test_the_class_mode_binary_has_one_output(tmp_path: Path, positive: str, expected: str) -> None:
    place = class_folders(tmp_path / "ward", {"sick": 20, "normal": 20})
    labels = _open(place, data={"class_mode": "binary", "positive": positive}).recipe.labels
    assert (labels.task, labels.names) == ("binary", (expected,))
    assert labels.class_of(expected) == 1
    assert labels.class_of(labels.against[0]) == 0


def test_the_class_mode_binary_needs_two_classes(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="needs two classes, the data has 3"):
        _open(class_folders(tmp_path / "ward", THREE), data={"class_mode": "binary"})


def test_a_manifest_with_an_unknown_label_value_is_refused(tmp_path: Path) -> None:
    rows = _rows(label=lambda n: ("sick", "ill", "normal", "siick")[n % 4])
    with pytest.raises(DataError, match="unknown label 'siick': the recipe knows ill, normal, sick"):
        _open(_manifest(tmp_path / "ward", rows))


def test_a_label_that_is_left_out_on_purpose_is_no_mistake(tmp_path: Path) -> None:
    rows = _rows(label=lambda n: ("sick", "ill", "normal", "other")[n % 4])
    labels = {"task": "exclusive", "names": ["sick", "ill", "normal"], "leave_out": ["other"]}
    assert _open(_manifest(tmp_path / "ward", rows), labels=labels).recipe.labels.names == ("sick", "ill", "normal")


def test_labels_that_differ_only_in_case_are_refused(tmp_path: Path) -> None:
    rows = _rows(label=lambda n: ("sick", "Sick", "normal")[n % 3])
    with pytest.raises(DataError, match="'Sick' and 'sick' in ward differ only in how they are written"):
        _open(_manifest(tmp_path / "ward", rows))


def test_a_table_of_findings_makes_the_task_independent(tmp_path: Path) -> None:
    rows = [{"patient_id": f"p{n}", "Edema": n % 2, "Mass": int(n % 3 == 0), "file": f"film{n}.png"} for n in range(30)]
    for number in range(30):
        save(tmp_path / f"ward/film{number}.png", number)
    table(tmp_path / "ward/labels.csv", rows)
    dataset = _open(tmp_path / "ward")
    assert (dataset.recipe.labels.task, dataset.recipe.labels.names) == ("independent", ("Edema", "Mass"))
    with pytest.raises(DataError, match="no table has a column 'Hernia'"):
        _open(tmp_path / "ward", labels={"task": "independent", "names": ["Edema", "Hernia"]})


def test_films_without_labels_serve_where_nothing_is_predicted(tmp_path: Path) -> None:
    for number in range(20):
        save(tmp_path / f"pile/{number % 3}/film{number}.png", number)
    recipe = settings(labels={"task": "unlabelled"}, self_supervised={"expander": 32})
    dataset = _open(tmp_path / "pile", recipe)
    assert len(dataset.films) == 20
    assert {film.label for film in dataset.films} == {""}
    assert dataset.recipe.labels == recipe.labels
    assert dataset.of("tune")


# -------------------------------------------------------------------------------- files that fail


def test_unreadable_files_are_refused_or_left_out_and_listed(tmp_path: Path) -> None:
    place = class_folders(tmp_path / "ward", THREE)
    (place / "sick/film000.png").write_bytes(b"")
    (place / "ill/film020.png").write_bytes((place / "ill/film020.png").read_bytes()[:300])
    with pytest.raises(DataError, match=r"film000\.png: the file is empty.*--skip-unreadable"):
        _open(place)
    dataset = _open(place, data={"skip_unreadable": True})
    assert {path.name for path, _ in dataset.skipped} == {"film000.png", "film020.png"}
    assert len(dataset.films) == 58
    assert "2 files cannot be used and are left out" in dataset.notes


def test_a_class_of_which_every_film_is_unreadable_is_refused(tmp_path: Path) -> None:
    place = class_folders(tmp_path / "ward", {"sick": 10, "normal": 1})
    film = next((place / "normal").iterdir())
    film.write_bytes(film.read_bytes()[:300])
    with pytest.raises(DataError, match="every film of 'normal' in ward is unreadable"):
        _open(place, data={"skip_unreadable": True})


def test_films_that_are_all_one_patient_cannot_be_split(tmp_path: Path) -> None:
    rows = _rows(patient_id=lambda _: "p1", fold=lambda _: "")
    with pytest.raises(DataError, match="too few patients"):
        _open(_manifest(tmp_path / "ward", rows))


@pytest.mark.parametrize("purposes", [Counter(test=1), Counter(val=1, test=1)])
def test_parts_without_one_for_training_are_refused(tmp_path: Path, purposes: Counter) -> None:
    rows = _rows(fold=lambda _: "", split=lambda n: list(purposes)[n % len(purposes)])
    with pytest.raises(DataError, match="none for training"):
        _open(_manifest(tmp_path / "ward", rows))
