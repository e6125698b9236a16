"""Makes the Linux archive of a frozen folder, with a menu entry, icons and the script that puts them where they belong.

    python -m resources.installer.tarball FOLDER --edition standard --out FOLDER

The same folder gives the same archive, byte by byte.
"""

from __future__ import annotations

import argparse
import gzip
import io
import platform
import sys
import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from resources.installer import program_icon, selection
from xraydesk import __version__

HERE: Final = Path(__file__).resolve().parent
PICTURES: Final = (32, 48, 128, 256)
LEVEL: Final = 6


def name_of(edition: str, version: str = __version__) -> str:
    """The archive's name without its ending."""
    return f"xraydesk-{version}-{edition}-linux-{platform.machine()}"


def build(folder: Path, target: Path, edition: str, version: str = __version__) -> Path:
    """Write the archive; everything in it stands in one folder that has the archive's name.

    Raises
    ------
    ValueError
        There is no program in the folder.
    """
    if not (folder / "xraydesk").is_file():
        raise ValueError(f"there is no xraydesk in {folder}")
    target.parent.mkdir(parents=True, exist_ok=True)
    top = name_of(edition, version)
    with (
        target.open("wb") as file,
        gzip.GzipFile("", "wb", LEVEL, file, mtime=0) as packed,
        tarfile.open(fileobj=packed, mode="w|", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path in sorted(folder.rglob("*")):
            if path.is_symlink() or not path.is_dir():
                archive.add(path, f"{top}/{path.relative_to(folder).as_posix()}", recursive=False, filter=_plain)
        for name, content in _menu():
            entry = tarfile.TarInfo(f"{top}/{name}")
            entry.size, entry.mode = len(content), 0o755 if name.endswith(".sh") else 0o644
            archive.addfile(entry, io.BytesIO(content))
    return target


def _plain(entry: tarfile.TarInfo) -> tarfile.TarInfo:
    """Nobody's files, of no particular time; what may be started may be started by all."""
    entry.uid = entry.gid = entry.mtime = 0
    entry.uname = entry.gname = ""
    entry.mode = 0o755 if entry.mode & 0o100 else 0o644
    return entry


def _menu() -> Iterator[tuple[str, bytes]]:
    yield "install.sh", (HERE / "install.sh").read_bytes()
    yield "share/xraydesk.desktop", (HERE / "xraydesk.desktop").read_bytes()
    yield "share/icons/hicolor/scalable/apps/xraydesk.svg", program_icon.SVG.read_bytes()
    for size in PICTURES:
        buffer = io.BytesIO()
        program_icon.picture(size).save(buffer, "PNG")
        yield f"share/icons/hicolor/{size}x{size}/apps/xraydesk.png", buffer.getvalue()


def main(arguments: Sequence[str] | None = None) -> int:
    """Make the archive of a folder."""
    parser = argparse.ArgumentParser(prog="resources.installer.tarball", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--edition", choices=selection.EDITIONS, required=True)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write it into")
    options = parser.parse_args(arguments)
    try:
        target = build(options.folder, options.out / f"{name_of(options.edition)}.tar.gz", options.edition)
    except ValueError as error:
        print(f"tarball: {error}", file=sys.stderr)
        return 1
    print(f"{target}: {target.stat().st_size / 1e6:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
