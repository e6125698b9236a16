"""What the window needs of `xraydesk.workflow`, as protocols: tests put something else in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from xraydesk.core.radiograph import Radiograph
    from xraydesk.imaging.header import Header
    from xraydesk.model.card import ModelCard
    from xraydesk.model.explainers import Explanation, Method
    from xraydesk.model.predict import Prediction
    from xraydesk.screening.pipeline import Screening
    from xraydesk.screening.progress import Progress
    from xraydesk.screening.sink import Sink
    from xraydesk.workflow import Scorer


class Session(Protocol):
    """The model, loaded when it is first asked."""

    def digest(self) -> str:
        """Digest of the model, by which its answers are known."""

    def scorer(self) -> Scorer:
        """Model and engine that films are screened with; ModelError without a usable one."""

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

    def screening(
        self,
        files: Iterable[Path],
        session: Any,
        sink: Sink,
        *,
        roots: Iterable[Path],
        progress: Callable[[Progress], None],
        calm: bool,
    ) -> Screening:
        """A job that screens files."""

    def discover(self, paths: Iterable[Path]) -> Iterator[Path]:
        """Files of the given files and folders."""
