"""The support file is written beside the window, and the window says how it went."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QFileDialog

from xraydesk.core.settings import Settings
from xraydesk.ui.main_window import MainWindow
from xraydesk.ui.shell import support_file
from xraydesk.ui.shell.support_file import SupportFile


def _writes(target: Path) -> list[str]:
    return [sys.executable, "-c", "import sys; open(sys.argv[1], 'w').write('text')", str(target)]


def _fails(target: Path) -> list[str]:
    return [sys.executable, "-c", "import sys; print('x' * 100_000); sys.exit(1)"]


def _does_not_start(target: Path) -> list[str]:
    return [str(target / "no such program")]


def _hangs(target: Path) -> list[str]:
    return [sys.executable, "-c", "input()"]


def test_it_is_written_and_the_window_says_so(qtbot: Any, tmp_path: Path) -> None:
    file, told = SupportFile(make_command=_writes), []
    file.told.connect(told.append)
    file.write(tmp_path / "support.txt")
    assert file.is_busy
    qtbot.waitUntil(lambda: len(told) == 2, timeout=30_000)
    assert told[1].startswith("The support file support.txt was written. It holds nothing of a patient")
    assert (tmp_path / "support.txt").read_text() == "text"
    assert not file.is_busy


@pytest.mark.parametrize("command", [_fails, _does_not_start])
def test_what_fails_is_said_once(qtbot: Any, tmp_path: Path, command: Any) -> None:
    file, told = SupportFile(make_command=command), []
    file.told.connect(told.append)
    file.write(tmp_path / "support.txt")
    qtbot.waitUntil(lambda: len(told) == 2 and not file.is_busy, timeout=30_000)
    assert told[1] == "The support file support.txt could not be written."


def test_whoever_closes_the_window_need_not_wait_for_it(qtbot: Any, tmp_path: Path) -> None:
    file, told = SupportFile(make_command=_hangs), []
    file.told.connect(told.append)
    file.write(tmp_path / "support.txt")
    qtbot.waitUntil(lambda: file.is_busy)
    file.close()
    assert not file.is_busy
    assert len(told) == 1


def test_the_help_menu_asks_where_and_writes_it_there(
    qtbot: Any, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(support_file, "command", _writes)
    monkeypatch.setattr(SupportFile.__init__, "__defaults__", (None, _writes))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    window.commands["support_file"].trigger()
    assert not window.notices.notices
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / "support"), ""))
    window.commands["support_file"].trigger()
    window.commands["support_file"].trigger()
    assert window.notices.notices[-1].text == "A support file is being written already."
    qtbot.waitUntil(lambda: "was written" in window.notices.notices[-1].text, timeout=30_000)
    assert (tmp_path / "support.txt").read_text() == "text"


def test_the_real_program_is_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert support_file.command(tmp_path / "a.txt")[-2:] == ["--diagnose", str(tmp_path / "a.txt")]
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert support_file.command(tmp_path / "a.txt") == [sys.executable, "--diagnose", str(tmp_path / "a.txt")]


def test_a_model_that_was_installed_from_a_pack_is_chosen_by_the_setting(qtbot: Any, tmp_path: Path) -> None:
    import json

    from tests.model.packs import small_model
    from xraydesk.model import bundle as bundles
    from xraydesk.model.packs import install, pack

    card: dict[str, Any] = json.loads((bundles.find() / bundles.CARD).read_bytes())
    card |= {"preprocess": card["preprocess"] | {"input_size": small_model.SIDE}, "id": "small", "title": "A small one"}
    card |= {"architecture": "deep_cnn", "arguments": {}}
    pack.write(bundles.load(small_model.write(tmp_path / "small", card)), tmp_path / "small.xrdpack", None)
    with pytest.MonkeyPatch.context() as proof:
        proof.setattr(install, "prove", lambda *_: {})
        install.install(pack.read(tmp_path / "small.xrdpack", may_be_unsigned=True))
    settings = Settings()
    settings.set("model", "small")
    window = MainWindow(settings=settings)
    qtbot.addWidget(window)
    window.desk.load_model()
    qtbot.waitUntil(lambda: window.desk.card_is_known, timeout=30_000)
    assert window.desk.card is not None
    assert window.desk.card.title == "A small one"
    window.close()
