"""A session with the frozen program sends nothing; and what looks for packets finds those that are sent."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from tests.installer import silent_session, silent_session_network
from tests.installer.silent_session_packets import Packet
from tests.installer.silent_session_program import is_of_network

MINUTES = 40

_WATCH = """
import subprocess, sys
from tests.installer import silent_session_network as network
network.hide_services()
assert network.is_blocked()
capture = network.Capture()
assert not network.is_blocked()
assert capture.prove() == []
since = capture.wait_until_quiet()
subprocess.run([sys.executable, "-c", sys.argv[1]], check=True)
for packet in capture.packets[since : capture.seal()]:
    print(packet.words)
capture.close()
"""


def _watched(code: str) -> list[str]:
    """The packets that a program sends, each in words."""
    lacking = silent_session_network.missing() or silent_session_network.missing_for_capture()
    if lacking:
        pytest.skip(lacking)
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        silent_session_network.command([sys.executable, "-c", _WATCH, code]),
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_a_program_that_is_silent_is_seen_to_send_nothing() -> None:
    assert _watched("print(sum(range(10)), file=__import__('sys').stderr)") == []


def test_one_datagram_to_anywhere_is_seen_with_its_destination() -> None:
    (seen,) = _watched(
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'phone home', ('203.0.113.9', 9))"
    )
    assert "IPv4 UDP 192.0.2.2 port" in seen
    assert seen.endswith("→ 203.0.113.9 port 9, 38 bytes")


def test_a_question_for_a_name_is_seen_with_the_name() -> None:
    asking = (
        "import socket\ntry:\n socket.getaddrinfo('telemetry.example', 443, socket.AF_INET)\nexcept OSError:\n pass\n"
    )
    seen = _watched(asking)
    assert seen
    assert all("port 53, asks for telemetry.example" in packet for packet in seen)


def test_what_a_program_sends_to_its_own_computer_is_seen_too() -> None:
    seen = _watched("import socket; socket.socket().connect_ex(('127.0.0.1', 631))")
    assert seen[0].startswith("lo: IPv4 TCP 127.0.0.1 port")
    assert "→ 127.0.0.1 port 631" in seen[0]


def test_a_packet_is_told_by_protocol_and_ends() -> None:
    udp = struct.pack("!HHHH", 50000, 443, 12, 0) + b"quic"
    plain = bytes([0x45, 0]) + bytes(7) + bytes([17, 0, 0, 10, 0, 0, 1, 192, 0, 2, 9]) + udp
    assert Packet("eth0", plain).words == "eth0: IPv4 UDP 10.0.0.1 port 50000 → 192.0.2.9 port 443, 32 bytes"
    report = bytes([0x60, 0, 0, 0, 0, 16, 0, 1]) + bytes(15) + b"\1" + bytes(15) + b"\2"
    report += bytes([58, 0, 5, 2, 0, 0, 1, 0]) + bytes([143, 0, 0, 0, 0, 0, 0, 0])
    assert Packet("eth0", report).words == "eth0: IPv6 ICMPv6 ::1 → ::2 type 143, 56 bytes"
    assert "no internet protocol" in Packet("eth0", b"\0\0\0").words


def test_a_socket_of_a_network_is_told_from_one_of_the_computer() -> None:
    assert is_of_network("20 socket(AF_INET6, SOCK_STREAM, IPPROTO_IP) = 22")
    assert is_of_network("20 io_uring_setup(8, {flags=0}) = 5")
    assert not is_of_network('20 connect(3, {sa_family=AF_UNIX, sun_path=@"/tmp/.X11-unix/X0"}, 20) = 0')


@pytest.mark.slow
@pytest.mark.parametrize("how", ["--captured", "--blocked"])
def test_a_full_session_with_the_frozen_program_works_and_sends_nothing(how: str, root: Path) -> None:
    program = Path(os.environ.get("XRAYDESK_FROZEN", root / "dist" / "xraydesk" / "xraydesk"))
    if not program.is_file():
        pytest.skip("there is no frozen program: make one (python dev.py build), or name it in XRAYDESK_FROZEN")
    lacking = silent_session.missing(blocked=how == "--blocked")
    if lacking:
        pytest.skip(lacking)
    done = subprocess.run(
        [sys.executable, "-m", "tests.installer.silent_session", program, how],
        cwd=root,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60 * MINUTES,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
