"""The rehearsal of the Windows installer: which wheels it takes, what it makes of them, and what it lacks."""

from __future__ import annotations

import ast
import shutil
import zlib
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from resources.installer import rehearsal, selection, setup_program, windows_payload, windows_wheels
from tests.installer.windows_files import library, wheel

Gather = Callable[[str, Sequence[str]], list[str]]


@pytest.fixture
def gathered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Gather:
    """Names of what is taken out of a registry made up for the test: edition, first requirements → wheels."""
    registry, fetched = tmp_path / "registry", tmp_path / "fetched"
    fetched.mkdir()
    wheel(registry, "reader", {"reader/__init__.py": b""}, ["numbers>=1", "colours; sys_platform == 'win32'"])
    wheel(registry, "numbers", {"numbers/__init__.py": b""}, ["reader", "gpu; platform_system == 'Linux'"])
    wheel(registry, "colours", {"colours.py": b""}, ["maker[fast]", "speed; extra == 'speed'"])
    wheel(registry, "maker", {"maker.py": b""}, ["fast; extra == 'fast'", "old; python_version < '3'"])
    wheel(registry, "fast", {"fast.cp311-win_amd64.pyd": b""})
    wheel(registry, "Plots-And-More", {"matplotlib/__init__.py": b"", "pylab.py": b""}, ["only-for-plots"])
    wheel(registry, "torch", {"torch/__init__.py": b"", "torchgen/__init__.py": b""}, ["reader"])

    def download(requirements: Sequence[str], folder: Path) -> None:
        for text in requirements:
            (found,) = registry.glob(f"{Requirement(text).name.replace('-', '_')}-*")
            assert not (folder / found.name).exists(), "asked for twice"
            shutil.copy(found, folder)

    def gather(edition: str, first: Sequence[str]) -> list[str]:
        monkeypatch.setattr(windows_wheels, "_download", download)
        monkeypatch.setattr(windows_wheels, "required", lambda _: list(first))
        return [path.name.partition("-")[0] for path in windows_wheels.gather(edition, fetched)]

    return gather


def test_conditions_are_read_for_windows_wherever_this_runs(gathered: Gather) -> None:
    assert gathered("lite", ["reader"]) == ["colours", "fast", "maker", "numbers", "reader"]


def test_what_is_excluded_is_left_out_with_all_that_only_it_asks_for(gathered: Gather) -> None:
    assert gathered("lite", ["Plots-And-More", "numbers", "torch"]) == [
        *("colours", "fast", "maker", "numbers", "reader"),
    ]


def test_standard_holds_what_lite_leaves_out(gathered: Gather) -> None:
    assert "torch" in gathered("standard", ["torch"])


def test_what_is_asked_for_is_what_the_project_says() -> None:
    lite, standard = windows_wheels.required("lite"), windows_wheels.required("standard")
    assert standard[: len(lite)] == lite
    assert {Requirement(text).name for text in standard[len(lite) :]} == {"grad-cam", "timm", "torch", "torchvision"}


def test_no_pip_and_no_such_wheel_are_said_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pip = tmp_path / "pip"
    pip.write_text("#!/bin/sh\necho 'ERROR: No matching distribution found for reader' >&2; exit 1\n", encoding="utf-8")
    monkeypatch.setattr(windows_wheels, "_pip", lambda: ["sh", str(pip)])
    with pytest.raises(windows_wheels.NoWheelsError, match="No matching distribution found for reader"):
        windows_wheels.fetch("reader", tmp_path)


def test_a_module_is_excluded_with_all_below_it_and_no_namesake() -> None:
    out = selection.excluded("lite")
    assert selection.is_excluded("onnx", out)
    assert selection.is_excluded("torch.nn.modules", out)
    assert not selection.is_excluded("onnxruntime.capi", out)
    assert not selection.is_excluded("torch.nn.modules", selection.excluded("standard"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The folder of each edition, made of wheels of the test's own."""
    place = tmp_path_factory.mktemp("made")
    wheels = place / "wheels"
    qt = {f"PySide6/{name}.pyd": library([f"Qt6{name[2:]}.dll"]) for name in ("QtGui", "QtQuick", "QtWidgets")}
    qt |= {f"PySide6/Qt6{name}.dll": library(["KERNEL32.dll"]) for name in ("Gui", "Quick", "Svg", "Designer")}
    qt |= {
        "PySide6/Qt6Widgets.dll": library(["qt6gui.dll"]),
        "PySide6/plugins/imageformats/qsvg.dll": library(["Qt6Svg.dll"]),
        "PySide6/plugins/imageformats/qtiff.dll": library([]),
        "PySide6/plugins/designer/form.dll": library(["Qt6Designer.dll"]),
        "PySide6/translations/qtbase_de.qm": b"de",
        "PySide6/translations/qtbase_fr.qm": b"fr",
        "PySide6/designer.exe": b"MZ",
    }
    image = {
        "PIL/__init__.py": b"VERSION = 1\n",
        "PIL/_imaging.cp311-win_amd64.pyd": b"MZ",
        "PIL/_webp.cp311-win_amd64.pyd": b"MZ",
        "PIL/tests/test_all.py": b"",
        "PIL/broken.py": b"print 'of long ago'",
        "PIL/picture.png": b"png",
        "pillow.libs/jpeg.dll": b"MZ",
        "pillow-1.0.data/scripts/tool.exe": b"MZ",
        "pillow-1.0.data/platlib/PIL/_more.cp311-win_amd64.pyd": b"MZ",
    }
    torch = {
        "torch/__init__.py": b"",
        "torch/nn/layer.py": b"",
        "torch/lib/torch_cpu.dll": b"MZ",
        "torch/lib/torch_cpu.lib": b"lib",
        "torch/include/a.h": b"",
    }
    found = [
        wheel(wheels, "pyside6-essentials", qt),
        wheel(wheels, "pillow", image),
        wheel(wheels, "torch", torch),
        wheel(wheels, "protobuf", {"google/_upb/_message.pyd": b"MZ"}),
    ]
    loader = "PyInstaller/bootloader/Windows-64bit-intel/"
    starts = wheel(wheels, "pyinstaller", {f"{loader}run.exe": b"MZ console", f"{loader}runw.exe": b"MZ window"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(windows_payload, "_standard_library", dict)
        for edition in selection.EDITIONS:
            said = windows_payload.make(found, starts, edition, place / edition)
            files = [path for path in (place / edition).rglob("*") if path.is_file()]
            assert (said.files, said.size) == (len(files), sum(path.stat().st_size for path in files))
    return {edition: place / edition for edition in selection.EDITIONS}


def _names(folder: Path) -> set[str]:
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return {name.removeprefix("_internal/") for name in files}


def test_files_are_taken_as_the_freezer_would(made: dict[str, Path]) -> None:
    assert {name for name in _names(made["lite"]) if not name.startswith("resources/")} == {
        *("xraydesk.exe", "xraydesk-cli.exe", "LICENSE.txt", "python-stand-in.bin"),
        *(
            f"licences/{name}-1.0/licenses/LICENSE.txt"
            for name in ("pyside6-essentials", "pillow", "torch", "protobuf")
        ),
        *(f"pillow-1.0.dist-info/{name}" for name in ("METADATA", "RECORD", "licenses/LICENSE.txt")),
        *(f"pyside6_essentials-1.0.dist-info/{name}" for name in ("METADATA", "RECORD", "licenses/LICENSE.txt")),
        *("PySide6/QtGui.pyd", "PySide6/QtWidgets.pyd", "PySide6/Qt6Gui.dll", "PySide6/Qt6Widgets.dll"),
        *("PySide6/Qt6Svg.dll", "PySide6/plugins/imageformats/qsvg.dll", "PySide6/translations/qtbase_de.qm"),
        *("PIL/_imaging.cp311-win_amd64.pyd", "PIL/_more.cp311-win_amd64.pyd", "pillow.libs/jpeg.dll"),
        "google/_upb/_message.pyd",
    }
    standard = _names(made["standard"])
    assert {name for name in standard if name.startswith("torch/")} == {"torch/nn/layer.py", "torch/lib/torch_cpu.dll"}
    assert "torch-1.0.dist-info/METADATA" in standard


def test_the_models_go_along_and_the_installers_own_scripts_do_not(made: dict[str, Path]) -> None:
    found = _names(made["lite"])
    assert "resources/models/densenet121/weights.safetensors" in found
    assert not [name for name in found if "installer" in name or name.endswith((".py", ".ts"))]


def test_both_programs_begin_as_windows_starts_them_and_hold_the_modules(made: dict[str, Path], root: Path) -> None:
    for name, begin in (("xraydesk.exe", b"MZ window"), ("xraydesk-cli.exe", b"MZ console")):
        content = (made["lite"] / name).read_bytes()
        assert content.startswith(begin)
        held, rest = b"", content.removeprefix(begin)
        while rest:
            packed = zlib.decompressobj()
            held, rest = held + packed.decompress(rest), packed.unused_data
        assert b"VERSION" in held
        assert _says(root / "xraydesk" / "selftest.py") in held
        assert _says(root / "xraydesk" / "cluster" / "crew.py") not in held  # excluded
        assert b"of long ago" not in held  # for another Python


def _says(source: Path) -> bytes:
    """A module's docstring."""
    return (ast.get_docstring(ast.parse(source.read_text(encoding="utf-8")), clean=False) or "").encode()


def test_a_rehearsal_says_what_it_lacks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["--edition", "lite", "--out", str(tmp_path / "out")]
    monkeypatch.setattr(setup_program, "makensis", lambda: None)
    assert rehearsal.main(words) == 1
    assert "NSIS is not installed" in capsys.readouterr().err
    monkeypatch.setattr(setup_program, "makensis", lambda: "makensis")

    def nothing(*_: object) -> list[Path]:
        raise windows_wheels.NoWheelsError("pip could not fetch the wheels for Windows: no network")

    monkeypatch.setattr(windows_wheels, "gather", nothing)
    assert rehearsal.main(words) == 1
    assert capsys.readouterr().err == "rehearsal: pip could not fetch the wheels for Windows: no network\n"
    assert not (tmp_path / "out").exists()
