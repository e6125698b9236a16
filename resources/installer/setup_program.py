"""Makes the Windows installer of a frozen folder with NSIS, on Windows or on Linux.

    python -m resources.installer.setup_program FOLDER --edition standard --out FOLDER [--sign COMMAND]

``COMMAND`` signs the file whose path is put behind it (Authenticode: signtool, osslsigncode); it is called for the
programs, the uninstaller and the installer itself. Without it nothing is signed.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from resources.installer import file_version, program_icon, selection
from xraydesk import __version__

HERE: Final = Path(__file__).resolve().parent
SCRIPT: Final = HERE / "xraydesk.nsi"
LICENCE: Final = HERE.parents[1] / "LICENSE"
PROGRAMS: Final = ("xraydesk.exe", "xraydesk-cli.exe")
NO_NSIS: Final = "NSIS is not installed (Debian: apt-get install nsis; Windows: nsis.sourceforge.io)"


def makensis() -> str | None:
    """The compiler of NSIS, or None where it is not installed."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "NSIS" / "makensis.exe"
    return shutil.which("makensis") or (str(usual) if usual.is_file() else None)


def payload(folder: Path) -> str:
    """The two macros that put the files of a folder into ``$INSTDIR`` and take exactly these away again.

    Raises
    ------
    ValueError
        There is no program in the folder, or a name that the script cannot hold.
    """
    if not (folder / PROGRAMS[0]).is_file():
        raise ValueError(f"there is no {PROGRAMS[0]} in {folder}")
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for path in files:
        _quoted(str(path))
    install, uninstall, inside = ["!macro PayloadInstall"], ["!macro PayloadUninstall"], ""
    for path in files:
        relative = path.relative_to(folder)
        place = _windows(relative.parent)
        if place != inside or len(install) == 1:
            install.append(f'  SetOutPath "{place}"')
            inside = place
        install.append(f'  File "/oname={_quoted(path.name)}" "{path}"')
        uninstall.append(f'  Delete "{_windows(relative)}"')
    # Every folder above a file, the deepest first.
    above = {parent for path in files for parent in path.relative_to(folder).parents if parent.parts}
    uninstall += [f'  RMDir "{_windows(each)}"' for each in sorted(above, key=lambda p: (-len(p.parts), p))]
    return "\n".join([*install, "!macroend", "", *uninstall, "!macroend", ""])


def _windows(relative: Path) -> str:
    return "\\".join(["$INSTDIR", *(_quoted(part) for part in relative.parts)])


def _quoted(name: str) -> str:
    if '"' in name or "\n" in name:
        raise ValueError(f"the name {name!r} cannot stand in an installer")
    return name.replace("$", "$$")


def build(
    folder: Path, target: Path, edition: str, *, version: str = __version__, sign: str = "", options: Sequence[str] = ()
) -> Path:
    """Compile the installer.

    Parameters
    ----------
    folder
        The frozen folder for Windows.
    target
        The ``.exe`` to write.
    edition
        ``standard`` or ``lite``, as people read it.
    version
        Of the program.
    sign
        A command that signs the file whose path is put behind it; empty to sign nothing.
    options
        Further ones for the compiler.

    Returns
    -------
    ``target``.

    Raises
    ------
    RuntimeError
        NSIS is not installed, or it refused; the text holds its last lines.
    """
    compiler = makensis()
    if compiler is None:
        raise RuntimeError(NO_NSIS)
    if sign:
        _sign(sign, [folder / name for name in PROGRAMS])
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        listing = work / "payload.nsh"
        # With its mark, so that every NSIS reads it as UTF-8.
        listing.write_text(payload(folder.resolve()), encoding="utf-8-sig", newline="\n")
        size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
        defines = {
            "VERSION": version,
            "NUMBERS": ".".join(map(str, file_version.numbers(version))),
            "EDITION": edition,
            "OUTPUT": str(target.resolve()),
            "PAYLOAD": str(listing),
            "ICON": str(program_icon.write_ico(work / "xraydesk.ico")),
            "LICENCE": str(LICENCE),
            "SIZE_KB": str(-(-size // 1024)),
            **({"SIGN": sign} if sign else {}),
        }
        command = [compiler, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options]
        command += [f"-D{key}={value}" for key, value in defines.items()]
        done = subprocess.run([*command, str(SCRIPT)], capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0 or not target.is_file():
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-12:])
        raise RuntimeError(f"NSIS could not make the installer:\n{last}")
    return target


def _sign(command: str, programs: Iterable[Path]) -> None:
    for program in programs:
        if program.is_file():
            subprocess.run([*shlex.split(command, posix=os.name != "nt"), str(program)], check=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the installer of a folder; its name holds version and edition."""
    parser = argparse.ArgumentParser(
        prog="resources.installer.setup_program", description=(__doc__ or "").splitlines()[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edition", choices=selection.EDITIONS, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write it into")
    parser.add_argument("--sign", default="", metavar="COMMAND", help="signs the file whose path is put behind it")
    options = parser.parse_args(arguments)
    target = options.out / f"xraydesk-{__version__}-{options.edition}-setup.exe"
    try:
        build(options.folder, target, options.edition, sign=options.sign)
    except (RuntimeError, ValueError) as error:
        print(f"setup_program: {error}", file=sys.stderr)
        return 1
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
