"""The Windows installer, run by Wine: what it puts where, what an upgrade leaves, and what is left in the end."""

from __future__ import annotations

import contextlib
import re
import shlex
import shutil
import struct
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from resources.installer import setup_program
from tests.installer.conftest import SECONDS, Windows
from tests.installer.windows_files import library

Make = Callable[..., Path]
EXTENSIONS = (".dcm", ".dic", ".dicom")


def _files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _key(name: str) -> str:
    """A key as the registry's files write it."""
    return "[" + name.replace("\\", "\\\\") + "]"


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
    before = windows.everything()
    assert windows.run(setup_of(folder, packed=True), "/S") == 0
    installed = windows.local / "Programs" / "XRayDesk"
    found = _files(installed)
    assert found.pop("uninstall.exe")[:2] == b"MZ"
    assert found == _files(folder)
    shortcut = (windows.menu / "XRayDesk.lnk").read_bytes()
    assert "\\Programs\\XRayDesk\\xraydesk.exe".encode("utf-16-le") in shortcut
    assert not [name for name in (b"xraydesk-cli", "xraydesk-cli".encode("utf-16-le")) if name in shortcut]
    user, system = windows.registry("user"), windows.registry("system")
    assert "XRayDesk" not in system
    for extension in EXTENSIONS:
        section = user.split(_key(f"Software\\Classes\\{extension}\\OpenWithProgids"))[1].split("\n[")[0]
        assert '"XRayDesk.Film"=""' in section
        # The key of the extension itself, where the default handler would stand, holds nothing.
        own = user.split(_key(f"Software\\Classes\\{extension}"))[1:]
        assert not own or "@=" not in own[0].split("\n[")[0]
    # A second start with a film hands it to the window that is open: the film is all that the command gives it.
    for program in ("XRayDesk.Film", "Applications\\xraydesk.exe"):
        command = user.split(_key(f"Software\\Classes\\{program}\\shell\\open\\command"))[1].split("\n[")[0]
        assert command.rstrip().endswith('XRayDesk\\\\xraydesk.exe\\" \\"%1\\""')
    assert '"DisplayVersion"="1.2.0"' in user
    assert windows.run(installed / "uninstall.exe", "/S") == 0
    assert windows.everything() - before <= {windows.local / "Programs"}
    assert windows.keys_of_ours() == []


@pytest.mark.slow
def test_what_opens_films_by_double_click_stays_as_it_is(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    classes = "HKCU\\Software\\Classes\\"
    choice = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\FileExts\\.dcm\\UserChoice"
    windows.run("reg", "add", f"{classes}.dcm", "/ve", "/d", "Other.Viewer", "/f")
    windows.run("reg", "add", f"{classes}.dcm\\OpenWithProgids", "/v", "Other.Viewer", "/d", "", "/f")
    windows.run("reg", "add", choice, "/v", "ProgId", "/d", "Other.Viewer", "/f")
    others = _others(windows)
    assert any("Other.Viewer" in line for line in others)
    assert windows.run(setup_of(program_folder()), "/S") == 0
    assert [line for line in _others(windows) if "XRayDesk" not in line] == others
    assert windows.run(windows.local / "Programs" / "XRayDesk" / "uninstall.exe", "/S") == 0
    assert _others(windows) == others


def _others(windows: Windows) -> list[str]:
    """What the registry of the user says of ``.dcm``."""
    parts = windows.registry("user").split("\n[")
    lines = [line for part in parts if "\\.dcm" in part.splitlines()[0] for line in part.splitlines()]
    return [line for line in lines if line and not line.startswith("#time") and not re.search(r"\] \d+$", line)]


# Runs until a file says that it may end.
LASTING = """
Unicode true
Target amd64-unicode
RequestExecutionLevel user
SilentInstall silent
OutFile "{target}"
Section
  FileOpen $0 "C:\\runs.txt" w
  FileClose $0
  again:
  IfFileExists "C:\\end.txt" end
  Sleep 20
  Goto again
  end:
SectionEnd
"""


@pytest.mark.slow
def test_a_program_that_runs_is_neither_replaced_nor_removed(
    windows: Windows, program_folder: Make, setup_of: Make, tmp_path: Path
) -> None:
    compiler = setup_program.makensis()
    assert compiler is not None
    script, lasting = tmp_path / "lasting.nsi", tmp_path / "lasting.exe"
    script.write_text(LASTING.format(target=lasting), encoding="utf-8")
    subprocess.run([compiler, "-V1", str(script)], check=True)
    earlier = program_folder("earlier", **{"xraydesk.exe": lasting.read_bytes()})
    later = program_folder("later")
    installed = windows.local / "Programs" / "XRayDesk"
    assert windows.run(setup_of(earlier, "1.2.0"), "/S") == 0
    before = _files(installed)
    program = windows.start(installed / "xraydesk.exe")
    deadline = time.monotonic() + SECONDS
    while not (windows.drive / "runs.txt").exists():
        assert time.monotonic() < deadline
        with contextlib.suppress(subprocess.TimeoutExpired):
            program.wait(0.05)
    assert windows.start(setup_of(later, "1.3.0"), "/S").wait(SECONDS) == 5
    assert (
        windows.start(installed / "uninstall.exe", "/S", f"_?={_windows_path(windows, installed)}").wait(SECONDS) == 5
    )
    assert _files(installed) == before
    (windows.drive / "end.txt").touch()
    assert program.wait(SECONDS) == 0
    assert windows.run(setup_of(later, "1.3.0"), "/S") == 0
    assert (installed / "xraydesk.exe").read_bytes() == (later / "xraydesk.exe").read_bytes()


def _windows_path(windows: Windows, place: Path) -> str:
    return "C:\\" + str(place.relative_to(windows.drive)).replace("/", "\\")


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
    before = windows.everything()
    assert windows.run(setup_of(folder), "/S", "/ALLUSERS") == 0
    installed = windows.drive / "Program Files" / "XRayDesk"
    assert _files(installed).keys() == {*_files(folder), "uninstall.exe"}
    assert "XRayDesk.Film" in windows.registry("system")
    assert "XRayDesk" not in windows.registry("user")
    assert list((windows.drive / "ProgramData").rglob("XRayDesk.lnk"))
    assert windows.run(installed / "uninstall.exe", "/S") == 0
    assert windows.everything() == before
    assert windows.keys_of_ours() == []


@pytest.mark.slow
def test_a_drive_and_the_folder_of_the_users_data_are_no_place_for_the_program(
    windows: Windows, program_folder: Make, setup_of: Make
) -> None:
    data = windows.local / "XRayDesk"
    data.mkdir()
    (data / "xraydesk.sqlite3").write_bytes(b"worklist")
    setup = setup_of(program_folder())
    assert windows.run(setup, "/S", f"/D={_windows_path(windows, data)}") == 87
    assert windows.run(setup, "/S", "/D=C:\\") == 87
    assert not (windows.drive / "xraydesk.exe").exists()
    assert _files(data) == {"xraydesk.sqlite3": b"worklist"}
    assert windows.keys_of_ours() == []


needs_nsis = pytest.mark.skipif(
    setup_program.makensis() is None, reason="NSIS is not installed (Debian: apt-get install nsis)"
)


@needs_nsis
def test_the_installer_is_a_64_bit_program_that_asks_for_no_administrator(program_folder: Make, setup_of: Make) -> None:
    content = setup_of(program_folder()).read_bytes()
    (start,) = struct.unpack_from("<I", content, 0x3C)
    assert content[start : start + 6] == b"PE\0\0" + struct.pack("<H", 0x8664)
    assert re.findall(rb'requestedExecutionLevel level="(\w+)"', content) == [b"asInvoker"]


@needs_nsis
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


@needs_nsis
@pytest.mark.skipif(shutil.which("osslsigncode") is None, reason="osslsigncode is not installed")
def test_a_real_signature_holds_until_a_byte_is_changed(program_folder: Make, setup_of: Make, tmp_path: Path) -> None:
    key, certificate = _of_a_maker(tmp_path)
    signer = tmp_path / "sign with a name.sh"
    script = ["#!/bin/sh", "set -e", 'out="$1.signed"', f'id="-certs {certificate} -key {key}"']
    script += ['osslsigncode sign -h sha256 $id -in "$1" -out "$out"', 'mv "$out" "$1"']
    signer.write_text("\n".join(script) + "\n", encoding="utf-8")
    signer.chmod(0o755)
    folder = program_folder()
    for name in setup_program.PROGRAMS:
        (folder / name).write_bytes(library([]))
    setup = setup_of(folder, sign=shlex.join([str(signer)]))
    verify = ["osslsigncode", "verify", "-CAfile", str(certificate), "-in"]
    for path in (setup, *(folder / name for name in setup_program.PROGRAMS)):
        assert subprocess.run([*verify, str(path)], capture_output=True, check=False).returncode == 0
    content = bytearray(setup.read_bytes())
    content[len(content) // 2] ^= 1
    setup.write_bytes(content)
    assert subprocess.run([*verify, str(setup)], capture_output=True, check=False).returncode != 0


def _of_a_maker(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate for signing programs that it gives itself."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A maker of the test's")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, secret.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.CODE_SIGNING]), critical=False)
        .sign(secret, hashes.SHA256())
    )
    form = (Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    key.write_bytes(secret.private_bytes(*form))
    certificate.write_bytes(made.public_bytes(Encoding.PEM))
    return key, certificate
