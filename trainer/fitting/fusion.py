"""Late fusion: a table joined with a finished image network, always beside the image alone and the table alone.

The image network stays as it is. What it says of the films that it learned from is too sure of itself, and whatever
learned from that would ignore the table; so the joined head learns from the tuning films, which only chose the
network's epoch, and so does the head of the image alone, or the joined head would be praised for its films and not for
the table. The table's own head learns from the training films. All are compared on the calibration films.

The exported model remains the image alone: the application has no table to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.data.films import DataError, Film, in_folds
from trainer.data.structured import Encoder
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.fused import Fused, known_of, labelled
from trainer.fitting.fusion_features import Features, of_training
from trainer.fitting.fusion_heads import Floats, Known, fit_head, held_out_chances
from trainer.fitting.fusion_judging import classes_of, compare, inside_sources, names_of
from trainer.fitting.fusion_report import BOTH, IMAGE, Row, describe, page_of
from trainer.recipe import Labels

FEWEST = 20
PAGE = "fusion.html"


def fit_fusion(run: FinishedRun) -> list[Row]:
    """Train the table alone and the joined head beside a finished run, compare all three, and write what was found.

    Writes ``fusion.json``, ``fusion.html`` and ``fusion.safetensors`` into the run's folder; returns the comparison.

    Raises
    ------
    DataError
        Too few films, or no value of any column, to join.
    """
    settings, labels = run.recipe.structured, run.recipe.labels
    if not settings.columns:
        raise DataError("the run's recipe has no structured data: there is nothing to join")
    folds = run.recipe.folds
    training = labelled([run.films[row] for row in in_folds(run.films, folds.train)], labels)
    tuning = labelled(_own(run, folds.tune), labels)
    judged, judged_on = labelled(_own(run, folds.calibrate), labels), "calibration films"
    _refuse_few(tuning, labels)
    encoder = Encoder.fit(training, settings)
    features = Features.of(*of_training(run, training), settings.image)
    known = known_of(run, tuning, encoder, features)
    outputs = len(names_of(labels))
    trained = Known(np.zeros((len(training), 0), np.float32), encoder.encode(training), encoder.nothing, encoder.blocks)
    table = fit_head(trained, classes_of(training, labels), _groups(training), outputs, settings)
    fitting = (classes_of(tuning, labels), _groups(tuning), outputs, settings)
    image, joined = fit_head(known.image_only(), *fitting), fit_head(known, *fitting)
    fused, said = Fused(encoder, features, image, table, joined), dict[str, Floats]()
    if len(judged) < FEWEST or len(set(classes_of(judged, labels).tolist())) < outputs:
        judged, judged_on = tuning, "tuning films, each held out from the heads that judge it"
        said = {
            IMAGE: held_out_chances(image, known.image_only(), *fitting),
            BOTH: held_out_chances(joined, known, *fitting),
        }
    answers = fused.answers(run, judged, said)
    rows = compare(judged, answers, labels)
    found = {
        "judged_on": judged_on,
        "films": len(judged),
        "patients": len({film.group for film in judged}),
        "known": encoder.coverage(judged),
        "rows": [row.plain() for row in rows],
        "inside_sources": inside_sources(judged, answers, labels),
        "says": describe(rows),
        "exported_model": "the image alone",
    }
    page_of(run.recipe.title, fused.save(run, found), rows).write(run.folder / PAGE)
    return rows


def _own(run: FinishedRun, folds: Sequence[int]) -> list[Film]:
    films = [run.films[row] for row in in_folds(run.films, folds)]
    return [film for film in films if film.data == run.tuned_on]


def _refuse_few(films: Sequence[Film], labels: Labels) -> None:
    classes = set(classes_of(films, labels).tolist())
    if len(films) < FEWEST or len(classes) < len(names_of(labels)):
        raise DataError(
            f"the structured data cannot be joined: {len(films)} tuning films of {len(classes)} classes are too few; "
            f"at least {FEWEST} of all {len(names_of(labels))} are needed"
        )


def _groups(films: Sequence[Film]) -> NDArray[Any]:
    return np.array([f"{film.data}/{film.group}" for film in films])
