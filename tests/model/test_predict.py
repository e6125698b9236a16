"""Predictions: what is scored, what never is, and where the maps lie."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from xraydesk.core.errors import UnscorableError
from xraydesk.core.radiograph import Radiograph
from xraydesk.model.bundle import Bundle
from xraydesk.model.calibrate import probabilities
from xraydesk.model.conformal import ConformalSets
from xraydesk.model.engines import choose
from xraydesk.model.predict import Predictor

Make = Callable[..., Radiograph]


@pytest.fixture(scope="session")
def predictor(bundled: Bundle) -> Predictor:
    """The shipped model on the default engine."""
    return Predictor(bundled, choose(bundled))


def test_findings_come_in_the_cards_order_and_sum_to_one(predictor: Predictor, film: Radiograph) -> None:
    prediction = predictor.predict(film)
    assert tuple(finding.label for finding in prediction.findings) == predictor.bundle.card.labels
    assert sum(finding.probability for finding in prediction.findings) == pytest.approx(1)


def test_the_same_film_gives_the_same_answer_with_full_provenance(predictor: Predictor, film: Radiograph) -> None:
    first, second = predictor.predict(film), predictor.predict(film)
    assert first.findings == second.findings
    assert np.array_equal(first.class_maps, second.class_maps)
    provenance = first.provenance
    assert provenance.model_sha256 == predictor.bundle.sha256
    assert provenance.preprocess_sha256 == predictor.bundle.card.preprocess.digest
    assert (provenance.engine, provenance.device, provenance.decoder) == ("onnxruntime", "cpu", "test")


@pytest.mark.parametrize("level", [0, 77, 255])
def test_a_blank_film_gets_no_score(predictor: Predictor, make_radiograph: Make, level: int) -> None:
    with pytest.raises(UnscorableError, match="blank"):
        predictor.predict(make_radiograph(np.full((200, 200), level, np.uint8)))


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_a_film_with_values_that_are_not_numbers_gets_no_score(
    predictor: Predictor, make_radiograph: Make, value: float
) -> None:
    samples = np.random.default_rng(0).random((200, 200)).astype(np.float32)
    samples[3, 4] = value
    with pytest.raises(UnscorableError):
        predictor.predict(make_radiograph(samples))


def test_a_negative_twin_gets_the_same_score(predictor: Predictor, film: Radiograph, make_radiograph: Make) -> None:
    twin = make_radiograph(255 - film.samples[0], inverted=True)
    pairs = zip(predictor.predict(film).findings, predictor.predict(twin).findings, strict=True)
    assert all(abs(one.probability - other.probability) < 1e-4 for one, other in pairs)


def test_heatmaps_cover_the_image_and_are_zero_where_the_model_did_not_look(
    predictor: Predictor, film: Radiograph
) -> None:
    prediction = predictor.predict(film)
    label = prediction.findings[0].label
    heatmap = prediction.heatmap(label)
    assert heatmap.shape == film.shape
    assert not heatmap[:20].any()
    assert not heatmap[-20:].any()
    assert heatmap[20:-20].any()
    with pytest.raises(ValueError, match="not in"):
        prediction.heatmap("tuberculosis")


@pytest.mark.parametrize(
    ("cut", "expected"),
    [(0.0, lambda card: card.labels), (1.0, lambda _: ())],
)
def test_a_model_with_cut_offs_names_every_class_that_it_cannot_rule_out(
    predictor: Predictor, film: Radiograph, cut: float, expected: Callable[..., tuple[str, ...]]
) -> None:
    card = predictor.bundle.card
    sets = ConformalSets(0.1, dict.fromkeys(card.labels, cut), dict.fromkeys(card.labels, 50))
    bundle = replace(predictor.bundle, card=replace(card, conformal=sets))
    prediction = Predictor(bundle, predictor.engine).predict(film)
    assert prediction.label_set == expected(card)
    assert prediction.abstains
    assert sum(finding.probability for finding in prediction.findings) == pytest.approx(1)


def test_a_model_without_cut_offs_never_abstains(predictor: Predictor, film: Radiograph) -> None:
    bundle = replace(predictor.bundle, card=replace(predictor.bundle.card, conformal=None))
    prediction = Predictor(bundle, predictor.engine).predict(film)
    assert prediction.label_set is None
    assert not prediction.abstains


def test_probabilities_are_softmax_or_sigmoid_of_the_scaled_logits() -> None:
    logits = np.array([[900.0, -900.0, 0.0]])
    assert probabilities(logits, 2.0, True)[0] == pytest.approx([1, 0, 0])
    assert probabilities(logits, 2.0, False)[0] == pytest.approx([1, 0, 0.5])
