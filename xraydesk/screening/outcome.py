"""What comes out of the pipeline for each path: the answer and what a list shows of the film."""

from __future__ import annotations

from dataclasses import dataclass, field

from xraydesk.core.findings import ScreeningResult
from xraydesk.core.radiograph import Patient, Study
from xraydesk.model.predict import Prediction


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One path that is done.

    Attributes
    ----------
    result
        The answer; its digest is empty where the file could not be read.
    size
        Bytes of the file; 0 where they could not be read.
    patient, study
        As the file's header says; empty where nothing is known. Never logged.
    repeated
        Whether the answer was there already: the same bytes came under another path, or in an earlier run.
    prediction
        Class maps and geometry of a film that was scored just now; None elsewhere.
    """

    result: ScreeningResult
    size: int = 0
    patient: Patient = field(default_factory=Patient)
    study: Study = field(default_factory=Study)
    repeated: bool = False
    prediction: Prediction | None = None
