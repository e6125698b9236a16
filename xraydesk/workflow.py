"""The use cases: find, open, inspect, screen. The window, the command line and the tests are thin faces on this."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import DeclinedError, FileError, ModelError, NoImageError
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.description import describe
from xraydesk.imaging.header import Header
from xraydesk.imaging.header import read_header as _read_header
from xraydesk.imaging.preprocess import preprocess
from xraydesk.imaging.read import read
from xraydesk.model import auxiliary, engines, explainers, guard
from xraydesk.model import bundle as bundles
from xraydesk.model.auxiliary import Auxiliary
from xraydesk.model.bundle import Bundle
from xraydesk.model.card import ModelCard
from xraydesk.model.explainers import Explanation, Method
from xraydesk.model.explainers.process import ExplainerProcess
from xraydesk.model.lungs import NAME as LUNGS
from xraydesk.model.predict import Prediction, Predictor
from xraydesk.screening.discovery import discover
from xraydesk.screening.film_process import FilmProcess
from xraydesk.screening.outcome import Outcome
from xraydesk.screening.pipeline import Screening
from xraydesk.screening.progress import Progress
from xraydesk.screening.sink import MemorySink, Sink

__all__ = [
    "Outcome",
    "Progress",
    "Scorer",
    "Screening",
    "Session",
    "discover",
    "film_processes",
    "inspect",
    "open_radiograph",
    "read_header",
    "screen",
    "screening",
]


def open_radiograph(path: Path, *, least_side: int = 0) -> Radiograph:
    """Decode one file; ``least_side`` as of ``imaging.read.read``, for thumbnails.

    Raises
    ------
    RefusedFileError, NoImageError
        With one plain sentence.
    """
    return read(path, least_side=least_side)


def read_header(path: Path) -> Header:
    """What a file says of patient, study and picture, without its pixels; for lists of thousands.

    Raises
    ------
    RefusedFileError, NoImageError
        With one plain sentence.
    """
    return _read_header(path)


class Scorer(NamedTuple):
    """With what films are screened: id and digest of the model, and the name of the engine."""

    model: str
    model_sha256: str
    engine: str


class Session:
    """A model at hand, loaded when it is first asked for and then kept.

    Parameters
    ----------
    model_id
        Id of an installed model, or None for the bundled one.
    engine
        Name of an engine, or None for the default.

    Attributes
    ----------
    notices
        Sentences about what this session has to do without.
    """

    def __init__(self, model_id: str | None = None, engine: str | None = None) -> None:
        self._model_id = model_id
        self._engine = engine
        self.notices: list[str] = []
        self._against_advice: set[str] = set()
        self._loading = RLock()
        self._predictor: Predictor | None = None
        self._screener: Predictor | None = None

    @cached_property
    def bundle(self) -> Bundle:
        """The verified bundle; ModelError when there is none or it was altered."""
        return bundles.load(bundles.find(self._model_id))

    @property
    def predictor(self) -> Predictor:
        """The bundle on its engine; the first access imports the engine. It is the screener's, once there is one."""
        with self._loading:
            if self._predictor is None:
                screener = self._screener
                engine = engines.choose(self.bundle, self._engine) if screener is None else screener.engine
                self._predictor = Predictor(self.bundle, engine, self._lungs)
            return self._predictor

    @property
    def screener(self) -> Predictor:
        """The bundle on an engine for many films: several threads call it at once, and lungs are found elsewhere.

        Each call computes on one thread, so an answer is the same to the bit on every machine of one kind. `predict`
        uses this engine too from then on: a second one would cost some 56 MiB, and on cores that are busy with
        screening one thread answers sooner than several that wait for each other.
        """
        with self._loading:
            if self._screener is None:
                self._screener = Predictor(self.bundle, engines.choose(self.bundle, self._engine, threads=1))
                self._predictor = None
            return self._screener

    def digest(self) -> str:
        """Digest of the model, by which its answers are known; ModelError without a usable one. Loads no engine."""
        return self.bundle.sha256

    def scorer(self) -> Scorer:
        """With what films are screened; the engine is loaded for it.

        Raises
        ------
        ModelError
            There is no usable model.
        """
        return Scorer(self.bundle.card.id, self.bundle.sha256, self.screener.engine.name)

    @property
    def finds_lungs(self) -> bool:
        """Whether the network that finds the lungs is at hand; `notices` says why not."""
        return self._lungs is not None

    @cached_property
    def _lungs(self) -> Auxiliary | None:
        """What finds the lungs; films are read without it, too, but nothing is claimed of places then."""
        try:
            return auxiliary.load(auxiliary.folder_of(LUNGS))
        except ModelError as error:
            self.notices.append(f"heatmaps are not held against the lungs: {error}")
            return None

    def card(self) -> ModelCard:
        """The model's card; ModelError when there is no usable model and the product only views."""
        return self.bundle.card

    def papers(self) -> dict[str, str]:
        """The papers that come with the model, as Markdown by file name; ModelError as of `card`."""
        return self.bundle.papers()

    def predict(self, radiograph: Radiograph, frame: int = 0, *, against_advice: bool = False) -> Prediction:
        """Findings and class maps; ``against_advice``: although the guard declines, which the prediction then tells.

        Raises
        ------
        DeclinedError
            The image is no frontal chest film by its header or its look.
        UnscorableError
            The image is blank or holds values that are not numbers.
        ModelError
            There is no usable model or guard.
        """
        advice = guard.advise(radiograph, frame)
        if advice.reason and not against_advice:
            raise DeclinedError(advice.reason)
        prediction = self.predictor.predict(radiograph, frame)
        self._against_advice.update([radiograph.sha256] if advice.reason else [])
        return replace(prediction, hints=advice.hints, against=advice.reason)

    def methods(self) -> tuple[Method, ...]:
        """The ways of explaining that can be used here; the first is the class maps that every prediction holds."""
        if explainers.missing():
            return explainers.METHODS[:1]
        return explainers.METHODS

    def explain(
        self,
        radiograph: Radiograph,
        label: str,
        method: str,
        frame: int = 0,
        *,
        cancelled: Callable[[], bool] = lambda: False,
        progress: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> Explanation:
        """Where the model looked for a class, by one of the further methods; in a process of its own.

        Parameters
        ----------
        label
            A label of the card; ignored by a method that knows no classes.
        method
            Key of a method, as of `methods`.
        cancelled, progress
            As of ``ExplainerProcess.explain``.

        Raises
        ------
        CancelledError
            Nobody waits any more.
        UnscorableError
            As of `predict`; never declined where it was scored against advice before.
        ModelError
            There is no usable model, or the method cannot be used here.
        """
        reason = "" if radiograph.sha256 in self._against_advice else guard.decline(radiograph)
        if reason:
            raise DeclinedError(reason)
        chosen = explainers.method(method)
        card = self.bundle.card
        index = card.labels.index(label) if chosen.by_class else 0
        images, geometry = preprocess(radiograph, card.preprocess, frame)
        values = self._explainer.explain(images, index, method, cancelled=cancelled, progress=progress)
        return Explanation(method, label if chosen.by_class else "", values, geometry)

    def close(self) -> None:
        """End the explainer process, if there is one; the session can be used again."""
        if "_explainer" in vars(self):
            self._explainer.close()

    @cached_property
    def _explainer(self) -> ExplainerProcess:
        return ExplainerProcess(self.bundle.directory)


def screen(files: Iterable[Path], session: Session, *, reduced: bool = True, ordered: bool = True) -> Iterator[Outcome]:
    """Screen files; every file is accounted for, and copies of one film are looked at once.

    Parameters
    ----------
    reduced
        Whether a JPEG 2000 film is decoded at the lowest of its resolutions that the model can do with;
        ``Provenance.decoder`` says so, and probabilities stay within 0.01.
    ordered
        Whether outcomes come in the order of the files or as they are done.

    Raises
    ------
    ModelError
        There is no usable model or guard; raised before the first file, not with each.
    """
    return screening(files, session, reduced=reduced).outcomes(ordered=ordered)


def screening(
    files: Iterable[Path],
    session: Session,
    sink: Sink | None = None,
    *,
    reduced: bool = True,
    roots: Iterable[Path] = (),
    progress: Callable[[Progress], None] = lambda _: None,
    calm: bool = False,
    pictured: Callable[[Outcome, NDArray[np.uint8]], None] | None = None,
) -> Screening:
    """A screening job that can be paused, hurried and cancelled; parameters as of `Screening`, `screen`, `FilmProcess`.

    Raises
    ------
    ModelError
        There is no usable model or guard.
    """
    make_reader = film_processes(session, reduced=reduced, calm=calm, pictures=pictured is not None)
    kept = MemorySink() if sink is None else sink
    return Screening(files, session.screener, make_reader, kept, roots=roots, progress=progress, pictured=pictured)


def film_processes(
    session: Session, *, reduced: bool = True, calm: bool = False, pictures: bool = False
) -> Callable[[], FilmProcess]:
    """What makes the film processes of a screening; parameters as of `screening` and `FilmProcess`.

    Raises
    ------
    ModelError
        There is no usable model or guard.
    """
    guard.load()
    spec = session.bundle.card.preprocess
    least_side = 3 * spec.input_size if reduced else 0
    return lambda: FilmProcess(spec, least_side, lungs=session.finds_lungs, calm=calm, pictures=pictures)


def inspect(path: Path, render: Callable[[Radiograph], None] | None = None) -> dict[str, Any]:
    """What a file holds, as plain values for one line of JSON; ``render`` is called with a decoded image."""
    base: dict[str, Any] = {"path": str(path)}
    try:
        radiograph = read(path)
    except NoImageError as error:
        return base | {"status": "no_image", "reason": error.reason}
    except FileError as error:
        return base | {"status": "refused", "reason": error.reason}
    if render is not None:
        render(radiograph)
    return base | {"status": "image", "reason": ""} | describe(radiograph)
