"""Names of transfer syntaxes (PS3.6 A), for people."""

from __future__ import annotations

_BASE = "1.2.840.10008.1.2"

_NAMES = {
    "": "implicit VR, little endian",
    ".1": "explicit VR, little endian",
    ".1.99": "deflated",
    ".2": "explicit VR, big endian",
    ".5": "RLE",
    ".4.50": "JPEG baseline",
    ".4.51": "JPEG extended",
    ".4.57": "JPEG lossless",
    ".4.70": "JPEG lossless, first-order prediction",
    ".4.80": "JPEG-LS lossless",
    ".4.81": "JPEG-LS near-lossless",
    ".4.90": "JPEG 2000 lossless",
    ".4.91": "JPEG 2000",
    ".4.201": "High-Throughput JPEG 2000 lossless",
    ".4.202": "High-Throughput JPEG 2000 lossless, progressive",
    ".4.203": "High-Throughput JPEG 2000",
}


def syntax_name(uid: str) -> str:
    """What a transfer syntax is called, with its UID; the UID alone where it has no name here."""
    name = _NAMES.get(uid.removeprefix(_BASE)) if uid.startswith(_BASE) else None
    return f"{name} ({uid})" if name else uid


def is_native(uid: str) -> bool:
    """Whether samples lie in the file as they are."""
    return uid in (_BASE, f"{_BASE}.1", f"{_BASE}.1.99", f"{_BASE}.2") or not uid.startswith(_BASE)
