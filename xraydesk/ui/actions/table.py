"""Everything that can be done, declared once: it drives menus, toolbar, shortcuts and the F1 sheet."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Action:
    """One thing that can be done.

    Attributes
    ----------
    id
        Name under which it is found, also in the file of the reader's own shortcuts.
    text
        What stands in the menu.
    shortcut
        Portable key texts, separated by spaces, the one that menus show first; each unique in the table. A profile
        and the reader may say otherwise, see `keymap`.
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
    wants
        What the picture must have besides being there: ``grey`` values, several ``frames``, ``overlays``, or several
        ``windows`` to choose from.
    with_film
        Whether it needs a film, in a menu whose other actions do not.
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
    with_film: bool = False
    wants: str = ""

    @property
    def needs_film(self) -> bool:
        """Whether there must be a film for it."""
        return self.with_film or (self.menu in _FILM_MENUS and not self.always)

    @property
    def needs_picture(self) -> bool:
        """Whether the film must be in the active view; to go on to one, any view may have it."""
        return self.needs_film and self.menu not in (_GO, _LAYOUT)


# Mnemonics keep clear of Alt+F, Alt+L and Alt+R, which flip and rotate.
_FILE, _IMAGE, _WINDOW, _GO, _AI, _HELP = "Fil&e", "I&mage", "&Window/level", "&Go", "&AI", "&Help"
_LAYOUT, _MEASURE, _STUDIES = "La&yout", "Meas&ure", "&Studies"
_WORKLIST = "Wor&klist"
_FILM_MENUS = (_IMAGE, _WINDOW, _MEASURE, _LAYOUT, _GO, _AI)
MENUS = (_FILE, _STUDIES, _IMAGE, _WINDOW, _MEASURE, _LAYOUT, _GO, _AI, _WORKLIST, _HELP)

ACTIONS = (
    Action("open_files", "Open files…", "Ctrl+O", "file.open_files",
           "Open one or more radiographs.", _FILE, "open", True),
    Action("open_folder", "Open folder…", "Ctrl+Shift+O", "file.open_folder",
           "Open every radiograph in a folder.", _FILE),
    Action("open_sample", "Open the sample phantom", "Ctrl+Shift+P", "file.open_sample",
           "Open a synthetic chest that is no patient.", _FILE),
    Action("screen_folder", "Screen a folder…", "Ctrl+Shift+G", "screening.screen_folder",
           "Score every film in a folder; the worklist fills while that goes on.", _FILE, starts_group=True),
    Action("watch_folder", "Watch a folder…", "Ctrl+Shift+K", "screening.watch_folder",
           "Screen whatever comes into a folder, until this is switched off.", _FILE, checkable=True),
    Action("pause_screening", "Pause the screening, or go on", "Ctrl+Shift+Space", "screening.pause",
           "Begin no further film, or go on with the next.", _FILE),
    Action("cancel_screening", "Cancel the screening", "Ctrl+Shift+X", "screening.cancel",
           "What is done stays in the worklist, which can go on with the rest.", _FILE),
    Action("go_on_screening", "Go on with this screening", "Ctrl+Shift+Return", "screening.go_on",
           "Screen what still waits in the run that the worklist shows.", _FILE),
    Action("screen_again", "Screen again with another model…", "Ctrl+Shift+Y", "screening.screen_again",
           "Score the films of the worklist's screening with another model; old and new answers stay.", _FILE),
    Action("close_all", "Close all", "Ctrl+W", "file.close_all", "Close every opened file.", _FILE, starts_group=True),
    Action("print", "Print…", "Ctrl+P P", "output.print_picture",
           "Print the picture as it is shown.", _FILE, starts_group=True, with_film=True),
    Action("save_pdf", "Save as PDF…", "Ctrl+Shift+S", "output.save_pdf",
           "Save a page with the picture as it is shown.", _FILE, with_film=True),
    Action("save_png", "Save picture as PNG…", "Ctrl+S", "output.save_png",
           "Save the picture as it is shown, with what is drawn and written over it.", _FILE, with_film=True),
    Action("copy_picture", "Copy picture", "Ctrl+C", "output.copy_picture",
           "Put the picture as it is shown on the clipboard.", _FILE, with_film=True),
    Action("settings", "Settings…", "Ctrl+,", "file.show_settings", "Everything that can be set.", _FILE,
           starts_group=True),
    Action("edit_shortcuts", "Keyboard shortcuts…", "Shift+F1", "file.edit_shortcuts",
           "Give actions other keys, or choose another profile.", _FILE),
    Action("quit", "Quit", "Ctrl+Q", "file.quit", "Leave XRayDesk.", _FILE, starts_group=True),

    Action("study_list", "Study list", "Ctrl+B", "studies.show_list",
           "Patients, studies, series and images in place of the strip.", _STUDIES, "studies", True, checkable=True),
    Action("find_study", "Find in the study list…", "Ctrl+F", "studies.find",
           "Look for a patient, ID, date, description or view.", _STUDIES),
    Action("open_groups", "Open every patient", "Ctrl+Shift+Right", "studies.open_all",
           "List the studies and images of every patient.", _STUDIES, starts_group=True),
    Action("close_groups", "Close every patient", "Ctrl+Shift+Left", "studies.close_all",
           "List patients only.", _STUDIES),
    Action("only_study", "Thumbnails of this study only", "Ctrl+Shift+B", "studies.only_study",
           "The strip shows the images of the study on screen, or all of them.", _STUDIES, checkable=True,
           starts_group=True),
    Action("leave_out", "Leave out files without an image", "Ctrl+Shift+H", "studies.leave_out_unreadable",
           "Files that failed or hold no image are not listed; the notices name them.", _STUDIES, checkable=True),
    Action("tags", "File contents…", "Ctrl+T", "studies.show_tags",
           "Every element of the file on screen, to look through and to search.", _STUDIES, starts_group=True,
           with_film=True),
    Action("explain", "Why does it look like this?…", "Ctrl+Shift+T", "studies.explain",
           "What was done to the film from the file to the screen.", _STUDIES, with_film=True),

    Action("tool_window", "Window/level tool", "W", "image.use_window_tool",
           "Left drag changes window and level: right is wider, up is brighter.", _IMAGE, "window", True, "tool"),
    Action("tool_pan", "Pan tool", "T", "image.use_pan_tool",
           "Left drag moves the film.", _IMAGE, "pan", True, "tool"),
    Action("tool_zoom", "Zoom tool", "Z", "image.use_zoom_tool", "Left drag zooms: up enlarges.",
           _IMAGE, "zoom", True, "tool"),
    Action("tool_scroll", "Scroll tool", "S", "image.use_scroll_tool", "Left drag goes through the images.",
           _IMAGE, "scroll", True, "tool"),
    Action("tool_magnifier", "Magnifier", "J", "image.use_magnifier",
           "A lens that follows the pointer, also for as long as the key is held; the wheel enlarges more or less.",
           _IMAGE, "magnifier", True, "tool"),
    Action("fit", "Fit to view", "Ctrl+Return", "image.fit", "Show the whole film.", _IMAGE, "fit", True,
           starts_group=True),
    Action("actual_size", "Actual pixels (1:1)", "Ctrl+1", "image.actual_size",
           "One sample of the film on one pixel of the screen.", _IMAGE, "actual", True),
    Action("zoom_in", "Zoom in", "Ctrl++ Ctrl+=", "image.zoom_in", "Enlarge.", _IMAGE),
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
    Action("flip_vertical", "Flip upside down", "Alt+V", "image.flip_vertical",
           "Exchange top and bottom; the side letters follow.", _IMAGE),
    Action("reset", "Reset the view", "Esc", "image.reset", "Window, zoom and turn as the file says.", _IMAGE,
           "reset", True),
    Action("smooth", "Smooth above 1:1", "Shift+Z", "image.smooth",
           "Let enlarged pixels run into each other, or show them as they are.", _IMAGE, checkable=True, always=True),
    Action("overlays", "Overlays of the file", "Shift+O", "image.show_overlays",
           "Show what the file draws over its picture, or leave it out.", _IMAGE, checkable=True, wants="overlays"),
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
           _WINDOW, starts_group=True, wants="grey"),
    Action("file_window_1", "First window of the file", "1", "windowing.first_file_window",
           "The window or table that the file offers first.", _WINDOW, wants="grey"),
    Action("file_window_2", "Second window of the file", "2", "windowing.second_file_window",
           "The window or table that the file offers second.", _WINDOW, wants="windows"),
    Action("choose_window", "Windows and tables of the file…", "Shift+W", "windowing.choose_window",
           "Choose among what the file offers, by its names.", _WINDOW, wants="grey"),
    Action("preset_lung", "Lung: 0 to 80 % of the film's range", "3", "windowing.lung",
           "Dark to middle values; a lung window in Hounsfield units where the file has them.", _WINDOW,
           starts_group=True, wants="grey"),
    Action("preset_mediastinum", "Mediastinum: 35 to 105 %", "4", "windowing.mediastinum",
           "Middle to bright values.", _WINDOW, wants="grey"),
    Action("preset_bone", "Bone: 50 to 115 %", "5", "windowing.bone", "The bright half.", _WINDOW, wants="grey"),
    Action("preset_soft_tissue", "Soft tissue: 20 to 95 %", "6", "windowing.soft_tissue",
           "Everything but the extremes.", _WINDOW, wants="grey"),
    Action("preset_wide", "Wide: −35 to 135 %", "7", "windowing.wide", "Nothing black, nothing white.", _WINDOW,
           wants="grey"),
    Action("preset_narrow", "Narrow: 25 to 75 %", "8", "windowing.narrow", "The middle of the range.", _WINDOW,
           wants="grey"),
    Action("preset_equalised", "Equalised", "9", "windowing.equalise",
           "Steps of grey where the film has many values.", _WINDOW, wants="grey"),
    Action("wider", "Wider", "Shift+Right", "windowing.wider", "Less contrast.", _WINDOW, starts_group=True,
           wants="grey"),
    Action("narrower", "Narrower", "Shift+Left", "windowing.narrower", "More contrast.", _WINDOW, wants="grey"),
    Action("brighter", "Brighter", "Shift+Up", "windowing.brighter", "Brighter.", _WINDOW, wants="grey"),
    Action("darker", "Darker", "Shift+Down", "windowing.darker", "Darker.", _WINDOW, wants="grey"),
    Action("film_colours", "Colours of the film…", "Shift+C", "windowing.choose_colours",
           "Show grey values in colours, with a scale beside the film.", _WINDOW, starts_group=True, wants="grey"),

    Action("measure_menu", "Measuring tools…", "M", "measure.show_menu", "All tools and commands of this menu.",
           _MEASURE),
    Action("tool_length", "Length", "D", "measure.use_length", "Drag a line; with Shift it keeps to every 45°.",
           _MEASURE, "length", True, "tool", starts_group=True),
    Action("tool_angle", "Angle", "A", "measure.use_angle", "Drag from the end of an arm to the vertex, then click.",
           _MEASURE, "angle", True, "tool"),
    Action("tool_cobb", "Cobb angle", "Shift+A", "measure.use_cobb", "Drag two lines; the smaller angle is measured.",
           _MEASURE, None, False, "tool"),
    Action("tool_cardiothoracic_ratio", "Cardiothoracic ratio", "H", "measure.use_heart_ratio",
           "Drag the midline, the heart and the thorax.", _MEASURE, "heart", True, "tool"),
    Action("tool_ellipse", "Ellipse", "E", "measure.use_ellipse", "Area and values inside; with Shift a circle.",
           _MEASURE, "ellipse", True, "tool"),
    Action("tool_rectangle", "Rectangle", "Q", "measure.use_rectangle", "Area and values inside; with Shift a square.",
           _MEASURE, None, False, "tool"),
    Action("tool_freehand", "Freehand region", "F", "measure.use_freehand", "Hold the button and go round.",
           _MEASURE, None, False, "tool"),
    Action("tool_probe", "Pixel value", "Shift+Q", "measure.use_probe", "Click a pixel to note its value.",
           _MEASURE, None, False, "tool"),
    Action("tool_arrow", "Arrow with text", "U", "measure.use_arrow", "Drag from what is meant, then write.",
           _MEASURE, "arrow", True, "tool"),
    Action("tool_text", "Text", "Shift+T", "measure.use_text", "Click and write.", _MEASURE, None, False, "tool"),
    Action("tool_calibration", "Calibrate by a known length", "Shift+D", "measure.use_calibration",
           "Drag along something of known length, then write how long it is.", _MEASURE, None, False, "tool"),
    Action("remove_calibration", "Remove the calibration by hand", "Ctrl+Shift+D", "measure.remove_calibration",
           "Measure by what the file says again.", _MEASURE),
    Action("undo", "Undo", "Ctrl+Z", "measure.undo", "Take the last change of the film's annotations back.", _MEASURE,
           starts_group=True),
    Action("redo", "Redo", "Ctrl+Shift+Z Ctrl+Y", "measure.redo", "Make the change again.", _MEASURE),
    Action("next_annotation", "Next annotation", ".", "measure.next_annotation", "Select the next annotation.",
           _MEASURE, starts_group=True),
    Action("previous_annotation", "Previous annotation", ",", "measure.previous_annotation",
           "Select the annotation before.", _MEASURE),
    Action("rename_annotation", "Text or name…", "F2", "measure.rename",
           "Write the text of the selected annotation, or give it a name.", _MEASURE),
    Action("delete_annotation", "Delete annotation", "Del", "measure.delete", "Delete the selected annotation.",
           _MEASURE, in_view_only=True),
    Action("clear_annotations", "Delete all annotations", "Shift+Del", "measure.clear",
           "Delete everything drawn on this image; Undo brings it back.", _MEASURE, in_view_only=True),
    Action("hide_annotations", "Hide annotations", "Shift+M", "measure.hide", "Show the film without what was drawn.",
           _MEASURE, checkable=True),
    Action("key_image", "Key image", "K", "measure.toggle_key_image", "Mark this image, or take its mark away.",
           _MEASURE, "star", True, starts_group=True),
    Action("measurement_list", "List of measurements", "F9", "measure.show_list",
           "Show what was drawn in a list beside the film.", _MEASURE, checkable=True),
    Action("copy_measurements", "Copy measurements", "Ctrl+Shift+C", "measure.copy",
           "Put the measurements on the clipboard as a table.", _MEASURE),

    Action("layout_automatic", "Automatic, with prior", "Alt+0", "layout.automatic",
           "A film beside its newest prior, or alone.", _LAYOUT, "layout_automatic", True, "layout", always=True),
    Action("layout_one", "One film", "Alt+1", "layout.one", "One view.", _LAYOUT, "layout_one", True, "layout",
           always=True),
    Action("layout_two", "Two films", "Alt+2", "layout.two", "Two views side by side.",
           _LAYOUT, "layout_two", True, "layout", always=True),
    Action("layout_four", "Four films", "Alt+4", "layout.four", "Two rows of two views.",
           _LAYOUT, "layout_four", True, "layout", always=True),
    Action("layout_overlay", "Original beside overlay", "Ctrl+G", "layout.overlay",
           "The film twice: on the left alone, on the right with the heatmap; again for the layout before.",
           _LAYOUT, "layout_overlay", True, "layout", always=True),
    Action("link_zoom", "Link zoom and place", "L", "layout.link_zoom",
           "Zoom and move films side by side together, at one scale.", _LAYOUT, "link_zoom", True, checkable=True,
           starts_group=True, always=True),
    Action("link_window", "Link window and level", "Shift+L", "layout.link_window",
           "Change the window of films side by side together.", _LAYOUT, "link_window", True, checkable=True,
           always=True),
    Action("older_prior", "Older prior", "B", "layout.older_prior",
           "Show the prior before the one beside the film.", _LAYOUT, starts_group=True),
    Action("newer_prior", "Newer prior", "Shift+B", "layout.newer_prior",
           "Show the prior after the one beside the film.", _LAYOUT),
    Action("next_view", "Next view", "Ctrl+Tab", "layout.next_view", "Make the next view the active one.", _LAYOUT,
           starts_group=True),
    Action("previous_view", "Previous view", "Ctrl+Shift+Tab", "layout.previous_view",
           "Make the view before the active one.", _LAYOUT),
    Action("maximise_view", "Maximise the active view", "Shift+F11", "layout.maximise_view",
           "The active view alone, or all of them again.", _LAYOUT),

    Action("previous_image", "Previous image", "Left", "go.previous_image", "The readable file before.", _GO,
           "previous", True, in_view_only=True),
    Action("next_image", "Next image", "Right", "go.next_image", "The next readable file.", _GO, "next", True,
           in_view_only=True),
    Action("first_image", "First image", "Home", "go.first_image",
           "The first readable file.", _GO, in_view_only=True),
    Action("last_image", "Last image", "End", "go.last_image", "The last readable file.", _GO, in_view_only=True),
    Action("previous_series", "Previous series", "Up", "studies.previous_series",
           "The first image of the series before.", _GO, in_view_only=True, starts_group=True),
    Action("next_series", "Next series", "Down", "studies.next_series", "The first image of the next series.", _GO,
           in_view_only=True),
    Action("previous_study", "Previous study", "Ctrl+Up", "studies.previous_study",
           "The first image of the study before.", _GO),
    Action("next_study", "Next study", "Ctrl+Down", "studies.next_study", "The first image of the next study.", _GO),
    Action("previous_patient", "Previous patient", "Ctrl+Left", "studies.previous_patient",
           "The first image of the patient before.", _GO),
    Action("next_patient", "Next patient", "Ctrl+Right", "studies.next_patient",
           "The first image of the next patient.", _GO),
    Action("previous_frame", "Previous frame", "PgUp", "go.previous_frame", "The frame before.", _GO,
           in_view_only=True, starts_group=True, wants="frames"),
    Action("next_frame", "Next frame", "PgDown", "go.next_frame", "The next frame.", _GO, in_view_only=True,
           wants="frames"),
    Action("first_frame", "First frame", "Ctrl+Home", "go.first_frame", "The first frame.", _GO, in_view_only=True,
           wants="frames"),
    Action("last_frame", "Last frame", "Ctrl+End", "go.last_frame", "The last frame.", _GO, in_view_only=True,
           wants="frames"),
    Action("play", "Play or stop", "Space", "go.play", "Run through the frames, or stay at this one.", _GO,
           in_view_only=True, wants="frames"),
    Action("play_faster", "Play faster", "Ctrl+PgDown", "go.play_faster", "More frames per second.", _GO,
           in_view_only=True, wants="frames"),
    Action("play_slower", "Play slower", "Ctrl+PgUp", "go.play_slower", "Fewer frames per second.", _GO,
           in_view_only=True, wants="frames"),
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
    Action("next_explainer", "Next explainer", "Shift+E", "ai.next_explainer",
           "Another way of showing where the model looked.", _AI),
    Action("compute_explainer", "Compute or cancel the explanation", "Ctrl+E", "ai.compute_explainer",
           "Start the chosen explainer for this film and class, or stop it.", _AI),
    Action("reveal", "Reveal the answer", "R", "ai.reveal",
           "Show what the model says of this film, while it is hidden.", _AI, starts_group=True),
    Action("score_anyway", "Score all the same", "Ctrl+Shift+A", "ai.score_against_advice",
           "Have a declined film scored although the guard advises against it; this is stored with your name.", _AI),
    Action("second_reader", "Second reader", "Ctrl+Shift+R", "ai.set_second_reader",
           "Hide what the model says until you have looked at the film.", _AI, checkable=True, always=True),
    Action("accept", "Accept the chosen finding", "Y", "ai.accept",
           "The chosen finding holds for this film; again takes it back.", _AI, starts_group=True),
    Action("reject", "Reject the chosen finding", "X", "ai.reject",
           "The chosen finding does not hold for this film; again takes it back.", _AI),
    Action("correct", "Correct the chosen finding", "Shift+X", "ai.correct", "Say what it is instead.", _AI),
    Action("undo_verdict", "Take back the verdict", "Shift+Y", "ai.undo_verdict",
           "Take back what was declared last about the chosen finding.", _AI),
    Action("history", "What was declared…", "Ctrl+H", "ai.show_history",
           "Everything that readers declared of this film.", _AI),
    Action("next_point", "Next operating point", "O", "ai.next_operating_point",
           "Judge the probabilities by another operating point.", _AI, starts_group=True),
    Action("card", "Model card…", "Ctrl+I", "ai.show_card", "What the model is for, its results and its limits.", _AI,
           "card", True, always=True),

    Action("worklist", "Worklist", "F4", "worklist.show", "The films of a screening run; again for the page before.",
           _WORKLIST, "worklist", True, checkable=True),
    Action("next_unreviewed", "Next unreviewed film", "F3", "worklist.next_unreviewed",
           "The next film of the worklist that nobody has reviewed: chosen in the list, opened on the reading page.",
           _WORKLIST),
    Action("open_line", "Open the chosen film", "Ctrl+D", "worklist.open_line",
           "Read the film of the chosen line; Next and Previous then follow the list. Enter in the list does the same.",
           _WORKLIST),
    Action("line_note", "Note on the chosen films…", "Ctrl+N", "worklist.note",
           "Write something that stays with the films.", _WORKLIST, starts_group=True),
    Action("select_lines", "Select every line", "Ctrl+A", "worklist.select_all",
           "For a verdict on all that are listed.", _WORKLIST),
    Action("triage_order", "Triage order", "Ctrl+Shift+U", "worklist.triage_order",
           "What is least normal first, and before it what waits too long.", _WORKLIST, starts_group=True),
    Action("clear_filter", "Clear the filter", "Ctrl+Shift+F", "worklist.clear_filter",
           "List every film of the run.", _WORKLIST),
    Action("failures", "Declined and failed files…", "Ctrl+Shift+L", "worklist.show_failures",
           "Every file of the run without an answer, and why.", _WORKLIST, starts_group=True),
    Action("run_figures", "Figures of the run…", "Ctrl+Shift+I", "worklist.show_figures",
           "Counts by status and label, and how far readers and model agree.", _WORKLIST),
    Action("side_by_side", "Two runs side by side…", "Ctrl+Shift+E", "worklist.show_side_by_side",
           "What another run or another model said of the same films.", _WORKLIST),
    Action("export_run", "Export the run…", "Ctrl+Shift+J", "worklist.export",
           "Write the run, or the chosen lines, as a table, a page, pictures or a manifest.", _WORKLIST),

    Action("guides", "User guide…", "F12", "help.show_guides", "How to work with it, and the guides it leads to.",
           _HELP),
    Action("shortcuts", "Keyboard and mouse…", "F1", "help.show_shortcuts", "Every key and gesture.", _HELP),
    Action("notices", "Notices…", "Ctrl+Shift+N", "help.show_notices", "Every file that could not be shown, and why.",
           _HELP),
    Action("support_file", "Save a support file…", "Ctrl+Shift+F1", "help.save_support_file",
           "Versions, self-test, counts and times for whoever helps you; nothing of a patient.", _HELP),
    Action("about", "About XRayDesk…", "Ctrl+F1", "help.show_about", "Version, licence and purpose.", _HELP),
)  # fmt: skip
"""The table."""

GESTURES = (
    ("Left drag", "Window/level: right wider, up brighter (or the chosen tool)"),
    ("Middle drag", "Move the film"),
    ("Right drag", "Zoom: up enlarges"),
    ("Right click", "Menu"),
    ("Wheel", "Next and previous frame or image; with the magnifier, enlarge more or less"),
    ("Ctrl + wheel", "Zoom at the pointer"),
    ("Double click", "Maximise the view, and back"),
    ("Drag a thumbnail onto a view", "Show that film there"),
    ("Drag an annotation", "Move it; at an end or a corner reshape it, with Shift straight or square; move its label"),
    ("Double click an annotation", "Write its text or its name"),
    (
        "Enter with a measuring tool",
        "Set a point at the pointer; arrow keys move it, Backspace takes the last one back",
    ),
)
"""What the mouse does over the film."""


IN_LIST = {
    "ai.accept": "worklist.accept",
    "ai.reject": "worklist.reject",
    "ai.correct": "worklist.correct",
    "ai.undo_verdict": "worklist.take_back",
    "measure.undo": "worklist.undo",
    "measure.redo": "worklist.redo",
    "output.copy_picture": "worklist.copy",
    "studies.find": "worklist.find",
}
"""Handler → the one that does the same with lines of the worklist while that is in front."""

LIST_MENU = (
    "open_line", "accept", "reject", "correct", "undo_verdict", "line_note", "copy_picture", "undo", "next_unreviewed",
)  # fmt: skip
"""Actions of the right click on a line, by id."""

CONTEXT_MENU = (
    "fit", "actual_size", "invert", "auto_window", "choose_window", "reset", "heatmap", "next_class", "maximise",
)  # fmt: skip
"""Actions of the right click, by id."""


def title(menu: str) -> str:
    """A menu's title without the mark of its mnemonic."""
    return menu.replace("&", "")
