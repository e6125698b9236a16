"""Where the commands of a page are run: a folder that is a user's, and what a command has to come to."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest

from tests.house.documents import ROOT
from trainer.__main__ import main as train
from xraydesk.cli import main as xraydesk

SECONDS: Final = 300
_NAMESPACE: Final = ("unshare", "--user", "--map-root-user", "--net")


class Stage:
    """A folder to work in, and a way to give commands there as somebody types them.

    ``xraydesk`` and ``python -m trainer`` run in this process, unless they are started by another program; everything
    else is a process of its own.
    """

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch
        self._capsys = capsys
        monkeypatch.chdir(folder)

    def run(self, command: str) -> tuple[int, str]:
        """Give one command; its exit status and what it printed."""
        words = shlex.split(command)
        if words[0] == "cd":
            self.monkeypatch.chdir(words[1])
            return 0, ""
        if words[0] == "xraydesk":
            return self._called(xraydesk, words[1:])
        if words[:3] == ["python", "-m", "trainer"]:
            return self._called(train, words[3:])
        done = subprocess.run(words, capture_output=True, text=True, check=False, timeout=SECONDS)
        return done.returncode, done.stdout + done.stderr

    def _called(self, main: Callable[[list[str]], int], words: list[str]) -> tuple[int, str]:
        try:
            code = main(words)
        except SystemExit as end:
            code = int(end.code or 0)
        said = self._capsys.readouterr()
        return code, said.out + said.err

    def put_into_path(self, **programs: str) -> None:
        """Let shell scripts of these names be found before all other programs."""
        folder = self.folder.parent / f"{self.folder.name}-bin"
        folder.mkdir(exist_ok=True)
        for name, script in programs.items():
            (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
            (folder / name).chmod(0o755)
        self.monkeypatch.setenv("PATH", str(folder), prepend=":")

    def put_sources_into_path(self) -> None:
        """Let ``python`` and ``xraydesk`` be those that run this test, in whatever folder they are started."""
        self.monkeypatch.setenv("PYTHONPATH", str(ROOT))
        python = shlex.quote(sys.executable)
        self.put_into_path(python=f'exec {python} "$@"', xraydesk=f'exec {python} -P -m xraydesk "$@"')


@dataclass(frozen=True)
class Step:
    """One command of a page, and what it has to come to besides an exit status of 0.

    Attributes
    ----------
    command
        As the page shows it.
    made
        Files that are not empty and folders that hold something afterwards.
    says
        Regular expression for what it prints.
    small
        Words put behind the command so that it is done soon; a training of seconds in place of one of hours.
    apart
        Whether ``xraydesk`` is to run in a process of its own.
    then
        What somebody does before the next command.
    """

    command: str
    made: tuple[str, ...] = ()
    says: str = ""
    small: str = ""
    apart: bool = False
    then: Callable[[Stage], None] | None = None

    def play(self, stage: Stage) -> None:
        """Run it and look at what it came to."""
        line = f"{'env ' if self.apart else ''}{self.command} {self.small}".strip()
        code, said = stage.run(line)
        assert code == 0, f"{line}\nexit status {code}\n{said}"
        for name in self.made:
            path = Path(name)
            assert path.exists(), f"{line}\nmade no {name}\n{said}"
            assert list(path.iterdir()) if path.is_dir() else path.stat().st_size, f"{line}\n{name} is empty"
        assert re.search(self.says, said), f"{line}\ndid not say {self.says!r} but\n{said}"
        if self.then is not None:
            self.then(stage)


@dataclass(frozen=True)
class Scene:
    """Commands of a page that follow each other.

    Attributes
    ----------
    page, name
        The document, and what these commands are about.
    before
        Makes what lies in the folder before the first.
    steps
        The commands.
    is_slow
        Whether it takes more than some seconds.
    needs
        Programs of the system without which it cannot be played; with them it is not played on Windows.
    is_of_linux
        Whether it is about Linux alone.
    """

    page: str
    name: str
    before: Callable[[Stage], None]
    steps: tuple[Step, ...]
    is_slow: bool = False
    needs: tuple[str, ...] = ()
    is_of_linux: bool = False

    @property
    def hindrance(self) -> str:
        """Why it cannot be played here; empty where it can."""
        if (self.is_of_linux and sys.platform != "linux") or (self.needs and os.name == "nt"):
            return "it is about another system than this one"
        missing = [program for program in self.needs if shutil.which(program) is None]
        if missing:
            return f"{', '.join(missing)} is not installed here"
        if (
            "unshare" in self.needs
            and subprocess.run([*_NAMESPACE, "true"], capture_output=True, check=False).returncode
        ):
            return "this system lets nobody make a namespace"
        return ""
