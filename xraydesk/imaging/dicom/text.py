"""Text of any DICOM character set → plain text (PS3.5 6.1); what cannot be decoded is replaced."""

from __future__ import annotations

import warnings

from xraydesk.core.radiograph import Patient, Study
from xraydesk.imaging.dicom.elements import Dataset

MAX_LENGTH = 1024
_CHARACTER_SET = 0x00080005


def plain_text(raw: bytes, character_sets: tuple[str, ...] = (), *, person: bool = False) -> str:
    """One value → text without control characters and padding, at most ``MAX_LENGTH`` characters.

    Parameters
    ----------
    character_sets
        Values of Specific Character Set.
    person
        The value is a person name, whose delimiters reset the character set.
    """
    raw = raw[: 8 * MAX_LENGTH]
    if b"\x1b" in raw or any(byte > 0x7E for byte in raw):
        text = _decode(raw, character_sets, person)
    else:
        text = raw.decode("ascii")
    text = "".join(character if character.isprintable() else " " for character in text).strip()
    text = text.rstrip("=") if person else text
    return text if len(text) <= MAX_LENGTH else text[: MAX_LENGTH - 1] + "…"


def _decode(raw: bytes, character_sets: tuple[str, ...], person: bool) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # pydicom knows the escape sequences of ISO 2022; it costs 0.2 s to import, so only when it is needed.
        from pydicom.charset import convert_encodings, decode_bytes
        from pydicom.valuerep import PN_DELIMS, TEXT_VR_DELIMS

        try:
            encodings = convert_encodings(list(character_sets) or [""])
            return decode_bytes(raw, encodings, PN_DELIMS if person else TEXT_VR_DELIMS)
        except (LookupError, ValueError):
            return raw.decode("utf-8", "replace")


def character_sets_of(dataset: Dataset) -> tuple[str, ...]:
    """Specific Character Set of a data set."""
    raw = dataset.value(_CHARACTER_SET).decode("latin-1").strip("\0")
    return tuple(part.strip() for part in raw.split("\\")) if raw else ()


def patient_of(dataset: Dataset) -> Patient:
    """The Patient module's fields."""
    sets = character_sets_of(dataset)
    return Patient(
        name=plain_text(dataset.value(0x00100010), sets, person=True),
        id=plain_text(dataset.value(0x00100020), sets),
        birth_date=plain_text(dataset.value(0x00100030)),
        sex=plain_text(dataset.value(0x00100040)),
        age=plain_text(dataset.value(0x00101010)),
        id_issuer=plain_text(dataset.value(0x00100021), sets),
    )


def study_of(dataset: Dataset) -> Study:
    """The study, series and acquisition fields."""
    sets = character_sets_of(dataset)

    def text(tag: int) -> str:
        return plain_text(dataset.value(tag), sets)

    return Study(
        study_uid=text(0x0020000D),
        series_uid=text(0x0020000E),
        instance_uid=text(0x00080018),
        sop_class_uid=text(0x00080016),
        date=text(0x00080020),
        time=text(0x00080030),
        accession=text(0x00080050),
        institution=text(0x00080080),
        study_description=text(0x00081030),
        series_description=text(0x0008103E),
        series_number=text(0x00200011),
        instance_number=text(0x00200013),
        modality=text(0x00080060),
        body_part=text(0x00180015),
        view_position=text(0x00185101),
        laterality=text(0x00200062) or text(0x00200060),
    )
