"""Pseudonyms by a salted hash: the same for the same person or film in every export, untold without the salt."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import replace
from pathlib import Path, PurePath
from typing import Final

from xraydesk.core.decisions import Decision
from xraydesk.core.files import write_atomically
from xraydesk.core.paths import user_data
from xraydesk.export.failures import ExportError, translated
from xraydesk.export.run import Case, Run

LEAST_SALT: Final = 16
"""Bytes; patient IDs are few enough to be tried one after the other where the salt can be guessed."""

_OTHER: Final = "other"


def own_salt(folder: Path | None = None) -> bytes:
    """The salt of this installation, made when it is first needed and kept where only its user can read it.

    Whoever has it can tell whether a pseudonym is of a given patient: it is never exported.

    Raises
    ------
    ExportError
        It cannot be read or kept.
    """
    file = (folder or user_data()) / "export.salt"
    with translated(file):
        if file.exists():
            salt = file.read_bytes()
        else:
            file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            salt = secrets.token_bytes(32)
            write_atomically(file, salt)  # readable by its owner only, as every temporary file is
    check(salt)
    return salt


def check(salt: bytes) -> None:
    """Raise ExportError for a salt that protects nothing."""
    if len(salt) < LEAST_SALT:
        raise ExportError(f"pseudonyms need a salt of at least {LEAST_SALT} bytes; this one has {len(salt)}")


def pseudonym(salt: bytes, kind: str, value: str) -> str:
    """Sixteen hexadecimal digits for a value; empty for an empty one. Different for different kinds of values."""
    return _digest(salt, kind, value).hex()[:16] if value else ""


def pseudonymous_uid(salt: bytes, uid: str) -> str:
    """A UID in the place of another: ``2.25.`` and 128 bits of a salted hash as a number (PS3.5 B.2)."""
    return f"2.25.{int.from_bytes(_digest(salt, 'uid', uid)[:16])}"


def pseudonymous(run: Run, salt: bytes) -> Run:
    """A run in which neither patients nor readers are named, and no film can be found by its path or its bytes.

    Paths keep their ending only. Notes are left out; a correction in free text becomes ``other``.

    Raises
    ------
    ExportError
        The salt protects nothing.
    """
    check(salt)
    return replace(run, cases=tuple(_case(run, case, salt) for case in run.cases))


def _case(run: Run, case: Case, salt: bytes) -> Case:
    result = case.result
    film = pseudonym(salt, "film", result.sha256 or str(result.path))
    path = Path(f"film-{film}{safe_ending(result.path)}")
    return replace(
        case,
        result=replace(result, path=path, sha256=pseudonym(salt, "film", result.sha256)),
        decisions=tuple(_decision(run, decision, salt) for decision in case.decisions),
        notes=(),
        patient=pseudonym(salt, "patient", case.patient),
        source=pseudonym(salt, "source", case.source),
    )


def _decision(run: Run, decision: Decision, salt: bytes) -> Decision:
    known = decision.corrected_to.strip().casefold() in {label.casefold() for label in run.labels}
    return replace(
        decision,
        film=pseudonym(salt, "film", decision.film),
        reader=pseudonym(salt, "reader", decision.reader),
        corrected_to=decision.corrected_to if known or not decision.corrected_to else _OTHER,
        note="",
    )


def safe_ending(path: PurePath) -> str:
    """A file's ending where it is one of a picture; empty otherwise: what people write after a dot can be a name."""
    ending = path.suffix.lower()
    return ending if ending in (".dcm", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp") else ""


def _digest(salt: bytes, kind: str, value: str) -> bytes:
    return hmac.new(salt, f"{kind}\0{value}".encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
