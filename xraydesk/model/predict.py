"""One call from a radiograph to findings and heatmaps."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from xraydesk import __version__
from xraydesk.core.findings import Finding, Provenance, abstains, foremost
from xraydesk.core.localisation import Localisation
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.preprocess import PreprocessSpec, preprocess
from xraydesk.model.bundle import Bundle
from xraydesk.model.engines import Engine
from xraydesk.model.explain import class_maps
from xraydesk.model.localisation import localise
from xraydesk.model.lungs import Lungs, Network, find


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What the model says of one frame, and where it looked.

    Attributes
    ----------
    findings
        In the card's label order.
    class_maps
        ``(C, h, w)`` float32, evidence in logit units over the model's input, signed.
    geometry
        The way back from the model's input to the image.
    provenance
        How the answer came about.
    infer_ms
        Wall time of preprocessing, forward pass and class maps in milliseconds.
    label_set
        The labels that cannot be ruled out, in the card's order; None for a model without such sets.
    localisations
        What each label's map says of a place; empty where no network is at hand that finds the lungs.
    lungs
        Where they lie on the model's input; None where they were not found.
    hints
        Sentences of the guard on a film that may be scored with care.
    against
        Why the guard advised against this score, which a reader asked for all the same; empty otherwise.
    """

    findings: tuple[Finding, ...]
    class_maps: NDArray[np.float32]
    geometry: Geometry
    provenance: Provenance
    infer_ms: float
    label_set: tuple[str, ...] | None = None
    localisations: Mapping[str, Localisation] = field(default_factory=dict)
    lungs: Lungs | None = None
    hints: tuple[str, ...] = ()
    against: str = ""

    @property
    def abstains(self) -> bool:
        """Whether the model gives no answer: several labels, or none, cannot be ruled out."""
        return abstains(self.label_set)

    @property
    def foremost(self) -> Finding:
        """The finding whose heatmap is shown until the reader chooses another."""
        return foremost(self.findings, self.label_set)

    def heatmap(self, label: str) -> NDArray[np.float32]:
        """Evidence for one label over the image: ``(rows, columns)`` float32 in logit units, signed.

        Raises
        ------
        ValueError
            The model has no such label.
        """
        index = [finding.label for finding in self.findings].index(label)
        return self.geometry.to_image(self.class_maps[index])


@dataclass(frozen=True, slots=True, eq=False)
class Prepared:
    """One frame made ready for the model: all that is asked of the film itself.

    Attributes
    ----------
    image
        ``(1, 1, S, S)`` float32, the model's input.
    geometry
        The way back to the film.
    decoder
        What decoded it, for the provenance.
    lungs
        Where they lie on the input; None where they were not found.
    looked_for_lungs
        Whether a network was at hand that finds them.
    spent_ms
        Wall time of it in milliseconds.
    """

    image: NDArray[np.float32]
    geometry: Geometry
    decoder: str
    lungs: Lungs | None
    looked_for_lungs: bool
    spent_ms: float


def prepare(radiograph: Radiograph, spec: PreprocessSpec, lungs: Network | None, frame: int = 0) -> Prepared:
    """Make one frame ready; ``lungs`` finds the lungs, None to do without.

    Raises
    ------
    UnscorableError
        The frame is blank or holds values that are not numbers.
    """
    start = time.perf_counter()
    image, geometry = preprocess(radiograph, spec, frame)
    decoder = radiograph.decoder if radiograph.reduction == 1 else f"{radiograph.decoder} 1/{radiograph.reduction}"
    found = find(image[0, 0], lungs) if lungs is not None else None
    return Prepared(image, geometry, decoder, found, lungs is not None, (time.perf_counter() - start) * 1000)


class Predictor:
    """A bundle on an engine, and the network that finds the lungs, None to do without."""

    def __init__(self, bundle: Bundle, engine: Engine, lungs: Network | None = None) -> None:
        self.bundle = bundle
        self.engine = engine
        self._lungs = lungs
        with safe_open(bundle.weights, framework="numpy") as weights:
            self._classifier: NDArray[np.float32] = weights.get_tensor("classifier.weight")

    def predict(self, radiograph: Radiograph, frame: int = 0) -> Prediction:
        """Findings and class maps of one frame.

        Raises
        ------
        UnscorableError
            The frame is blank or holds values that are not numbers.
        """
        return self.answer([prepare(radiograph, self.bundle.card.preprocess, self._lungs, frame)])[0]

    def answer(self, films: Sequence[Prepared], *, every_place: bool = True) -> list[Prediction]:
        """What the model says of some films, in one forward pass.

        Parameters
        ----------
        every_place
            Whether the map of every label is held against the lungs, or that of the foremost finding alone.
        """
        start = time.perf_counter()
        card = self.bundle.card
        output = self.engine.run(films[0].image if len(films) == 1 else np.concatenate([film.image for film in films]))
        chances = card.probabilities(output.logits)
        evidence = class_maps(output.maps, self._classifier)
        shared = (time.perf_counter() - start) * 1000 / len(films)
        return [
            self._said(film, output.logits[row], chances[row], evidence[row], shared, every_place=every_place)
            for row, film in enumerate(films)
        ]

    def _said(
        self,
        film: Prepared,
        scores: NDArray[np.float32],
        chances: NDArray[np.float64],
        evidence: NDArray[np.float32],
        shared_ms: float,
        *,
        every_place: bool,
    ) -> Prediction:
        start = time.perf_counter()
        card = self.bundle.card
        counts_from = {} if card.exclusive else card.operating_point.thresholds
        findings = tuple(
            Finding(label, float(score), float(chance), counts_from.get(label))
            for label, score, chance in zip(card.labels, scores, chances, strict=True)
        )
        provenance = Provenance(
            model=card.id,
            model_sha256=self.bundle.sha256,
            preprocess_sha256=card.preprocess.digest,
            engine=self.engine.name,
            device=self.engine.device,
            decoder=film.decoder,
            app_version=__version__,
        )
        label_set = None
        if card.conformal is not None:
            label_set = card.conformal.of({finding.label: finding.probability for finding in findings})
        places: dict[str, Localisation] = {}
        if film.looked_for_lungs:
            first = foremost(findings, label_set).label
            places = {
                label: localise(evidence[row], film.lungs)
                for row, label in enumerate(card.labels)
                if every_place or label == first
            }
        spent = film.spent_ms + shared_ms + (time.perf_counter() - start) * 1000
        return Prediction(findings, evidence, film.geometry, provenance, spent, label_set, places, film.lungs)
