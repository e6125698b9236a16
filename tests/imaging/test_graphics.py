"""Overlay planes and display shutters come with the radiograph and leave its samples alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset

from tests.imaging.dicom_files import NATIVE, dataset, ramp, save
from xraydesk.imaging.graphics import overlay_mask, shutter_mask
from xraydesk.imaging.read import read


def plane(rows: int = 32, columns: int = 48) -> np.ndarray:
    mask = np.zeros((rows, columns), bool)
    mask[3:9, 5:20] = True
    mask[-1, -1] = True
    return mask


def with_overlay(made: Dataset, mask: np.ndarray, origin: tuple[int, int] = (1, 1), group: int = 0x6000) -> Dataset:
    rows, columns = mask.shape[-2:]
    packed = np.packbits(mask.reshape(-1), bitorder="little").tobytes()
    made.add_new((group, 0x0010), "US", rows)
    made.add_new((group, 0x0011), "US", columns)
    if mask.ndim == 3:
        made.add_new((group, 0x0015), "IS", str(mask.shape[0]))
    made.add_new((group, 0x0040), "CS", "G")
    made.add_new((group, 0x0050), "SS", list(origin))
    made.add_new((group, 0x0100), "US", 1)
    made.add_new((group, 0x0102), "US", 0)
    made.add_new((group, 0x1500), "LO", "Marker")
    made.add_new((group, 0x3000), "OW", packed + b"\0" * (len(packed) % 2))
    return made


@pytest.mark.parametrize("syntax", NATIVE.values(), ids=NATIVE.keys())
def test_an_overlay_is_read_and_the_samples_stay(tmp_path: Path, syntax: str) -> None:
    made = with_overlay(dataset(ramp()), plane())
    if syntax == NATIVE["big endian"]:
        element = made[0x6000, 0x3000]
        element.value = np.frombuffer(element.value, "<u2").astype(">u2").tobytes()
    radiograph = read(save(made, tmp_path / "a", syntax))
    np.testing.assert_array_equal(overlay_mask(radiograph), plane())
    np.testing.assert_array_equal(radiograph.samples[0], ramp())
    assert radiograph.overlays[0].name == "Marker"


def test_an_overlay_in_unused_bits_of_the_samples_is_read(tmp_path: Path) -> None:
    pixels = (ramp() | (plane().astype("u2") << 15)).astype("u2")
    made = dataset(pixels, BitsStored=12, HighBit=11)
    made.add_new((0x6000, 0x0010), "US", 32)
    made.add_new((0x6000, 0x0011), "US", 48)
    made.add_new((0x6000, 0x0050), "SS", [1, 1])
    made.add_new((0x6000, 0x0100), "US", 16)
    made.add_new((0x6000, 0x0102), "US", 15)
    radiograph = read(save(made, tmp_path / "a"))
    np.testing.assert_array_equal(overlay_mask(radiograph), plane())
    np.testing.assert_array_equal(radiograph.samples[0], ramp())


@pytest.mark.parametrize("origin", [(5, 9), (-3, -4), (30, 40), (200, 200)])
def test_an_overlay_lies_where_its_origin_says_and_is_clipped(tmp_path: Path, origin: tuple[int, int]) -> None:
    full = np.ones((6, 7), bool)
    radiograph = read(save(with_overlay(dataset(ramp()), full, origin), tmp_path / "a"))
    expected = np.zeros((32, 48), bool)
    top, left = origin[0] - 1, origin[1] - 1
    expected[max(top, 0) : max(top + 6, 0), max(left, 0) : max(left + 7, 0)] = True
    np.testing.assert_array_equal(overlay_mask(radiograph), expected)


def test_overlays_of_several_frames_and_groups(tmp_path: Path) -> None:
    masks = np.stack([plane(), ~plane()])
    made = with_overlay(dataset(np.stack([ramp(), ramp()])), masks)
    corner = np.ones((1, 1), bool)
    radiograph = read(save(with_overlay(made, corner, group=0x6002), tmp_path / "a"))
    assert len(radiograph.overlays) == 2
    np.testing.assert_array_equal(overlay_mask(radiograph, 1)[1:], ~plane()[1:])
    assert overlay_mask(radiograph, 0)[0, 0]


def test_regions_of_interest_are_not_drawn(tmp_path: Path) -> None:
    made = with_overlay(dataset(ramp()), plane())
    made[0x6000, 0x0040].value = "R"
    radiograph = read(save(made, tmp_path / "a"))
    assert radiograph.overlays[0].is_region
    assert overlay_mask(radiograph) is None


@pytest.mark.parametrize(("element", "value"), [(0x3000, b"\1\2"), (0x0010, 65535), (0x0011, 0)])
def test_a_damaged_overlay_is_left_out_with_a_word(tmp_path: Path, element: int, value: Any) -> None:
    made = with_overlay(dataset(ramp()), plane())
    made[0x6000, element].value = value
    radiograph = read(save(made, tmp_path / "a"))
    assert radiograph.overlays == ()
    assert any("overlay" in sentence for sentence in radiograph.trail)


def test_a_rectangular_shutter_hides_its_edges_and_what_lies_outside(tmp_path: Path) -> None:
    made = dataset(ramp(), ShutterShape="RECTANGULAR", ShutterUpperHorizontalEdge=4, ShutterLowerHorizontalEdge=30)
    made.ShutterLeftVerticalEdge, made.ShutterRightVerticalEdge = 10, 40
    hidden = shutter_mask(read(save(made, tmp_path / "a")))
    shown = np.argwhere(~hidden) + 1
    assert shown.min(axis=0).tolist() == [5, 11]
    assert shown.max(axis=0).tolist() == [29, 39]


def test_a_circular_shutter(tmp_path: Path) -> None:
    made = dataset(ramp(), ShutterShape="CIRCULAR", CenterOfCircularShutter=[16, 24], RadiusOfCircularShutter=5)
    hidden = shutter_mask(read(save(made, tmp_path / "a")))
    assert not hidden[15, 23]
    assert not hidden[15, 28]
    assert hidden[15, 29]
    assert (~hidden).sum() == 81


def test_shapes_of_a_shutter_narrow_each_other(tmp_path: Path) -> None:
    made = dataset(ramp(), ShutterShape=["POLYGONAL", "RECTANGULAR"], ShutterUpperHorizontalEdge=10)
    made.ShutterLowerHorizontalEdge, made.ShutterLeftVerticalEdge, made.ShutterRightVerticalEdge = 33, 0, 49
    made.VerticesOfThePolygonalShutter = [1, 1, 1, 20, 32, 20, 32, 1]
    hidden = shutter_mask(read(save(made, tmp_path / "a")))
    assert hidden[:10].all()
    assert hidden[:, 21:].all()
    assert not hidden[15, 10]


@pytest.mark.parametrize(
    "elements",
    [
        {"ShutterShape": "RECTANGULAR", "ShutterUpperHorizontalEdge": 30, "ShutterLowerHorizontalEdge": 2},
        {"ShutterShape": "CIRCULAR"},
        {"ShutterShape": "CIRCULAR", "CenterOfCircularShutter": [900, 900], "RadiusOfCircularShutter": 3},
        {"ShutterShape": "POLYGONAL", "VerticesOfThePolygonalShutter": [1, 1]},
        {"ShutterShape": "NONE"},
    ],
)
def test_a_senseless_shutter_hides_nothing(tmp_path: Path, elements: dict[str, Any]) -> None:
    assert shutter_mask(read(save(dataset(ramp(), **elements), tmp_path / "a"))) is None
