"""The handlers of the action table, each a line or two on the part of the window that does it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from xraydesk.core import paths
from xraydesk.core.settings import Settings
from xraydesk.imaging.display import auto_window
from xraydesk.ui.corner_texts import Amount
from xraydesk.ui.desk import Desk
from xraydesk.ui.dialogs import SideDialog, notice_table, page
from xraydesk.ui.drags import KEY_PAN, KEY_WINDOW, KEY_ZOOM
from xraydesk.ui.notices import NoticeBar
from xraydesk.ui.reading_page import ReadingPage
from xraydesk.ui.windowing import as_window, dragged

if TYPE_CHECKING:
    from xraydesk.ui.main_window import MainWindow

OPACITY_STEP = 10
FILTER = "All files (*);;Radiographs (*.dcm *.dicom *.png *.jpg *.jpeg *.tif *.tiff *.bmp)"
"""Files are known by their content; DICOM files often have no ending at all."""


class Commands:
    """What every action of `actions.ACTIONS` does.

    Parameters
    ----------
    window
        Parent of dialogs; closing it leaves the program, and it knows what a maximised view leaves out.
    desk, reading, notices, settings
        The parts that are acted upon.
    """

    def __init__(
        self, window: MainWindow, desk: Desk, reading: ReadingPage, notices: NoticeBar, settings: Settings
    ) -> None:
        self._window, self._desk, self._reading = window, desk, reading
        self._notices, self._settings = notices, settings
        self._view, self._panel = reading.view, reading.panel

    # --------------------------------------------------------------------------------------- file

    def open_files(self) -> None:
        """Ask for files."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Open radiographs", self._settings["last_folder"], FILTER)
        if names:
            self._open([Path(name) for name in names], Path(names[0]).parent)

    def open_folder(self) -> None:
        """Ask for a folder."""
        name = QFileDialog.getExistingDirectory(self._window, "Open a folder", self._settings["last_folder"])
        if name:
            self._open([Path(name)], Path(name))

    def _open(self, chosen: list[Path], folder: Path) -> None:
        self._settings.set("last_folder", str(folder))
        self._desk.open_paths(chosen)

    def open_sample(self) -> None:
        """Open the phantom that comes with the product."""
        self._desk.open_paths(sorted((paths.resources() / "samples").glob("*.dcm")))

    def close_all(self) -> None:
        """Back to the start page."""
        self._desk.close_all()

    def quit(self) -> None:
        """Leave."""
        self._window.close()

    # -------------------------------------------------------------------------------------- image

    def use_window_tool(self) -> None:
        """Left drag: window and level."""
        self._view.set_tool("window")

    def use_pan_tool(self) -> None:
        """Left drag: move."""
        self._view.set_tool("pan")

    def use_zoom_tool(self) -> None:
        """Left drag: zoom."""
        self._view.set_tool("zoom")

    def use_scroll_tool(self) -> None:
        """Left drag: go through the images."""
        self._view.set_tool("scroll")

    def fit(self) -> None:
        """The whole film."""
        self._view.fit()

    def actual_size(self) -> None:
        """One to one."""
        self._view.actual_size()

    def zoom_in(self) -> None:
        """Enlarge."""
        self._view.zoom_by(KEY_ZOOM)

    def zoom_out(self) -> None:
        """Reduce."""
        self._view.zoom_by(1 / KEY_ZOOM)

    def pan_left(self) -> None:
        """Move the film to the left."""
        self._view.pan(-KEY_PAN, 0)

    def pan_right(self) -> None:
        """Move the film to the right."""
        self._view.pan(KEY_PAN, 0)

    def pan_up(self) -> None:
        """Move the film up."""
        self._view.pan(0, -KEY_PAN)

    def pan_down(self) -> None:
        """Move the film down."""
        self._view.pan(0, KEY_PAN)

    def rotate_left(self) -> None:
        """A quarter turn against the clock."""
        self._view.set_turn(self._view.turn.turned(-1))

    def rotate_right(self) -> None:
        """A quarter turn with the clock."""
        self._view.set_turn(self._view.turn.turned(1))

    def flip(self) -> None:
        """Exchange left and right."""
        self._view.set_turn(self._view.turn.flipped())

    def reset(self) -> None:
        """As the file says."""
        self._view.reset()

    def next_texts(self) -> None:
        """All, minimal, none, and round again."""
        amounts = list(Amount)
        amount = amounts[(amounts.index(Amount(self._settings["corner_texts"])) + 1) % len(amounts)]
        self._settings.set("corner_texts", amount.value)
        self._view.set_amount(amount)

    def hide_patient(self, hidden: bool) -> None:
        """Leave out what names the patient."""
        self._view.set_patient_hidden(hidden)
        self._desk.items.hide_names(hidden)

    def maximise(self, maximised: bool) -> None:
        """Only the film, or everything."""
        self._window.set_maximised(maximised)

    # ------------------------------------------------------------------------------- window/level

    def invert(self, inverted: bool) -> None:
        """Exchange black and white."""
        self._view.set_inverted(inverted)

    def auto_window(self) -> None:
        """From the first to the last percent of the grey values."""
        picture = self._view.picture
        if picture is not None:
            self._view.set_voi(auto_window(picture.radiograph, frame=picture.frame))

    def first_file_window(self) -> None:
        """What the file offers first; without any, what it opened with."""
        picture = self._view.picture
        if picture is not None:
            self._view.set_voi(picture.voi)

    def second_file_window(self) -> None:
        """What the file offers second, if it does."""
        picture = self._view.picture
        if picture is not None and len(picture.radiograph.voi) > 1:
            self._view.set_voi(picture.radiograph.voi[1])

    def wider(self) -> None:
        """Less contrast."""
        self._rewindow(KEY_WINDOW, 0)

    def narrower(self) -> None:
        """More contrast."""
        self._rewindow(-KEY_WINDOW, 0)

    def brighter(self) -> None:
        """Brighter."""
        self._rewindow(0, KEY_WINDOW)

    def darker(self) -> None:
        """Darker."""
        self._rewindow(0, -KEY_WINDOW)

    def _rewindow(self, across: float, up: float) -> None:
        view = self._view
        view.set_voi(dragged(as_window(view.voi), across, up, inverted=view.shows_high_dark))

    # ----------------------------------------------------------------------------------------- go

    def next_image(self) -> None:
        """Forward."""
        self._desk.step(1)

    def previous_image(self) -> None:
        """Back."""
        self._desk.step(-1)

    def first_image(self) -> None:
        """To the first readable file."""
        self._desk.step(-self._desk.items.rowCount())

    def last_image(self) -> None:
        """To the last readable file."""
        self._desk.step(self._desk.items.rowCount())

    def focus_view(self) -> None:
        """The film has the keyboard."""
        self._view.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_strip(self) -> None:
        """The strip has the keyboard."""
        self._reading.strip.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def focus_findings(self) -> None:
        """The findings panel has the keyboard."""
        self._panel.take_focus()

    # ----------------------------------------------------------------------------------------- AI

    def show_heatmap(self, shown: bool) -> None:
        """Heatmap on or off."""
        self._panel.heatmap.shown.setChecked(shown)

    def next_class(self) -> None:
        """Where the model looked for the next class."""
        self._panel.choose_beside(1)

    def previous_class(self) -> None:
        """Where the model looked for the class before."""
        self._panel.choose_beside(-1)

    def more_opaque(self) -> None:
        """A stronger heatmap."""
        self._panel.heatmap.change_opacity(OPACITY_STEP)

    def less_opaque(self) -> None:
        """A fainter heatmap."""
        self._panel.heatmap.change_opacity(-OPACITY_STEP)

    def next_colours(self) -> None:
        """Other colours."""
        self._panel.heatmap.next_colours()

    def next_kind(self) -> None:
        """Colours, lines or both."""
        self._panel.heatmap.next_kind()

    def next_operating_point(self) -> None:
        """Another operating point."""
        self._panel.next_operating_point()

    def show_card(self) -> None:
        """The model card, beside the film."""
        from xraydesk.ui.card_page import card_html

        card = self._desk.card
        if card is not None:
            self._show(f"Model card: {card.title}", page(card_html(card)), (720, 640))

    # --------------------------------------------------------------------------------------- help

    def show_shortcuts(self) -> None:
        """Every key and gesture."""
        from xraydesk.ui.help_pages import shortcuts_html

        self._show("Keyboard and mouse", page(shortcuts_html()), (940, 720))

    def show_notices(self) -> None:
        """Every notice of this session."""
        self._show("Notices", notice_table(self._notices.notices), (820, 460))

    def show_about(self) -> None:
        """Version, purpose and licence."""
        from xraydesk.ui.help_pages import about_html

        self._show("About XRayDesk", page(about_html()), (520, 320))

    def _show(self, name: str, content: QWidget, size: tuple[int, int]) -> None:
        SideDialog(name, content, size, self._window).show()
