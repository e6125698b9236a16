"""Paints the star of a key image over its frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from xraydesk.ui.measure.key_images import KeyImages
from xraydesk.ui.measure.star import paint_star
from xraydesk.ui.view.scene import Scene

SIZE = 18.0
"""Logical pixels of the star over a film."""

MARGIN = 12.0


class KeyImageLayer:
    """A star at the right edge, above the middle: clear of the corners and of the side letter."""

    def __init__(self, key_images: KeyImages) -> None:
        self._key_images = key_images

    def paint(self, painter: QPainter, scene: Scene) -> None:
        """Paint the star of a marked frame."""
        if self._key_images.is_marked(scene.picture.radiograph.sha256, scene.picture.frame):
            area = scene.area
            top = area.top() + area.height() * 0.34
            paint_star(painter, QRectF(area.right() - MARGIN - SIZE, top, SIZE, SIZE))
