"""Films of a run opened once more, with the heatmap that an exported picture shows."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property

from xraydesk import workflow
from xraydesk.core.errors import XRayDeskError
from xraydesk.core.findings import foremost
from xraydesk.export.run import Case, Shown
from xraydesk.model.bundle import Bundle


class Reopening:
    """Opens a case's film where it still is the one that was screened.

    Parameters
    ----------
    bundle
        The model whose answers the run holds; None leaves heatmaps out.
    go_on
        Called before each film; what it raises ends the export.
    """

    def __init__(self, bundle: Bundle | None, go_on: Callable[[], None] = lambda: None) -> None:
        self._bundle, self._go_on = bundle, go_on
        self.without_heatmap = 0

    @cached_property
    def _session(self) -> workflow.Session | None:
        return None if self._bundle is None else workflow.Session(str(self._bundle.directory))

    def open(self, case: Case) -> Shown | None:
        """The film with the heatmap of its foremost finding; None where it cannot be opened or has changed."""
        self._go_on()
        result = case.result
        if not result.sha256:
            return None
        try:
            film = workflow.open_radiograph(result.path)
        except XRayDeskError:
            return None
        if film.sha256 != result.sha256:
            return None
        if not result.findings:
            return Shown(film)
        session = self._session
        if session is None:
            self.without_heatmap += 1
            return Shown(film)
        # The answer is the stored one, which was given or overruled then; the guard is not asked again.
        prediction = session.screener.predict(film)
        label = foremost(result.findings, result.label_set).label
        index = [finding.label for finding in prediction.findings].index(label)
        card = session.bundle.card
        return Shown(film, prediction.class_maps[index], prediction.geometry, card.heatmap_scale, label)
