"""Films that are left out on purpose: whole places, whole patients, and shares that keep each label's part."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.trainer.data.made_films import save, settings, table
from trainer import recipe as recipes
from trainer.data.dataset import open_data
from trainer.data.films import DataError, Film
from trainer.data.left_out import LEFT_OUT, WITHHELD, leave_out, provenances
from trainer.recipe import Recipe, RecipeError, Share

LABELS = ("sick", "ill", "normal")


def _place(folder: Path) -> Path:
    """60 films of five folds, fold 4 for the test: A, the same place read again, and B; B shares a patient with A."""
    rows = []
    sources = ("A (ward 1)", "A (ward 2)", "Readings (A)", "B")
    for number in range(60):
        save(folder / f"film{number:02}.png", number)
        rows.append(
            {
                "file": f"film{number:02}.png",
                "label": LABELS[number % 3],
                "source": sources[number % 4],
                "patient_id": "both" if number in (0, 15) else f"p{number}",
                "fold": "0" if number in (0, 15) else str(number % 5),
            }
        )
    table(folder / "manifest.csv", rows)
    return folder


def _recipe(*without: str, shares: tuple[Share, ...] = ()) -> Recipe:
    whole = settings(folds={"train": [0, 1], "tune": [2], "calibrate": [3], "test": [4]})
    return replace(whole, data=replace(whole.data, without=without), shares=shares)


def test_films_that_others_read_again_come_from_where_they_were_taken() -> None:
    found = provenances(
        ["NIH ChestX-ray14", "RSNA Challenge 2018 (NIH ChestX-ray14)", "Atlas (radiology.example)", "Atlas", ""]
    )
    assert found == {
        "NIH ChestX-ray14": "NIH ChestX-ray14",
        "RSNA Challenge 2018 (NIH ChestX-ray14)": "NIH ChestX-ray14",
        "Atlas (radiology.example)": "Atlas",
        "Atlas": "Atlas",
        "": "",
    }


def test_no_film_of_the_place_and_none_of_its_patients_trains_tunes_or_calibrates(tmp_path: Path) -> None:
    place = _place(tmp_path / "films")
    whole = open_data([place], _recipe(), tmp_path / "cache")
    without = open_data([place], _recipe("B"), tmp_path / "cache")
    kept = [film for purpose in ("train", "tune", "calibrate") for film in without.of(purpose)]
    assert {film.source for film in kept} == {"A (ward 1)", "A (ward 2)", "Readings (A)"}
    assert "both" not in {film.group for film in kept}
    changed = {a.path.name: b.fold for a, b in zip(whole.films, without.films, strict=True) if a.fold != b.fold}
    assert sorted(set(changed.values())) == [WITHHELD, LEFT_OUT]
    assert [name for name, fold in changed.items() if fold == WITHHELD] == ["film00.png"]
    assert without.of("test") == whole.of("test"), "what is tested on stays, for whoever opens it"
    assert any("12 films of B are left out" in note for note in without.notes)
    assert any("1 films that other sources have of the same patients" in note for note in without.notes)


def test_leaving_a_place_out_takes_every_reading_of_it(tmp_path: Path) -> None:
    without = open_data([_place(tmp_path / "films")], _recipe("A"), tmp_path / "cache")
    assert {film.source for purpose in ("train", "tune", "calibrate") for film in without.of(purpose)} == {"B"}


def test_opening_again_with_the_recipe_of_the_run_gives_the_same_films_and_digest(tmp_path: Path) -> None:
    place = _place(tmp_path / "films")
    shares = (Share(0.3, source="B"), Share(0.7, source="A"))
    first = open_data([place], _recipe("B", shares=shares), tmp_path / "cache")
    stored = recipes.parse(recipes.plain(first.recipe))
    again = open_data([place], stored, tmp_path / "cache")
    assert (again.films, again.recipe, again.digest) == (first.films, first.recipe, first.digest)
    assert first.digest != open_data([place], _recipe(), tmp_path / "cache").digest


def _films() -> list[Film]:
    return [
        Film(Path(f"{n}.png"), "d", LABELS[n % 3], "", (), "B" if n % 2 else "A", f"p{n}", n % 5, "", "", 0.0, "")
        for n in range(30)
    ]


def test_a_share_with_no_film_left_goes_to_the_other_shares_of_its_label() -> None:
    shares = (
        Share(0.1, source="A", label="sick"),
        Share(0.3, source="B", label="sick"),
        Share(0.2, source="B", label="ill"),
        Share(0.2, source="A", label="ill"),
        Share(0.2, source="B", label="normal"),
    )
    films, units = _films(), list(range(30))
    _, left, notes = leave_out(films, units, _recipe("B", shares=shares))
    assert [(share.label, share.share) for share in left.shares] == [
        ("sick", pytest.approx(0.4)),
        ("ill", pytest.approx(0.4)),
    ]
    assert "3 of 5 shares have no film left" in notes[-1]
    assert "that of normal" in notes[-1], "a label of which nothing is left is named"


def test_a_share_that_never_matched_a_film_is_not_dropped_in_silence() -> None:
    shares = (Share(0.5, label="sick"), Share(0.5, label="sikc"))
    _, left, _ = leave_out(_films(), list(range(30)), _recipe("B", shares=shares))
    assert left.shares == shares


@pytest.mark.parametrize(
    ("without", "shares", "sentence"),
    [
        (("C",), (), r"no film comes from 'C', which data.without names; the sources are A, B"),
        (("A", "B"), (), "without A, B no film is left to train on"),
        (("B",), (Share(1.0, source="B"),), "without B no film is left that the recipe's shares draw"),
    ],
)
def test_what_cannot_be_left_out_is_said(without: tuple[str, ...], shares: tuple[Share, ...], sentence: str) -> None:
    with pytest.raises(DataError, match=sentence):
        leave_out(_films(), list(range(30)), _recipe(*without, shares=shares))


def test_the_setting_is_validated_and_its_folds_cannot_be_named() -> None:
    whole = _recipe()
    assert recipes.change(whole, ['data.without=["A", "B"]']).data.without == ("A", "B")
    for wrong in ('["A", "A"]', '[""]', '"A"', "[1]"):
        with pytest.raises(RecipeError, match="without"):
            recipes.change(whole, [f"data.without={wrong}"])
    with pytest.raises(RecipeError, match="a fold is a number from 0 on, or -1"):
        recipes.change(whole, [f"folds.train=[0, {LEFT_OUT}]"])
