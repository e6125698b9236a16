"""Which films are of one person: never from an ID alone, and never from one that a whole archive shares.

Archives that hide their patients give them all the same name, ID or birth date. Such fillings are taken for what they
are: nothing.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from xraydesk.core.radiograph import Patient

_FILLING = re.compile(
    r"(?:de ?id\w*|anon\w*|pseudon\w*|unknown\w*|unbekannt|inconnue?|desconocid[oa]|none|null|nil|na|n a|not ?available"
    r"|no ?(?:id|name|patient ?id|patient ?name)|removed|deleted|hidden|blank|empty|test|patient|subject|name|id"
    r"|x+|0+|9+)(?: (?:anon\w*|patient|subject|test|name|id|x+|0+))*"
)
_FILLED_DATES = frozenset({"00000000", "00010101", "11111111", "18000101", "19000101", "99991231"})


@dataclass(frozen=True, slots=True)
class Identity:
    """What identifies a person in a file; empty where the file does not tell, or only seems to.

    Attributes
    ----------
    id, issuer
        Patient ID and who gave it (PS3.3 C.7.1.1); the issuer is empty in most files.
    name
        Letters and digits of the name, without case, accents and order of writing systems.
    birth
        ``YYYYMMDD``.
    """

    id: str
    issuer: str
    name: str
    birth: str


@lru_cache(maxsize=65536)
def identity(patient: Patient) -> Identity:
    """The identity that a file gives to its patient."""
    birth = patient.birth_date.strip()
    is_date = len(birth) == 8 and birth.isdigit() and birth not in _FILLED_DATES
    return Identity(
        id="" if _is_filling(_plain(patient.id)) else patient.id.strip().casefold(),
        issuer=patient.id_issuer.strip().casefold(),
        name="" if _is_filling(name := _plain(patient.name.split("=")[0])) else name,
        birth=birth if is_date else "",
    )


def is_same(one: Identity, other: Identity) -> bool:
    """Whether two identities are one person's: the ID agrees, name or birth date too, and no birth date speaks against.

    Unknown IDs never agree: two films without one are two people's.
    """
    if not one.id or one.id != other.id:
        return False
    if one.issuer and other.issuer and one.issuer != other.issuer:
        return False
    if one.birth and other.birth:
        return one.birth == other.birth
    return bool(one.name) and one.name == other.name


def _plain(text: str) -> str:
    """Letters and digits, lower case, without accents; words parted by one space."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return re.sub(r"[\W_]+", " ", bare).strip()


def _is_filling(plain: str) -> bool:
    return not plain or _FILLING.fullmatch(plain) is not None
