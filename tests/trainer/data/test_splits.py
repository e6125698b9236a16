"""Parts hold whole units and the same mixture, and come out the same everywhere."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from trainer.data.films import Film
from trainer.data.splits import assign

SHARES = (0.6, 0.15, 0.1, 0.15)


def _film(number: int, label: str, source: str = "North") -> Film:
    return Film(Path(f"{number}.png"), "ward", label, "", (label,), source, f"p{number}", -1, "", "", float("nan"), "")


def test_every_class_and_source_is_dealt_by_the_shares() -> None:
    films = [
        _film(n, "sick" if n % 4 == 0 else "normal", "North" if n % 2 else "South" if n % 3 else "West")
        for n in range(800)
    ]
    parts = np.array(assign(films, [film.group for film in films], SHARES, 0))
    for key in ("label", "source"):
        for value in {getattr(film, key) for film in films}:
            mine = parts[[getattr(film, key) == value for film in films]]
            np.testing.assert_allclose(np.bincount(mine, minlength=4) / len(mine), SHARES, atol=0.02)


def test_the_parts_do_not_depend_on_the_order_of_the_films() -> None:
    films = [_film(n, "sick" if n % 3 else "normal") for n in range(60)]
    forward = dict(zip((f.path for f in films), assign(films, [f.group for f in films], SHARES, 0), strict=True))
    turned = films[::-1]
    back = dict(zip((f.path for f in turned), assign(turned, [f.group for f in turned], SHARES, 0), strict=True))
    assert forward == back


def test_another_seed_gives_other_parts() -> None:
    films = [_film(n, "sick") for n in range(60)]
    assert assign(films, [f.group for f in films], SHARES, 0) != assign(films, [f.group for f in films], SHARES, 1)


def test_a_rare_class_reaches_every_part_when_it_can() -> None:
    films = [_film(n, "rare" if n < 8 else "normal") for n in range(400)]
    parts = assign(films, [film.group for film in films], SHARES, 0)
    assert set(parts[:8]) == {0, 1, 2, 3}


@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["a", "b", "c"])), min_size=1, max_size=60))
def test_a_unit_is_never_torn_apart(rows: list[tuple[int, str]]) -> None:
    films = [_film(number, label) for number, (_, label) in enumerate(rows)]
    units = [f"u{unit}" for unit, _ in rows]
    parts = assign(films, units, SHARES, 0)
    assert max(Counter(unit for unit, _ in set(zip(units, parts, strict=True))).values()) == 1


def test_a_share_of_nothing_gets_nothing() -> None:
    films = [_film(n, "sick") for n in range(40)]
    assert set(assign(films, [film.group for film in films], (0, 0.6, 0.4, 0), 0)) == {1, 2}
