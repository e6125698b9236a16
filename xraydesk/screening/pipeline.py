"""One screening job: files go in, outcomes come out, and every stage keeps the next one busy but not overfull.

discover → backlog → film processes (look, digest, decode, guard, prepare) → engine in batches → summary of the heatmap
→ commit → whoever takes the outcomes. Only the backlog, which holds names, may grow; of films a few wait at each stage.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.findings import ScreeningResult, Status, abstention
from xraydesk.model.predict import Prediction, Predictor
from xraydesk.screening.backlog import Backlog
from xraydesk.screening.channel import Channel
from xraydesk.screening.film_process import Reader
from xraydesk.screening.outcome import Outcome
from xraydesk.screening.places import Places
from xraydesk.screening.plan import Plan
from xraydesk.screening.progress import SHORTEST_S, Meter, Progress, State
from xraydesk.screening.reading import Copies, Numbered, ReadingStage, Ready
from xraydesk.screening.sink import Sink
from xraydesk.screening.waiting import Waiting

COMMITTED_AT_ONCE: Final = 64
_WAITING_OUTCOMES: Final = 256
_END_S: Final = 5.0
_WALK_END_S: Final = 0.5  # it may hang in a folder of a share that is gone


class Screening:
    """A job that runs on threads of its own from `outcomes` on; every other method may be called from any thread.

    Parameters
    ----------
    files
        Paths as `discover` finds them.
    predictor
        The model on an engine that several threads may call at once; it looks for no lungs itself.
    make_reader
        Makes a film process that is not started yet.
    sink
        Where outcomes are kept.
    roots
        What was dropped; when a file cannot be read because one of these is gone, the job waits for it.
    progress
        Called on a thread of the job, at most ten times a second, and with the last state at the end.
    pictured
        Called on a thread of the job with each film that was scored and a small picture of it, before the outcome is
        kept; the picture goes no further. For readers that make pictures.
    """

    def __init__(
        self,
        files: Iterable[Path],
        predictor: Predictor,
        make_reader: Callable[[], Reader],
        sink: Sink,
        plan: Plan | None = None,
        *,
        roots: Iterable[Path] = (),
        progress: Callable[[Progress], None] = lambda _: None,
        pictured: Callable[[Outcome, NDArray[np.uint8]], None] | None = None,
    ) -> None:
        plan = plan or Plan.of(predictor.engine)
        self._files, self._predictor, self._sink, self._plan = files, predictor, sink, plan
        self._progress, self._meter, self._pictured = progress, Meter(), pictured
        self._backlog = Backlog()
        self._waiting = Waiting(self._backlog, plan.retry_s)
        self._ready: Channel[Ready] = Channel(2 * plan.lanes * plan.batch)
        self._done: Channel[Numbered] = Channel(_WAITING_OUTCOMES)
        self._out: Channel[Numbered] = Channel(_WAITING_OUTCOMES)
        self._copies = Copies(sink)
        self._stage = ReadingStage(
            self._backlog, self._copies, Places(roots), plan, self._waiting, self._ready, self._done
        )
        self._readers = [make_reader() for _ in range(plan.readers)]
        self._way_is_free = threading.Event()
        self._way_is_free.set()
        self._fault: BaseException | None = None
        self._over = threading.Event()
        self._last: Progress | None = None

    def outcomes(self, *, ordered: bool = True) -> Iterator[Outcome]:
        """Run the job: what is kept comes out, in the order of discovery or as it is done. To be called once.

        Whoever stops taking outcomes cancels the job.

        Raises
        ------
        ModelError
            The model or a network beside it cannot be used.
        """
        reading = [self._thread("film reader", self._stage.work, reader) for reader in self._readers]
        lanes = [self._thread("film lane", self._answer) for _ in range(self._plan.lanes)]
        committing = self._thread("film commit", self._commit)
        walking = self._thread("film walk", self._walk)
        watching = self._thread("film watch", self._watch)
        stages = self._thread("film stages", self._finish_in_turn, reading, lanes)
        for thread in (walking, *reading, *lanes, committing, stages, watching):
            thread.start()
        try:
            yield from _in_order(self._taken()) if ordered else (each for _, each in self._taken() if each is not None)
        except GeneratorExit:
            self.cancel()
            raise
        finally:
            self._out.close()
            if not self._done.ended:
                self.cancel()
            committing.join(_END_S)
            walking.join(_WALK_END_S)
            for reader in self._readers:
                reader.close()
            self._over.set()
            watching.join(_END_S)
        if self._fault is not None:
            raise self._fault

    def hurry(self, path: Path) -> None:
        """Let a file come next: the reader is looking at it."""
        self._backlog.hurry(path)

    def pause(self) -> None:
        """Begin no further file; what is under way is finished."""
        self._waiting.hold("user")

    def resume(self) -> None:
        """Go on, and try at once what could not be reached or stored."""
        self._waiting.release("user")

    def give_way(self, *, gives: bool) -> None:
        """Begin no further file and no further batch while somebody waits for something else; no pause of the job."""
        if gives:
            self._way_is_free.clear()
            self._backlog.hold("way")
        else:
            self._backlog.release("way")
            self._way_is_free.set()

    def cancel(self) -> None:
        """Drop what was not done; what was done is kept."""
        self._waiting.cancel()
        self._way_is_free.set()
        self._backlog.close()
        self._ready.close()
        for reader in self._readers:
            reader.kill()

    def now(self) -> Progress:
        """How far it is."""
        state, message = self._waiting.state()
        if self._waiting.cancelled:
            state, message = State.CANCELLED, ""
        elif self._over.is_set():
            state, message = State.DONE, ""
        return self._meter.read(state, message, self._backlog.found, found_all=self._backlog.found_all)

    def _thread(self, name: str, work: Callable[..., None], *arguments: object) -> threading.Thread:
        def guarded() -> None:
            try:
                work(*arguments)
            except BaseException as error:  # noqa: BLE001 - raised again where the outcomes are taken
                self._fault = self._fault or error
                self.cancel()
                self._done.finish()
                self._out.finish()

        return threading.Thread(target=guarded, name=name, daemon=True)

    def _walk(self) -> None:
        for path in self._files:
            if not self._backlog.add(path):
                return
        self._backlog.finish()

    def _finish_in_turn(self, reading: list[threading.Thread], lanes: list[threading.Thread]) -> None:
        for thread in reading:
            thread.join()
        self._ready.finish()
        for thread in lanes:
            thread.join()
        self._done.finish()

    def _answer(self) -> None:
        while films := self._ready.take(self._plan.batch):
            self._way_is_free.wait()
            prepared = [film.made.prepared for film in films if film.made.prepared is not None]
            predictions = self._predictor.answer(prepared, every_place=False)
            for film, prediction in zip(films, predictions, strict=True):
                made = film.made
                result = answered(made.result, prediction)
                outcome = Outcome(result, film.size, made.patient, made.study, prediction=prediction)
                if self._pictured is not None and made.picture is not None:
                    self._pictured(outcome, made.picture)
                self._done.put((film.ticket.number, outcome))

    def _commit(self) -> None:
        try:
            self._commit_all()
        finally:
            self._done.close()
            self._out.finish()

    def _commit_all(self) -> None:
        while arrived := self._done.take(COMMITTED_AT_ONCE):
            while arrived:
                fresh = [outcome for _, outcome in arrived if outcome is not None]
                if fresh and not self._kept(fresh):
                    return
                for number, outcome in arrived:
                    if outcome is not None:
                        self._meter.count(outcome.result, repeated=outcome.repeated)
                    self._out.put((number, outcome))
                # Further paths of the same bytes have waited for this commit; their lines come right behind.
                arrived = [each for outcome in fresh if not outcome.repeated for each in self._copies.settle(outcome)]

    def _kept(self, outcomes: list[Outcome]) -> bool:
        def commit() -> bool:
            self._sink.commit(outcomes)
            return True

        return self._waiting.insist(commit) is True

    def _taken(self) -> Iterator[Numbered]:
        while arrived := self._out.take(COMMITTED_AT_ONCE):
            yield from arrived

    def _watch(self) -> None:
        """Tell how far it is, and end what hangs."""
        while not self._over.wait(SHORTEST_S):
            for reader in self._readers:
                reader.kill_if_late()
            self._tell()
        self._tell()

    def _tell(self) -> None:
        progress = self.now()
        if self._last is None or replace(progress, rate=0, seconds_left=None) != self._last:
            self._last = replace(progress, rate=0, seconds_left=None)
            self._progress(progress)


def answered(result: ScreeningResult, prediction: Prediction) -> ScreeningResult:
    """A result with what the model says."""
    result = replace(
        result,
        findings=prediction.findings,
        provenance=prediction.provenance,
        infer_ms=prediction.infer_ms,
        label_set=prediction.label_set,
        localisation=prediction.localisations.get(prediction.foremost.label),
    )
    if prediction.abstains:
        return replace(result, status=Status.ABSTAINED, reason=abstention(prediction.label_set or ()))
    return result


def _in_order(arriving: Iterator[Numbered]) -> Iterator[Outcome]:
    """Hold back what comes before its turn; at the end, or when the job was cut short, hand on what is left."""
    early: dict[int, Outcome | None] = {}
    turn = 0
    for number, outcome in arriving:
        early[number] = outcome
        while turn in early:
            due = early.pop(turn)
            turn += 1
            if due is not None:
                yield due
    for number in sorted(early):
        due = early[number]
        if due is not None:
            yield due
