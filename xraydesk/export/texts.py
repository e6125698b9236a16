"""Texts of files, readers and headers, made safe for what they are written into."""

from __future__ import annotations

import re
from typing import Final

_FORMULA_STARTS: Final = ("=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20")

# Controls end lines and cells or drive terminals; embeddings, overrides and isolates turn what is read after them, so
# that exe.gpj looks like jpg.exe; noncharacters and halves of surrogate pairs are no text in UTF-8 or XML.
_UNSAFE: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]"
)


def visible(text: str) -> str:
    r"""The text on one line, in valid UTF-8, with what cannot be seen written out, such as ``\x1b`` and ``\u202e``."""
    return _UNSAFE.sub(_escaped, text)


def prose(text: str) -> str:
    """As `visible`, for sentences that people wrote: a line's end is a space."""
    return visible(" ".join(text.split()))


def is_formula(text: str) -> bool:
    """Whether a spreadsheet would take the text for a formula when it is typed in (OWASP, CSV injection)."""
    return text.startswith(_FORMULA_STARTS)


def cell(text: str) -> str:
    """A `visible` text that a spreadsheet does not take for a formula when it opens a CSV file."""
    shown = visible(text)
    return f"'{shown}" if is_formula(shown) else shown


def _escaped(found: re.Match[str]) -> str:
    return found.group().encode("unicode_escape").decode("ascii")
