"""The model card: everything the application must know and say about a model, as one validated JSON file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xraydesk.core.errors import ModelError
from xraydesk.core.evidence import Cost, Measured
from xraydesk.imaging.preprocess import PreprocessSpec
from xraydesk.model import calibrate
from xraydesk.model.conformal import ConformalSets

FORMAT = 3
"""What is written: 2 adds conformal sets, measured costs of the operating points and where they were measured; 3 adds
the model's version."""

READ = (1, 2, FORMAT)
"""What can be read; a model of format 1 never abstains, and its operating points are explained by their rationale."""

FIRST_VERSION = "1.0"
"""The version of a model whose card names none."""

_VERSION = re.compile(r"(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){0,3}")


@dataclass(frozen=True, slots=True)
class OperatingPoint:
    """Probability thresholds that serve one clinical purpose.

    Attributes
    ----------
    name
        Such as ``balanced``.
    rationale
        One sentence: how the thresholds were chosen, on which films, and what they cost.
    thresholds
        Calibrated probability from which each label counts as found.
    costs
        What that means for films with and without each label; empty where it was not measured.
    """

    name: str
    rationale: str
    thresholds: Mapping[str, float]
    costs: Mapping[str, Cost] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class MeasuredOn:
    """The films on which the costs of the operating points and the card's figures were measured.

    Attributes
    ----------
    films, patients
        How many.
    sources
        How many films of each source.
    unseen
        The sources among them of which the model learned from no film; of the others these are other patients.
    """

    films: int
    patients: int
    sources: Mapping[str, int]
    unseen: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class ModelCard:
    """What a bundle says of itself.

    Attributes
    ----------
    id, title
        Folder name and the name that people read.
    architecture, arguments
        Name in ``xraydesk.model.networks`` and its arguments.
    labels
        In the order of the network's outputs.
    exclusive
        True for a softmax over the labels, False for independent sigmoids.
    preprocess
        Settings of the one preprocessing.
    temperature
        Logits are divided by it before they become probabilities (Guo et al., ICML 2017).
    heatmap_scale
        Evidence in logit units that is drawn at full strength; the same for every film.
    operating_points, default_operating_point
        What "found" means.
    training_data, intended_use, limits, licence
        Plain sentences for the reader.
    metrics
        Figures as the trainer's run printed them.
    provenance
        Recipe, seeds, package versions and digests of the run.
    files
        SHA-256 of every other file of the bundle by its name.
    half_at
        Sigmoid of a label that is shown as a probability of 0.5 (``calibrate.probabilities``); labels that are not
        named stay as they are. Only for independent labels.
    conformal
        When the model abstains; None for one that never does. Only for labels that exclude one another.
    tested
        Where it was measured; None where that is not known.
    version
        One to four numbers with dots between them, such as ``2.1``: which of two models of one id is the newer one.
    """

    id: str
    title: str
    architecture: str
    arguments: Mapping[str, Any]
    labels: tuple[str, ...]
    exclusive: bool
    preprocess: PreprocessSpec
    temperature: float
    heatmap_scale: float
    operating_points: tuple[OperatingPoint, ...]
    default_operating_point: str
    training_data: tuple[str, ...]
    intended_use: str
    limits: tuple[str, ...]
    licence: str
    metrics: Mapping[str, Any]
    provenance: Mapping[str, Any]
    files: Mapping[str, str]
    half_at: Mapping[str, float] = field(default_factory=dict)
    conformal: ConformalSets | None = None
    tested: MeasuredOn | None = None
    version: str = FIRST_VERSION

    def __post_init__(self) -> None:
        names = [point.name for point in self.operating_points]
        if self.default_operating_point not in names:
            raise ValueError("the default operating point is not one of the operating points")
        if len(set(self.labels)) != len(self.labels) or not self.labels:
            raise ValueError("the labels must be different names")
        if any(set(point.thresholds) != set(self.labels) for point in self.operating_points):
            raise ValueError("an operating point does not name every label")
        if not (self.temperature > 0 and self.heatmap_scale > 0):
            raise ValueError("temperature and heatmap scale must be greater than zero")
        if self.half_at and (self.exclusive or not set(self.half_at) <= set(self.labels)):
            raise ValueError("half_at must name independent labels of the model")
        if not all(0 < value < 1 for value in self.half_at.values()):
            raise ValueError("half_at must lie between 0 and 1")
        if any(not set(point.costs) <= set(self.labels) for point in self.operating_points):
            raise ValueError("an operating point has a cost of what is no label")
        if self.conformal is not None and not (self.exclusive and set(self.conformal.cut_offs) == set(self.labels)):
            raise ValueError("conformal sets need a cut-off for each of labels that exclude one another")
        release(self.version)

    def probabilities(self, logits: NDArray[np.floating]) -> NDArray[np.float64]:
        """``(N, C)`` logits of the network → ``(N, C)`` float64, what the application says of each label."""
        bends = np.array([self.half_at.get(label, 0.5) for label in self.labels]) if self.half_at else None
        return calibrate.probabilities(logits, self.temperature, self.exclusive, bends)

    @property
    def operating_point(self) -> OperatingPoint:
        """The operating point that is on by default."""
        return next(p for p in self.operating_points if p.name == self.default_operating_point)


def release(version: object) -> tuple[int, int, int, int]:
    """A version as numbers to compare; those that are not named count as 0, so 2.1 is 2.1.0.0.

    Raises
    ------
    ValueError
        It is not one to four numbers with dots between them.
    """
    if not (isinstance(version, str) and _VERSION.fullmatch(version)):
        raise ValueError("a version must be one to four numbers with dots between them, such as 2.1")
    first, second, third, fourth = (*map(int, version.split(".")), 0, 0, 0)[:4]
    return first, second, third, fourth


def parse(content: bytes) -> ModelCard:
    """Read ``card.json``.

    Raises
    ------
    ModelError
        It is not a card of a format that this version reads.
    """
    try:
        values = json.loads(content)
        if values.pop("format") not in READ:
            raise ModelError("the model card is of a format that this version does not read")
        values["preprocess"] = PreprocessSpec.from_dict(values["preprocess"])
        values["operating_points"] = tuple(_point(point) for point in values["operating_points"])
        for key, kind in (("conformal", ConformalSets), ("tested", MeasuredOn)):
            if values.get(key) is not None:
                values[key] = kind(**values[key])
        for key in ("labels", "training_data", "limits"):
            values[key] = tuple(values[key])
        return ModelCard(**values)
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
        raise ModelError(f"the model card is damaged: {error}") from error


def _point(values: dict[str, Any]) -> OperatingPoint:
    costs = {
        label: Cost(
            _measured(cost["sensitivity"]), _measured(cost["specificity"]), cost["positives"], cost["negatives"]
        )
        for label, cost in values.get("costs", {}).items()
    }
    return OperatingPoint(**values | {"costs": costs})


def _measured(values: Mapping[str, Any]) -> Measured | None:
    if values["value"] is None:
        return None
    return Measured(values["value"], *(values["interval"] or (None, None)))
