"""Earlier films of the same patient to hang beside a film."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from xraydesk.ui.studies.nodes import Films
from xraydesk.ui.studies.ordering import instance_key, when
from xraydesk.ui.studies.patients import identity, is_same
from xraydesk.ui.studies.projections import are_comparable


class FilmsOfPatients(Films, Protocol):
    """The opened files by row and by patient, as `ItemList` has them."""

    def of_patient(self, patient_id: str) -> Sequence[int]:
        """Rows of the files with a patient ID."""


def priors(items: FilmsOfPatients, row: int) -> list[int]:
    """Rows of the films of earlier studies of the same patient, body part and direction, newest first.

    Nothing is paired where the patient is not known beyond doubt, nor where a film has no date: see
    `patients.is_same` and `projections.are_comparable`. Within a study films come in order of series and number.
    """
    film = items[row]
    person, date = identity(film.patient), when(film.study)
    if not person.id or not date[0]:
        return []
    found = [
        other
        for other in items.of_patient(film.patient.id)
        if items[other].shows
        and items[other].study.study_uid != film.study.study_uid
        and ("", "") < when(items[other].study) < date
        and is_same(person, identity(items[other].patient))
        and are_comparable(film.study, items[other].study)
    ]
    found.sort(key=lambda each: instance_key(items[each].study))
    found.sort(key=lambda each: when(items[each].study), reverse=True)
    return found
