"""The window and the columns of the worklist are where the reader left them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QHeaderView, QTableWidget, QWidget

from xraydesk.core.settings import LONGEST_TEXT, Settings
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import arrangement


@pytest.fixture
def make_head(qtbot: Any) -> Callable[[int], QHeaderView]:
    """Makes the head of a table of so many columns."""
    tables: list[QTableWidget] = []

    def make(columns: int) -> QHeaderView:
        table = QTableWidget(1, columns)
        tables.append(table)
        qtbot.addWidget(table)
        return table.horizontalHeader()

    return make


def test_columns_come_back_in_their_order_and_width(make_head: Callable[[int], QHeaderView]) -> None:
    left, found = make_head(3), make_head(3)
    left.moveSection(2, 0)
    left.resizeSection(1, 77)
    left.hideSection(0)
    arrangement.arrange(found, arrangement.columns_of(left))
    assert [found.logicalIndex(place) for place in range(3)] == [2, 0, 1]
    assert (found.sectionSize(1), found.isSectionHidden(0)) == (77, True)


@pytest.mark.parametrize("text", ["", "3", "3 ", "3 AAAA", "3 größer", "x AAAA", "3 " + "A" * 900])
def test_columns_stay_as_they_are_where_the_text_is_none_of_ours(
    make_head: Callable[[int], QHeaderView], text: str
) -> None:
    head = make_head(3)
    before = arrangement.columns_of(head)
    arrangement.arrange(head, text)
    assert arrangement.columns_of(head) == before


def test_columns_stay_as_they_are_where_there_are_others_by_now(make_head: Callable[[int], QHeaderView]) -> None:
    left, found = make_head(3), make_head(4)
    left.resizeSection(0, 33)
    arrangement.arrange(found, arrangement.columns_of(left))
    assert found.sectionSize(0) != 33


@pytest.mark.parametrize("text", ["", "AAAA", "größer", "A" * 900])
def test_a_window_stays_where_it_is_when_the_text_is_none_of_ours(qtbot: Any, text: str) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setGeometry(QRect(11, 12, 313, 214))
    arrangement.put(window, text)
    assert window.geometry() == QRect(11, 12, 313, 214)


def test_the_next_window_is_as_large_and_has_the_columns_that_the_last_one_had(qtbot: Any, workflow: Any) -> None:
    settings = Settings()
    first = MainWindow(workflow, settings)
    qtbot.addWidget(first)
    first.resize(761, 623)  # within the screen of a machine without one
    first.show()
    head = first.worklist.table.horizontalHeader()
    head.moveSection(4, 1)
    head.resizeSection(2, 123)
    first.close()
    assert len(settings["worklist_columns"]) < LONGEST_TEXT
    second = MainWindow(workflow, settings)
    qtbot.addWidget(second)
    head = second.worklist.table.horizontalHeader()
    assert (second.width(), second.height()) == (761, 623)
    assert (head.logicalIndex(1), head.sectionSize(2)) == (4, 123)
    second.close()
