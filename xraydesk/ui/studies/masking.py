"""Takes out of a listing what names the patient, for the mode in which patient data are hidden."""

from __future__ import annotations

from dataclasses import replace

from xraydesk.core.radiograph import Patient
from xraydesk.imaging.listing import Entry

_PATIENT_GROUP = 0x0010
_TELLING = frozenset(
    {
        0x00080050,  # Accession Number
        0x00080080,  # Institution Name
        0x00080081,  # Institution Address
        0x00081010,  # Station Name
        0x00081040,  # Institutional Department Name
        0x00200010,  # Study ID
        *(0x00084000, 0x00104000, 0x00204000, 0x00324000, 0x00402400),  # comments, into which people write names
    }
)
_SHORTEST = 3
"""Letters of a name, at least, that are looked for elsewhere: a shorter one stands in many words."""


def masked(entries: tuple[Entry, ...], patient: Patient, instead: str) -> tuple[Entry, ...]:
    """The same entries without names, IDs, comments, private values and every text that holds the patient's name or ID.

    Parameters
    ----------
    patient
        Whose name and ID are looked for in all texts.
    instead
        What stands in place of a value.
    """
    parts = patient.name.replace("=", "^").replace(" ", "^").split("^")
    words = tuple(word.casefold() for word in (*parts, patient.id) if len(word) >= _SHORTEST)
    return tuple(_mask(entry, words, instead) for entry in entries)


def _mask(entry: Entry, words: tuple[str, ...], instead: str) -> Entry:
    if entry.tag and _tells(entry, words):
        return replace(entry, value=instead if entry.value else "", entries=())
    if not entry.entries:
        text = entry.value.casefold()
        return replace(entry, value=instead) if any(word in text for word in words) else entry
    return replace(entry, entries=tuple(_mask(inner, words, instead) for inner in entry.entries))


def _tells(entry: Entry, words: tuple[str, ...]) -> bool:
    return (
        entry.tag >> 16 == _PATIENT_GROUP
        or entry.tag in _TELLING
        or entry.vr == "PN"
        or (entry.is_private and entry.name != "Private Creator")
        or any(word in entry.value.casefold() for word in words)
    )
