"""Everything that can be done, declared once: it drives menus, toolbar, shortcuts and the F1 sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes
    ----------
    id
        Name under which it is found and, later, given another shortcut.
    text
        What stands in the menu.
    shortcut
        Portable key text, unique in the table.
    handler
        ``group.method`` of a handler class beside this module; a checkable one is called with its state.
    tip
        One sentence.
    menu
        Title of its menu.
    icon
        Name in `icons`, or None.
    in_toolbar
        Whether it has a button.
    group
        Actions of one group exclude each other and are checkable.
    checkable
        Whether it is on or off.
    in_view_only
        Whether the shortcut works only while the film has the keyboard, since lists and sliders use its keys too.
    starts_group
        Whether a separator stands before it.
    always
        Whether it can be done while no film is open, in a menu whose other actions need one.
    """

    id: str
    text: str
    shortcut: str
    handler: str
    tip: str
    menu: str
    icon: str | None = None
    in_toolbar: bool = False
    group: str = ""
    checkable: bool = False
    in_view_only: bool = False
    starts_group: bool = False
    always: bool = False

    @property
    def needs_film(self) -> bool:
        """Whether there must be a film for it."""
        return self.menu in _FILM_MENUS and not self.always


# Mnemonics keep clear of Alt+F, Alt+L and Alt+R, which flip and rotate.
_FILE, _IMAGE, _WINDOW, _GO, _AI, _HELP = "Fil&e", "I&mage", "&Window/level", "&Go", "&AI", "&Help"
_FILM_MENUS = (_IMAGE, _WINDOW, _GO, _AI)
MENUS = (_FILE, _IMAGE, _WINDOW, _GO, _AI, _HELP)

ACTIONS = (
    Action("open_files", "Open files…", "Ctrl+O", "file.open_files",
           "Open one or more radiographs.", _FILE, "open", True),
    Action("open_folder", "Open folder…", "Ctrl+Shift+O", "file.open_folder",
           "Open every radiograph in a folder.", _FILE),
    Action("open_sample", "Open the sample phantom", "Ctrl+Shift+P", "file.open_sample",
           "Open a synthetic chest that is no patient.", _FILE),
    Action("close_all", "Close all", "Ctrl+W", "file.close_all", "Close every opened file.", _FILE),
    Action("quit", "Quit", "Ctrl+Q", "file.quit", "Leave XRayDesk.", _FILE, starts_group=True),

    Action("tool_window", "Window/level tool", "W", "image.use_window_tool",
           "Left drag changes window and level: right is wider, up is brighter.", _IMAGE, "window", True, "tool"),
    Action("tool_pan", "Pan tool", "T", "image.use_pan_tool",
           "Left drag moves the film.", _IMAGE, "pan", True, "tool"),
    Action("tool_zoom", "Zoom tool", "Z", "image.use_zoom_tool", "Left drag zooms: up enlarges.",
           _IMAGE, "zoom", True, "tool"),
    Action("tool_scroll", "Scroll tool", "S", "image.use_scroll_tool", "Left drag goes through the images.",
           _IMAGE, "scroll", True, "tool"),
    Action("fit", "Fit to view", "Ctrl+Return", "image.fit", "Show the whole film.", _IMAGE, "fit", True,
           starts_group=True),
    Action("actual_size", "Actual pixels (1:1)", "Ctrl+1", "image.actual_size",
           "One sample of the film on one pixel of the screen.", _IMAGE, "actual", True),
    Action("zoom_in", "Zoom in", "Ctrl++", "image.zoom_in", "Enlarge.", _IMAGE),
    Action("zoom_out", "Zoom out", "Ctrl+-", "image.zoom_out", "Reduce.", _IMAGE),
    Action("pan_left", "Move left", "Alt+Left", "image.pan_left", "Move the film to the left.", _IMAGE),
    Action("pan_right", "Move right", "Alt+Right", "image.pan_right", "Move the film to the right.", _IMAGE),
    Action("pan_up", "Move up", "Alt+Up", "image.pan_up", "Move the film up.", _IMAGE),
    Action("pan_down", "Move down", "Alt+Down", "image.pan_down", "Move the film down.", _IMAGE),
    Action("rotate_left", "Rotate left", "Alt+L", "image.rotate_left", "Turn by 90° to the left.", _IMAGE,
           "rotate_left", True, starts_group=True),
    Action("rotate_right", "Rotate right", "Alt+R", "image.rotate_right", "Turn by 90° to the right.", _IMAGE,
           "rotate_right", True),
    Action("flip", "Flip", "Alt+F", "image.flip", "Exchange left and right; the side letters follow.", _IMAGE,
           "flip", True),
    Action("reset", "Reset the view", "Esc", "image.reset", "Window, zoom and turn as the file says.", _IMAGE,
           "reset", True),
    Action("texts", "Corner texts", "I", "image.next_texts", "All, fewer or no texts in the picture.", _IMAGE,
           starts_group=True),
    Action("hide_patient", "Hide patient data", "Shift+F12", "image.hide_patient",
           "Leave out everything that names the patient.", _IMAGE, checkable=True, always=True),
    Action("maximise", "Maximise the view", "F11", "image.maximise", "Only the film, or everything again.", _IMAGE,
           checkable=True),

    Action("invert", "Invert", "V", "windowing.invert",
           "Exchange black and white.", _WINDOW, "invert", True, checkable=True),
    Action("auto_window", "Automatic window", "0", "windowing.auto_window",
           "A window from the grey values of the film.",
           _WINDOW, starts_group=True),
    Action("file_window_1", "First window of the file", "1", "windowing.first_file_window",
           "The window or table that the file offers first.", _WINDOW),
    Action("file_window_2", "Second window of the file", "2", "windowing.second_file_window",
           "The window or table that the file offers second.", _WINDOW),
    Action("wider", "Wider", "Shift+Right", "windowing.wider", "Less contrast.", _WINDOW, starts_group=True),
    Action("narrower", "Narrower", "Shift+Left", "windowing.narrower", "More contrast.", _WINDOW),
    Action("brighter", "Brighter", "Shift+Up", "windowing.brighter", "Brighter.", _WINDOW),
    Action("darker", "Darker", "Shift+Down", "windowing.darker", "Darker.", _WINDOW),

    Action("previous_image", "Previous image", "Left", "go.previous_image", "The readable file before.", _GO,
           "previous", True, in_view_only=True),
    Action("next_image", "Next image", "Right", "go.next_image", "The next readable file.", _GO, "next", True,
           in_view_only=True),
    Action("first_image", "First image", "Home", "go.first_image",
           "The first readable file.", _GO, in_view_only=True),
    Action("last_image", "Last image", "End", "go.last_image", "The last readable file.", _GO, in_view_only=True),
    Action("focus_view", "Keyboard to the film", "F6", "go.focus_view",
           "Arrow keys go through the images again.", _GO,
           starts_group=True),
    Action("focus_strip", "Keyboard to the opened files", "F7", "go.focus_strip",
           "Arrow keys go through the strip.", _GO),
    Action("focus_findings", "Keyboard to the findings", "F8", "go.focus_findings",
           "Tab goes through the findings panel.", _GO),

    Action("heatmap", "Show where the model looked", "G", "ai.show_heatmap",
           "Heatmap on or off.", _AI, "heatmap", True,
           checkable=True),
    Action("next_class", "Next class", "N", "ai.next_class", "The heatmap of the next class.", _AI),
    Action("previous_class", "Previous class", "Shift+N", "ai.previous_class",
           "The heatmap of the class before.", _AI),
    Action("more_opaque", "More opaque", "]", "ai.more_opaque", "A stronger heatmap.", _AI, starts_group=True),
    Action("less_opaque", "Less opaque", "[", "ai.less_opaque", "A fainter heatmap.", _AI),
    Action("next_colours", "Next colour map", "C", "ai.next_colours", "Other colours for the heatmap.", _AI),
    Action("next_kind", "Colours, contour lines, both", "Shift+G", "ai.next_kind", "How the heatmap is drawn.", _AI),
    Action("next_point", "Next operating point", "O", "ai.next_operating_point",
           "Judge the probabilities by another operating point.", _AI, starts_group=True),
    Action("card", "Model card…", "Ctrl+I", "ai.show_card", "What the model is for, its results and its limits.", _AI,
           "card", True, always=True),

    Action("shortcuts", "Keyboard and mouse…", "F1", "help.show_shortcuts", "Every key and gesture.", _HELP),
    Action("notices", "Notices…", "Ctrl+Shift+N", "help.show_notices", "Every file that could not be shown, and why.",
           _HELP),
    Action("about", "About XRayDesk…", "Ctrl+F1", "help.show_about", "Version, licence and purpose.", _HELP),
)  # fmt: skip
"""The table."""

GESTURES = (
    ("Left drag", "Window/level: right wider, up brighter (or the chosen tool)"),
    ("Middle drag", "Move the film"),
    ("Right drag", "Zoom: up enlarges"),
    ("Right click", "Menu"),
    ("Wheel", "Next and previous image"),
    ("Ctrl + wheel", "Zoom at the pointer"),
    ("Double click", "Maximise the view, and back"),
)
"""What the mouse does over the film."""


CONTEXT_MENU = ("fit", "actual_size", "invert", "auto_window", "reset", "heatmap", "next_class", "maximise")
"""Actions of the right click, by id."""


def title(menu: str) -> str:
    """A menu's title without the mark of its mnemonic."""
    return menu.replace("&", "")
