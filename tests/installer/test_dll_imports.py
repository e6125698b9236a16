"""What a Windows library asks for is read from its bytes, on any system."""

from __future__ import annotations

import contextlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from resources.installer import dll_imports
from tests.installer.windows_files import library


def test_the_libraries_that_an_image_names_are_read_whether_it_loads_them_now_or_later() -> None:
    assert dll_imports.imported(library(["KERNEL32.dll", "Qt6Core.dll"], later=["d3d11.dll"])) == {
        "kernel32.dll",
        "qt6core.dll",
        "d3d11.dll",
    }
    assert dll_imports.imported(library([])) == set()


def test_what_is_reached_is_followed_round_circles_and_ends_where_the_system_begins() -> None:
    libraries = {
        "window.pyd": library(["Widgets.dll", "KERNEL32.dll"]),
        "widgets.dll": library(["Core.dll"]),
        "core.dll": library(["Widgets.dll"]),
        "quick.dll": library(["Core.dll"]),
    }
    assert dll_imports.reached(["window.pyd", "not there.pyd"], libraries) == {"window.pyd", "widgets.dll", "core.dll"}


def test_what_is_no_64_bit_image_is_refused_in_words() -> None:
    whole = library(["KERNEL32.dll"])
    with pytest.raises(ValueError, match="not the bytes"):
        dll_imports.imported(b"\x7fELF" + whole[4:])
    start = struct.unpack_from("<I", whole, 0x3C)[0] + 24
    with pytest.raises(ValueError, match="not a 64-bit one"):
        dll_imports.imported(whole[:start] + struct.pack("<H", 0x10B) + whole[start + 2 :])
    with pytest.raises(ValueError, match="ends too early"):
        dll_imports.imported(whole[:200])


@given(st.integers(0, 600), st.binary(min_size=1, max_size=8))
def test_damaged_bytes_raise_nothing_else(place: int, damage: bytes) -> None:
    whole = library(["KERNEL32.dll"], later=["d3d11.dll"])
    data = whole[:place] + damage + whole[place + len(damage) :]
    with contextlib.suppress(ValueError):
        dll_imports.imported(data)
