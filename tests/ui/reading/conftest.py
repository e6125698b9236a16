"""Patients with priors, opened in the window, with what their headers say told to it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from xraydesk.core.errors import RefusedFileError
from xraydesk.core.radiograph import Patient, Radiograph, Study
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.view.image_view import ImageView

JANE, JOHN = Patient("Doe^Jane", "P1", "19500102"), Patient("Doe^John", "P2", "19600203")


class Cases:
    """Films of patients on the shelf, and the window they are read in."""

    def __init__(self, qtbot: Any, window: MainWindow, workflow: Any) -> None:
        self.qtbot, self.window, self.workflow = qtbot, window, workflow

    def add(self, name: str, day: str, patient: Patient = JANE, projection: str = "PA", **changes: Any) -> Path:
        """Put a film on the shelf."""
        study = Study(
            study_uid=f"{patient.id}.{day}", date=day, modality="DX", body_part="CHEST", view_position=projection
        )
        (path,) = self.workflow.add(name, patient=patient, study=study, **changes)
        return path

    def damage(self, name: str) -> None:
        """Have a film whose header can be read, but not its picture."""
        whole = self.workflow.open_radiograph

        def open_radiograph(path: Path, *, least_side: int = 0) -> Radiograph:
            if path.name == name:
                raise RefusedFileError(path, "the picture is cut short")
            return whole(path, least_side=least_side)

        self.workflow.open_radiograph = open_radiograph

    def open(self, paths: Iterable[Path], shown: str) -> MainWindow:
        """Open films and wait until all are known and one of them is in the active view."""
        paths = list(paths)
        self.window.open_paths(paths)
        self.wait_for_headers(paths)
        self.qtbot.waitUntil(lambda: names(self.window)[self.window.reading.grid.active] == shown)
        return self.window

    def add_later(self, path: Path) -> None:
        """Have a film stream in, without showing it."""
        self.window.desk.items.add([path])
        self.wait_for_headers([path])

    def wait_for_headers(self, paths: list[Path]) -> None:
        """Wait until these files are listed and read as far as they can be."""
        items = self.window.desk.items
        self.qtbot.waitUntil(lambda: all(items.row_of(path) >= 0 for path in paths) and self.window.headers.are_read)

    def wait(self, *shown: str) -> None:
        """Wait until the views show these films."""
        self.qtbot.waitUntil(lambda: names(self.window) == [*shown])


def name_in(view: ImageView) -> str:
    """Name of the film in a view, empty when there is none."""
    return view.picture.radiograph.path.name if view.picture is not None else ""


def names(window: MainWindow) -> list[str]:
    """Names of the films in the views of the layout."""
    return [name_in(view) for view in window.reading.grid.shown]


def said(view: ImageView) -> list[str]:
    """What a view says of those beside it."""
    scene = view.scene()
    return [text for text, _ in scene.company.remarks] if scene is not None else []


@pytest.fixture
def cases(qtbot: Any, window: MainWindow, workflow: Any) -> Cases:
    return Cases(qtbot, window, workflow)


@pytest.fixture
def jane(cases: Cases) -> Callable[[], MainWindow]:
    """Opens three films of one patient; the newest is read, its prior hangs beside it."""

    def open_them() -> MainWindow:
        days = {"new.dcm": "20240301", "old.dcm": "20230401", "older.dcm": "20200101"}
        window = cases.open([cases.add(name, day) for name, day in days.items()], "new.dcm")
        cases.wait("new.dcm", "old.dcm")
        return window

    return open_them
