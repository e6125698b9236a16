"""Windows, tables and colours to choose from, with the words that people choose them by."""

from __future__ import annotations

from dataclasses import dataclass, replace

from xraydesk.core.radiograph import LookupTable, Window
from xraydesk.imaging.display import full_window
from xraydesk.imaging.presets import PRESETS, Preset, equalised, is_hounsfield, preset_window
from xraydesk.ui.shell.language import tr
from xraydesk.ui.view.picture import Picture
from xraydesk.ui.view.windowing import window_text


@dataclass(frozen=True, slots=True)
class Choice:
    """One window or table of a list.

    Attributes
    ----------
    words
        What people read.
    voi
        What is then shown.
    """

    words: str
    voi: Window | LookupTable


def of_file(picture: Picture) -> tuple[Choice, ...]:
    """What the file offers, in its order, and its values without any window or table."""
    film = picture.radiograph
    offered = film.voi or (picture.voi,)
    choices = [Choice(window_text(voi, film.voi), voi) for voi in offered]
    return (*choices, plain(picture))


def plain(picture: Picture) -> Choice:
    """From the lowest to the highest value of the frame."""
    words = tr("no window or table: full range")
    return Choice(words, replace(full_window(picture.radiograph, picture.frame), explanation=tr("full range")))


def of_preset(preset: Preset, picture: Picture) -> Window | LookupTable:
    """A preset for a film, named for the corner: what it is, and what its percents or units are."""
    film, title = picture.radiograph, tr(preset.title)
    if preset.part is None:
        return replace(equalised(film, picture.frame), explanation=title)
    window = preset_window(preset, film, picture.frame)
    if preset.hounsfield is not None and is_hounsfield(film):
        return replace(window, explanation=tr("{name}, Hounsfield units").format(name=title))
    low, high = (str(percent).replace("-", "−") for percent in preset.part)
    return replace(window, explanation=tr("{name}, {low} to {high} %").format(name=title, low=low, high=high))


def preset(key: str) -> Preset:
    """The preset with this name."""
    return next(each for each in PRESETS if each.key == key)
