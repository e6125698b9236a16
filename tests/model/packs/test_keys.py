"""Keys are made once, kept from others, and trusted by being put into a folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from xraydesk.core import paths
from xraydesk.core.errors import PackError
from xraydesk.model.packs import keys, trust


def _no_password() -> bytes:
    raise AssertionError("nobody is to be asked")


def test_what_a_key_signs_its_public_half_confirms(tmp_path: Path) -> None:
    public = keys.generate(tmp_path / "a.key")
    signature = keys.read_private(tmp_path / "a.key", _no_password).sign(b"content")
    assert keys.read_public(tmp_path / "a.pub") == public
    assert public.fits(signature, b"content")
    assert not public.fits(signature, b"Content")
    assert not public.fits(signature[:-1], b"content")
    assert not keys.generate(tmp_path / "b.key").fits(signature, b"content")


def test_the_vector_of_rfc_8032_is_confirmed() -> None:
    """Section 7.1, test 2."""
    key = keys.PublicKey(bytes.fromhex("3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c"))
    signature = bytes.fromhex(
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
        "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
    )
    assert key.fits(signature, b"\x72")
    assert not key.fits(signature, b"\x73")


@pytest.mark.skipif(sys.platform == "win32", reason="file modes mean something else there")
def test_a_private_key_is_for_its_owner_alone(tmp_path: Path) -> None:
    keys.generate(tmp_path / "a.key")
    assert (tmp_path / "a.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("taken", ["a.key", "a.pub"])
def test_a_key_is_never_written_over(tmp_path: Path, taken: str) -> None:
    (tmp_path / taken).write_text("precious")
    with pytest.raises(PackError, match="never written over"):
        keys.generate(tmp_path / "a.key")
    assert [path.name for path in tmp_path.iterdir()] == [taken]
    assert (tmp_path / taken).read_text() == "precious"


def test_a_locked_key_opens_with_its_password_only(tmp_path: Path) -> None:
    public = keys.generate(tmp_path / "a.key", b"secret")
    assert keys.read_private(tmp_path / "a.key", lambda: b"secret").public == public
    for wrong in (b"", b"Secret"):
        with pytest.raises(PackError, match="password is wrong"):
            keys.read_private(tmp_path / "a.key", lambda wrong=wrong: wrong)


def test_what_is_no_key_is_one_sentence(tmp_path: Path) -> None:
    from cryptography.hazmat.primitives import serialization as form
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    other = X25519PrivateKey.generate()
    (tmp_path / "text").write_text("no key")
    (tmp_path / "large").write_bytes(bytes(100_000))
    (tmp_path / "other.key").write_bytes(
        other.private_bytes(form.Encoding.PEM, form.PrivateFormat.PKCS8, form.NoEncryption())
    )
    (tmp_path / "other.pub").write_bytes(
        other.public_key().public_bytes(form.Encoding.PEM, form.PublicFormat.SubjectPublicKeyInfo)
    )
    for name, reason in (("text", "no p"), ("large", "too large"), ("missing", "cannot be read")):
        for read in (lambda path: keys.read_private(path, _no_password), keys.read_public):
            with pytest.raises(PackError, match=reason):
                read(tmp_path / name)
    with pytest.raises(PackError, match="not an Ed25519 key"):
        keys.read_private(tmp_path / "other.key", _no_password)
    with pytest.raises(PackError, match="not an Ed25519 key"):
        keys.read_public(tmp_path / "other.pub")


def test_a_private_key_is_not_taken_where_a_public_one_is_wanted(tmp_path: Path) -> None:
    keys.generate(tmp_path / "a.key")
    with pytest.raises(PackError, match="must not be given away"):
        keys.read_public(tmp_path / "a.key")


def test_a_trusted_key_is_found_by_its_id_and_copied_for_the_user(tmp_path: Path) -> None:
    public = keys.generate(tmp_path / "site.key")
    assert trust.find(public.id) is None
    trust.add(tmp_path / "site.pub")
    shutil.rmtree(tmp_path)
    found = trust.find(public.id)
    assert found is not None
    assert (found.name, found.for_all) == ("site", False)


def test_a_key_of_the_administrator_counts_for_everybody(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "site_data", lambda: tmp_path / "all")
    (tmp_path / "all" / trust.FOLDER).mkdir(parents=True)
    public = keys.generate(tmp_path / "all" / trust.FOLDER / "it.key")
    found = trust.find(public.id)
    assert found is not None
    assert found.for_all
    assert trust.add(tmp_path / "all" / trust.FOLDER / "it.pub") == found
    assert not (paths.user_data() / trust.FOLDER).exists()


def test_a_broken_file_among_the_keys_does_not_keep_the_others_from_counting(tmp_path: Path) -> None:
    public = keys.generate(tmp_path / "site.key")
    trust.add(tmp_path / "site.pub")
    (paths.user_data() / trust.FOLDER / "a.pub").write_text("no key")
    assert [each.key for each in trust.trusted()] == [public]


def test_two_keys_cannot_have_one_name(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        keys.generate(tmp_path / folder / "site.key")
    trust.add(tmp_path / "one" / "site.pub")
    with pytest.raises(PackError, match="another key is called site"):
        trust.add(tmp_path / "two" / "site.pub")


def test_the_library_is_loaded_where_a_key_is_used_and_not_before() -> None:
    code = (
        "import sys, xraydesk.cli.model, xraydesk.model.packs.install, xraydesk.model.packs.trust as trust; "
        "assert trust.trusted() == []; "
        "sys.exit('cryptography' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], env=dict(os.environ), check=False).returncode == 0
