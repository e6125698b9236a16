"""What a decoder process may use: memory in proportion to the picture, wall-clock time, no large files.

Memory limits need POSIX; on Windows only the time limits and the checks before decoding hold.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

# What a decoder needs beside the picture (tables, its library, Python's own objects), and for each sample:
# OpenJPEG works in 32-bit integers and 32-bit floats, and input and output lie beside that.
BASE_BYTES = 384 * 1024**2
BYTES_A_SAMPLE = 24
MOST_BYTES = 8 * 1024**3
_MOST_FILE = 3 * 1024**3
# The reader kills first; this ends a process whose reader is gone.
_GRACE_SECONDS = 10.0


def confine() -> None:
    """Limits for the whole life of the process: no core dump, no large file."""
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (_MOST_FILE, _MOST_FILE))


def allow(samples: int) -> None:
    """Let the process use as much memory beyond what it has as a picture of so many samples can need."""
    if sys.platform == "win32":
        return
    import resource

    limit = _size_now() + min(BASE_BYTES + BYTES_A_SAMPLE * samples, MOST_BYTES)
    resource.setrlimit(resource.RLIMIT_AS, (limit, resource.RLIM_INFINITY))


def give_back() -> None:
    """Return freed memory to the system, where the C library keeps it (glibc, malloc_trim(3))."""
    import ctypes

    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


def _size_now() -> int:
    """Bytes of address space in use; 0 where the system does not tell, which leaves the whole to the limit."""
    try:
        return int(Path("/proc/self/statm").read_bytes().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


@contextlib.contextmanager
def wall_clock(seconds: float) -> Iterator[None]:
    """End the process, even inside a decoder that never returns, some seconds after the reader should have."""
    if sys.platform == "win32":
        import faulthandler

        faulthandler.dump_traceback_later(seconds + _GRACE_SECONDS, exit=True)
        yield
        faulthandler.cancel_dump_traceback_later()
        return
    signal.setitimer(signal.ITIMER_REAL, seconds + _GRACE_SECONDS)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)


def peak_bytes() -> int:
    """Most memory that this process ever had in use; 0 where the system does not tell."""
    if sys.platform == "win32":
        return 0
    status = Path("/proc/self/status")
    if status.exists():
        # Not getrusage: on Linux a new process starts with the peak of the one that started it.
        found = re.search(rb"VmHWM:\s*(\d+) kB", status.read_bytes())
        return int(found.group(1)) * 1024 if found else 0
    import resource

    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024
