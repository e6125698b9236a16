"""What there is to show a window on, in plain lines for a support file; English, as the rest of that file is."""

from __future__ import annotations

import os
import sys

from PySide6.QtCore import qVersion
from PySide6.QtGui import QGuiApplication


def described() -> list[str]:
    """Window system and screens; without a display, of the platform that paints in memory."""
    if sys.platform.startswith("linux") and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    application = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    lines = [f"Qt {qVersion()}, platform {QGuiApplication.platformName()}"]
    for number, screen in enumerate(QGuiApplication.screens(), 1):
        size, room = screen.geometry(), screen.availableGeometry()
        lines.append(
            f"screen {number}: {size.width()} x {size.height()} logical pixels at {screen.devicePixelRatio():g}, "
            f"{room.width()} x {room.height()} free, {screen.logicalDotsPerInch():.0f} dpi, {screen.depth()} bits, "
            f"{screen.refreshRate():.0f} Hz"
        )
    del application
    return lines
