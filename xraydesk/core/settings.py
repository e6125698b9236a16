"""What the reader can set: declared once here, kept in one JSON file, watched by the window, listed in a dialog."""

from __future__ import annotations

import json
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from inspect import ismethod
from math import isfinite
from pathlib import Path
from typing import Any

from xraydesk.core import paths
from xraydesk.core.files import write_atomically

LONGEST_TEXT = 1000
"""Characters of a text setting; more is damage or malice."""

MOST_NUMBERS = 1000
"""Numbers of a setting that keeps them by name."""


CORNER_WORDS = (
    "name", "id", "birth", "age", "sex", "institution", "study", "accession", "date", "time", "modality", "series",
    "image", "view", "laterality", "body", "description", "spacing", "file",
)  # fmt: skip
RUNNING_WORDS = ("frame", "value", "size", "zoom", "window")
"""What may stand in the corners of the picture."""


class Section(StrEnum):
    """The groups of the settings dialog, in its order."""

    APPEARANCE = "Appearance"
    READING = "Reading"
    IMAGE = "Image"
    FINDINGS = "Findings and heatmap"
    MEASURING = "Measuring"
    STUDIES = "Files and studies"
    OUTPUT = "Printing and saving"
    HIDDEN = "Remembered without being shown"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    Attributes
    ----------
    key
        Name in the file.
    type
        ``bool``, ``int``, ``float``, ``str``, or ``dict`` for numbers by name.
    default
        Value while nothing was chosen.
    label, help
        What people read: a short name and one sentence.
    section
        The group of the dialog it stands in; one in `Section.HIDDEN` is remembered but not shown.
    choices
        Allowed values; empty when any value of the type will do.
    titles
        What people read for each of the choices, in their order; empty when the values themselves will do.
    low, high
        Inclusive range of a number, or of each of the numbers by name.
    step
        What one press of an arrow key changes a number by.
    unit
        What stands behind a number; with ``%`` a float from 0 to 1 is shown as 0 to 100.
    words
        The words that a text may be made of, with commas and spaces between them; empty when any text will do.
    at_next_start
        Whether a change is only seen when the program starts again.
    """

    key: str
    type: type
    default: Any
    label: str
    help: str
    section: Section
    choices: tuple[Any, ...] = ()
    titles: tuple[str, ...] = ()
    low: float | None = None
    high: float | None = None
    step: float | None = None
    unit: str = ""
    words: tuple[str, ...] = ()
    at_next_start: bool = False

    def accepts(self, value: object) -> bool:
        """Whether a value is of the right type, one of the choices, in range and of sane length."""
        if type(value) is not self.type or (self.choices and value not in self.choices):
            return False
        if isinstance(value, dict):
            return len(value) <= MOST_NUMBERS and all(
                isinstance(name, str) and len(name) <= LONGEST_TEXT and type(number) is float and self._in_range(number)
                for name, number in value.items()
            )
        if isinstance(value, str):
            known = not self.words or set(value.replace(",", " ").split()) <= set(self.words)
            return known and len(value) <= LONGEST_TEXT
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return self._in_range(value)
        return True

    def _in_range(self, number: float) -> bool:
        above = self.low is None or number >= self.low
        return isfinite(number) and above and (self.high is None or number <= self.high)


SETTINGS = (
    Setting(
        "theme", str, "dark", "Theme",
        "Colours of the window; the film lies on black in both.",
        section=Section.APPEARANCE, choices=("dark", "light", "system"), titles=("Dark", "Light", "As the desktop"),
    ),
    Setting(
        "language", str, "system", "Language",
        "Language of menus, texts and messages.", section=Section.APPEARANCE,
        choices=("system", "en", "de"), titles=("As the desktop", "English", "Deutsch"), at_next_start=True,
    ),
    Setting(
        "shortcut_profile", str, "default", "Keyboard profile",
        "Keys that actions have unless you gave them others.", section=Section.APPEARANCE,
        choices=("default", "ohif"), titles=("XRayDesk", "OHIF"),
    ),
    Setting(
        "layout", str, "automatic", "Layout",
        "How films are hung; automatic shows a film beside its newest prior.", section=Section.READING,
        choices=("automatic", "1x1", "1x2", "2x2", "overlay"),
        titles=("Automatic", "One film", "Two films", "Four films", "Original beside overlay"),
    ),
    Setting(
        "linked_zoom", bool, True, "Link zoom and place",
        "Films side by side are zoomed and moved together, at one scale.", section=Section.READING,
    ),
    Setting(
        "linked_window", bool, False, "Link window and level",
        "A change of the window in one film is made in the films beside it too.", section=Section.READING,
    ),
    Setting(
        "corner_texts", str, "all", "Texts in the picture",
        "How much is written into the corners of the picture.",
        section=Section.IMAGE, choices=("all", "minimal", "none"), titles=("All", "Minimal", "None"),
    ),
    Setting(
        "corner_top_left", str, "name, id, birth age sex", "Texts at the top left",
        "Lines separated by commas, of these words: name, id, birth, age, sex, institution, study, accession, date, "
        "time, modality, series, image, view, laterality, body, description, spacing, file.",
        section=Section.IMAGE, words=CORNER_WORDS,
    ),
    Setting(
        "corner_top_right", str, "institution, study, accession, date time", "Texts at the top right",
        "Lines separated by commas, of these words: name, id, birth, age, sex, institution, study, accession, date, "
        "time, modality, series, image, view, laterality, body, description, spacing, file.",
        section=Section.IMAGE, words=CORNER_WORDS,
    ),
    Setting(
        "corner_bottom_right", str, "series view laterality, description, file", "Texts at the bottom right",
        "Lines separated by commas, of these words: name, id, birth, age, sex, institution, study, accession, date, "
        "time, modality, series, image, view, laterality, body, description, spacing, file.",
        section=Section.IMAGE, words=CORNER_WORDS,
    ),
    Setting(
        "corner_bottom_left", str, "frame, value, size, zoom, window", "Texts at the bottom left",
        "Lines separated by commas, of these words: frame, value (under the pointer), size, zoom, window.",
        section=Section.IMAGE, words=RUNNING_WORDS,
    ),
    Setting(
        "magnification", str, "smooth", "Above 1:1",
        "Let pixels that are larger than those of the screen run into each other, or show them as they are.",
        section=Section.IMAGE, choices=("smooth", "pixels"), titles=("Smooth", "Pixels"),
    ),
    Setting(
        "cine_rate", int, 10, "Frames per second",
        "How fast the frames of a film run when they are played.", section=Section.IMAGE, low=1, high=60, step=1,
    ),
    Setting(
        "reverse_window_drag", bool, False, "Reverse the window drag",
        "Drag up for darker and right for narrower.", section=Section.IMAGE,
    ),
    Setting(
        "heatmap_shown", bool, True, "Show where the model looked",
        "Lay the heatmap of the chosen class over the radiograph.", section=Section.FINDINGS,
    ),
    Setting(
        "heatmap_style", str, "map", "Heatmap style",
        "Colours, contour lines or both.",
        section=Section.FINDINGS, choices=("map", "contour", "both"), titles=("Colours", "Lines", "Both"),
    ),
    Setting(
        "heatmap_opacity", float, 0.45, "Heatmap opacity",
        "Opacity at the full scale of evidence; no evidence is always transparent.",
        section=Section.FINDINGS, low=0.0, high=1.0, step=0.05, unit="%",
    ),
    Setting(
        "colour_map", str, "inferno", "Heatmap colours",
        "Colour map; each one is even to the eye and safe for colour-blind readers.",
        section=Section.FINDINGS, choices=("inferno", "viridis", "cividis"), titles=("Inferno", "Viridis", "Cividis"),
    ),
    Setting(
        "model", str, "", "Model",
        "Name of the installed model that reads the films (see 'xraydesk model list'); empty for the bundled one.",
        section=Section.FINDINGS, at_next_start=True,
    ),
    Setting(
        "second_reader", bool, False, "Second reader",
        "What the model says of a film stays hidden until you have looked at it.", section=Section.FINDINGS,
    ),
    Setting(
        "analyse_all", bool, True, "Analyse every opened file",
        "Run the model over all opened files in the background, not only over the one on screen.",
        section=Section.STUDIES,
    ),
    Setting(
        "strip_only_study", bool, False, "Thumbnails of one study",
        "The strip shows the images of the study on screen only, not all opened images.", section=Section.STUDIES,
    ),
    Setting(
        "strip_beside_browser", bool, False, "Thumbnails beside the study list",
        "The strip stays where it is when the study list is opened.", section=Section.STUDIES,
    ),
    Setting(
        "hide_unreadable", bool, False, "Leave out files without an image",
        "Files that failed or hold no image are not listed; the notices still name them.", section=Section.STUDIES,
    ),
    Setting(
        "keep_recent", bool, True, "Remember what was opened",
        "Files and folders that were opened are offered again at the next start.", section=Section.STUDIES,
    ),
    Setting(
        "recent_patients", bool, False, "Remember patients of opened folders",
        "The first patient's name is kept with each folder that was opened.", section=Section.STUDIES,
    ),
    Setting(
        "prevalence", dict, {}, "How common each label is", "Share of the films read, by model and label.",
        section=Section.HIDDEN, low=0.001, high=0.999,
    ),
    Setting("study_list", bool, False, "Study list", "Whether the study list is open.", section=Section.HIDDEN),
    Setting(
        "study_list_width", int, 300, "Width of the study list", "In logical pixels.",
        section=Section.HIDDEN, low=220, high=640,
    ),
    Setting(
        "study_order", str, "opened", "Order of the patients", "How the study list is sorted.",
        section=Section.HIDDEN, choices=("opened", "name", "date", "count", "result"),
    ),
    Setting(
        "one_window", bool, True, "Open files in the running window",
        "A second start hands its files to the window that is already open.", section=Section.STUDIES,
        at_next_start=True,
    ),
    Setting(
        "reader_name", str, "", "Name of the reader",
        "Stands beside what you draw, mark and decide.", section=Section.READING,
    ),
    Setting(
        "worklist_cap_hours", int, 24, "Longest wait in the worklist",
        "In triage order a film that nobody has reviewed for so long comes before all others.",
        section=Section.READING, low=1, high=1000, step=1, unit="h",
    ),
    Setting(
        "paper", str, "a4", "Paper",
        "Size of the sheets that are printed and saved as PDF.",
        section=Section.OUTPUT, choices=("a4", "a3", "letter"), titles=("A4", "A3", "Letter"),
    ),
    Setting(
        "print_whole_film", bool, False, "Print the whole film",
        "Pages show the whole film, not only the part that is in the view.", section=Section.OUTPUT,
    ),
    Setting("window_place", str, "", "Place of the window", "As Qt writes it.", section=Section.HIDDEN),
    Setting("worklist_columns", str, "", "Columns of the worklist", "As Qt writes them.", section=Section.HIDDEN),
    Setting("last_folder", str, "", "Last folder", "Where the file dialog opens.", section=Section.HIDDEN),
    Setting("save_folder", str, "", "Last folder saved to", "Where pictures and pages go.", section=Section.HIDDEN),
)  # fmt: skip
"""Every setting; nothing is stored that is not declared here."""

_BY_KEY = {setting.key: setting for setting in SETTINGS}

_Call = Callable[[Any], None]


def default_path() -> Path:
    """The settings file in the user's configuration folder."""
    return paths.user_config() / "settings.json"


class Settings:
    """The values in force.

    Parameters
    ----------
    path
        The file they are kept in; None keeps them in memory only.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._path = path
        self._chosen: dict[str, Any] = {}
        self._touched: set[str] = set()
        self._watchers: dict[str, list[Callable[[], _Call | None]]] = {}

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file; a missing file, and every value in it that is not acceptable, means the default."""
        settings = cls(path)
        settings._chosen = _stored(path) or {}
        return settings

    @property
    def path(self) -> Path | None:
        """The file they are kept in."""
        return self._path

    def __getitem__(self, key: str) -> Any:
        return self._chosen.get(key, _BY_KEY[key].default)

    def set(self, key: str, value: object) -> None:
        """Change one value and tell those who watch it.

        Raises
        ------
        ValueError
            The value is not acceptable for this key.
        """
        if not _BY_KEY[key].accepts(value):
            raise ValueError(f"{value!r} is not acceptable for {key}")
        before = self[key]
        self._chosen[key] = value
        self._touched.add(key)
        if value != before:
            self._tell(key)

    def reset(self, key: str) -> None:
        """Go back to the default, and follow it should a later version change it."""
        before = self[key]
        self._chosen.pop(key, None)
        self._touched.add(key)
        if self[key] != before:
            self._tell(key)

    def is_default(self, key: str) -> bool:
        """Whether the value in force is the default."""
        return bool(self[key] == _BY_KEY[key].default)

    # ----------------------------------------------------------------------------------- watching

    def watch(self, key: str, callback: _Call) -> Callable[[], None]:
        """Call back with the new value whenever the value of a key changes.

        A method of a Python object is held weakly, so that watching keeps nothing alive; any other function is held
        until it is stopped.

        Returns
        -------
        Call it to stop.
        """
        if key not in _BY_KEY:
            raise KeyError(key)
        held: Callable[[], _Call | None] = weakref.WeakMethod(callback) if ismethod(callback) else lambda: callback
        watchers = self._watchers.setdefault(key, [])
        watchers.append(held)

        def stop() -> None:
            if held in watchers:
                watchers.remove(held)

        return stop

    def _tell(self, key: str) -> None:
        watchers = self._watchers.get(key, [])
        for held in tuple(watchers):
            callback = held()
            if callback is None:
                watchers.remove(held)
            elif held in watchers:
                callback(self[key])

    # ------------------------------------------------------------------------------------ keeping

    def save(self) -> None:
        """Write what was chosen, completely or not at all.

        What another window saved meanwhile stays, except where it was changed here too.

        Raises
        ------
        OSError
            The folder cannot be written.
        """
        if self._path is None:
            return
        values, touched = dict(self._chosen), set(self._touched)
        stored = _stored(self._path)
        if stored is not None:
            kept = {key: value for key, value in stored.items() if key not in touched}
            values = kept | {key: value for key, value in values.items() if key in touched}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(values, indent=1, sort_keys=True)
        write_atomically(self._path, text.encode())


def _stored(path: Path) -> dict[str, Any] | None:
    """The acceptable values of a settings file; None when there is none or it cannot be read."""
    try:
        stored = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(stored, dict):
        return None
    return {key: value for key, value in stored.items() if key in _BY_KEY and _BY_KEY[key].accepts(value)}
