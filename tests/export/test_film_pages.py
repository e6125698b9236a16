"""A picture of each film: original and heatmap side by side, a legend, an answer, and nobody's name."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from xraydesk.core.findings import ScreeningResult
from xraydesk.core.radiograph import Radiograph
from xraydesk.export import film_pages
from xraydesk.export.film_pages import film_page, write_film_pages
from xraydesk.export.run import Case, Options, Run, Shown
from xraydesk.imaging.display import render
from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.read import read


@pytest.fixture
def film(chest_film_file: Path) -> Radiograph:
    return read(chest_film_file)


@pytest.fixture
def shown(film: Radiograph) -> Shown:
    """The film with evidence in its upper left quarter only."""
    rows, columns = film.shape
    class_map = np.zeros((8, 8), np.float32)
    class_map[:4, :4] = 9.0
    geometry = Geometry(image_shape=(rows, columns), input_size=8, top=0, left=0, height=rows, width=columns)
    return Shown(film, class_map, geometry, 3.0, "pneumonia")


def _image(content: bytes) -> Image.Image:
    image = Image.open(io.BytesIO(content))
    assert image.format == "PNG"
    return image.convert("RGB")


def test_the_original_stands_unchanged_beside_the_heatmap(
    film: Radiograph, shown: Shown, result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    run = run_of(result("film.dcm"))
    pixels = np.asarray(_image(film_page(run, run.cases[0], shown)))
    rows, columns = film.shape
    left = pixels[16 : 16 + rows, 16 : 16 + columns]
    right = pixels[16 : 16 + rows, 32 + columns : 32 + 2 * columns]
    assert np.array_equal(left, np.repeat(render(film)[..., None], 3, axis=2))
    coloured = np.ptp(right.astype(int), axis=2) > 20
    assert coloured[: rows // 2 - 20, : columns // 2 - 20].mean() > 0.95
    assert not coloured[rows // 2 + 20 :, columns // 2 + 20 :].any()


def test_a_film_without_a_score_is_shown_alone_without_a_legend(
    film: Radiograph, shown: Shown, result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    run = run_of(result("film.dcm"))
    alone = np.asarray(_image(film_page(run, run.cases[0], Shown(film)))).astype(int)
    both = np.asarray(_image(film_page(run, run.cases[0], shown))).astype(int)
    assert np.ptp(alone[:256], axis=2).max() <= 4
    assert alone.shape[0] < both.shape[0]


def test_the_words_hold_answer_scale_and_research_use_but_no_path(
    shown: Shown, planted_run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    words: list[str] = []

    class Draw:
        def text(self, _place: object, text: str, *_rest: object, **_named: object) -> None:
            words.append(text)

        def textlength(self, text: str, _font: object) -> float:
            return len(text)

    monkeypatch.setattr(film_pages.ImageDraw, "Draw", lambda _page: Draw())
    film_page(planted_run, planted_run.cases[0], shown)
    said = "\n".join(words)
    for word in ("covid19", "heatmap of pneumonia", ">= 3", "evidence, logit units", "Research use", "DenseNet-121"):
        assert word in said
    assert "Planted" not in said


def test_a_hostile_text_does_no_harm_to_a_picture(hostile_run: Run, shown: Shown) -> None:
    case = hostile_run.cases[0]
    image = _image(film_page(hostile_run, case, replace(shown, label=case.result.reason)))
    assert image.width < 2000


def test_each_film_is_one_file_named_by_its_digest(
    shown: Shown, result: Callable[..., ScreeningResult], run_of: Callable[..., Run], tmp_path: Path
) -> None:
    film, gone = result("../=cmd<b>.dcm"), result("gone.dcm")
    run = run_of(film, replace(film, path=Path("copy.dcm")), gone)

    def open_film(case: Case) -> Shown | None:
        return None if case.result is gone else shown

    written = write_film_pages(run, tmp_path / "out", Options(open_film=open_film))
    assert [path.name for path in (tmp_path / "out").iterdir()] == [f"{film.sha256[:32]}.png"]
    assert written.films == 1
    assert written.notices == ("Files without a picture: 1 (they could not be opened).",)


def test_with_pseudonyms_the_name_of_the_file_is_one_and_burned_in_text_is_warned_about(
    shown: Shown, planted_run: Run, tmp_path: Path, salt: bytes
) -> None:
    options = Options(salt=salt, is_pseudonymous=True, open_film=lambda case: shown if case.result.findings else None)
    written = write_film_pages(planted_run, tmp_path / "out", options)
    (file,) = (tmp_path / "out").iterdir()
    assert planted_run.cases[0].result.sha256[:8] not in file.name
    assert "burned into" in written.notices[-1]
