"""What the window needs of `xraydesk.workflow`, as protocols: tests put something else in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from xraydesk.core.radiograph import Radiograph
    from xraydesk.imaging.header import Header
    from xraydesk.model.card import ModelCard
    from xraydesk.model.explainers import Explanation, Method
    from xraydesk.model.predict import Prediction


class Session(Protocol):
    """The model, loaded when it is first asked."""

    def card(self) -> ModelCard:
        """What the model says of itself; ModelError without a usable one."""

    def papers(self) -> dict[str, str]:
        """The papers that come with the model, as Markdown by file name."""

    def predict(self, radiograph: Radiograph, frame: int = 0, *, against_advice: bool = False) -> Prediction:
        """Findings and class maps; DeclinedError where the guard advises against them, unless the reader insists."""

    def methods(self) -> tuple[Method, ...]:
        """The ways of explaining that can be used here, the class maps first."""

    def explain(
        self,
        radiograph: Radiograph,
        label: str,
        method: str,
        frame: int = 0,
        *,
        cancelled: Callable[[], bool] = ...,
        progress: Callable[[int, int], None] = ...,
    ) -> Explanation:
        """Where the model looked for a class, by one of the methods."""


class Workflow(Protocol):
    """The part of the module `xraydesk.workflow` that the window needs."""

    @property
    def Session(self) -> Callable[[str | None], Session]:
        """Makes the holder of a model, of the one with an id or of the first at hand."""

    def open_radiograph(self, path: Path, *, least_side: int = 0) -> Radiograph:
        """Decode one file."""

    def read_header(self, path: Path) -> Header:
        """What a file says of itself, without its pixels; FileError where it holds no image."""

    def discover(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Files of the given files and folders."""
