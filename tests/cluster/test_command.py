"""``xraydesk screen --engine ray`` as a user types it: what goes together, and what is said when something lacks."""

from __future__ import annotations

import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from xraydesk.cli import main

NETWORK = {"fsspec", "pyarrow", "ray"}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--engine", "ray", "--store"], "leave --store and --heatmaps away"),
        (["--engine", "ray", "--heatmaps", "maps"], "leave --store and --heatmaps away"),
        (["--engine", "ray", "--workers", "-1"], "1 or more"),
        (["--address", "10.0.0.1:6379"], "go with --engine ray"),
        (["--workers", "3"], "go with --engine ray"),
    ],
)
def test_what_does_not_go_together_is_one_sentence(
    phantom: Path, tmp_path: Path, more: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["screen", str(phantom), "--out", str(tmp_path / "place"), *more]) == 1
    assert sentence in capsys.readouterr().err
    assert not (tmp_path / "place").exists()


@pytest.mark.skipif(not find_spec("fsspec"), reason="the extra `cluster` is not installed")
def test_without_ray_the_command_says_what_to_install(
    phantom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "ray", None)
    assert main(["screen", str(phantom), "--out", str(tmp_path / "place"), "--engine", "ray"]) == 1
    assert "pip install xraydesk[cluster]" in capsys.readouterr().err


def test_without_fsspec_the_command_says_what_to_install(
    phantom: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    assert main(["screen", str(phantom), "--out", str(tmp_path / "place"), "--engine", "ray"]) == 1
    assert "pip install xraydesk[cluster]" in capsys.readouterr().err


def test_nothing_of_a_cluster_is_loaded_unless_it_is_asked_for(root: Path, phantom: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from xraydesk.cli import main; "
        f"code = main(['screen', {str(phantom)!r}, '--out', {str(tmp_path / 'r.csv')!r}]); "
        "print('loaded:', *{name.partition('.')[0] for name in sys.modules}); sys.exit(code)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    loaded = set(done.stdout.rpartition("loaded:")[2].split())
    assert "onnxruntime" in loaded
    assert not loaded & NETWORK
