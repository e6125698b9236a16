"""Late fusion: a table joined with a finished image network, always beside the image alone and the table alone.

The image network stays as it is. What it says of the films that it learned from is too sure of itself, and whatever
learned from that would ignore the table; so the joined head learns from the tuning films, which only chose the
network's epoch, and so does the head of the image alone, or the joined head would be praised for its films and not for
the table. The table's own head learns from the training films. All are compared on the calibration films.

The exported model remains the image alone: the application has no table to ask.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import save_file

from trainer.data.films import DataError, Film, in_folds
from trainer.data.structured import Encoder
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.fusion_features import Features, image_chances, of_network, of_training
from trainer.fitting.fusion_heads import FittedHead, Floats, Known, fit_head, held_out_chances
from trainer.fitting.fusion_judging import classes_of, compare, inside_sources, names_of
from trainer.fitting.fusion_report import BOTH, IMAGE, MISSING, NETWORK, TABLE, Row, describe, page_of
from trainer.recipe import Labels
from xraydesk.core.files import write_atomically

FEWEST = 20


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
    training = _labelled([run.films[row] for row in in_folds(run.films, folds.train)], labels)
    tuning = _labelled(_own(run, folds.tune), labels)
    judged, judged_on = _labelled(_own(run, folds.calibrate), labels), "calibration films"
    _refuse_few(tuning, labels)
    encoder = Encoder.fit(training, settings)
    features = Features.of(*of_training(run, training), settings.image)
    known = _known(run, tuning, encoder, features)
    outputs = len(names_of(labels))
    trained = Known(np.zeros((len(training), 0), np.float32), encoder.encode(training), encoder.nothing, encoder.blocks)
    table = fit_head(trained, classes_of(training, labels), _groups(training), outputs, settings)
    fitting = (classes_of(tuning, labels), _groups(tuning), outputs, settings)
    image, joined = fit_head(known.image_only(), *fitting), fit_head(known, *fitting)
    if len(judged) >= FEWEST and len(set(classes_of(judged, labels).tolist())) == outputs:
        shown = _known(run, judged, encoder, features)
        of_image, of_both = image.chances(shown.image_only()), joined.chances(shown)
    else:
        judged, judged_on, shown = tuning, "tuning films, each held out from the heads that judge it", known
        of_image = held_out_chances(image, known.image_only(), *fitting)
        of_both = held_out_chances(joined, known, *fitting)
    answers = {
        IMAGE: of_image,
        TABLE: table.chances(shown.table_only()),
        BOTH: of_both,
        f"{BOTH}, table withheld": joined.chances(shown.without_table()),
        f"{BOTH}, image withheld": joined.chances(shown.without_image()),
        NETWORK: image_chances(run, judged),
    }
    answers |= _parts_alone(trained, classes_of(training, labels), outputs, shown, encoder)
    rows = compare(judged, answers, labels)
    heads = {"image": image, "table": table, "joined": joined}
    _write(run, encoder, features, heads, rows, judged_on, judged, answers)
    return rows


def _parts_alone(
    trained: Known, classes: NDArray[np.int64], outputs: int, shown: Known, encoder: Encoder
) -> dict[str, Floats]:
    """What each column alone, and what is missing alone, tells by a logistic regression: the table's shortcuts."""
    from sklearn.linear_model import LogisticRegression

    numbers = {MISSING: [block.stop - 1 for block in encoder.blocks]}
    for one, block in zip(encoder.fitted, encoder.blocks, strict=True):
        numbers[f"{one.column.name} alone"] = list(range(block.start, block.stop))
    answers = {}
    for name, chosen in numbers.items():
        values = trained.table[:, chosen]
        if np.ptp(values, axis=0).any() and len(np.unique(classes)) == outputs:
            probe = LogisticRegression(max_iter=500).fit(values, classes)
            answers[name] = np.asarray(probe.predict_proba(shown.table[:, chosen]), np.float32)
    return answers


def _write(
    run: FinishedRun,
    encoder: Encoder,
    features: Features,
    heads: dict[str, FittedHead],
    rows: list[Row],
    judged_on: str,
    judged: list[Film],
    answers: dict[str, Floats],
) -> None:
    tensors = {f"{name}.{key}": value for name, one in heads.items() for key, value in one.head.state_dict().items()}
    tensors |= {"features.mean": torch.from_numpy(features.mean), "features.basis": torch.from_numpy(features.basis)}
    partial = run.folder / "fusion.partial"
    save_file({name: value.contiguous() for name, value in tensors.items()}, partial)
    partial.replace(run.folder / "fusion.safetensors")
    content: dict[str, Any] = {
        "labels": names_of(run.recipe.labels),
        "judged_on": judged_on,
        "films": len(judged),
        "patients": len({film.group for film in judged}),
        "epochs": {name: one.epochs for name, one in heads.items()},
        "encoder": encoder.plain(),
        "known": encoder.coverage(judged),
        "rows": [row.plain() for row in rows],
        "inside_sources": inside_sources(judged, answers, run.recipe.labels),
        "says": describe(rows),
        "exported_model": "the image alone",
    }
    write_atomically(run.folder / "fusion.json", json.dumps(content, indent=1).encode())
    page_of(run.recipe.title, content, rows).write(run.folder / "fusion.html")


def _known(run: FinishedRun, films: Sequence[Film], encoder: Encoder, features: Features) -> Known:
    image = features.apply(*of_network(run, films))
    return Known(image, encoder.encode(films), encoder.nothing, encoder.blocks)


def _own(run: FinishedRun, folds: Sequence[int]) -> list[Film]:
    films = [run.films[row] for row in in_folds(run.films, folds)]
    return [film for film in films if film.data == run.tuned_on]


def _labelled(films: Sequence[Film], labels: Labels) -> list[Film]:
    return [film for film in films if labels.class_of(film.label) >= 0]


def _refuse_few(films: Sequence[Film], labels: Labels) -> None:
    classes = set(classes_of(films, labels).tolist())
    if len(films) < FEWEST or len(classes) < len(names_of(labels)):
        raise DataError(
            f"the structured data cannot be joined: {len(films)} tuning films of {len(classes)} classes are too few; "
            f"at least {FEWEST} of all {len(names_of(labels))} are needed"
        )


def _groups(films: Sequence[Film]) -> NDArray[Any]:
    return np.array([f"{film.data}/{film.group}" for film in films])
