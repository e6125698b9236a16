"""A pack is what its signer signed, and what its card lists, or it is refused in one sentence."""

from __future__ import annotations

import base64
import hashlib
import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from xraydesk.core.errors import PackError
from xraydesk.model import bundle as bundles
from xraydesk.model.packs import archive, keys, pack


def _members(path: Path) -> dict[str, bytes]:
    return {name: bytes(content) for name, content in archive.read(path.read_bytes()).items()}


def _rewrite(path: Path, members: dict[str, bytes], key: keys.PrivateKey) -> None:
    """Put other members into a pack and sign it again: what a trusted signer could get wrong."""
    content = archive.write(members)
    path.write_bytes(content)
    values = json.loads(pack.signature_of(path).read_bytes())
    values["signature"] = base64.b64encode(key.sign(content)).decode()
    pack.signature_of(path).write_text(json.dumps(values))


def test_a_pack_holds_the_bundle_and_says_who_signed_it(
    small_pack: Path, small_bundle: Path, key: keys.PrivateKey
) -> None:
    found = pack.read(small_pack)
    assert found.signed_by is not None
    assert (found.signed_by.name, found.signed_by.key) == ("site", key.public)
    assert (found.card.id, found.card.version) == ("small", "1.2")
    assert {name: bytes(content) for name, content in found.files.items()} == {
        path.name: path.read_bytes() for path in small_bundle.iterdir()
    }


def test_the_same_bundle_and_key_give_the_same_bytes(
    packed: Callable[..., Path], small_bundle: Path, tmp_path: Path
) -> None:
    first = packed(bundles.load(small_bundle), "first")
    elsewhere = Path(shutil.copytree(small_bundle, tmp_path / "elsewhere" / "another name"))
    second = packed(bundles.load(elsewhere), "second")
    assert first.read_bytes() == second.read_bytes()
    assert pack.signature_of(first).read_bytes() == pack.signature_of(second).read_bytes()


def test_a_missing_signature_is_refused_unless_that_is_allowed(small_pack: Path) -> None:
    pack.signature_of(small_pack).unlink()
    with pytest.raises(PackError, match=r"model.xrdpack.sig is missing, so nobody vouches"):
        pack.read(small_pack)
    assert pack.read(small_pack, may_be_unsigned=True).signed_by is None


def test_an_unsigned_pack_leaves_no_older_signature_behind(
    packed: Callable[..., Path], small_bundle: Path, small_pack: Path
) -> None:
    packed(bundles.load(small_bundle), signer=None)
    assert not pack.signature_of(small_pack).exists()


@pytest.mark.parametrize("may_be_unsigned", [False, True])
def test_a_wrong_signature_is_refused_also_where_none_would_do(
    small_pack: Path, packed: Callable[..., Path], variant: Callable[..., bundles.Bundle], may_be_unsigned: bool
) -> None:
    other = packed(variant(version="9"), "other")
    shutil.copy(pack.signature_of(other), pack.signature_of(small_pack))
    with pytest.raises(PackError, match="its signature is wrong: it is not what site signed"):
        pack.read(small_pack, may_be_unsigned=may_be_unsigned)


def test_an_unknown_key_is_named(packed: Callable[..., Path], small_bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "stranger").mkdir()
    public = keys.generate(tmp_path / "stranger" / "site.key")
    stranger = keys.read_private(tmp_path / "stranger" / "site.key", lambda: b"")
    path = packed(bundles.load(small_bundle), signer=stranger)
    with pytest.raises(PackError, match=f"the key {public.id}, which is not trusted here"):
        pack.read(path)


def test_a_stranger_who_takes_a_trusted_name_is_found_out(
    packed: Callable[..., Path], small_bundle: Path, tmp_path: Path, key: keys.PrivateKey
) -> None:
    (tmp_path / "stranger").mkdir()
    keys.generate(tmp_path / "stranger" / "site.key")
    path = packed(bundles.load(small_bundle), signer=keys.read_private(tmp_path / "stranger" / "site.key", bytes))
    values = json.loads(pack.signature_of(path).read_bytes())
    pack.signature_of(path).write_text(json.dumps(values | {"key": key.public.id}))
    with pytest.raises(PackError, match="signature is wrong"):
        pack.read(path)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "{}",
        "[]",
        "null",
        '{"format": 1, "algorithm": "Ed25519", "key": 1, "signature": "?"}',
        '{"format": 1, "algorithm": "Ed25519", "key": "x", "signature": 5}',
        '{"format": 2, "algorithm": "Ed25519", "key": "x", "signature": ""}',
        '{"format": 1, "algorithm": "none", "key": "x", "signature": ""}',
        "[" * 4000,
        " " * 5000,
    ],
)
def test_a_signature_that_is_none_is_refused(small_pack: Path, content: str) -> None:
    pack.signature_of(small_pack).write_text(content)
    with pytest.raises(PackError):
        pack.read(small_pack, may_be_unsigned=True)


@pytest.mark.parametrize("name", [bundles.CARD, bundles.WEIGHTS, pack.LIST, bundles.DATA_SHEET])
def test_an_altered_member_is_noticed_by_the_signature(small_pack: Path, name: str) -> None:
    members = _members(small_pack)
    members[name] = members[name][:-2] + b" " + members[name][-1:]
    small_pack.write_bytes(archive.write(members))
    with pytest.raises(PackError, match="signature is wrong"):
        pack.read(small_pack)


@pytest.mark.parametrize("name", [bundles.CARD, bundles.WEIGHTS, bundles.DATA_SHEET])
def test_an_altered_member_is_noticed_by_its_digest_where_nobody_signed(small_pack: Path, name: str) -> None:
    members = _members(small_pack)
    members[name] = members[name][:-2] + b" " + members[name][-1:]
    small_pack.write_bytes(archive.write(members))
    pack.signature_of(small_pack).unlink()
    with pytest.raises(PackError, match=f"{name} in it was altered"):
        pack.read(small_pack, may_be_unsigned=True)


def test_a_member_too_many_is_refused_although_it_was_signed(small_pack: Path, key: keys.PrivateKey) -> None:
    members = _members(small_pack)
    _rewrite(small_pack, members | {"extra.exe": b"MZ"}, key)
    with pytest.raises(PackError, match=r"extra.exe is not on the list"):
        pack.read(small_pack)
    values = json.loads(members[pack.LIST])
    values["files"]["extra.exe"] = {"bytes": 2, "sha256": hashlib.sha256(b"MZ").hexdigest()}
    _rewrite(small_pack, members | {pack.LIST: json.dumps(values).encode(), "extra.exe": b"MZ"}, key)
    with pytest.raises(PackError, match="not what its model card lists"):
        pack.read(small_pack)


def test_a_member_too_few_is_refused_although_it_was_signed(small_pack: Path, key: keys.PrivateKey) -> None:
    members = _members(small_pack)
    del members[bundles.GOLDEN]
    _rewrite(small_pack, members, key)
    with pytest.raises(PackError, match=r"golden.json is missing"):
        pack.read(small_pack)


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"id": "other"},
        {"version": "7"},
        {"files": []},
        {"files": None},
        {"more": 1},
    ],
)
def test_a_list_that_does_not_fit_is_refused(small_pack: Path, key: keys.PrivateKey, change: dict[str, object]) -> None:
    members = _members(small_pack)
    members[pack.LIST] = json.dumps(json.loads(members[pack.LIST]) | change).encode()
    _rewrite(small_pack, members, key)
    with pytest.raises(PackError):
        pack.read(small_pack)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b"[" * 100_000])
def test_a_list_that_is_none_is_refused(small_pack: Path, key: keys.PrivateKey, content: bytes) -> None:
    _rewrite(small_pack, _members(small_pack) | {pack.LIST: content}, key)
    with pytest.raises(PackError, match="list of its files"):
        pack.read(small_pack)


def test_a_zip_archive_that_is_no_pack_is_refused(small_pack: Path, key: keys.PrivateKey) -> None:
    _rewrite(small_pack, {"letter.txt": b"hello"}, key)
    with pytest.raises(PackError, match="no model pack"):
        pack.read(small_pack)


@pytest.mark.parametrize("model_id", ["../small", "a/b", "con", "", ".hidden", "ü"])
def test_a_model_whose_id_is_no_plain_name_is_not_packed(
    variant: Callable[..., bundles.Bundle], packed: Callable[..., Path], model_id: str
) -> None:
    with pytest.raises(PackError, match="not a plain name"):
        packed(variant(id=model_id))


def test_a_missing_pack_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(PackError, match="cannot be read: No such file"):
        pack.read(tmp_path / "nothing.xrdpack")


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_openssl_confirms_the_signature_too(small_pack: Path, tmp_path: Path) -> None:
    signature = tmp_path / "raw.sig"
    signature.write_bytes(base64.b64decode(json.loads(pack.signature_of(small_pack).read_bytes())["signature"]))
    command = ["openssl", "pkeyutl", "-verify", "-pubin", "-inkey", tmp_path / "site.pub", "-rawin", "-in"]
    done = subprocess.run([*command, small_pack, "-sigfile", signature], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    signature.write_bytes(bytes(64))
    assert subprocess.run([*command, small_pack, "-sigfile", signature], capture_output=True, check=False).returncode
