"""The log file: what went wrong in this product's own code, and nothing of what it was working on.

A line holds the time, the level, the logger, the literal text of the message and, of the values put into it, only
numbers, names of error classes and places in the code. Texts such as paths and names are left out before anything is
written, so the file can be shown to others. Messages of other packages, which quote what they read, are not kept.
"""

from __future__ import annotations

import functools
import importlib.util
import json
import logging
import re
import traceback
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from types import CodeType
from typing import Any, Final

from xraydesk.core import paths

LARGEST: Final = 1 << 18
"""Bytes after which a new file is begun; one older file stays."""

_OURS: Final = "xraydesk"
_HIDDEN: Final = "…"
_PLACE: Final = re.compile(
    r"[a-z_]{1,60}\.py:\d{1,6} [A-Za-z_<>]{1,80}( < [a-z_]{1,60}\.py:\d{1,6} [A-Za-z_<>]{1,80})*"
)
_ERROR_NAME: Final = re.compile(r"[A-Z][A-Za-z]{0,40}(Error|Exception|Exit|Interrupt|Iteration|Warning)")
_LEVELS: Final = ("WARNING", "ERROR", "CRITICAL")


def default_path() -> Path:
    """The log file of this user."""
    return paths.user_logs() / "xraydesk.log"


def keep(path: Path | None = None) -> None:
    """Write what this product's loggers say into the log file from now on, as well as to the terminal."""
    logger = logging.getLogger(_OURS)
    for handler in logger.handlers[:]:
        if isinstance(handler, LogFile):
            logger.removeHandler(handler)
    logger.addHandler(LogFile(path or default_path()))
    if logging.lastResort is not None and logging.lastResort not in logger.handlers:
        logger.addHandler(logging.lastResort)  # which nothing else uses once there is a handler


class LogFile(logging.Handler):
    """Appends a line of JSON for each message; a disk that takes none costs the line and nothing else."""

    def __init__(self, path: Path) -> None:
        super().__init__(logging.WARNING)
        self._path = path

    def emit(self, record: logging.LogRecord) -> None:
        """Write one message, without the values that may be somebody's."""
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="seconds"),
            "level": record.levelname,
            "logger": record.name,
            "text": str(record.msg),
            "values": [_harmless(value) for value in _values(record)],
            "at": _places(record),
        }
        known = texts_of(record.name)
        if not known:
            line["logger"] = _OURS
        if line["text"] not in known:
            line["text"] = _HIDDEN  # composed, not written in the code: nobody knows what is in it
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            if self._path.exists() and self._path.stat().st_size > LARGEST:
                self._path.replace(self._path.with_suffix(".old.log"))
            with self._path.open("a", encoding="utf-8") as stream:
                stream.write(f"{json.dumps(line, ensure_ascii=True)}\n")
        except OSError:
            self.handleError(record)


def _values(record: logging.LogRecord) -> tuple[Any, ...]:
    return record.args if isinstance(record.args, tuple) else ()


def _harmless(value: object) -> object:
    """A value that names nobody: a number, an error's class, a place in the code."""
    if isinstance(value, (bool, int, float)) or value is None:
        return value
    if isinstance(value, BaseException):
        return type(value).__name__
    if isinstance(value, str) and (_ERROR_NAME.fullmatch(value) or _PLACE.fullmatch(value)):
        return value
    return _HIDDEN


def _places(record: logging.LogRecord) -> str:
    kind, _, trace = record.exc_info or (None, None, None)
    if kind is None:
        return ""
    frames = traceback.extract_tb(trace)
    places = " < ".join(f"{Path(each.filename).name}:{each.lineno} {each.name}" for each in reversed(frames))
    return f"{kind.__name__}: {places}"


@functools.lru_cache(maxsize=64)
def texts_of(logger: str) -> frozenset[str]:
    """The literal texts in the code of one of this product's modules, from source and in a frozen program alike."""
    if not re.fullmatch(r"xraydesk(\.[a-z_]+)*", logger):
        return frozenset()
    try:
        spec = importlib.util.find_spec(logger)
        code = getattr(spec.loader, "get_code", lambda _: None)(logger) if spec is not None else None
    except (ImportError, ValueError):
        return frozenset()
    return frozenset(_literals(code)) if isinstance(code, CodeType) else frozenset()


def _literals(code: CodeType) -> Iterator[str]:
    for constant in code.co_consts:
        if isinstance(constant, str):
            yield constant
        elif isinstance(constant, CodeType):
            yield from _literals(constant)


def tail(path: Path, most: int = 200) -> tuple[list[str], int]:
    """The last messages for somebody else's eyes, and how many lines were left out because they are not of this form.

    Each line is judged anew: its text must be a literal of the module that its logger names, and its values harmless.
    """
    try:
        with path.open("rb") as stream:
            lines = stream.read(2 * LARGEST).splitlines()[-most:]
    except OSError:
        return [], 0
    shown = [_shown(line) for line in lines]
    return [line for line in shown if line], shown.count("")


def _shown(line: bytes) -> str:
    try:
        said = json.loads(line)
        moment = datetime.fromisoformat(said["time"]).isoformat(timespec="seconds")
        level, logger, text = said["level"], said["logger"], said["text"]
        values = [str(_harmless(value)) for value in said["values"]]
        kind, _, places = said["at"].partition(": ")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ""
    if level not in _LEVELS or not isinstance(text, str) or (text != _HIDDEN and text not in texts_of(logger)):
        return ""
    at = f" | {kind}: {places}" if _ERROR_NAME.fullmatch(kind) and _PLACE.fullmatch(places) else ""
    name = logger if texts_of(logger) else _OURS
    return f"{moment} {level} {name}: {text}" + (f" [{', '.join(values)}]" if values else "") + at
