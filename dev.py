#!/usr/bin/env python3
"""Set up, run, test, check, freeze and clean XRayDesk: one command each, with nothing but Python and its pip.

    python3 dev.py run [PATHS]         set up what the application needs and open it; without a display,
                                       screen PATHS (default: the bundled sample) and print the table
    python3 dev.py test [PYTEST ARGS]  set up everything, run the checks and all tests
    python3 dev.py check               formatting, lint, types and import contracts
    python3 dev.py setup               only set up everything
    python3 dev.py build [standard]    freeze the application into dist/ and run its self-test; standard holds torch
    python3 dev.py package [standard]  make of that what is given to others: setup.exe on Windows, an archive on Linux
    python3 dev.py rehearse [standard] pack Windows wheels as the installer would be, to learn its size
    python3 dev.py translate           collect the texts of the window and compile the translations
    python3 dev.py clean [--all]       remove caches and build leftovers; --all also removes .venv

On Windows: py dev.py ... Everything is installed into .venv beside this file, with the versions of
constraints.txt, and again only when those or the dependencies in pyproject.toml change.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 - an older Python must get this far to say so
    sys.exit(
        f"XRayDesk needs Python 3.11 or newer; this is {sys.version.split()[0]} ({sys.executable}).\n"
        "Install a newer one (python.org, or your system's packages) and start dev.py with it."
    )

import argparse
import csv
import ctypes
import hashlib
import importlib.util
import json
import os
import queue
import re
import shlex
import shutil
import subprocess
import tempfile
import threading
import time
import tomllib
import venv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "setup.json"
LOG = VENV / "setup.log"
SECONDS_OF_SILENCE = 15.0
OLDEST_PIP = (22, 3)  # the first with --python, which installs into a venv that has no pip of its own

# Shared library or program → Debian package. Qt's wheels bring everything but these.
OFFSCREEN_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
WINDOW_LIBRARIES = OFFSCREEN_LIBRARIES | {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-randr.so.0": "libxcb-randr0",
}
BUILD_NEEDS = WINDOW_LIBRARIES | {"objdump": "binutils"}
EDITIONS = {"lite": "xraydesk", "standard": "xraydesk-standard"}  # edition → its folder; see build.spec
FONT_PACKAGE = "fonts-droid-fallback"  # the smallest with Chinese, Japanese and Korean patient names
FONT_FILES = re.compile(r"CJK|DroidSansFallback|wqy-|ukai|uming|ipa[gm]|NanumGothic", re.IGNORECASE)


def say(text: str) -> None:
    """Print one line of progress at once."""
    print(f"dev.py: {text}", flush=True)


# ------------------------------------------------------------------------------------ the environment


def setup(*extras: str) -> None:
    """Bring ``.venv`` to the state that pyproject.toml and constraints.txt ask for; nothing to do is fast.

    Parameters
    ----------
    extras
        Optional dependency groups of pyproject.toml beside the run-time dependencies. Groups that an earlier
        set-up installed are kept up to date as well.
    """
    wanted = fingerprint()
    working = venv_version()
    earlier = _read_stamp() if working else {}
    installed = {str(extra) for extra in earlier.get("extras", [])}
    if earlier.get("fingerprint") == wanted and ("dev" in installed or installed.issuperset(extras)):
        return  # "dev" contains all other groups
    started = time.monotonic()
    if not working:
        say(f"creating {VENV} with Python {sys.version_info[0]}.{sys.version_info[1]}")
        venv.EnvBuilder(clear=VENV.exists(), symlinks=os.name != "nt", with_pip=False).create(VENV)
    groups = sorted(installed.union(extras))
    STAMP.unlink(missing_ok=True)
    _install(groups)
    STAMP.write_text(json.dumps({"fingerprint": wanted, "extras": groups}), encoding="utf-8")
    megabytes = sum(f.lstat().st_size for f in VENV.rglob("*")) / 1e6
    say(f"set up in {_duration(time.monotonic() - started)}; .venv holds {megabytes:,.0f} MB")


def fingerprint() -> str:
    """Digest of all that decides what gets installed and where."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    parts = {
        "root": str(ROOT),
        "build": project["build-system"],
        "dependencies": project["project"]["dependencies"],
        "extras": project["project"]["optional-dependencies"],
        "scripts": project["project"]["scripts"],
        "constraints": (ROOT / "constraints.txt").read_text(encoding="utf-8"),
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def venv_version() -> str:
    """Version of the Python in ``.venv``, such as 3.11; empty if there is none or its base has changed."""
    config = VENV / "pyvenv.cfg"
    found = _ask(PYTHON, "import sys; print('%d.%d' % sys.version_info[:2])") if config.exists() else ""
    if not found:
        return ""
    made_with = re.search(r"^version\s*=\s*(\d+\.\d+)", config.read_text(encoding="utf-8"), re.MULTILINE)
    return found if made_with and made_with[1] == found else ""


def _read_stamp() -> dict[str, Any]:
    return dict(json.loads(STAMP.read_text(encoding="utf-8"))) if STAMP.exists() else {}


def _install(groups: Sequence[str]) -> None:
    target = f"{ROOT}[{','.join(groups)}]" if groups else str(ROOT)
    say(f"installing the packages for {', '.join(['run', *groups])}")
    if "dev" in groups and not _ask(PYTHON, "import importlib.util as u; print(u.find_spec('torch') or '')"):
        say("this includes torch: some 3 GB to download on Linux, several minutes")
    options = ["--compile", "--no-input", "--progress-bar=off", "--disable-pip-version-check"]
    wanted = ["--constraint", str(ROOT / "constraints.txt"), "--editable", target]
    command = [*pip_command(), "install", *options, *wanted]
    if stream(command, LOG) != 0:
        tail = LOG.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        print("\n".join(tail), flush=True)
        sys.exit(f"dev.py: pip could not install the packages (above; all of it in {LOG}).")


def pip_command() -> list[str]:
    """Find a pip that can install into ``.venv``: this Python's own, else one bootstrapped into ``.venv``."""
    for python in dict.fromkeys((sys.executable, getattr(sys, "_base_executable", sys.executable))):
        version = re.match(r"(\d+)\.(\d+)", _ask(Path(python), "import pip; print(pip.__version__)"))
        if version and (int(version[1]), int(version[2])) >= OLDEST_PIP:
            return [python, "-m", "pip", "--python", str(PYTHON)]
    own = [str(PYTHON), "-m", "pip"]
    if _ask(PYTHON, "import pip; print(pip.__version__)"):
        return own
    bootstrap = [str(PYTHON), "-m", "ensurepip"]
    if importlib.util.find_spec("ensurepip") and subprocess.call(bootstrap) == 0:
        return own
    sys.exit(
        f"dev.py: this Python has no pip of version {OLDEST_PIP[0]}.{OLDEST_PIP[1]} or newer.\n"
        "On Debian or Ubuntu: sudo apt-get install -y python3-pip"
    )


def _ask(python: Path, code: str) -> str:
    """What a one-line program prints in another Python; empty when that fails."""
    try:
        done = subprocess.run([python, "-P", "-c", code], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def stream(command: Sequence[str], log: Path) -> int:
    """Run a talkative command into a log file, and print what a person wants to know while it lasts.

    Large downloads are named, and a long silence is broken with the time that has passed.
    """
    lines: queue.Queue[str | None] = queue.Queue()
    with log.open("w", encoding="utf-8") as record:
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        assert process.stdout is not None
        threading.Thread(target=_forward, args=(process.stdout, lines), daemon=True).start()
        started, doing = time.monotonic(), "resolving the dependencies"
        while True:
            try:
                line = lines.get(timeout=SECONDS_OF_SILENCE)
            except queue.Empty:
                say(f"  {_duration(time.monotonic() - started)}: still {doing}")
                continue
            if line is None:
                return process.wait()
            record.write(line)
            doing = _progress(line) or doing


def _forward(source: IO[bytes], lines: "queue.Queue[str | None]") -> None:
    with source:
        for line in source:
            lines.put(line.decode(errors="replace"))
    lines.put(None)


def _progress(line: str) -> str:
    """Print a line of pip's that is worth it; what pip is doing from then on, or an empty string."""
    download = re.match(r"\s*Downloading (\S+?)-(\d[^-]*)-\S+ \(([\d.]+) ([kMG]B)\)", line)
    if download:
        if download[4] != "kB":
            say(f"  downloading {download[1]} {download[2]} ({download[3]} {download[4]})")
        return f"downloading {download[1]}"
    if line.startswith("Installing collected packages"):
        say(f"  unpacking and compiling {line.count(',') + 1} packages")
        return "unpacking and compiling"
    return ""


def _duration(seconds: float) -> str:
    return f"{seconds:.0f} s" if seconds < 100 else f"{seconds // 60:.0f} min {seconds % 60:.0f} s"


# ------------------------------------------------------------------------------- the system's libraries


def ensure_system(needs: dict[str, str]) -> None:
    """Install missing system packages where that is possible; else say the exact line and stop."""
    if sys.platform != "linux":
        return
    missing = missing_packages(needs)
    root = os.geteuid() == 0
    fonts = [FONT_PACKAGE] if (missing or root) and not _has_east_asian_font() else []
    if not missing and not fonts:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing, *fonts]
    if root and shutil.which("apt-get"):
        say(f"installing system packages: {' '.join(missing + fonts)}")
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        for command in (["apt-get", "-q", "update"], install):
            done = subprocess.run(command, env=quiet, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                say(f"{shlex.join(command)} failed: {done.stderr.strip()[-500:]}")
        missing = missing_packages(needs)
    if not missing:
        return
    names = " ".join(name for name, package in needs.items() if package in missing)
    remedy = f"sudo {shlex.join(install)}" if shutil.which("apt-get") else f"the packages that hold {names}"
    sys.exit(f"dev.py: system packages are missing here. Install them once:\n  {remedy}")


def missing_packages(needs: dict[str, str]) -> list[str]:
    """Debian packages of the shared libraries that cannot be loaded and of the programs that are not found."""
    return [package for name, package in needs.items() if not _is_present(name)]


def _is_present(name: str) -> bool:
    if ".so." not in name:
        return shutil.which(name) is not None
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _has_east_asian_font() -> bool:
    folders = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
    return any(FONT_FILES.search(file.name) for folder in folders for file in folder.rglob("*"))


def has_display() -> bool:
    """Whether a window can be shown."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


# ------------------------------------------------------------------------------------------ the commands


def run(arguments: list[str]) -> int:
    """Open the application; without a display, screen the files and print the table."""
    application = [str(PYTHON), "-P", "-m", "xraydesk"]
    if has_display():
        ensure_system(WINDOW_LIBRARIES)
        setup()
        return subprocess.call([*application, *arguments])
    setup()
    paths = arguments or [str(sample) for sample in sorted((ROOT / "resources" / "samples").glob("*.dcm"))]
    say(f"no display here, so no window: screening {', '.join(Path(p).name for p in paths)}")
    with tempfile.TemporaryDirectory() as folder:
        table = Path(folder) / "screening.csv"
        command = [*application, "screen", *paths, "--out", str(table)]
        code = subprocess.call(command, stdout=subprocess.DEVNULL)
        if table.exists():
            print_table(table)
    return code


def print_table(table: Path) -> None:
    """Print a screening CSV for a terminal: file, status, label, the probabilities in per cent, reason."""
    with table.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    names = list(rows[0] if rows else {})
    shown = ["path", *(n for n in names if n in {"status", "label"} or n.startswith("prob_")), "reason"]
    cells = [[name.removeprefix("prob_") for name in shown]]
    cells += [[_for_a_person(name, row[name]) for name in shown] for row in rows]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    for line in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip(), flush=True)


def _for_a_person(column: str, value: str) -> str:
    if column == "path":
        return Path(value).name
    return f"{float(value):.1%}" if column.startswith("prob_") and value else value


def test(arguments: list[str]) -> int:
    """Run the checks and then pytest, also when a check failed: both answers are wanted."""
    ensure_system(OFFSCREEN_LIBRARIES)
    failed = check([])
    # One test process a core, one thread each: that is what a test costs least with.
    environment = {"QT_QPA_PLATFORM": "offscreen", "OMP_NUM_THREADS": "1"} | os.environ
    workers = str(min(os.cpu_count() or 1, 4))
    say("tests")
    command = [str(PYTHON), "-m", "pytest", "-n", workers, "--dist", "worksteal", *arguments]
    code = subprocess.call(command, cwd=ROOT, env=environment)
    if failed:
        say("the tests passed but the checks above did not" if code == 0 else "the checks above failed too")
    return code or failed


def check(arguments: list[str]) -> int:
    """Run every check, so that one call shows all that is wrong."""
    _refuse_arguments("check", arguments)
    setup("dev")
    tools = PYTHON.parent
    steps = {
        "format": [str(tools / "ruff"), "format", "--check", "."],
        "lint": [str(tools / "ruff"), "check", "."],
        "types": [str(PYTHON), "-m", "mypy"],
        "import contracts": [str(tools / "lint-imports")],
    }
    failed = []
    for name, command in steps.items():
        say(name)
        if subprocess.call(command, cwd=ROOT) != 0:
            failed.append(name)
    say(f"failed: {', '.join(failed)}" if failed else "all checks passed")
    return 1 if failed else 0


def setup_everything(arguments: list[str]) -> int:
    """Set up for running, testing and building."""
    _refuse_arguments("setup", arguments)
    ensure_system(WINDOW_LIBRARIES)
    setup("dev")
    return 0


def build(arguments: list[str]) -> int:
    """Freeze an edition of the application and let the frozen one test itself.

    ``--python PYTHON`` freezes with the packages of another environment than .venv: on Linux the edition ``standard``
    needs torch for the processor, and what pip brings by itself is built for graphics processors. ``--out FOLDER``
    stands for dist/.
    """
    options = _edition("build", arguments, "--python", "--out")
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    debian_python = {f"libpython{version}.so.1.0": f"libpython{version}"} if sys.base_prefix == "/usr" else {}
    ensure_system(BUILD_NEEDS | debian_python)
    if options.python is None:
        setup("build", *(["explainers"] if options.edition == "standard" else []))
    command = [str(options.python or PYTHON), "-m", "PyInstaller", "--noconfirm", "--log-level", "ERROR"]
    places = ["--distpath", str(options.out), "--workpath", str(options.out.parent / "build" / options.edition)]
    say(f"freezing {options.edition}; some minutes")
    environment = os.environ | {"XRAYDESK_EDITION": options.edition}
    code = subprocess.call([*command, *places, str(ROOT / "build.spec")], cwd=ROOT, env=environment)
    if code != 0:
        return code
    frozen = options.out / EDITIONS[options.edition]
    megabytes = sum(f.lstat().st_size for f in frozen.rglob("*") if not f.is_dir()) / 1e6
    say(f"{frozen} holds {megabytes:,.0f} MB; its self-test:")
    program = frozen / ("xraydesk-cli.exe" if os.name == "nt" else "xraydesk")
    return subprocess.call([str(program), "selftest"], env={"QT_QPA_PLATFORM": "offscreen"} | os.environ)


def package(arguments: list[str]) -> int:
    """Make of a frozen edition what is given to others, and the list of its digests.

    ``--sign COMMAND`` signs the file whose path is put behind it, on Windows.
    """
    options = _edition("package", arguments, "--out", "--sign")
    setup()
    module = "setup_program" if os.name == "nt" else "tarball"
    frozen = options.out / EDITIONS[options.edition]
    command = [str(PYTHON), "-m", f"resources.installer.{module}", str(frozen)]
    command += ["--edition", options.edition, "--out", str(options.out)]
    command += ["--sign", options.sign] if options.sign and os.name == "nt" else []
    code = subprocess.call(command, cwd=ROOT)
    return code or subprocess.call([str(PYTHON), "-m", "resources.installer.checksums", str(options.out)], cwd=ROOT)


def rehearse(arguments: list[str]) -> int:
    """Make an installer of Windows wheels to learn its size; what it installs does not run."""
    options = _edition("rehearse", arguments, "--out")
    setup("build")
    command = [str(PYTHON), "-m", "resources.installer.rehearsal", "--edition", options.edition]
    return subprocess.call([*command, "--out", str(options.out / "rehearsal")], cwd=ROOT)


def _edition(command: str, arguments: list[str], *extra: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog=f"dev.py {command}")
    parser.add_argument("edition", nargs="?", choices=tuple(EDITIONS), default="lite")
    for option in extra:
        parser.add_argument(option, type=str if option == "--sign" else Path)
    options = parser.parse_args(arguments)
    options.out = (options.out or ROOT / "dist").resolve()
    return options


def translate(arguments: list[str]) -> int:
    """Bring resources/translations up to date; the status says whether a text has no translation yet."""
    _refuse_arguments("translate", arguments)
    setup()
    return subprocess.call([str(PYTHON), "-m", "resources.translations.update"], cwd=ROOT)


def clean(arguments: list[str]) -> int:
    """Remove what the tools left behind; with ``--all`` the environment too."""
    everything = arguments == ["--all"]
    _refuse_arguments("clean", [] if everything else arguments)
    leftovers = [
        "build",
        "dist",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".import_linter_cache",
        ".hypothesis",
    ]
    for folder in [ROOT / name for name in leftovers + ([".venv"] if everything else [])]:
        shutil.rmtree(folder, ignore_errors=True)
    for package in ("xraydesk", "trainer", "tests", "resources"):
        for folder in list((ROOT / package).rglob("__pycache__")):
            shutil.rmtree(folder, ignore_errors=True)
    return 0


def _refuse_arguments(command: str, arguments: list[str]) -> None:
    if arguments:
        say(f"{command} does not know {' '.join(arguments)}")
        sys.exit(2)


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "run": run,
    "test": test,
    "check": check,
    "setup": setup_everything,
    "build": build,
    "package": package,
    "rehearse": rehearse,
    "translate": translate,
    "clean": clean,
}


def main(arguments: list[str]) -> int:
    """Run one command; the exit status is the command's own."""
    if not arguments or arguments[0] not in COMMANDS:
        print(__doc__)
        return 0 if arguments[:1] in (["-h"], ["--help"], ["help"]) else 2
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
