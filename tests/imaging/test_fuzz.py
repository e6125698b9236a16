"""Mutated real files never crash, hang or bloat the reader (row 44); the command runs ten thousand of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.benchmarks.fuzz_reader import fuzz, report, sources
from xraydesk.imaging.isolation import lease
from xraydesk.imaging.isolation.lease import Pool


@pytest.mark.slow
def test_three_hundred_mutated_files_give_pictures_or_declared_errors(
    shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = Pool()
    monkeypatch.setattr(lease, "_POOL", pool)
    result = fuzz(sources(shared / "dicom"), 300, 20, tmp_path, lambda done: None)
    pool.close()
    assert result.passed, report(result)
    assert result.answers["picture"] > 20
    assert result.answers["refused"] > 20
