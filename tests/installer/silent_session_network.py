"""A network that leads nowhere: a namespace of its own, in which every packet that anything sends is read and kept.

Instead of a wire the namespace has a TUN device, so that what leaves by it comes out of a file descriptor; routes for
both versions of the protocol lead to it, and so does the name server. What the computer sends to itself is read from
its loopback device by a packet socket.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import selectors
import socket
import struct
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from tests.installer.silent_session_packets import Packet

INSIDE: Final = "XRAYDESK_SILENT_SESSION"
"""Set in the environment of a process that is in the namespace already."""

DEVICE: Final = "silent0"
_OWN, _ELSEWHERE, _NAME_SERVER = "192.0.2.2", "198.51.100.7", "192.0.2.53"
_OWN_6, _ELSEWHERE_6 = "2001:db8::2", "2001:db8:1::7"
_TUNSETIFF, _IFF_TUN, _IFF_NO_PI, _SIOCGIFFLAGS = 0x400454CA, 0x0001, 0x1000, 0x8913
_ETH_P_ALL, _ETHERNET_BYTES = 0x0003, 14
_QUIET_S, _PATIENCE_S = 1.0, 30.0


def missing() -> str:
    """What is not there to make the namespace with, as a sentence; empty where one can be made."""
    if sys.platform != "linux":
        return "A network namespace can be made on Linux only."
    try:
        tried = subprocess.run([*_unshare(), "true"], capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return "unshare is not installed (Debian: apt-get install util-linux)."
    if tried.returncode:
        return f"No namespace can be made here, neither as root nor as a user: {tried.stderr.strip()}."
    return ""


def missing_for_capture() -> str:
    """What is not there to make the device with, as a sentence; empty where nothing is missing."""
    if not os.access("/dev/net/tun", os.R_OK | os.W_OK):
        return "/dev/net/tun is not there or may not be opened."
    if subprocess.run(["sh", "-c", "command -v ip"], capture_output=True, check=False).returncode:
        return "ip is not installed (Debian: apt-get install iproute2)."
    return ""


def _unshare() -> list[str]:
    """Also a process table of its own: whatever the session has started ends with it."""
    own = [] if os.geteuid() == 0 else ["--user", "--map-root-user"]
    return ["unshare", *own, "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "--"]


def command(words: list[str]) -> list[str]:
    """The command that runs these words in a namespace whose only device is a loopback that is down."""
    return [*_unshare(), *words]


def inside(words: list[str]) -> int:
    """Run a command there; its exit status."""
    return subprocess.run(command(words), env={**os.environ, INSIDE: "1"}, check=False).returncode


def hide_services() -> None:
    """Take away the ways to services of this computer that would ask the network for somebody (inside only)."""
    own = Path("/etc/resolv.conf").resolve()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "mode=755", "none", "/run"], check=True)
    asked = Path("/run/silent-session.conf")
    asked.write_text(f"nameserver {_NAME_SERVER}\noptions timeout:1 attempts:1\n")
    if not own.exists():  # it lies below what was just taken away
        own.parent.mkdir(parents=True, exist_ok=True)
        own.touch()
    subprocess.run(["mount", "--bind", asked, own], check=True)


def is_blocked() -> bool:
    """Whether no device of this namespace is up."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        for _, name in socket.if_nameindex():
            asked = struct.pack("16sh22x", name.encode(), 0)
            if struct.unpack("16sh22x", fcntl.ioctl(one, _SIOCGIFFLAGS, asked))[1] & 1:
                return False
        try:
            one.sendto(b"blocked?", (_ELSEWHERE, 9))
        except OSError:
            return True
    return False


class Capture:
    """Keeps every packet that leaves this namespace or goes through its loopback; made inside only.

    Attributes
    ----------
    packets
        All of them, oldest first.
    """

    def __init__(self) -> None:
        self.packets: list[Packet] = []
        self._more = threading.Condition()
        self._tun = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
        fcntl.ioctl(self._tun, _TUNSETIFF, struct.pack("16sH22x", DEVICE.encode(), _IFF_TUN | _IFF_NO_PI))
        # By itself the system asks for routers, tries its addresses and reports its groups: that is not the program.
        for name in ("autoconf", "accept_ra", "router_solicitations"):
            _set(name, "0")
        _set("addr_gen_mode", "1")
        for words in (
            f"link set lo up,addr add {_OWN}/24 dev {DEVICE},link set {DEVICE} up,route add default dev {DEVICE},"
            f"-6 addr add {_OWN_6}/64 dev {DEVICE} nodad,-6 route add default dev {DEVICE}"
        ).split(","):
            subprocess.run(["ip", *words.split()], check=True)
        self._loopback = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(_ETH_P_ALL))
        self._loopback.bind(("lo", 0))
        self._loopback.setblocking(False)
        self._is_over = False
        self._reader = threading.Thread(target=self._read, name="capture", daemon=True)
        self._reader.start()

    def close(self) -> None:
        """Read no more."""
        self._is_over = True
        self._reader.join()
        self._loopback.close()
        os.close(self._tun)

    def _read(self) -> None:
        with selectors.DefaultSelector() as both:
            both.register(self._tun, selectors.EVENT_READ)
            both.register(self._loopback, selectors.EVENT_READ)
            while not self._is_over:
                for key, _ in both.select(0.1):
                    self._take(is_tun=key.fileobj == self._tun)

    def _take(self, *, is_tun: bool) -> None:
        if is_tun:
            packet = Packet(DEVICE, os.read(self._tun, 65536))
        else:
            content, address = self._loopback.recvfrom(65536 + _ETHERNET_BYTES)
            if address[2] != socket.PACKET_OUTGOING:  # each passes here twice
                return
            packet = Packet("lo", content[_ETHERNET_BYTES:])
        with self._more:
            self.packets.append(packet)
            self._more.notify_all()

    def wait_for(self, text: str, since: int = 0) -> bool:
        """Wait until a packet was seen whose words hold this text."""
        with self._more:
            return self._more.wait_for(
                lambda: any(text in packet.words for packet in self.packets[since:]), timeout=_PATIENCE_S
            )

    def wait_until_quiet(self) -> int:
        """Wait until nothing has been sent for a while; how many packets there are then."""
        end = time.monotonic() + _PATIENCE_S
        with self._more:
            while self._more.wait(_QUIET_S):
                if time.monotonic() > end:
                    raise TimeoutError(f"The device does not become quiet: {self.packets[-1].words}")
            return len(self.packets)

    def prove(self) -> list[str]:
        """Send one packet of every kind that is looked for; those that were not seen, which should be none."""
        since = len(self.packets)
        expected = {
            f"UDP {_OWN} port": f"→ {_ELSEWHERE} port 4242",
            f"UDP {_OWN_6} port": f"→ {_ELSEWHERE_6} port 4242",
            f"TCP {_OWN} port": f"→ {_ELSEWHERE} port 443",
            "a question for a name": f"→ {_NAME_SERVER} port 53",
            "to itself": "→ 127.0.0.1 port 4242",
        }
        with _closed_at_once(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.sendto(b"proof", (_ELSEWHERE, 4242))
            one.sendto(b"proof", ("127.0.0.1", 4242))
        with _closed_at_once(socket.AF_INET6, socket.SOCK_DGRAM) as one:
            one.sendto(b"proof", (_ELSEWHERE_6, 4242))
        with _closed_at_once(socket.AF_INET, socket.SOCK_STREAM) as one:
            one.connect_ex((_ELSEWHERE, 443))
        with contextlib.suppress(socket.gaierror):
            socket.getaddrinfo("hospital.example", 443)
        return [name for name, text in expected.items() if not self.wait_for(text, since)]

    def seal(self) -> int:
        """Send a last datagram and wait for it; how many packets were seen before, of which none can be missing."""
        since = len(self.packets)
        with _closed_at_once(socket.AF_INET, socket.SOCK_DGRAM) as one:
            one.sendto(b"seal", (_ELSEWHERE, 4343))
            one.sendto(b"seal", ("127.0.0.1", 4343))
        for end in (f"{_ELSEWHERE} port 4343", "127.0.0.1 port 4343"):
            if not self.wait_for(end, since):
                raise TimeoutError("The capture has stopped: its last datagram was not seen.")
        return next(place for place in range(since, len(self.packets)) if "port 4343" in self.packets[place].words)


@contextlib.contextmanager
def _closed_at_once(family: int, kind: int) -> Iterator[socket.socket]:
    with socket.socket(family, kind) as one:
        one.setblocking(False)
        yield one


def _set(name: str, value: str) -> None:
    place = Path(f"/proc/sys/net/ipv6/conf/{DEVICE}/{name}")
    if place.exists():
        place.write_text(value)
