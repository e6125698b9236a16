"""Headers are read without pixels, say what reading the file says, and fail in the same two ways."""

from __future__ import annotations

import contextlib
import csv
import struct
from pathlib import Path
from unittest import mock

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from tests.imaging.dicom_files import COMPRESSED, NATIVE, dataset, ramp, save, save_compressed
from xraydesk.core.errors import FileError, NoImageError, RefusedFileError
from xraydesk.imaging.header import read_header
from xraydesk.imaging.isolation.lease import Lease
from xraydesk.imaging.read import read


@pytest.mark.parametrize("name", [*NATIVE, *COMPRESSED])
def test_a_header_says_what_reading_the_file_says(tmp_path: Path, name: str) -> None:
    pixels = ramp(300, 200, 255, "u1")
    if name in NATIVE:
        path = save(dataset(pixels, StudyDescription="Thorax"), tmp_path / "a", NATIVE[name])
    else:
        path = save_compressed(pixels, tmp_path / "a", name, StudyDescription="Thorax")
    header, radiograph = read_header(path), read(path)
    assert (header.rows, header.columns, header.frames) == (*radiograph.shape, radiograph.frames)
    assert (header.patient, header.study) == (radiograph.patient, radiograph.study)
    assert header.transfer_syntax == radiograph.transfer_syntax
    assert header.size == path.stat().st_size
    assert not header.truncated


def test_no_decoder_is_asked_for_a_header(tmp_path: Path) -> None:
    path = save_compressed(ramp(), tmp_path / "a", "jpeg-ls")
    with mock.patch.object(Lease, "__init__", side_effect=AssertionError):
        assert read_header(path).columns == 48


def test_a_header_larger_than_the_first_piece_is_read_on(tmp_path: Path) -> None:
    made = dataset(ramp())
    for number in range(40):
        made.add_new((0x0009 + 2 * number, 0x0010), "LO", "VENDOR")
        made.add_new((0x0009 + 2 * number, 0x1001), "OB", bytes(20_000))
    header = read_header(save(made, tmp_path / "a"))
    assert (header.rows, header.columns) == (32, 48)


def test_a_file_shorter_than_its_header_says_is_marked(tmp_path: Path) -> None:
    path = save(dataset(ramp(400, 400)), tmp_path / "a")
    path.write_bytes(path.read_bytes()[:-10])
    assert read_header(path).truncated


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "bmp"])
def test_headers_of_rasters(tmp_path: Path, suffix: str) -> None:
    Image.fromarray(ramp(20, 30, 255, "u1")).save(tmp_path / f"a.{suffix}")
    header = read_header(tmp_path / f"a.{suffix}")
    assert (header.rows, header.columns, header.bits_stored, header.is_colour) == (20, 30, 8, False)


@pytest.mark.parametrize("content", [b"", b"MZ" + bytes(500), b"PK\3\4" + bytes(99), bytes(1000), b"\xff\xd8\xff\xe0"])
def test_what_is_no_image_has_no_header(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(RefusedFileError):
        read_header(tmp_path / "a")


def test_an_object_without_an_image_is_told_apart(tmp_path: Path) -> None:
    made = dataset(ramp(), SOPClassUID="1.2.840.10008.5.1.4.1.1.88.11", PixelData=None)
    with pytest.raises(NoImageError, match="report"):
        read_header(save(made, tmp_path / "a"))


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bytes_raise_only_the_declared_errors(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a"
    if not path.exists():
        save(dataset(ramp(8, 8), WindowCenter=5, WindowWidth=9), path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(128, len(content) - 1))] = data.draw(st.integers(0, 255))
    (tmp_path / "b").write_bytes(content)
    with contextlib.suppress(FileError):
        read_header(tmp_path / "b")


def test_a_claimed_length_beyond_the_file_is_no_reason_to_read_on_for_ever(tmp_path: Path) -> None:
    path = save(dataset(ramp()), tmp_path / "a")
    content = path.read_bytes()
    at = content.index(b"\x08\x00\x60\x00")
    path.write_bytes(content[:at] + b"\x08\x00\x1c\x00OB\0\0" + struct.pack("<I", 2**31) + content[at:])
    with pytest.raises(RefusedFileError):
        read_header(path)


def test_headers_of_all_shared_files_agree_with_reading_them(shared: Path) -> None:
    folder = shared / "dicom"
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as handle:
        names = [
            row["file"] for row in csv.DictReader(handle) if row["expected"] == "decode" and row["kind"] == "dicom"
        ]
    for name in names:
        header, radiograph = read_header(folder / name), read(folder / name)
        assert (header.rows, header.columns, header.frames) == (*radiograph.shape, radiograph.frames), name
        assert (header.patient, header.study) == (radiograph.patient, radiograph.study), name


def test_a_smaller_picture_comes_out_of_jpeg_2000_alone(tmp_path: Path) -> None:
    rows, columns = np.mgrid[:512, :512]
    pixels = (2000 + 1500 * np.sin(rows / 60) * np.cos(columns / 50)).astype("u2")
    smaller = read(save_compressed(pixels, tmp_path / "a", "jpeg 2000"), least_side=128)
    assert (smaller.reduction, smaller.shape) == (4, (128, 128))
    means = pixels.reshape(128, 4, 128, 4).mean(axis=(1, 3))
    assert np.abs(smaller.samples[0] - means).mean() < 30
    assert smaller.stored_sha256 == ""
    for name in ("jpeg-ls", "rle"):
        whole = read(save_compressed(pixels, tmp_path / "b", name), least_side=128)
        assert (whole.reduction, whole.shape) == (1, (512, 512))


def test_a_smaller_picture_keeps_signs_and_millimetres(tmp_path: Path) -> None:
    rows, columns = np.mgrid[:256, :256]
    pixels = (1500 * np.sin(rows / 60) * np.cos(columns / 50)).astype("i2")
    made = {"ImagerPixelSpacing": [0.2, 0.3], "PixelRepresentation": 1}
    path = save_compressed(pixels, tmp_path / "a", "jpeg 2000", **made)
    smaller, whole = read(path, least_side=100), read(path)
    assert smaller.reduction == 2
    assert smaller.samples.min() < -1000
    assert (smaller.spacing.row_mm, smaller.spacing.column_mm) == (0.4, 0.6)
    assert whole.spacing.source is smaller.spacing.source


def test_a_picture_that_cannot_be_decoded_smaller_is_decoded_whole(tmp_path: Path) -> None:
    path = save_compressed(ramp(130, 131), tmp_path / "a", "jpeg 2000")
    assert read(path, least_side=32).samples.shape[1] in (33, 65, 130)
    assert read(path, least_side=1000).reduction == 1


@pytest.mark.parametrize(("dtype", "bits"), [(np.uint8, 8), (np.uint16, 12), (np.uint16, 16)])
def test_white_and_black_marks_stay_so_in_a_smaller_picture(tmp_path: Path, dtype: type, bits: int) -> None:
    top = 2**bits - 1
    pixels = np.full((512, 512), top // 3, dtype)
    # An edge behind an odd row or column makes the low-pass picture overshoot by an eighth of the step.
    pixels[100:200, 100:400] = 0
    pixels[300:400, 100:400] = top
    pixels[200:300, 100:400] = top // 2
    file = save_compressed(pixels, tmp_path / "a", "jpeg 2000", BitsStored=bits, HighBit=bits - 1)
    smaller = read(file, least_side=256)
    assert smaller.reduction == 2
    assert smaller.samples[0, 151:200, 51:200].min() > 0.8 * top
    assert smaller.samples[0, 51:100, 51:200].max() < 0.2 * top


@pytest.mark.slow
def test_scores_of_smaller_pictures_agree_with_those_of_whole_ones(shared: Path) -> None:
    from xraydesk.model.predict import Predictor
    from xraydesk.workflow import Session

    predictor: Predictor = Session().predictor
    side = 3 * predictor.bundle.card.preprocess.input_size
    compared = 0
    for path in sorted((shared / "dicom" / "dicom").iterdir()):
        with contextlib.suppress(FileError):
            if not read_header(path).transfer_syntax.startswith("1.2.840.10008.1.2.4.9"):
                continue
            smaller = read(path, least_side=side)
            if smaller.reduction > 1:
                pairs = zip(predictor.predict(smaller).findings, predictor.predict(read(path)).findings, strict=True)
                assert all(abs(one.probability - other.probability) <= 0.01 for one, other in pairs), path.name
                compared += 1
    assert compared >= 4
