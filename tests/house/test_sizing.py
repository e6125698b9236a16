"""The page on sizing holds the figures of the measurement beside it, and no other."""

from __future__ import annotations

import copy
import json
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture
def sizing(root: Path) -> ModuleType:
    spec = spec_from_file_location("sizing", root / "resources" / "guides" / "sizing.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def record(sizing: ModuleType) -> dict[str, Any]:
    return dict(json.loads(sizing.MEASURED.read_text(encoding="utf-8")))


def test_the_page_is_what_the_script_makes_of_the_measurement(sizing: ModuleType, record: dict[str, Any]) -> None:
    page = sizing.PAGE.read_text(encoding="utf-8")
    assert sizing.filled(page, record) == page
    assert page.count(sizing.BEGIN) == page.count(sizing.END) == 1


def test_the_measurement_has_both_sides_with_one_answer(record: dict[str, Any]) -> None:
    assert {each["side"] for each in record["sides"]} == {"local", "ray"}
    assert len({each["answers"] for each in record["sides"]}) == 1
    assert all(each["films"] == record["setting"]["films"] for each in record["sides"])


def test_nothing_is_claimed_of_graphics_processors(sizing: ModuleType, record: dict[str, Any]) -> None:
    [line] = [line for line in sizing.section(record).splitlines() if "graphics processor" in line]
    assert line.count("not measured") == 2


def test_the_cost_follows_from_rate_cores_and_price(
    sizing: ModuleType,
    record: dict[str, Any],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = copy.deepcopy(record)
    made["setting"]["machine"]["cores"] = 4
    made["sides"] = [{**each, "films": 720, "seconds": 90.0} for each in made["sides"]]
    # 8 films a second on 4 cores are 2 for each; a million take 500,000 seconds of one core.
    assert sizing.core_hours_a_million(made, "ray") == pytest.approx(500_000 / 3600)
    (tmp_path / "m.json").write_text(json.dumps(made))
    before = sizing.PAGE.read_bytes()
    monkeypatch.setattr("sys.argv", ["sizing.py", str(tmp_path / "m.json"), "--price", "0.05"])
    sizing.main()
    assert "138.9 core hours, 6.94 at 0.05" in capsys.readouterr().out
    assert sizing.PAGE.read_bytes() == before


def test_the_best_round_of_each_side_counts(sizing: ModuleType, record: dict[str, Any]) -> None:
    slow = [{**each, "seconds": each["seconds"] * 9} for each in record["sides"]]
    assert sizing.section({**record, "sides": slow + record["sides"]}) == sizing.section(record)
