"""Keeps the checks in menus and toolbar in step with what is really so."""

from __future__ import annotations

from PySide6.QtGui import QAction

from xraydesk.core.settings import Settings
from xraydesk.ui.measure.measuring import Measuring
from xraydesk.ui.reading.layouts import Layout
from xraydesk.ui.reading.reading_page import ReadingPage

LAYOUTS = {
    Layout.AUTOMATIC: "layout_automatic",
    Layout.ONE: "layout_one",
    Layout.TWO: "layout_two",
    Layout.FOUR: "layout_four",
    Layout.OVERLAY: "layout_overlay",
}
"""Layout → the action that is checked with it."""


def keep_checks(actions: dict[str, QAction], reading: ReadingPage, settings: Settings) -> None:
    """Have the actions follow views, panel and settings from now on."""

    def follow_view() -> None:
        actions["invert"].setChecked(reading.view.inverted)

    def follow_tool() -> None:
        tool = actions.get(f"tool_{reading.view.tool}")
        if tool is not None:
            tool.setChecked(True)

    def follow_layout() -> None:
        actions[LAYOUTS[reading.hanging.layout]].setChecked(True)

    for view in reading.grid.views:
        view.view_changed.connect(follow_view)
        view.tool_changed.connect(follow_tool)
    reading.grid.activated.connect(follow_view)
    reading.hanging.changed.connect(follow_layout)
    heatmap = reading.panel.heatmap.shown
    heatmap.toggled.connect(actions["heatmap"].setChecked)
    actions["heatmap"].setChecked(heatmap.isChecked())
    for key in ("linked_zoom", "linked_window"):
        action = actions[key.replace("linked", "link")]
        settings.watch(key, action.setChecked)
        action.setChecked(settings[key])
    for key, name in (
        ("study_list", "study_list"),
        ("strip_only_study", "only_study"),
        ("hide_unreadable", "leave_out"),
    ):
        settings.watch(key, actions[name].setChecked)
        actions[name].setChecked(settings[key])
    settings.watch("second_reader", actions["second_reader"].setChecked)
    actions["second_reader"].setChecked(settings["second_reader"])
    settings.watch("magnification", lambda choice: actions["smooth"].setChecked(choice == "smooth"))
    actions["smooth"].setChecked(settings["magnification"] == "smooth")
    actions["overlays"].setChecked(True)
    follow_tool()
    follow_layout()


def keep_measuring_checks(actions: dict[str, QAction], measuring: Measuring) -> None:
    """Have the actions follow what is drawn, and the list of it, from now on."""
    notebook, dock = measuring.notebook, measuring.dock
    notebook.changed.connect(lambda: actions["hide_annotations"].setChecked(notebook.hidden))
    dock.visibilityChanged.connect(lambda _: actions["measurement_list"].setChecked(not dock.isHidden()))
