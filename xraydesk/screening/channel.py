"""A bounded queue between two stages that can be finished or closed from either side."""

from __future__ import annotations

import threading
from collections import deque
from typing import Generic, TypeVar

_Item = TypeVar("_Item")


class Channel(Generic[_Item]):
    """Things on their way from one stage to the next.

    Parameters
    ----------
    limit
        So many wait at most; whoever brings one more waits himself.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._items: deque[_Item] = deque()
        self._changed = threading.Condition()
        self._finished = False

    def put(self, item: _Item, *, always: bool = False) -> bool:
        """Bring one thing; False where nobody takes it any more. ``always``: even beyond the limit."""
        with self._changed:
            while len(self._items) >= self._limit and not self._finished and not always:
                self._changed.wait()
            if self._finished:
                return False
            self._items.append(item)
            self._changed.notify_all()
            return True

    def take(self, most: int, seconds: float | None = None) -> list[_Item]:
        """What waits, at most so many; waits for the first. Nothing at the end, or when the time is over."""
        with self._changed:
            self._changed.wait_for(lambda: bool(self._items) or self._finished, seconds)
            taken = [self._items.popleft() for _ in range(min(most, len(self._items)))]
            self._changed.notify_all()
            return taken

    @property
    def ended(self) -> bool:
        """Whether nothing is left and nothing comes."""
        with self._changed:
            return self._finished and not self._items

    def finish(self) -> None:
        """Nothing more comes; what waits is still taken."""
        with self._changed:
            self._finished = True
            self._changed.notify_all()

    def close(self) -> None:
        """Nothing more comes and what waits is dropped."""
        with self._changed:
            self._finished = True
            self._items.clear()
            self._changed.notify_all()
