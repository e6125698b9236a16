"""The network that finds the lungs: learned from films with masks, judged on other patients, exported."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from trainer.__main__ import main
from trainer.data.films import DataError
from trainer.lungs.disguise import disguise
from trainer.lungs.fit import agreement
from trainer.lungs.material import deal, gather, on_input
from trainer.lungs.network import LungNet, parameters
from xraydesk.imaging.geometry import Geometry
from xraydesk.model import auxiliary
from xraydesk.model.lungs import SIDE

FILMS, PATIENTS = 8, 4


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Bright films with two dark discs for lungs and masks of twice their resolution."""
    folder = tmp_path_factory.mktemp("data") / "films"
    (folder / "masks").mkdir(parents=True)
    columns = ("file", "label", "label_by", "finding", "source", "patient_id", "group_id", "fold", "view", "licence")
    random = np.random.default_rng(0)
    with (folder / "manifest.csv").open("w", newline="") as films, (folder / "lung_masks.csv").open("w") as masks:
        table = csv.DictWriter(films, columns)
        table.writeheader()
        masks.write("file,mask\n")
        for number in range(FILMS):
            y, x = np.mgrid[0:1:240j, 0:1:200j]
            lungs = np.zeros(y.shape, bool)
            for side in (0.3, 0.7):
                lungs |= ((y - 0.5) / 0.3) ** 2 + ((x - side) / 0.15) ** 2 < 1
            film = np.clip(200 - 140 * lungs + random.normal(0, 5, lungs.shape), 0, 255).astype(np.uint8)
            Image.fromarray(film[::2, ::2]).save(folder / f"{number}.png")
            Image.fromarray(lungs).save(folder / "masks" / f"{number}.png")
            person = f"g{number % PATIENTS}"
            row = dict.fromkeys(columns, "x") | {"file": f"{number}.png", "group_id": person, "fold": "0"}
            table.writerow(row | {"patient_id": person})
            masks.write(f"{number}.png,masks/{number}.png\n")
    return folder


def test_no_patient_is_judged_by_a_network_that_has_seen_them(drawn: Path) -> None:
    material = gather([drawn], 3)
    assert len(material.films) == FILMS
    homes = {(film.group, int(fold)) for film, fold in zip(material.films, material.fold, strict=True)}
    assert len(homes) == PATIENTS
    assert {fold for _, fold in homes} == {0, 1, 2}
    assert np.array_equal(deal(material.films, 3), material.fold)


def test_too_few_patients_are_named(drawn: Path) -> None:
    with pytest.raises(DataError, match="at least 5 patients"):
        gather([drawn], 5)


def test_a_mask_lies_where_its_film_lies_whatever_the_resolution_of_either(drawn: Path) -> None:
    material = gather([drawn], 2)
    dark = material.pictures[0] < 0.4
    inside = np.zeros(dark.shape, bool)
    inside[:, 20:-20] = True  # a padded square has black beyond the film
    assert agreement(dark & inside, material.lungs[0]).dice > 0.95


def test_a_mask_beyond_the_film_is_empty() -> None:
    mask = on_input(np.ones((10, 10), bool), Geometry((100, 50), 0.0, -25.0, 100.0, 100.0, 40))
    assert mask[:, 10:30].all()
    assert not mask[:, :10].any()
    assert not mask[:, 30:].any()


def test_masks_follow_their_films_through_every_pose(drawn: Path) -> None:
    material = gather([drawn], 2)
    random = torch.Generator().manual_seed(3)
    clean = torch.from_numpy(material.lungs)[:, None].float()
    images, masks = disguise(clean.clone(), clean, SIDE, random)
    assert images.shape == masks.shape == (FILMS, 1, SIDE, SIDE)
    # The pictures are the masks themselves here, so what is bright must lie where the mask lies.
    for image, mask in zip(images[:, 0].numpy(), masks[:, 0].numpy() > 0, strict=True):
        assert image[mask].mean() > image[~mask].mean() + 0.8


def test_agreement_of_masks() -> None:
    one, other = np.zeros((4, 4), bool), np.zeros((4, 4), bool)
    assert agreement(one, other).dice == 1
    one[:2], other[1:3] = True, True
    assert agreement(one, other).dice == pytest.approx(0.5)
    assert agreement(one, other).iou == pytest.approx(1 / 3)


def test_the_network_is_small() -> None:
    assert parameters(LungNet()) < 500_000


@pytest.mark.slow
def test_the_command_cross_validates_and_writes_a_network_that_runs_without_torch(
    drawn: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "lungs"
    words = ["lungs", "--data", str(drawn), "--out", str(out), "--folds", "2", "--steps", "12", "--last-steps", "12"]
    assert main(words) == 0
    assert "center_square: dice" in capsys.readouterr().out
    about = json.loads((out / auxiliary.ABOUT).read_text())
    assert (about["figures"]["films"], about["figures"]["patients"]) == (FILMS, PATIENTS)
    assert len(about["figures"]["cross_validation"]["pad_square"]["iou"]["by_fold"]) == 2
    network = auxiliary.load(out)
    assert auxiliary.deviation(network) < 1e-4
    (chances,) = network.run(np.zeros((2, 1, SIDE, SIDE), np.float32))
    assert chances.shape == (2, 1, SIDE, SIDE)
    assert ((chances >= 0) & (chances <= 1)).all()


@pytest.mark.parametrize("words", [["--folds", "1"], ["--steps", "0"]])
def test_senseless_numbers_are_refused_in_one_sentence(
    drawn: Path, tmp_path: Path, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lungs", "--data", str(drawn), "--out", str(tmp_path), *words]) == 1
    assert capsys.readouterr().err.strip() == "trainer: lungs needs at least two folds and one step"


def test_data_without_masks_are_refused_in_one_sentence(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["lungs", "--data", str(data), "--out", str(tmp_path)]) == 1
    assert "lung masks of at least 5 patients are needed" in capsys.readouterr().err
