"""Kept films stay within a bound, and what is on screen is never dropped for what may be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from xraydesk.ui.desk import film_cache
from xraydesk.ui.desk.film_cache import FilmCache


@pytest.fixture
def films(picture: Any, monkeypatch: pytest.MonkeyPatch) -> dict[Path, Any]:
    """Five films, three of which fit into the bound."""
    made = {Path(name): picture(name) for name in "abcde"}
    monkeypatch.setattr(film_cache, "BYTES", 3 * made[Path("a")].nbytes)
    return made


def _kept(cache: FilmCache) -> str:
    return "".join(name for name in "abcde" if Path(name) in cache)


def test_the_oldest_films_go_first(films: dict[Path, Any]) -> None:
    cache = FilmCache()
    for path, film in films.items():
        cache.keep(path, film)
    assert _kept(cache) == "cde"


def test_films_on_screen_stay(films: dict[Path, Any]) -> None:
    cache = FilmCache()
    cache.keep(Path("a"), films[Path("a")])
    cache.show({Path("a")})
    for path, film in films.items():
        cache.keep(path, film)
    assert _kept(cache) == "ade"


def test_one_film_beside_those_on_screen_stays_however_large(
    films: dict[Path, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(film_cache, "BYTES", 0)
    cache = FilmCache()
    cache.show({Path("a"), Path("b")})
    for path, film in films.items():
        cache.keep(path, film)
    assert _kept(cache) == "abe"


def test_what_leaves_the_screen_counts_like_the_rest(films: dict[Path, Any]) -> None:
    cache = FilmCache()
    cache.show({*films})
    for path, film in films.items():
        cache.keep(path, film)
    assert _kept(cache) == "abcde"
    cache.show({Path("e")})
    assert _kept(cache) == "cde"
