"""Rows of the reliability table that no other module of tests covers whole, on hostile files built in code."""

from __future__ import annotations

import contextlib
import csv
import io
import struct
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.imaging.dicom_files import COMPRESSED, NATIVE, dataset, ramp, save, save_streams, stream_of
from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.imaging.dicom.part10 import parse_file
from xraydesk.imaging.isolation import lease
from xraydesk.imaging.isolation.lease import Pool
from xraydesk.imaging.read import read

ROOT = Path(__file__).parents[2]
# A decoder process that aborts or hangs on the streams that say so in a comment.
DEADLY = """
import os, sys
sys.path.insert(0, sys.argv[1])
from xraydesk.imaging import decoders
good = decoders.decode
def decode(frame):
    if b"ABORT" in frame.stream: os.abort()
    while b"HANG" in frame.stream: pass
    return good(frame)
decoders.decode = decode
from xraydesk.imaging.isolation.child import main
sys.exit(main(sys.argv[2]))
"""


def film(side: int = 256) -> np.ndarray:
    rows, columns = np.mgrid[:side, :side]
    grain = np.random.default_rng(5).normal(0, 6, rows.shape)
    return np.clip(120 + 60 * np.sin(rows / 9) * np.cos(columns / 7) + grain, 0, 255).astype("u1")


def test_row_2_and_3_no_real_file_cut_in_its_compressed_pixels_gives_a_picture(shared: Path, tmp_path: Path) -> None:
    folder = shared / "dicom"
    with (folder / "manifest.csv").open(newline="", encoding="utf-8") as handle:
        names = [
            row["file"] for row in csv.DictReader(handle) if row["kind"] == "dicom" and row["expected"] == "decode"
        ]
    cut = 0
    for name in names:
        content = (folder / name).read_bytes()
        pixel = parse_file(content).dataset.pixel
        if pixel is None or not pixel.undefined or pixel.encoding.order != "<":
            continue
        for part in (0.95, 0.5, 0.1):
            end = pixel.start + int((len(content) - pixel.start) * part)
            (tmp_path / "cut").write_bytes(content[:end])
            with pytest.raises((RefusedFileError, NoImageError), match=r"truncated|damaged") as caught:
                read(tmp_path / "cut")
            assert "no image" not in caught.value.reason, name
            cut += 1
    assert cut > 200


@pytest.mark.parametrize("kind", ["DICOM", "JPEG"])
def test_row_4_a_film_whose_jpeg_data_is_corrupt_in_the_middle_is_shown_with_a_warning(
    tmp_path: Path, kind: str
) -> None:
    pixels = film(600)
    stream = stream_of(pixels, "jpeg")
    path, warned = tmp_path / "a", 0
    generator = np.random.default_rng(3)
    for part in range(13):
        damaged = bytearray(stream)
        # The first is sound.
        for at in generator.integers(len(stream) // 2, len(stream) - 64, 6 if part else 0):
            damaged[at] = int(generator.integers(1, 255))
        if kind == "DICOM":
            save_streams(dataset(pixels), [bytes(damaged)], path, COMPRESSED["jpeg"])
        else:
            path.write_bytes(damaged)
        try:
            warned += any("decoder says" in sentence for sentence in read(path).warnings)
        except RefusedFileError:
            warned += 1
        assert part or not warned
    # Damage that is itself a valid code cannot be noticed by any decoder.
    assert warned >= 10


@pytest.mark.parametrize("name", COMPRESSED)
def test_row_4_streams_that_are_corrupt_in_the_middle_crash_nothing(tmp_path: Path, name: str) -> None:
    stream = stream_of(film(64), name)
    generator = np.random.default_rng(7)
    for _ in range(40):
        damaged = bytearray(stream)
        for at in generator.integers(len(stream) // 4, len(stream) - 2, 4):
            damaged[at] = int(generator.integers(0, 256))
        path = save_streams(dataset(film(64)), [bytes(damaged)], tmp_path / "a", COMPRESSED[name])
        with contextlib.suppress(RefusedFileError):
            assert read(path).shape == (64, 64)


@pytest.fixture
def no_decoder(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fails the test when a decoder is asked anything."""

    def ask(*_: object) -> None:
        pytest.fail("a decoder was asked")

    monkeypatch.setattr(lease.Lease, "_ask", ask)


@pytest.mark.parametrize("name", ["jpeg 2000", "jpeg", "jpeg-ls"])
@pytest.mark.usefixtures("no_decoder")
def test_row_6_a_small_stream_that_claims_a_huge_picture_is_refused_before_it_is_decoded(
    tmp_path: Path, name: str
) -> None:
    stream = bytearray(stream_of(film(64), name))
    if name == "jpeg 2000":
        stream[8:16] = stream[24:32] = struct.pack(">II", 15000, 15000)
    else:
        at = next(at for at in range(2, 400) if stream[at] == 0xFF and stream[at + 1] in (0xC0, 0xF7))
        stream[at + 5 : at + 9] = struct.pack(">HH", 15000, 15000)
    made = dataset(film(64), Rows=15000, Columns=15000)
    path = save_streams(made, [bytes(stream)], tmp_path / "a", COMPRESSED[name])
    with pytest.raises(RefusedFileError, match="more pixels"):
        read(path)


@pytest.mark.parametrize(("name", "bits"), [("jpeg", 102), ("jpeg", 0), ("jpeg", 9), ("jpeg-ls", 17), ("jpeg-ls", 0)])
def test_row_4_a_stream_of_impossible_depth_is_refused_before_a_decoder_aborts(
    tmp_path: Path, name: str, bits: int
) -> None:
    stream = bytearray(stream_of(film(64), name))
    at = next(at for at in range(2, 400) if stream[at] == 0xFF and stream[at + 1] in (0xC0, 0xF7))
    stream[at + 4] = bits
    path = save_streams(dataset(film(64)), [bytes(stream)], tmp_path / "a", COMPRESSED[name])
    with pytest.raises(RefusedFileError, match=f"claims {bits} bits"):
        read(path)


@pytest.mark.usefixtures("no_decoder")
def test_row_6_many_frames_with_little_data_are_refused_before_they_are_decoded(tmp_path: Path) -> None:
    for name in COMPRESSED:
        made = dataset(film(64), NumberOfFrames=30_000)
        path = save_streams(made, [stream_of(film(64), name)], tmp_path / "a", COMPRESSED[name])
        with pytest.raises(RefusedFileError, match="frames"):
            read(path)


@pytest.mark.parametrize("syntax", ["implicit", "explicit"])
def test_row_10_a_data_set_alone_is_refused_when_its_pixel_module_is_not_sane(tmp_path: Path, syntax: str) -> None:
    content = save(dataset(ramp()), tmp_path / "a", NATIVE[syntax]).read_bytes()
    start = 132 + 12 + int.from_bytes(content[140:144], "little")
    (tmp_path / "bare").write_bytes(content[start:].replace(struct.pack("<H", 32), struct.pack("<H", 0)))
    with pytest.raises(RefusedFileError):
        read(tmp_path / "bare")


@pytest.mark.parametrize("suffix", ["gif", "webp", "ppm", "ico", "tga", "jp2"])
def test_row_23_formats_that_are_not_ours_are_refused_by_content(tmp_path: Path, suffix: str) -> None:
    buffer = io.BytesIO()
    Image.fromarray(film(64)).save(buffer, {"jp2": "JPEG2000"}.get(suffix, suffix.upper()))
    for name in (f"a.{suffix}", "a.png", "a.dcm"):
        (tmp_path / name).write_bytes(buffer.getvalue())
        with pytest.raises(RefusedFileError):
            read(tmp_path / name)


def test_row_23_a_tiff_that_claims_too_much_is_refused_before_allocating(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = Pool()
    monkeypatch.setattr(lease, "_POOL", pool)
    entries = [(256, 4, 1, 60000), (257, 4, 1, 60000), (258, 3, 1, 8), (259, 3, 1, 1), (262, 3, 1, 1), (273, 4, 1, 8)]
    entries += [(277, 3, 1, 1), (278, 4, 1, 60000), (279, 4, 1, 100)]
    directory = struct.pack("<H", len(entries)) + b"".join(struct.pack("<HHII", *entry) for entry in entries)
    (tmp_path / "a").write_bytes(b"II*\0" + struct.pack("<I", 8) + directory + bytes(104))
    with pytest.raises(RefusedFileError, match="pixels"):
        read(tmp_path / "a")
    assert pool.peak < 200e6
    pool.close()


def test_row_24_a_rotated_sixteen_bit_tiff_keeps_its_depth_and_is_upright(tmp_path: Path) -> None:
    pixels = ramp(8, 12, 65535)
    Image.fromarray(pixels).save(tmp_path / "a.tif", tiffinfo={274: 3})
    radiograph = read(tmp_path / "a.tif")
    np.testing.assert_array_equal(radiograph.samples[0], pixels[::-1, ::-1])
    assert radiograph.bits_stored == 16


@pytest.mark.parametrize("fate", ["abort", "hang"])
def test_row_25_all_other_files_finish_when_one_ends_its_decoder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fate: str
) -> None:
    pool = Pool(lambda handle: [sys.executable, "-P", "-c", DEADLY, str(ROOT), handle])
    monkeypatch.setattr(lease, "_POOL", pool)
    files = []
    for number in range(8):
        stream = stream_of(film(64), "jpeg")
        if number == 3:
            comment = fate.upper().encode().ljust(6)
            stream = stream[:2] + b"\xff\xfe\0\x08" + comment + stream[2:]
        files.append(save_streams(dataset(film(64)), [stream], tmp_path / str(number), COMPRESSED["jpeg"]))
    read(files[0])
    monkeypatch.setattr(lease, "BASE_SECONDS", 1.0)

    def answer(path: Path) -> str:
        try:
            return str(read(path).shape)
        except RefusedFileError as error:
            return error.reason

    with ThreadPoolExecutor(3) as threads:
        answers = list(threads.map(answer, files))
    pool.close()
    assert answers[:3] + answers[4:] == ["(64, 64)"] * 7
    assert ("crash" if fate == "abort" else "longer") in answers[3]
