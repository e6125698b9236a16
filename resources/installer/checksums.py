"""Writes ``SHA256SUMS`` for what is given to others: ``python -m resources.installer.checksums FOLDER``.

The form is that of ``sha256sum``, which checks it on Linux; on Windows ``Get-FileHash`` prints what to compare.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Final

NAME: Final = "SHA256SUMS"
ENDINGS: Final = (".exe", ".tar.gz", ".whl", ".cdx.json")


def write(folder: Path) -> Path:
    """Digest every file of a folder that is given to others; returns the list's place."""
    lines = []
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.name.endswith(ENDINGS):
            with path.open("rb") as file:
                lines.append(f"{hashlib.file_digest(file, 'sha256').hexdigest()}  {path.name}\n")
    target = folder / NAME
    target.write_text("".join(lines), encoding="utf-8", newline="\n")
    return target


def main(arguments: list[str]) -> int:
    """Write the list of one folder and print it."""
    if len(arguments) != 1 or not Path(arguments[0]).is_dir():
        print("usage: python -m resources.installer.checksums FOLDER", file=sys.stderr)
        return 2
    print(write(Path(arguments[0])).read_text(encoding="utf-8"), end="")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
