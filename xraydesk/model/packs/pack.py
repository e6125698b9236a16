"""A model pack: a bundle in one file, with the digests of all it holds, and a signature in a second file beside it.

The first member, ``pack.json``, names the model and lists size and SHA-256 of every other member; the second is the
card; the rest follows by name. The signature is of the pack's bytes as they are, and says which key it was made with.
Everything is read once and judged from memory, so nobody can exchange the file between the look and the use.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from xraydesk.core.errors import ModelError, PackError
from xraydesk.core.files import write_atomically
from xraydesk.model import card as cards
from xraydesk.model.bundle import CARD, Bundle
from xraydesk.model.packs import archive, trust
from xraydesk.model.packs.archive import ArchiveError
from xraydesk.model.packs.keys import PrivateKey

ENDING: Final = ".xrdpack"
LIST: Final = "pack.json"
FORMAT: Final = 1
ALGORITHM: Final = "Ed25519"

_LARGEST_SIGNATURE: Final = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Pack:
    """A pack that was verified: its form, its digests and, unless that was waived, its signature.

    Attributes
    ----------
    path
        Its file.
    card
        What the model says of itself.
    model_sha256
        Digest of the card, which names the model.
    files
        Bytes of the bundle's files by name, the card first.
    signed_by
        The trusted key that signed it; None for one without a signature.
    """

    path: Path
    card: cards.ModelCard
    model_sha256: str
    files: Mapping[str, memoryview]
    signed_by: trust.Trusted | None


def signature_of(path: Path) -> Path:
    """Where the signature of a pack is: beside it, with ``.sig`` after its name."""
    return path.with_name(f"{path.name}.sig")


def write(bundle: Bundle, target: Path, key: PrivateKey | None) -> None:
    """Write a verified bundle as a pack, and its signature beside it; the same bundle and key give the same bytes.

    Parameters
    ----------
    key
        What signs it; None writes no signature, and removes one of an older pack of this name.

    Raises
    ------
    PackError
        The id or a file's name is not one for every system, a file changed meanwhile, or it cannot be written.
    """
    if not archive.is_plain(bundle.card.id):
        raise PackError(target, f"the model's id {bundle.card.id!r} is not a plain name of ASCII letters and digits")
    try:
        files = {name: (bundle.directory / name).read_bytes() for name in (CARD, *sorted(bundle.card.files))}
        listed = {name: {"bytes": len(content), "sha256": _digest(content)} for name, content in files.items()}
        if {name: line["sha256"] for name, line in listed.items()} != {CARD: bundle.sha256, **bundle.card.files}:
            raise PackError(target, "the model was changed while it was read")
        values = {"format": FORMAT, "id": bundle.card.id, "version": bundle.card.version, "files": listed}
        content = archive.write({LIST: f"{json.dumps(values, indent=1)}\n".encode("ascii"), **files})
        signature_of(target).unlink(missing_ok=True)  # a killed program must not leave it beside another pack
        write_atomically(target, content)
        if key is not None:
            write_atomically(signature_of(target), _signature(content, key))
    except ArchiveError as error:
        raise PackError(target, f"the pack {error}") from error
    except OSError as error:
        raise PackError(target, f"it cannot be written: {error.strerror}") from error


def _signature(content: bytes, key: PrivateKey) -> bytes:
    text = base64.b64encode(key.sign(content)).decode()
    values = {"format": FORMAT, "algorithm": ALGORITHM, "key": key.public.id, "signature": text}
    return f"{json.dumps(values, indent=1)}\n".encode()


def read(path: Path, *, may_be_unsigned: bool = False) -> Pack:
    """Read and verify a pack.

    Parameters
    ----------
    may_be_unsigned
        Whether one without a signature will do; a signature that is there must be good all the same.

    Raises
    ------
    PackError
        With one sentence: it is no pack, was altered, or its signature is missing, wrong or of an unknown key.
    """
    content = _content(path, archive.LARGEST)
    try:
        members = archive.read(content)
    except ArchiveError as error:
        raise PackError(path, f"it {error}") from error
    signed_by = _signed_by(path, content, may_be_unsigned=may_be_unsigned)
    card, files = _judged(path, members)
    return Pack(path, card, _digest(files[CARD]), files, signed_by)


def _content(path: Path, largest: int) -> bytes:
    try:
        with path.open("rb") as stream:
            content = stream.read(largest + 1)
    except OSError as error:
        raise PackError(path, f"it cannot be read: {error.strerror}") from error
    if len(content) > largest:
        raise PackError(path, "it is far too large")
    return content


def _signed_by(path: Path, content: bytes, *, may_be_unsigned: bool) -> trust.Trusted | None:
    file = signature_of(path)
    if not file.exists():
        if may_be_unsigned:
            return None
        raise PackError(path, f"its signature {file.name} is missing, so nobody vouches for it")
    try:
        values = json.loads(_content(file, _LARGEST_SIGNATURE))
        if (values["format"], values["algorithm"]) != (FORMAT, ALGORITHM):
            raise PackError(file, "the signature is of a kind that this version does not know")
        key_id, signature = str(values["key"]), base64.b64decode(values["signature"], validate=True)
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PackError(file, "it is no signature, or is damaged") from error
    key = trust.find(key_id)
    if key is None:
        shown = key_id if len(key_id) < 64 and key_id.isascii() and key_id.isprintable() else "of an unknown form"
        raise PackError(path, f"it was signed with the key {shown}, which is not trusted here")
    if not key.key.fits(signature, content):
        raise PackError(path, f"its signature is wrong: it is not what {key.name} signed")
    return key


def _judged(path: Path, members: dict[str, memoryview]) -> tuple[cards.ModelCard, dict[str, memoryview]]:
    """The card and the files, after list, members and card were held against one another."""
    files = {name: content for name, content in members.items() if name != LIST}
    values = _list_of(path, members)
    for name in sorted(files.keys() ^ values["files"].keys()):
        word = "is missing in" if name not in files else "is not on the list of"
        raise PackError(path, f"{_shown(name)} {word} the pack")
    for name, content in files.items():
        if values["files"][name] != {"bytes": len(content), "sha256": _digest(content)}:
            raise PackError(path, f"{name} in it was altered: its digest does not match")
    if CARD not in files:
        raise PackError(path, "it holds no model card")
    try:
        card = cards.parse(bytes(files[CARD]))
    except ModelError as error:
        raise PackError(path, str(error)) from error
    if card.files != {name: line["sha256"] for name, line in values["files"].items() if name != CARD}:
        raise PackError(path, "what it holds is not what its model card lists")
    if (card.id, card.version) != (values["id"], values["version"]):
        raise PackError(path, "its list and its model card name different models")
    if not archive.is_plain(card.id):
        raise PackError(path, "its model has no plain name that could be that of a folder")
    return card, files


def _list_of(path: Path, members: Mapping[str, memoryview]) -> dict[str, Any]:
    if LIST not in members:
        raise PackError(path, "it is no model pack: it holds no list of its files")
    try:
        values: dict[str, Any] = json.loads(bytes(members[LIST]))
        if values["format"] != FORMAT:
            raise PackError(path, "it is a model pack of a kind that this version does not read")
        if set(values) != {"format", "id", "version", "files"} or not isinstance(values["files"], dict):
            raise PackError(path, "the list of its files is damaged")
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise PackError(path, "the list of its files is damaged") from error
    return values


def _shown(name: str) -> str:
    return name if archive.is_plain(name) else "a file without a plain name"


def _digest(content: bytes | memoryview) -> str:
    return hashlib.sha256(content).hexdigest()
