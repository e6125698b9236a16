"""Measuring and annotating the film in the active view."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QMenu

from xraydesk.core.annotations import Kind
from xraydesk.ui.actions.context import Context
from xraydesk.ui.actions.table import ACTIONS
from xraydesk.ui.measure.measuring import Measuring


class MeasureHandlers:
    """Handlers of the action table's group ``measure``."""

    def __init__(self, context: Context) -> None:
        self._context = context

    @property
    def _measuring(self) -> Measuring:
        return self._context.window.measuring

    def _use(self, kind: Kind) -> None:
        self._measuring.notebook.set_hidden(False)
        self._context.reading.grid.set_tool(kind.value)
        self._context.view.setFocus()

    def use_length(self) -> None:
        """Draw lengths."""
        self._use(Kind.LENGTH)

    def use_angle(self) -> None:
        """Draw angles."""
        self._use(Kind.ANGLE)

    def use_cobb(self) -> None:
        """Draw Cobb angles."""
        self._use(Kind.COBB)

    def use_heart_ratio(self) -> None:
        """Be guided through the cardiothoracic ratio."""
        self._use(Kind.HEART_RATIO)

    def use_rectangle(self) -> None:
        """Draw rectangles."""
        self._use(Kind.RECTANGLE)

    def use_ellipse(self) -> None:
        """Draw ellipses."""
        self._use(Kind.ELLIPSE)

    def use_freehand(self) -> None:
        """Draw outlines."""
        self._use(Kind.FREEHAND)

    def use_probe(self) -> None:
        """Note pixel values."""
        self._use(Kind.PROBE)

    def use_arrow(self) -> None:
        """Point at something."""
        self._use(Kind.ARROW)

    def use_text(self) -> None:
        """Write on the film."""
        self._use(Kind.TEXT)

    def use_calibration(self) -> None:
        """Say how long something is."""
        self._use(Kind.CALIBRATION)

    def show_menu(self) -> None:
        """Every tool and command of this group, in the middle of the view."""
        view, commands = self._context.view, self._context.window.commands
        menu = QMenu(view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for spec in ACTIONS:
            if spec.handler.startswith("measure.") and spec.id != "measure_menu":
                if spec.starts_group:
                    menu.addSeparator()
                menu.addAction(commands[spec.id])
        menu.popup(view.mapToGlobal(view.rect().center() - QRect(QPoint(), menu.sizeHint()).center()))

    def next_annotation(self) -> None:
        """Select the next one."""
        self._select_beside(1)

    def previous_annotation(self) -> None:
        """Select the one before."""
        self._select_beside(-1)

    def _select_beside(self, way: int) -> None:
        easel = self._measuring.easel
        if easel is not None:
            easel.notebook.select_beside(easel.radiograph, easel.frame, way)
            chosen = easel.notebook.chosen(easel.radiograph)
            if chosen is not None:
                self._measuring.go_to(chosen)

    def rename(self) -> None:
        """Write the text or the name of the selected one."""
        easel = self._measuring.easel
        chosen = easel.notebook.chosen(easel.radiograph) if easel is not None else None
        if easel is not None and chosen is not None:
            self._measuring.go_to(chosen)
            easel.ask_text(chosen, is_new=False)

    def delete(self) -> None:
        """Delete the selected one."""
        easel = self._measuring.easel
        chosen = easel.notebook.chosen(easel.radiograph) if easel is not None else None
        if easel is not None and chosen is not None:
            easel.notebook.remove(easel.radiograph, chosen.id)

    def clear(self) -> None:
        """Delete all of the frame on screen."""
        easel = self._measuring.easel
        if easel is not None:
            easel.notebook.clear(easel.radiograph, easel.frame)

    def remove_calibration(self) -> None:
        """Trust the file again."""
        easel = self._measuring.easel
        calibration = easel.notebook.of(easel.radiograph).calibration if easel is not None else None
        if easel is not None and calibration is not None:
            easel.notebook.remove(easel.radiograph, calibration.id)

    def undo(self) -> None:
        """Take the last change of the film's annotations back."""
        easel = self._measuring.easel
        if easel is not None:
            easel.notebook.undo(easel.radiograph)

    def redo(self) -> None:
        """Make it again."""
        easel = self._measuring.easel
        if easel is not None:
            easel.notebook.redo(easel.radiograph)

    def hide(self, hidden: bool) -> None:
        """Show none of the annotations, or all."""
        self._measuring.notebook.set_hidden(hidden)

    def copy(self) -> None:
        """The measurements as a table of text."""
        self._measuring.list.copy()

    def show_list(self, shown: bool) -> None:
        """The list beside the film, with the keyboard in it; or back to the film."""
        self._measuring.dock.setVisible(shown)
        if shown:
            self._measuring.list.take_focus()
        else:
            self._context.view.setFocus()

    def toggle_key_image(self) -> None:
        """Mark the frame on screen, or take its mark away."""
        easel = self._measuring.easel
        if easel is not None:
            self._measuring.key_images.toggle(easel.radiograph, easel.frame)
