"""Pictures of the view, compared with those that were looked at and found right.

The references are small PNG files beside this module, painted at a fixed size and scale. They are painted anew with

    XRAYDESK_REDRAW=1 python -m pytest tests/ui/view/test_snapshots.py

and have to be looked at before they are kept. Words are set in DejaVu Sans, which comes with matplotlib (a development
dependency), without hinting and without subpixels, so that they do not depend on the fonts of the machine; what
remains is the rasteriser of Qt. Tolerance: the mean difference of all channels is at most `MEAN` of 255 levels, and at
most `WORST` in every square of `TILE` pixels, so that one word more or less is noticed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFont, QFontDatabase, QImage, QPainter
from PySide6.QtWidgets import QApplication

from tests.ui.view.conftest import array_of
from xraydesk.core.radiograph import Overlay, Radiograph, Shutter, Study, VoiFunction, Window
from xraydesk.ui.desk.lanes import Lanes
from xraydesk.ui.shell.theme import FILM
from xraydesk.ui.view.corner_texts import Amount
from xraydesk.ui.view.cuts import sheet_of
from xraydesk.ui.view.heatmap import Heatmap, HeatmapStyle
from xraydesk.ui.view.image_view import ImageView
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import prepare
from xraydesk.ui.view.scene import Scene

MEAN, WORST, TILE = 0.8, 8.0, 20
FOLDER = Path(__file__).parent / "snapshots"
SIZE = (440, 400)


@pytest.fixture
def lettering(qapp: QApplication) -> Iterator[None]:
    """The same letters on every machine."""
    spec = find_spec("matplotlib")
    if spec is None or spec.origin is None:
        pytest.skip("DejaVu Sans comes with matplotlib, which is not installed")
    file = Path(spec.origin).parent / "mpl-data" / "fonts" / "ttf" / "DejaVuSans.ttf"
    number = QFontDatabase.addApplicationFont(str(file))
    before = qapp.font()
    font = QFont(QFontDatabase.applicationFontFamilies(number)[0])
    font.setPointSizeF(9)
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    font.setStyleStrategy(QFont.StyleStrategy.PreferAntialias | QFont.StyleStrategy.NoSubpixelAntialias)
    qapp.setFont(font)
    yield
    qapp.setFont(before)
    QFontDatabase.removeApplicationFont(number)


@pytest.fixture
def chest(film: Callable[..., Radiograph]) -> Callable[..., Radiograph]:
    """A smooth chest without noise, so that the references stay small."""
    y, x = np.mgrid[-1:1:360j, -1:1:300j]
    lungs = sum(np.exp(-((((x - side) / 0.28) ** 2 + (y / 0.62) ** 2) ** 2)) for side in (-0.45, 0.45))
    samples = np.clip(3000 - 2200 * lungs + 300 * y, 0, 4095).astype(np.uint16)[None]
    study = Study(
        date="20240131", time="142301", institution="St. Elsewhere", study_description="Chest", series_number="3",
        view_position="PA", accession="A-17",
    )  # fmt: skip
    window = Window(2048, 4096, VoiFunction.LINEAR_EXACT, "WIDE")
    return lambda **changes: film(**{"samples": samples, "study": study, "voi": (window,)} | changes)


@pytest.fixture
def shot(qtbot: Any, lettering: None) -> Iterator[Callable[..., np.ndarray]]:
    """Paints every layer of a view with a film in it: ``(H, W, 3)`` int."""
    lanes = Lanes()

    def take(
        radiograph: Radiograph,
        dress: Callable[[ImageView], None] = lambda _: None,
        change: Callable[[Scene], Scene] = lambda scene: scene,
        size: tuple[int, int] = SIZE,
    ) -> np.ndarray:
        view = ImageView(lanes)
        qtbot.addWidget(view)
        view.resize(*size)
        view.show_picture(prepare(radiograph))
        view.set_amount(Amount.NONE)
        dress(view)
        scene = view.scene()
        assert scene is not None
        view.film.accept(sheet_of(scene.picture, scene.turn, scene.placement))
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor(FILM.black))
        painter = QPainter(image)
        for _, _, layer in view._layers:
            painter.save()
            layer.paint(painter, change(scene))
            painter.restore()
        painter.end()
        view.show_picture(None)
        return array_of(image)

    yield take
    lanes.close()


def _differs(painted: np.ndarray, reference: np.ndarray) -> str:
    """Why two pictures are not alike, empty if they are."""
    if painted.shape != reference.shape:
        return f"{painted.shape} is not the size of {reference.shape}"
    difference = np.abs(painted - reference).mean(-1)
    rows, columns = (side // TILE * TILE for side in difference.shape)
    tiles = difference[:rows, :columns].reshape(rows // TILE, TILE, columns // TILE, TILE).mean((1, 3))
    if difference.mean() > MEAN or tiles.max() > WORST:
        row, column = np.unravel_index(tiles.argmax(), tiles.shape)
        place = f"x {column * TILE}, y {row * TILE}"
        return (
            f"mean difference {difference.mean():.2f} (at most {MEAN}), {tiles.max():.1f} at {place} (at most {WORST})"
        )
    return ""


def _reference(name: str) -> np.ndarray:
    image = QImage(str(FOLDER / f"{name}.png"))
    assert not image.isNull(), f"there is no picture to compare with: {name}.png"
    return array_of(image)


def _check(name: str, painted: np.ndarray, folder: Path) -> None:
    pixels = np.ascontiguousarray(painted.astype(np.uint8))
    image = QImage(pixels.data, pixels.shape[1], pixels.shape[0], pixels.strides[0], QImage.Format.Format_RGB888)
    if os.environ.get("XRAYDESK_REDRAW"):
        FOLDER.mkdir(exist_ok=True)
        assert image.save(str(FOLDER / f"{name}.png"))
        pytest.skip(f"{name}.png was painted anew: look at it before you keep it")
    why = _differs(painted, _reference(name))
    if why:
        image.save(str(folder / f"{name}.png"))
        pytest.fail(f"{why}; what was painted is {folder / f'{name}.png'}")


OVERLAY = np.zeros((1, 360, 300), bool)
OVERLAY[:, 60:64, 40:260] = OVERLAY[:, 60:200, 40:44] = True
OVERLAY[:, np.arange(100, 300), np.arange(60, 260)] = True


def _heatmap() -> Heatmap:
    y, x = np.mgrid[:256, :256]
    return Heatmap("pneumonia", (5 * np.exp(-(((x - 80) / 40) ** 2 + ((y - 130) / 55) ** 2))).astype(np.float32), 4.0)


def _with_heatmap(view: ImageView) -> None:
    view.show_heatmap(_heatmap())
    view.set_heatmap_style(HeatmapStyle(kind="both"))


def _with_words(view: ImageView) -> None:
    view.set_amount(Amount.ALL)
    view.set_ai_lines(("AI: a model", "balanced, RESEARCH USE"))
    view.set_banner("opening next.dcm …")


def _turned(view: ImageView) -> None:
    view.set_turn(Turn(1, mirrored=True))


def _coloured(view: ImageView) -> None:
    view.set_colours("viridis")
    view.set_inverted(True)


GRAPHICS = {
    "overlays": (Overlay(OVERLAY, 0, 0),),
    "shutter": Shutter(rectangle=(20, 10, 340, 290), circle=(180, 150, 175)),
}
WORDS = {"lossy": True, "warnings": ("The file says MONOCHROME2 but also INVERSE; MONOCHROME2 was trusted.",)}

CASES: dict[str, tuple[dict[str, Any], Callable[[ImageView], None], Callable[[Scene], Scene], tuple[int, int]]] = {
    "film": ({}, lambda _: None, lambda scene: scene, SIZE),
    "turned": ({"pixel_aspect": 0.8, "orientation": ("L", "F")}, _turned, lambda scene: scene, SIZE),
    "graphics": (GRAPHICS, lambda _: None, lambda scene: scene, SIZE),
    "heatmap": ({}, _with_heatmap, lambda scene: scene, SIZE),
    "words": (WORDS, _with_words, lambda scene: replace(scene, pointer=QPointF(220, 200)), (720, 480)),
    "small": (WORDS, _with_words, lambda scene: replace(scene, active=False), (300, 260)),
    "colours": ({}, _coloured, lambda scene: scene, SIZE),
    "lens": (GRAPHICS, _with_heatmap, lambda scene: replace(scene, lens=3.0, pointer=QPointF(160, 190)), SIZE),
}


@pytest.mark.parametrize("name", CASES)
def test_the_view_looks_as_it_was_approved(
    chest: Callable[..., Radiograph], shot: Callable[..., np.ndarray], tmp_path: Path, name: str
) -> None:
    changes, dress, change, size = CASES[name]
    _check(name, shot(chest(**changes), dress, change, size), tmp_path)


def _other_window(view: ImageView) -> None:
    view.set_voi(Window(2048, 3900, VoiFunction.LINEAR_EXACT))


def _fainter_heatmap(view: ImageView) -> None:
    _with_heatmap(view)
    view.set_heatmap_style(HeatmapStyle(kind="both", opacity=0.3))


def _heatmap_without_lines(view: ImageView) -> None:
    view.show_heatmap(_heatmap())


def _words_of_another_patient(view: ImageView) -> None:
    _with_words(view)
    view.set_patient_hidden(True)


def _moved(overlay: np.ndarray) -> dict[str, Any]:
    return GRAPHICS | {"overlays": (Overlay(overlay, 2, 2),)}


@pytest.mark.parametrize(
    ("name", "changes", "dress", "change"),
    [
        ("film", {}, _other_window, lambda scene: scene),
        ("film", {"orientation": ("R", "F")}, lambda _: None, lambda scene: scene),
        ("turned", {"pixel_aspect": 0.8}, lambda view: view.set_turn(Turn(1)), lambda scene: scene),
        ("graphics", _moved(OVERLAY), lambda _: None, lambda scene: scene),
        ("graphics", GRAPHICS, lambda view: view.show_overlays(False), lambda scene: scene),
        ("graphics", GRAPHICS | {"shutter": None}, lambda _: None, lambda scene: scene),
        ("heatmap", {}, _fainter_heatmap, lambda scene: scene),
        ("heatmap", {}, _heatmap_without_lines, lambda scene: scene),
        ("words", WORDS | {"lossy": False}, _with_words, lambda scene: replace(scene, pointer=QPointF(220, 200))),
        ("words", WORDS, _words_of_another_patient, lambda scene: replace(scene, pointer=QPointF(220, 200))),
        ("words", WORDS, _with_words, lambda scene: replace(scene, pointer=QPointF(120, 90))),
        ("colours", {}, lambda view: view.set_colours("viridis"), lambda scene: scene),
        ("lens", GRAPHICS, _with_heatmap, lambda scene: replace(scene, lens=2.8, pointer=QPointF(160, 190))),
    ],
)
def test_a_snapshot_notices_what_is_wrong(
    chest: Callable[..., Radiograph],
    shot: Callable[..., np.ndarray],
    name: str,
    changes: dict[str, Any],
    dress: Callable[[ImageView], None],
    change: Callable[[Scene], Scene],
) -> None:
    painted = shot(chest(**changes), dress, change, CASES[name][3])
    if os.environ.get("XRAYDESK_REDRAW"):
        pytest.skip("the references are being painted anew")
    assert _differs(painted, _reference(name))
