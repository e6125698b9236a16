"""Training: it learns, repeats itself, resumes to the same result, and says in words what stops it."""

from __future__ import annotations

import errno
import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file

from trainer import recipe
from trainer.__main__ import main
from trainer.fitting import fit as fitting
from trainer.fitting import run_log
from trainer.fitting.goals import Supervised
from trainer.fitting.learner import Start
from trainer.fitting.run_log import RunLog, TrainingError
from xraydesk.core.errors import XRayDeskError


def _same(first: Path, second: Path) -> bool:
    one, two = load_file(first), load_file(second)
    return all(torch.equal(one[name], two[name]) for name in one)


def test_the_same_seed_gives_the_same_figures_and_another_does_not(
    data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    for name, seed in (("first", 1), ("again", 1), ("other", 2)):
        tiny["fit"]["seed"] = seed
        fitting.fit(recipe.parse(tiny), [data], tmp_path / name, tmp_path / "cache")
    curves = {name: (tmp_path / name / "curves.csv").read_text() for name in ("first", "again", "other")}
    assert curves["first"] == curves["again"] != curves["other"]
    assert _same(tmp_path / "first/best.safetensors", tmp_path / "again/best.safetensors")


@pytest.mark.slow
def test_a_run_that_was_killed_resumes_to_the_result_of_an_uninterrupted_one(
    data: Path, tiny: dict[str, Any], tmp_path: Path, root: Path
) -> None:
    tiny["fit"]["epochs"] = 3
    settings = recipe.parse(tiny)
    (tmp_path / "tiny.toml").write_text(recipe.write(settings))
    whole = fitting.fit(settings, [data], tmp_path / "whole", tmp_path / "cache")
    command = [sys.executable, "-m", "trainer", "fit", str(tmp_path / "tiny.toml"), "--data", str(data)]
    command += ["--out", str(tmp_path / "killed"), "--cache", str(tmp_path / "cache")]
    with subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        # It says an epoch's figures before it saves its state: the kill falls into the saving or the next epoch.
        assert any(line.startswith("epoch 2") for line in process.stdout)
        process.kill()
    assert process.returncode == -signal.SIGKILL
    resumed = fitting.fit(settings, [data], tmp_path / "killed", tmp_path / "cache")

    assert _same(whole, resumed)
    assert (tmp_path / "whole/curves.csv").read_text() == (tmp_path / "killed/curves.csv").read_text()


@pytest.mark.slow
def test_the_loss_falls_on_a_task_that_can_be_learned(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    tiny["fit"] |= {"epochs": 4, "films_per_epoch": 96, "ema": 0.5}
    tiny["optimiser"]["learning_rate"] = 2e-3
    figures: list[dict[str, float]] = []
    fitting.fit(
        recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache", watch=lambda _, row: figures.append(dict(row))
    )
    assert figures[-1]["train_loss"] < 0.8 * figures[0]["train_loss"]
    assert figures[-1]["tune_auroc"] > 0.8


def test_a_budget_ends_a_run_within_an_epoch_and_a_later_start_makes_it_whole(
    data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    settings = recipe.parse(tiny)
    whole = fitting.fit(settings, [data], tmp_path / "whole", tmp_path / "cache")
    cut = fitting.fit(settings, [data], tmp_path / "cut", tmp_path / "cache", budget=0.0001)
    description = json.loads((tmp_path / "cut/run.json").read_text())
    assert cut.exists()
    assert (description["stopped_by"], description["budget_minutes"]) == ("budget", 0.0001)
    assert not (tmp_path / "cut/state.pt").exists()

    assert _same(whole, fitting.fit(settings, [data], tmp_path / "cut", tmp_path / "cache"))
    assert json.loads((tmp_path / "cut/run.json").read_text())["stopped_by"] == "epochs"


def test_weights_of_an_epoch_that_was_cut_short_do_not_outlive_a_resume(tmp_path: Path) -> None:
    log, network = RunLog(tmp_path), torch.nn.Linear(1, 1)
    log.epoch({"epoch": 1, "train_loss": 1.0, "tune_loss": 1.0}, network)
    log.save(1, {})
    first = log.best.read_bytes()
    torch.nn.init.zeros_(network.weight)
    log.epoch({"epoch": 2, "train_loss": 0.5, "tune_loss": 0.5}, network, whole=False)
    assert log.best.read_bytes() != first
    assert RunLog(tmp_path).resume({}) == 1
    assert log.best.read_bytes() == first


def test_patience_ends_a_run_that_no_longer_gets_better(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    tiny["fit"] |= {"epochs": 30, "films_per_epoch": 8, "patience": 1, "ema": 0.0}
    tiny["optimiser"] = {"kind": "sgd", "learning_rate": 1e-6}
    tiny["schedule"] = {"kind": "constant"}
    fitting.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")
    rows = (tmp_path / "run/curves.csv").read_text().splitlines()[1:]
    losses = [float(row.split(",")[2]) for row in rows]
    assert len(rows) < 30
    assert losses[-2] == min(losses) < losses[-1]
    assert json.loads((tmp_path / "run/run.json").read_text())["stopped_by"] == "patience"


def test_a_run_folder_is_not_overwritten_by_another_recipe(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    RunLog(tmp_path).start(recipe.parse(tiny), [], [data], tmp_path)
    tiny["fit"]["seed"] = 2
    with pytest.raises(TrainingError, match="another recipe"):
        fitting.fit(recipe.parse(tiny), [data], tmp_path, tmp_path / "cache")


def test_a_loss_that_is_not_a_number_ends_in_one_sentence_and_the_last_good_state_stays(
    data: Path, tiny: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings, whole = recipe.parse(tiny), Supervised.loss
    monkeypatch.setattr(
        run_log.RunLog,
        "save",
        _after(
            run_log.RunLog.save,
            lambda: monkeypatch.setattr(Supervised, "loss", lambda *arguments: whole(*arguments) * float("nan")),
        ),
    )
    with pytest.raises(TrainingError, match=r"not-a-number in epoch 2.*best weights so far stay"):
        fitting.fit(settings, [data], tmp_path / "run", tmp_path / "cache")
    assert torch.load(tmp_path / "run/state.pt", weights_only=True)["epoch"] == 1
    assert all(value.isfinite().all() for value in load_file(tmp_path / "run/best.safetensors").values())


def _after(function: Any, then: Any) -> Any:
    def both(*arguments: Any) -> None:
        function(*arguments)
        then()

    return both


def test_a_full_disk_is_one_sentence_and_the_run_goes_on_when_there_is_room(
    data: Path,
    tiny: dict[str, Any],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    settings = recipe.parse(tiny)
    whole = fitting.fit(settings, [data], tmp_path / "whole", tmp_path / "cache")
    (tmp_path / "tiny.toml").write_text(recipe.write(settings))
    command = ["fit", str(tmp_path / "tiny.toml"), "--data", str(data)]
    command += ["--out", str(tmp_path / "full"), "--cache", str(tmp_path / "cache")]

    def fill(state: Any, stream: Any) -> None:
        stream.write(b"half")
        if state["epoch"] == 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        save(state, stream)

    save = torch.save
    with monkeypatch.context() as patch:
        patch.setattr(
            torch, "save", lambda state, stream: save(state, stream) if state["epoch"] == 1 else fill(state, stream)
        )
        assert main(command) == 1
    said = capsys.readouterr().err
    assert "is full" in said
    assert "Traceback" not in said
    assert sorted(p.name for p in (tmp_path / "full").glob(".*")) == []
    assert torch.load(tmp_path / "full/state.pt", weights_only=True)["epoch"] == 1
    assert main(command) == 0
    assert _same(whole, tmp_path / "full/best.safetensors")


def test_labels_that_no_film_has_are_named(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    tiny["labels"] = {"task": "exclusive", "names": ["covid19", "tuberculosis"]}
    tiny["labels"]["leave_out"] = ["pneumonia", "normal", "other"]
    with pytest.raises(XRayDeskError, match="tuberculosis"):
        fitting.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")


def test_a_schedule_that_vanishes_is_refused_once_the_batches_are_known(
    data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    tiny["schedule"] = {"kind": "step", "unit": "batch", "every": 1, "factor": 0.1}
    tiny["fit"] |= {"films_per_epoch": 0}
    with pytest.raises(XRayDeskError, match=r"falls to .* in epoch 1 of 2 \(step schedule, in batches\)"):
        fitting.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")


def test_data_that_are_not_there_are_an_error_before_the_machine_is_measured(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def measured(*_: object) -> int:
        raise AssertionError("the machine was measured for a minute first")

    monkeypatch.setattr(f"{fitting.fit.__module__}.settle_threads", measured)
    code = main(["fit", "densenet121", "--data", str(tmp_path / "none"), "--out", str(tmp_path / "run")])
    assert code == 1
    assert capsys.readouterr().err.startswith("trainer: ")


def test_two_starts_are_refused() -> None:
    with pytest.raises(TrainingError, match="exclude each other"):
        Start(init=Path("run"), base=Path("base.pth"))


def test_the_description_of_a_run_holds_no_path(data: Path, tiny: dict[str, Any], tmp_path: Path) -> None:
    RunLog(tmp_path).start(recipe.parse(tiny), [], [data], tmp_path)
    assert str(data.parent) not in (tmp_path / "run.json").read_text()


def test_a_run_leaves_curves_for_people_for_programs_and_for_tensorboard(
    data: Path, tiny: dict[str, Any], tmp_path: Path
) -> None:
    fitting.fit(recipe.parse(tiny), [data], tmp_path / "run", tmp_path / "cache")
    header = (tmp_path / "run/curves.csv").read_text().splitlines()[0]
    assert header == "epoch,train_loss,tune_loss,tune_auroc,tune_accuracy,learning_rate"
    assert (tmp_path / "run/curves.png").stat().st_size > 1000
    assert list((tmp_path / "run/tensorboard").glob("events*"))


def test_what_cannot_be_is_said_before_any_film_is_read(tiny: dict[str, Any], tmp_path: Path) -> None:
    settings = recipe.parse(tiny)
    for start, budget, word in ((Start(init=tmp_path), None, "no weights"), (None, 0.0, "longer than nothing")):
        with pytest.raises(TrainingError, match=word):
            fitting.fit(settings, [tmp_path / "none"], tmp_path / "run", tmp_path / "cache", start, budget)


def test_an_interrupted_command_says_how_to_go_on(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    def interrupt(*_: Any) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(fitting, "fit", interrupt)
    assert main(["fit", "deep-cnn", "--data", str(tmp_path), "--out", str(tmp_path / "run")]) == 130
    assert "same command" in capsys.readouterr().err
