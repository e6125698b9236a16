"""Values beside a film become numbers that the training films alone define, with a flag for what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from tests.trainer.data.made_films import save, settings, table
from trainer.data.dataset import Dataset, open_data
from trainer.data.films import DataError, Film
from trainer.data.structured import Encoder
from trainer.recipe import Column, Structured

COLUMNS = (Column("age", low=1, high=110), Column("sex", "categorical"), Column("crp", low=0, high=500))


def _film(age: float = float("nan"), sex: str = "", **values: str) -> Film:
    return Film(Path("x"), "ward", "sick", "", (), "", "p", 0, "", sex, age, "", values=values)


TRAINING = [_film(40, "F", crp="10"), _film(60, "M", crp="30"), _film(50, "F")]


def _encoder() -> Encoder:
    return Encoder.fit(TRAINING, Structured(COLUMNS))


def test_every_value_has_a_flag_for_being_missing() -> None:
    assert _encoder().names == (
        *("age", "age missing"),
        *("sex = F", "sex = M", "sex missing"),
        *("crp", "crp missing"),
    )


def test_numbers_are_standardised_by_the_training_films_alone() -> None:
    encoded = _encoder().encode([*TRAINING, _film(500 / 7, "F", crp="20")])
    np.testing.assert_allclose(encoded[:3, 0].mean(), 0, atol=1e-6)
    np.testing.assert_allclose(encoded[:3, 0].std(), 1, atol=1e-6)
    np.testing.assert_allclose(encoded[3, 0], (500 / 7 - 50) / np.std([40, 60, 50]), rtol=1e-5)
    np.testing.assert_allclose(encoded[[0, 1, 3], 5], [-1, 1, 0], atol=1e-6)


def test_what_is_missing_is_nothing_but_its_flag() -> None:
    encoder = _encoder()
    assert encoder.encode([_film()])[0].tolist() == encoder.nothing.tolist() == [0, 1, 0, 0, 1, 0, 1]


@pytest.mark.parametrize("value", ["", "n/a", "high", "501", "-3", "inf"])
def test_what_is_no_number_or_out_of_limits_is_missing(value: str) -> None:
    assert _encoder().encode([_film(50, "F", crp=value)])[0].tolist()[-2:] == [0, 1]


def test_a_level_that_no_training_film_had_is_missing() -> None:
    assert _encoder().encode([_film(50, "X")])[0].tolist()[2:5] == [0, 0, 1]


def test_decimal_commas_are_read() -> None:
    assert _encoder().encode([_film(crp="20,0")])[0, 5] == pytest.approx(0, abs=1e-6)


def test_a_column_that_is_always_the_same_does_not_divide_by_zero() -> None:
    encoder = Encoder.fit([_film(50), _film(50)], Structured((Column("age"),)))
    assert encoder.encode([_film(51)]).tolist() == [[1.0, 0.0]]


def test_an_encoder_survives_a_trip_through_json() -> None:
    encoder = _encoder()
    again = Encoder.parse(json.loads(json.dumps(encoder.plain())))
    assert again == encoder
    assert np.array_equal(again.encode(TRAINING), encoder.encode(TRAINING))


def test_coverage_counts_the_films_that_have_a_value() -> None:
    assert _encoder().coverage([*TRAINING, _film()]) == {"age": 3, "sex": 3, "crp": 2}


def test_without_any_value_there_is_nothing_to_fit() -> None:
    with pytest.raises(DataError, match="no training film has a value of age, sex, crp"):
        Encoder.fit([_film()], Structured(COLUMNS))


# ---------------------------------------------------------------------------------- from the folder


def _open(tmp_path: Path, lab: list[dict[str, object]] | None, columns: tuple[Column, ...], **more: str) -> Dataset:
    rows = []
    for number in range(30):
        save(tmp_path / f"ward/film{number}.png", number)
        row = {"file": f"film{number}.png", "label": ("sick", "ill", "normal")[number % 3], "patient_id": f"p{number}"}
        rows.append(row | {"fold": number % 5, "sex": "F"} | more)
    table(tmp_path / "ward/manifest.csv", rows)
    if lab:
        table(tmp_path / "ward/lab.csv", lab)
    recipe = replace(settings(), structured=Structured(columns, table="lab.csv"))
    return open_data([tmp_path / "ward"], recipe, tmp_path / "cache")


LAB = [{"file": "film3.png", "crp": "77"}, {"file": "film4.png", "crp": ""}]


def test_a_table_beside_the_films_is_joined_by_file(tmp_path: Path) -> None:
    dataset = _open(tmp_path, LAB, (Column("crp"),))
    assert {film.path.name: dict(film.values) for film in dataset.films if film.values} == {"film3.png": {"crp": "77"}}
    assert "lab.csv tells of 2 of the 30 films of ward" in dataset.notes


def test_the_manifest_s_own_columns_need_no_table(tmp_path: Path) -> None:
    dataset = _open(tmp_path, None, (Column("crp"), Column("sex", "categorical")), extra="crp=12; date=2020")
    assert dataset.films[0].values == {"crp": "12"}
    assert [column.name for column in dataset.recipe.structured.columns] == ["crp", "sex"]


def test_a_column_that_the_table_lacks_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"lab\.csv has no column 'pct'"):
        _open(tmp_path, LAB, (Column("crp"), Column("pct")))


def test_where_nothing_is_known_the_image_stands_alone_with_a_notice(tmp_path: Path) -> None:
    dataset = _open(tmp_path, None, (Column("crp"), Column("age")))
    assert not dataset.recipe.structured.columns
    assert "the image stands alone" in " ".join(dataset.notes)
    dataset = _open(tmp_path, None, (Column("crp"), Column("sex", "categorical")))
    assert [column.name for column in dataset.recipe.structured.columns] == ["sex"]
    assert "the data knows nothing of crp" in " ".join(dataset.notes)
