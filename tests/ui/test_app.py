"""The program as it starts: beside a window that is there, with the language and theme that were set."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from xraydesk import cli
from xraydesk.core.settings import Settings, default_path
from xraydesk.ui import app
from xraydesk.ui.main_window import MainWindow


class First(QObject):
    """Stands for the first window: whether there is one, and whether it takes files."""

    asked = Signal(object)
    is_first, takes = True, True
    made: First | None = None

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[str] = []
        type(self).made = self

    def claim(self) -> bool:
        return self.is_first

    def hand_over(self, files: list[Path]) -> bool:
        self.heard.append(f"took {[path.name for path in files]}")
        return self.takes

    def listen(self) -> bool:
        self.heard.append("listens")
        return True

    def leave(self) -> None:
        self.heard.append("left")


@pytest.fixture
def start(qtbot: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., int]]:
    """Runs the program until ``meanwhile`` is through with its window."""

    def run(*names: str, meanwhile: Callable[[MainWindow], None] = lambda _: None, **how: Any) -> int:
        class Application:
            def __init__(self, _arguments: list[str]) -> None:
                self.real = QApplication.instance()

            def __getattr__(self, name: str) -> Any:
                return getattr(self.real, name)

            def exec(self) -> int:
                shown = [each for each in QApplication.topLevelWidgets() if isinstance(each, MainWindow)]
                (window,) = [each for each in shown if each.isVisible()]
                qtbot.waitUntil(lambda: window.furnished and window.desk.card_is_known, timeout=20_000)
                meanwhile(window)
                window.close()
                window.deleteLater()
                return 7

        monkeypatch.setattr(app, "QApplication", Application)
        monkeypatch.setattr(app, "FirstWindow", First)
        monkeypatch.setattr(app.theme, "ThemeKeeper", lambda *_: None)
        monkeypatch.setattr("sys.excepthook", lambda *_: None)
        return app.run([Path("/films") / name for name in names], **how)

    First.is_first, First.takes, First.made = True, True, None
    turn = sys.getswitchinterval()
    yield run
    sys.setswitchinterval(turn)


def test_other_threads_hold_the_window_up_for_short_turns_once_it_is_there(start: Any) -> None:
    turns: list[float] = []
    assert start(meanwhile=lambda _: turns.append(sys.getswitchinterval())) == 7
    assert turns == [pytest.approx(app.TURN_S)]
    assert app.TURN_S < 0.005


def test_a_second_start_hands_over_and_leaves_without_a_window(start: Any) -> None:
    First.is_first = False
    before = QApplication.topLevelWidgets()
    assert start("a.dcm") == 0
    assert First.made is not None
    assert First.made.heard == ["took ['a.dcm']"]
    assert [each for each in QApplication.topLevelWidgets() if each not in before] == []


def test_a_second_start_that_nobody_hears_has_its_own_window(start: Any) -> None:
    First.is_first, First.takes = False, False
    seen: list[bool] = []
    assert start(meanwhile=lambda window: seen.append(window.isVisible())) == 7
    assert seen == [True]


def test_the_first_window_listens_until_it_closes(start: Any) -> None:
    start()
    assert First.made is not None
    assert First.made.heard == ["listens", "left"]


def test_files_of_a_later_start_are_opened_and_the_window_comes_forward(
    start: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    done: list[object] = []
    monkeypatch.setattr(MainWindow, "open_paths", lambda _, paths: done.append(paths))
    monkeypatch.setattr(MainWindow, "come_forward", lambda _: done.append("forward"))

    def later(_window: MainWindow) -> None:
        assert First.made is not None
        First.made.asked.emit([Path("/films/b.dcm")])
        First.made.asked.emit([])

    start(meanwhile=later)
    assert done == ["forward", [Path("/films/b.dcm")], "forward"]


def test_a_window_of_its_own_asks_nobody(start: Any) -> None:
    start(new_window=True)
    assert First.made is None


def test_the_setting_keeps_every_start_to_itself(start: Any) -> None:
    settings = Settings(default_path())
    settings.set("one_window", False)
    settings.save()
    start()
    assert First.made is None


def test_the_flag_of_the_command_line_reaches_the_window(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[object] = []
    monkeypatch.setattr(app, "run", lambda paths, *, new_window, **_: told.append((paths, new_window)) or 0)
    assert cli.main(["--new-window", "a.dcm"]) == 0
    assert cli.main(["a.dcm"]) == 0
    assert told == [([Path("a.dcm")], True), ([Path("a.dcm")], False)]


def test_a_window_that_comes_forward_is_no_longer_minimised(qtbot: Any, window: MainWindow) -> None:
    window.showMinimized()
    window.come_forward()
    assert not window.isMinimized()
    assert window.isVisible()
