"""What the model must not be asked: pictures that are no frontal chest film, by their header or by how they look.

The header is asked first, since its words are exact. Then a small network looks at the whole picture (``trainer.guard``
fits it); it belongs to the application and not to one classifier, so every model is guarded alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import ModelError
from xraydesk.core.radiograph import Radiograph
from xraydesk.core.wording import mark
from xraydesk.imaging.preprocess import PreprocessSpec, resample
from xraydesk.model import auxiliary, quality
from xraydesk.model.auxiliary import Auxiliary

INPUT: Final = 64
"""Side of the network's input in pixels."""

FRONTAL: Final = "frontal"
KINDS: Final = (FRONTAL, "negative", "turned", "part", "scan", "picture")
"""What the network tells apart, in the order of its output."""

FORM: Final = "form"
"""What is said of a picture that the network takes for a film although its form is none."""

NAME: Final = "guard"
"""The folder of the network among the auxiliary ones."""

UNLIKE: Final = mark("unlike the films that this program was tested on: trust its answer less")
"""The hint about a film that is further from the calibration films than 99 in 100 of them."""

_WORDS: Final = {
    "negative": "its grey levels are inverted, as on a negative: bone is dark and air is bright",
    "turned": "it is turned by 90 or 180 degrees",
    "part": "it shows only a part of a chest film, or several pictures in one",
    "scan": "it looks like another examination or another part of the body",
    "picture": "it looks like a photograph, a drawing, a text or a test pattern",
    FORM: "its form is unlike that of any chest film known here",
}

# DICOM PS3.3 C.7.3.1.1.1: projection radiography; OT and SC stand for films of unknown origin.
_RADIOGRAPHY: Final = {"CR", "DX", "RG", "RF", "XA", "OT", "SC", ""}
_LATERAL: Final = {"LATERAL", "LAT", "LL", "RL", "LLD", "RLD", "LLO", "RLO", "LPO", "RPO", "LAO", "RAO"}
_CHEST: Final = ("CHEST", "THORAX", "LUNG", "RIB", "TORAX", "BRUST")
_SMALLEST_SIDE: Final = 96
_LONGEST_ASPECT: Final = 2.0
_SPEC: Final = PreprocessSpec(INPUT, region="pad_square")
_KEPT_SIDE: Final = 256


@dataclass(frozen=True, slots=True, eq=False)
class Look:
    """What the guard's network makes of a picture.

    Attributes
    ----------
    chances
        Probability of each of `KINDS`, by name.
    far
        Distance from the films that the guard was calibrated on; 1 is what one film in a hundred of them exceeds.
    reason
        Why the picture should not be scored, as a sentence; empty when nothing speaks against it.
    """

    chances: dict[str, float]
    far: float
    reason: str

    @property
    def is_unlike(self) -> bool:
        """Whether the film is further from those that the guard was calibrated on than 99 in 100 of them."""
        return self.far > 1


@dataclass(frozen=True, slots=True)
class Limits:
    """From where on a picture is declined or marked; chosen by ``trainer.guard`` on films that trained nothing.

    Attributes
    ----------
    frontal
        Least probability of a frontal film.
    form
        Most of a picture's energy that the principal forms of chest films may leave unexplained, 0..1.
    far
        Distance of features that one frontal film in a hundred exceeds.
    """

    frontal: float
    form: float
    far: float


class Guard:
    """The network and its limits."""

    def __init__(self, network: Auxiliary, limits: Limits) -> None:
        self._network, self._limits = network, limits

    def look(self, radiograph: Radiograph, frame: int = 0) -> Look:
        """Look at a whole frame.

        Raises
        ------
        UnscorableError
            It is blank or holds values that are not numbers.
        """
        unit, _ = resample(thinned(radiograph, frame), _SPEC)
        return self.judge(unit)

    def judge(self, unit: NDArray[np.float32]) -> Look:
        """Judge a picture that is prepared already: ``(INPUT, INPUT)`` float32 in 0..1."""
        logits, distances = self._network.run(unit[None, None])
        grown = np.exp(logits[0] - logits[0].max())
        chances = dict(zip(KINDS, (grown / grown.sum()).tolist(), strict=True))
        far, form = (float(value) for value in distances[0])
        kind = ""
        if chances[FRONTAL] < self._limits.frontal:
            kind = max(KINDS[1:], key=lambda name: chances[name])
        elif form > self._limits.form:
            kind = FORM
        return Look(chances, far / self._limits.far, f"not a frontal chest film: {_WORDS[kind]}" if kind else "")


@dataclass(frozen=True, slots=True)
class Advice:
    """What the reader should know before a score is given.

    Attributes
    ----------
    reason
        Why the picture should not be scored, as a sentence; empty when nothing speaks against it.
    hints
        Sentences on a film that may be scored with care; never a reason to decline.
    """

    reason: str
    hints: tuple[str, ...] = ()


def advise(radiograph: Radiograph, frame: int = 0) -> Advice:
    """Look at a picture before the model does.

    Raises
    ------
    UnscorableError
        The picture is blank or holds values that are not numbers.
    ModelError
        The guard's files are missing or were altered.
    """
    said = by_header(radiograph)
    if said:
        return Advice(said)
    look = load().look(radiograph, frame)
    if look.reason:
        return Advice(look.reason)
    return Advice("", ((UNLIKE,) if look.is_unlike else ()) + quality.hints(radiograph, frame))


def decline(radiograph: Radiograph) -> str:
    """Why the model should not score this image, as a sentence; empty when nothing speaks against it.

    Raises
    ------
    UnscorableError, ModelError
        As of `advise`.
    """
    return by_header(radiograph) or load().look(radiograph).reason


def by_header(radiograph: Radiograph) -> str:
    """What header, shape and colours alone say against a score, as a sentence; empty when they say nothing."""
    return next(_reasons(radiograph), "")


@cache
def load(folder: Path | None = None) -> Guard:
    """The guard of the application, read once and then kept; the first call imports the engine.

    Raises
    ------
    ModelError
        Its files are missing, altered or of a foreign form.
    """
    network = auxiliary.load(folder or auxiliary.folder_of(NAME))
    return Guard(network, limits_of(network.about))


def limits_of(about: Mapping[str, Any]) -> Limits:
    """The limits that a network says of itself.

    Raises
    ------
    ModelError
        They are missing, or the network tells other kinds apart than this version does.
    """
    try:
        said = about["limits"]
        fits = tuple(about["kinds"]) == KINDS and about["input_size"] == INPUT
        limits = Limits(**{name: float(said[name]) for name in ("frontal", "form", "far")})
    except (KeyError, TypeError, ValueError) as error:
        raise ModelError("the guard's limits cannot be read") from error
    if not fits:
        raise ModelError("the guard is of another version of the application")
    return limits


def thinned(radiograph: Radiograph, frame: int = 0) -> Radiograph:
    """One frame with rows and columns left out, so that at least 256 of each remain: all that a look needs."""
    step = max(1, min(radiograph.shape) // _KEPT_SIDE)
    return replace(radiograph, samples=radiograph.samples[frame : frame + 1, ::step, ::step])


def _reasons(radiograph: Radiograph) -> Iterator[str]:
    study = radiograph.study
    if study.modality.upper() not in _RADIOGRAPHY:
        yield f"not a radiograph: the file says modality {study.modality}"
    if study.body_part and not any(part in study.body_part.upper() for part in _CHEST):
        yield f"not a chest radiograph: the file says body part {study.body_part}"
    if study.view_position.upper() in _LATERAL:
        yield f"not a frontal view: the file says view {study.view_position}"
    if radiograph.frames > 1:
        yield f"{radiograph.frames} frames: the model reads single films only"
    rows, columns = radiograph.shape
    height = rows * radiograph.pixel_aspect
    if min(rows, columns) < _SMALLEST_SIDE:
        yield f"too small to read: {columns} x {rows} pixels"
    if max(height, columns) > _LONGEST_ASPECT * min(height, columns):
        yield "not the shape of a chest radiograph: one side is more than twice the other"
    if radiograph.is_colour and _coloured(radiograph):
        yield "a colour picture, not a radiograph"


def _coloured(radiograph: Radiograph) -> bool:
    """Whether the channels differ by more than a scan's noise."""
    red, green, blue = (radiograph.samples[0, ..., k].astype(np.int32) for k in range(3))
    difference = max(np.abs(red - green).mean(), np.abs(green - blue).mean())
    return bool(difference > 0.02 * 2**radiograph.bits_stored)
