"""Rehearses the Windows installer where there is no Windows: its size, its time and what it installs.

    python -m resources.installer.rehearsal --edition standard --out FOLDER

Windows wheels (`windows_wheels`) are laid out like a frozen program (`windows_payload`) and packed with the script and
the compression of the real installer. The program that it installs does not run, and the name of the file says so.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from resources.installer import selection, setup_program, windows_payload, windows_wheels
from xraydesk import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Fetch, lay out and pack one edition, and say what came out."""
    parser = argparse.ArgumentParser(prog="resources.installer.rehearsal", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--edition", choices=selection.EDITIONS, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write the rehearsal into")
    options = parser.parse_args(arguments)
    target = options.out / f"rehearsal-of-xraydesk-{__version__}-{options.edition}-does-not-run.exe"
    if setup_program.makensis() is None:
        print(f"rehearsal: {setup_program.NO_NSIS}", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        try:
            wheels = windows_wheels.gather(options.edition, work / "wheels")
            bootloader = windows_wheels.fetch("pyinstaller", work / "bootloader")
            made = windows_payload.make(wheels, bootloader, options.edition, work / "payload")
            print(
                f"{len(wheels)} wheels, {made.modules} modules: {made.files} files, {made.size / 1e6:.0f} MB",
                flush=True,
            )
            started = time.monotonic()
            setup_program.build(work / "payload", target, f"{options.edition}; a rehearsal, does not run")
        except (RuntimeError, ValueError) as error:
            print(f"rehearsal: {error}", file=sys.stderr)
            return 1
    print(f"{target}: {target.stat().st_size / 1e6:.1f} MB, packed in {time.monotonic() - started:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
