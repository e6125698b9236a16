"""A workflow that the tests hold in their hands: films made in code, a model that answers when it is told to."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.screening import doubles
from xraydesk.core.errors import (
    CancelledError,
    DeclinedError,
    ModelError,
    NoImageError,
    RefusedFileError,
    UnscorableError,
)
from xraydesk.core.findings import Finding, Provenance
from xraydesk.core.radiograph import Patient, Radiograph, Study, VoiFunction, Window
from xraydesk.core.settings import Settings
from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.header import Header
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.model.card import ModelCard, OperatingPoint
from xraydesk.model.explainers import METHODS, Explanation, Method
from xraydesk.model.predict import Prediction
from xraydesk.screening import discovery
from xraydesk.screening.pipeline import Screening
from xraydesk.screening.sink import Sink
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.view.picture import Picture, prepare
from xraydesk.workflow import Scorer

PATIENCE_MS = 30_000
"""How long an outcome that comes in milliseconds is waited for: a machine with other guests stands still at times."""

for waits in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitSignals):
    waits.__kwdefaults__["timeout"] = PATIENCE_MS

LABELS = ("covid19", "pneumonia", "normal")

SCORER = "5c" * 32
"""Digest of the model that screens."""


@pytest.fixture(autouse=True)
def mouse_is_let_go() -> Iterator[None]:
    """A button that a test leaves pressed is pressed for all that follow, in which nothing then moves unasked."""
    yield
    assert QApplication.mouseButtons() == Qt.MouseButton.NoButton


def make_film(name: str = "film.dcm", shape: tuple[int, int] = (300, 240), **changes: Any) -> Radiograph:
    """A 12-bit ramp, dark at the top left, with patient and orientation."""
    row, column = np.mgrid[: shape[0], : shape[1]]
    samples = (4000 * (row / shape[0] + column / shape[1]) / 2).astype(np.uint16)[None]
    values: dict[str, Any] = {
        "path": Path("/films") / name,
        "sha256": name,
        "samples": samples,
        "stored_sha256": name,
        "photometric": "MONOCHROME2",
        "bits_stored": 12,
        "voi": (Window(2048, 4096, explanation="WIDE"), Window(1000, 500, VoiFunction.LINEAR, "LUNG")),
        "orientation": ("L", "F"),
        "transfer_syntax": "1.2.840.10008.1.2.1",
        "patient": Patient("Planted^Jane", "ID-7", "19500102", "F", "070Y"),
        "study": Study(institution="St. Elsewhere", study_description="Chest", series_number="3", view_position="PA"),
    }
    return Radiograph(**values | changes)


def make_card() -> ModelCard:
    points = (
        OperatingPoint("balanced", "Highest sum of both.", {"covid19": 0.3, "pneumonia": 0.5, "normal": 0.6}),
        OperatingPoint("rule-in", "Few false alarms.", dict.fromkeys(LABELS, 0.9)),
    )
    return ModelCard(
        id="test",
        title="A model <b>for tests</b>",
        architecture="none",
        arguments={},
        labels=LABELS,
        exclusive=True,
        preprocess=PreprocessSpec(224),
        temperature=1.0,
        heatmap_scale=4.0,
        operating_points=points,
        default_operating_point="balanced",
        training_data=("drawn by hand",),
        intended_use="To test the window.",
        limits=("It knows nothing.", "Nothing at all."),
        licence="Apache-2.0",
        metrics={"auroc": {"covid19": [0.5, [0.4, 0.6]]}},
        provenance={"run": 1},
        files={},
    )


def make_prediction(
    chances: tuple[float, ...] = (0.2, 0.7, 0.1), shape: tuple[int, int] = (300, 240), evidence: float = 3.0
) -> Prediction:
    findings = tuple(Finding(label, 0.0, chance) for label, chance in zip(LABELS, chances, strict=True))
    maps = np.full((3, 7, 7), 0.0, np.float32)
    maps[1] = evidence
    geometry = Geometry(shape, 0.0, 0.0, float(shape[0]), float(shape[1]), 224)
    return Prediction(findings, maps, geometry, Provenance("test", "", "", "", "", "", ""), 1.0)


class FakeSession:
    """Answers at once, or holds every question until `gate` is set."""

    def __init__(self, workflow: FakeWorkflow) -> None:
        self._workflow = workflow

    def digest(self) -> str:
        return SCORER

    def scorer(self) -> Scorer:
        if self._workflow.card is None:
            raise ModelError("there is no model at hand")
        return Scorer(self._workflow.card.id, SCORER, "plain")

    def card(self) -> ModelCard | None:
        return self._workflow.card

    def papers(self) -> dict[str, str]:
        return self._workflow.papers

    def predict(self, radiograph: Radiograph, frame: int = 0, *, against_advice: bool = False) -> Prediction:
        self._workflow.asked.append(radiograph.path.name)
        gate = self._workflow.model_gates.get(radiograph.path.name)
        if gate is not None:
            assert gate.wait(10)
        if radiograph.path.name in self._workflow.blank:
            raise UnscorableError("the picture is blank: it holds a single grey level")
        is_declined = radiograph.path.name in self._workflow.declined
        if is_declined and not against_advice:
            raise DeclinedError("not a frontal view")
        chances = self._workflow.chances.get(radiograph.path.name, (0.2, 0.7, 0.1))
        hints = self._workflow.hints.get(radiograph.path.name, ())
        against = "not a frontal view" if is_declined else ""
        label_set = self._workflow.label_sets.get(radiograph.path.name)
        return replace(make_prediction(chances, radiograph.shape), label_set=label_set, hints=hints, against=against)

    def methods(self) -> tuple[Method, ...]:
        return self._workflow.methods

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
        """Says how far it is until its gate is open; like the real one it leaves when nobody waits any more."""
        self._workflow.explained.append((radiograph.path.name, label, method))
        progress(0, 0)
        gate = self._workflow.explainer_gate
        while not gate.wait(0.01):
            progress(3, 12)
            if cancelled():
                raise CancelledError
        if method in self._workflow.unexplainable:
            raise ModelError("the explainer process ended unexpectedly")
        values = np.zeros((224, 224), np.float32)
        values[100:, :] = 1
        geometry = make_prediction(shape=radiograph.shape).geometry
        return Explanation(method, label, values, geometry)


class FakeWorkflow:
    """Stands for the module `xraydesk.workflow`."""

    def __init__(self) -> None:
        self.films: dict[str, Radiograph] = {}
        self.declined: set[str] = set()
        self.blank: set[str] = set()
        self.hints: dict[str, tuple[str, ...]] = {}
        self.chances: dict[str, tuple[float, ...]] = {}
        self.gates: dict[str, threading.Event] = {}
        self.model_gates: dict[str, threading.Event] = {}
        self.card: ModelCard | None = make_card()
        self.papers: dict[str, str] = {}
        self.label_sets: dict[str, tuple[str, ...]] = {}
        self.asked: list[str] = []
        self.opened: list[str] = []
        self.methods = METHODS
        self.explained: list[tuple[str, str, str]] = []
        self.unexplainable: set[str] = set()
        self.explainer_gate = threading.Event()
        self.explainer_gate.set()
        self.model_id: str | None = None
        self.make_reader: Callable[[], doubles.PlainReader] = doubles.PlainReader
        self.screened_with: list[object] = []

    def Session(self, model_id: str | None = None) -> FakeSession:  # noqa: N802 - the module's name for it
        self.model_id = model_id
        return FakeSession(self)

    def add(self, *names: str, **changes: Any) -> list[Path]:
        """Put films on the shelf."""
        for name in names:
            self.films[name] = make_film(name, **changes)
        return [Path("/films") / name for name in names]

    def discover(self, paths: Iterable[Path]) -> Iterator[Path]:
        for path in paths:
            if path.name == "folder":
                yield from (Path("/films") / name for name in self.films)
            elif path.is_dir():
                yield from discovery.discover([path])
            elif path.name != "empty folder":
                yield path

    def screening(self, files: Iterable[Path], session: object, sink: Sink, **more: Any) -> Screening:
        """The real pipeline on a reader and an engine that cost nothing."""
        self.screened_with.append(session)
        del more["calm"]
        return Screening(files, doubles.predictor(), self.make_reader, sink, doubles.QUICK, **more)

    def read_header(self, path: Path) -> Header:
        if path.name == "report.dcm":
            raise NoImageError(path, "no image in this object: Basic Text SR")
        if path.name not in self.films:
            raise RefusedFileError(path, "not a DICOM image and not a picture")
        film = self.films[path.name]
        rows, columns = film.shape
        return Header(
            path, 1000, rows, columns, film.frames, film.bits_stored, film.is_colour, film.photometric,
            film.transfer_syntax, patient=film.patient, study=film.study,
        )  # fmt: skip

    def open_radiograph(self, path: Path, *, least_side: int = 0) -> Radiograph:
        gate = self.gates.get(path.name)
        if gate is not None:
            assert gate.wait(10)
        self.opened.append(path.name)
        if path.name == "report.dcm":
            raise NoImageError(path, "no image in this object: Basic Text SR")
        if path.name not in self.films:
            raise RefusedFileError(path, "not a DICOM image and not a picture")
        return self.films[path.name]

    def release(self) -> None:
        for gate in (*self.gates.values(), *self.model_gates.values(), self.explainer_gate):
            gate.set()


class Mouse:
    """Sends what a mouse sends, to one widget, at exact places."""

    def __init__(self, widget: QWidget) -> None:
        self.widget = widget

    def send(self, kind: QEvent.Type, x: float, y: float, button: Qt.MouseButton, held: Qt.MouseButton) -> None:
        place = QPointF(x, y)
        globally = QPointF(self.widget.mapToGlobal(place.toPoint()))
        event = QMouseEvent(kind, place, globally, button, held, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(self.widget, event)

    def drag(self, button: Qt.MouseButton, start: tuple[float, float], *way: tuple[float, float]) -> None:
        self.send(QEvent.Type.MouseButtonPress, *start, button, button)
        for place in way:
            self.send(QEvent.Type.MouseMove, *place, Qt.MouseButton.NoButton, button)
        self.send(QEvent.Type.MouseButtonRelease, *(way or (start,))[-1], button, Qt.MouseButton.NoButton)

    def move(self, x: float, y: float) -> None:
        self.send(QEvent.Type.MouseMove, x, y, Qt.MouseButton.NoButton, Qt.MouseButton.NoButton)

    def double_click(self, x: float, y: float) -> None:
        left = Qt.MouseButton.LeftButton
        self.send(QEvent.Type.MouseButtonDblClick, x, y, left, left)
        self.send(QEvent.Type.MouseButtonRelease, x, y, left, Qt.MouseButton.NoButton)

    def wheel(self, notches: float, at: tuple[float, float] = (100, 100), *, ctrl: bool = False) -> None:
        place = QPointF(*at)
        event = QWheelEvent(
            place,
            QPointF(self.widget.mapToGlobal(place.toPoint())),
            QPointF(0, 0).toPoint(),
            QPointF(0, 120 * notches).toPoint(),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(self.widget, event)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The offscreen platform says at every turn that it has no window manager; that is no fault of ours."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("propagateSizeHints", r"support (raise|grabbing)", extend=True))


@pytest.fixture
def film() -> Callable[..., Radiograph]:
    return make_film


@pytest.fixture
def picture() -> Callable[..., Picture]:
    """Makes a prepared film."""

    def make(*args: Any, **changes: Any) -> Picture:
        return prepare(make_film(*args, **changes))

    return make


@pytest.fixture
def card() -> ModelCard:
    return make_card()


@pytest.fixture
def prediction() -> Callable[..., Prediction]:
    return make_prediction


@pytest.fixture
def mouse() -> type[Mouse]:
    return Mouse


@pytest.fixture
def workflow() -> Iterator[FakeWorkflow]:
    fake = FakeWorkflow()
    yield fake
    fake.release()


@pytest.fixture
def window(qtbot: Any, workflow: FakeWorkflow) -> Iterator[MainWindow]:
    """A shown main window with a model and without files."""
    made = MainWindow(workflow, Settings())
    made.resize(1200, 800)
    made.show()
    made.desk.load_model()
    qtbot.waitUntil(lambda: made.desk.card_is_known)
    yield made
    workflow.release()
    made.close()
    made.deleteLater()


@pytest.fixture
def opened(qtbot: Any, window: MainWindow, workflow: FakeWorkflow) -> Callable[..., MainWindow]:
    """Opens films in the window and waits until the first is shown and answered."""

    def open_names(*names: str, **changes: Any) -> MainWindow:
        window.open_paths(workflow.add(*names, **changes))
        qtbot.waitUntil(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
        return window

    return open_names
