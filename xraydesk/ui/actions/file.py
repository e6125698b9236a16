"""Opening, closing, leaving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from xraydesk.core import paths
from xraydesk.ui.actions.context import Context

FILTER = "All files (*);;Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp)"
"""Files are known by their content; DICOM files often have no ending at all."""


class FileHandlers:
    """Handlers of the action table's group ``file``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def open_files(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(
            self._context.window, "Open radiographs", self._context.settings["last_folder"], FILTER
        )
        if names:
            self._open([Path(name) for name in names], Path(names[0]).parent)

    def open_folder(self) -> None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(
            self._context.window, "Open a folder", self._context.settings["last_folder"]
        )
        if name:
            self._open([Path(name)], Path(name))

    def _open(self, chosen: list[Path], folder: Path) -> None:
        self._context.settings.set("last_folder", str(folder))
        self._context.desk.open_paths(chosen)

    def open_sample(self) -> None:
        """Open the phantom that comes with the product."""
        self._context.desk.open_paths(sorted((paths.resources() / "samples").glob("*.dcm")))

    def close_all(self) -> None:
        """Back to the start page."""
        self._context.desk.close_all()

    def quit(self) -> None:
        """Leave."""
        self._context.window.close()
