"""What a packet says: the protocol, who it is from, who it is to, and the name that a name server is asked for."""

from __future__ import annotations

import ipaddress
import struct
from dataclasses import dataclass
from typing import Final

_PROTOCOLS: Final = {1: "ICMP", 2: "IGMP", 6: "TCP", 17: "UDP", 58: "ICMPv6"}
_NAMES = 53
"""The port of name servers."""


@dataclass(frozen=True, slots=True)
class Packet:
    """One packet that was sent.

    Attributes
    ----------
    device
        Which one it left by.
    content
        From the header of the internet protocol on.
    """

    device: str
    content: bytes

    @property
    def words(self) -> str:
        """Protocol, from where and where to, in one line."""
        return f"{self.device}: {_decoded(self.content)}, {len(self.content)} bytes"


def _decoded(content: bytes) -> str:
    version = content[0] >> 4 if content else 0
    if version == 4 and len(content) >= 20:
        protocol, rest = content[9], content[(content[0] & 15) * 4 :]
        addresses = content[12:16], content[16:20]
    elif version == 6 and len(content) >= 40:
        protocol, rest = content[6], content[40:]
        addresses = content[8:24], content[24:40]
        if protocol == 0 and len(rest) >= 8:  # hop-by-hop options, as before reports of group membership
            protocol, rest = rest[0], rest[(rest[1] + 1) * 8 :]
    else:
        return f"no internet protocol ({content[:16].hex()}…)"
    ends = [str(ipaddress.ip_address(address)) for address in addresses]
    asked = ""
    if protocol in (6, 17) and len(rest) >= 4:
        ends = [f"{end} port {port}" for end, port in zip(ends, struct.unpack("!HH", rest[:4]), strict=True)]
        if protocol == 17 and struct.unpack("!H", rest[2:4])[0] == _NAMES:
            asked = f", asks for {_name(rest[20:])}"
    elif protocol in (1, 58) and rest:
        ends[1] += f" type {rest[0]}"
    name = _PROTOCOLS.get(protocol, f"protocol {protocol}")
    return f"IPv{version} {name} {ends[0]} → {ends[1]}{asked}"


def _name(question: bytes) -> str:
    """The name that a question to a name server is about."""
    parts: list[str] = []
    while question and 0 < question[0] < 64:
        parts.append(question[1 : question[0] + 1].decode("ascii", "replace"))
        question = question[question[0] + 1 :]
    return ".".join(parts) or "?"
