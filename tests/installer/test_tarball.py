"""The Linux archive: what is in it, that it is the same each time, and what its script puts into the menu."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import pytest
from PIL import Image

from resources.installer import checksums, program_icon, tarball

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the archive is for Linux")


@pytest.fixture
def frozen(tmp_path: Path) -> Path:
    """A folder as the freezer makes it, with a program that says how it was started."""
    folder = tmp_path / "frozen"
    (folder / "_internal" / "a folder").mkdir(parents=True)
    (folder / "xraydesk").write_text('#!/bin/sh\nprintf "%s|" "$0" "$@"\n', encoding="utf-8")
    (folder / "xraydesk").chmod(0o755)
    (folder / "_internal" / "a folder" / "libx.so.1").write_bytes(b"\x7fELF")
    (folder / "_internal" / "libx.so.1").symlink_to("a folder/libx.so.1")
    return folder


def _unpacked(frozen: Path, place: Path) -> Path:
    archive = tarball.build(frozen, place.parent / "x.tar.gz", "lite")
    place.mkdir(parents=True)
    subprocess.run(["tar", "-xf", archive, "-C", place], check=True)  # as whoever gets it does
    (top,) = place.iterdir()
    return top


def test_the_same_folder_gives_the_same_archive_of_nobody_in_particular(frozen: Path, tmp_path: Path) -> None:
    one = tarball.build(frozen, tmp_path / "one.tar.gz", "lite")
    os.utime(frozen / "xraydesk", (1, 1))
    two = tarball.build(frozen, tmp_path / "two.tar.gz", "lite")
    assert one.read_bytes() == two.read_bytes()
    with tarfile.open(one) as archive:
        entries = archive.getmembers()
    assert {(entry.uid, entry.gid, entry.mtime) for entry in entries} == {(0, 0, 0)}
    assert {entry.name.partition("/")[0] for entry in entries} == {tarball.name_of("lite")}


def test_a_folder_without_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="there is no xraydesk in"):
        tarball.build(tmp_path, tmp_path / "x.tar.gz", "lite")


def test_it_unpacks_to_a_program_that_starts(frozen: Path, tmp_path: Path) -> None:
    top = _unpacked(frozen, tmp_path / "place")
    done = subprocess.run([top / "xraydesk", "selftest"], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("|selftest|")
    assert (top / "_internal" / "libx.so.1").is_symlink()
    assert (top / "_internal" / "libx.so.1").read_bytes() == b"\x7fELF"


@pytest.mark.parametrize("name", ["place", 'a place with 100 % of $HOME & `more` in "it" | größe'])
def test_the_menu_entry_starts_the_program_from_wherever_it_was_unpacked(
    frozen: Path, tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = _unpacked(frozen, tmp_path / name)
    share = tmp_path / "share"
    monkeypatch.setenv("XDG_DATA_HOME", str(share))
    # As a user would; the tests may run as root, for whom the script has another place.
    fake = tmp_path / "bin"
    fake.mkdir()
    (fake / "id").write_text("#!/bin/sh\necho 1000\n", encoding="utf-8")
    (fake / "id").chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake}{os.pathsep}{os.environ['PATH']}")
    subprocess.run([top / "install.sh"], check=True, capture_output=True)
    entry = share / "applications" / "xraydesk.desktop"
    lines = dict(line.split("=", 1) for line in entry.read_text(encoding="utf-8").splitlines() if "=" in line)
    # As the Desktop Entry Specification reads it: the string first, then the quotes, then the field codes.
    value = lines["Exec"].replace("\\\\", "\\")
    quoted, rest = value[1:].rsplit('"', 1)
    for character in '"`$\\':
        quoted = quoted.replace("\\" + character, character)
    assert quoted.replace("%%", "%") == str(top / "xraydesk")
    assert rest == " %F"
    assert lines["MimeType"] == "application/dicom;"
    assert (share / "icons/hicolor/scalable/apps/xraydesk.svg").is_file()
    if shutil.which("desktop-file-validate"):
        subprocess.run(["desktop-file-validate", entry], check=True)
    assert not (share / "applications" / "mimeapps.list").exists()
    subprocess.run([top / "install.sh", "--remove"], check=True, capture_output=True)
    assert [path for path in share.rglob("*") if path.is_file() and path.name != "mimeinfo.cache"] == []
    assert (top / "xraydesk").is_file()


def test_the_icon_holds_every_size_that_windows_asks_for(tmp_path: Path) -> None:
    with Image.open(program_icon.write_ico(tmp_path / "x.ico")) as icon:
        assert {(size, size) for size in program_icon.SIZES} == set(icon.info["sizes"])
    small = program_icon.picture(16)
    assert small.size == (16, 16)
    assert small.getextrema()[3][1] == 255


@pytest.mark.skipif(sys.platform != "linux", reason="sha256sum is of Linux")
def test_the_digests_are_what_sha256sum_checks(tmp_path: Path) -> None:
    (tmp_path / "a setup.exe").write_bytes(b"MZ")
    (tmp_path / "b.tar.gz").write_bytes(b"tar")
    (tmp_path / "build.log").write_bytes(b"not given to others")
    listed = checksums.write(tmp_path).read_text(encoding="utf-8")
    assert [line[66:] for line in listed.splitlines()] == ["a setup.exe", "b.tar.gz"]
    subprocess.run(["sha256sum", "--check", "--strict", checksums.NAME], cwd=tmp_path, check=True, capture_output=True)
    (tmp_path / "b.tar.gz").write_bytes(b"other")
    assert (
        subprocess.run(
            ["sha256sum", "--check", checksums.NAME], cwd=tmp_path, capture_output=True, check=False
        ).returncode
        == 1
    )
