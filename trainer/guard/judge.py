"""How often the guard declines what, with counts and intervals: on the tuning part, and once on the part held back."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import torch
from numpy.typing import NDArray

from trainer.guard.fit import Material, answer, network_input, tensor, unit
from trainer.guard.made import UNSEEN, make
from trainer.guard.network import GuardNet
from trainer.guard.pictures import Pictures, joined
from trainer.guard.transforms import MADE_OF_FILMS, Transforms
from xraydesk.model.guard import Limits

_MADE_EACH: Final = 100
_SEED: Final = 977
_NORMAL_95: Final = 1.959964


def judge(network: GuardNet, limits: Limits, material: Material, part: str, near: Pictures | None) -> dict[str, Any]:
    """Shares declined and marked in one part: true films by source, everything else by kind.

    Parameters
    ----------
    near
        Films near to those that the guard is for, such as children's; they are only counted.
    """
    films = material.films.of(part)
    rows: dict[str, Any] = {"films": {}, "others": {}}
    for source in sorted(set(films.kinds)):
        chosen = films.where([kind == source for kind in films.kinds])
        rows["films"][source] = _rates(network, limits, network_input(chosen))
    rows["films, all"] = _summed(rows["films"].values())
    transforms = Transforms(_SEED)
    for name, (_, change) in MADE_OF_FILMS.items():
        made = torch.cat([change(transforms, unit(images)) for images in torch.split(tensor(films), 256)])
        rows["others"][name] = _rates(network, limits, made)
    known = joined([material.scans, material.pictures]).of(part)
    unseen = make(UNSEEN, _MADE_EACH, part, _SEED)
    for pictures in (known, unseen):
        for kind in sorted(set(pictures.kinds)):
            chosen = pictures.where([each == kind for each in pictures.kinds])
            rows["others"][kind] = _rates(network, limits, network_input(chosen))
    rows["others, all"] = _summed(rows["others"].values())
    found = {name: row for name, row in rows["others"].items() if not name.startswith(("film,", "made:"))}
    if found:
        rows["others, files alone"] = _summed(found.values())
    if near is not None:
        rows["near films"] = _rates(network, limits, network_input(near))
    return rows


def _rates(network: GuardNet, limits: Limits, images: torch.Tensor) -> dict[str, Any]:
    answers = answer(network, images)
    by_kind = answers["frontal"] < limits.frontal
    declined = by_kind | (answers["form"] > limits.form)
    passed_far = ~declined & (answers["far"] > limits.far)
    return {
        "n": len(declined),
        "declined": share(declined),
        "declined_for_form_alone": int((declined & ~by_kind).sum()),
        "marked_far": share(passed_far),
    }


def _summed(rows: Iterable[dict[str, Any]]) -> dict[str, Any]:
    total: Counter[str] = Counter()
    for row in rows:
        total.update(n=row["n"], declined=row["declined"]["count"], marked=row["marked_far"]["count"])
    return {
        "n": total["n"],
        "declined": interval(total["declined"], total["n"]),
        "marked_far": interval(total["marked"], total["n"]),
    }


def share(truth: NDArray[np.bool_]) -> dict[str, Any]:
    """Count and share of what is true, with its 95 % interval."""
    return interval(int(truth.sum()), len(truth))


def interval(count: int, total: int) -> dict[str, Any]:
    """A share with its 95 % interval after Wilson (JASA 1927), which holds at 0 and 1 too."""
    if not total:
        return {"count": 0, "share": None, "low": None, "high": None}
    rate, z = count / total, _NORMAL_95
    middle = (rate + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(rate * (1 - rate) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    values = (rate, max(middle - half, 0.0), min(middle + half, 1.0))
    names = ("share", "low", "high")
    return {"count": count} | {name: round(value, 4) for name, value in zip(names, values, strict=True)}


def lines(rows: dict[str, Any]) -> list[str]:
    """The table, as text."""
    text = ["films that should pass".ljust(52) + "declined".rjust(22) + "   marked far"]
    text += [_line(name, row) for name, row in [*rows["films"].items(), ("all films", rows["films, all"])]]
    text += ["what should be declined"]
    text += [_line(name, row) for name, row in [*rows["others"].items(), ("all others", rows["others, all"])]]
    for name, words in (("others, files alone", "found files alone"), ("near films", "near films")):
        if name in rows:
            text.append(_line(words, rows[name]))
    return text


def _line(name: str, row: dict[str, Any]) -> str:
    declined, marked = row["declined"], row["marked_far"]
    rate = f"{declined['count']}/{row['n']} {declined['share']:.3f} [{declined['low']:.2f}-{declined['high']:.2f}]"
    return f"  {name[:48]:48}{rate:>30}   {marked['share']:.3f}"
