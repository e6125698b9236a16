"""``xraydesk model pack, verify, install, remove, key, trust``: models travel as signed files."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.core.errors import XRayDeskError

if TYPE_CHECKING:
    from xraydesk.cli.terminal import Commands
    from xraydesk.model.packs.pack import Pack

_ENDING = ".xrdpack"


def add_to(models: Commands) -> None:
    """Add the commands to those of ``xraydesk model``."""
    pack = models.add_parser("pack", help="write a model as one file, and its signature beside it")
    pack.add_argument("model", metavar="ID", help="id of an installed model, or a model's folder")
    pack.add_argument("--out", type=Path, required=True, metavar="FILE", help=f"file to write, ending in {_ENDING}")
    signer = pack.add_mutually_exclusive_group(required=True)
    signer.add_argument("--key", type=Path, metavar="FILE", help="the private key that signs it")
    signer.add_argument("--unsigned", action="store_true", help="write no signature; then install must be told so")
    _add_password(pack)
    pack.set_defaults(run=_pack)
    verify = models.add_parser("verify", help="do all that install does, but install nothing")
    verify.set_defaults(run=_verify)
    install = models.add_parser("install", help="check signature and digests, let the model test itself, install it")
    install.set_defaults(run=_install)
    for each in (verify, install):
        each.add_argument("file", type=Path, metavar="FILE", help="the model pack; its signature lies beside it")
        each.add_argument("--unsigned", action="store_true", help="take a pack that nobody has signed")
    remove = models.add_parser("remove", help="remove a model that was added")
    remove.add_argument("model", metavar="ID")
    remove.set_defaults(run=_remove)
    key = models.add_parser("key", help="make a pair of keys, one that signs packs and one that checks them")
    key.add_argument("--out", type=Path, required=True, metavar="FILE", help="the private key, such as site.key")
    key.add_argument("--password", action="store_true", help="ask for a password that the private key is locked with")
    _add_password(key)
    key.set_defaults(run=_key)
    trust = models.add_parser("trust", help="trust a public key, or say which are trusted")
    trust.add_argument("file", type=Path, nargs="?", metavar="FILE.pub", help="the public key")
    trust.set_defaults(run=_trust)


def _add_password(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--password-file", type=Path, metavar="FILE", help="the private key's password is the first line of this file"
    )


def _pack(options: argparse.Namespace) -> int:
    from xraydesk.cli.terminal import need_folder
    from xraydesk.model import bundle as bundles
    from xraydesk.model.packs import keys, pack

    if options.out.suffix != pack.ENDING:
        raise XRayDeskError(f"{options.out.name} does not end in {pack.ENDING}")
    need_folder(options.out.parent)
    bundle = bundles.load(bundles.find(options.model))
    key = None
    if options.key is not None:
        key = keys.read_private(options.key, lambda: _password(options.password_file, "Password of the key: "))
    pack.write(bundle, options.out, key)
    signed = "unsigned" if key is None else f"signed with the key {key.public.id}"
    print(f"{options.out}: {bundle.card.id} {bundle.card.version}, {signed}")
    return 0


def _verified(options: argparse.Namespace) -> Pack:
    from xraydesk.model.packs import pack

    found = pack.read(options.file, may_be_unsigned=options.unsigned)
    by = "by nobody" if found.signed_by is None else f"by {found.signed_by.name} (key {found.signed_by.key.id})"
    print(f"{found.card.id} {found.card.version}: {found.card.title}")
    print(f"signed {by}; {len(found.files)} files with matching digests; sha256 {found.model_sha256[:16]}")
    return found


def _verify(options: argparse.Namespace) -> int:
    import tempfile

    from xraydesk.model.packs import install

    found = _verified(options)
    with tempfile.TemporaryDirectory(prefix="xraydesk-", ignore_cleanup_errors=True) as folder:
        _print_proof(install.rehearse(found, Path(folder)))
    print("it can be installed here")
    return 0


def _print_proof(proof: dict[str, float]) -> None:
    for engine, worst in proof.items():
        print(f"golden vectors on {engine} within {worst:.1e}")


def _install(options: argparse.Namespace) -> int:
    from xraydesk.model.packs import install

    found = _verified(options)
    done = install.install(found)
    if done.change is not install.Change.NONE:
        _note("model_install", model=found.model_sha256, former_model=done.former_sha256)
    before = f" (before: {done.former_version})" if done.change is install.Change.NEWER else ""
    print(f"{done.change.value}: {found.card.id} {found.card.version}{before}; {done.folder}")
    print(f"read with it: xraydesk --model {found.card.id}, or the setting Model")
    return 0


def _remove(options: argparse.Namespace) -> int:
    from xraydesk.model.packs import install

    digest = install.remove(options.model)
    _note("delete", what="model", model=digest)
    print(f"removed: {options.model}")
    return 0


def _note(kind: str, **facts: str) -> None:
    """Tell the audit trail; what was done is done, even where that cannot be stored."""
    from xraydesk.store import audit
    from xraydesk.store.database import Database, default_path
    from xraydesk.store.failures import StoreError

    database = Database(default_path())
    try:
        audit.record(database, audit.Event(kind), program="command_line", **facts)
        database.close()
    except StoreError as error:
        print(f"xraydesk: it is not in the audit trail: {error}", file=sys.stderr)


def _key(options: argparse.Namespace) -> int:
    from xraydesk.cli.terminal import need_folder
    from xraydesk.model.packs import keys

    need_folder(options.out.parent)
    password = None
    if options.password or options.password_file:
        password = _password(options.password_file, "Password for the key: ")
        if options.password_file is None and password != _password(None, "Once more: "):
            raise XRayDeskError("the two passwords differ; no key was made")
        if not password:
            raise XRayDeskError("the password is empty; no key was made")
    public = keys.generate(options.out, password)
    locked = "locked with a password" if password else "not locked with a password: keep it where only you can read it"
    print(f"{options.out}: the private key, {locked}")
    print(f"{options.out.with_suffix(keys.PUBLIC_ENDING)}: the public key {public.id}, to be given away")
    return 0


def _password(file: Path | None, prompt: str) -> bytes:
    import getpass

    if file is None:
        return getpass.getpass(prompt).encode()
    try:
        return (file.read_bytes().splitlines() or [b""])[0]
    except OSError as error:
        raise XRayDeskError(f"the password file {file} cannot be read: {error.strerror}") from error


def _trust(options: argparse.Namespace) -> int:
    from xraydesk.model.packs import trust

    if options.file is not None:
        added = trust.add(options.file)
        print(f"trusted: {added.name}, key {added.key.id}; compare this with what its owner says")
        return 0
    for each in trust.trusted():
        print(f"{each.name}: key {each.key.id}; {'for everybody' if each.for_all else 'for you'}, {each.path}")
    for folder, for_all in trust.folders():
        print(f"{'for everybody' if for_all else 'for you'}: public keys in {folder}")
    return 0
