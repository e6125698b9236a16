"""The command that makes the guard: parts without leaks, changes that mean something, figures, files, wrong inputs."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image

from trainer.__main__ import main
from trainer.guard import judge, pictures
from trainer.guard.made import SEEN, UNSEEN, make
from trainer.guard.network import GuardNet
from trainer.guard.pictures import FIT, HELD, STORED, TUNE, Pictures
from trainer.guard.transforms import MADE_OF_FILMS, Transforms
from xraydesk.core.errors import RefusedFileError
from xraydesk.imaging.display import grey
from xraydesk.imaging.read import read
from xraydesk.model import auxiliary, guard


@pytest.fixture(scope="module")
def shown(phantom: Path) -> np.ndarray:
    """The sample, 243 x 200, uint8."""
    return np.rint(255 * grey(read(phantom))[::7, ::7]).astype(np.uint8)


@pytest.fixture(scope="module")
def chest(shown: np.ndarray, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty films of twenty patients in five folds: the sample, cut and exposed in forty ways."""
    folder = tmp_path_factory.mktemp("chest")
    random = np.random.default_rng(3)
    rows = []
    for number in range(40):
        top, left = random.integers(0, 12, 2)
        film = 255 * (shown[top : top + 228, left : left + 186] / 255) ** random.uniform(0.7, 1.4)
        Image.fromarray(film.astype(np.uint8)).save(folder / f"{number}.png")
        rows.append({"file": f"{number}.png", "patient_id": f"p{number // 2}", "fold": number // 2 % 5, "source": "A"})
    with (folder / "manifest.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.fixture(scope="module")
def others(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Thirty pictures made by code."""
    folder = tmp_path_factory.mktemp("others")
    made = make(SEEN, 4, FIT, 1)
    for number, image in enumerate(made.images):
        Image.fromarray(image).save(folder / f"{number:02}.png")
    return folder


def _fit(chest: Path, others: Path, out: Path, *more: str) -> int:
    return main(["guard", "--data", str(chest), "--negatives", str(others), "--out", str(out), "--steps", "3", *more])


def test_a_patient_is_in_one_part_only_and_folds_say_which(chest: Path) -> None:
    films = pictures.films(chest, held_fold=4, tune_fold=3)
    assert films.images.shape == (40, STORED, STORED)
    by_patient: dict[int, set[str]] = {}
    for file, part in zip(films.files, films.parts, strict=True):
        by_patient.setdefault(int(file.stem) // 2, set()).add(part)
    assert all(len(parts) == 1 for parts in by_patient.values())
    assert {part: films.parts.count(part) for part in (FIT, TUNE, HELD)} == {FIT: 24, TUNE: 8, HELD: 8}


def test_without_folds_patients_are_divided_all_the_same(chest: Path, tmp_path: Path) -> None:
    for path in chest.glob("*.png"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    lines = (chest / "manifest.csv").read_text(encoding="utf-8").splitlines()
    kept = [",".join(line.split(",")[:2]) for line in lines]
    (tmp_path / "manifest.csv").write_text("\n".join(kept), encoding="utf-8")
    first, second = (pictures.films(tmp_path, 4, 3) for _ in range(2))
    assert first.parts == second.parts
    assert set(first.parts) == {FIT, TUNE, HELD}


def test_pictures_that_look_alike_stay_in_one_part(others: Path, tmp_path: Path) -> None:
    for path in sorted(others.glob("*.png")):
        with Image.open(path) as image:
            image.save(tmp_path / f"a{path.name}")
            image.convert("L").point(lambda level: level * 0.8).resize((200, 200)).save(tmp_path / f"z{path.name}")
    films, rest = pictures.others(tmp_path, frozenset(), 0.5)
    assert len(films.images) == 0
    part = {file.name: part for file, part in zip(rest.files, rest.parts, strict=True)}
    assert set(part.values()) == {FIT, HELD}
    assert all(part[f"a{path.name}"] == part[f"z{path.name}"] for path in others.glob("*.png"))


def test_films_among_the_others_are_told_by_how_their_names_begin(others: Path) -> None:
    films, rest = pictures.others(others, frozenset(["03", "11"]), 0.5)
    assert sorted(file.stem for file in films.files) == ["03", "11"]
    assert len(films.images) + len(rest.images) == len(list(others.glob("*.png")))


def test_the_networks_input_is_what_the_application_makes_of_the_same_file(chest: Path) -> None:
    from trainer.guard.fit import network_input

    films = pictures.films(chest, 4, 3).where([True] + [False] * 39)
    theirs = guard.resample(guard.thinned(read(films.files[0])), guard._SPEC)[0]
    assert np.abs(network_input(films).numpy()[0, 0] - theirs).mean() < 0.02


@pytest.mark.parametrize("name", list(MADE_OF_FILMS))
def test_what_is_made_of_a_film_is_no_film_to_the_shipped_guard(name: str, shown: np.ndarray) -> None:
    kind, change = MADE_OF_FILMS[name]
    assert kind in guard.KINDS[1:]
    film = np.asarray(Image.fromarray(shown).resize((STORED, STORED)), np.float32) / 255
    changed = change(Transforms(4), torch.from_numpy(film)[None, None].repeat(24, 1, 1, 1))
    assert changed.shape == (24, 1, guard.INPUT, guard.INPUT)
    assert float(changed.min()) >= 0
    assert float(changed.max()) <= 1
    reasons = [guard.load().judge(np.ascontiguousarray(image[0].numpy())).reason for image in changed]
    assert sum(bool(reason) for reason in reasons) >= 22


def test_a_film_as_it_may_come_is_still_one_to_the_shipped_guard(shown: np.ndarray) -> None:
    film = np.asarray(Image.fromarray(shown).resize((STORED, STORED)), np.float32) / 255
    changed = Transforms(4).as_frontal(torch.from_numpy(film)[None, None].repeat(40, 1, 1, 1))
    look = guard.load().judge
    chances = [look(np.ascontiguousarray(image[0].numpy())).chances[guard.FRONTAL] for image in changed]
    assert np.median(chances) > 0.8


def test_kinds_of_pictures_that_are_kept_for_judging_are_never_fitted() -> None:
    assert not set(SEEN) & set(UNSEEN)
    made = make(UNSEEN, 2, HELD, 9)
    assert set(made.parts) == {HELD}
    assert np.ptp(made.images, axis=(1, 2)).min() == 255


@pytest.mark.slow
def test_the_command_writes_a_guard_that_the_application_reads(
    chest: Path, others: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _fit(chest, others, tmp_path / "guard", "--near", str(chest)) == 0
    about = json.loads((tmp_path / "guard" / auxiliary.ABOUT).read_bytes())
    assert about["provenance"]["pictures"]["films, fit"] == 24
    assert list(about["figures"]) == [TUNE]
    assert about["figures"][TUNE]["films, all"]["n"] == 8
    assert about["figures"][TUNE]["near films"]["n"] == 40
    assert (tmp_path / "guard" / auxiliary.GRAPH).stat().st_size < 3_000_000
    network = auxiliary.load(tmp_path / "guard")
    assert auxiliary.deviation(network) < 1e-4
    limits = guard.limits_of(network.about)
    assert 0 <= limits.frontal <= 1
    assert "films that should pass" in capsys.readouterr().out


@pytest.mark.slow
def test_the_held_part_is_judged_only_when_asked_and_the_same_seed_gives_the_same_guard(
    chest: Path, others: Path, tmp_path: Path
) -> None:
    assert _fit(chest, others, tmp_path / "one", "--held") == 0
    assert _fit(chest, others, tmp_path / "two", "--held") == 0
    first, second = (json.loads((tmp_path / name / auxiliary.ABOUT).read_bytes()) for name in ("one", "two"))
    assert list(first["figures"]) == [TUNE, HELD]
    assert first["figures"] == second["figures"]
    assert first["proof"] == second["proof"]


def test_distances_are_small_for_films_and_large_for_noise(chest: Path) -> None:
    from trainer.guard.fit import network_input

    torch.manual_seed(0)
    images = network_input(pictures.films(chest, 4, 3))
    network = GuardNet()
    network.fit_distances(images)
    with torch.inference_mode():
        near = network(images)[1]
        away = network(torch.rand(8, 1, guard.INPUT, guard.INPUT))[1]
    assert float(near[:, 1].max()) < float(away[:, 1].min())


def test_an_interval_holds_at_its_ends_and_is_that_of_wilson() -> None:
    assert judge.interval(0, 50) == {"count": 0, "share": 0.0, "low": 0.0, "high": 0.0713}
    assert judge.interval(50, 50)["low"] == 0.9287
    assert judge.interval(10, 40) == {"count": 10, "share": 0.25, "low": 0.1419, "high": 0.4019}
    assert judge.interval(0, 0)["share"] is None


def test_folders_that_cannot_be_used_are_one_sentence(
    chest: Path, others: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "empty").mkdir()
    assert _fit(tmp_path / "empty", others, tmp_path / "out") == 1
    assert "manifest.csv" in capsys.readouterr().err
    assert _fit(chest, tmp_path / "empty", tmp_path / "out") == 1
    assert "not one picture" in capsys.readouterr().err
    assert _fit(chest, others, tmp_path / "out", "--films-among", str(tmp_path / "gone.txt")) == 1
    assert "gone.txt" in capsys.readouterr().err
    (tmp_path / "manifest.csv").write_text("name,who\na.png,1\n", encoding="utf-8")
    with pytest.raises(RefusedFileError, match="columns"):
        pictures.films(tmp_path, 4, 3)
    assert not (tmp_path / "out").exists()


def test_joined_pictures_keep_their_order() -> None:
    images = np.zeros((2, STORED, STORED), np.uint8)
    one = Pictures(images, ("a", "b"), (FIT, HELD), (Path("a"), Path("b")))
    both = pictures.joined([one, one.of(HELD)])
    assert (both.kinds, both.parts) == (("a", "b", "b"), (FIT, HELD, HELD))
