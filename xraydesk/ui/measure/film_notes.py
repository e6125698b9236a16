"""The annotations of one film while it is open: what there is, what is being changed, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from xraydesk.core.annotations import Annotation, Kind

STEPS_KEPT = 300
"""States that can be gone back to, of one film."""

State = tuple[Annotation, ...]


class FilmNotes:
    """Annotations on all frames of a film. Every change can be undone; a preview is no change."""

    def __init__(self) -> None:
        self._state: State = ()
        self._undone: list[State] = []
        self._done: list[State] = []
        self._preview: Annotation | None = None
        self._known: set[str] = set()

    @property
    def all(self) -> State:
        """Every annotation in the order in which they were drawn, as it is stored."""
        return self._state

    @property
    def gone(self) -> frozenset[str]:
        """Ids of those that were here once and are not any more."""
        return frozenset(self._known - {each.id for each in self._state})

    @property
    def can_undo(self) -> bool:
        """Whether there is a state to go back to."""
        return bool(self._done)

    @property
    def can_redo(self) -> bool:
        """Whether there is a state to go forward to."""
        return bool(self._undone)

    def on_frame(self, frame: int) -> State:
        """What is shown on a frame, with the preview in the place of what it previews."""
        preview = self._preview
        shown = (preview if preview is not None and each.id == preview.id else each for each in self._state)
        return tuple(each for each in shown if each.frame == frame)

    def find(self, name: str) -> Annotation | None:
        """The annotation with an id, as it is shown."""
        if self._preview is not None and self._preview.id == name:
            return self._preview
        return next((each for each in self._state if each.id == name), None)

    @property
    def calibration(self) -> Annotation | None:
        """The calibration by hand that holds for the film; the newest if there were several."""
        found = next((each for each in reversed(self._state) if each.kind is Kind.CALIBRATION), None)
        return found if found is None else self.find(found.id)

    # ----------------------------------------------------------------------------------- changing

    def load(self, stored: Sequence[Annotation]) -> None:
        """Take in what was stored, below what was drawn since; this is no change that can be undone."""
        drawn = {each.id for each in self._state}
        older = tuple(each for each in stored if each.id not in drawn)
        self._known |= {each.id for each in stored}
        self._state = older + self._state
        self._done = [older + state for state in self._done]
        self._undone = [older + state for state in self._undone]

    def add(self, annotation: Annotation) -> None:
        """Draw something; a calibration takes the place of the one before."""
        state = self._state
        if annotation.kind is Kind.CALIBRATION:
            state = tuple(each for each in state if each.kind is not Kind.CALIBRATION)
        self._go_to((*state, annotation))

    def change(self, annotation: Annotation) -> None:
        """Put something in the place of what has the same id."""
        self._go_to(tuple(annotation if each.id == annotation.id else each for each in self._state))

    def remove(self, name: str) -> None:
        """Delete one."""
        self._go_to(tuple(each for each in self._state if each.id != name))

    def clear(self, frame: int) -> None:
        """Delete all of a frame; a calibration is of the film and stays."""
        self._go_to(tuple(each for each in self._state if each.frame != frame or each.kind is Kind.CALIBRATION))

    def rename(self, name: str, text: str) -> None:
        """Give one another text."""
        self._go_to(tuple(replace(each, text=text) if each.id == name else each for each in self._state))

    def preview(self, annotation: Annotation | None) -> None:
        """Show something in the place of what has the same id, while it is dragged; None to stop."""
        self._preview = annotation

    def undo(self) -> bool:
        """Go back by one change; False if there is none."""
        return self._step(self._done, self._undone)

    def redo(self) -> bool:
        """Go forward by one change; False if there is none."""
        return self._step(self._undone, self._done)

    def _step(self, source: list[State], target: list[State]) -> bool:
        if not source:
            return False
        self._preview = None
        target.append(self._state)
        self._state = source.pop()
        return True

    def _go_to(self, state: State) -> None:
        self._preview = None
        if state == self._state:
            return
        self._done.append(self._state)
        del self._done[:-STEPS_KEPT]
        self._undone.clear()
        self._known |= {each.id for each in state}
        self._state = state
