"""The annotations of films, each as one row of JSON under the digest of its film."""

from __future__ import annotations

import json
import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from xraydesk.core.annotations import Annotation, AnnotationError, from_json, to_json
from xraydesk.store.database import Database

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is stored of one film.

    Attributes
    ----------
    annotations
        In the order in which they were drawn.
    unreadable
        How many more there are that this version cannot read; they stay stored.
    reason
        Why the first of those cannot be read, as half a sentence; empty without any.
    """

    annotations: tuple[Annotation, ...] = ()
    unreadable: int = 0
    reason: str = ""


def of_film(database: Database, film: str) -> Kept:
    """The annotations on all frames of a film.

    Parameters
    ----------
    film
        SHA-256 of the file's bytes, lower-case hexadecimal.

    Raises
    ------
    StoreError
        They cannot be read.
    """
    read: list[Annotation] = []
    reasons: list[str] = []
    for row in database.rows("SELECT content FROM annotation WHERE film = ? ORDER BY place, id", (film,)):
        try:
            read.append(from_json(json.loads(row["content"])))
        except AnnotationError as error:
            reasons.append(str(error))
        except (ValueError, RecursionError):
            reasons.append("this is not an annotation")
    if reasons:
        _log.warning("%d stored annotations cannot be read: %s", len(reasons), reasons[0])
    return Kept(tuple(read), len(reasons), reasons[0] if reasons else "")


def save(database: Database, film: str, annotations: Sequence[Annotation], gone: Collection[str] = ()) -> None:
    """Store the annotations of a film as they are now.

    Parameters
    ----------
    annotations
        All that there are, in the order in which they are to be read back.
    gone
        Ids of those that were deleted. What is stored and not named here stays, such as what a newer version wrote.

    Raises
    ------
    StoreError
        They cannot be stored; what was stored before is unchanged.
    """
    rows = [
        (each.id, film, each.frame, place, json.dumps(to_json(each), ensure_ascii=False))
        for place, each in enumerate(annotations)
    ]
    with database.transaction() as connection:
        connection.executemany("DELETE FROM annotation WHERE id = ? AND film = ?", [(each, film) for each in gone])
        connection.executemany(
            "INSERT INTO annotation (id, film, frame, place, content) VALUES (?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET frame = excluded.frame, place = excluded.place,"
            " content = excluded.content WHERE film = excluded.film",
            rows,
        )
