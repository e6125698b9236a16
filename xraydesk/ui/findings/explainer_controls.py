"""Which explainer draws the heatmap, how far it is, and how to get more of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QProgressBar, QPushButton, QVBoxLayout, QWidget

from xraydesk.model.explainers import is_frozen, missing
from xraydesk.ui.findings.explaining import Explaining, Progress, Stage
from xraydesk.ui.findings.form import add_row, form
from xraydesk.ui.shell.language import mark, tr
from xraydesk.ui.shell.parts import named, text

if TYPE_CHECKING:
    from xraydesk.model.explainers import Method

PATIENCE_MS = 400
"""What is explained faster is not announced, so that the panel keeps still."""

_TOOL_TIP = Qt.ItemDataRole.ToolTipRole

_ABOUT = {
    "grad_cam": mark("Evidence for the class, at once and on the fixed scale of the model card."),
    "grad_cam_plus_plus": mark("Several places that speak for the class count more evenly. Relative to this film."),
    "layer_cam": mark("Each place is weighed by itself. Relative to this film."),
    "eigen_cam": mark("What dominates the last layer, the same for every class. Relative to this film."),
    "score_cam": mark(
        "Covers the film in a thousand ways and watches the score: a minute on two cores. Relative to this film."
    ),
}


class ExplainerControls(QWidget):
    """A part of the heatmap controls, kept in step with an `Explaining`.

    Signals
    -------
    method_chosen
        Key of a method.
    """

    method_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._explaining: Explaining | None = None
        self._methods = named(QComboBox(), tr("Explainer"))
        self._methods.activated.connect(lambda: self.method_chosen.emit(self._methods.currentData()))
        self._more = named(QPushButton(tr("More explainers…")), tr("How to get more explainers"))
        self._more.setObjectName("link")
        self._more.setCheckable(True)
        self._how = text(name=tr("How to get more explainers"), tone="quiet")
        self._how.hide()
        self._more.toggled.connect(self._how.setVisible)
        self._state = text(name=tr("What the explainer is at"), tone="quiet")
        self._bar = named(QProgressBar(textVisible=False), tr("Progress of the explainer"))
        self._bar.setFixedHeight(4)
        self._soon = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._soon.timeout.connect(self._show_progress)
        self._button = QPushButton()
        self._button.clicked.connect(self._start_or_cancel)
        lines = form()
        add_row(lines, tr("Explainer"), self._methods)
        state = QHBoxLayout()
        state.addWidget(self._state, 1)
        state.addWidget(self._button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(lines)
        column.addLayout(state)
        column.addWidget(self._bar)
        column.addWidget(self._more)
        column.addWidget(self._how)

    def follow(self, explaining: Explaining) -> None:
        """Show what an `Explaining` is at, and tell it what the reader wants."""
        self._explaining = explaining
        explaining.methods_known.connect(self._show_methods)
        explaining.progressed.connect(self._refresh)
        explaining.changed.connect(self._refresh)
        self.method_chosen.connect(explaining.choose)
        self._show_methods(explaining.methods)

    def _show_methods(self, methods: tuple[Method, ...]) -> None:
        self._methods.clear()
        for place, each in enumerate(methods):
            self._methods.addItem(each.title, each.key)
            self._methods.setItemData(place, f"{tr(_ABOUT[each.key])}\n{each.source}", _TOOL_TIP)
        several = len(methods) > 1
        self._more.setVisible(not several)
        self._how.setVisible(not several and self._more.isChecked())
        self._how.setText("" if several else how_to_get_more())
        self._refresh()

    def _refresh(self) -> None:
        if self._explaining is None:
            return
        self._methods.setCurrentIndex(self._methods.findData(self._explaining.chosen))
        about = self._methods.currentData(_TOOL_TIP) or ""
        self._methods.setToolTip(about)
        self._methods.setAccessibleDescription(about)
        stage = self._explaining.progress.stage
        if stage not in (Stage.STARTING, Stage.RUNNING):
            self._soon.stop()
            self._show_progress()
        elif not self._state.isVisibleTo(self) and not self._soon.isActive():
            self._soon.start()
        elif self._state.isVisibleTo(self):
            self._show_progress()

    def _show_progress(self) -> None:
        if self._explaining is None:
            return
        progress, title = self._explaining.progress, self._explaining.method.title
        at_work = progress.stage in (Stage.STARTING, Stage.RUNNING)
        self._state.setText(_sentence(progress, title))
        self._state.setVisible(progress.stage is not Stage.READY)
        self._bar.setVisible(at_work)
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)
        self._button.setVisible(progress.stage is not Stage.READY)
        words = tr("Cancel") if at_work else tr("Try again") if progress.stage is Stage.FAILED else tr("Compute")
        self._button.setText(words)
        named(self._button, f"{words}: {title}")

    def _start_or_cancel(self) -> None:
        if self._explaining is not None:
            self._explaining.start_or_cancel()


def how_to_get_more() -> str:
    """Why there are no further explainers, and how to get them, in a sentence or two."""
    if is_frozen():
        return tr(
            "Grad-CAM++, Layer-CAM, Eigen-CAM and Score-CAM need torch, which this edition of XRayDesk leaves out; "
            "the standard edition has them."
        )
    return tr(
        "Grad-CAM++, Layer-CAM, Eigen-CAM and Score-CAM need further packages ({packages}). "
        "They come with: pip install “xraydesk[explainers]”."
    ).format(packages=", ".join(missing()) or "grad-cam")


def _sentence(progress: Progress, title: str) -> str:
    if progress.stage is Stage.OFFERED:
        return tr("{method} is not computed yet; Grad-CAM is shown.").format(method=title)
    if progress.stage is Stage.STARTING:
        return tr("Starting {method}; Grad-CAM is shown meanwhile.").format(method=title)
    if progress.stage is Stage.FAILED:
        return tr("{method}: {reason}").format(method=title, reason=progress.reason)
    if progress.total > 1:
        share = round(100 * progress.done / progress.total)
        return tr("{method}: {percent} %; Grad-CAM is shown meanwhile.").format(method=title, percent=share)
    return tr("{method} …").format(method=title)
