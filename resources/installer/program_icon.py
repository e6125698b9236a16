"""The icon as the systems want it: pictures of any size and an ``.ico``, drawn from the one SVG."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Final

from PIL import Image

SVG: Final = Path(__file__).resolve().parents[1] / "icons" / "xraydesk.svg"
SIZES: Final = (16, 20, 24, 32, 40, 48, 64, 128, 256)


def picture(size: int) -> Image.Image:
    """The icon, ``size`` × ``size`` pixels, RGBA."""
    from PySide6.QtCore import QBuffer, QIODevice
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    drawn = QImage(size, size, QImage.Format.Format_ARGB32)
    drawn.fill(0)
    painter = QPainter(drawn)
    QSvgRenderer(str(SVG)).render(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    drawn.save(buffer, "PNG")  # type: ignore[call-overload]
    return Image.open(io.BytesIO(bytes(buffer.data().data()))).convert("RGBA")


def write_ico(target: Path) -> Path:
    """Write a Windows icon with each size drawn for itself."""
    target.parent.mkdir(parents=True, exist_ok=True)
    pictures = [picture(size) for size in SIZES]
    pictures[-1].save(
        target, format="ICO", sizes=[(size, size) for size in SIZES], append_images=pictures[:-1], bitmap_format="bmp"
    )
    return target
