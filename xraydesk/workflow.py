"""The use cases: find, open, inspect, screen. The window, the command line and the tests are thin faces on this."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from xraydesk.core.errors import FileError, NoImageError, UnscorableError
from xraydesk.core.files import sha256_of
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.core.radiograph import LookupTable, Radiograph, Window
from xraydesk.imaging import filesets
from xraydesk.imaging.header import Header
from xraydesk.imaging.header import read_header as _read_header
from xraydesk.imaging.preprocess import preprocess
from xraydesk.imaging.read import read
from xraydesk.model import bundle as bundles
from xraydesk.model import engines, explainers, guard
from xraydesk.model.bundle import Bundle
from xraydesk.model.card import ModelCard
from xraydesk.model.explainers import Explanation, Method
from xraydesk.model.explainers.process import ExplainerProcess
from xraydesk.model.predict import Prediction, Predictor


def discover(paths: Iterable[Path]) -> Iterator[Path]:
    """Files as named; folders recursed, a DICOMDIR's and a ZIP's files in their place; each file once.

    In a folder its files come before its subfolders, in order of name. A path that does not exist or cannot be listed
    is yielded too, so that its error is reported like any other file's.
    """
    folders: set[tuple[int, int]] = set()
    listed: set[Path] = set()
    for path in paths:
        if path.is_dir():
            yield from _walk(path, folders, listed)
        else:
            yield from _expand(path, listed)


def _walk(folder: Path, folders: set[tuple[int, int]], listed: set[Path]) -> Iterator[Path]:
    try:
        status = folder.stat()
        entries = [(entry.is_dir(), entry.name.upper() != "DICOMDIR", entry.name) for entry in os.scandir(folder)]
    except OSError:
        yield folder
        return
    if (status.st_dev, status.st_ino) in folders:
        return
    folders.add((status.st_dev, status.st_ino))
    # A DICOMDIR before the files that it lists: they are then known when the walk comes to them.
    for is_folder, _, name in sorted(entries):
        if is_folder:
            yield from _walk(folder / name, folders, listed)
        elif folder / name not in listed:
            yield from _expand(folder / name, listed)


def _expand(path: Path, listed: set[Path]) -> Iterator[Path]:
    is_directory = False
    for target in filesets.expand(path):
        if target != path:
            is_directory = is_directory or path not in target.parents
            if target in listed:
                continue
            listed.add(target)
        yield target
    if is_directory:
        # The DICOMDIR is a file that was dropped too: it is accounted for as one that holds no image.
        yield path


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


class Session:
    """A model at hand, loaded when it is first asked for and then kept.

    Parameters
    ----------
    model_id
        Id of an installed model, or None for the bundled one.
    engine
        Name of an engine, or None for the default.
    """

    def __init__(self, model_id: str | None = None, engine: str | None = None) -> None:
        self._model_id = model_id
        self._engine = engine

    @cached_property
    def bundle(self) -> Bundle:
        """The verified bundle; ModelError when there is none or it was altered."""
        return bundles.load(bundles.find(self._model_id))

    @cached_property
    def predictor(self) -> Predictor:
        """The bundle on its engine; the first access imports the engine."""
        return Predictor(self.bundle, engines.choose(self.bundle, self._engine))

    def card(self) -> ModelCard:
        """The model's card; ModelError when there is no usable model and the product only views."""
        return self.bundle.card

    def predict(self, radiograph: Radiograph, frame: int = 0) -> Prediction:
        """Findings and class maps.

        Raises
        ------
        UnscorableError
            The image is no frontal chest radiograph by its own header, or blank; the sentence says which.
        ModelError
            There is no usable model.
        """
        reason = guard.decline(radiograph)
        if reason:
            raise UnscorableError(reason)
        return self.predictor.predict(radiograph, frame)

    def methods(self) -> tuple[Method, ...]:
        """The ways of explaining that can be used here; the first is the class maps that every prediction holds."""
        if explainers.is_frozen() or explainers.missing():
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
            As of `predict`.
        ModelError
            There is no usable model, or the method cannot be used here.
        """
        reason = guard.decline(radiograph)
        if reason:
            raise UnscorableError(reason)
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


@dataclass(frozen=True, slots=True, eq=False)
class Screened:
    """A result together with what it was made from; both are None where there was none."""

    result: ScreeningResult
    radiograph: Radiograph | None = None
    prediction: Prediction | None = None


def screen(files: Iterable[Path], session: Session, *, reduced: bool = True) -> Iterator[Screened]:
    """Screen files one by one; every file is accounted for.

    A JPEG 2000 film is decoded at the lowest of its resolutions that the model can do with, unless ``reduced`` is
    false; ``Radiograph.reduction`` says so, and probabilities stay within 0.01.

    Raises
    ------
    ModelError
        There is no usable model; raised before the first file.
    """
    # An unusable model must be said before the first file, not with each.
    size = session.predictor.bundle.card.preprocess.input_size
    for path in files:
        yield _screen_file(path, session, 3 * size if reduced else 0)


def _screen_file(path: Path, session: Session, least_side: int) -> Screened:
    start = time.perf_counter()
    try:
        radiograph = read(path, least_side=least_side)
    except NoImageError as error:
        return Screened(ScreeningResult(path, _digest(path), Status.DECLINED, error.reason))
    except FileError as error:
        return Screened(ScreeningResult(path, _digest(path), Status.FAILED, error.reason))
    decode_ms = (time.perf_counter() - start) * 1000
    result = ScreeningResult(path, radiograph.sha256, Status.OK, warnings=radiograph.warnings, decode_ms=decode_ms)
    try:
        prediction = session.predict(radiograph)
    except UnscorableError as error:
        return Screened(replace(result, status=Status.DECLINED, reason=str(error)), radiograph)
    result = replace(
        result,
        findings=prediction.findings,
        provenance=prediction.provenance,
        infer_ms=prediction.infer_ms,
    )
    return Screened(result, radiograph, prediction)


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
    rows, columns = radiograph.shape
    spacing = radiograph.spacing
    return base | {
        "status": "image",
        "reason": "",
        "warnings": list(radiograph.warnings),
        "rows": rows,
        "columns": columns,
        "frames": radiograph.frames,
        "samples_per_pixel": 3 if radiograph.photometric.startswith(("RGB", "YBR")) else 1,
        "bits_stored": radiograph.bits_stored,
        "photometric": radiograph.photometric,
        "transfer_syntax": radiograph.transfer_syntax,
        "stored_sha256": radiograph.stored_sha256,
        "decoder": radiograph.decoder,
        "lossy": radiograph.lossy,
        "inverted": radiograph.inverted,
        "pixel_aspect": radiograph.pixel_aspect,
        "spacing_mm": None if spacing is None else [spacing.row_mm, spacing.column_mm],
        "spacing_source": "" if spacing is None else spacing.source.value,
        "padding": radiograph.padding,
        "orientation": radiograph.orientation,
        "voi": [_voi_text(voi) for voi in radiograph.voi],
        "overlays": len(radiograph.overlays),
        "shutter": radiograph.shutter is not None,
        "trail": list(radiograph.trail),
    }


def _voi_text(voi: Window | LookupTable) -> str:
    if isinstance(voi, LookupTable):
        return f"LUT of {len(voi.values)} entries"
    return f"{voi.function.value} C {voi.center:g} W {voi.width:g}"


def _digest(path: Path) -> str:
    try:
        return sha256_of(path)
    except OSError:
        return ""
