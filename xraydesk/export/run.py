"""What is exported: the films of a screening with what readers made of them, and how the answers came about."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xraydesk import __version__
from xraydesk.core.decisions import Decision
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.core.radiograph import Radiograph
from xraydesk.core.triage import in_order
from xraydesk.core.wording import mark
from xraydesk.imaging.geometry import Geometry

RESEARCH_USE: Final = "Research use, not for diagnosis."
"""Stands on everything that people may print or pass on."""

BURNED_IN: Final = mark(
    "Text that is burned into a picture is not found: look at each film for names and dates before you pass it on."
)
"""Goes with every picture that is to name nobody."""


@dataclass(frozen=True, slots=True)
class Case:
    """One film of a run.

    Attributes
    ----------
    result
        What screening said of it.
    decisions
        Every declaration about the film, oldest first, undone ones too.
    notes
        What readers wrote of it.
    patient
        What tells patients apart, such as issuer and patient ID; empty where it is not known.
    source
        Hospital or collection that the film is from.
    """

    result: ScreeningResult
    decisions: tuple[Decision, ...] = ()
    notes: tuple[str, ...] = ()
    patient: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """The cases of one screening, or those of them that were chosen.

    Attributes
    ----------
    cases
        In the order in which they were found.
    labels
        Labels of the model, in the card's order.
    made
        When the export is made, as people read it.
    model
        Title of the model.
    model_lines
        What its card says first: intended use, where it was measured, limits.
    settings
        How the run was made: name and value, such as ``engine``.
    exclusive
        Whether the labels exclude one another.
    software
        What made it.
    """

    cases: tuple[Case, ...]
    labels: tuple[str, ...]
    made: str
    model: str = ""
    model_lines: tuple[str, ...] = ()
    settings: tuple[tuple[str, str], ...] = ()
    exclusive: bool = True
    software: str = f"XRayDesk {__version__}"

    @property
    def is_reviewed(self) -> bool:
        """Whether any film has a declaration or a note."""
        return any(case.decisions or case.notes for case in self.cases)

    @property
    def in_triage_order(self) -> list[Case]:
        """Its cases, the one to read first at the top."""
        places = {id(result): place for place, result in enumerate(in_order(case.result for case in self.cases))}
        return sorted(self.cases, key=lambda case: places[id(case.result)])


def answer_text(result: ScreeningResult) -> str:
    """What the model answers, or why it does not."""
    return result.label if result.status is Status.OK else result.reason or result.status.value


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """A film that was opened again, and the heatmap of one finding.

    Attributes
    ----------
    radiograph
        The film; its first frame is exported.
    class_map
        ``(h, w)`` float32 evidence in logit units over the model's input; None for a film without a score.
    geometry
        Where that input lies in the film.
    scale
        Logit units drawn at full colour, the same for every film.
    label
        The finding that the map is of.
    """

    radiograph: Radiograph
    class_map: NDArray[np.float32] | None = None
    geometry: Geometry | None = None
    scale: float = 1.0
    label: str = ""


def _nothing(_case: Case) -> Shown | None:
    return None


@dataclass(frozen=True, slots=True)
class Options:
    """What the caller chooses.

    Attributes
    ----------
    salt
        For pseudonyms; needed by everything that must not name patients.
    is_pseudonymous
        Whether paths, digests, readers, notes and free texts are left out or replaced by pseudonyms.
    copies
        Whether a training manifest gets copies of the films, or refers to them where they are.
    open_film
        Opens a case's film again; None where it cannot be opened any more.
    """

    salt: bytes = b""
    is_pseudonymous: bool = False
    copies: bool = True
    open_film: Callable[[Case], Shown | None] = field(default=_nothing)


@dataclass(frozen=True, slots=True)
class Written:
    """What came of an export.

    Attributes
    ----------
    films
        How many films are in it.
    notices
        Sentences on what was left out, and what to heed.
    """

    films: int
    notices: tuple[str, ...] = ()
