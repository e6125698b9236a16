"""The picture leaves the window: printed, saved, copied."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFileDialog

from xraydesk.ui.actions.context import Context
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.ui.shell.output import Output, PageOptions


class OutputHandlers:
    """Handlers of the action table's group ``output``; nothing of it is loaded before it is needed."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @cached_property
    def _output(self) -> Output:
        from xraydesk.ui.shell.output import Output

        output = Output(self._context.window.lanes, self._context.window)
        output.told.connect(lambda sentence: self._context.notices.tell("", sentence))
        return output

    def copy_picture(self) -> None:
        """Onto the clipboard."""
        self._output.copy(self._context.view)

    def save_png(self) -> None:
        """Into a PNG file."""
        path = self._ask(tr("Save the picture"), ".png", tr("PNG pictures (*.png)"))
        if path is not None:
            self._output.save_png(self._context.view, path)

    def save_pdf(self) -> None:
        """Into a PDF file, as pages were last made."""
        from xraydesk.ui.shell.print_dialog import options_of

        self._save_page(options_of(self._context.settings, self._context.view))

    def _save_page(self, options: PageOptions) -> None:
        path = self._ask(tr("Save the page"), ".pdf", tr("PDF documents (*.pdf)"), hidden=options.patient_hidden)
        if path is not None:
            self._output.save_pdf(self._context.view, options, path)

    def print_picture(self) -> None:
        """Show the page, and print or save it from there."""
        from xraydesk.ui.shell.print_dialog import PrintDialog

        context = self._context

        def make() -> PrintDialog:
            dialog = PrintDialog(self._output, lambda: context.view, context.settings, context.window)
            dialog.print_asked.connect(self._print)
            dialog.pdf_asked.connect(self._save_page)
            return dialog

        context.show_once(PrintDialog, make)

    def _print(self, options: PageOptions) -> None:
        """Ask for a printer; the dialog is the system's own."""
        from xraydesk.ui.shell import printers

        layout = self._output.layout(self._context.view, options)
        if layout is None:
            return
        printer = printers.printer(tr("Radiograph"), layout)
        dialog = printers.choose(printer, self._context.window)
        dialog.accepted.connect(lambda: self._output.print_page(self._context.view, options, printer))

    def _ask(self, title: str, ending: str, kinds: str, *, hidden: bool = False) -> Path | None:
        """A file to write. The name suggested is the film's own, unless that is not to be seen."""
        scene = self._context.view.scene()
        if scene is None:
            return None
        hidden = hidden or scene.patient_hidden
        stem = tr("radiograph") if hidden else scene.picture.radiograph.path.stem
        settings = self._context.settings
        folder = Path(settings["save_folder"] or Path.home())
        name, _ = QFileDialog.getSaveFileName(self._context.window, title, str(folder / (stem + ending)), kinds)
        if not name:
            return None
        path = Path(name)
        settings.set("save_folder", str(path.parent))
        return path if path.suffix.lower() == ending else path.with_name(path.name + ending)
