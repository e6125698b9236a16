"""Ed25519 keys that sign model packs, as PEM files that other programs read too (RFC 8032, RFC 8410).

The library is imported where a key is used and nowhere before.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from xraydesk.core.errors import PackError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

PUBLIC_ENDING: Final = ".pub"

_LARGEST: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class PublicKey:
    """What signatures are checked with: 32 bytes."""

    raw: bytes

    @property
    def id(self) -> str:
        """What names the key: the first half of its SHA-256, in groups of four to be read out."""
        text = hashlib.sha256(self.raw).hexdigest()[:32]
        return " ".join(text[start : start + 4] for start in range(0, 32, 4))

    def fits(self, signature: bytes, content: bytes) -> bool:
        """Whether the holder of the private key signed this content."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

        try:
            Ed25519PublicKey.from_public_bytes(self.raw).verify(signature, content)
        except (InvalidSignature, ValueError):
            return False
        return True


@dataclass(frozen=True, slots=True)
class PrivateKey:
    """What signs; made by `read_private`."""

    _key: Ed25519PrivateKey

    @property
    def public(self) -> PublicKey:
        """The key that others check with."""
        return PublicKey(self._key.public_key().public_bytes_raw())

    def sign(self, content: bytes) -> bytes:
        """64 bytes; the same for the same content."""
        return self._key.sign(content)


def generate(path: Path, password: bytes | None = None) -> PublicKey:
    """Make a pair of keys: ``path``, for its owner alone, and the public one beside it with the ending ``.pub``.

    Parameters
    ----------
    password
        What the private key is encrypted with; None leaves it readable by whoever can read the file.

    Raises
    ------
    PackError
        One of the files is there already (a lost key cannot be made again), or the folder cannot be written.
    """
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    public_path = path.with_suffix(PUBLIC_ENDING)
    if path == public_path:
        raise PackError(path, f"a private key cannot end in {PUBLIC_ENDING}, which is the public one's ending")
    key = Ed25519PrivateKey.generate()
    encryption = form.BestAvailableEncryption(password) if password else form.NoEncryption()
    secret = key.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, encryption)
    public = key.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    if public_path.exists():
        raise PackError(public_path, "it is there already, and a key is never written over")
    _write_new(path, secret, 0o600)
    try:
        _write_new(public_path, public, 0o644)
    except PackError:
        path.unlink()
        raise
    return PrivateKey(key).public


def _write_new(path: Path, content: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError as error:
        raise PackError(path, "it is there already, and a key is never written over") from error
    except OSError as error:
        raise PackError(path, f"it cannot be written: {error.strerror}") from error
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(handle)
    except OSError as error:
        path.unlink()
        raise PackError(path, f"it cannot be written: {error.strerror}") from error


def read_private(path: Path, ask_password: Callable[[], bytes]) -> PrivateKey:
    """Read a private key; its password is asked for only where it has one.

    Raises
    ------
    PackError
        It cannot be read, is no private Ed25519 key, or the password is wrong.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    content = _content(path)
    is_locked = b"ENCRYPTED PRIVATE KEY" in content
    try:
        key = load_pem_private_key(content, ask_password() if is_locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        reason = "the password is wrong, or the key is damaged" if is_locked else "it is no private key"
        raise PackError(path, reason) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise PackError(path, "it is not an Ed25519 key")
    return PrivateKey(key)


def read_public(path: Path) -> PublicKey:
    """Read a public key.

    Raises
    ------
    PackError
        It cannot be read or is no public Ed25519 key.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key

    content = _content(path)
    if b"PRIVATE KEY" in content:
        raise PackError(path, "it is a private key, which must not be given away; trust the public one beside it")
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm) as error:
        raise PackError(path, "it is no public key") from error
    if not isinstance(key, Ed25519PublicKey):
        raise PackError(path, "it is not an Ed25519 key")
    return PublicKey(key.public_bytes_raw())


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        raise PackError(path, f"it cannot be read: {error.strerror}") from error
    if len(content) > _LARGEST:
        raise PackError(path, "it is far too large for a key")
    return content
