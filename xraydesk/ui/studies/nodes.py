"""The groups of the study browser: patients with studies and series, folders of pictures, and what is neither."""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from enum import IntEnum
from typing import Protocol

from xraydesk.ui.desk.items import Item


class Films(Protocol):
    """The opened files by row: an `ItemList`, or a list of items."""

    def __getitem__(self, row: int, /) -> Item: ...


class Kind(IntEnum):
    """What a line of the browser stands for."""

    PATIENT = 0
    PICTURES = 1
    """Pictures of one folder that belong to no patient."""
    WAITING = 2
    """Files whose headers were not read yet."""
    UNREADABLE = 3
    """Files that failed or hold no image."""
    STUDY = 4
    SERIES = 5


class Group:
    """A patient, a study, a series or a folder.

    Attributes
    ----------
    kind, parent
        What it is, and what it lies in; None for a patient or a folder.
    number
        The how manieth of its kind it is, from 1.
    films
        Rows of the films that lie in it directly, in reading order.
    groups
        Groups inside, by key.
    about
        Row of a film that speaks for the group, -1 while it has none.
    text
        What the filter looks through, lower case; None while it was not made.
    inside, order
        What the tree has arranged last: the groups of which the filter shows something, and the rows of all films
        that it shows in this group and those inside, both in reading order.
    rank
        By which it was sorted last.
    """

    __slots__ = ("about", "films", "groups", "inside", "kind", "number", "order", "parent", "rank", "text")

    def __init__(self, kind: Kind, parent: Group | None = None, number: int = 0) -> None:
        self.kind, self.parent, self.number = kind, parent, number
        self.films: list[int] = []
        self.groups: dict[Hashable, Group] = {}
        self.about = -1
        self.text: str | None = None
        self.inside: list[Group] = []
        self.order: list[int] = []
        self.rank: object = None

    @property
    def top(self) -> Group:
        """The patient or folder that it belongs to."""
        return self if self.parent is None else self.parent.top

    @property
    def depth(self) -> int:
        """How many groups it lies in."""
        return 0 if self.parent is None else self.parent.depth + 1

    def chain(self) -> Iterator[Group]:
        """It and what it lies in, outwards."""
        group: Group | None = self
        while group is not None:
            yield group
            group = group.parent

    def rows(self) -> Iterator[int]:
        """The rows of all films inside, whatever the filter says."""
        yield from self.films
        for group in self.groups.values():
            yield from group.rows()

    def part(self) -> None:
        """Let go of the groups inside: they go away without waiting for the garbage collector."""
        for group in self.groups.values():
            group.part()
            group.parent = None
        self.groups, self.inside = {}, []

    def inner(self, kind: Kind, key: Hashable) -> Group:
        """The group inside with a key, made where there is none."""
        found = self.groups.get(key)
        if found is None:
            found = self.groups[key] = Group(kind, self, len(self.groups) + 1)
        return found
