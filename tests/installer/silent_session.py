"""A full session with the frozen program, in a network that leads nowhere: not one packet may leave.

    python -m tests.installer.silent_session PROGRAM [--edition lite|standard] [--blocked | --captured]
        [--pictures FOLDER] [--only window|commands]

Blocked: no device of the network is up, and every step must work all the same. Captured (the default): there are
routes, a name server and a loopback, and every packet is read; three of the command's own prove at the beginning, and
one at the end, that none is missed. Where strace is installed, no socket of a network may be opened either. Exit
status 1 where a step failed, a packet was seen or a socket was opened. Linux, with unshare, Xvfb and xdotool; as root,
or as a user who may make namespaces.
"""

# ruff: noqa: T201 - its work is to print

from __future__ import annotations

import argparse
import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

from tests.installer import silent_session_films, silent_session_network
from tests.installer.silent_session_commands import Commands, Step
from tests.installer.silent_session_film import Film
from tests.installer.silent_session_network import Capture
from tests.installer.silent_session_program import Program, is_of_network
from tests.installer.silent_session_screen import Desk, MissedError
from tests.installer.silent_session_window import Window
from tests.installer.silent_session_worklist import Worklist

MOST_SHOWN = 40
"""Lines of packets and of sockets that are printed."""


def main() -> int:
    """Make the network, lead the session, and say what was seen; the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--edition", choices=("lite", "standard"), help="default: as the name of its folder says")
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--blocked", action="store_true", help="no device of the network is up")
    how.add_argument("--captured", action="store_true", help="everything is up and read (default)")
    parser.add_argument("--pictures", type=Path, help="folder for what was on the screen")
    parser.add_argument("--only", choices=("window", "commands"), help="one part of the session")
    options = parser.parse_args()
    program: Path = options.program.resolve()
    if not os.access(program, os.X_OK) or not (program.parent / "_internal").is_dir():
        return _refuse(f"{options.program} is no frozen program.")
    options.edition = options.edition or ("standard" if program.parent.name.endswith("-standard") else "lite")
    if silent_session_network.INSIDE not in os.environ:
        lacking = missing(blocked=options.blocked, only=options.only)
        if lacking:
            return _refuse(lacking)
        root = str(Path(__file__).resolve().parents[2])
        os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [root, os.environ.get("PYTHONPATH", "")]))
        return silent_session_network.inside([sys.executable, "-m", "tests.installer.silent_session", *sys.argv[1:]])
    silent_session_network.hide_services()
    with tempfile.TemporaryDirectory(prefix="silent-") as place:
        return lead(program, options, Path(place))


def missing(*, blocked: bool, only: str | None = None) -> str:
    """What is not there for a session, as a sentence; empty where nothing is missing."""
    for tool in ("Xvfb", "xdotool") if only != "commands" else ():
        if shutil.which(tool) is None:
            return f"{tool} is not installed (Debian: apt-get install xvfb xdotool)."
    return silent_session_network.missing() or ("" if blocked else silent_session_network.missing_for_capture())


def lead(program: Path, options: argparse.Namespace, place: Path) -> int:
    """Lead the session and print what came of it; the exit status."""
    capture = None
    if options.blocked:
        if not silent_session_network.is_blocked():
            return _refuse("The network of this namespace is not blocked.")
        print("blocked: no device of the network is up, and a datagram cannot be sent")
    else:
        capture = Capture()
        unseen = capture.prove()
        if unseen:
            return _refuse(f"The capture does not see {', '.join(unseen)}.")
        print(f"the capture works: {len(capture.packets)} packets of its own were seen")
        for packet in capture.packets:
            print(f"    {packet.words}")
    since = capture.wait_until_quiet() if capture is not None else 0
    by_hand, by_command = Program(program, place / "by hand"), Program(program, place / "by command")
    done, failed = follow(_steps(by_hand, by_command, options, place))
    wrong = failed
    print(f"{done} steps done, {failed} failed")
    if capture is not None:
        seen = capture.packets[since : capture.seal()]
        capture.close()
        print(f"{len(seen)} packets with {sum(len(each.content) for each in seen)} bytes were seen in the session")
        wrong += _show([packet.words for packet in seen])
    if by_hand.is_traced:
        calls = by_hand.calls() + by_command.calls()
        opened = [call for call in calls if is_of_network(call)]
        print(f"{len(opened)} of {len(calls)} sockets and connections were of a network")
        wrong += _show(opened)
    else:
        print("strace is not installed: which sockets were opened is not known")
    return 1 if wrong else 0


def _steps(by_hand: Program, by_command: Program, options: argparse.Namespace, place: Path) -> Iterable[Step]:
    films = silent_session_films.make(by_hand.path, place)
    (place / "commands").mkdir()
    if options.only != "window":
        yield from Commands(by_command, films, options.edition, place / "commands").steps()
    if options.only != "commands":
        (place / "saved").mkdir()
        with contextlib.closing(Desk(options.pictures)) as desk:
            window = Window(by_hand, films, desk, place / "saved")
            try:
                yield from Film(window, options.edition).steps()
                yield from Worklist(window).steps()
            finally:
                window.end()


def follow(steps: Iterable[Step]) -> tuple[int, int]:
    """Do one step after the other, also after one that failed; how many were done, and how many failed."""
    done = failed = 0
    for words, act in steps:
        begin = time.monotonic()
        try:
            act()
        except (MissedError, OSError, ValueError, LookupError, subprocess.TimeoutExpired) as error:
            failed += 1
            print(f"  FAILED  {words}: {type(error).__name__}: {error}", flush=True)
        else:
            done += 1
            print(f"  done    {words} ({time.monotonic() - begin:.1f} s)", flush=True)
    return done, failed


def _show(lines: list[str]) -> int:
    for line in lines[:MOST_SHOWN]:
        print(f"    {line}")
    if len(lines) > MOST_SHOWN:
        print(f"    and {len(lines) - MOST_SHOWN} more")
    return len(lines)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return 2


if __name__ == "__main__":
    sys.exit(main())
