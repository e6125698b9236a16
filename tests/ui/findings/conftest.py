"""A window with a named reader, and the parts of the panel that tests take hold of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtWidgets import QAbstractButton, QWidget

from xraydesk.ui.main_window import MainWindow


@pytest.fixture
def read(opened: Callable[..., MainWindow]) -> Callable[..., MainWindow]:
    """Opens films in a window whose reader has given a name."""

    def open_as(*names: str, reader: str = "Dr Curie", **changes: Any) -> MainWindow:
        window = opened(*(names or ("a.dcm",)), **changes)
        window._settings.set("reader_name", reader)
        return window

    return open_as


@pytest.fixture
def button() -> Callable[[QWidget, str], QAbstractButton]:
    """Finds a visible button by its accessible name."""

    def find(inside: QWidget, name: str) -> QAbstractButton:
        (found,) = [
            each
            for each in inside.findChildren(QAbstractButton)
            if each.accessibleName() == name and each.isVisibleTo(inside)
        ]
        return found

    return find
