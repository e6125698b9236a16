"""A database on a network share is refused with advice; what is on this computer's disks is not."""

from __future__ import annotations

import struct
import sys
from pathlib import Path

import pytest

from xraydesk.store import places
from xraydesk.store.database import Database
from xraydesk.store.failures import SharedPlaceError

MOUNTS = r"""
21 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
22 21 0:5 / /proc rw,nosuid - proc proc rw
30 21 0:40 / /home rw,relatime shared:15 - nfs4 server:/home rw,vers=4.2
31 30 8:2 / /home/local rw - xfs /dev/sdb1 rw
32 21 0:41 / /mnt/ward\040three rw - cifs //server/ward rw
33 21 0:42 / /media/cloud rw - fuse.sshfs me@server:/ rw
34 21 0:43 / /twice rw - nfs server:/a rw
35 34 8:3 / /twice rw - ext4 /dev/sdc1 rw
not a mount
"""


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("/var/lib/a.sqlite3", ""),
        ("/home/curie/a.sqlite3", "nfs4"),
        ("/home", "nfs4"),
        ("/homes/a.sqlite3", ""),
        ("/home/local/a.sqlite3", ""),
        ("/mnt/ward three/a.sqlite3", "cifs"),
        ("/media/cloud/a/b/c.sqlite3", "fuse.sshfs"),
        ("/twice/a.sqlite3", ""),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="paths of Linux")
def test_the_innermost_mount_says_where_a_file_is(place: str, kind: str) -> None:
    assert places.on_linux(Path(place), MOUNTS) == kind


@pytest.mark.parametrize(
    ("flags", "name", "kind"), [(0x1000, b"apfs", ""), (0, b"smbfs", "smbfs"), (0, b"", "unknown")]
)
def test_a_volume_of_macos_that_is_not_local_is_a_share(flags: int, name: bytes, kind: str) -> None:
    answer = bytes(64) + struct.pack("=I", flags) + bytes(4) + name.ljust(16, b"\0") + bytes(2000)
    assert places.of_statfs(answer) == kind


def test_the_folders_of_this_test_are_on_this_computer(tmp_path: Path) -> None:
    assert places.share_of(tmp_path / "not" / "yet" / "there.sqlite3") == ""


def test_a_database_on_a_share_is_refused_with_advice_and_nothing_is_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(places, "share_of", lambda path: "nfs4")
    path = tmp_path / "folder" / "a.sqlite3"
    with pytest.raises(SharedPlaceError, match=r"network share \(nfs4\).*on a disk of this computer"):
        Database(path).rows("SELECT 1")
    assert not path.parent.exists()
