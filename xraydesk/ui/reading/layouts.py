"""The layouts of the reading page: how many views, and what decides which films they hold."""

from __future__ import annotations

from enum import StrEnum


class Layout(StrEnum):
    """What the reader chose.

    ``AUTOMATIC`` shows a film beside its newest prior, and alone if it has none; ``OVERLAY`` shows one film twice,
    on the left without the heatmap and on the right with it.
    """

    AUTOMATIC = "automatic"
    ONE = "1x1"
    TWO = "1x2"
    FOUR = "2x2"
    OVERLAY = "overlay"

    @property
    def shape(self) -> tuple[int, int]:
        """``(rows, columns)`` of views; of an automatic layout while there is no prior."""
        return _SHAPES[self]

    @property
    def panes(self) -> int:
        """Number of films."""
        rows, columns = self.shape
        return 1 if self is Layout.OVERLAY else rows * columns


_SHAPES = {
    Layout.AUTOMATIC: (1, 1),
    Layout.ONE: (1, 1),
    Layout.TWO: (1, 2),
    Layout.FOUR: (2, 2),
    Layout.OVERLAY: (1, 2),
}
