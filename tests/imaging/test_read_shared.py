"""The whole collection of real files beside the project, scored as the benchmark command does."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.score_reader import Score, report, score

SHARED = Path(__file__).parents[3] / "shared" / "dicom"

pytestmark = pytest.mark.skipif(not (SHARED / "manifest.csv").exists(), reason="../shared/dicom is not here")


@pytest.fixture(scope="module")
def result() -> Score:
    return score(SHARED)


@pytest.mark.slow
def test_every_real_file_is_answered_as_expected(result: Score) -> None:
    for kind, total in result.rows.items():
        allowed = 2 if kind.endswith("stretch") else 0
        assert result.answered[kind] >= total - allowed, report(result)


@pytest.mark.slow
def test_no_real_file_decodes_to_other_samples(result: Score) -> None:
    assert result.hashes["right"] > 0
    assert result.hashes["wrong"] == result.hashes["lossy mean wrong"] == 0, report(result)


@pytest.mark.slow
def test_real_files_look_as_an_independent_viewer_shows_them(result: Score) -> None:
    compared = result.display["within"] + result.display["outside"]
    assert result.display["within"] >= 0.98 * compared, report(result)
