"""The container of a pack has one form, and nothing else is read."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from xraydesk.model.packs import archive
from xraydesk.model.packs.archive import ArchiveError

MEMBERS = {"pack.json": b"{}", "card.json": b"card", "weights.bin": bytes(range(256)) * 9, "empty": b""}


def _zip(name: str = "card.json", method: int = zipfile.ZIP_STORED, content: bytes = b"card") -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as made:
        made.writestr(name, content)
    return target.getvalue()


def test_what_was_written_is_read_back_in_its_order() -> None:
    found = archive.read(archive.write(MEMBERS))
    assert {name: bytes(content) for name, content in found.items()} == MEMBERS
    assert list(found) == list(MEMBERS)


def test_other_programs_open_it() -> None:
    with zipfile.ZipFile(io.BytesIO(archive.write(MEMBERS))) as opened:
        assert opened.testzip() is None
        assert {name: opened.read(name) for name in opened.namelist()} == MEMBERS


def test_the_same_members_give_the_same_bytes() -> None:
    assert archive.write(dict(MEMBERS)) == archive.write(dict(MEMBERS))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is no model pack"),
        (b"MZ" + bytes(200), "is no model pack"),
        (_zip(method=zipfile.ZIP_DEFLATED, content=bytes(10_000_000)), "holds packed members"),
        (_zip(method=zipfile.ZIP_BZIP2, content=bytes(1000)), "holds packed members"),
        (_zip(name="../card.json"), "not a plain name"),
        (_zip(name="/etc/card.json"), "not a plain name"),
        (_zip(name="C:\\card.json"), "not a plain name"),
        (_zip(name="folder/card.json"), "not a plain name"),
        (_zip(name="card.json."), "not a plain name"),
        (_zip(name="NUL.json"), "not a plain name"),
        (_zip(name="kärd.json"), "made by another program"),
        (_zip(), "is damaged at card.json"),  # its times are those of now
    ],
)
def test_another_zip_archive_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(ArchiveError, match=reason):
        archive.read(content)


def test_a_bomb_is_refused_without_being_unpacked() -> None:
    bomb = _zip(method=zipfile.ZIP_DEFLATED, content=bytes(20 << 20))
    assert len(bomb) < 100_000
    with pytest.raises(ArchiveError, match="so that none can grow"):
        archive.read(bomb)


@pytest.mark.parametrize("names", [["a", "../a"], ["a", "a/b"], ["con"], ["a", "A"], [".hidden"], ["a\n"], ["ä"], [""]])
def test_names_that_not_every_system_takes_are_never_written(names: list[str]) -> None:
    with pytest.raises(ArchiveError):
        archive.write(dict.fromkeys(names, b""))


def test_more_files_than_a_model_has_are_refused() -> None:
    with pytest.raises(ArchiveError, match="more files"):
        archive.write({f"file{number}": b"" for number in range(archive.MOST_MEMBERS + 1)})


@pytest.mark.parametrize("end", [b"\0", b"PK\x03\x04" + bytes(40), b"comment"])
def test_something_behind_the_end_is_noticed(end: bytes) -> None:
    with pytest.raises(ArchiveError):
        archive.read(archive.write(MEMBERS) + end)


def test_a_directory_that_tells_another_story_than_the_members_is_noticed() -> None:
    content = archive.write(MEMBERS)
    at = content.rindex(b"weights.bin")
    with pytest.raises(ArchiveError, match="beside its members"):
        archive.read(content[:at] + b"Weights.bin" + content[at + 11 :])


@given(place=st.integers(min_value=0), bit=st.integers(0, 7))
def test_every_flipped_bit_is_noticed(place: int, bit: int) -> None:
    content = bytearray(archive.write(MEMBERS))
    content[place % len(content)] ^= 1 << bit
    with pytest.raises(ArchiveError):
        archive.read(bytes(content))


@given(length=st.integers(min_value=0))
def test_every_cut_is_noticed(length: int) -> None:
    content = archive.write(MEMBERS)
    with pytest.raises(ArchiveError):
        archive.read(content[: length % len(content)])


@given(content=st.binary(max_size=400))
def test_random_bytes_raise_only_the_declared_error(content: bytes) -> None:
    for each in (content, b"PK\x03\x04" + content):
        with pytest.raises(ArchiveError):
            archive.read(each)
