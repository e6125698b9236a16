"""The parts of the support file that are read from this computer: lines that are harmless by their making."""

from __future__ import annotations

import locale
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import Final

from xraydesk import __version__
from xraydesk import selftest as tests
from xraydesk.core import paths
from xraydesk.core.errors import ModelError
from xraydesk.core.settings import SETTINGS, Setting, Settings
from xraydesk.core.settings import default_path as settings_path
from xraydesk.model import auxiliary, engines
from xraydesk.model import bundle as bundles
from xraydesk.model.packs.trust import trusted
from xraydesk.store import census
from xraydesk.store.database import default_path as database_path

_PACKAGES: Final = (
    "PySide6-Essentials", "numpy", "onnxruntime", "pillow", "pydicom", "python-gdcm", "pyjpegls", "pylibjpeg-openjpeg",
    "pylibjpeg-rle", "safetensors", "xlsxwriter", "reportlab", "cryptography", "torch", "torchvision", "grad-cam",
    "ray",
)  # fmt: skip


def program() -> Iterator[str]:
    """Which copy this is."""
    kind = "frozen" if getattr(sys, "frozen", False) else "from source or installed"
    yield f"XRayDesk {__version__}, {kind}"
    yield f"Python {platform.python_version()} ({platform.python_implementation()}, {platform.python_compiler()})"


def computer() -> Iterator[str]:
    """System, processor, memory and language; no names."""
    yield f"{platform.system()} {platform.release()} {platform.version()}"
    yield f"{platform.machine()}, {os.cpu_count()} cores, {len(_usable_cores())} of them usable, {_memory()}"
    language, encoding = locale.getlocale()
    yield f"locale {language or 'C'}, {encoding or 'no encoding'}; file names {sys.getfilesystemencoding()}"
    yield f"database on a network share: {census.take(database_path()).share or 'no'}"


def _usable_cores() -> set[int]:
    return os.sched_getaffinity(0) if sys.platform == "linux" else set(range(os.cpu_count() or 1))


def _memory() -> str:
    try:
        return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.1f} GiB of memory"
    except (AttributeError, ValueError, OSError):  # Windows
        return "memory not known"


def packages() -> Iterator[str]:
    """Versions of the packages that do the work."""
    for name in _PACKAGES:
        try:
            yield f"{name} {version(name)}"
        except PackageNotFoundError:
            yield f"{name}: not installed, or its version is not known"


def models() -> Iterator[str]:
    """Engines, models with their digests, and how many keys are trusted."""
    yield f"engines: {', '.join(engines.available()) or 'none'}"
    for number, folder in enumerate(bundles.installed(), 1):
        place = "bundled" if paths.resources() in folder.parents else "added"
        # Somebody may name a model that he added after anything.
        name = folder.name if place == "bundled" else f"model {number}"
        try:
            bundle = bundles.load(folder)
            yield f"{name}: version {bundle.card.version}, {len(bundle.card.labels)} labels, {place}, {bundle.sha256}"
        except ModelError:
            yield f"{name}: {place}, cannot be used"
    for name in auxiliary.installed():
        try:
            yield f"{name}: {auxiliary.read_about(auxiliary.folder_of(name))[1]}"
        except ModelError:
            yield f"{name}: cannot be used"
    keys = trusted()
    yield f"trusted keys: {sum(key.for_all for key in keys)} for everybody, {sum(not key.for_all for key in keys)} own"


def selftest() -> Iterator[str]:
    """Every check of the self-test but the window's; an added model is named by its number here too."""
    added = {
        folder.name: f"model {number}"
        for number, folder in enumerate(bundles.installed(), 1)
        if paths.resources() not in folder.parents
    }
    for check in tests.run():
        kind, _, name = check.name.partition(" ")
        shown = added.get(name, check.name) if kind == "model" else check.name
        # Of what failed the sentence may quote a file; that it failed, and with which check, is enough to ask on.
        is_told = check.passed and kind != "text"  # which quotes a name, though it is nobody's
        yield f"{'ok    ' if check.passed else 'FAILED'} {shown}" + (f": {check.detail}" if is_told else "")


def settings() -> Iterator[str]:
    """Values that a fixed list or a number confines; of free texts only whether there is one."""
    chosen = Settings.load(settings_path())
    for setting in SETTINGS:
        marker = "" if chosen.is_default(setting.key) else " (changed)"
        yield f"{setting.key}: {_value(setting, chosen[setting.key])}{marker}"


def _value(setting: Setting, value: object) -> str:
    if setting.key == "model":
        bundled = {folder.name for folder in bundles.installed() if paths.resources() in folder.parents}
        return "the bundled one" if value == "" else str(value) if value in bundled else "one that was added"
    if isinstance(value, dict):
        return f"{len(value)} values"
    if isinstance(value, str) and not (setting.choices or setting.words):
        return "set" if value else "not set"
    return str(value)


def database() -> Iterator[str]:
    """How the database is, how much it holds, and the verdict on its audit trail."""
    found = census.take(database_path())
    yield f"backups: {found.backups}"
    if not found.exists:
        yield "there is none yet"
        return
    yield f"{found.size} bytes, layout {found.layout} of {found.newest_layout}"
    yield f"integrity: {found.problem or 'ok'}"
    yield f"audit trail: {found.trail}"
    yield f"closed by whoever used it last: {'yes' if found.was_closed else 'no, or it is in use'}"
    for table, rows in found.rows:
        yield f"{table}: {rows} rows"
