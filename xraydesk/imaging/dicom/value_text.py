"""The value of an element as plain text, whatever its value representation (PS3.5 6.2)."""

from __future__ import annotations

import struct

from xraydesk.imaging.dicom.elements import Dataset, Element
from xraydesk.imaging.dicom.text import plain_text
from xraydesk.imaging.listing import LONGEST_VALUE, plain

_NUMBERS = {"US": "H", "SS": "h", "UL": "I", "SL": "i", "FL": "f", "FD": "d", "UV": "Q", "SV": "q"}
_WORDS = {"OW": "H", "OL": "I", "OF": "f", "OD": "d", "OV": "Q"}
_LOCAL_TEXTS = frozenset({"LO", "LT", "PN", "SH", "ST", "UC", "UT"})
_SEVERAL = frozenset({"AE", "AS", "CS", "DA", "DS", "DT", "IS", "LO", "PN", "SH", "TM", "UC", "UI"})
_TEXTS = frozenset({"LT", "ST", "UR", "UT"}) | _SEVERAL
_MOST_NUMBERS = 64
_MOST_BYTES = 24


def value_text(dataset: Dataset, element: Element, vr: str, character_sets: tuple[str, ...]) -> str:
    """A value as text of at most `LONGEST_VALUE` characters; several values are parted by a backslash.

    Parameters
    ----------
    vr
        The value representation to read it by; what is not known is shown as bytes.
    character_sets
        Values of Specific Character Set in force.
    """
    raw = dataset.buffer[element.start : min(element.end, element.start + 4 * LONGEST_VALUE)]
    if not raw:
        return ""
    order = element.encoding.order
    if vr in _TEXTS:
        return _text(raw, vr, character_sets)
    if vr in _NUMBERS:
        return _numbers(raw, order + _NUMBERS[vr], element.end - element.start)
    if vr == "AT":
        pairs = struct.iter_unpack(order + "HH", raw[: len(raw) // 4 * 4])
        return " \\ ".join(f"({group:04X},{number:04X})" for group, number in pairs)[:LONGEST_VALUE]
    if vr in _WORDS and element.end - element.start <= 2 * _MOST_BYTES:
        return _numbers(raw, order + _WORDS[vr], element.end - element.start)
    return _bytes(raw, element.end - element.start, vr)


def _text(raw: bytes, vr: str, character_sets: tuple[str, ...]) -> str:
    if vr not in _LOCAL_TEXTS:
        text = raw.decode("latin-1").strip(" \0\r\n\t")
    else:
        text = plain_text(raw, character_sets, person=vr == "PN")
    if vr in _SEVERAL:
        text = " \\ ".join(part.strip(" \0") for part in text.split("\\"))
    if vr == "UI":
        text = " \\ ".join(_with_name(part) for part in text.split(" \\ ")[:_MOST_NUMBERS])
    return plain(text)


def _with_name(uid: str) -> str:
    """A UID with what it stands for."""
    from pydicom import config
    from pydicom.uid import UID

    name = UID(uid, validation_mode=config.IGNORE).name
    return uid if name == uid else f"{uid}  ({name})"


def _numbers(raw: bytes, code: str, length: int) -> str:
    size = struct.calcsize(code)
    count = min(len(raw) // size, _MOST_NUMBERS)
    values = [struct.unpack_from(code, raw, place * size)[0] for place in range(count)]
    text = " \\ ".join(f"{value:.10g}" if isinstance(value, float) else str(value) for value in values)
    return text + (f" …  ({length // size} values)" if length // size > count else "")


def _bytes(raw: bytes, length: int, vr: str) -> str:
    """Unknown bytes: as text where they are one, otherwise the first of them."""
    bare = raw.rstrip(b"\0 ")
    if vr in ("UN", "OB", "") and len(bare) > 1 and all(0x20 <= byte < 0x7F for byte in bare):
        return plain(bare.decode("ascii")[:LONGEST_VALUE])
    shown = raw[:_MOST_BYTES].hex(" ")
    return shown + (f" …  ({length} bytes)" if length > _MOST_BYTES else "")
