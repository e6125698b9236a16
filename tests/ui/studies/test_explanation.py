"""Why a film looks as it does: every stage is told, in order, of the film as it is seen now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from xraydesk.core.radiograph import (
    LookupTable,
    Overlay,
    Radiograph,
    Rescale,
    Shutter,
    Spacing,
    SpacingSource,
    VoiFunction,
    Window,
)
from xraydesk.ui.desk.items import Item, State
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell.language import counted
from xraydesk.ui.studies.explanation import Seen, Step, explain
from xraydesk.ui.studies.explanation_window import ExplanationWindow, html_of
from xraydesk.ui.studies.model_input import explain_model
from xraydesk.ui.studies.syntaxes import is_native, syntax_name
from xraydesk.ui.view.adjustable_view import Adjustment
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import prepare


def _seen(film: Radiograph, **changes: Any) -> Seen:
    picture = prepare(film)
    return Seen(picture, replace(Adjustment(picture.voi), **changes), 0.5)


def _told(film: Radiograph, **changes: Any) -> dict[str, str]:
    return {step.title: " ".join(step.sentences) for step in explain(_seen(film, **changes))}


def test_the_stages_come_in_the_order_of_the_pipeline(film: Callable[..., Radiograph]) -> None:
    titles = [step.title for step in explain(_seen(film(warnings=("Beware.",), trail=("Mended.",), padding=(0, 0))))]
    assert titles == [
        "Warnings",
        "File",
        "Repairs and notes of reading",
        "Meaning of the samples",
        "Modality values",
        "Padding",
        "Window or table",
        "Polarity and colours",
        "Size of a pixel",
        "Orientation, turn and zoom",
    ]


def test_file_and_decoder_are_named(film: Callable[..., Radiograph]) -> None:
    told = _told(film(transfer_syntax="1.2.840.10008.1.2.4.90", decoder="openjpeg", lossy=True))
    assert "JPEG 2000 lossless (1.2.840.10008.1.2.4.90)" in told["File"]
    assert "decoded by openjpeg" in told["File"]
    assert "240 × 300 samples, 12 bits stored" in told["File"]
    assert "LOSSY" in told["File"]
    assert _told(film(transfer_syntax="PNG"))["File"].startswith("A PNG picture.")


def test_the_window_in_use_is_traced_to_where_it_came_from(film: Callable[..., Radiograph]) -> None:
    two = film()
    told = _told(two)["Window or table"]
    assert told.startswith("W 4096  L 2048  WIDE: number 1 of the 2 that the file offers.")
    assert "The file also offers: W 500  L 1000  LUNG." in told
    assert "number 2 of the 2" in _told(two, voi=two.voi[1])["Window or table"]
    assert "LINEAR" in told
    assert "set by hand" in _told(two, voi=Window(7, 8))["Window or table"]
    assert "a preset" in _told(two, voi=Window(7, 8, VoiFunction.LINEAR, "BONE"))["Window or table"]
    assert "the only one" in _told(film(voi=two.voi[:1]))["Window or table"]
    bare = _told(film(voi=()))["Window or table"]
    assert "from the lowest to the highest value" in bare
    assert "offers no window and no table" in bare


def test_tables_of_the_file_are_named(film: Callable[..., Radiograph]) -> None:
    table = LookupTable(np.arange(4096), 0, 12, "CURVE")
    told = _told(film(modality_lut=table, voi=(table,)))
    assert "modality table of 4096 entries" in told["Modality values"]
    assert told["Window or table"].startswith("LUT CURVE: the only one")


def test_rescaling_padding_and_polarity_are_told(film: Callable[..., Radiograph]) -> None:
    told = _told(film(modality_lut=Rescale(2.0, -10.0, "HU"), padding=(0, 5), photometric="MONOCHROME1", inverted=True),
                 inverted=True)  # fmt: skip
    assert "× 2 + -10 give the modality values HU" in told["Modality values"]
    assert "0–5 are padding" in told["Padding"]
    assert "lowest value is meant to be white" in told["Meaning of the samples"]
    assert told["Polarity and colours"] == (
        "Grey is inverted once, last, because the file says MONOCHROME1. You have inverted it on top of that."
    )
    assert "as they are" in _told(film())["Modality values"]
    assert _told(film(), colours="inferno")["Polarity and colours"].endswith("in the colours Inferno.")


@pytest.mark.parametrize("source", SpacingSource)
def test_a_spacing_is_never_told_without_its_meaning(film: Callable[..., Radiograph], source: SpacingSource) -> None:
    step = next(step for step in explain(_seen(film(spacing=Spacing(0.14, 0.2, source), pixel_aspect=0.7)))
                if step.title == "Size of a pixel")  # fmt: skip
    assert "0.7 times as high as wide" in step.sentences[0]
    assert f"0.14 × 0.2 mm ({source.value})" in step.sentences[1]
    assert len(step.sentences) == 3
    assert "never in millimetres" in _told(film())["Size of a pixel"]


def test_graphics_turn_and_zoom_are_told(film: Callable[..., Radiograph]) -> None:
    overlay = Overlay(np.ones((1, 4, 4), bool), 0, 0)
    region = replace(overlay, is_region=True)
    graphic = film(overlays=(overlay, region), shutter=Shutter(rectangle=(1, 1, 5, 5)))
    told = _told(graphic, turn=Turn(1, mirrored=True))
    assert "outside the file's shutter is hidden (rectangle)" in told["Shutter and overlays"]
    assert counted("The file has {n} overlay planes over the picture.", 1) in told["Shutter and overlays"]
    assert "region" in told["Shutter and overlays"]
    assert "You have turned it: FLIPPED · ROTATED 90°." in told["Orientation, turn and zoom"]
    assert "Zoom 50 %" in told["Orientation, turn and zoom"]
    off = explain(replace(_seen(graphic), overlays_shown=False))
    assert any("switched off" in sentence for step in off for sentence in step.sentences)
    assert "side letters are ?" in _told(film(orientation=()))["Orientation, turn and zoom"]


def test_a_colour_picture_has_no_window(film: Callable[..., Radiograph]) -> None:
    samples = np.zeros((1, 20, 30, 3), np.uint8)
    told = _told(film(samples=samples, photometric="RGB", bits_stored=8, voi=()), inverted=True)
    assert "Window or table" not in told
    assert "RGB: a colour picture" in told["Meaning of the samples"]
    assert told["Polarity and colours"] == "You have inverted the colours."


def test_what_was_repaired_is_told_once(film: Callable[..., Radiograph]) -> None:
    told = _told(film(trail=("The file has no preamble.", "MONOCHROME1: grey was inverted once, after the window.")))
    assert told["Repairs and notes of reading"] == "The file has no preamble."


def test_the_models_own_input_is_told(card: Any, prediction: Callable[..., Any]) -> None:
    item = Item(Path("/films/a.dcm"))
    sentences = " ".join(explain_model(item, card).sentences)
    assert "Not the picture on screen" in sentences
    assert "224 × 224" in sentences
    assert "percentile 1 to 99" in sentences
    item.state, item.prediction = State.SCORED, prediction(shape=(300, 240))
    assert "Answered by" in " ".join(explain_model(item, card).sentences)
    item.answer_hidden = True
    assert "Answered by" not in " ".join(explain_model(item, card).sentences)
    item.answer_hidden, item.state, item.reason = False, State.DECLINED, "not a frontal view"
    assert "declined (not a frontal view)" in " ".join(explain_model(item, card).sentences)
    assert explain_model(item, None).sentences == ("There is no model.",)


def test_hostile_texts_stay_texts() -> None:
    assert "<script>" not in html_of((Step("<b>", ("<script>alert(1)</script>",)),))


def test_syntaxes_have_names() -> None:
    assert syntax_name("1.2.840.10008.1.2") == "implicit VR, little endian (1.2.840.10008.1.2)"
    assert syntax_name("1.2.3") == "1.2.3"
    assert is_native("1.2.840.10008.1.2.1")
    assert not is_native("1.2.840.10008.1.2.5")


def test_the_window_follows_the_active_view(qtbot: Any, opened: Callable[..., MainWindow]) -> None:
    window = opened("a.dcm", "b.dcm")
    window.commands["explain"].trigger()
    dialog = window.findChild(ExplanationWindow)
    assert dialog is not None
    assert not dialog.isModal()
    assert "Grey is not inverted by the file." in dialog.page.toPlainText()
    window.commands["invert"].trigger()
    qtbot.waitUntil(lambda: "You have inverted it" in dialog.page.toPlainText())
    window.reading.view.set_voi(Window(7, 8))
    qtbot.waitUntil(lambda: "set by hand" in dialog.page.toPlainText())
    window.commands["next_image"].trigger()
    qtbot.waitUntil(lambda: "WIDE: number 1" in dialog.page.toPlainText())
    window.desk.close_all()
    qtbot.waitUntil(lambda: dialog.page.toPlainText() == "No film is open.")
