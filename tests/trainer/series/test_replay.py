"""A series trains, judges, exports, opens and compares; it goes on where it stopped, and around what fails."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from trainer.__main__ import main
from trainer.series import plan, replay
from trainer.series.replay import Places, SeriesError

SMALL = [
    "cache_size=40", "preprocess.input_size=32", "fit.batch_size=8", "fit.films_per_epoch=16", "fit.threads=1",
    "fit.epochs=1",
]  # fmt: skip


def _plan(tmp_path: Path, text: str) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(f"title = 'mine'\n{text}", encoding="utf-8")
    return file


def _places(tmp_path: Path) -> Places:
    return Places([tmp_path / "films"], [tmp_path / "more"], {}, tmp_path / "out", tmp_path / "cache")


@pytest.mark.slow
def test_a_series_goes_from_films_to_a_comparison_and_is_not_done_twice(
    data: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(replay, "open_in_application", lambda _run, bundle, _table: {"bundle": bundle.name})
    pretrained = [*SMALL, "fit.epochs=1", "labels.names=['covid19', 'normal']", "shares=[]"]
    file = _plan(
        tmp_path,
        f"[features]\nmethod = 'findings-pretraining'\nchanges = {pretrained}\n"
        f"[[runs]]\nrecipe = 'deep-cnn'\nstart = 'features'\nchanges = {SMALL}\n"
        f"[[runs]]\nrecipe = 'resnet50-binary'\nchanges = {[*SMALL, 'network.architecture=deep_cnn']}\n",
    )
    command = ["series", str(file), "--data", str(data), "--feature-data", str(data), "--out", str(tmp_path / "out")]
    assert main(command) == 0, capfd.readouterr().err
    first = capfd.readouterr().out
    assert first.count("$ python -m trainer") == 7
    records = json.loads((tmp_path / "out" / "series.json").read_text(encoding="utf-8"))
    assert [record["recipe"] for record in records] == ["deep-cnn", "resnet50-binary"]
    assert records[0]["start"]["method"] == "findings-pretraining"
    assert [record["opened"]["bundle"] for record in records] == ["deep-cnn", "resnet50-binary"]
    assert (tmp_path / "out" / "models" / "deep-cnn" / "card.json").is_file()
    text = (tmp_path / "out" / "comparison" / "comparison.md").read_text(encoding="utf-8")
    assert "features of another run" in text

    assert main(command) == 0
    assert "$ python" not in capfd.readouterr().out


def test_a_run_that_fails_is_named_and_takes_no_other_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = _plan(tmp_path, "[[runs]]\nrecipe = 'deep-cnn'\n[[runs]]\nrecipe = 'resnet18-control'\n")
    asked: list[tuple[str, str]] = []

    def start(words: Sequence[str]) -> int:
        asked.append((words[2], words[3]))
        return int(words[:4] == ("-m", "trainer", "fit", "deep-cnn"))

    compared: list[list[Path]] = []
    monkeypatch.setattr(replay, "_record", lambda _plan, planned, _places: {"recipe": planned.recipe})
    monkeypatch.setattr(
        replay, "compare", lambda runs, out, _purpose: compared.append(list(runs)) or out / "comparison.html"
    )
    with pytest.raises(SeriesError, match=r"1 of 2 runs failed: deep-cnn \(fit ended with exit code 1\)"):
        replay.replay(plan.load(str(file)), _places(tmp_path), start)
    assert [what for what, _ in asked] == ["fit", "fit", "evaluate", "export"]
    assert compared == [[tmp_path / "out" / "resnet18-control"]]


def test_what_a_run_needs_is_asked_for_before_the_first_begins(tmp_path: Path) -> None:
    file = _plan(tmp_path, "[[runs]]\nrecipe = 'squeezenet-sgd-steplr'\nstart = 'base'\n")
    with pytest.raises(SeriesError, match="give their file by --base squeezenet1_1=FILE"):
        replay.replay(plan.load(str(file)), _places(tmp_path), lambda _: pytest.fail("nothing may begin"))
    file = _plan(
        tmp_path, "[features]\nmethod = 'self-supervised'\n[[runs]]\nrecipe = 'deep-cnn'\nstart = 'features'\n"
    )
    places = Places([tmp_path], [], {}, tmp_path / "out", tmp_path)
    with pytest.raises(SeriesError, match="give the films for it by --feature-data"):
        replay.replay(plan.load(str(file)), places, lambda _: pytest.fail("nothing may begin"))


def test_base_weights_that_are_not_there_are_one_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["series", "four-networks", "--data", str(tmp_path), "--out", str(tmp_path / "out"), "--base"]
    assert main([*command, f"squeezenet1_1={tmp_path / 'none'}"]) == 1
    assert "there are no weights in" in capsys.readouterr().err
    assert main([*command, "weights"]) == 1
    assert "base weights are written ARCHITECTURE=FILE" in capsys.readouterr().err
