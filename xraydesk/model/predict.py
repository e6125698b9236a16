"""One call from a radiograph to findings and heatmaps."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open

from xraydesk import __version__
from xraydesk.core.findings import Finding, Provenance
from xraydesk.core.radiograph import Radiograph
from xraydesk.imaging.geometry import Geometry
from xraydesk.imaging.preprocess import preprocess
from xraydesk.model.bundle import Bundle
from xraydesk.model.engines import Engine
from xraydesk.model.explain import class_maps


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
    """

    findings: tuple[Finding, ...]
    class_maps: NDArray[np.float32]
    geometry: Geometry
    provenance: Provenance
    infer_ms: float

    def heatmap(self, label: str) -> NDArray[np.float32]:
        """Evidence for one label over the image: ``(rows, columns)`` float32 in logit units, signed.

        Raises
        ------
        ValueError
            The model has no such label.
        """
        index = [finding.label for finding in self.findings].index(label)
        return self.geometry.to_image(self.class_maps[index])


class Predictor:
    """A bundle on an engine."""

    def __init__(self, bundle: Bundle, engine: Engine) -> None:
        self.bundle = bundle
        self.engine = engine
        with safe_open(bundle.weights, framework="numpy") as weights:
            self._classifier: NDArray[np.float32] = weights.get_tensor("classifier.weight")

    def predict(self, radiograph: Radiograph, frame: int = 0) -> Prediction:
        """Findings and class maps of one frame.

        Raises
        ------
        UnscorableError
            The frame is blank or holds values that are not numbers.
        """
        start = time.perf_counter()
        card = self.bundle.card
        images, geometry = preprocess(radiograph, card.preprocess, frame)
        output = self.engine.run(images)
        chances = card.probabilities(output.logits)[0]
        evidence = class_maps(output.maps, self._classifier)[0]
        counts_from = {} if card.exclusive else card.operating_point.thresholds
        findings = tuple(
            Finding(label, float(score), float(chance), counts_from.get(label))
            for label, score, chance in zip(card.labels, output.logits[0], chances, strict=True)
        )
        provenance = Provenance(
            model=card.id,
            model_sha256=self.bundle.sha256,
            preprocess_sha256=card.preprocess.digest,
            engine=self.engine.name,
            device=self.engine.device,
            decoder=radiograph.decoder
            if radiograph.reduction == 1
            else f"{radiograph.decoder} 1/{radiograph.reduction}",
            app_version=__version__,
        )
        return Prediction(findings, evidence, geometry, provenance, (time.perf_counter() - start) * 1000)
