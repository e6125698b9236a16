"""The files that were opened and what the model says of each, whatever is on screen."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from xraydesk.core.errors import DeclinedError, ModelError, NoImageError, UnscorableError, XRayDeskError
from xraydesk.core.radiograph import Radiograph
from xraydesk.ui.desk.items import Item, ItemList, State
from xraydesk.ui.desk.lanes import Lanes, Ticket
from xraydesk.ui.desk.use_cases import Session, Workflow
from xraydesk.ui.shell.language import tr

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard
    from xraydesk.model.predict import Prediction

BATCH = 64
"""Found files that are sent to the window at a time, at first; the more there are, the larger the batches."""

LARGEST_BATCH = 1000


class OpenedFiles(QObject):
    """Files and answers, each file asked about once.

    Attributes
    ----------
    items
        The files.
    asked
        What the reader opened: files and folders.
    card, card_is_known
        The model's card; None without a model, and while it is not known whether there is one.
    papers
        What comes with the model to be read, as Markdown by file name.

    Signals
    -------
    found
        Rows of files that a search came upon, and whether they are the first of their drop.
    answered
        Row of a file about which the model has said something.
    noticed
        Something to tell without interrupting: file name (or empty) and sentence.
    card_known
        The model's card is there, or there is no model (None).
    searched
        Every file of a drop was found: the paths that were opened, and the rows of the files that came with it.
    """

    found = Signal(object, bool)
    answered = Signal(int)
    noticed = Signal(str, str)
    card_known = Signal(object)
    searched = Signal(object, object)

    def __init__(self, workflow: Workflow, lanes: Lanes, parent: QObject | None = None, *, model: str = "") -> None:
        super().__init__(parent)
        self.items = ItemList(self)
        self.asked: list[Path] = []
        self.card: ModelCard | None = None
        self.card_is_known = False
        self.papers: dict[str, str] = {}
        self._workflow, self._lanes = workflow, lanes
        self._session = workflow.Session(model or None)
        self._questions: dict[int, str] = {}
        self._drops = count()

    def open_paths(self, paths: Iterable[Path]) -> None:
        """Open files and everything in folders."""
        asked = list(paths)
        self.asked = list(dict.fromkeys([*self.asked, *asked]))
        first = True
        new: list[int] = []

        def search(ticket: Ticket) -> int:
            batch: list[Path] = []
            found = 0
            for path in self._workflow.discover(asked):
                ticket.raise_if_cancelled()
                batch.append(path)
                found += 1
                if found == 1 or len(batch) >= max(BATCH, min(found // 8, LARGEST_BATCH)):
                    ticket.report(batch)
                    batch = []
            ticket.report(batch)
            return found

        def arrived(batch: list[Path]) -> None:
            nonlocal first
            before = self.items.rowCount()
            rows = self.items.add(batch)
            new.extend(row for row in rows if row >= before)
            self.found.emit(rows, first and bool(rows))
            first = first and not rows

        def ended(found: int) -> None:
            if not found:
                self.noticed.emit(", ".join(path.name for path in asked), tr("there is no file to open here"))
            self.searched.emit(asked, new)

        key = ("search", next(self._drops))
        self._lanes.submit("io", key, search, ended, progress=arrived)

    def record_failure(self, row: int, error: XRayDeskError) -> None:
        """Mark a file that cannot be shown, and say so once."""
        item = self.items[row]
        if item.shows:
            reason = getattr(error, "reason", str(error))
            self.items.set_state(row, State.NO_IMAGE if isinstance(error, NoImageError) else State.FAILED, reason)
            self.noticed.emit(item.path.name, reason)

    def forget_files(self) -> None:
        """Stop every search and question and forget every file."""
        for number in range(next(self._drops)):
            self._lanes.cancel(("search", number))
        for row in tuple(self._questions):
            self.take_back(row)
        self.asked = []
        self.items.clear()

    # ------------------------------------------------------------------------------------ the model

    @property
    def session(self) -> Session:
        """What holds the model; for use on a lane."""
        return self._session

    def load_model(self) -> None:
        """Have the model loaded before it is needed."""

        def work(_ticket: Ticket) -> tuple[ModelCard, dict[str, str]]:
            return self._session.card(), self._session.papers()

        def done(answer: tuple[ModelCard, dict[str, str]]) -> None:
            card, self.papers = answer
            self._know_card(card)

        self._lanes.submit("infer", "card", work, done, failed=self._lack_model)

    def _know_card(self, card: ModelCard | None) -> None:
        self.card, self.card_is_known = card, True
        self.card_known.emit(card)

    def _lack_model(self, error: XRayDeskError) -> None:
        self.noticed.emit("", str(error))
        self._know_card(None)

    @property
    def asks(self) -> bool:
        """Whether a model is there to be asked, or may be once it is loaded."""
        return self.card is not None or not self.card_is_known

    def is_asked(self, row: int) -> bool:
        """Whether an answer about a row is on its way."""
        return row in self._questions

    def questions(self) -> dict[int, str]:
        """The rows whose answers are on their way, each with the key that it was asked under."""
        return dict(self._questions)

    def predict(self, row: int, radiograph: Radiograph, key: str) -> None:
        """Ask the model about a row and record the answer; an older question about it, or with this key, is dropped."""
        item = self.items[row]
        for other in [other for other, held in self._questions.items() if held == key or other == row]:
            self.take_back(other)
        self._questions[row] = key

        def done(prediction: Prediction) -> None:
            self._answer(row, item, State.SCORED, "", prediction)

        def failed(error: XRayDeskError) -> None:
            self._questions.pop(row, None)
            item.may_be_scored = isinstance(error, DeclinedError)
            if isinstance(error, UnscorableError):
                self._answer(row, item, State.DECLINED, str(error), None)
            elif isinstance(error, ModelError):
                self._lack_model(error)
            else:
                raise error

        insisting = item.against_advice
        self._lanes.submit(
            "infer",
            key,
            lambda _: self._session.predict(radiograph, against_advice=insisting),
            done,
            failed=failed,
        )

    def score_against_advice(self, row: int, radiograph: Radiograph) -> None:
        """Ask the model again about a film that was declined, and this time have it answer."""
        item = self.items[row]
        if item.state is State.DECLINED and item.may_be_scored:
            item.against_advice = True
            self.items.set_state(row, State.READABLE)
            self.predict(row, radiograph, question_key(row))
            self.answered.emit(row)

    def take_back(self, row: int) -> None:
        """Give up on the answer about a row."""
        self._lanes.cancel(self._questions.pop(row))

    def _answer(self, row: int, item: Item, state: State, reason: str, prediction: Prediction | None) -> None:
        self._questions.pop(row, None)
        if row < self.items.rowCount() and self.items[row] is item:
            self.items.set_state(row, state, reason, prediction)
            self.answered.emit(row)


def question_key(row: int) -> str:
    """Under which the model is asked about a film on screen."""
    return f"predict {row}"
