"""The command line as a whole and its smaller commands, as a user types them."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.abc import MetaPathFinder
from pathlib import Path

import pytest
from PIL import Image

from xraydesk.cli import COMMANDS, main
from xraydesk.model import bundle as bundles


@pytest.mark.parametrize("words", [["screen"], ["screen", "x"], ["inspect"], ["--nonsense"]])
def test_wrong_usage_exits_with_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2
    assert "usage" in capsys.readouterr().err


def test_inspect_prints_one_object_a_line_and_renders_at_full_size(
    phantom: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "notes.txt").write_text("no image")
    code = main(["inspect", str(phantom), str(tmp_path / "notes.txt"), "--render", str(tmp_path / "out")])
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert code == 1
    assert (first["status"], second["status"]) == ("image", "refused")
    (picture,) = (tmp_path / "out").iterdir()
    with Image.open(picture) as image:
        assert image.size == (first["columns"], first["rows"])


def test_the_self_test_passes_and_notices_a_model_that_was_touched(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["selftest"]) == 0
    assert "FAILED" not in capsys.readouterr().out
    model = tmp_path / "model"
    model.mkdir()
    for file in bundles.find().iterdir():
        (model / file.name).write_bytes(file.read_bytes())
    (model / bundles.WEIGHTS).write_bytes(b"0")
    monkeypatch.setattr(bundles, "installed", lambda: [model])
    assert main(["selftest"]) == 1
    assert "FAILED model model" in capsys.readouterr().out


@pytest.mark.skipif(sys.platform == "win32", reason="pipes end otherwise there")
def test_a_reader_that_had_enough_of_the_output_causes_no_traceback(phantom: Path, root: Path) -> None:
    command = [sys.executable, "-m", "xraydesk", "inspect", *[str(phantom)] * 3]
    child = subprocess.Popen(command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.close()
    assert child.wait(60) == 1
    assert child.stderr is not None
    with child.stderr as stream:
        assert stream.read() == ""


def test_the_installed_models_are_listed_and_an_unknown_one_is_one_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["model", "list"]) == 0
    first = capsys.readouterr().out.splitlines()[0]
    assert first.startswith(f"* {bundles.find().name}: ")
    assert first.endswith("3 exclusive labels; bundled")
    assert main(["--model", "unknown"]) == 1
    assert "there is no model unknown at hand" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is a display always")
def test_without_a_display_the_window_is_refused_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert main([]) == 1
    assert capsys.readouterr().err.startswith("xraydesk: there is no display to open a window on")


class _Fails(MetaPathFinder):
    """Lets the window's module fail to load."""

    def __init__(self, why: str) -> None:
        self.why = why

    def find_spec(self, name: str, *_: object) -> None:
        if name == "xraydesk.ui.app":
            raise ImportError(self.why)


def test_a_library_that_the_system_lacks_is_named_with_its_package(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import xraydesk.ui.app  # so that there is something to take away

    missing = _Fails("libGL.so.1: cannot open shared object file: No such file or directory")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    monkeypatch.setattr(sys, "meta_path", [missing, *sys.meta_path])
    monkeypatch.delitem(sys.modules, "xraydesk.ui.app")
    monkeypatch.delattr(xraydesk.ui, "app")
    assert main([]) == 1
    said = capsys.readouterr().err
    assert "the window needs libGL.so.1, which this system does not have (Debian: apt-get install libgl1" in said
    assert main(["selftest"]) == 1
    said = capsys.readouterr().out
    assert "FAILED window: the window needs libGL.so.1" in said
    assert "ok     sample" in said
    missing.why = "a defect of ours"
    with pytest.raises(ImportError, match="a defect of ours"):
        main([])


def test_the_version_and_the_window_load_nothing_of_the_commands(root: Path) -> None:
    program = (
        "import sys; from xraydesk.cli import _window_parser; _window_parser().parse_args([]);"
        "print([name for name in sys.modules if name.startswith(('xraydesk.export', 'xraydesk.cli.screen', 'numpy'))])"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_that_is_named_has_its_own_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main([command, "--help"])
    assert caught.value.code == 0
    assert f"usage: xraydesk {command}" in capsys.readouterr().out
