"""What the window needs of `xraydesk.workflow`, as protocols: tests put something else in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from xraydesk.core.radiograph import Radiograph
    from xraydesk.model.card import ModelCard
    from xraydesk.model.predict import Prediction


class Session(Protocol):
    """The model, loaded when it is first asked."""

    def card(self) -> ModelCard:
        """What the model says of itself; ModelError without a usable one."""

    def predict(self, radiograph: Radiograph, frame: int = 0) -> Prediction:
        """Findings and class maps."""


class Workflow(Protocol):
    """The part of the module `xraydesk.workflow` that the window needs."""

    @property
    def Session(self) -> Callable[[], Session]:
        """Makes the holder of the model."""

    def open_radiograph(self, path: Path, *, least_side: int = 0) -> Radiograph:
        """Decode one file."""

    def discover(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Files of the given files and folders."""
