"""Uncompressed DICOM in every form comes back as it was written."""

from __future__ import annotations

import hashlib
import zlib
from pathlib import Path

import numpy as np
import pytest

from tests.imaging.dicom_files import NATIVE, dataset, ramp, save
from xraydesk.imaging.read import read


@pytest.mark.parametrize("syntax", NATIVE.values(), ids=NATIVE.keys())
@pytest.mark.parametrize("dtype", ["u1", "u2", "i2", "u4"])
def test_samples_come_back_in_every_native_syntax(tmp_path: Path, syntax: str, dtype: str) -> None:
    pixels = ramp(top=200, dtype=dtype) - (100 if dtype == "i2" else 0)
    pixels = pixels.astype(dtype)
    radiograph = read(save(dataset(pixels), tmp_path / "a", syntax))
    np.testing.assert_array_equal(radiograph.samples[0], pixels)
    assert radiograph.samples.dtype == np.dtype("<" + dtype)
    assert radiograph.transfer_syntax == syntax
    assert radiograph.decoder == "native"
    assert not radiograph.samples.flags.writeable


def test_the_stored_digest_is_that_of_the_little_endian_samples(tmp_path: Path) -> None:
    pixels = ramp()
    digests = {read(save(dataset(pixels), tmp_path / n, s)).stored_sha256 for n, s in NATIVE.items()}
    assert digests == {hashlib.sha256(pixels.astype("<u2").tobytes()).hexdigest()}


def test_frames_and_colour_by_plane_are_put_in_order(tmp_path: Path) -> None:
    pixels = np.random.default_rng(1).integers(0, 255, (3, 8, 6, 3)).astype("u1")
    by_plane = dataset(pixels, PlanarConfiguration=1, PixelData=pixels.transpose(0, 3, 1, 2).tobytes())
    np.testing.assert_array_equal(read(save(by_plane, tmp_path / "a")).samples, pixels)
    np.testing.assert_array_equal(read(save(dataset(pixels), tmp_path / "b")).samples, pixels)


def test_single_bits_are_unpacked_across_frames_that_are_not_whole_bytes(tmp_path: Path) -> None:
    bits = np.random.default_rng(2).integers(0, 2, (3, 5, 7)).astype("u1")
    packed = np.packbits(bits.reshape(-1), bitorder="little").tobytes()
    made = dataset(bits, BitsAllocated=1, BitsStored=1, HighBit=0, PixelData=packed + b"\0" * (len(packed) % 2))
    np.testing.assert_array_equal(read(save(made, tmp_path / "a")).samples, bits)


@pytest.mark.parametrize(("keyword", "dtype"), [("FloatPixelData", "f4"), ("DoubleFloatPixelData", "f8")])
def test_float_pixel_data_is_read(tmp_path: Path, keyword: str, dtype: str) -> None:
    values = np.linspace(-3.5, 7.25, 48).reshape(6, 8).astype(dtype)
    made = dataset(values.astype("u2"), PixelData=None, **{keyword: values.tobytes()})
    radiograph = read(save(made, tmp_path / "a"))
    np.testing.assert_array_equal(radiograph.samples[0], values)
    assert not radiograph.is_integer


def test_bits_above_the_stored_ones_are_left_out_and_the_sign_is_extended(tmp_path: Path) -> None:
    pixels = ramp(top=4095)
    dirty = dataset(pixels | 0xA000, BitsStored=12, HighBit=11)
    np.testing.assert_array_equal(read(save(dirty, tmp_path / "a")).samples[0], pixels)
    signed = dataset(pixels, BitsStored=12, HighBit=11, PixelRepresentation=1)
    expected = np.where(pixels >= 2048, pixels.astype("i4") - 4096, pixels)
    np.testing.assert_array_equal(read(save(signed, tmp_path / "b")).samples[0], expected)


def test_subsampled_and_full_ybr_become_rgb(tmp_path: Path) -> None:
    grey = ramp(4, 6, 255, "u1")
    full = np.stack([grey, np.full_like(grey, 128), np.full_like(grey, 128)], axis=-1)
    made = dataset(full, PhotometricInterpretation="YBR_FULL")
    pairs = np.stack([grey[:, ::2], grey[:, 1::2], *[np.full((4, 3), 128)] * 2], axis=-1).astype("u1")
    subsampled = dataset(full, PhotometricInterpretation="YBR_FULL_422", PixelData=pairs.tobytes())
    for name, example in (("full", made), ("422", subsampled)):
        samples = read(save(example, tmp_path / name)).samples[0]
        np.testing.assert_array_equal(samples, np.repeat(grey[..., None], 3, axis=-1))


def test_a_palette_is_looked_up(tmp_path: Path) -> None:
    indices = np.arange(12, dtype="u1").reshape(3, 4)
    made = dataset(indices, PhotometricInterpretation="PALETTE COLOR")
    for channel, tag in enumerate((0x00281101, 0x00281102, 0x00281103)):
        made.add_new(tag, "US", [12, 0, 16])
        made.add_new(tag + 0x100, "OW", (np.arange(12, dtype="<u2") * 1000 + channel).tobytes())
    radiograph = read(save(made, tmp_path / "a"))
    np.testing.assert_array_equal(radiograph.samples[0, ..., 1], indices.astype("u2") * 1000 + 1)
    assert radiograph.bits_stored == 16


def test_a_segmented_palette_is_expanded(tmp_path: Path) -> None:
    indices = np.arange(8, dtype="u1").reshape(2, 4)
    made = dataset(indices, PhotometricInterpretation="PALETTE COLOR")
    # Discrete 10, 20; linear over three steps to 50; indirect: the discrete segment again, once.
    segments = np.array([0, 2, 10, 20, 1, 3, 50, 2, 1, 0, 0, 0, 1, 7], "<u2").tobytes()
    for tag in (0x00281101, 0x00281102, 0x00281103):
        made.add_new(tag, "US", [8, 0, 16])
        made.add_new(tag + 0x120, "OW", segments)
    samples = read(save(made, tmp_path / "a")).samples
    assert samples[0, ..., 0].reshape(-1).tolist() == [10, 20, 30, 40, 50, 10, 20, 7]


@pytest.mark.parametrize("cut", ["no preamble", "no meta header", "no transfer syntax"])
@pytest.mark.parametrize("syntax", [NATIVE["implicit"], NATIVE["explicit"]])
def test_incomplete_headers_are_read_around(tmp_path: Path, cut: str, syntax: str) -> None:
    pixels = ramp()
    path = save(dataset(pixels), tmp_path / "a", syntax)
    content = path.read_bytes()
    if cut == "no preamble":
        content = content[132:]
    elif cut == "no meta header":
        content = content[content.index(b"\x08\x00\x16\x00", 132) :]
    else:
        syntax_element = content.index(b"\x02\x00\x10\x00UI")
        length = int.from_bytes(content[syntax_element + 6 : syntax_element + 8], "little")
        content = content[:syntax_element] + content[syntax_element + 8 + length :]
    path.write_bytes(content)
    radiograph = read(path)
    np.testing.assert_array_equal(radiograph.samples[0], pixels)
    assert radiograph.trail


def test_surplus_pixel_data_is_noted(tmp_path: Path) -> None:
    pixels = ramp()
    radiograph = read(save(dataset(pixels, PixelData=pixels.tobytes() + b"\7" * 100), tmp_path / "a"))
    np.testing.assert_array_equal(radiograph.samples[0], pixels)
    assert any("surplus" in sentence for sentence in radiograph.trail)


def test_a_zlib_header_in_front_of_a_deflated_data_set_is_forgiven(tmp_path: Path) -> None:
    pixels = ramp()
    content = save(dataset(pixels), tmp_path / "a", NATIVE["deflated"]).read_bytes()
    start = 132 + 12 + int.from_bytes(content[140:144], "little")
    plain = zlib.decompress(content[start:], -15)
    (tmp_path / "b").write_bytes(content[:start] + zlib.compress(plain))
    np.testing.assert_array_equal(read(tmp_path / "b").samples[0], pixels)
