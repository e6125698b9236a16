"""Paths and texts in the forms in which the database keeps them."""

from __future__ import annotations

import json
import os
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

AT_ONCE: Final = 500
"""Values that one query asks for; SQLite bounds the number of parameters."""


def of_path(path: Path) -> bytes:
    """A path as the system's own bytes: names that are no valid text come back as they were."""
    return os.fsencode(path)


def to_path(stored: bytes) -> Path:
    """What `of_path` made of a path, turned back."""
    return Path(os.fsdecode(stored))


def plain(text: str) -> str:
    """Text that SQLite takes: what is no valid Unicode is replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")


def of_labels(labels: Sequence[str] | None) -> str:
    """A set of labels as JSON, empty where there is none."""
    return "" if labels is None else json.dumps(list(labels), ensure_ascii=True)


def to_labels(stored: str) -> tuple[str, ...] | None:
    """What `of_labels` made of a set, turned back."""
    return tuple(json.loads(stored)) if stored else None


def parts(values: Collection[str]) -> Iterator[tuple[list[str], str]]:
    """Different values, as many as one query may ask for, with the question marks for them."""
    asked = sorted(set(values))
    for start in range(0, len(asked), AT_ONCE):
        part = asked[start : start + AT_ONCE]
        yield part, ", ".join("?" * len(part))
