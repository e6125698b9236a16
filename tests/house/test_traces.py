"""What is left of a patient on the disk: the worklist names patients, and nothing else does (row 40)."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pydicom
import pytest
from pydicom.uid import UID

PLANTED = {
    "PatientName": "Plantedname^Zofia",
    "PatientID": "PLANTED-4711",
    "PatientBirthDate": "19420713",
    "AccessionNumber": "PLANTEDACC",
    "InstitutionName": "Planted Hospital",
    "StudyDescription": "plantedstudy",
    "PatientComments": "plantedcomment",
}
TRACES = [*PLANTED.values(), "Plantedname", "Zofia", "13.07.1942", "1942-07-13"]
DATABASE = "xraydesk.sqlite3"

# The program's own window, which leaves in one way or the other when the film is answered and the session remembered.
WINDOW = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QTimer
import xraydesk.ui.app as app
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import session_memory

class Window(MainWindow):
    def furnish(self):
        if not self.furnished:
            super().furnish()
            self.timer = QTimer(self, interval=20)
            self.timer.timeout.connect(self.look)
            self.timer.start()
    def look(self):
        item, folder = self.desk.current, session_memory.folder()
        if item is None or item.prediction is None or not (folder.is_dir() and any(folder.iterdir())):
            return
        self.timer.stop()
        if sys.argv[1] == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
        self.close()

app.MainWindow = Window
sys.exit(app.run([Path(each) for each in sys.argv[2:]], new_window=True))
"""


@pytest.fixture
def films(phantom: Path, tmp_path: Path) -> list[Path]:
    """Twelve films of a planted patient, each its own, and two files of them that cannot be read to their end."""
    made = []
    for number in range(14):
        dataset = pydicom.dcmread(phantom)
        for keyword, value in PLANTED.items():
            setattr(dataset, keyword, value)
        dataset.SOPInstanceUID = dataset.file_meta.MediaStorageSOPInstanceUID = UID(f"2.25.{4711 + number}")
        path = tmp_path / "films" / f"{number:02}.dcm"
        path.parent.mkdir(exist_ok=True)
        dataset.save_as(path)
        if number % 7 == 6:
            path.write_bytes(path.read_bytes()[: 60_000 if number == 6 else 900])
        made.append(path)
    return made


@pytest.fixture
def start(
    home: Path, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., subprocess.Popen[bytes]]:
    """Starts a program whose temporary files lie in the test's own folder."""
    (tmp_path / "temporary").mkdir()
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path / "temporary"))

    def begin(*words: str | Path) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, *words], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    return begin


def _files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def _planted_in(path: Path) -> list[str]:
    content = path.read_bytes().lower()
    return [
        word
        for word in TRACES
        if word.lower().encode() in content
        or word.lower().encode("utf-16-le") in content
        or word.lower() in path.name.lower()
    ]


def _names_patients(path: Path) -> bool:
    """Whether it is the database, a side file or a backup of it: a worklist without names is none."""
    return path.name.startswith(DATABASE) or (path.parent.name == "backups" and path.suffix == ".sqlite3")


def _left(home: Path, tmp_path: Path) -> dict[str, list[str]]:
    """Files other than the films and the database in which something planted stands."""
    found = {path: _planted_in(path) for path in _files(home, tmp_path / "temporary")}
    assert any(words for path, words in found.items() if _names_patients(path)), "the search finds names"
    return {str(path): words for path, words in found.items() if words and not _names_patients(path)}


def _answered(database: Path) -> int:
    """How many films are answered in a database that another program is writing."""
    if not database.exists():
        return 0
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return int(connection.execute("SELECT count(*) FROM entry WHERE status = 'abstained'").fetchone()[0])
    except sqlite3.OperationalError:  # it is being made
        return 0
    finally:
        connection.close()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["closed", "killed"])
def test_the_window_leaves_no_name_outside_the_worklist(
    how: str, start: Callable[..., subprocess.Popen[bytes]], films: list[Path], home: Path, tmp_path: Path
) -> None:
    if how == "killed" and os.name == "nt":
        pytest.skip("processes are killed by a signal")
    # First into the worklist, so that the database names the patient and the search is seen to find names.
    assert start("-m", "xraydesk", "screen", films[0], "--store", "--out", tmp_path / "t.csv").wait(120) == 0
    code = start("-c", WINDOW, how, *films).wait(120)
    assert code == (0 if how == "closed" else -9)
    assert _left(home, tmp_path) == {}


@pytest.mark.slow
@pytest.mark.parametrize("how", ["ended", "killed"])
def test_a_screening_leaves_no_name_outside_the_worklist(
    how: str, start: Callable[..., subprocess.Popen[bytes]], films: list[Path], home: Path, tmp_path: Path
) -> None:
    table, maps = tmp_path / "temporary" / "table.csv", tmp_path / "temporary" / "maps"
    words = ["screen", films[0].parent, "--store", "--out", table]
    running = start("-m", "xraydesk", *words, *(["--heatmaps", maps] if how == "ended" else []))
    if how == "ended":
        assert running.wait(240) == 1  # two files failed
        assert table.exists()
        assert len(list(maps.iterdir())) >= 12
    else:
        (home / ".local" / "share" / "XRayDesk").mkdir(parents=True, exist_ok=True)
        database = home / ".local" / "share" / "XRayDesk" / DATABASE
        while running.poll() is None and _answered(database) == 0:
            pass
        running.kill()
        running.wait(60)
        assert 0 < _answered(database) <= 12
    assert _left(home, tmp_path) == {}
