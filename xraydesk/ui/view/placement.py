"""Where the picture lies in its view: zoom and position, as one frozen value without Qt.

All lengths are device pixels, so that 100 % shows one column of the film on one column of the screen at any
scaling of the desktop.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

MIN_ZOOM = 0.02
MAX_ZOOM = 40.0


@dataclass(frozen=True, slots=True)
class Placement:
    """A picture in a view.

    Attributes
    ----------
    shape
        ``(rows, columns)`` of the picture as shown.
    view
        ``(width, height)`` of the view.
    aspect
        Height of a picture pixel divided by its width.
    zoom
        Device pixels per picture column.
    centre
        ``(x, y)`` in picture coordinates (corners at integers) at the middle of the view.
    fits
        Whether the picture follows the size of the view.
    """

    shape: tuple[int, int]
    view: tuple[int, int]
    aspect: float = 1.0
    zoom: float = 1.0
    centre: tuple[float, float] = (0.0, 0.0)
    fits: bool = True

    @classmethod
    def fitted(cls, shape: tuple[int, int], view: tuple[int, int], aspect: float = 1.0) -> Placement:
        """The whole picture, as large as the view allows."""
        rows, columns = shape
        zoom = min(view[0] / columns, view[1] / (rows * aspect))
        return cls(shape, view, aspect, min(max(zoom, MIN_ZOOM), MAX_ZOOM), (columns / 2, rows / 2))

    @property
    def origin(self) -> tuple[float, float]:
        """Device coordinates of the picture's top left corner."""
        return (
            self.view[0] / 2 - self.centre[0] * self.zoom,
            self.view[1] / 2 - self.centre[1] * self.zoom * self.aspect,
        )

    @property
    def corner(self) -> tuple[int, int]:
        """`origin` on the nearest device pixel: where it is painted, so that 1:1 is sharp wherever it was panned to."""
        left, top = self.origin
        return round(left), round(top)

    @property
    def size(self) -> tuple[float, float]:
        """``(width, height)`` of the whole picture on screen."""
        return self.shape[1] * self.zoom, self.shape[0] * self.zoom * self.aspect

    def to_picture(self, x: float, y: float) -> tuple[float, float]:
        """Device ``(x, y)`` → picture ``(x, y)``."""
        left, top = self.origin
        return (x - left) / self.zoom, (y - top) / (self.zoom * self.aspect)

    def resized(self, view: tuple[int, int]) -> Placement:
        """The same picture in a view of another size."""
        if self.fits:
            return self.fitted(self.shape, view, self.aspect)
        return replace(self, view=view)

    def zoomed(self, factor: float, anchor: tuple[float, float] | None = None) -> Placement:
        """Zoom, the picture point under ``anchor`` (device pixels, the middle by default) staying where it is."""
        anchor = anchor or (self.view[0] / 2, self.view[1] / 2)
        zoom = min(max(self.zoom * factor, MIN_ZOOM), MAX_ZOOM)
        x, y = self.to_picture(*anchor)
        centre = (
            x + (self.view[0] / 2 - anchor[0]) / zoom,
            y + (self.view[1] / 2 - anchor[1]) / (zoom * self.aspect),
        )
        return replace(self, zoom=zoom, centre=self._kept(centre), fits=False)

    def panned(self, across: float, down: float) -> Placement:
        """Move the picture by device pixels."""
        centre = (self.centre[0] - across / self.zoom, self.centre[1] - down / (self.zoom * self.aspect))
        return replace(self, centre=self._kept(centre), fits=False)

    def actual(self) -> Placement:
        """One column of the picture on one column of the screen."""
        return self.zoomed(1.0 / self.zoom)

    def _kept(self, centre: tuple[float, float]) -> tuple[float, float]:
        """A picture can be pushed to the side but not lost."""
        rows, columns = self.shape
        return min(max(centre[0], 0.0), float(columns)), min(max(centre[1], 0.0), float(rows))
