"""The rules of the house that a machine can see: who imports whom, what loads when, how large a module is."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOLDERS = ("xraydesk", "trainer", "tests", "resources")
MODULES = [ROOT / "dev.py", *sorted(path for folder in FOLDERS for path in (ROOT / folder).rglob("*.py"))]
MOST_LINES = 500
EMPTY_NAMES = {"utils", "helpers", "common", "misc"}
ENGINES = {"onnxruntime", "openvino", "torch", "torchvision"}
SLEEPS = {
    "sleep",
    "time.sleep",
    "qtbot.wait",
    "QTest.qSleep",
    "QTest.qWait",
    "QThread.sleep",
    "QThread.msleep",
}


def _name(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def _tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def _loaded_by(code: str) -> set[str]:
    """Top-level packages that a fresh interpreter holds after running some code."""
    report = code + "\nimport sys; print('loaded:', *{name.partition('.')[0] for name in sys.modules})"
    done = subprocess.run(
        [sys.executable, "-c", report], cwd=ROOT, capture_output=True, text=True, timeout=120, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(done.stdout.rpartition("loaded:")[2].split())


def test_the_import_contracts_hold() -> None:
    command = [Path(sys.executable).with_name("lint-imports"), "--no-cache"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_showing_the_window_loads_neither_torch_nor_an_engine() -> None:
    loaded = _loaded_by(
        """
from PySide6.QtWidgets import QApplication
application = QApplication([])
from xraydesk.ui.main_window import MainWindow
window = MainWindow()
window.show()
application.processEvents()
assert window.isVisible()
"""
    )
    assert "PySide6" in loaded
    assert not loaded & ENGINES


def test_the_trainer_starts_without_qt_and_dicom() -> None:
    loaded = _loaded_by("import trainer.__main__")
    assert "trainer" in loaded
    assert not loaded & {"PySide6", "pydicom"}


def test_opening_a_raster_and_preprocessing_load_no_dicom_library() -> None:
    loaded = _loaded_by("import xraydesk.imaging.read, xraydesk.imaging.preprocess")
    assert "numpy" in loaded
    assert not loaded & {"PySide6", "gdcm", "pydicom", *ENGINES}


def test_every_module_says_what_it_is_for() -> None:
    silent = [_name(module) for module in MODULES if len(ast.get_docstring(_tree(module)) or "") < 20]
    assert not silent


def test_every_module_is_one_room() -> None:
    lengths = {_name(module): len(module.read_text(encoding="utf-8").splitlines()) for module in MODULES}
    assert not {name: lines for name, lines in lengths.items() if lines > MOST_LINES}


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert not [_name(module) for module in MODULES if EMPTY_NAMES & {module.stem, module.parent.name}]


def test_no_test_waits_by_sleeping() -> None:
    sleeping = [
        f"{_name(module)}:{node.lineno}"
        for module in MODULES
        if _name(module).startswith("tests/")
        for node in ast.walk(_tree(module))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in SLEEPS
    ]
    assert not sleeping, "wait for the outcome instead: qtbot.waitUntil, an event, a future"
