"""The printers of this computer, without a question to the network."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QDialog

if TYPE_CHECKING:
    from PySide6.QtGui import QPageLayout
    from PySide6.QtPrintSupport import QPrinter
    from PySide6.QtWidgets import QWidget

_SOCKET: Final = "/run/cups/cups.sock"
_CONFIGURED: Final = (Path("/etc/cups/client.conf"), Path.home() / ".cups" / "client.conf")


def printer(name: str, layout: QPageLayout) -> QPrinter:
    """A printer for a document of this name, still to be chosen.

    On Linux, where no printing system listens on its socket file, CUPS looks for one over TCP and asks the name server
    where it is. That is prevented unless whoever runs this computer has named a print server.
    """
    if sys.platform.startswith("linux") and not any(file.exists() for file in _CONFIGURED):
        os.environ.setdefault("CUPS_SERVER", _SOCKET)
    from PySide6.QtPrintSupport import QPrinter

    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setDocName(name)
    made.setPageLayout(layout)
    return made


def choose(printer: QPrinter, parent: QWidget) -> QDialog:
    """The system's dialog in which a printer is chosen, open over a window; it goes away when it is answered."""
    from PySide6.QtPrintSupport import QPrintDialog

    dialog = QPrintDialog(printer, parent)
    dialog.finished.connect(dialog.deleteLater)
    QDialog.open(dialog)  # its own `open` wants somebody to tell
    return dialog
