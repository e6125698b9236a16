"""What the documents show is what the programs do: every command is run, or stands in a table with the reason."""

from __future__ import annotations

import importlib.util
import shlex
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from tests.house import scenes, training_scene
from tests.house.documents import PAGES, ROOT, commands
from tests.house.not_run import NOT_RUN
from tests.house.scene import Scene, Stage
from trainer import __main__ as trainer
from trainer import recipe
from trainer.series import plan
from xraydesk import cli

SCENES = (*scenes.SCENES, *training_scene.SCENES)


@pytest.mark.parametrize(
    "scene",
    [
        pytest.param(each, id=f"{Path(each.page).stem}: {each.name}", marks=[pytest.mark.slow] if each.is_slow else [])
        for each in SCENES
    ],
)
def test_every_command_does_what_its_page_says(
    scene: Scene, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    if hindrance := scene.hindrance:
        pytest.skip(hindrance)
    folder = tmp_path / "place"
    folder.mkdir()
    stage = Stage(folder, monkeypatch, capsys)
    scene.before(stage)
    for step in scene.steps:
        step.play(stage)


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_a_page_shows_is_run_or_has_a_reason(page: str) -> None:
    shown = Counter(commands(page))
    run = Counter(step.command for scene in SCENES if scene.page == page for step in scene.steps)
    assert sorted((shown - run).keys() - NOT_RUN.keys()) == [], "shown, but neither run nor in the table"
    assert sorted((run - shown).keys()) == [], "run, but not shown any more"
    assert sorted(run.keys() & NOT_RUN.keys()) == [], "run, and yet in the table of what is not"


def test_the_table_of_what_is_not_run_names_nothing_that_is_not_shown() -> None:
    shown = {command for page in PAGES for command in commands(page)}
    assert sorted(NOT_RUN.keys() - shown) == []
    assert all(NOT_RUN.values())


@pytest.fixture
def dev() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dev_of_the_guides", ROOT / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("command", [each for each in NOT_RUN if each.startswith(("xraydesk ", "python"))])
def test_what_is_not_run_is_at_least_understood(command: str, dev: ModuleType) -> None:
    words = shlex.split(command)
    if words[0] == "xraydesk":
        cli._parser().parse_args(words[1:])
    elif words[1] == "dev.py":
        assert words[2] in dev.COMMANDS
    elif words[:3] == ["python", "-m", "trainer"]:
        options = trainer._parser().parse_args(words[3:])
        if hasattr(options, "recipe"):
            recipe.load(options.recipe)
        if hasattr(options, "series"):
            plan.load(options.series)
    else:
        assert importlib.util.find_spec(words[2]) is not None
