"""Dropped DICOMDIRs and ZIP archives: all that they hold is found, nothing outside is touched (rows 11, 14, 15)."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom import config
from pydicom.dataset import Dataset

from tests.imaging.dicom_files import dataset, item, ramp, save, save_compressed
from xraydesk.core.errors import NoImageError, RefusedFileError
from xraydesk.imaging import archives
from xraydesk.imaging.filesets import expand
from xraydesk.imaging.header import read_header
from xraydesk.imaging.read import read


def directory(folder: Path, *references: str, in_use: int = 0xFFFF) -> Path:
    """A DICOMDIR whose records name the references (parts separated by a backslash)."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Dataset()
    made.FileSetID = "SET"
    records = [item(DirectoryRecordType="PATIENT", RecordInUseFlag=0xFFFF)]
    for reference in references:
        record = item(DirectoryRecordType="IMAGE", RecordInUseFlag=in_use)
        with config.disable_value_validation():
            record.add_new(0x00041500, "CS", reference.split("\\"))
        records.append(record)
    made.SOPClassUID = "1.2.840.10008.1.3.10"
    made.DirectoryRecordSequence = records
    return save(made, folder / "DICOMDIR")


def archive(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return path


def film(folder: Path) -> bytes:
    return save(dataset(ramp()), folder / "film").read_bytes()


def reason(path: Path) -> str:
    with pytest.raises(RefusedFileError) as caught:
        read(path)
    assert caught.value.reason
    return caught.value.reason


def test_any_other_path_stands_for_itself(tmp_path: Path) -> None:
    for path in (save(dataset(ramp()), tmp_path / "a"), tmp_path / "missing", tmp_path):
        assert list(expand(path)) == [path]


def test_a_dicomdir_leads_to_its_files_whatever_the_case_of_their_names(tmp_path: Path) -> None:
    path = directory(tmp_path, "CR1\\1", "CR1\\2", "CR1\\1")
    (tmp_path / "cr1").mkdir()
    for name in "12":
        save(dataset(ramp()), tmp_path / "cr1" / name)
    found = list(expand(path))
    assert [file.name for file in found] == ["1", "2"]
    assert all(read(file).shape == (32, 48) for file in found)


def test_files_missing_from_a_dicomdir_are_named_and_the_rest_load(tmp_path: Path) -> None:
    path = directory(tmp_path, "GONE", "HERE")
    save(dataset(ramp()), tmp_path / "HERE")
    gone, here = expand(path)
    assert gone == tmp_path / "GONE"
    assert "no such file" in reason(gone)
    assert read(here).frames == 1


@pytest.mark.parametrize(
    "reference",
    ["..\\SECRET", "..\\..\\SECRET", "\\SECRET", "C:\\SECRET", "\\\\SERVER\\SECRET", "../SECRET", "{absolute}", "."],
)
def test_a_dicomdir_reads_nothing_outside_its_folder(tmp_path: Path, reference: str) -> None:
    secret = save(dataset(ramp()), tmp_path / "SECRET")
    path = directory(tmp_path / "inner" / "set", reference.format(absolute=secret))
    (found,) = expand(path)
    assert found.parent == path
    assert "outside" in reason(found)


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege there")
def test_a_dicomdir_follows_no_link_out_of_its_folder(tmp_path: Path) -> None:
    save(dataset(ramp()), tmp_path / "SECRET")
    path = directory(tmp_path / "set", "LINK")
    (tmp_path / "set" / "LINK").symlink_to(tmp_path / "SECRET")
    (found,) = expand(path)
    assert "outside" in reason(found)


def test_deleted_records_and_empty_dicomdirs(tmp_path: Path) -> None:
    path = directory(tmp_path, "GONE", in_use=0)
    assert list(expand(path)) == [path]
    with pytest.raises(NoImageError):
        read(path)


def test_a_damaged_dicomdir_stands_for_itself(tmp_path: Path) -> None:
    path = directory(tmp_path, "A", "B")
    path.write_bytes(path.read_bytes()[:400])
    assert all(isinstance(found, Path) for found in expand(path))


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_a_zip_of_images_is_opened_like_a_folder(tmp_path: Path, method: int) -> None:
    picture = io.BytesIO()
    Image.fromarray(ramp(top=255, dtype="u1")).save(picture, "PNG")
    compressed = save_compressed(ramp(), tmp_path / "c", "jpeg-ls").read_bytes()
    members = {"a/film.dcm": film(tmp_path), "b.png": picture.getvalue(), "c.dcm": compressed, "notes.txt": b"hello"}
    path = archive(tmp_path / "films.zip", members, method)
    found = list(expand(path))
    assert [file.relative_to(path).as_posix() for file in found] == [*members]
    for file in found[:3]:
        np.testing.assert_array_equal(read(file).shape, (32, 48))
        assert read_header(file).columns == 48
    assert "not a DICOM" in reason(found[3])
    assert {entry.name for entry in tmp_path.iterdir()} == {"film", "c", "films.zip"}


def test_a_zip_without_images_stays_one_file(tmp_path: Path) -> None:
    path = archive(tmp_path / "letter.docx", {"word/document.xml": b"<xml/>"})
    assert list(expand(path)) == [path]
    assert "ZIP" in reason(path)


@pytest.mark.parametrize("name", ["../evil.dcm", "/etc/evil.dcm", "C:/evil.dcm", "..\\evil.dcm", "a/../../evil.dcm"])
def test_a_zip_member_cannot_reach_outside(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "a.zip", {"good.dcm": film(tmp_path), name: film(tmp_path)})
    good, evil = expand(path)
    assert evil.is_relative_to(path)
    assert ".." not in evil.parts
    assert "outside" in reason(evil)
    assert read(good).frames == 1


def test_a_zip_bomb_is_refused_before_it_is_inflated(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("good.dcm", film(tmp_path))
        with made.open("bomb.dcm", "w") as member:
            member.write(bytes(128) + b"DICM")
            for _ in range(80):
                member.write(bytes(1024**2))
    assert "grow" in reason(tmp_path / "a.zip" / "bomb.dcm")


def test_a_member_that_lies_about_its_size_gives_no_more_than_it_says(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.dcm": film(tmp_path) + bytes(10**6)})
    content = bytearray(path.read_bytes())
    for at in (content.index(b"PK\1\2") + 24, 22):
        content[at : at + 4] = (5000).to_bytes(4, "little")
    path.write_bytes(content)
    assert "damaged" in reason(path / "a.dcm")


@pytest.mark.parametrize("at", [40, 400, -30])
def test_a_damaged_zip_is_refused(tmp_path: Path, at: int) -> None:
    path = archive(tmp_path / "a.zip", {"a.dcm": film(tmp_path)})
    content = bytearray(path.read_bytes())
    content[at : at + 8] = b"\xee" * 8
    path.write_bytes(content)
    for found in expand(path):
        reason(found)


def test_encrypted_and_oddly_packed_members_are_refused(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"good.dcm": film(tmp_path)})
    with zipfile.ZipFile(path, "a", zipfile.ZIP_LZMA) as made:
        made.writestr("odd.dcm", film(tmp_path))
    assert "packed" in reason(path / "odd.dcm")
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        content[content.index(mark) + offset] |= 1
    path.write_bytes(content)
    assert "encrypted" in reason(path / "good.dcm")


def test_members_of_a_changed_archive_are_looked_up_anew(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", {"a.dcm": film(tmp_path)})
    assert [*archives.members(path)] == ["a.dcm"]
    archive(path, {"longer-name.dcm": film(tmp_path)})
    assert [*archives.members(path)] == ["longer-name.dcm"]


def test_a_zip_inside_a_zip_is_not_opened(tmp_path: Path) -> None:
    inner = archive(tmp_path / "inner.zip", {"a.dcm": film(tmp_path)}).read_bytes()
    path = archive(tmp_path / "outer.zip", {"a.dcm": film(tmp_path), "inner.zip": inner})
    assert "ZIP" in reason(path / "inner.zip")
