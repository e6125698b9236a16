"""Opening, closing, leaving."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog

from xraydesk.core import paths
from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.language import mark, tr

FILTER = mark("All files (*);;Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp)")
"""Files are known by their content; DICOM files often have no ending at all."""


class FileHandlers:
    """Handlers of the action table's group ``file``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    def open_files(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(
            self._context.window, tr("Open radiographs"), self._context.settings["last_folder"], tr(FILTER)
        )
        if names:
            self._open([Path(name) for name in names], Path(names[0]).parent)

    def open_folder(self) -> None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(
            self._context.window, tr("Open a folder"), self._context.settings["last_folder"]
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

    def show_settings(self) -> None:
        """Everything that can be set."""
        from xraydesk.ui.shell.settings_dialog import SettingsDialog

        def make() -> SettingsDialog:
            dialog = SettingsDialog(self._context.settings, self._context.window)
            dialog.shortcuts_asked.connect(self.edit_shortcuts)
            return dialog

        self._context.show_once(SettingsDialog, make)

    def edit_shortcuts(self) -> None:
        """Other keys for actions."""
        from xraydesk.ui.shell.shortcuts_dialog import ShortcutsDialog

        context = self._context
        context.show_once(ShortcutsDialog, lambda: ShortcutsDialog(context.keymap, context.settings, context.window))

    def quit(self) -> None:
        """Leave."""
        self._context.window.close()
