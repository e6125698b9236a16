"""What the documents show: commands in fenced blocks, links, headings, words in backticks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
PAGES: Final = (
    "README.md",
    "CHANGELOG.md",
    "resources/user_guide.md",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "resources" / "guides").glob("*.md")),
)
"""The documents for people who use, train, install or look after it."""

_BLOCK: Final = re.compile(r"^```([a-z]*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_LINK: Final = re.compile(r"(!?)\[[^\]]*\]\(([^)\s]+)\)")
_SCRIPTS: Final = ("powershell",)
"""Languages of which a block is one command; a block without a language has one on each line, others show none."""


def text(page: str) -> str:
    """The page as it is written."""
    return (ROOT / page).read_text(encoding="utf-8")


def commands(page: str) -> list[str]:
    """Every command that the page shows, in order, without comments and with the lines of one joined."""
    found: list[str] = []
    for language, block in _BLOCK.findall(text(page)):
        if language in _SCRIPTS:
            found.append(block.strip())
        elif not language:
            lines = block.replace("\\\n", " ").splitlines()
            plain = (" ".join(re.sub(r"\s#.*$", "", line).split()) for line in lines)
            found += [line for line in plain if line]
    return found


def links(page: str) -> Iterator[tuple[bool, str]]:
    """Of each link and picture outside blocks: whether it is a picture, and what it names."""
    for sign, target in _LINK.findall(_BLOCK.sub("", text(page))):
        yield bool(sign), target


def anchors(path: Path) -> set[str]:
    """The names by which the headings of a page can be linked, as hosts of Markdown make them."""
    titles = re.findall(r"^#+ (.+)$", _BLOCK.sub("", path.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def spans(page: str) -> list[str]:
    """The words in backticks outside blocks."""
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", _BLOCK.sub("", text(page)))]
