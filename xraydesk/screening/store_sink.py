"""Outcomes in the database: a run that was killed goes on where it stopped, and a second drop costs a digest."""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, Self

from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.screening.outcome import Outcome
from xraydesk.store import entries, results, runs
from xraydesk.store.database import Database
from xraydesk.store.failures import RunAtWorkError, StoreError
from xraydesk.store.films import Film

LISTED_AT_ONCE: Final = 500
"""Lines in one transaction."""


class StoreSink:
    """One run in the database.

    Parameters
    ----------
    run
        Its number, as of ``store.runs``.
    model_sha256
        Digest of the run's model.
    reuse
        Whether films that the model has answered before are not looked at again.

    Raises
    ------
    RunAtWorkError
        Another program works on the run.
    """

    def __init__(self, database: Database, run: int, model_sha256: str, *, reuse: bool = True) -> None:
        self.database, self.run, self.model_sha256, self._reuse = database, run, model_sha256, reuse
        self._hold = runs.hold_of(database, run)
        with contextlib.suppress(OSError):  # what stores next says why the folder cannot be written
            if self._hold is not None and not self._hold.take():
                raise RunAtWorkError(database.path)

    @classmethod
    def of(
        cls,
        database: Database,
        dropped: Sequence[Path],
        model: str,
        model_sha256: str,
        settings: Mapping[str, str],
        *,
        reuse: bool = True,
    ) -> Self:
        """Go on with the run of the same drop, model and settings that was cut off, or begin one.

        Raises
        ------
        StoreError
            The database cannot be used.
        """
        whole = [path.absolute() for path in dropped]
        for run in runs.unfinished(database):
            if (list(run.dropped), run.model_sha256, run.settings) == (whole, model_sha256, dict(settings)):
                with contextlib.suppress(RunAtWorkError):
                    return cls(database, run.id, model_sha256, reuse=reuse)
        number = runs.start(database, whole, model, model_sha256, settings, _now())
        return cls(database, number, model_sha256, reuse=reuse)

    def listing(self, files: Iterable[Path]) -> Iterator[Path]:
        """Hand on files, each a waiting line of the run by then; of a folder the first one comes at once.

        Lines that cannot be stored for now, such as on a full disk, are left to `commit`, which makes them as well.
        """
        most, batch = 1, list[Path]()
        for path in files:
            batch.append(path)
            if len(batch) == most:
                yield from self._listed(batch)
                most, batch = min(2 * most, LISTED_AT_ONCE), []
        yield from self._listed(batch)

    def _listed(self, paths: list[Path]) -> list[Path]:
        with contextlib.suppress(StoreError):
            entries.add(self.database, self.run, paths, _now())
        return paths

    def known(self, sha256: str) -> ScreeningResult | None:
        """As of `Sink`."""
        if not self._reuse:
            return None
        result = results.get(self.database, sha256, self.model_sha256)
        return None if result is None or result.status is Status.FAILED else result

    def commit(self, outcomes: Sequence[Outcome]) -> None:
        """As of `Sink`."""
        made = _now()
        results.commit(self.database, self.run, [results.Outcome(each.result, _film(each), made) for each in outcomes])

    def end(self, *, cancelled: bool = False) -> None:
        """The run is over.

        Raises
        ------
        StoreError
            It cannot be stored.
        """
        runs.end(self.database, self.run, runs.RunState.CANCELLED if cancelled else runs.RunState.DONE, _now())
        if self._hold is not None:
            self._hold.give_up()

    def let_go(self) -> None:
        """Work no more on the run, which is to be gone on with; nothing happens where it is over."""
        if self._hold is not None:
            self._hold.release()


def _film(outcome: Outcome) -> Film | None:
    if not outcome.result.sha256:
        return None
    patient, study = outcome.patient, outcome.study
    return Film(
        outcome.result.sha256,
        outcome.size,
        patient.id,
        patient.name,
        study.study_uid,
        study.date,
        study.modality,
        study.view_position,
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
