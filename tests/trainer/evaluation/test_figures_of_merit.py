"""Figures per class, calibration, operating points, conformal sets and subgroups, against oracles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.stats import binomtest
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    brier_score_loss,
    cohen_kappa_score,
    confusion_matrix,
    log_loss,
    recall_score,
)

from tests.trainer.evaluation.made_answers import THREE, make_film, make_judged
from trainer.evaluation.answers_given import answers_given
from trainer.evaluation.bootstrap import Draws, measured_share
from trainer.evaluation.calibration import calibration, errors
from trainer.evaluation.conformal import conformal, cut_offs, label_sets
from trainer.evaluation.judged import RAW, Judged, Scaling, calibrated, halves, scaling_of, targets_of
from trainer.evaluation.operating_points import operating_points
from trainer.evaluation.per_class import per_class, together
from trainer.evaluation.subgroups import age_band, subgroups
from trainer.recipe import Labels
from xraydesk.model.conformal import members

TWO = Labels("binary", ("covid19",), against=("normal", "pneumonia"))
FINDINGS = Labels("independent", ("covid19", "pneumonia"))


@pytest.mark.parametrize("labels", [THREE, TWO])
def test_agreement_equals_scikit_learn(labels: Labels) -> None:
    judged = make_judged(labels=labels)
    chances, truth = judged.chances(RAW), judged.truth()
    answer = chances.argmax(1) if judged.exclusive else (chances[:, 0] >= 0.5).astype(int)
    found = together(judged, chances, Draws.of(judged.groups, 50), judged.films)
    assert found["accuracy"]["value"] == pytest.approx(accuracy_score(truth, answer))
    assert found["balanced_accuracy"]["value"] == pytest.approx(balanced_accuracy_score(truth, answer))
    assert found["kappa"]["value"] == pytest.approx(cohen_kappa_score(truth, answer))
    assert found["confusion"] == confusion_matrix(truth, answer).tolist()
    for name in ("accuracy", "balanced_accuracy", "kappa", "macro_auroc"):
        low, high = found[name]["interval"]
        assert low <= found[name]["value"] <= high


def test_losses_equal_scikit_learn() -> None:
    judged = make_judged()
    chances, draws = judged.chances(RAW), Draws.of(judged.groups, 50)
    found = errors(judged, chances, draws)
    assert found["nll"]["value"] == pytest.approx(log_loss(judged.truth(), chances, labels=[0, 1, 2]), rel=1e-6)
    two = make_judged(labels=TWO)
    brier = errors(two, two.chances(RAW), draws)["brier"]["value"]
    assert brier == pytest.approx(brier_score_loss(two.truth(), two.chances(RAW)[:, 0]))


def test_baselines_answer_without_looking() -> None:
    films = [make_film(i, "covid19" if i % 4 else "normal", source="A" if i % 4 else "B") for i in range(80)]
    targets = targets_of(films, THREE)
    judged = Judged(THREE, films, np.zeros((80, 3), np.float32), targets)
    commonest, by_source = together(judged, judged.chances(RAW), Draws.of(judged.groups, 20), films)["baselines"]
    assert commonest["accuracy"] == pytest.approx(0.75)
    assert commonest["balanced_accuracy"] == pytest.approx(0.5)
    assert by_source["accuracy"] == by_source["balanced_accuracy"] == pytest.approx(1.0)


def test_predictive_values_follow_the_prevalence() -> None:
    judged = make_judged(skill=2.0)
    chances, draws = judged.chances(RAW), Draws.of(judged.groups, 50)
    rare, common = (
        per_class(judged, chances, draws, [0.5] * 3, dict.fromkeys(judged.names, share))[0] for share in (0.01, 0.5)
    )
    assert rare["ppv"]["value"] < common["ppv"]["value"]
    assert rare["npv"]["value"] > common["npv"]["value"]
    positive, called = judged.targets[:, 0] > 0.5, chances[:, 0] >= 0.5
    found, spared = recall_score(positive, called), recall_score(~positive, ~called)
    assert rare["ppv"]["value"] == pytest.approx(found * 0.01 / (found * 0.01 + (1 - spared) * 0.99))


@pytest.mark.parametrize("labels", [THREE, TWO, FINDINGS])
def test_a_temperature_mends_what_was_too_sure(labels: Labels) -> None:
    judged = make_judged(600, 2.0, labels=labels)
    sure = Judged(labels, judged.films, judged.logits * 4, judged.targets)
    chances, used = calibrated(sure, None)
    found = calibration(sure, chances, used, Draws.of(sure.groups, 50))
    assert used["temperature"] == pytest.approx(4 * scaling_of(judged).temperature, rel=0.1)
    assert found["after"]["nll"]["value"] < found["before"]["nll"]["value"]
    assert found["after"]["ece"]["value"] < found["before"]["ece"]["value"]


def test_films_calibrate_others_never_themselves() -> None:
    judged = make_judged(400)
    half = halves(judged.films)
    chances, used = calibrated(judged, None)
    assert {0, 1} == set(half.tolist())
    for side in (0, 1):
        assert np.allclose(
            chances[half == side], judged.chances(Scaling.of_plain(used["of_halves"][side]))[half == side]
        )
    assert all(half[i] == half[i + 1] for i in range(0, 400, 2)), "a patient stands in both halves"


@pytest.mark.parametrize("labels", [THREE, TWO])
def test_conformal_sets_cover_what_they_promise(labels: Labels) -> None:
    held, judged = make_judged(3000, seed=1, labels=labels), make_judged(3000, seed=2, labels=labels)
    draws = Draws.of(judged.groups, 50)
    found = conformal(judged, judged.chances(RAW), (held, held.chances(RAW)), draws)
    for row in found["by_class"]:
        assert row["coverage"]["value"] > 0.87, row
        if labels.task == "exclusive":
            # With the likeliest class in every set that is not empty, two classes are covered more often than promised.
            assert row["coverage"]["value"] < 0.93, row


def test_cut_offs_of_one_half_of_the_patients_keep_the_promise_for_the_other() -> None:
    judged = make_judged(3000, seed=4)
    found = conformal(judged, judged.chances(RAW), None, Draws.of(judged.groups, 50))
    for row in found["by_class"]:
        assert row["coverage"]["value"] == pytest.approx(0.9, abs=0.03), row
    assert found["fitted_on"] == "each half of the patients by the cut-offs of the other half"


def test_no_half_sets_its_own_cut_offs() -> None:
    judged = make_judged(400, seed=5)
    half = halves(judged.films)
    sets, _ = label_sets(judged, judged.chances(RAW), None)
    logits = judged.logits.copy()
    logits[half == 0] = logits[half == 0][:, ::-1]
    turned = replace(judged, logits=logits)
    other, _ = label_sets(turned, judged.chances(RAW), None)
    # One half answers otherwise now: it is still judged by what the other half alone has set.
    scaling = scaling_of(judged.rows(np.flatnonzero(half == 1)))
    truth = judged.truth()
    rows = (half == 1) & (truth >= 0)
    cuts = cut_offs(judged.chances(scaling)[rows], truth[rows])
    np.testing.assert_array_equal(other[half == 0], members(turned.chances(scaling)[half == 0], cuts))
    np.testing.assert_array_equal(sets[half == 0], members(judged.chances(scaling)[half == 0], cuts))


def test_answers_that_do_harm_are_counted_with_and_without_abstaining() -> None:
    films = [make_film(i, label) for i, label in enumerate(["normal"] * 4 + ["other"] * 4)]
    films = [replace(film, label_by="RSNA") if film.label == "normal" else film for film in films]
    logits = np.log([[0.1, 0.2, 0.7]] * 3 + [[0.6, 0.2, 0.2]] + [[0.6, 0.3, 0.1]] * 2 + [[0.1, 0.1, 0.8]] * 2)
    judged = Judged(THREE, films, logits.astype(np.float32), targets_of(films, THREE))
    sets = np.array([[0, 0, 1]] * 2 + [[0, 1, 1]] * 2 + [[1, 0, 0]] + [[1, 1, 0]] + [[0, 0, 0]] * 2, bool)
    found = answers_given(judged, judged.chances(RAW), sets, Draws.of(judged.groups, 50))
    values = {
        name: {key: row[key]["value"] for key in ("likeliest", "answered", "abstained")} for name, row in found.items()
    }
    assert values == {
        "read_normals_called_normal": {"likeliest": 0.75, "answered": 0.5, "abstained": 0.5},
        "other_findings_called_covid19": {"likeliest": 0.5, "answered": 0.25, "abstained": 0.75},
    }
    assert answers_given(make_judged(labels=FINDINGS), judged.chances(RAW), sets, Draws.of(judged.groups, 5)) == {}


@pytest.mark.parametrize("flagged", [True, False])
def test_a_share_of_all_or_none_is_not_claimed_to_be_certain(flagged: bool) -> None:
    groups = [f"p{i // 2}" for i in range(40)]
    rows, flags = np.ones(40, bool), np.full(40, flagged)
    found = measured_share(rows, flags, Draws.of(groups, 50), groups)
    low, high = binomtest(20 if flagged else 0, 20).proportion_ci(method="exact")
    assert found["interval"] == pytest.approx([low, high])


def test_a_class_of_few_films_is_never_ruled_out() -> None:
    chances = np.tile([0.98, 0.01, 0.01], (8, 1))
    assert cut_offs(chances, np.zeros(8, int)).tolist() == [0, 0, 0]


def test_findings_have_no_conformal_sets() -> None:
    judged = make_judged(labels=FINDINGS)
    assert conformal(judged, judged.chances(RAW), None, Draws.of(judged.groups, 20)) is None


@pytest.mark.parametrize("labels", [THREE, TWO, FINDINGS])
def test_operating_points_keep_their_word_on_the_films_that_chose_them(labels: Labels) -> None:
    judged = make_judged(labels=labels)
    chances = judged.chances(RAW)
    points = operating_points((judged, chances), judged, chances, Draws.of(judged.groups, 50))
    assert [point["name"] for point in points] == ["rule-out", "balanced", "rule-in"]
    for label in judged.names:
        assert points[0]["labels"][label]["sensitivity"]["value"] >= 0.95
        assert points[2]["labels"][label]["specificity"]["value"] >= 0.95


def test_no_claim_is_made_for_small_groups() -> None:
    judged = make_judged(240)
    few = [film if i >= 20 else make_film(i, film.label, view="AP") for i, film in enumerate(judged.films)]
    rows = subgroups(
        Judged(THREE, few, judged.logits, judged.targets), judged.chances(RAW), Draws.of(judged.groups, 50)
    )
    small = [row for row in rows if row["films"] < 30]
    assert any(row["group"] == "AP" for row in small)
    assert all(row["auroc"] is None for row in small)
    assert all(row["auroc"]["interval"] for row in rows if row["by"] == "sex")


def test_films_whose_truth_is_not_known_take_no_part() -> None:
    films = [make_film(i, ("covid19", "other")[i % 2]) for i in range(6)]
    assert np.isnan(targets_of(films, THREE)[1::2]).all()
    assert targets_of(films, TWO)[::2, 0].tolist() == [1, 1, 1]


def test_ages_fall_into_bands() -> None:
    ages = {17.0: "00-17", 18.0: "18-39", 80.0: "80 and over", float("nan"): "not known", 150.0: "not known"}
    assert {age: age_band(make_film(0, "normal", age=age)) for age in ages} == ages
