"""What the guides show is what the programs do."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from trainer.data.sources.manifest import read_manifest
from xraydesk.cli import COMMANDS, main
from xraydesk.core.decisions import Decision, Verdict
from xraydesk.store import decisions, results
from xraydesk.store.database import Database, default_path


def _commands(page: Path) -> list[list[str]]:
    """The lines of the fenced blocks that call the program."""
    blocks = re.findall(r"^```\n(.*?)^```", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    lines = [line for block in blocks for line in block.splitlines() if line.startswith("xraydesk ")]
    return [shlex.split(line, comments=True)[1:] for line in lines]


def _review() -> None:
    """A reader gives each film of the newest run a label."""
    database = Database(default_path())
    for number, film in enumerate(results.of_run(database, 1)):
        assert film.provenance is not None
        decisions.add(
            database,
            Decision(
                f"{number:032x}",
                film.sha256,
                0,
                "normal",
                Verdict.ACCEPTED,
                "",
                "2026-03-01T10:00:00.000000+00:00",
                film.provenance.model,
                film.provenance.model_sha256,
                0.5,
                "balanced",
                0.5,
                False,
            ),
        )
    database.close()


def test_every_command_of_the_page_about_screening_does_what_it_says(
    root: Path, phantom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "films").mkdir()
    (tmp_path / "films" / "one.dcm").write_bytes(phantom.read_bytes())
    shown = _commands(root / "resources" / "guides" / "screening.md")
    assert {words[0] for words in shown} == {"screen", "runs", "export", "audit", "backup"} <= set(COMMANDS)
    for number, words in enumerate(shown):
        assert main(words) == 0, (words, capsys.readouterr().err)
        if number == 0:
            _review()
        target = tmp_path / words[words.index("--out") + 1] if "--out" in words else tmp_path
        assert list(target.iterdir()) if target.is_dir() else target.stat().st_size, words
    assert len(read_manifest(tmp_path / "training" / "manifest.csv", "mine").films) == 1
    said = capsys.readouterr().out
    assert "each fits the one before" in said


@pytest.mark.parametrize("name", ["README.md", "resources/user_guide.md"])
def test_every_page_that_is_linked_is_there(root: Path, name: str) -> None:
    page = root / name
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert links
    assert [link for link in links if not (page.parent / link).exists()] == []
