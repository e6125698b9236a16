"""Compressed DICOM: every coding, and nothing truncated is ever shown."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.imaging.dicom_files import COMPRESSED, dataset, ramp, save_compressed, save_streams, stream_of
from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.imaging import decoders
from xraydesk.imaging.dicom.codestream import CodestreamError, Coding, inspect, whole
from xraydesk.imaging.dicom.layout import Layout
from xraydesk.imaging.read import read

LOSSLESS = ["rle", "jpeg-ls", "jpeg 2000"]


def film() -> np.ndarray:
    rows, columns = np.mgrid[:96, :80]
    return np.asarray(120 + 60 * np.sin(rows / 9) * np.cos(columns / 7) + columns / 3, "u1")


@pytest.mark.parametrize("name", LOSSLESS)
@pytest.mark.parametrize("dtype", ["u1", "u2"])
def test_lossless_codings_give_the_samples_back(tmp_path: Path, name: str, dtype: str) -> None:
    pixels = (film().astype(dtype) * (257 if dtype == "u2" else 1)).astype(dtype)
    radiograph = read(save_compressed(pixels, tmp_path / "a", name))
    np.testing.assert_array_equal(radiograph.samples[0], pixels)
    assert not radiograph.lossy


def test_jpeg_is_close_and_marked_lossy(tmp_path: Path) -> None:
    radiograph = read(save_compressed(film(), tmp_path / "a", "jpeg"))
    assert np.abs(radiograph.samples[0].astype(int) - film()).mean() < 2
    assert radiograph.lossy


@pytest.mark.parametrize("name", ["jpeg-ls", "jpeg 2000"])
def test_signed_samples_in_codings_that_do_not_know_signs(tmp_path: Path, name: str) -> None:
    pixels = film().astype("i2") * 100 - 15000
    made = dataset(pixels)
    path = save_streams(made, [stream_of(pixels.view("u2"), name)], tmp_path / "a", COMPRESSED[name])
    np.testing.assert_array_equal(read(path).samples[0], pixels)


@pytest.mark.parametrize("name", COMPRESSED)
@pytest.mark.parametrize("part", [0.95, 0.5, 0.1])
def test_a_cut_codestream_is_refused_as_truncated(tmp_path: Path, name: str, part: float) -> None:
    stream = stream_of(film(), name)
    path = save_streams(dataset(film()), [stream[: int(len(stream) * part)]], tmp_path / "a", COMPRESSED[name])
    with pytest.raises(RefusedFileError, match=r"truncated|damaged"):
        read(path)


@pytest.mark.parametrize("name", COMPRESSED)
@pytest.mark.parametrize("part", [0.999, 0.95, 0.5])
def test_a_file_cut_inside_encapsulated_data_is_truncated(tmp_path: Path, name: str, part: float) -> None:
    path = save_compressed(film(), tmp_path / "a", name)
    content = path.read_bytes()
    start = content.index(b"\xe0\x7f\x10\x00") + 20
    path.write_bytes(content[: start + int((len(content) - start) * part)])
    with pytest.raises((RefusedFileError, NoImageError), match="truncated"):
        read(path)


def test_frames_split_over_fragments_without_a_table_are_told_apart(tmp_path: Path) -> None:
    pixels = np.stack([film(), film()[::-1], film().T.reshape(96, 80)])
    streams = [stream_of(frame, "jpeg 2000") for frame in pixels]
    path = save_streams(dataset(pixels), streams, tmp_path / "a", COMPRESSED["jpeg 2000"])
    content = path.read_bytes()
    at = content.index(b"\xe0\x7f\x10\x00") + 12
    items = b"".join(
        b"\xfe\xff\x00\xe0" + len(part).to_bytes(4, "little") + part
        for stream in streams
        for part in (stream[:200], stream[200:] + b"\0" * (len(stream) % 2))
    )
    no_table = b"\xfe\xff\x00\xe0" + bytes(4)
    path.write_bytes(content[:at] + no_table + items + b"\xfe\xff\xdd\xe0" + bytes(4))
    np.testing.assert_array_equal(read(path).samples, pixels)


def test_fewer_frames_than_declared_are_refused(tmp_path: Path) -> None:
    streams = [stream_of(film(), "jpeg-ls")] * 2
    made = dataset(np.stack([film()] * 5))
    path = save_streams(made, streams, tmp_path / "a", COMPRESSED["jpeg-ls"])
    with pytest.raises(RefusedFileError, match="5 frames but holds 2"):
        read(path)


def test_a_stream_of_another_size_than_the_header_says_is_refused_before_decoding(tmp_path: Path) -> None:
    path = save_compressed(film(), tmp_path / "a", "jpeg 2000", Rows=60000, Columns=4000)
    with pytest.raises(RefusedFileError, match="inconsistent"):
        read(path)


def test_the_coding_is_taken_from_the_stream_when_the_transfer_syntax_is_wrong(tmp_path: Path) -> None:
    made = dataset(film())
    path = save_streams(made, [stream_of(film(), "jpeg-ls")], tmp_path / "a", COMPRESSED["jpeg 2000"])
    radiograph = read(path)
    np.testing.assert_array_equal(radiograph.samples[0], film())
    assert any("transfer syntax" in warning for warning in radiograph.warnings)


@pytest.mark.parametrize("stated", ["RGB", "YBR_FULL_422"])
def test_colour_of_a_jfif_stream_is_right_whatever_the_file_says(tmp_path: Path, stated: str) -> None:
    colour = np.zeros((64, 64, 3), "u1")
    colour[:32] = (200, 40, 60)
    colour[32:] = (20, 160, 90)
    buffer = io.BytesIO()
    Image.fromarray(colour).save(buffer, "JPEG", quality=95, subsampling=0)
    made = dataset(colour, PhotometricInterpretation=stated)
    radiograph = read(save_streams(made, [buffer.getvalue()], tmp_path / "a", COMPRESSED["jpeg"]))
    assert np.abs(radiograph.samples[0].astype(int) - colour).max() < 8
    assert bool(radiograph.warnings) == (stated == "RGB")


def test_after_a_data_error_no_other_decoder_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def failing(kind: type[Exception], name: str) -> decoders.Decoder:
        def decode(frame: decoders.CodedFrame) -> np.ndarray:
            asked.append(name)
            raise kind(name)

        return decoders.Decoder(name, frozenset(Coding), decode)

    chain = (
        failing(decoders.UnsupportedError, "first"),
        failing(decoders.DataError, "second"),
        failing(decoders.DataError, "third"),
    )
    monkeypatch.setattr(decoders, "DECODERS", chain)
    stream = stream_of(film(), "jpeg")
    layout = Layout(96, 80, 1, 1, 8, 8, 7, signed=False, planar=False, photometric="MONOCHROME2")
    with pytest.raises(decoders.DataError, match="second"):
        decoders.decode(decoders.CodedFrame(stream, inspect(stream), layout))
    assert asked == ["first", "second"]


def test_what_writers_put_behind_the_last_tile_part_is_left_out() -> None:
    stream = stream_of(film(), "jpeg 2000")
    info = inspect(stream)
    comment = b"\xff\x64\x00\x0b\x00\x01PADDING"
    assert whole(stream[:-2] + comment + stream[-2:], info) == stream
    assert whole(stream[:-2], info) == stream
    with pytest.raises(CodestreamError, match="truncated"):
        whole(stream[:-40] + stream[-2:], info)


def test_the_first_pixel_of_twelve_bits_survives(tmp_path: Path) -> None:
    pixels = ramp(64, 64)
    path = save_compressed(pixels, tmp_path / "a", "jpeg-ls", BitsStored=12, HighBit=11)
    np.testing.assert_array_equal(read(path).samples[0], pixels)
