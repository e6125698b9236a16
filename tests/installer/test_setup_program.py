"""The Windows installer, run by Wine: what it puts where, what an upgrade leaves, and what is left in the end."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from resources.installer import setup_program
from tests.installer.conftest import Windows

Make = Callable[..., Path]
EXTENSIONS = (".dcm", ".dic", ".dicom")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _key(name: str) -> str:
    """A key as the registry's files write it."""
    return "[" + name.replace("\\", "\\\\") + "]"


def _everything(windows: Windows) -> set[Path]:
    """Files that a user or an administrator would find, and no cache of Wine's."""
    places = [windows.drive / "users", windows.drive / "Program Files", windows.drive / "ProgramData"]
    return {path for place in places for path in place.rglob("*") if "Temp" not in path.parts}


def test_a_name_that_would_end_a_line_of_the_script_is_refused(tmp_path: Path) -> None:
    (tmp_path / "xraydesk.exe").touch()
    (tmp_path / 'a"b').touch()
    with pytest.raises(ValueError, match="cannot stand in an installer"):
        setup_program.payload(tmp_path)


def test_a_folder_without_the_program_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"there is no xraydesk\.exe"):
        setup_program.payload(tmp_path)


def test_what_is_put_there_is_taken_away_deepest_folder_first(program_folder: Make) -> None:
    script = setup_program.payload(program_folder())
    install, uninstall = script.split("!macro PayloadUninstall")
    assert install.count("  File ") == uninstall.count("  Delete ") == 7
    folders = [line.split('"')[1] for line in uninstall.splitlines() if line.startswith("  RMDir")]
    assert folders.index("$INSTDIR\\_internal\\resources\\models\\a model") < folders.index("$INSTDIR\\_internal")
    assert "$INSTDIR" not in folders
    assert "$$5" in script
    assert "/r" not in uninstall


@pytest.mark.slow
def test_a_user_installs_silently_without_an_administrator(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    folder = program_folder()
    before = _everything(windows)
    assert windows.run(setup_of(folder), "/S") == 0
    installed = windows.local / "Programs" / "XRayDesk"
    found = _files(installed)
    assert found.pop("uninstall.exe")[:2] == b"MZ"
    assert found == _files(folder)
    assert (windows.menu / "XRayDesk.lnk").is_file()
    user, system = windows.registry("user"), windows.registry("system")
    assert "XRayDesk" not in system
    for extension in EXTENSIONS:
        section = user.split(_key(f"Software\\Classes\\{extension}\\OpenWithProgids"))[1].split("\n[")[0]
        assert '"XRayDesk.Film"=""' in section
        # The key of the extension itself, where the default handler would stand, holds nothing.
        own = user.split(_key(f"Software\\Classes\\{extension}"))[1:]
        assert not own or "@=" not in own[0].split("\n[")[0]
    command = user.split(_key("Software\\Classes\\XRayDesk.Film\\shell\\open\\command"))[1].split("\n[")[0]
    assert command.rstrip().endswith('XRayDesk\\\\xraydesk.exe\\" \\"%1\\""')
    assert '"DisplayVersion"="1.2.0"' in user
    assert windows.run(installed / "uninstall.exe", "/S") == 0
    assert _everything(windows) - before <= {windows.local / "Programs"}
    assert windows.keys_of_ours() == []


@pytest.mark.slow
def test_a_folder_with_spaces_of_a_user_with_a_foreign_name(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    folder = program_folder()
    users = windows.drive / "users"
    home = "C:\\users\\Jörg Müller 山田\\App Data"
    key = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\User Shell Folders"
    for name in ("Local AppData", "AppData", "Programs"):
        windows.run("reg", "add", key, "/v", name, "/t", "REG_SZ", "/d", f"{home}\\{name}", "/f")
    assert windows.run(setup_of(folder), "/S") == 0
    place = users / "Jörg Müller 山田" / "App Data" / "Local AppData" / "Programs" / "XRayDesk"
    found = _files(place)
    assert found.pop("uninstall.exe")
    assert found == _files(folder)
    assert windows.run(place / "uninstall.exe", "/S") == 0
    assert not place.exists()
    chosen = windows.drive / "Eigene Programme (Röntgen)" / "XRay Desk"
    # Word by word: the installer wants the folder without quotes, and Wine would put them round a word with spaces.
    folder_words = ["/D=C:\\Eigene", "Programme", "(Röntgen)\\XRay", "Desk"]
    assert windows.run(setup_of(folder), "/S", *folder_words) == 0
    assert _files(chosen).keys() == {*_files(folder), "uninstall.exe"}
    assert windows.run(chosen / "uninstall.exe", "/S") == 0
    assert not chosen.exists()


@pytest.mark.slow
def test_an_upgrade_leaves_no_stale_file_and_keeps_what_is_the_users(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    earlier = program_folder("earlier", _internal__gone__stale_dll=b"old", old_tool_exe=b"old")
    later = program_folder("later", _internal__new_dll=b"new")
    installed = windows.local / "Programs" / "XRayDesk"
    assert windows.run(setup_of(earlier, "1.2.0"), "/S") == 0
    data = windows.local / "XRayDesk"
    data.mkdir()
    (data / "xraydesk.sqlite3").write_bytes(b"worklist")
    (installed / "notes of mine.txt").write_bytes(b"mine")
    (installed / "_internal" / "left by a crash.tmp").write_bytes(b"debris")
    assert windows.run(setup_of(later, "1.10.0"), "/S") == 0
    found = _files(installed)
    assert found.pop("uninstall.exe")
    assert found.pop("notes of mine.txt") == b"mine"
    assert found == _files(later)
    assert not (installed / "_internal" / "gone").exists()
    assert (data / "xraydesk.sqlite3").read_bytes() == b"worklist"
    user = windows.registry("user")
    assert '"DisplayVersion"="1.10.0"' in user
    assert '"DisplayVersion"="1.2.0"' not in user
    # What is not the installer's stays where it is, and so does the folder that holds it.
    assert windows.run(installed / "uninstall.exe", "/S") == 0
    assert _files(installed) == {"notes of mine.txt": b"mine"}
    assert _files(data) == {"xraydesk.sqlite3": b"worklist"}


@pytest.mark.slow
def test_an_upgrade_finds_the_folder_that_was_chosen_before(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    folder = program_folder()
    chosen = windows.drive / "tools" / "XRayDesk"
    assert windows.run(setup_of(folder, "1.2.0"), "/S", "/D=C:\\tools\\XRayDesk") == 0
    assert windows.run(setup_of(folder, "1.3.0"), "/S") == 0
    assert (chosen / "xraydesk.exe").is_file()
    assert not (windows.local / "Programs" / "XRayDesk").exists()


@pytest.mark.slow
def test_the_users_data_goes_only_when_that_is_asked_for(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    setup = setup_of(program_folder())
    installed, data = windows.local / "Programs" / "XRayDesk", windows.local / "XRayDesk"
    data.mkdir()
    (data / "xraydesk.sqlite3").write_bytes(b"worklist")
    assert windows.run(setup, "/S") == 0
    assert windows.run(installed / "uninstall.exe", "/S") == 0
    assert not installed.exists()
    assert (data / "xraydesk.sqlite3").exists()
    assert windows.run(setup, "/S") == 0
    assert windows.run(installed / "uninstall.exe", "/S", "/PURGE") == 0
    assert not installed.exists()
    assert not data.exists()


@pytest.mark.slow
def test_an_administrator_installs_for_everybody(windows: Windows, program_folder: Make, setup_of: Make) -> None:
    folder = program_folder()
    before = _everything(windows)
    assert windows.run(setup_of(folder), "/S", "/ALLUSERS") == 0
    installed = windows.drive / "Program Files" / "XRayDesk"
    assert _files(installed).keys() == {*_files(folder), "uninstall.exe"}
    assert "XRayDesk.Film" in windows.registry("system")
    assert "XRayDesk" not in windows.registry("user")
    assert list((windows.drive / "ProgramData").rglob("XRayDesk.lnk"))
    assert windows.run(installed / "uninstall.exe", "/S") == 0
    assert _everything(windows) == before
    assert windows.keys_of_ours() == []


@pytest.mark.slow
def test_the_folder_of_the_users_data_is_no_place_for_the_program(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    data = windows.local / "XRayDesk"
    data.mkdir()
    (data / "xraydesk.sqlite3").write_bytes(b"worklist")
    asked = "C:\\" + str(data.relative_to(windows.drive)).replace("/", "\\")
    assert windows.run(setup_of(program_folder()), "/S", f"/D={asked}") == 87
    assert _files(data) == {"xraydesk.sqlite3": b"worklist"}
    assert windows.keys_of_ours() == []


@pytest.mark.skipif(setup_program.makensis() is None, reason="NSIS is not installed (Debian: apt-get install nsis)")
def test_a_certificate_signs_the_programs_the_uninstaller_and_the_installer(
    program_folder: Make, setup_of: Make, tmp_path: Path
) -> None:
    record = tmp_path / "signed.txt"
    signer = tmp_path / "signer.py"
    signer.write_text(f"import sys; open({str(record)!r}, 'a').write(sys.argv[1] + '\\n')", encoding="utf-8")
    setup = setup_of(program_folder(), sign=shlex.join([sys.executable, str(signer)]))
    signed = [Path(line) for line in record.read_text(encoding="utf-8").splitlines()]
    assert [path.name for path in signed[:2]] == ["xraydesk.exe", "xraydesk-cli.exe"]
    assert len(signed) == 4
    assert signed[3].resolve() == setup.resolve()
