"""Plain values, as a TOML or JSON file holds them, to frozen dataclasses and back; a misfit is one sentence."""

from __future__ import annotations

import dataclasses
import json
import math
import types
import typing
from collections.abc import Mapping, Sequence
from typing import Any

from xraydesk.core.errors import XRayDeskError


class RecipeError(XRayDeskError):
    """A recipe is missing, or one of its settings is unknown or out of range."""


def build(kind: type, values: Any, where: str = "") -> Any:
    """Build a dataclass from plain values.

    Parameters
    ----------
    kind
        A frozen dataclass whose fields are numbers, texts, flags, tuples, dicts or further dataclasses.
    values
        Its plain values; every key must be a field.
    where
        Prefix of the names in messages, such as ``"fit."``.

    Raises
    ------
    RecipeError
        A key is unknown or missing, or a value has the wrong type or range.
    """
    if not isinstance(values, dict):
        raise RecipeError(f"{where.rstrip('.') or 'the recipe'} must be a table")
    hints = typing.get_type_hints(kind)
    unknown = sorted(set(values) - set(hints))
    if unknown:
        raise RecipeError(f"unknown setting {where + unknown[0]!r}")
    for entry in dataclasses.fields(kind):
        needed = entry.default is dataclasses.MISSING and entry.default_factory is dataclasses.MISSING
        if needed and entry.name not in values:
            raise RecipeError(f"the setting {where + entry.name!r} is missing")
    arguments = {key: _convert(hints[key], value, where + key) for key, value in values.items()}
    try:
        return kind(**arguments)
    except ValueError as error:
        raise RecipeError(f"{where}{error}") from error


def _convert(hint: Any, value: Any, where: str) -> Any:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if hint is Any:
        result = value
    elif origin in (types.UnionType, typing.Union):
        result = None if value is None else _convert(inner[0], value, where)
    elif dataclasses.is_dataclass(hint):
        result = build(typing.cast("type", hint), value, where + ".")
    elif origin is tuple:
        if not isinstance(value, list | tuple):
            raise RecipeError(f"{where} must be a list")
        result = tuple(_convert(inner[0], item, where) for item in value)
    elif origin is dict:
        if not isinstance(value, dict):
            raise RecipeError(f"{where} must be a table")
        result = {str(key): _convert(inner[1], item, f"{where}.{key}") for key, item in value.items()}
    else:
        result = _simple(hint, value, where)
    return result


def _simple(hint: Any, value: Any, where: str) -> Any:
    if hint is float and type(value) is int:
        value = float(value)
    if type(value) is not hint:
        raise RecipeError(f"{where} must be of type {getattr(hint, '__name__', hint)}, not {value!r}")
    if isinstance(value, float) and not math.isfinite(value):
        raise RecipeError(f"{where} must be a finite number")
    return value


def plain(settings: Any) -> dict[str, Any]:
    """The plain values of a dataclass, the inverse of ``build`` after a trip through JSON."""
    return dataclasses.asdict(settings)


def to_toml(values: Mapping[str, Any], table: str = "") -> str:
    """Plain values as TOML; None is left out, since TOML has no word for it."""
    lines, tables = [], []
    for key, value in values.items():
        name = f"{table}.{_key(key)}" if table else _key(key)
        if isinstance(value, Mapping):
            if value or table:
                tables.append(f"\n[{name}]\n{to_toml(value, name)}")
        elif isinstance(value, list | tuple) and value and isinstance(value[0], Mapping):
            tables += [f"\n[[{name}]]\n{to_toml(item, name)}" for item in value]
        elif value is not None:
            lines.append(f"{_key(key)} = {_value(value)}\n")
    return "".join(lines + tables)


def _key(key: str) -> str:
    return key if key.replace("_", "a").replace("-", "a").isalnum() and key.isascii() else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_value(item) for item in value) + "]"
    # A JSON text, number or flag is a TOML one, but for numbers such as 1e-07, which TOML writes the same way.
    return json.dumps(value, ensure_ascii=False)


def one_of(name: str, value: str, known: Sequence[str]) -> None:
    """Raise ValueError, naming what is known, unless ``value`` is one of ``known``."""
    if value not in known:
        raise ValueError(f"{name} must be one of {', '.join(known)}, not {value!r}")
