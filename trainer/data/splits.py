"""Which films train, tune, calibrate and test: whole patients, the same mixture of sources and classes everywhere."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Sequence

from trainer.data.films import Film

NOTHING = "no finding"


def assign(films: Sequence[Film], units: Sequence[str], shares: Sequence[float], seed: int) -> list[int]:
    """Deal films to parts, unit by unit.

    The units come in the order of a hash of their name, and each goes to the part that has too little of its class and
    of its source and class. So the parts hold the same mixture, nothing depends on the order of the films, and the same
    films and seed give the same parts everywhere.

    Parameters
    ----------
    films
        What is dealt.
    units
        For each film what must stay together: a patient, or films that look alike.
    shares
        Relative size of each part.
    seed
        Of the hash.

    Returns
    -------
    ``(N,)`` number of the part for each film.
    """
    members: dict[str, list[int]] = defaultdict(list)
    for row, unit in enumerate(units):
        members[unit].append(row)
    class_of = stratum_classes(films)
    common = Counter(class_of)
    total = sum(shares)
    goals = [share / total for share in shares]
    stands: dict[object, list[int]] = defaultdict(lambda: [0] * len(shares))

    def lack(key: object, part: int, size: int) -> float:
        held = stands[key]
        return goals[part] * (sum(held) + size) - held[part]

    part_of: dict[str, int] = {}
    for unit in sorted(members, key=lambda unit: _chance(unit, seed)):
        rows = members[unit]
        # The rarest class and the first source speak for a unit that has several.
        rare = min((class_of[row] for row in rows), key=lambda name: (common[name], name))
        stratum = (films[rows[0]].source, rare)
        parts = [part for part, goal in enumerate(goals) if goal > 0]
        chosen = max(parts, key=lambda part: lack(stratum, part, len(rows)) + lack(rare, part, len(rows)))
        for key in (stratum, rare):
            stands[key][chosen] += len(rows)
        part_of[unit] = chosen
    return [part_of[unit] for unit in units]


def stratum_classes(films: Sequence[Film]) -> list[str]:
    """The class by which each film is dealt: its label, or of several findings the rarest."""
    frequency = Counter(finding for film in films for finding in film.findings)
    return [
        film.label or (min(film.findings, key=lambda name: (frequency[name], name)) if film.findings else NOTHING)
        for film in films
    ]


def _chance(unit: str, seed: int) -> str:
    return hashlib.sha256(f"{seed}\n{unit}".encode("utf-8", "surrogateescape")).hexdigest()
