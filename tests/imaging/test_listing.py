"""Every element of a file is listed by name, with private ones and sequences; hostile files cost little."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from tests.imaging.dicom_files import NATIVE, dataset, item, ramp, save, save_compressed
from xraydesk.core.errors import FileError, RefusedFileError
from xraydesk.imaging.listing import LONGEST_VALUE, MOST_ENTRIES, Entry, Listing, list_file


def _entry(listing: Listing, tag: int) -> Entry:
    return next(entry for entry in listing.entries if entry.tag == tag)


def _all(entries: tuple[Entry, ...]) -> list[Entry]:
    return [each for entry in entries for each in (entry, *_all(entry.entries))]


@pytest.mark.parametrize("name", NATIVE)
def test_elements_are_named_in_every_encoding(tmp_path: Path, name: str) -> None:
    made = dataset(ramp(), StudyDescription="Thorax", WindowCenter=[100, 200])
    listing = list_file(save(made, tmp_path / "a", NATIVE[name]))
    description = _entry(listing, 0x00081030)
    assert (description.name, description.keyword, description.vr) == ("Study Description", "StudyDescription", "LO")
    assert (description.value, description.length) == ("Thorax", 6)
    assert _entry(listing, 0x00281050).value == "100.0 \\ 200.0"
    assert _entry(listing, 0x00280010).value == "32"
    assert _entry(listing, 0x00020010).value.startswith(NATIVE[name])
    assert "Endian" in _entry(listing, 0x00020010).value
    assert _entry(listing, 0x7FE00010).value == "3072 bytes"
    assert not listing.notes


def test_sequences_lie_inside_their_elements(tmp_path: Path) -> None:
    inner = item(CodeValue="R-10202", CodeMeaning="antero-posterior")
    made = dataset(ramp(), ViewCodeSequence=[item(CodeValue="R-10206", ViewModifierCodeSequence=[inner]), item()])
    sequence = _entry(list_file(save(made, tmp_path / "a")), 0x00540220)
    assert (sequence.vr, sequence.value) == ("SQ", "2 items")
    assert [each.name for each in sequence.entries] == ["Item 1", "Item 2"]
    assert [each.value for each in _all(sequence.entries) if each.tag == 0x00080104] == ["antero-posterior"]


def test_private_elements_are_named_by_their_creator(tmp_path: Path) -> None:
    made = dataset(ramp())
    made.add_new(0x00091001, "LO", "known to nobody")
    made.add_new(0x00090010, "LO", "ACME 1.0")
    made.add_new(0x00190010, "LO", "GEMS_ACQU_01")
    made.add_new(0x00191002, "SL", 7)
    listing = list_file(save(made, tmp_path / "a", NATIVE["implicit"]))
    assert _entry(listing, 0x00090010).name == "Private Creator"
    assert _entry(listing, 0x00091001).name == "ACME 1.0 01"
    assert _entry(listing, 0x00091001).value == "known to nobody"
    known = _entry(listing, 0x00191002)
    assert known.is_private
    assert known.name
    assert (known.vr, known.value) == ("SL", "7")


def test_names_in_any_character_set_are_text(tmp_path: Path) -> None:
    made = dataset(ramp(), SpecificCharacterSet="ISO_IR 192", PatientName="Müller^Jörg=山田")
    assert _entry(list_file(save(made, tmp_path / "a")), 0x00100010).value == "Müller^Jörg=山田"


def test_compressed_pixel_data_is_counted_in_fragments(tmp_path: Path) -> None:
    listing = list_file(save_compressed(ramp(), tmp_path / "a", "jpeg-ls"))
    pixel = _entry(listing, 0x7FE00010)
    assert pixel.length == -1
    assert pixel.value.startswith("1 fragments, ")


def test_elements_behind_the_pixel_data_are_listed(tmp_path: Path) -> None:
    for path in (save(dataset(ramp()), tmp_path / "a"), save_compressed(ramp(), tmp_path / "b", "rle")):
        with path.open("ab") as file:
            file.write(struct.pack("<HH2sHI", 0xFFFC, 0xFFFC, b"OB", 0, 4) + b"tail")
        assert _entry(list_file(path), 0xFFFCFFFC).value == "tail", path.name


def test_objects_without_an_image_are_listed_too(tmp_path: Path) -> None:
    made = dataset(ramp(), PixelData=None, Rows=None, ContentLabel="REPORT")
    assert _entry(list_file(save(made, tmp_path / "a")), 0x00700080).value == "REPORT"


def test_a_file_that_breaks_off_says_so(tmp_path: Path) -> None:
    path = save(dataset(ramp(), StudyDescription="Thorax"), tmp_path / "a")
    content = path.read_bytes()
    path.write_bytes(content[: content.index(b"Thorax") + 3])
    listing = list_file(path)
    assert _entry(listing, 0x00080060).value == "CR"
    assert listing.notes == ("The file ends before its last element does.",)


def test_long_values_are_cut_and_control_characters_are_gone(tmp_path: Path) -> None:
    made = dataset(ramp())
    made.add_new(0x0040A160, "UT", "x\x07" * 40_000)
    value = _entry(list_file(save(made, tmp_path / "a")), 0x0040A160).value
    assert len(value) <= LONGEST_VALUE
    assert value.isprintable()


def test_the_number_of_entries_is_bounded(tmp_path: Path) -> None:
    made = dataset(ramp())
    made.OtherPatientIDsSequence = [item(PatientID=str(number)) for number in range(MOST_ENTRIES)]
    listing = list_file(save(made, tmp_path / "a"))
    assert len(_all(listing.entries)) <= MOST_ENTRIES + 1
    assert listing.notes == ("The file holds more elements than are listed here.",)


def test_deep_nesting_and_false_lengths_end_soon(tmp_path: Path) -> None:
    start = time.monotonic()
    head = save(dataset(ramp()), tmp_path / "a").read_bytes()[:400]
    deep = struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF)
    nested = (deep + struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)) * 5000
    large = struct.pack("<HH2sHI", 0x0008, 0x1140, b"UN", 0, 0xF0000000)
    for number, hostile in enumerate((nested, large, deep * 50_000)):
        path = tmp_path / str(number)
        path.write_bytes(b"\0" * 128 + b"DICM" + head[132:344] + hostile)
        try:
            list_file(path)
        except RefusedFileError as error:
            assert error.reason  # noqa: PT017 - either answer will do, in time
    assert time.monotonic() - start < 20


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(132, 1200), junk=st.binary(min_size=1, max_size=40))
def test_altered_files_are_listed_or_refused(tmp_path: Path, place: int, junk: bytes) -> None:
    content = bytearray(save(dataset(ramp(), StudyDescription="Thorax"), tmp_path / "a").read_bytes())
    content[place : place + len(junk)] = junk
    (tmp_path / "b").write_bytes(content)
    try:
        assert list_file(tmp_path / "b").entries
    except FileError as error:
        assert error.reason  # noqa: PT017 - either answer will do


def test_a_picture_says_what_it_is(tmp_path: Path) -> None:
    note = PngImagePlugin.PngInfo()
    note.add_text("Comment", "a phantom")
    Image.fromarray(np.zeros((20, 30), np.uint8)).save(tmp_path / "a.png", pnginfo=note, dpi=(300, 300))
    listing = list_file(tmp_path / "a.png")
    said = {entry.name: entry.value for entry in listing.entries}
    assert (listing.kind, said["Columns"], said["Rows"], said["Samples"]) == ("PNG", "30", "20", "grey")
    assert said["Comment"] == "a phantom"
    assert "dpi" in said


def test_the_camera_data_of_a_picture_is_listed(tmp_path: Path) -> None:
    picture = Image.fromarray(np.zeros((20, 30, 3), np.uint8))
    exif = picture.getexif()
    exif[0x010F] = "Scanner Ltd"
    picture.save(tmp_path / "a.jpg", exif=exif)
    said = {entry.name: entry.value for entry in list_file(tmp_path / "a.jpg").entries}
    assert said["EXIF Make"] == "Scanner Ltd"
    assert said["Samples"] == "colour"


@pytest.mark.parametrize("content", [b"hello", b"PK\x03\x04" + b"x" * 200, b"\x89PNG\r\n\x1a\nbroken"])
def test_what_is_no_film_is_refused_with_a_reason(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a").write_bytes(content)
    with pytest.raises(RefusedFileError) as caught:
        list_file(tmp_path / "a")
    assert caught.value.reason


def test_a_vanished_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(RefusedFileError, match="no such file"):
        list_file(tmp_path / "gone")
