"""Fetches the wheels for Windows that an edition of the product stands on, on whatever system this runs.

pip chooses wheels for another system when it is told to, but it reads the conditions in their metadata
(``; sys_platform == "win32"``) for the system that it runs on. So the dependencies are followed here, with the
conditions read for Windows, and pip is asked for names only.
"""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Sequence
from email.message import Message
from email.parser import BytesHeaderParser
from pathlib import Path
from typing import Final

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name, parse_wheel_filename

from resources.installer import selection

ROOT: Final = Path(__file__).resolve().parents[2]
PLATFORM: Final = "win_amd64"
SOURCE_ONLY: Final = frozenset(
    {"grad-cam"}
)  # in registries as source alone; it is plain Python, so any system can build it
_WINDOWS: Final = {
    "os_name": "nt",
    "platform_machine": "AMD64",
    "platform_release": "10",
    "platform_system": "Windows",
    "platform_version": "10.0",
    "sys_platform": "win32",
}


class NoWheelsError(RuntimeError):
    """pip is missing, or could not fetch what it was asked for."""


def required(edition: str) -> list[str]:
    """What pyproject.toml asks for: the product's dependencies, for ``standard`` those of the explainers as well."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    further = project["optional-dependencies"]["explainers"] if edition == "standard" else []
    return [*project["dependencies"], *further]


def gather(edition: str, folder: Path) -> list[Path]:
    """Fetch the wheels of an edition with the versions of constraints.txt, and of all that they ask for on Windows.

    A distribution of which a top-level module is excluded stays out, with all that only it asks for.

    Returns
    -------
    The wheels in ``folder`` that go into the edition, sorted.

    Raises
    ------
    NoWheelsError
        They cannot be had: no pip, no index, no such version for Windows.
    """
    out = selection.excluded(edition)
    taken: dict[str, Path] = {}
    asked: set[str] = set()
    waiting = [Requirement(text) for text in required(edition)]
    while waiting:
        wanted = {canonicalize_name(each.name): each for each in waiting}
        _download([str(each) for name, each in wanted.items() if name not in asked], folder)
        asked |= wanted.keys()
        here = {parse_wheel_filename(path.name)[0]: path for path in folder.glob("*.whl")}
        followed = waiting
        waiting = []
        for each in followed:
            wheel = here[canonicalize_name(each.name)]
            if any(selection.is_excluded(module, out) for module in top_modules(wheel)):
                continue
            taken[canonicalize_name(each.name)] = wheel
            waiting += [new for new in _requirements(wheel, each.extras) if canonicalize_name(new.name) not in asked]
    return sorted(taken.values())


def fetch(name: str, folder: Path) -> Path:
    """One wheel for Windows by name, without what it asks for."""
    _download([name], folder)
    (wheel,) = [path for path in folder.glob("*.whl") if parse_wheel_filename(path.name)[0] == canonicalize_name(name)]
    return wheel


def top_modules(wheel: Path) -> set[str]:
    """Names of the modules and packages that a wheel puts at the top."""
    with zipfile.ZipFile(wheel) as archive:
        tops = {name.partition("/")[0] for name in archive.namelist()}
    return {top.partition(".")[0] for top in tops if not top.endswith((".dist-info", ".data", ".libs"))}


def metadata(wheel: Path) -> Message:
    """The headers of a wheel's ``METADATA``."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [each for each in archive.namelist() if each.endswith(".dist-info/METADATA") and each.count("/") == 1]
        return BytesHeaderParser().parsebytes(archive.read(name))


def _requirements(wheel: Path, extras: Iterable[str]) -> list[Requirement]:
    windows = {**{key: str(value) for key, value in default_environment().items()}, **_WINDOWS}
    found = []
    for text in metadata(wheel).get_all("Requires-Dist") or []:
        each = Requirement(text)
        marker, each.marker = each.marker, None
        if marker is None or any(marker.evaluate({**windows, "extra": extra}) for extra in ("", *extras)):
            found.append(each)
    return found


def _download(requirements: Sequence[str], folder: Path) -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    target = ["--platform", PLATFORM, "--python-version", version, "--implementation", "cp", "--only-binary", ":all:"]
    quiet = ["--quiet", "--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--retries", "1"]
    fixed = ["--no-deps", "--constraint", str(ROOT / "constraints.txt")]
    built = [text for text in requirements if canonicalize_name(Requirement(text).name) in SOURCE_ONLY]
    ready = [text for text in requirements if text not in built]
    if ready:
        _run([*_pip(), "download", *quiet, *target, *fixed, "--dest", str(folder), *ready])
    if built:
        _run([*_pip(), "wheel", *quiet, *fixed, "--wheel-dir", str(folder), *built])


def _run(command: Sequence[str]) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        errors = [line for line in done.stderr.splitlines() if line.startswith("ERROR")] or done.stderr.splitlines()
        said = errors[0] if errors else f"exit status {done.returncode}"
        raise NoWheelsError(
            f"pip could not fetch the wheels for Windows (is there a registry that it reaches?): {said}"
        )


def _pip() -> list[str]:
    """A pip that this Python or the one beneath it has; see also ``dev.py``, whose environment has none of its own."""
    for python in dict.fromkeys((sys.executable, getattr(sys, "_base_executable", sys.executable))):
        command = [python, "-m", "pip"]
        if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode == 0:
            return command
    raise NoWheelsError("there is no pip for this Python (Debian: apt-get install python3-pip)")
