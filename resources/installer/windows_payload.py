"""Lays Windows wheels out as PyInstaller would on Windows, with the exclusions and prunings of `selection`.

How it differs from a frozen folder:

- Modules are not followed from import to import: of a package that goes along all modules do, except its tests. Of Qt
  only the libraries and plugins that the window's modules reach are taken, as PyInstaller does. So it is rather larger.
- Python for Windows is not among the wheels. Its standard library is taken from the Python that runs this; for its own
  libraries stands a file of their size, which packs like them (`RUNTIME`).
- There is no bill of materials, and the licence texts are those of the wheels alone.

Its programs do not run.
"""

from __future__ import annotations

import marshal
import random
import re
import shutil
import sysconfig
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from packaging.utils import canonicalize_name, parse_wheel_filename

from resources.installer import contents, dll_imports, licences, selection

ROOT: Final = Path(__file__).resolve().parents[2]
INNER: Final = "_internal"
BOOTLOADERS: Final = {"xraydesk.exe": "runw.exe", "xraydesk-cli.exe": "run.exe"}

# python311.dll, the extension modules and the libraries they need, without Tcl/Tk and tests, of a Python 3.11.9 for
# Windows: 27 files, counted in bytes, and packed together by ``xz -9e``.
RUNTIME: Final = {"size": 16_457_136, "packed": 4_968_592}

# Packages whose hook collects their data, and those of which the sources go along beside the modules.
_WITH_DATA: Final = ("pydicom", "torch")
_WITH_SOURCE: Final = ("torch", "torchvision")
# Of the modules that a window asks for: QtGui, QtWidgets, QtPrintSupport.
_PLUGINS: Final = (
    *("iconengines", "imageformats", "platforminputcontexts", "platforms", "platformthemes", "printsupport", "styles"),
)
_NO_DATA: Final = re.compile(r"\.(py|pyc|pyi|pyx|pxd|h|hpp|cuh|c|cc|cpp|cu|lib|a|exe|cmake)$|(^|/)py\.typed$")
_TESTS: Final = frozenset({"tests", "conftest"})
_NOT_OF_A_PROGRAM: Final = frozenset({"ensurepip", "idlelib", "lib2to3", "site-packages", "test", "turtledemo", "venv"})


@dataclass(frozen=True, slots=True)
class Payload:
    """What a folder that was made holds.

    Attributes
    ----------
    modules
        Number of modules in the programs.
    files
        Number of files in the folder.
    size
        Of all files, bytes.
    """

    modules: int
    files: int
    size: int


def make(wheels: Sequence[Path], bootloader: Path, edition: str, folder: Path) -> Payload:
    """Fill ``folder`` with what the wheels of an edition bring.

    Parameters
    ----------
    wheels
        As `windows_wheels.gather` returns them.
    bootloader
        PyInstaller's wheel for Windows; its two bootloaders are what the programs begin with.
    edition
        ``lite`` or ``standard``.
    folder
        Is made anew.
    """
    shutil.rmtree(folder, ignore_errors=True)
    inner = folder / INNER
    modules: dict[str, bytes] = {}
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            _place_licences(archive, wheel, folder / licences.NAME)
            _place(archive, wheel, edition, inner)
            modules |= _modules(archive, edition)
    modules |= _standard_library() | _own_modules(edition)
    _write(inner / "python-stand-in.bin", _runtime())
    _place_resources(inner)
    packed = b"".join(_compiled(modules))
    with zipfile.ZipFile(bootloader) as archive:
        for program, name in BOOTLOADERS.items():
            begin = archive.read(f"PyInstaller/bootloader/Windows-64bit-intel/{name}")
            _write(folder / program, begin + packed)
    shutil.copyfile(ROOT / "LICENSE", folder / "LICENSE.txt")
    files = [path for path in folder.rglob("*") if path.is_file()]
    return Payload(len(modules), len(files), sum(path.stat().st_size for path in files))


def _members(archive: zipfile.ZipFile) -> Iterator[tuple[str, PurePosixPath]]:
    """What a wheel puts among the packages: name in the archive, place there."""
    for name in archive.namelist():
        parts = PurePosixPath(name).parts
        if parts[0].endswith(".data"):  # scripts, headers and data of these are not a program's
            if parts[1] not in {"purelib", "platlib"}:
                continue
            parts = parts[2:]
        if not name.endswith("/"):
            yield name, PurePosixPath(*parts)


def _module(place: PurePosixPath) -> str:
    """``a/b/c.cp311-win_amd64.pyd`` → ``a.b.c``; a folder of libraries (``scipy.libs``) counts to its package."""
    parts = [*place.parts[:-1], place.name.partition(".")[0]]
    return ".".join(parts).removesuffix(".__init__")


def _place(archive: zipfile.ZipFile, wheel: Path, edition: str, inner: Path) -> None:
    """Write the files of one wheel that PyInstaller would collect."""
    out = selection.excluded(edition)
    named = {canonicalize_name(name) for name in selection.named(edition)}
    qt = _of_qt(archive, edition)
    for name, place in _members(archive):
        top = place.parts[0]
        if top.endswith(".dist-info"):
            taken = parse_wheel_filename(wheel.name)[0] in named
        elif selection.is_excluded(_module(place), out) or selection.pruned(str(place)):
            taken = False
        elif top == "PySide6" and place.suffix in {".pyd", ".dll"}:
            taken = place in qt
        elif place.suffix in {".pyd", ".dll"}:
            taken = True
        elif place.suffix == ".py":
            taken = top in _WITH_SOURCE
        else:
            taken = (
                place.match("PySide6/translations/*.qm")
                or (top == "reportlab" and "/".join(place.parts[1:]) in selection.FONTS)
                or (top in _WITH_DATA and not _NO_DATA.search(str(place)))
            )
        if taken:
            _write(inner / place, archive.read(name))


def _of_qt(archive: zipfile.ZipFile, edition: str) -> set[PurePosixPath]:
    """The extension modules, libraries and plugins of Qt that the window's modules load."""
    names = {place: name for name, place in _members(archive) if place.suffix in {".pyd", ".dll"}}
    files = {place: name for place, name in names.items() if place.parts[0] == "PySide6"}
    sources = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / "xraydesk").rglob("*.py"))
    out = selection.excluded(edition)
    asked = {f"PySide6.{name}" for name in re.findall(r"\bPySide6\.(Qt\w+)", sources)}
    begin = [PurePosixPath(f"{name.replace('.', '/')}.pyd") for name in asked if not selection.is_excluded(name, out)]
    plugins = [place for place in files if place.parent.parent.name == "plugins" and place.parent.name in _PLUGINS]
    begin += [place for place in plugins if not selection.pruned(str(place))]
    # A library is asked for by its name alone; none of these has the name of another.
    images = {place.name.lower(): archive.read(name) for place, name in files.items()}
    found = dll_imports.reached([place.name.lower() for place in begin], images)
    return {place for place in files if place.name.lower() in found}


def _place_licences(archive: zipfile.ZipFile, wheel: Path, folder: Path) -> None:
    name, version, _, _ = parse_wheel_filename(wheel.name)
    for member, place in _members(archive):
        if place.parts[0].endswith(".dist-info") and contents.is_licence(str(place)):
            _write(folder / f"{name}-{version}" / place.relative_to(place.parts[0]), archive.read(member))


def _place_resources(inner: Path) -> None:
    for path in (ROOT / "resources").rglob("*"):
        relative = path.relative_to(ROOT)
        if path.is_file() and not selection.pruned(str(relative)):
            _write(inner / relative, path.read_bytes())


def _modules(archive: zipfile.ZipFile, edition: str) -> dict[str, bytes]:
    """Sources of a wheel's modules, without tests."""
    out = selection.excluded(edition)
    found = {}
    for name, place in _members(archive):
        if place.suffix == ".py" and all(part.isidentifier() for part in (*place.parts[:-1], place.stem)):
            module = _module(place)
            if not selection.is_excluded(module, out) and _TESTS.isdisjoint(module.split(".")):
                found[module] = archive.read(name)
    return found


def _standard_library() -> dict[str, bytes]:
    library = Path(sysconfig.get_path("stdlib"))
    found = {}
    for path in library.rglob("*.py"):
        place = PurePosixPath(path.relative_to(library))
        module = _module(place)
        apart = _NOT_OF_A_PROGRAM | _TESTS | {"dist-packages"}
        if apart.isdisjoint(place.parts) and not selection.is_excluded(module, selection.EXCLUDED):
            found[module] = path.read_bytes()
    return found


def _own_modules(edition: str) -> dict[str, bytes]:
    out = selection.excluded(edition)
    paths = {_module(PurePosixPath(path.relative_to(ROOT))): path for path in (ROOT / "xraydesk").rglob("*.py")}
    return {name: path.read_bytes() for name, path in paths.items() if not selection.is_excluded(name, out)}


def _compiled(modules: dict[str, bytes]) -> Iterator[bytes]:
    """Each module as an archive of PyInstaller holds it: its code, packed by itself."""
    for name, source in sorted(modules.items()):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what compilers say of other people's sources
            try:
                code = compile(source, name, "exec", dont_inherit=True)
            except (SyntaxError, ValueError):  # for another Python, or a template
                continue
        yield zlib.compress(marshal.dumps(code), 6)


def _runtime() -> bytes:
    """Noise, which nothing packs, of the packed size; then zeros up to the size of the files."""
    return random.Random(0).randbytes(RUNTIME["packed"]) + bytes(RUNTIME["size"] - RUNTIME["packed"])  # noqa: S311


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(content)
