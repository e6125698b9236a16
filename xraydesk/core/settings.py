"""What the reader can set: declared once here, kept in one JSON file, read by the window."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from xraydesk.core import paths
from xraydesk.core.files import write_atomically


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that can be set.

    Attributes
    ----------
    key
        Name in the file.
    type
        ``bool``, ``int``, ``float`` or ``str``.
    default
        Value while nothing was chosen.
    label, help
        What people read: a short name and one sentence.
    choices
        Allowed values; empty when any value of the type will do.
    low, high
        Inclusive range of a number.
    """

    key: str
    type: type
    default: Any
    label: str
    help: str
    choices: tuple[Any, ...] = ()
    low: float | None = None
    high: float | None = None

    def accepts(self, value: object) -> bool:
        """Whether a value is of the right type, one of the choices and in range."""
        if type(value) is not self.type or (self.choices and value not in self.choices):
            return False
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return (self.low is None or value >= self.low) and (self.high is None or value <= self.high)
        return True


SETTINGS = (
    Setting(
        "heatmap_shown", bool, True, "Show where the model looked",
        "Lay the heatmap of the chosen class over the radiograph.",
    ),
    Setting(
        "heatmap_style", str, "map", "Heatmap style",
        "Colours, contour lines or both.", choices=("map", "contour", "both"),
    ),
    Setting(
        "heatmap_opacity", float, 0.45, "Heatmap opacity",
        "Opacity at the full scale of evidence; no evidence is always transparent.", low=0.0, high=1.0,
    ),
    Setting(
        "colour_map", str, "inferno", "Heatmap colours",
        "Colour map; each one is even to the eye and safe for colour-blind readers.",
        choices=("inferno", "viridis", "cividis"),
    ),
    Setting(
        "corner_texts", str, "all", "Texts in the picture",
        "How much is written into the corners of the picture.", choices=("all", "minimal", "none"),
    ),
    Setting(
        "reverse_window_drag", bool, False, "Reverse the window drag",
        "Drag up for darker and right for narrower.",
    ),
    Setting(
        "analyse_all", bool, True, "Analyse every opened file",
        "Run the model over all opened files in the background, not only over the one on screen.",
    ),
    Setting("last_folder", str, "", "Last folder", "Where the file dialog opens."),
)  # fmt: skip
"""Every setting; nothing is stored that is not declared here."""

_BY_KEY = {setting.key: setting for setting in SETTINGS}


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
        self._values: dict[str, Any] = {setting.key: setting.default for setting in SETTINGS}

    @classmethod
    def load(cls, path: Path) -> Settings:
        """Read the file; a missing file, and every value in it that is not acceptable, means the default."""
        settings = cls(path)
        try:
            stored = json.loads(path.read_text("utf-8"))
        except (OSError, ValueError):
            return settings
        if isinstance(stored, dict):
            accepted = {key: value for key, value in stored.items() if key in _BY_KEY and _BY_KEY[key].accepts(value)}
            settings._values.update(accepted)
        return settings

    def __getitem__(self, key: str) -> Any:
        return self._values[key]

    def set(self, key: str, value: object) -> None:
        """Change one value.

        Raises
        ------
        ValueError
            The value is not acceptable for this key.
        """
        if not _BY_KEY[key].accepts(value):
            raise ValueError(f"{value!r} is not acceptable for {key}")
        self._values[key] = value

    def save(self) -> None:
        """Write the file, completely or not at all.

        Raises
        ------
        OSError
            The folder cannot be written.
        """
        if self._path is None:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(self._values, indent=1, sort_keys=True)
        write_atomically(self._path, text.encode())
