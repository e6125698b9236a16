"""Where shards are written: whole or not at all, on a disk or at an address."""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

import pytest

from xraydesk.cluster.failures import ClusterError
from xraydesk.cluster.place import Place

pytestmark = pytest.mark.skipif(not find_spec("fsspec"), reason="the extra `cluster` is not installed")


@pytest.fixture(params=["folder", "file address", "memory"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return {
        "folder": str(tmp_path / "place"),
        "file address": (tmp_path / "place").as_uri(),
        "memory": f"memory://{tmp_path.name}/place",
    }[request.param]


def test_what_is_written_is_read_back_and_listed(address: str) -> None:
    place = Place(address)
    assert place.read("a") is None
    assert place.names() == []
    place.write("a", b"one")
    place.write("inner/b", b"two")
    place.write("a", b"three")
    assert Place(address).read("a") == b"three"
    assert place.read("inner/b") == b"two"
    assert place.names("inner") == ["b"]
    assert place.names("nowhere") == []
    assert [name for name in place.names() if name != "inner"] == ["a"]


def test_a_write_that_is_cut_off_leaves_the_old_file(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    place = Place(address)
    place.write("a", b"old")

    def fails(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(place._system), "mv", fails)
    monkeypatch.setattr(Path, "replace", fails)
    with pytest.raises(ClusterError, match="No space left"):
        place.write("a", b"new")
    assert place.read("a") == b"old"
    assert place.names() == ["a"]


def test_an_unknown_kind_of_address_is_one_sentence() -> None:
    with pytest.raises(ClusterError, match="nowhere://films"):
        Place("nowhere://films")


def test_a_file_is_no_place(tmp_path: Path) -> None:
    (tmp_path / "table.csv").write_text("x")
    with pytest.raises(ClusterError, match="it is a file"):
        Place(str(tmp_path / "table.csv"))


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="this user may write everywhere")
def test_a_place_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(ClusterError, match="cannot be used"):
        Place(str(tmp_path / "place"))


def test_only_a_folder_of_this_machine_has_a_path(tmp_path: Path) -> None:
    assert Place(str(tmp_path)).folder == tmp_path
    assert Place(f"memory://{tmp_path.name}").folder is None
