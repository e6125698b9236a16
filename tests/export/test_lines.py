"""JSON lines: everything that is known of a film, readable by any program."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

from xraydesk.core.findings import Finding, ScreeningResult
from xraydesk.core.localisation import Localisation, Verdict
from xraydesk.export.lines import lines_of
from xraydesk.export.run import Run


def test_a_hostile_text_comes_back_as_it_was_but_for_half_pairs(hostile: str, hostile_run: Run) -> None:
    content = lines_of(hostile_run)
    assert content.isascii()
    assert content.count(b"\n") == 2
    first, second = (json.loads(line) for line in content.splitlines())
    meant = hostile.replace("\udcff", "\\udcff").replace("\ud800", "\\ud800")
    assert first["path"] == first["reason"] == first["hints"][0] == first["notes"][0] == meant
    assert first["decisions"][0]["corrected_to"] == meant
    assert second["status"] == "failed"
    json.dumps([first, second], ensure_ascii=False).encode("utf-8")


def test_an_object_holds_the_whole_result(result: Callable[..., ScreeningResult], run_of: Callable[..., Run]) -> None:
    film = result("film.dcm", localisation=Localisation(Verdict.IN_LUNGS, 0.7, 0.4, 0.1), label_set=("normal",))
    (found,) = map(json.loads, lines_of(run_of(film)).splitlines())
    assert found["provenance"]["model_sha256"] == "c" * 64
    assert found["localisation"] == {"verdict": "in_lungs", "lung_share": 0.7, "lung_area": 0.4, "half_area": 0.1}
    assert [finding["label"] for finding in found["findings"]] == ["covid19", "pneumonia", "normal"]
    assert (found["label"], found["label_set"]) == ("normal", ["normal"])
    assert "patient" not in found


def test_what_is_no_number_is_null(result: Callable[..., ScreeningResult], run_of: Callable[..., Run]) -> None:
    film = replace(result("film.dcm"), findings=(Finding("covid19", float("nan"), float("inf")),))
    (found,) = map(json.loads, lines_of(run_of(film)).splitlines())
    assert found["findings"][0]["score"] is found["findings"][0]["probability"] is None
