"""A disk that fills up."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

SIZE = 8 << 20


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of eight mebibytes; the test skips where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "tmpfs", str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("no disk may be mounted here")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.fixture
def filled(small_disk: Path) -> Callable[[], Path]:
    """Takes what room there still is on that disk, with a file that is then there to be removed."""

    def fill() -> Path:
        file = small_disk / "full"
        with file.open("wb", buffering=0) as stream:
            for _ in range(SIZE // 4096 + 1):
                try:
                    stream.write(bytes(4096))
                except OSError:
                    return file
        raise AssertionError("the disk is larger than it should be")

    return fill
