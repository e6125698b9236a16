"""What the weights that a run starts from have learned from, and runs that began before a setting existed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from trainer import recipe
from trainer.fitting.learner import Start
from trainer.fitting.run_log import BEST, DESCRIPTION, PLACES, is_same_run
from trainer.fitting.start_sources import StartSources


def _run(folder: Path, **description: Any) -> Path:
    folder.mkdir()
    (folder / BEST).write_bytes(b"weights")
    (folder / DESCRIPTION).write_text(json.dumps(description))
    return folder


def test_random_weights_have_seen_nothing_and_those_of_others_do_not_tell(tmp_path: Path) -> None:
    assert StartSources.of(Start()) == StartSources(frozenset(), True)
    assert StartSources.of(Start(base=tmp_path / "base.safetensors")) == StartSources(frozenset(), False)


def test_every_run_of_the_chain_is_asked(tmp_path: Path) -> None:
    first = {"sources": ["A"], "init": None}
    run = _run(tmp_path / "second", sources=["B"], init={"sha256": "", "run": first}, base=None)
    assert StartSources.of(Start(run)) == StartSources(frozenset({"A", "B"}), True)
    silent = _run(tmp_path / "silent", sources=["B"], init={"sha256": "", "run": {}})
    assert StartSources.of(Start(silent)) == StartSources(frozenset({"B"}), False)
    other = _run(tmp_path / "other", sources=["B"], init=None, base={"name": "imagenet"})
    assert not StartSources.of(Start(other)).whole


def test_an_earlier_run_that_does_not_tell_is_judged_by_its_data(
    tmp_path: Path, data: Path, tiny: dict[str, Any]
) -> None:
    run = _run(tmp_path / "run", recipe=tiny, init=None)
    assert StartSources.of(Start(run)) == StartSources(frozenset(), False)
    (run / PLACES).write_text(json.dumps({"data": [str(data)], "cache": ""}))
    assert StartSources.of(Start(run)) == StartSources(frozenset({"Hospital A (ward)", "Hospital B"}), True)


def test_an_unfinished_run_of_an_earlier_version_is_the_same_and_another_recipe_is_not(tiny: dict[str, Any]) -> None:
    now = {"recipe": json.loads(json.dumps(recipe.plain(recipe.parse(tiny)))), "films_sha256": "1"}
    now |= {"init": None, "base": None}
    earlier = json.loads(json.dumps(now))
    del earlier["recipe"]["data"]["without"]
    assert is_same_run(earlier, now)
    assert not is_same_run(earlier | {"films_sha256": "2"}, now)
    assert not is_same_run(earlier | {"base": {"name": "other"}}, now)
    earlier["recipe"]["fit"]["epochs"] += 1
    assert not is_same_run(earlier, now)
    earlier["recipe"]["fit"] = {"gone": 1}
    assert not is_same_run(earlier, now)
