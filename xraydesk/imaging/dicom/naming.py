"""What elements are called: by the standard's dictionary, by private dictionaries, or not at all."""

from __future__ import annotations

import contextlib
import warnings

from xraydesk.imaging.dicom.elements import Dataset, Element


class Naming:
    """Looks names and value representations up; the dictionaries are pydicom's."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            # Half a megabyte of tables: only for whoever lists a file.
            from pydicom import datadict
        self._tables = datadict

    def of(self, dataset: Dataset, element: Element) -> tuple[str, str, str]:
        """Name, keyword and value representation of an element.

        A value representation that the file states is believed, but for ``UN`` where the standard knows better.
        """
        tag = element.tag
        if tag >> 16 & 1:
            return self._private(dataset, element)
        if tag & 0xFFFF == 0:
            return "Group Length", "", element.vr or "UL"
        vr, name, keyword = "", "", ""
        with contextlib.suppress(KeyError):
            vr, _, name, _, keyword = self._tables.get_entry(tag)
        stated = element.vr if element.vr not in ("", "UN") else ""
        # "US or SS": which of the two makes no difference to a list.
        return name, keyword, stated or vr.partition(" ")[0] or element.vr or "UN"

    def _private(self, dataset: Dataset, element: Element) -> tuple[str, str, str]:
        tag = element.tag
        if 0x10 <= tag & 0xFFFF <= 0xFF:
            return "Private Creator", "", element.vr or "LO"
        block = (tag & 0xFFFF0000) | (tag >> 8 & 0xFF)
        creator = dataset.string(block)
        vr, name = "", ""
        if creator:
            with contextlib.suppress(KeyError):
                vr = self._tables.private_dictionary_VR(tag, creator)
                name = self._tables.private_dictionary_description(tag, creator)
        stated = element.vr if element.vr not in ("", "UN") else ""
        return name.strip("[]") or (creator and f"{creator[:64]} {tag & 0xFF:02X}"), "", stated or vr or "UN"
