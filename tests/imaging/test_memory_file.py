"""The memory that frames travel in: what is written is read, and nobody can pull it from under a mapping."""

from __future__ import annotations

import os
import sys

import numpy as np
import pytest

from xraydesk.imaging.isolation.memory_file import MemoryFile


@pytest.mark.parametrize("sealed", [False, True])
def test_what_one_side_writes_the_other_reads(sealed: bool) -> None:
    first = MemoryFile(sealed=sealed)
    second = MemoryFile(str(os.dup(first.descriptor)) if sys.platform != "win32" else first.handle)
    for size in (10, 3_000_000, 500):
        data = np.random.default_rng(size).bytes(size)
        first.write(data)
        assert second.read(size) == data
        answer = bytes(reversed(data))
        second.write(answer)
        target = bytearray(size)
        assert first.read_into(memoryview(target))
        assert bytes(target) == answer
    first.close()
    second.close()


@pytest.mark.parametrize("sealed", [False, True])
def test_a_file_that_is_shorter_than_promised_is_noticed(sealed: bool) -> None:
    file = MemoryFile(sealed=sealed)
    file.write(bytes(100))
    assert not file.read_into(memoryview(bytearray(50_000_000)))
    file.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux seals memory files")
def test_a_sealed_file_cannot_be_made_shorter_by_anyone() -> None:
    file = MemoryFile(sealed=True)
    file.write(bytes(10_000))
    with pytest.raises(PermissionError):
        os.ftruncate(file.descriptor, 0)
    file.close()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux seals memory files")
@pytest.mark.parametrize("sealed", [False, True])
def test_the_memory_of_a_large_picture_is_given_back(sealed: bool) -> None:
    file = MemoryFile(sealed=sealed)
    file.write(np.ones(20 * 2**20, np.uint8).data)
    assert os.fstat(file.descriptor).st_blocks * 512 >= 20 * 2**20
    file.shrink(2**20)
    assert os.fstat(file.descriptor).st_blocks * 512 < 2**20
    file.close()
