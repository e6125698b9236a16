"""Damaged, hostile and foreign files: a plain sentence each, no traceback, nothing allocated on their word."""

from __future__ import annotations

import contextlib
import struct
import tracemalloc
import zipfile
import zlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.imaging.dicom_files import NATIVE, dataset, ramp, save
from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.imaging.read import read


def reason(path: Path) -> str:
    with pytest.raises(RefusedFileError) as caught:
        read(path)
    sentence = caught.value.reason
    assert "Traceback" not in sentence
    assert "Error" not in sentence
    assert str(path.parent) not in sentence
    return sentence


@pytest.mark.parametrize("syntax", NATIVE.values(), ids=NATIVE.keys())
def test_native_pixels_shorter_than_declared_are_refused(tmp_path: Path, syntax: str) -> None:
    made = dataset(ramp())
    made.PixelData = made.PixelData[:-200]
    assert "truncated" in reason(save(made, tmp_path / "a", syntax))


def test_a_file_cut_inside_native_pixels_is_refused(tmp_path: Path) -> None:
    path = save(dataset(ramp()), tmp_path / "a")
    path.write_bytes(path.read_bytes()[:-10])
    assert "truncated" in reason(path)


@pytest.mark.parametrize(
    "claim",
    [
        {"Rows": 65535, "Columns": 65535},
        {"NumberOfFrames": 10**9},
        {"NumberOfFrames": 5},
        {"Rows": 65535, "Columns": 65535, "NumberOfFrames": 2**31 - 1},
    ],
)
def test_bombs_are_refused_before_allocating(tmp_path: Path, claim: dict[str, int]) -> None:
    path = save(dataset(ramp(), **claim), tmp_path / "a")
    tracemalloc.start()
    reason(path)
    assert tracemalloc.get_traced_memory()[1] < 200e6
    tracemalloc.stop()


@pytest.mark.slow
def test_a_deflate_bomb_is_refused(tmp_path: Path) -> None:
    content = save(dataset(ramp()), tmp_path / "a", NATIVE["deflated"]).read_bytes()
    start = 132 + 12 + int.from_bytes(content[140:144], "little")
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    chunk = bytes(16 * 1024**2)
    bomb = b"".join(packer.compress(chunk) for _ in range(40)) + packer.flush()
    (tmp_path / "b").write_bytes(content[:start] + bomb)
    assert "512 MiB" in reason(tmp_path / "b")


@pytest.mark.parametrize("explicit", [True, False])
def test_three_thousand_nested_sequences_are_malformed(tmp_path: Path, explicit: bool) -> None:
    path = save(dataset(ramp()), tmp_path / "a", NATIVE["explicit" if explicit else "implicit"])
    content = path.read_bytes()
    at = content.index(b"\x08\x00\x60\x00")
    vr = b"SQ\0\0" if explicit else b""
    level = b"\x08\x00\x15\x11" + vr + b"\xff\xff\xff\xff\xfe\xff\x00\xe0\xff\xff\xff\xff"
    path.write_bytes(content[:at] + level * 3000 + content[at:])
    assert "malformed" in reason(path)


@pytest.mark.parametrize("vr", [b"OB", b"ZZ", b"UN"])
def test_an_element_that_claims_three_gibibytes_is_refused(tmp_path: Path, vr: bytes) -> None:
    path = save(dataset(ramp()), tmp_path / "a")
    content = path.read_bytes()
    at = content.index(b"\x08\x00\x60\x00")
    claim = b"\x08\x00\x1c\x00" + vr + b"\0\0" + struct.pack("<I", 3 * 1024**3)
    path.write_bytes(content[:at] + claim + content[at:])
    reason(path)


def test_an_unknown_vr_is_read_over(tmp_path: Path) -> None:
    path = save(dataset(ramp()), tmp_path / "a")
    content = path.read_bytes()
    at = content.index(b"\x08\x00\x60\x00")
    path.write_bytes(content[:at] + b"\x08\x00\x1c\x00ZZ\0\0\4\0\0\0abcd" + content[at:])
    np.testing.assert_array_equal(read(path).samples[0], ramp())


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "empty"),
        (b"MZ" + bytes(500), "a program"),
        (b"\x7fELF" + bytes(500), "a program"),
        (b"%PDF-1.7\n", "PDF"),
        (b"ustar" * 300, "not a DICOM"),
        (b"Dear colleague,\n" * 40, "not a DICOM"),
        (bytes(1000), "not a DICOM"),
        (b"\xff" * 1000, "not a DICOM"),
        (bytes(128) + b"DICM", "header|no image"),
        (b"\x89PNG\r\n\x1a\n", "damaged"),
        (b"\xff\xd8\xff\xe0", "damaged"),
    ],
)
def test_what_is_no_image_is_called_that(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "scan.dcm"
    path.write_bytes(content)
    with pytest.raises((RefusedFileError, NoImageError), match=word):
        read(path)


def test_a_zip_is_refused_as_a_single_file(tmp_path: Path) -> None:
    path = tmp_path / "a.dcm"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("x.txt", "x")
    assert "ZIP" in reason(path)


def test_places_that_are_no_files(tmp_path: Path) -> None:
    assert "no such file" in reason(tmp_path / "missing")
    assert "folder" in reason(tmp_path)


def test_a_program_in_the_preamble_is_warned_of(tmp_path: Path) -> None:
    path = save(dataset(ramp()), tmp_path / "a")
    content = path.read_bytes()
    path.write_bytes(b"MZ" + content[2:])
    assert any("program" in warning for warning in read(path).warnings)
    path.write_bytes(b"II*\0" + content[4:])
    assert read(path).transfer_syntax == NATIVE["explicit"]


@pytest.mark.parametrize(
    ("sop_class", "word"),
    [
        ("1.2.840.10008.5.1.4.1.1.88.11", "report"),
        ("1.2.840.10008.5.1.4.1.1.104.1", "document"),
        ("1.2.840.10008.5.1.4.1.1.481.3", "radiotherapy"),
        ("1.2.840.10008.5.1.4.1.1.88.59", "report"),
        ("1.2.840.10008.5.1.4.1.1.11.1", "presentation state"),
        ("1.2.840.10008.1.3.10", "DICOMDIR"),
    ],
)
def test_objects_without_an_image_are_told_apart_from_damage(tmp_path: Path, sop_class: str, word: str) -> None:
    made = dataset(ramp(), SOPClassUID=sop_class)
    for keyword in ("PixelData", "Rows", "Columns"):
        delattr(made, keyword)
    with pytest.raises(NoImageError, match=word):
        read(save(made, tmp_path / "a"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=600), magic=st.sampled_from([b"", bytes(128) + b"DICM", b"\x08\0\x05\0"]))
def test_random_bytes_raise_only_the_declared_errors(tmp_path: Path, content: bytes, magic: bytes) -> None:
    path = tmp_path / "a"
    path.write_bytes(magic + content)
    with pytest.raises((RefusedFileError, NoImageError)):
        read(path)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_flipped_bytes_raise_only_the_declared_errors(tmp_path: Path, data: st.DataObject) -> None:
    path = tmp_path / "a"
    if not path.exists():
        save(dataset(ramp(8, 8), WindowCenter=5, WindowWidth=9), path)
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(1, 8))):
        content[data.draw(st.integers(128, len(content) - 1))] = data.draw(st.integers(0, 255))
    changed = tmp_path / "b"
    changed.write_bytes(content)
    with contextlib.suppress(RefusedFileError, NoImageError):
        read(changed)
