"""Whether a file lies on a network share, where SQLite's locks and its write-ahead log cannot be relied on.

See https://www.sqlite.org/wal.html ("all processes using a database must be on the same host computer; WAL does not
work over a network filesystem") and https://www.sqlite.org/howtocorrupt.html, section 2.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Final

from xraydesk.store.failures import SharedPlaceError

_SHARES: Final = frozenset((
    "nfs", "nfs4", "cifs", "smb3", "smbfs", "smb", "afp", "afpfs", "afs", "ncpfs", "webdav", "davfs", "ceph", "lustre",
    "glusterfs", "gpfs", "beegfs", "orangefs", "ocfs2", "gfs2", "fuse.sshfs", "fuse.davfs2", "fuse.glusterfs",
    "fuse.ceph", "fuse.ceph-fuse", "fuse.s3fs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.smbnetfs", "fuse.juicefs",
))  # fmt: skip
"""Kinds of file system whose files another computer may change at the same time."""

_MNT_LOCAL: Final = 0x00001000  # sys/mount.h of macOS
_DRIVE_REMOTE: Final = 4  # GetDriveTypeW of Windows


def refuse_share(path: Path) -> None:
    """Let only a file pass that lies on a disk of this computer, or of which that cannot be told.

    Raises
    ------
    SharedPlaceError
        It lies on a network share.
    """
    kind = share_of(path)
    if kind:
        variable = {"win32": "LOCALAPPDATA", "darwin": "HOME"}.get(sys.platform, "XDG_DATA_HOME")
        advice = f"let the variable {variable} name a folder on a disk of this computer, and start again"
        raise SharedPlaceError(path, kind, advice)


def share_of(path: Path) -> str:
    """The kind of network share on which a file or its nearest folder lies; empty for a disk of this computer."""
    place = path
    while not place.exists() and place != place.parent:
        place = place.parent
    try:
        place = place.resolve()
        if sys.platform == "win32":
            return _on_windows(place)
        if sys.platform == "darwin":
            return _on_macos(place)
        return on_linux(place, Path("/proc/self/mountinfo").read_text(encoding="utf-8", errors="surrogateescape"))
    except OSError:
        return ""


def on_linux(place: Path, mounts: str) -> str:
    """As of `share_of`, from the text of ``/proc/self/mountinfo`` (proc(5)); of mounts at one place the last counts."""
    kind, depth = "", -1
    for line in mounts.splitlines():
        before, separator, after = line.partition(" - ")
        fields = before.split(" ")
        if not separator or len(fields) < 5:
            continue
        point = Path(re.sub(r"\\([0-7]{3})", lambda found: chr(int(found[1], 8)), fields[4]))
        if (place == point or point in place.parents) and len(point.parts) >= depth:
            kind, depth = after.split(" ")[0], len(point.parts)
    return kind if kind in _SHARES else ""


def _on_macos(place: Path) -> str:
    """By statfs(2): a volume without MNT_LOCAL is somebody else's."""
    import ctypes

    # struct statfs with 64-bit inodes: f_flags at byte 64, f_fstypename at byte 72, 2168 bytes in all.
    answer = ctypes.create_string_buffer(4096)
    library = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(library, "statfs$INODE64", None) or library.statfs
    if statfs(os.fsencode(place), answer) != 0:
        return ""
    return of_statfs(answer.raw)


def of_statfs(answer: bytes) -> str:
    """As of `share_of`, from the ``struct statfs`` that macOS fills."""
    flags = int.from_bytes(answer[64:68], sys.byteorder)
    name = answer[72:88].split(b"\0")[0].decode("ascii", "replace")
    return "" if flags & _MNT_LOCAL else name or "unknown"


def _on_windows(place: Path) -> str:
    """By GetDriveTypeW, or by the name where it is one of a share (UNC)."""
    import ctypes

    anchor = place.anchor
    if anchor.startswith("\\\\") and not anchor.startswith("\\\\?\\") and not anchor.startswith("\\\\.\\"):
        return "UNC"
    drive_type = getattr(ctypes, "windll").kernel32.GetDriveTypeW  # noqa: B009 - not there on other systems
    return "network drive" if drive_type(anchor) == _DRIVE_REMOTE else ""
