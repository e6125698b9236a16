"""Whose signatures count here: public keys in the user's own folder and in one that an administrator fills."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from xraydesk.core import paths
from xraydesk.core.errors import PackError
from xraydesk.core.files import write_atomically
from xraydesk.model.packs import keys
from xraydesk.model.packs.archive import is_plain

_log = logging.getLogger(__name__)

FOLDER: Final = "trusted_keys"


@dataclass(frozen=True, slots=True)
class Trusted:
    """One key that is trusted.

    Attributes
    ----------
    key
        The key.
    path
        Its file, whose name is what the key is called.
    for_all
        Whether an administrator put it there for everybody.
    """

    key: keys.PublicKey
    path: Path
    for_all: bool

    @property
    def name(self) -> str:
        """What people call it."""
        return self.path.stem


def folders() -> tuple[tuple[Path, bool], ...]:
    """Where keys are looked for, and whether the place is the administrator's; that one first."""
    return (paths.site_data() / FOLDER, True), (paths.user_data() / FOLDER, False)


def trusted() -> list[Trusted]:
    """Every key at hand; a file that is none is left out, so that it cannot keep the others from counting."""
    found: dict[bytes, Trusted] = {}
    for folder, for_all in folders():
        for path in sorted(folder.glob(f"*{keys.PUBLIC_ENDING}")):
            try:
                key = keys.read_public(path)
            except PackError as error:
                _log.warning("a trusted key was left out: %s", type(error).__name__)
                continue
            found.setdefault(key.raw, Trusted(key, path, for_all))
    return list(found.values())


def find(key_id: str) -> Trusted | None:
    """The trusted key of this id; None where it is not trusted."""
    return next((each for each in trusted() if each.key.id == key_id), None)


def add(path: Path) -> Trusted:
    """Trust a public key from now on, for this user.

    Raises
    ------
    PackError
        It is no public key, its name is taken by another one, or the folder cannot be written.
    """
    key = keys.read_public(path)
    known = find(key.id)
    if known is not None:
        return known
    target = paths.user_data() / FOLDER / f"{path.stem}{keys.PUBLIC_ENDING}"
    if not is_plain(target.name):
        raise PackError(path, "its name must be of ASCII letters, digits, dots and dashes, since it names the key here")
    if target.exists():
        raise PackError(path, f"another key is called {path.stem} here; give the file another name")
    try:
        target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_atomically(target, path.read_bytes())
    except OSError as error:
        raise PackError(path, f"it cannot be kept in {target.parent}: {error.strerror}") from error
    return Trusted(key, target, for_all=False)
