"""``xraydesk model`` and ``xraydesk --diagnose``, as a user types them."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.model.packs import small_model
from xraydesk.cli import main
from xraydesk.core import paths
from xraydesk.diagnosis import report
from xraydesk.model import bundle as bundles
from xraydesk.model import engines
from xraydesk.store import audit
from xraydesk.store.database import Database, default_path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a small model."""
    card: dict[str, Any] = json.loads((bundles.find() / bundles.CARD).read_bytes())
    card |= {"preprocess": card["preprocess"] | {"input_size": small_model.SIDE}, "format": 3, "version": "1.2"}
    card |= {"id": "small", "title": "A small model", "architecture": "deep_cnn", "arguments": {}}
    return small_model.write(tmp_path_factory.mktemp("small") / "small", card)


@pytest.fixture(autouse=True)
def one_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every engine has its turn in the tests of packs; torch takes the longest."""
    monkeypatch.setattr(engines, "available", lambda: ["onnxruntime"])


def _said(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    code = main([str(word) for word in words])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_a_model_travels_from_one_computer_to_another(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    key, pack = tmp_path / "keys" / "site.key", tmp_path / "stick" / "small.xrdpack"
    assert _said(capsys, "model", "key", "--out", key)[0] == 0
    code, out, _ = _said(capsys, "model", "pack", small, "--key", key, "--out", pack)
    assert code == 0
    assert "small 1.2, signed with the key " in out
    key_id = out.strip().rpartition("the key ")[2]
    code, _, err = _said(capsys, "model", "install", pack)
    assert code == 1
    assert err == f"xraydesk: small.xrdpack: it was signed with the key {key_id}, which is not trusted here\n"
    assert _said(capsys, "model", "trust", key.with_suffix(".pub"))[0] == 0
    assert f"site: key {key_id}; for you" in _said(capsys, "model", "trust")[1]
    code, out, _ = _said(capsys, "model", "verify", pack)
    assert code == 0
    assert f"signed by site (key {key_id}); 5 files with matching digests" in out
    assert "golden vectors on onnxruntime within" in out
    assert not (paths.user_data() / "models").exists()
    code, out, _ = _said(capsys, "model", "install", pack)
    assert code == 0
    assert "installed: small 1.2; " in out
    assert "  small: version 1.2, A small model; 3 exclusive labels; " in _said(capsys, "model", "list")[1]
    code, out, _ = _said(capsys, "model", "install", pack)
    assert (code, "already installed: small 1.2" in out) == (0, True)
    assert _said(capsys, "model", "remove", "small")[:2] == (0, "removed: small\n")
    assert "small" not in _said(capsys, "model", "list")[1]
    database = Database(default_path())
    kinds = [(event.kind, event.facts["model"]) for event in audit.events(database)]
    database.close()
    digest = bundles.load(small).sha256
    assert kinds == [(audit.Event.MODEL_INSTALL, digest), (audit.Event.DELETE, digest)]


def test_an_unsigned_pack_must_be_wanted_by_both(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pack = tmp_path / "small.xrdpack"
    with pytest.raises(SystemExit):
        main(["model", "pack", str(small), "--out", str(pack)])
    assert _said(capsys, "model", "pack", small, "--unsigned", "--out", pack)[0] == 0
    code, _, err = _said(capsys, "model", "install", pack)
    assert (code, "so nobody vouches for it" in err) == (1, True)
    code, out, _ = _said(capsys, "model", "install", pack, "--unsigned")
    assert code == 0
    assert "signed by nobody" in out


def test_a_locked_key_wants_its_password(
    small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = iter(["one", "two", "secret", "secret", "wrong", "secret"])
    monkeypatch.setattr("getpass.getpass", lambda _: next(answers))
    key, pack = tmp_path / "site.key", tmp_path / "small.xrdpack"
    assert "differ" in _said(capsys, "model", "key", "--out", key, "--password")[2]
    assert not key.exists()
    assert "locked with a password" in _said(capsys, "model", "key", "--out", key, "--password")[1]
    words = ("model", "pack", small, "--key", key, "--out", pack)
    assert "password is wrong" in _said(capsys, *words)[2]
    assert not pack.exists()
    assert _said(capsys, *words)[0] == 0
    (tmp_path / "password").write_text("secret\n")
    assert _said(capsys, *words, "--password-file", tmp_path / "password")[0] == 0


def test_what_cannot_be_done_is_one_sentence(small: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "empty").write_text("")
    for words, reason in (
        (("pack", small, "--unsigned", "--out", tmp_path / "small.zip"), "small.zip does not end in .xrdpack"),
        (("pack", "nothing", "--unsigned", "--out", tmp_path / "a.xrdpack"), "there is no model nothing"),
        (("install", tmp_path / "nothing.xrdpack"), "nothing.xrdpack: it cannot be read"),
        (("install", tmp_path / "empty"), "empty: it is no model pack"),
        (("remove", "densenet121"), "the model densenet121 comes with XRayDesk and is not removed"),
        (("trust", tmp_path / "empty"), "empty: it is no public key"),
        (("key", "--out", tmp_path / "a.key", "--password-file", tmp_path / "empty"), "the password is empty"),
    ):
        code, _, err = _said(capsys, "model", *words)
        assert code == 1
        assert err.startswith("xraydesk: ")
        assert reason in err
        assert err.count("\n") == 1


def test_a_support_file_is_written_where_it_is_wanted_or_here(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "compose", lambda screens: "\n".join(screens()))
    monkeypatch.chdir(tmp_path)
    assert _said(capsys, "--diagnose", tmp_path / "a.txt")[:2] == (0, f"{tmp_path / 'a.txt'}\n")
    assert (tmp_path / "a.txt").read_text().startswith("Qt 6.")
    code, out, _ = _said(capsys, "--diagnose")
    assert code == 0
    assert out.startswith("xraydesk-support-2")
    assert (tmp_path / out.strip()).is_file()
    assert "cannot be written" in _said(capsys, "--diagnose", tmp_path / "none" / "a.txt")[2]


def test_without_a_console_a_support_file_is_written_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "compose", lambda _: "text")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert main(["--diagnose", str(tmp_path / "a.txt")]) == 0
