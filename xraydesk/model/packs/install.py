"""Puts a verified pack among the user's models, whole or not at all, and takes a model away again.

A pack is written into a folder that nothing looks into, read back by its digests, and has to repeat its golden vectors
on every engine; then it gets its place by being renamed. The model that was there is renamed away first. A program that
is killed between the two leaves it where `bundle.installed` finds it all the same, so there is no moment without a
model, and none with half of one.
"""

from __future__ import annotations

import contextlib
import gc
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from xraydesk.core import paths
from xraydesk.core.errors import ModelError, PackError
from xraydesk.model import bundle as bundles
from xraydesk.model import card as cards
from xraydesk.model import engines, golden
from xraydesk.model.bundle import CARD, FORMER, Bundle
from xraydesk.model.packs.pack import Pack

_INCOMING: Final = ".incoming"
_STALE_SECONDS: Final = 24 * 3600.0
"""A folder of an installation that was killed is removed by a later one, but not while it may be at work."""


class Change(StrEnum):
    """What an installation did."""

    NEW = "installed"
    NEWER = "updated"
    REPAIRED = "repaired"
    NONE = "already installed"


@dataclass(frozen=True, slots=True)
class Installed:
    """What came of it.

    Attributes
    ----------
    folder
        Where the model is.
    change
        What was done.
    former_sha256, former_version
        Of the model that was there before; empty where there was none.
    """

    folder: Path
    change: Change
    former_sha256: str = ""
    former_version: str = ""


def models_folder() -> Path:
    """The user's own models."""
    return paths.user_data() / "models"


def prove(pack: Pack, bundle: Bundle) -> dict[str, float]:
    """Let a bundle repeat its golden vectors on every engine.

    Returns
    -------
    Largest difference in probability by engine.

    Raises
    ------
    PackError
        An engine does not run it, or answers otherwise.
    """
    found: dict[str, float] = {}
    for name in engines.available():
        try:
            found[name] = golden.deviation(bundle, engines.choose(bundle, name))
        except ModelError as error:
            raise PackError(pack.path, f"it fails its self-test: {error}") from error
        except Exception as error:  # engines share no base of errors, and a model of others may fail in any way
            raise PackError(pack.path, f"it fails its self-test: {name} cannot compute it") from error
        if not found[name] <= golden.TOLERANCE:
            detail = f"on {name} it answers otherwise than it should, by {found[name]:.1g}"
            raise PackError(pack.path, f"it fails its self-test: {detail} (allowed {golden.TOLERANCE:.0e})")
    if not found:
        raise PackError(pack.path, "no engine is installed that could test it")
    gc.collect()  # engines map the files, and Windows renames no folder of which one is mapped
    return found


def rehearse(pack: Pack, folder: Path) -> dict[str, float]:
    """All that an installation does to a pack, in an empty folder, but for giving it its place; as of `prove`.

    Raises
    ------
    PackError
        It would not be installed.
    """
    _refuse(pack)
    try:
        return prove(pack, _unpacked(pack, folder / pack.card.id))
    except OSError as error:
        raise PackError(pack.path, f"it cannot be unpacked: {error.strerror}") from error


def install(pack: Pack) -> Installed:
    """Install a verified pack, or update the model of its id.

    Raises
    ------
    PackError
        Nothing was changed, and why.
    """
    models = models_folder()
    former = _refuse(pack)
    try:
        models.mkdir(mode=0o700, parents=True, exist_ok=True)
        _recover(models, pack.card.id)
        final = models / pack.card.id
        if former is not None and former.sha256 == pack.model_sha256 and _is_sound(final):
            return Installed(final, Change.NONE, former.sha256, former.version)
        with _incoming(models) as folder:
            fresh = folder / pack.card.id
            prove(pack, _unpacked(pack, fresh))
            _give_place(models, fresh, final)
    except OSError as error:
        raise PackError(pack.path, f"it cannot be installed: {error.strerror or 'the disk refuses it'}") from error
    if former is None:
        return Installed(final, Change.NEW)
    change = Change.REPAIRED if former.sha256 == pack.model_sha256 else Change.NEWER
    return Installed(final, change, former.sha256, former.version)


def remove(model_id: str) -> str:
    """Take one of the user's models away.

    Returns
    -------
    Its digest; empty where its card cannot be read.

    Raises
    ------
    ModelError
        There is no such model, or it came with the product, or it cannot be removed.
    """
    models = models_folder()
    if model_id in _bundled():
        raise ModelError(f"the model {model_id} comes with XRayDesk and is not removed")
    if model_id not in (folder.name for folder in bundles.installed() if models in folder.parents):
        raise ModelError(f"there is no model {model_id} among those that were added")
    try:
        _recover(models, model_id)
        known = _known(models / model_id)
        with _incoming(models) as folder:
            (models / model_id).rename(folder / model_id)
    except OSError as error:
        raise ModelError(f"the model {model_id} cannot be removed: {error.strerror}") from error
    return "" if known is None else known.sha256


@dataclass(frozen=True, slots=True)
class _Known:
    sha256: str
    version: str


def _refuse(pack: Pack) -> _Known | None:
    """Which model of this id is there; raises where it must stay."""
    card, models = pack.card, models_folder()
    if card.id.casefold() in {name.casefold() for name in _bundled()}:
        raise PackError(pack.path, f"a model {card.id} comes with XRayDesk and is not replaced by a pack")
    others = {folder.name for folder in bundles.installed()} - {card.id}
    twin = next((name for name in others if name.casefold() == card.id.casefold()), None)
    if twin is not None:
        raise PackError(pack.path, f"the installed model {twin} differs from {card.id} by its capital letters only")
    folder = next((each for each in bundles.installed() if each.name == card.id), None)
    if folder is None:
        if (models / card.id).exists():
            raise PackError(pack.path, f"there is something called {card.id} among the models that is no model")
        return None
    known = _known(folder)
    if known is None:
        return _Known("", "")
    if cards.release(card.version) < cards.release(known.version):
        newer = f"version {known.version} of {card.id} is installed, which is newer than {card.version}"
        raise PackError(pack.path, f"{newer}; remove that one first to go back")
    if cards.release(card.version) == cards.release(known.version) and known.sha256 != pack.model_sha256:
        raise PackError(pack.path, f"another model {card.id} of the same version {card.version} is installed")
    return known


def _known(folder: Path) -> _Known | None:
    """Digest and version of an installed model; None where its card is damaged, so that it may be replaced."""
    from hashlib import sha256

    try:
        content = (folder / CARD).read_bytes()
        return _Known(sha256(content).hexdigest(), cards.parse(content).version)
    except (OSError, ModelError):
        return None


def _is_sound(folder: Path) -> bool:
    try:
        bundles.load(folder)
    except ModelError:
        return False
    return True


def _bundled() -> set[str]:
    return {path.name for path in (paths.resources() / "models").iterdir() if path.is_dir()}


def _unpacked(pack: Pack, folder: Path) -> Bundle:
    """The files on the disk, and what is read back from there."""
    folder.mkdir()
    for name, content in pack.files.items():
        with (folder / name).open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    try:
        bundle = bundles.load(folder)
    except ModelError as error:
        raise PackError(pack.path, str(error)) from error
    if bundle.sha256 != pack.model_sha256:
        raise PackError(pack.path, "what was written is not what the pack holds")
    return bundle


@contextlib.contextmanager
def _incoming(models: Path) -> Iterator[Path]:
    """A folder on the same disk, gone afterwards with all that is still in it."""
    root = models / _INCOMING
    root.mkdir(mode=0o700, exist_ok=True)
    for stale in root.iterdir():
        with contextlib.suppress(OSError):
            if time.time() - stale.stat().st_mtime > _STALE_SECONDS:
                shutil.rmtree(stale, ignore_errors=True)
    folder = root / secrets.token_hex(8)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        with contextlib.suppress(OSError):
            root.rmdir()


def _give_place(models: Path, fresh: Path, final: Path) -> None:
    former = models / FORMER / final.name
    had_one = final.exists()
    if had_one:
        former.parent.mkdir(mode=0o700, exist_ok=True)
        final.rename(former)
    try:
        fresh.rename(final)
    except OSError:
        if had_one:
            former.rename(final)
            _forget(former)
        raise
    _to_disk(models)
    _forget(former)


def _recover(models: Path, model_id: str) -> None:
    """Finish what an installation that was killed left behind."""
    former = models / FORMER / model_id
    if former.exists() and not (models / model_id).exists():
        former.rename(models / model_id)
    _forget(former)


def _forget(former: Path) -> None:
    """Remove the model that was there before; without its card it is none any more, however far this gets."""
    with contextlib.suppress(OSError):
        (former / CARD).unlink(missing_ok=True)
    shutil.rmtree(former, ignore_errors=True)
    with contextlib.suppress(OSError):
        former.parent.rmdir()


def _to_disk(folder: Path) -> None:
    """Have the names in a folder written; Windows writes them without being asked."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
