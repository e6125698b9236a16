"""Where outcomes go: a store that survives the program, or memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.screening.outcome import Outcome


class Sink(Protocol):
    """What keeps the outcomes of one model."""

    def known(self, sha256: str) -> ScreeningResult | None:
        """The answer to a content that is kept already, under any path; called from several threads.

        What failed is not known: it is tried again.

        Raises
        ------
        XRayDeskError
            It cannot be looked up.
        """
        ...

    def commit(self, outcomes: Sequence[Outcome]) -> None:
        """Keep a few outcomes, all of them or none; called from one thread. A path that comes again replaces its line.

        Raises
        ------
        XRayDeskError
            They cannot be kept for now, such as on a full disk: the pipeline waits and offers them again.
        """
        ...


class MemorySink:
    """Keeps answers by content for the time of a run, so that a copy costs a digest and no second look.

    The lines themselves are handed on and not kept: whoever wants them all takes them as they come.
    """

    def __init__(self) -> None:
        self._answers: dict[str, ScreeningResult] = {}

    def known(self, sha256: str) -> ScreeningResult | None:
        """As of `Sink`."""
        return self._answers.get(sha256)

    def commit(self, outcomes: Sequence[Outcome]) -> None:
        """As of `Sink`."""
        for outcome in outcomes:
            result = outcome.result
            if result.sha256 and result.status is not Status.FAILED:
                self._answers.setdefault(result.sha256, result)
