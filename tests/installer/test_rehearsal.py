"""The payload of Windows wheels through a whole life under Wine, with each of its files compared."""

from __future__ import annotations

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from resources.installer import setup_program, windows_payload, windows_wheels
from tests.installer.conftest import started

UNPACKED = ["-DUNPACKED"]  # packing takes minutes, and is the same for any payload


def _digests(folder: Path) -> dict[str, str]:
    """Place in the folder → SHA-256, of every file."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb") as file:
                found[path.relative_to(folder).as_posix()] = hashlib.file_digest(file, "sha256").hexdigest()
    return found


@pytest.fixture
def payload(fresh_windows: Path, tmp_path: Path) -> Path:
    """The folder of lite, made of the wheels that pip fetches or has in its cache."""
    with pytest.MonkeyPatch.context() as patch:
        _go_home(patch)
        try:
            wheels = windows_wheels.gather("lite", tmp_path / "wheels")
            bootloader = windows_wheels.fetch("pyinstaller", tmp_path / "bootloader")
        except windows_wheels.NoWheelsError as error:
            pytest.skip(str(error))
    windows_payload.make(wheels, bootloader, "lite", tmp_path / "payload")
    for folder in ("wheels", "bootloader"):
        shutil.rmtree(tmp_path / folder)
    return tmp_path / "payload"


def _go_home(patch: pytest.MonkeyPatch) -> None:
    """Let pip find its cache and its configuration, which are not in the empty home of a test."""
    import pwd

    patch.setenv("HOME", pwd.getpwuid(os.getuid()).pw_dir)
    for name in ("XDG_CACHE_HOME", "XDG_CONFIG_HOME"):
        patch.delenv(name, raising=False)


@pytest.mark.slow
def test_it_is_installed_upgraded_and_removed_byte_for_byte_by_a_user_with_a_foreign_name(
    payload: Path, tmp_path: Path
) -> None:
    windows = started(tmp_path / "prefix", user="Jörg Müller 山田")
    assert windows.local.parents[1].name == "Jörg Müller 山田"
    before = windows.everything()
    chosen = windows.drive / "Röntgen 肺" / "XRay Desk"
    setup = setup_program.build(payload, tmp_path / "setup 1.exe", "lite", version="1.2.0", options=UNPACKED)
    first = _digests(payload)
    assert sum(path.stat().st_size for path in payload.rglob("*") if path.is_file()) > 150e6
    assert len(first) > 300

    # Word by word: the installer wants the folder without quotes, and Wine would put them round a word with spaces.
    assert windows.run(setup, "/S", "/D=C:\\Röntgen", "肺\\XRay", "Desk") == 0
    setup.unlink()
    found = _digests(chosen)
    assert found.pop("uninstall.exe")
    assert found == first

    data = windows.local / "XRayDesk"
    (data / "backups").mkdir(parents=True)
    (data / "xraydesk.sqlite3").write_bytes(b"worklist")
    (data / "backups" / "monday.sqlite3").write_bytes(b"earlier worklist")
    kept = _digests(data)

    second = _later(payload, first)
    setup = setup_program.build(payload, tmp_path / "setup 2.exe", "lite", version="1.10.0", options=UNPACKED)
    assert windows.run(setup, "/S") == 0
    setup.unlink()
    found = _digests(chosen)
    uninstaller = found.pop("uninstall.exe")
    assert found == second
    assert not (chosen / "_internal" / "PIL").exists()
    assert not (windows.local / "Programs" / "XRayDesk").exists()
    assert _digests(data) == kept
    assert '"DisplayVersion"="1.10.0"' in windows.registry("user")

    # As a script waits for it: the uninstaller then cannot remove itself.
    assert windows.run(chosen / "uninstall.exe", "/S", "_?=C:\\Röntgen", "肺\\XRay", "Desk") == 0
    assert _digests(chosen) in ({"uninstall.exe": uninstaller}, {})
    assert _digests(data) == kept
    left = windows.everything() - before
    assert left == {data, data / "xraydesk.sqlite3", data / "backups", data / "backups" / "monday.sqlite3"}
    assert windows.keys_of_ours() == []


def _later(folder: Path, first: dict[str, str]) -> dict[str, str]:
    """Make the next version of a folder: a package is gone, one is new, a library has changed; its digests."""
    inner = folder / "_internal"
    shutil.rmtree(inner / "PIL")
    (inner / "images" / "größe").mkdir(parents=True)
    (inner / "images" / "größe" / "new.dll").write_bytes(b"MZ new")
    (inner / "PySide6" / "Qt6Core.dll").write_bytes(b"MZ changed")
    second = _digests(folder)
    gone, new = first.keys() - second.keys(), second.keys() - first.keys()
    assert len(gone) > 3
    assert new == {"_internal/images/größe/new.dll"}
    assert [name for name in first.keys() & second.keys() if first[name] != second[name]] == [
        "_internal/PySide6/Qt6Core.dll"
    ]
    return second
