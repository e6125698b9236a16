"""Lookup tables as DICOM writes them: three numbers and the data (PS3.3 C.11.1.1, C.7.6.3.1.5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.radiograph import LookupTable
from xraydesk.imaging.dicom.elements import Dataset
from xraydesk.imaging.dicom.text import plain_text

_DESCRIPTOR, _EXPLANATION, _TYPE, _DATA = 0x00283002, 0x00283003, 0x00283004, 0x00283006


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Number of entries, the input that the first one stands for, and bits of an entry."""

    entries: int
    first_mapped: int
    bits: int


def descriptor_of(dataset: Dataset, tag: int, *, signed: bool) -> Descriptor | None:
    """Read a LUT descriptor; None when absent or senseless. 0 entries stand for 65536."""
    unsigned = dataset.integers(tag)
    element = dataset.elements.get(tag)
    if len(unsigned) < 3 or element is None:
        return None
    entries, first, bits = (value & 0xFFFF for value in unsigned[:3])
    if first >= 0x8000 and (signed or element.vr == "SS"):
        first -= 0x10000
    return Descriptor(entries or 65536, first, bits) if 1 <= bits <= 16 else None


def lut_values(dataset: Dataset, tag: int, descriptor: Descriptor) -> NDArray[Any]:
    """The entries, at most as many as described; 8-bit entries may be packed two in a word."""
    raw = dataset.value(tag)
    element = dataset.elements.get(tag)
    order = dataset.encoding.order if element is None else element.encoding.order
    if len(raw) // 2 < descriptor.entries <= len(raw) and descriptor.bits <= 8:
        packed = np.frombuffer(raw, "u1", descriptor.entries + descriptor.entries % 2 * (len(raw) > descriptor.entries))
        swapped = order == ">" and element is not None and element.vr == "OW" and packed.size % 2 == 0
        data = packed.reshape(-1, 2)[:, ::-1].reshape(-1) if swapped else packed
        return data[: descriptor.entries].astype(np.uint16)
    count = min(len(raw) // 2, descriptor.entries)
    return np.frombuffer(raw, order + "u2", count).astype(np.uint16)


def table_of(item: Dataset, *, signed: bool) -> LookupTable | None:
    """A Modality or VOI LUT Sequence item → a table; None when it is empty or senseless."""
    descriptor = descriptor_of(item, _DESCRIPTOR, signed=signed)
    if descriptor is None:
        return None
    values = lut_values(item, _DATA, descriptor)
    if values.size < 2:
        return None
    bits = descriptor.bits
    top = int(values.max())
    if top >= 1 << bits:
        bits = top.bit_length()
    values.flags.writeable = False
    name = plain_text(item.value(_EXPLANATION)) or plain_text(item.value(_TYPE))
    return LookupTable(values, descriptor.first_mapped, bits, name)
