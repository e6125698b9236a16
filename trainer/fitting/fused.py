"""Image, table and both of a finished run: the heads kept beside it, and what they say of films."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import SafetensorError
from safetensors.torch import load_file, save

from trainer.data.films import DataError, Film, in_folds
from trainer.data.structured import Encoder
from trainer.fitting.finished_run import FinishedRun
from trainer.fitting.fusion_features import Features, image_chances, of_network
from trainer.fitting.fusion_heads import FittedHead, Floats, Head, Known
from trainer.fitting.fusion_judging import classes_of, names_of
from trainer.fitting.fusion_report import BOTH, IMAGE, MISSING, NETWORK, TABLE
from trainer.fitting.run_log import BEST
from trainer.recipe import Labels
from xraydesk.core.files import sha256_of, write_atomically

WEIGHTS, RECORD = "fusion.safetensors", "fusion.json"


@dataclass(frozen=True)
class Fused:
    """What was fitted beside an image network.

    Attributes
    ----------
    encoder
        Makes numbers of a film's values.
    features
        Makes numbers of what the network says.
    image, table, joined
        Heads on the image alone, the table alone and both.
    """

    encoder: Encoder
    features: Features
    image: FittedHead
    table: FittedHead
    joined: FittedHead

    @property
    def heads(self) -> dict[str, FittedHead]:
        """The heads by name."""
        return {"image": self.image, "table": self.table, "joined": self.joined}

    def answers(
        self, run: FinishedRun, films: Sequence[Film], said: Mapping[str, Floats] | None = None
    ) -> dict[str, Floats]:
        """``(N, K)`` probabilities of films by each of the compared.

        Parameters
        ----------
        run, films
            The run, and ``N`` films of its data.
        said
            Probabilities to take instead, by name: those of films that the heads were fitted to.
        """
        shown, labels = known_of(run, films, self.encoder, self.features), run.recipe.labels
        answers = {
            IMAGE: self.image.chances(shown.image_only()),
            TABLE: self.table.chances(shown.table_only()),
            BOTH: self.joined.chances(shown),
            f"{BOTH}, table withheld": self.joined.chances(shown.without_table()),
            f"{BOTH}, image withheld": self.joined.chances(shown.without_image()),
            NETWORK: image_chances(run, films),
        }
        training = labelled([run.films[row] for row in in_folds(run.films, run.recipe.folds.train)], labels)
        known = (self.encoder.encode(training), classes_of(training, labels))
        return answers | dict(said or {}) | _parts_alone(*known, len(names_of(labels)), shown, self.encoder)

    def save(self, run: FinishedRun, found: Mapping[str, Any]) -> dict[str, Any]:
        """Write the heads and what was found with them into the run's folder; returns all that was told."""
        tensors = {
            f"{name}.{key}": value for name, one in self.heads.items() for key, value in one.head.state_dict().items()
        }
        tensors |= {
            "features.mean": torch.from_numpy(self.features.mean),
            "features.basis": torch.from_numpy(self.features.basis),
        }
        record: dict[str, Any] = {
            "labels": names_of(run.recipe.labels),
            "image_weights_sha256": sha256_of(run.folder / BEST),
            "epochs": {name: one.epochs for name, one in self.heads.items()},
            "encoder": self.encoder.plain(),
            **found,
        }
        write_atomically(run.folder / WEIGHTS, save({name: value.contiguous() for name, value in tensors.items()}))
        write_atomically(run.folder / RECORD, json.dumps(record, indent=1).encode())
        return record

    @classmethod
    def load(cls, run: FinishedRun) -> Fused:
        """Read them back.

        Raises
        ------
        DataError
            They are not there, are damaged, or belong to other weights of the image network.
        """
        again = f"give `trainer fuse {run.folder}`"
        try:
            record = json.loads((run.folder / RECORD).read_text(encoding="utf-8"))
            tensors = load_file(run.folder / WEIGHTS)
            encoder = Encoder.parse(record["encoder"])
            features = Features(tensors["features.mean"].numpy(), tensors["features.basis"].numpy())
            heads = {name: _head(name, tensors, record["epochs"][name]) for name in ("image", "table", "joined")}
        except (OSError, ValueError, KeyError, SafetensorError) as error:
            raise DataError(f"what was joined with the run is missing or damaged: {again}") from error
        if record.get("image_weights_sha256") != sha256_of(run.folder / BEST):
            raise DataError(f"the table was joined with other weights of the image network: {again}")
        return cls(encoder, features, **heads)


def known_of(run: FinishedRun, films: Sequence[Film], encoder: Encoder, features: Features) -> Known:
    """What is known of films."""
    image = features.apply(*of_network(run, films))
    return Known(image, encoder.encode(films), encoder.nothing, encoder.blocks)


def labelled(films: Sequence[Film], labels: Labels) -> list[Film]:
    """Films that have a class."""
    return [film for film in films if labels.class_of(film.label) >= 0]


def _head(name: str, tensors: Mapping[str, torch.Tensor], epochs: int) -> FittedHead:
    state = {key.removeprefix(f"{name}."): value for key, value in tensors.items() if key.startswith(f"{name}.")}
    image = 0 if name == "table" else tensors["features.basis"].shape[1]
    return FittedHead(Head.of(state, image), epochs)


def _parts_alone(
    table: Floats, classes: NDArray[np.int64], outputs: int, shown: Known, encoder: Encoder
) -> dict[str, Floats]:
    """What each column alone, and what is missing alone, tells by a logistic regression: the table's shortcuts."""
    from sklearn.linear_model import LogisticRegression

    numbers = {MISSING: [block.stop - 1 for block in encoder.blocks]}
    for one, block in zip(encoder.fitted, encoder.blocks, strict=True):
        numbers[f"{one.column.name} alone"] = list(range(block.start, block.stop))
    answers = {}
    for name, chosen in numbers.items():
        values = table[:, chosen]
        if np.ptp(values, axis=0).any() and len(np.unique(classes)) == outputs:
            probe = LogisticRegression(max_iter=500).fit(values, classes)
            answers[name] = np.asarray(probe.predict_proba(shown.table[:, chosen]), np.float32)
    return answers
