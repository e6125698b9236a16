"""What the reader made of each film, to find it so again: bounded, and as plain values for a file."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import isfinite
from pathlib import Path
from typing import Any

from xraydesk.core.radiograph import VoiFunction, Window
from xraydesk.imaging.colours import FILM_COLOURS, GREY
from xraydesk.ui.view.adjustable_view import Adjustment
from xraydesk.ui.view.orientation import Turn
from xraydesk.ui.view.picture import Picture

KEPT = 500
"""Films; the oldest are forgotten."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """An adjustment whose table, which may be large, is a number among those of the file; -1 is what it opens with."""

    seen: Adjustment
    table: int | None


class Adjustments:
    """The films that are not shown as their files say."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Path, _Kept] = OrderedDict()

    def keep(self, picture: Picture, adjustment: Adjustment) -> None:
        """Remember how a film was left; one that was left as it is opened needs no memory."""
        path = picture.radiograph.path
        self._kept.pop(path, None)
        if adjustment == Adjustment(picture.voi):
            return
        table = None
        if not isinstance(adjustment.voi, Window):
            table = next((n for n, voi in enumerate(picture.radiograph.voi) if voi is adjustment.voi), -1)
            adjustment = replace(adjustment, voi=_NO_WINDOW)
        self._kept[path] = _Kept(adjustment, table)
        if len(self._kept) > KEPT:
            self._kept.popitem(last=False)

    def of(self, picture: Picture) -> Adjustment | None:
        """How a film was left, None if it is to be shown as its file says."""
        kept = self._kept.get(picture.radiograph.path)
        if kept is None:
            return None
        seen = kept.seen
        if kept.table is not None:
            tables = picture.radiograph.voi
            voi = tables[kept.table] if 0 <= kept.table < len(tables) else picture.voi
            seen = replace(seen, voi=voi)
        return replace(seen, frame=min(seen.frame, picture.radiograph.frames - 1))

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()

    # ------------------------------------------------------------------------------------ as values

    def as_values(self) -> dict[str, dict[str, Any]]:
        """Everything as JSON can hold it, by the path's text."""
        return {str(path): _values(kept) for path, kept in self._kept.items()}

    def take_values(self, values: Mapping[str, object]) -> None:
        """Remember what `as_values` gave; what makes no sense is passed over."""
        for name, value in values.items():
            kept = _kept(value) if isinstance(value, dict) else None
            if kept is not None:
                self._kept[Path(name)] = kept


_NO_WINDOW = Window(0.5, 1.0)
_COLOURS = frozenset(each.name for each in FILM_COLOURS)


def _values(kept: _Kept) -> dict[str, Any]:
    seen, window = kept.seen, kept.seen.voi
    values: dict[str, Any] = {
        "inverted": seen.inverted,
        "quarters": seen.turn.quarters,
        "mirrored": seen.turn.mirrored,
        "colours": seen.colours,
        "frame": seen.frame,
    }
    if kept.table is None and isinstance(window, Window):
        values["window"] = [window.center, window.width, window.function.value, window.explanation]
    else:
        values["table"] = kept.table
    return values


def _kept(values: dict[str, Any]) -> _Kept | None:
    try:
        turn = Turn(int(values["quarters"]) % 4, bool(values["mirrored"]))
        table = values.get("table")
        window = _NO_WINDOW if table is not None else _window(*values["window"])
        colours = values["colours"] if values.get("colours") in _COLOURS else GREY
        seen = Adjustment(window, bool(values["inverted"]), turn, colours, max(0, int(values["frame"])))
        return _Kept(seen, table and int(table))
    except (KeyError, TypeError, ValueError):
        return None


def _window(center: object, width: object, function: object, explanation: object) -> Window:
    """A window from a file.

    Raises
    ------
    TypeError, ValueError
        It is none.
    """
    window = Window(float(center), float(width), VoiFunction(function), str(explanation))  # type: ignore[arg-type]
    if not (isfinite(window.center) and isfinite(window.width) and window.width > 0):
        raise ValueError("no window")
    return window
