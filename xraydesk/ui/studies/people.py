"""Tells patients apart while films stream in: films of one person get one key."""

from __future__ import annotations

from collections.abc import Hashable

from xraydesk.core.radiograph import Patient
from xraydesk.ui.studies.patients import Identity, identity, is_same


class People:
    """The patients met so far.

    The first film of a patient decides; a film that agrees with any film of a patient so far belongs to that patient.
    """

    def __init__(self) -> None:
        self._keys: dict[tuple[Patient, Hashable], Hashable] = {}
        self._with_id: dict[str, list[tuple[Identity, Hashable]]] = {}

    def key_of(self, patient: Patient, study: Hashable) -> Hashable:
        """The key of a film's patient.

        Parameters
        ----------
        patient
            As the file names them.
        study
            What films of one examination share: it alone keeps films together whose patient is not named at all.
        """
        person = identity(patient)
        named = bool(person.id or person.name)
        known = self._keys.get((patient, None if named else study))
        if known is None:
            known = self._find(person) if named else ("nobody", study)
            self._keys[patient, None if named else study] = known
        return known

    def _find(self, person: Identity) -> Hashable:
        if not person.id:
            return person
        kept = self._with_id.setdefault(person.id, [])
        key = next((key for other, key in kept if other == person or is_same(other, person)), person)
        kept.append((person, key))
        return key
