"""Settings of the random changes to training films."""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass(frozen=True)
class Augment:
    """Random changes to a training film; a zero switches one off.

    Attributes
    ----------
    rotate
        Degrees, uniform in ±; at most 45.
    scale, aspect, shift
        Fractions, uniform in ±, at most 0.5; ``scale`` zooms, ``shift`` is of the image's side.
    flip
        Probability of a horizontal flip.
    gamma, brightness, contrast
        Gamma is ``exp(±gamma)``, at most 1.5; brightness is added, at most 0.5; contrast multiplies by
        ``1 ± contrast``, less than 1.
    blur
        Probability that a film loses detail by a 1.5- to 3-fold down-sampling.
    noise
        Largest standard deviation of Gaussian noise, at most 0.5 of the grey range.
    cutouts
        Most rectangles set to a random grey, at most 16.
    jpeg
        Probability that a film is compressed as a JPEG file of quality 20 to 90.
    margins
        Most of the side that is hidden along each edge, at most 0.3: text and markers stand there, lungs do not.
    mixup
        Both parameters of the beta distribution from which the share of the second film comes, at most 2
        (Zhang et al., ICLR 2018).
    surroundings
        Probability that what surrounds a film's lungs is that of another film: hospitals leave their marks there.
    """

    rotate: float = 0.0
    scale: float = 0.0
    aspect: float = 0.0
    shift: float = 0.0
    flip: float = 0.0
    gamma: float = 0.0
    brightness: float = 0.0
    contrast: float = 0.0
    blur: float = 0.0
    noise: float = 0.0
    cutouts: int = 0
    jpeg: float = 0.0
    margins: float = 0.0
    mixup: float = 0.0
    surroundings: float = 0.0

    def __post_init__(self) -> None:
        most = {"rotate": 45, "scale": 0.5, "aspect": 0.5, "shift": 0.5, "gamma": 1.5, "brightness": 0.5}
        most |= {"contrast": 0.95, "noise": 0.5, "cutouts": 16, "margins": 0.3, "mixup": 2}
        for item in fields(self):
            value, limit = getattr(self, item.name), most.get(item.name, 1)
            if not 0 <= value <= limit:
                raise ValueError(f"{item.name} must be 0..{limit}, not {value}")
