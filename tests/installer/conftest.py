"""A Windows to install into, and a small program folder to install."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from resources.installer import setup_program

SECONDS = 180


class Windows:
    """A Wine prefix: starts programs, and knows where things are.

    Attributes
    ----------
    drive
        The folder that is ``C:`` there.

    Parameters
    ----------
    prefix
        Its folder.
    user
        Name of who is logged in; empty for whoever runs the tests.
    """

    def __init__(self, prefix: Path, user: str = "") -> None:
        self.drive = prefix / "drive_c"
        self._prefix = prefix
        self._environment = {
            **os.environ,
            "WINEPREFIX": str(prefix),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree,mshtml=;winemenubuilder.exe=d",
            "LC_ALL": "C.UTF-8",
            **({"USER": user, "LOGNAME": user} if user else {}),
        }
        self._environment.pop("DISPLAY", None)

    def run(self, program: Path | str, *words: str) -> int:
        """Start a program and wait until it and all that it started have ended; its exit code."""
        code = self.start(program, *words).wait(SECONDS)
        self.settle()
        return code

    def start(self, program: Path | str, *words: str) -> subprocess.Popen[bytes]:
        """Start a program."""
        return subprocess.Popen(
            ["wine", str(program), *words],
            env=self._environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def settle(self) -> None:
        """Wait until no Windows program runs; the registry is then in its files."""
        subprocess.run(["wineserver", "-w"], env=self._environment, timeout=SECONDS, check=True)

    def registry(self, hive: str) -> str:
        """The text of ``user.reg`` or ``system.reg``."""
        return (self._prefix / f"{hive}.reg").read_text(encoding="utf-8", errors="replace")

    def keys_of_ours(self) -> list[str]:
        """Every key and value in either hive that names the product."""
        return [
            line
            for hive in ("user", "system")
            for line in self.registry(hive).splitlines()
            if "xraydesk" in line.lower()
        ]

    def everything(self) -> set[Path]:
        """Files and folders that a user or an administrator would find, and no cache of Wine's."""
        places = [self.drive / "users", self.drive / "Program Files", self.drive / "ProgramData"]
        return {path for place in places for path in place.rglob("*") if "Temp" not in path.parts}

    @property
    def local(self) -> Path:
        """The user's ``%LOCALAPPDATA%``."""
        (folder,) = self.drive.glob("users/*/AppData/Local")
        return folder

    @property
    def menu(self) -> Path:
        """The user's start menu."""
        (folder,) = self.drive.glob("users/*/AppData/Roaming/Microsoft/Windows/Start Menu/Programs")
        return folder

    @staticmethod
    def path(place: Path) -> str:
        """A path of this computer as Windows names it, on its drive ``Z:``."""
        return "Z:" + str(place).replace("/", "\\")


@pytest.fixture(scope="session")
def fresh_windows(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A prefix in which nothing was ever installed; copied for each test, since making it takes long."""
    if sys.platform != "linux" or shutil.which("wine") is None or shutil.which("wineserver") is None:
        pytest.skip("wine is not installed (Debian: apt-get install wine wine64)")
    if setup_program.makensis() is None:
        pytest.skip("NSIS is not installed (Debian: apt-get install nsis)")
    prefix = tmp_path_factory.mktemp("wine") / "prefix"
    started(prefix)
    return prefix


def started(prefix: Path, user: str = "") -> Windows:
    """A Windows in a new folder, at its first start; the test skips where Wine cannot make one."""
    windows = Windows(prefix, user)
    windows.run("wineboot", "--init")
    if not (windows.drive / "windows" / "system32").is_dir():
        pytest.skip("wine cannot make a prefix here")
    return windows


@pytest.fixture
def windows(fresh_windows: Path, tmp_path: Path) -> Iterator[Windows]:
    """A Windows of the test's own."""
    prefix = tmp_path / "prefix"
    shutil.copytree(fresh_windows, prefix, symlinks=True, copy_function=_copied)
    made = Windows(prefix)
    yield made
    made.settle()


def _copied(source: str, target: str) -> str:
    """A copy; of a library of Windows, which is never written to, another name: they are most of a gigabyte."""
    if source.lower().endswith((".dll", ".drv", ".exe", ".sys")):
        os.link(source, target)
        return target
    return shutil.copy2(source, target)


@pytest.fixture
def program_folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder as the freezer would, with these further files: name → content."""

    def make(name: str = "frozen", **further: bytes) -> Path:
        folder = tmp_path / name
        files = {
            "xraydesk.exe": b"MZ window " + name.encode(),
            "xraydesk-cli.exe": b"MZ console",
            "LICENSE.txt": b"Apache-2.0",
            "_internal/base_library.zip": b"zip" * 1000,
            "_internal/resources/models/a model/weights.safetensors": bytes(range(256)) * 40,
            "_internal/Lungenaufnahmen/größe $5 肺.txt": b"text",
            "licences/INDEX.txt": b"numpy",
            **{key.replace("__", "/"): value for key, value in further.items()},
        }
        for relative, content in files.items():
            place = folder / relative
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)
        return folder

    return make


@pytest.fixture
def setup_of(tmp_path: Path) -> Callable[..., Path]:
    """Makes the installer of a folder; it holds the files as they are, or packed as it is given to others."""

    def make(folder: Path, version: str = "1.2.0", *, packed: bool = False, sign: str = "") -> Path:
        target = tmp_path / "given to others" / f"setup {version}.exe"
        options = [] if packed else ["-DUNPACKED"]
        return setup_program.build(folder, target, "lite", version=version, sign=sign, options=options)

    return make
