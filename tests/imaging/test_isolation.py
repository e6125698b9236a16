"""A decoder that aborts, panics, hangs, prints or eats memory costs the one file that made it do so (row 25)."""

from __future__ import annotations

import os
import select
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.imaging.dicom_files import COMPRESSED, dataset, ramp, save, save_compressed
from xraydesk.core.errors import RefusedFileError
from xraydesk.imaging.decoders.base import CodedFrame, DataError, UnsupportedError
from xraydesk.imaging.dicom.codestream import Coding, StreamInfo
from xraydesk.imaging.dicom.layout import Layout
from xraydesk.imaging.isolation import child, lease, wire, worker
from xraydesk.imaging.isolation.lease import DecoderLostError, Lease, Pool
from xraydesk.imaging.read import read

ROOT = Path(__file__).parents[2]
LINUX = sys.platform == "linux"

# A decoder process whose one decoder does what the frame says.
MISBEHAVING = """
import ctypes, os, sys
sys.path.insert(0, sys.argv[1])
import numpy as np
from xraydesk.imaging import decoders
from xraydesk.imaging.dicom.codestream import Coding
class PanicException(BaseException): pass
kept = []
def decode(frame):
    word = frame.stream.decode()
    if word == "abort": os.abort()
    if word == "fault": ctypes.string_at(0)
    if word == "exit": os._exit(0)
    if word == "panic": raise PanicException("index out of bounds")
    if word == "hang":
        while True: pass
    if word == "hog":
        while True: kept.append(bytearray(64 << 20))
    if word == "print": os.write(1, b"on output\\n"); os.write(2, b"Corrupt data: 3 bytes\\n")
    if word == "refuse": raise decoders.DataError("cut")
    if word == "pass": raise decoders.UnsupportedError("odd")
    return np.arange(12, dtype="u2").reshape(3, 4) + len(word)
decoders.DECODERS = (decoders.Decoder("test", frozenset(Coding), decode),)
from xraydesk.imaging.isolation.child import main
sys.exit(main(sys.argv[2]))
"""

SANE = {"number": 1, "error": "", "text": "", "shape": [2], "dtype": "<u2", "name": "", "bits": 1, "lossy": False} | {
    "warnings": [], "trail": [], "noise": [], "peak": 0
}  # fmt: skip


def frame(word: str) -> CodedFrame:
    layout = Layout(3, 4, 1, 1, 16, 16, 15, signed=False, planar=False, photometric="MONOCHROME2")
    return CodedFrame(word.encode(), StreamInfo(Coding.JPEG_LS, 3, 4, 1, 16), layout)


@pytest.fixture(scope="module")
def pool():
    made = Pool(lambda handle: [sys.executable, "-P", "-c", MISBEHAVING, str(ROOT), handle])
    yield made
    made.close()


def decode(pool: Pool, word: str) -> np.ndarray:
    with Lease(0, pool) as process:
        return process.frame(frame(word))[0]


def test_samples_come_back_and_the_process_stays_warm(pool: Pool) -> None:
    assert decode(pool, "fine")[2, 3] == 15
    first = pool._idle[-1].pid
    decode(pool, "again")
    assert pool._idle[-1].pid == first


@pytest.mark.parametrize("word", ["abort", "fault", "exit"])
def test_a_crash_costs_that_file_and_the_process_is_replaced(pool: Pool, word: str) -> None:
    decode(pool, "fine")
    before = {waiting.pid for waiting in pool._idle}
    with pytest.raises(DecoderLostError, match="crash"):
        decode(pool, word)
    assert decode(pool, "fine")[0, 0] == 4
    assert pool._idle[-1].pid not in before


def test_a_panic_is_damage_and_the_process_goes_on(pool: Pool) -> None:
    decode(pool, "fine")
    before = pool._idle[-1].pid
    with pytest.raises(DataError, match="damaged"):
        decode(pool, "panic")
    assert pool._idle[-1].pid == before


def test_a_hang_is_given_up(pool: Pool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lease, "BASE_SECONDS", 0.3)
    with pytest.raises(DecoderLostError, match="longer"):
        decode(pool, "hang")
    monkeypatch.undo()
    assert decode(pool, "fine")[0, 0] == 4


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="these systems enforce no limit on address space")
def test_memory_beyond_the_pictures_size_is_refused(pool: Pool) -> None:
    with pytest.raises((DataError, DecoderLostError), match=r"memory|crash"):
        decode(pool, "hog")
    assert decode(pool, "fine")[0, 0] == 4


def test_what_a_decoder_prints_becomes_a_note(pool: Pool) -> None:
    with Lease(0, pool) as process:
        process.frame(frame("print"))
        assert list(process.notes) == ["The decoder says: on output", "The decoder says: Corrupt data: 3 bytes"]
    with Lease(0, pool) as process:
        process.frame(frame("fine"))
        assert not process.notes


def test_an_answer_that_was_not_waited_for_never_reaches_the_next_file(pool: Pool) -> None:
    def interrupt() -> None:
        raise KeyboardInterrupt

    decode(pool, "fine")
    with pytest.raises(KeyboardInterrupt), Lease(0, pool, meanwhile=interrupt) as process:
        process.frame(frame("a long word"))
    assert decode(pool, "fine")[0, 0] == 4


def test_refusals_come_through_as_what_they_are(pool: Pool) -> None:
    with pytest.raises(DataError, match="cut"):
        decode(pool, "refuse")
    with pytest.raises(UnsupportedError, match="odd"):
        decode(pool, "pass")


def test_an_idle_process_that_died_costs_no_file(pool: Pool) -> None:
    decode(pool, "fine")
    pool._idle[-1]._process.kill()
    pool._idle[-1]._process.wait()
    assert decode(pool, "fine")[0, 0] == 4


def test_a_process_that_cannot_be_started_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (["no such program"], [sys.executable, "-c", "pass"], [sys.executable, "-c", "print('{}')"]):
        broken = Pool(lambda handle, command=command: command)
        with pytest.raises(DecoderLostError, match="cannot be started"):
            decode(broken, "fine")
    monkeypatch.setattr(lease, "_POOL", broken)
    path = save_compressed(ramp(), tmp_path / "a", "jpeg-ls")
    with pytest.raises(RefusedFileError, match="cannot be started"):
        read(path)


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"{}",
        b"[" * 100_000,
        wire.dump({**SANE, "shape": [65536, 65536]}),
        wire.dump({**SANE, "shape": [-1]}),
        wire.dump({**SANE, "shape": [1], "dtype": "|O8"}),
        wire.dump({**SANE, "noise": "text"}),
        wire.dump({**SANE, "number": 2}),
    ],
)
def test_answers_are_believed_only_when_they_are_sane(line: bytes) -> None:
    assert wire.parse_answer(wire.dump(SANE), 1).dtype == "<u2"
    with pytest.raises(wire.WireError):
        wire.parse_answer(line, 1)


def test_many_threads_read_at_once(tmp_path: Path) -> None:
    pictures = {}
    for number in range(24):
        pixels = ramp(64, 48 + number, 4095)
        name = [*COMPRESSED][number % 4]
        path = tmp_path / str(number)
        if name == "jpeg":
            Image.fromarray(pixels).save(path, "TIFF")
        else:
            save_compressed(pixels, path, name)
        pictures[path] = pixels
    with ThreadPoolExecutor(6) as threads:
        for path, radiograph in zip(pictures, threads.map(read, pictures), strict=True):
            np.testing.assert_array_equal(radiograph.samples[0], pictures[path])


def test_a_plain_file_starts_neither_process_nor_thread(tmp_path: Path) -> None:
    files = [save(dataset(ramp()), tmp_path / "a"), tmp_path / "b.png", tmp_path / "c.jpg"]
    for path in files[1:]:
        Image.fromarray(ramp(top=255, dtype="u1")).save(path)
    program = (
        "import sys, threading, pathlib; from xraydesk.imaging.read import read;"
        "[read(pathlib.Path(name)) for name in sys.argv[1:]];"
        "assert threading.active_count() == 1; assert 'multiprocessing' not in sys.modules;"
        "lease = sys.modules.get('xraydesk.imaging.isolation.lease');"
        "assert lease is None or not lease.program_pool()._idle"
    )
    subprocess.run([sys.executable, "-c", program, *map(str, files)], check=True, cwd=ROOT)


@pytest.mark.skipif(not LINUX, reason="waits on a process that is not its own, through a pidfd")
@pytest.mark.parametrize("end", ["pass", "os._exit(1)", "os.kill(os.getpid(), 9)"])
def test_the_decoder_process_ends_with_the_program_however_that_ends(tmp_path: Path, end: str) -> None:
    path = save_compressed(ramp(), tmp_path / "a", "jpeg-ls")
    program = (
        "import os, sys, pathlib; from xraydesk.imaging.read import read; read(pathlib.Path(sys.argv[1]));"
        "from xraydesk.imaging.isolation.lease import program_pool;"
        f"print(program_pool()._idle[0].pid, flush=True); sys.stdin.readline(); {end}"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as parent:
        handle = os.pidfd_open(int(parent.stdout.readline()))
        assert not select.select([handle], [], [], 0)[0]
        parent.stdin.close()
        parent.wait()
    try:
        assert select.select([handle], [], [], 20)[0], "the decoder process outlived the program"
    finally:
        os.close(handle)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="there is no fork here")
def test_a_forked_process_reads_with_processes_of_its_own(tmp_path: Path) -> None:
    path = save_compressed(ramp(), tmp_path / "a", "jpeg-ls")
    program = (
        "import os, sys, pathlib, warnings; warnings.simplefilter('ignore');"
        "from xraydesk.imaging.read import read; path = pathlib.Path(sys.argv[1]);"
        "first = read(path).stored_sha256; child = os.fork();\n"
        "if child == 0: os._exit(0 if read(path).stored_sha256 == first else 1)\n"
        "assert os.waitpid(child, 0)[1] == 0; assert read(path).stored_sha256 == first"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program, str(path)], check=True, cwd=ROOT, timeout=60)


def test_a_frozen_program_starts_itself_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker.command("7") == [sys.executable, worker.CHILD_ARGUMENT, "7"]


@pytest.mark.skipif(sys.platform == "win32", reason="pipes cannot be waited for there")
def test_memory_is_given_back_when_no_job_comes_but_not_between_jobs(monkeypatch: pytest.MonkeyPatch) -> None:
    reading, writing = os.pipe()
    given = []

    def give_back() -> None:
        given.append(True)
        os.write(writing, b"late job")

    monkeypatch.setattr(child, "REST_SECONDS", 0.0)
    monkeypatch.setattr(child.limits, "give_back", give_back)
    os.write(writing, b"job at hand")
    assert child._read(reading) == b"job at hand"
    assert not given
    assert child._read(reading) == b"late job"
    assert given
    os.close(reading)
    os.close(writing)


@pytest.mark.skipif(sys.platform != "linux", reason="only glibc can be asked for it")
def test_freed_memory_goes_back_to_the_system() -> None:
    code = """
import ctypes, re
from pathlib import Path
from xraydesk.imaging.isolation import limits

def resident():
    return int(re.search(r"VmRSS:\\s*(\\d+)", Path("/proc/self/status").read_text()).group(1)) // 1024

ctypes.CDLL(None).mallopt(-1, 1 << 30)  # M_TRIM_THRESHOLD: keep what is freed
blocks = [bytearray(b"x" * 60000) for _ in range(2000)]
full = resident()
del blocks
kept = resident()
limits.give_back()
print(full - kept < 20, kept - resident() > 80)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True", "True"]
