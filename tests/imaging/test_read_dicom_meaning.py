"""What the samples mean: LUTs, windows, polarity, padding, spacing, text. The order is that of PS3.4 N.2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.pixels import apply_modality_lut, apply_voi_lut

from tests.imaging.dicom_files import dataset, item, lut_item, ramp, save
from xraydesk.core.radiograph import LookupTable, Rescale, SpacingSource, VoiFunction, Window
from xraydesk.imaging.display import default_voi, grey, render
from xraydesk.imaging.read import read

INVERSE = {"PresentationLUTShape": "INVERSE"}


def shown(path: Path) -> np.ndarray:
    return render(read(path))


def test_monochrome1_is_inverted_exactly_once_with_and_without_inverse(tmp_path: Path) -> None:
    window: dict[str, Any] = {"WindowCenter": 2000, "WindowWidth": 3000}
    plain = shown(save(dataset(ramp(), **window), tmp_path / "2"))
    one = save(dataset(ramp(), PhotometricInterpretation="MONOCHROME1", **window), tmp_path / "1")
    both = save(dataset(ramp(), PhotometricInterpretation="MONOCHROME1", **window, **INVERSE), tmp_path / "i")
    assert np.abs(shown(one).astype(int) - (255 - plain.astype(int))).max() <= 1
    np.testing.assert_array_equal(shown(one), shown(both))
    assert not read(both).warnings


def test_inverse_with_monochrome2_is_not_inverted_but_said(tmp_path: Path) -> None:
    plain = save(dataset(ramp()), tmp_path / "a")
    contradicting = save(dataset(ramp(), **INVERSE), tmp_path / "b")
    np.testing.assert_array_equal(shown(plain), shown(contradicting))
    assert "MONOCHROME2 was trusted" in read(contradicting).warnings[0]


@pytest.mark.parametrize("function", ["LINEAR", "LINEAR_EXACT", "SIGMOID"])
@pytest.mark.parametrize("inverted", [False, True])
def test_windows_agree_with_an_independent_implementation(tmp_path: Path, function: str, inverted: bool) -> None:
    pixels = ramp()
    made = dataset(
        pixels,
        PhotometricInterpretation="MONOCHROME1" if inverted else "MONOCHROME2",
        RescaleSlope=2,
        RescaleIntercept=-1000,
        WindowCenter=2500,
        WindowWidth=4000,
        VOILUTFunction=function,
        BitsStored=12,
        HighBit=11,
    )
    path = save(made, tmp_path / "a")
    values = apply_voi_lut(apply_modality_lut(pixels, made), made)
    low, high = (-1000, 2 * 4095 - 1000)
    expected = (values - low) / (high - low)
    expected = 1 - expected if inverted else expected
    np.testing.assert_allclose(grey(read(path)), expected, atol=2 / 255)


def test_a_voi_lut_goes_before_windows_and_all_can_be_chosen(tmp_path: Path) -> None:
    table = lut_item(0, 8, [255 - i for i in range(256)], LUTExplanation="inverting")
    made = dataset(
        ramp(16, 16, 255, "u1"),
        VOILUTSequence=[table],
        WindowCenter=[100, 50],
        WindowWidth=[20, 10],
        WindowCenterWidthExplanation=["LUNG", "BONE"],
    )
    radiograph = read(save(made, tmp_path / "a"))
    assert [voi.explanation for voi in radiograph.voi] == ["inverting", "LUNG", "BONE"]
    assert isinstance(default_voi(radiograph), LookupTable)
    np.testing.assert_array_equal(render(radiograph), 255 - radiograph.samples[0])


def test_a_modality_lut_with_a_negative_first_value(tmp_path: Path) -> None:
    pixels = np.arange(-8, 8, dtype="i2").reshape(4, 4)
    made = dataset(pixels, ModalityLUTSequence=[lut_item(-8, 16, [i * 10 for i in range(16)])])
    made.WindowCenter, made.WindowWidth, made.VOILUTFunction = 75, 150, "LINEAR_EXACT"
    expected = np.arange(16).reshape(4, 4) * 10 / 150
    np.testing.assert_allclose(grey(read(save(made, tmp_path / "a"))), expected, atol=1e-6)


@pytest.mark.parametrize(
    "senseless",
    [
        {"WindowCenter": 100, "WindowWidth": 0},
        {"WindowCenter": "NaN", "WindowWidth": 100},
        {"WindowCenter": 5, "WindowWidth": "1e400"},
        {"VOILUTSequence": [item()]},
    ],
)
def test_senseless_windows_give_the_full_range_with_a_note(tmp_path: Path, senseless: dict[str, Any]) -> None:
    made = dataset(ramp(), BitsStored=12, HighBit=11)
    for keyword, value in senseless.items():
        if keyword.startswith("Window"):
            made.add_new(keyword, "DS", None)
            made[keyword]._value = value  # past the writer's own checks
        else:
            setattr(made, keyword, value)
    radiograph = read(save(made, tmp_path / "a"))
    np.testing.assert_allclose(grey(radiograph), ramp() / 4095, atol=1e-3)
    assert any("full range" in sentence for sentence in radiograph.trail)


@pytest.mark.parametrize("slope", [0, "NaN"])
def test_a_senseless_slope_is_left_out_with_a_note(tmp_path: Path, slope: Any) -> None:
    made = dataset(ramp(), RescaleIntercept=5)
    made.add_new("RescaleSlope", "DS", None)
    made["RescaleSlope"]._value = slope
    radiograph = read(save(made, tmp_path / "a"))
    assert radiograph.modality_lut == Rescale()
    assert any("slope" in sentence for sentence in radiograph.trail)


def test_padding_is_a_range_of_stored_values(tmp_path: Path) -> None:
    pixels = ramp().astype("i2") - 2000
    made = dataset(pixels)
    made.add_new(0x00280120, "SS", -2000)
    made.add_new(0x00280121, "SS", -1990)
    assert read(save(made, tmp_path / "a")).padding == (-2000, -1990)
    wrong_vr = dataset(pixels)
    wrong_vr.add_new(0x00280120, "US", 65536 - 2000)
    assert read(save(wrong_vr, tmp_path / "b")).padding == (-2000, -2000)


def test_a_fractional_linear_window_is_taken_as_exact(tmp_path: Path) -> None:
    made = dataset(ramp(), RescaleSlope="0.0001", RescaleIntercept=0, WindowCenter="0.2", WindowWidth="0.4")
    radiograph = read(save(made, tmp_path / "a"))
    assert radiograph.voi == (Window(0.2, 0.4, VoiFunction.LINEAR_EXACT),)
    assert len(np.unique(render(radiograph))) > 200


SPACINGS: list[tuple[dict[str, Any], tuple[float, SpacingSource] | None]] = [
    ({"PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "FIDUCIAL"}, (0.2, SpacingSource.CALIBRATED)),
    ({"PixelSpacing": [0.2, 0.2], "PixelSpacingCalibrationType": "GEOMETRY"}, (0.2, SpacingSource.CORRECTED)),
    (
        {"ImagerPixelSpacing": [0.2, 0.2], "EstimatedRadiographicMagnificationFactor": 2},
        (0.1, SpacingSource.MAGNIFICATION_CORRECTED),
    ),
    (
        {"ImagerPixelSpacing": [0.3, 0.3], "DistanceSourceToDetector": 1800, "DistanceSourceToPatient": 1200},
        (0.2, SpacingSource.MAGNIFICATION_CORRECTED),
    ),
    ({"ImagerPixelSpacing": [0.2, 0.2]}, (0.2, SpacingSource.AT_DETECTOR)),
    ({"ImagerPixelSpacing": [0.2, 0.2], "PixelSpacing": [0.2, 0.2]}, (0.2, SpacingSource.AT_DETECTOR)),
    ({"ImagerPixelSpacing": [0.2, 0.2], "PixelSpacing": [0.1, 0.1]}, (0.1, SpacingSource.METHOD_UNKNOWN)),
    ({"PixelSpacing": [0.2, 0.2]}, (0.2, SpacingSource.MEANING_UNKNOWN)),
    ({"NominalScannedPixelSpacing": [0.2, 0.2]}, (0.2, SpacingSource.AT_SCANNER)),
    ({"PixelSpacing": [0, 0]}, None),
    ({"PixelSpacing": [0.2]}, None),
    ({}, None),
]


@pytest.mark.parametrize(("elements", "expected"), SPACINGS)
def test_millimetres_say_what_they_measure(
    tmp_path: Path, elements: dict[str, Any], expected: tuple[float, SpacingSource] | None
) -> None:
    spacing = read(save(dataset(ramp(), **elements), tmp_path / "a")).spacing
    if expected is None:
        assert spacing is None
    else:
        assert spacing is not None
        assert (pytest.approx(spacing.row_mm), spacing.source) == expected


def test_pixel_aspect_and_orientation(tmp_path: Path) -> None:
    made = dataset(ramp(), PixelAspectRatio=[4, 3], PatientOrientation=["L", "F"])
    radiograph = read(save(made, tmp_path / "a"))
    assert radiograph.pixel_aspect == pytest.approx(4 / 3)
    assert radiograph.orientation == ("L", "F")


@pytest.mark.parametrize(
    ("character_set", "raw", "expected"),
    [
        ("ISO_IR 100", b"J\xf6rg^M\xfcller", "Jörg^Müller"),
        ("ISO_IR 192", "Wang^小东".encode(), "Wang^小东"),
        ("GB18030", "王^小东".encode("gb18030"), "王^小东"),
        (
            "\\ISO 2022 IR 87",
            b"Yamada^Tarou=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B",
            "Yamada^Tarou=山田^太郎",
        ),
        ("ISO_IR 192", b"A\xff\xfeB", "A\ufffd\ufffdB"),
        ("NO SUCH SET", b"J\xf6rg", "Jörg"),
    ],
)
def test_names_in_their_character_set(tmp_path: Path, character_set: str, raw: bytes, expected: str) -> None:
    made = dataset(ramp())
    path = save(made, tmp_path / "a")
    content = path.read_bytes()
    old = content[content.index(b"\x10\x00\x10\x00PN") :][:8] + b"Phantom^Test"
    padded = raw + b" " * (len(raw) % 2)
    stated = character_set.encode() + b" " * (len(character_set) % 2)
    declared = b"\x08\x00\x05\x00CS" + len(stated).to_bytes(2, "little") + stated
    content = content.replace(old, b"\x10\x00\x10\x00PN" + len(padded).to_bytes(2, "little") + padded)
    content = content.replace(b"\x08\x00\x16\x00UI", declared + b"\x08\x00\x16\x00UI", 1)
    path.write_bytes(content)
    assert read(path).patient.name == expected


def test_hostile_texts_are_plain_and_short(tmp_path: Path) -> None:
    made = dataset(ramp(), StudyDescription="=HYPERLINK()\r\n\x07<b>../x</b>")
    made.add_new("PatientID", "LO", None)
    made["PatientID"]._value = "9" * 60000  # past the writer's own checks
    radiograph = read(save(made, tmp_path / "a"))
    assert radiograph.study.study_description.isprintable()
    assert len(radiograph.patient.id) == 1024


def test_lossy_history_is_kept(tmp_path: Path) -> None:
    assert read(save(dataset(ramp(), LossyImageCompression="01"), tmp_path / "a")).lossy
    assert not read(save(dataset(ramp()), tmp_path / "b")).lossy
