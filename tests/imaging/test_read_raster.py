"""PNG, JPEG, TIFF and BMP keep their depth, are upright, and are refused when damaged."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.imaging.dicom_files import ramp
from xraydesk.core.errors import RefusedFileError
from xraydesk.imaging.display import render
from xraydesk.imaging.header import read_header
from xraydesk.imaging.read import read


@pytest.mark.parametrize("suffix", ["png", "tif"])
def test_sixteen_bits_are_kept(tmp_path: Path, suffix: str) -> None:
    pixels = ramp(top=65535)
    Image.fromarray(pixels).save(tmp_path / f"a.{suffix}")
    radiograph = read(tmp_path / f"a.{suffix}")
    np.testing.assert_array_equal(radiograph.samples[0], pixels)
    assert radiograph.bits_stored == 16


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif", "bmp"])
def test_the_content_decides_and_not_the_name(tmp_path: Path, suffix: str) -> None:
    Image.fromarray(ramp(top=255, dtype="u1")).save(tmp_path / f"a.{suffix}")
    renamed = (tmp_path / f"a.{suffix}").rename(tmp_path / "a.dcm")
    assert read(renamed).transfer_syntax in ("PNG", "JPEG", "TIFF", "BMP")


def test_a_grey_jpeg_is_what_pillow_reads(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    Image.fromarray(ramp(64, 64, 255, "u1")).save(path)
    radiograph = read(path)
    with Image.open(path) as image:
        np.testing.assert_array_equal(radiograph.samples[0], np.asarray(image.convert("L")))
    np.testing.assert_array_equal(render(radiograph), radiograph.samples[0])
    assert radiograph.lossy


def test_exif_orientation_is_applied(tmp_path: Path) -> None:
    pixels = ramp(8, 12, 255, "u1")
    exif = Image.Exif()
    exif[0x0112] = 6
    Image.fromarray(pixels).save(tmp_path / "a.png", exif=exif)
    radiograph = read(tmp_path / "a.png")
    np.testing.assert_array_equal(radiograph.samples[0], np.rot90(pixels, -1))
    assert any("EXIF" in sentence for sentence in radiograph.trail)


@pytest.mark.parametrize(("mode", "shape"), [("CMYK", (8, 8, 3)), ("P", (8, 8, 3)), ("RGBA", (8, 8, 3))])
def test_colour_forms_become_rgb(tmp_path: Path, mode: str, shape: tuple[int, ...]) -> None:
    colour = Image.new("RGB", (8, 8), (200, 30, 40))
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    colour.convert(mode).save(path)
    samples = read(path).samples
    assert samples.shape[1:] == shape
    assert np.abs(samples[0, 0, 0].astype(int) - (200, 30, 40)).max() <= (25 if mode == "P" else 2)


def test_single_bits_and_grey_colour_become_grey(tmp_path: Path) -> None:
    Image.fromarray(ramp(8, 8, 255, "u1")).convert("1").save(tmp_path / "a.png")
    assert set(np.unique(read(tmp_path / "a.png").samples)) == {0, 255}
    Image.fromarray(ramp(8, 8, 255, "u1")).convert("RGB").save(tmp_path / "b.png")
    assert not read(tmp_path / "b.png").is_colour


def test_the_pages_of_a_tiff_are_frames_to_choose_from(tmp_path: Path) -> None:
    first, second = (Image.fromarray(ramp(8, 8, top, "u1")) for top in (255, 100))
    first.save(tmp_path / "a.tif", save_all=True, append_images=[second])
    radiograph = read(tmp_path / "a.tif")
    assert radiograph.frames == read_header(tmp_path / "a.tif").frames == 2
    assert [radiograph.samples[frame].max() for frame in (0, 1)] == [255, 100]


def test_pages_of_another_size_are_left_out_with_a_word(tmp_path: Path) -> None:
    film, preview = Image.fromarray(ramp(8, 8, 255, "u1")), Image.fromarray(ramp(4, 4, 255, "u1"))
    film.save(tmp_path / "a.tif", save_all=True, append_images=[preview])
    radiograph = read(tmp_path / "a.tif")
    assert radiograph.frames == 1
    assert "1 of the file's 2 pages" in radiograph.warnings[0]


@pytest.mark.parametrize("suffix", ["png", "jpg", "tif"])
@pytest.mark.parametrize("part", [0.9, 0.5, 0.1])
def test_cut_pictures_are_refused(tmp_path: Path, suffix: str, part: float) -> None:
    noise = np.random.default_rng(3).integers(0, 255, (64, 64)).astype("u1")
    path = tmp_path / f"a.{suffix}"
    Image.fromarray(noise).save(path)
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    with pytest.raises(RefusedFileError):
        read(path)


def test_a_png_bomb_is_refused(tmp_path: Path) -> None:
    header = struct.pack(">IIBBBBB", 60000, 60000, 8, 0, 0, 0, 0)

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    png = b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(60000)))
    (tmp_path / "a.png").write_bytes(png + chunk(b"IEND", b""))
    with pytest.raises(RefusedFileError, match="pixels"):
        read(tmp_path / "a.png")


def test_opening_a_jpeg_imports_no_pydicom(tmp_path: Path) -> None:
    Image.fromarray(ramp(8, 8, 255, "u1")).save(tmp_path / "a.jpg")
    program = (
        "import sys, pathlib; from xraydesk.imaging.read import read; read(pathlib.Path(sys.argv[1]));"
        "assert not {'pydicom', 'torch', 'gdcm'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path / "a.jpg")], check=True)
