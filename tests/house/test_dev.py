"""The developer's command: what it installs and when, and what it says where it cannot."""

from __future__ import annotations

import ast
import csv
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

SCREENING = [
    ["path", "sha256", "status", "reason", "label", "prob_covid19", "prob_normal", "model"],
    ["films/a.dcm", "00", "ok", "", "normal", "0.25", "0.75", "m"],
    ["films/broken.dcm", "", "failed", "not a DICOM image", "", "", "", ""],
]


@pytest.fixture
def dev(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module dev.py, moved to a folder of the test's own that holds copies of what it reads."""
    spec = importlib.util.spec_from_file_location("dev_under_test", root / "dev.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    for name in ("pyproject.toml", "constraints.txt"):
        (tmp_path / name).write_bytes((root / name).read_bytes())
    venv = tmp_path / ".venv"
    python = venv / module.PYTHON.relative_to(module.VENV)
    for name, value in {
        "ROOT": tmp_path,
        "VENV": venv,
        "PYTHON": python,
        "STAMP": venv / "setup.json",
        "LOG": tmp_path / "setup.log",
    }.items():
        monkeypatch.setattr(module, name, value)
    return module


@pytest.fixture
def installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The groups of every installation that dev.py would have made."""
    calls: list[list[str]] = []
    monkeypatch.setattr(dev, "_install", lambda groups: calls.append(list(groups)))
    return calls


def test_an_old_python_is_told_so_in_plain_words(root: Path) -> None:
    source = (root / "dev.py").read_text(encoding="utf-8")
    tree = ast.parse(source, feature_version=(3, 6))
    guard = next(node for node in tree.body if isinstance(node, ast.If))
    imports = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert ast.unparse(imports[0]) == "import sys"
    assert all(node.lineno > guard.lineno for node in imports[1:])
    pretend = "import sys; sys.version_info = (3, 8); import runpy; runpy.run_path('dev.py', run_name='__main__')"
    done = subprocess.run([sys.executable, "-c", pretend], cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith("XRayDesk needs Python 3.11 or newer")
    assert "Traceback" not in done.stderr


def test_only_the_standard_library_is_used(root: Path) -> None:
    tree = ast.parse((root / "dev.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.partition(".")[0] for name in names} <= sys.stdlib_module_names


def test_an_unknown_command_prints_the_usage(root: Path) -> None:
    for arguments, code in (([], 2), (["fly"], 2), (["--help"], 0)):
        done = subprocess.run(
            [sys.executable, root / "dev.py", *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode == code
        assert "dev.py run [PATHS]" in done.stdout


def test_the_environment_is_set_up_once_and_again_when_the_pins_change(
    dev: ModuleType, installed: list[list[str]]
) -> None:
    dev.setup()
    assert dev.PYTHON.exists()
    dev.setup()
    assert installed == [[]]
    pins = dev.ROOT / "constraints.txt"
    pins.write_text(pins.read_text(encoding="utf-8") + "# changed\n", encoding="utf-8")
    dev.setup()
    assert installed == [[], []]


def test_running_never_installs_what_only_the_tests_need(dev: ModuleType, installed: list[list[str]]) -> None:
    dev.setup()
    dev.setup("build")
    dev.setup()
    dev.setup("dev")
    dev.setup("build")
    dev.setup()
    assert installed == [[], ["build"], ["build", "dev"]]


def test_an_interrupted_installation_is_taken_up_again(
    dev: ModuleType, installed: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(groups: list[str]) -> None:
        raise SystemExit("no network")

    with monkeypatch.context() as broken:
        broken.setattr(dev, "_install", fail)
        with pytest.raises(SystemExit):
            dev.setup()
    dev.setup()
    assert installed == [[]]


def test_an_environment_of_another_python_is_made_anew(dev: ModuleType, installed: list[list[str]]) -> None:
    dev.setup("dev")
    config = dev.VENV / "pyvenv.cfg"
    config.write_text(
        re.sub(r"(?m)^version = .*", "version = 3.4.0", config.read_text(encoding="utf-8")), encoding="utf-8"
    )
    leftover = dev.VENV / "leftover"
    leftover.touch()
    dev.setup()
    assert not leftover.exists()
    assert installed == [["dev"], []]


def test_the_new_environment_needs_no_pip_of_its_own(dev: ModuleType, installed: list[list[str]]) -> None:
    dev.setup()
    assert not list(dev.VENV.rglob("pip"))
    command = dev.pip_command()
    done = subprocess.run([*command, "--version"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "--python" in command


def test_a_talkative_installer_is_logged_whole_and_shown_in_short(
    dev: ModuleType, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = [
        "Collecting torch",
        "  Downloading torch-2.15.0-cp311-cp311-manylinux_2_28_x86_64.whl (539.1 MB)",
        "  Downloading small-1.0-py3-none-any.whl (10.1 kB)",
        "Installing collected packages: small, torch",
    ]
    program = f"import sys; print({chr(10).join(lines)!r}); sys.exit(3)"
    assert dev.stream([sys.executable, "-c", program], dev.LOG) == 3
    assert dev.LOG.read_text(encoding="utf-8").splitlines() == lines
    assert capsys.readouterr().out.splitlines() == [
        "dev.py:   downloading torch 2.15.0 (539.1 MB)",
        "dev.py:   unpacking and compiling 2 packages",
    ]


def test_a_long_silence_is_broken(
    dev: ModuleType, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dev, "SECONDS_OF_SILENCE", 0.05)
    # The child stays silent until its input ends, which is after the third line of progress.
    said: list[str] = []
    reader, writer = os.pipe()

    def say(text: str) -> None:
        said.append(text)
        if len(said) == 3:
            os.close(writer)

    monkeypatch.setattr(dev, "say", say)
    silent = dev.subprocess.Popen
    monkeypatch.setattr(dev.subprocess, "Popen", lambda *a, **k: silent(*a, stdin=reader, **k))
    assert dev.stream([sys.executable, "-c", "import sys; sys.stdin.read()"], dev.LOG) == 0
    os.close(reader)
    assert said[0] == "  0 s: still resolving the dependencies"


def test_missing_libraries_and_programs_are_named_by_their_package(dev: ModuleType) -> None:
    present = Path(sys.executable)
    needs = {"libdoes-not-exist.so.9": "libdoes9", "does-not-exist": "does", str(present): "python3"}
    assert dev.missing_packages(needs) == ["libdoes9", "does"]


@pytest.mark.skipif(sys.platform != "linux", reason="system libraries are a matter of Linux")
def test_without_rights_the_exact_line_is_printed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "_has_east_asian_font", lambda: True)
    with pytest.raises(SystemExit) as stop:
        dev.ensure_system({"libdoes-not-exist.so.9": "libdoes9"})
    assert str(stop.value).endswith("sudo apt-get install -y --no-install-recommends libdoes9")


@pytest.mark.skipif(sys.platform != "linux", reason="system libraries are a matter of Linux")
def test_with_rights_the_packages_are_installed(dev: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    missing = [["libdoes9"], []]
    ran: list[list[str]] = []

    def record(command: list[str], **options: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, 0, "", "")

    monkeypatch.setattr(dev.os, "geteuid", lambda: 0)
    monkeypatch.setattr(dev.shutil, "which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(dev, "_has_east_asian_font", lambda: True)
    monkeypatch.setattr(dev, "missing_packages", lambda libraries: missing.pop(0))
    monkeypatch.setattr(dev.subprocess, "run", record)
    dev.ensure_system({"libdoes.so.9": "libdoes9"})
    assert ran == [
        ["apt-get", "-q", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", "libdoes9"],
    ]


def test_without_a_display_the_sample_is_screened_and_printed(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sample = dev.ROOT / "resources" / "samples" / "film.dcm"
    sample.parent.mkdir(parents=True)
    sample.touch()
    ran: list[list[str]] = []

    def screen(command: list[str], **options: object) -> int:
        ran.append(command)
        with Path(command[-1]).open("w", encoding="utf-8", newline="") as table:
            csv.writer(table).writerows(SCREENING)
        return 1

    monkeypatch.setattr(dev, "has_display", lambda: False)
    monkeypatch.setattr(dev, "setup", lambda *extras: None)
    monkeypatch.setattr(dev.subprocess, "call", screen)
    assert dev.main(["run"]) == 1
    assert ran[0][3:6] == ["xraydesk", "screen", str(sample)]
    assert capsys.readouterr().out.splitlines()[1:] == [
        "path        status  label   covid19  normal  reason",
        "a.dcm       ok      normal  25.0%    75.0%",
        "broken.dcm  failed                           not a DICOM image",
    ]


def test_a_failed_check_fails_the_tests_command_although_the_tests_pass(
    dev: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[str] = []

    def call(command: list[str], **options: object) -> int:
        ran.append(" ".join(map(str, command[1:])))
        return int("mypy" in command)

    monkeypatch.setattr(dev, "ensure_system", lambda libraries: None)
    monkeypatch.setattr(dev, "setup", lambda *extras: None)
    monkeypatch.setattr(dev.subprocess, "call", call)
    assert dev.main(["test", "-x"]) == 1
    assert len(ran) == 5
    assert ran[-1].startswith("-m pytest -n ")
    assert ran[-1].endswith(" -x")


def test_the_build_machine_runs_the_tests_command(root: Path) -> None:
    script = root / ".ci" / "run"
    assert "exec python3 dev.py test" in script.read_text(encoding="utf-8")
    if os.name != "nt":
        assert os.access(script, os.X_OK)


def test_every_dependency_is_pinned_by_name_and_version_only(root: Path) -> None:
    pins = (root / "constraints.txt").read_text(encoding="utf-8").splitlines()
    odd = [line for line in pins if not re.fullmatch(r"[A-Za-z0-9._-]+==[0-9][0-9A-Za-z.]*", line)]
    assert not odd
    pinned = {re.sub(r"[-_.]+", "-", line.partition("==")[0]).lower() for line in pins}
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + [r for group in project["optional-dependencies"].values() for r in group]
    names = {re.match(r"[A-Za-z0-9._-]+", requirement)[0].lower() for requirement in wanted}
    assert names - {"xraydesk"} <= pinned


def test_the_application_itself_needs_no_torch(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert "torch" not in json.dumps(project["dependencies"])
