"""What readers declared of findings, first looks, scores against advice: rows are added and never changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, fields
from typing import Any

from xraydesk.core.decisions import Decision, FirstLook, Override, Verdict
from xraydesk.store.database import Database

_AT_ONCE = 500
"""Films that one query asks for; SQLite bounds the number of parameters."""

_DECISION = ", ".join(field.name for field in fields(Decision))
_LOOK = ", ".join(field.name for field in fields(FirstLook))
_OVERRIDE = ", ".join(field.name for field in fields(Override))


def add(database: Database, decision: Decision) -> None:
    """Store a declaration; one that is stored already, by its id, stays as it is.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    _insert(database, "decision", asdict(decision))


def add_all(database: Database, made: Sequence[Decision]) -> None:
    """Store many declarations, all of them or none; those that are stored already, by their ids, stay as they are.

    Raises
    ------
    StoreError
        They cannot be stored; none of them was.
    """
    with database.transaction() as connection:
        connection.executemany(
            f"INSERT INTO decision ({_DECISION}) VALUES ({', '.join('?' * len(fields(Decision)))})"  # noqa: S608 - our own names
            " ON CONFLICT (id) DO NOTHING",
            [tuple(getattr(each, field.name) for field in fields(Decision)) for each in made],
        )


def of_film(database: Database, film: str) -> list[Decision]:
    """Every declaration about a film, in the order in which they were made.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return _decisions(database, "WHERE film = ?", (film,))


def of_films(database: Database, films: Collection[str]) -> list[Decision]:
    """Every declaration about some films; of each film in the order in which they were made.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    asked = sorted(set(films))
    found: list[Decision] = []
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        found += _decisions(database, f"WHERE film IN ({', '.join('?' * len(part))})", tuple(part))
    return found


def everything(database: Database) -> list[Decision]:
    """Every declaration about any film, in the order in which they were made.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return _decisions(database, "", ())


def reviewed(database: Database, films: Collection[str]) -> frozenset[str]:
    """Those of some films about which a declaration stands.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return _films_among(
        database,
        films,
        "FROM decision WHERE verdict <> 'undone'"
        " AND NOT EXISTS (SELECT 1 FROM decision AS later WHERE later.undoes = decision.id)",
    )


def looked_at(database: Database, films: Collection[str], reader: str) -> frozenset[str]:
    """Those of some films of which a reader has had a first look.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    return _films_among(database, films, "FROM first_look WHERE reader = ?", (reader,))


def add_look(database: Database, look: FirstLook) -> None:
    """Store a first look; one that is stored already, by its id, stays as it is.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    _insert(database, "first_look", asdict(look))


def looks_of_film(database: Database, film: str) -> list[FirstLook]:
    """The first looks at a film, oldest first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    rows = database.rows(f"SELECT {_LOOK} FROM first_look WHERE film = ? ORDER BY looked, place", (film,))  # noqa: S608 - column names
    return [FirstLook(**dict(row)) for row in rows]


def every_look(database: Database) -> list[FirstLook]:
    """The first looks at every film, oldest first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    rows = database.rows(f"SELECT {_LOOK} FROM first_look ORDER BY looked, place")  # noqa: S608 - column names
    return [FirstLook(**dict(row)) for row in rows]


def add_override(database: Database, override: Override) -> None:
    """Store a score against the guard's advice; one that is stored already, by its id, stays as it is.

    Raises
    ------
    StoreError
        It cannot be stored.
    """
    _insert(database, "advice_override", asdict(override))


def overrides_of_film(database: Database, film: str) -> list[Override]:
    """The scores of a film against the guard's advice, oldest first.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    rows = database.rows(f"SELECT {_OVERRIDE} FROM advice_override WHERE film = ? ORDER BY made, place", (film,))  # noqa: S608 - column names
    return [Override(**dict(row)) for row in rows]


def _films_among(
    database: Database, films: Collection[str], source: str, parameters: tuple[str, ...] = ()
) -> frozenset[str]:
    asked = sorted(set(films))
    found: set[str] = set()
    for start in range(0, len(asked), _AT_ONCE):
        part = asked[start : start + _AT_ONCE]
        query = f"SELECT DISTINCT film {source} AND film IN ({', '.join('?' * len(part))})"
        found.update(row["film"] for row in database.rows(query, (*parameters, *part)))
    return frozenset(found)


def _insert(database: Database, table: str, values: dict[str, Any]) -> None:
    columns, places = ", ".join(values), ", ".join("?" * len(values))
    with database.transaction() as connection:
        connection.execute(
            f"INSERT INTO {table} ({columns}) VALUES ({places}) ON CONFLICT (id) DO NOTHING",  # noqa: S608 - our own names
            tuple(values.values()),
        )


def _decisions(database: Database, where: str, parameters: tuple[str, ...]) -> list[Decision]:
    rows = database.rows(f"SELECT {_DECISION} FROM decision {where} ORDER BY declared, place", parameters)  # noqa: S608 - column names
    return [_decision(dict(row)) for row in rows]


def _decision(values: dict[str, Any]) -> Decision:
    values["verdict"] = Verdict(values["verdict"])
    values["ai_seen_first"] = bool(values["ai_seen_first"])
    return Decision(**values)
