"""Reads back, as far as tests need it, the PDF files that Qt writes: pages, their size, their words, their pictures."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass

_OBJECT = re.compile(rb"(\d+) 0 obj\s*(.*?)endobj", re.DOTALL)
_SHOWN = re.compile(r"/(F\d+) \S+ Tf|<([0-9A-Fa-f]+)>\s*Tj|(ET)|(Tm)")


@dataclass(frozen=True)
class PdfPage:
    """One page: size in points, its words, and ``(width, height)`` of its pictures in pixels."""

    size: tuple[float, float]
    words: str
    pictures: list[tuple[int, int]]


def pages(content: bytes) -> list[PdfPage]:
    """The pages of a file; ISO 32000-1 as Qt uses it."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    found = []
    for body in objects.values():
        if not re.search(rb"/Type /Page\b(?!s)", body):
            continue
        box = re.search(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", body)
        stream = _stream(objects[_reference(body, b"Contents")])
        resources = objects[_reference(body, b"Resources")]
        fonts = {f"F{name.decode()}": _letters(objects, int(at)) for name, at in _fonts(resources)}
        pictures = [
            (int(_number(each, b"Width")), int(_number(each, b"Height")))
            for each in objects.values()
            if b"/Subtype /Image" in each and b"/ColorSpace /DeviceGray" not in each
        ]
        size = (float(box[1]), float(box[2])) if box else (0.0, 0.0)
        found.append(PdfPage(size, _words(stream.decode("latin-1"), fonts), pictures))
    return found


def _fonts(resources: bytes) -> list[tuple[bytes, bytes]]:
    return re.findall(rb"/F(\d+) (\d+) 0 R", resources)


def _letters(objects: dict[int, bytes], font: int) -> dict[int, str]:
    table = _stream(objects[_reference(objects[font], b"ToUnicode")]).decode("latin-1")
    letters = {}
    for first, last, values in re.findall(r"<(\w{4})> <(\w{4})> \[?((?: *<\w+>)+)", table):
        codes = [bytes.fromhex(value).decode("utf-16-be") for value in re.findall(r"<(\w+)>", values)]
        letters.update(zip(range(int(first, 16), int(last, 16) + 1), codes, strict=False))
    return letters


def _words(stream: str, fonts: dict[str, dict[int, str]]) -> str:
    said, letters = "", {}
    for font, code, end, _ in _SHOWN.findall(stream):
        if font:
            letters = fonts[font]
        elif code:
            said += "".join(letters.get(int(code[at : at + 4], 16), "?") for at in range(0, len(code), 4))
        elif end:
            said += "\n"
    return said.replace("\t", " ")


def _reference(body: bytes, key: bytes) -> int:
    match = re.search(rb"/" + key + rb" (\d+) 0 R", body)
    assert match is not None, key
    return int(match[1])


def _number(body: bytes, key: bytes) -> bytes:
    match = re.search(rb"/" + key + rb" (\d+)", body)
    assert match is not None, key
    return match[1]


def _stream(body: bytes) -> bytes:
    match = re.search(rb"stream\r?\n(.*)endstream", body, re.DOTALL)
    assert match is not None
    return zlib.decompressobj().decompress(match[1]) if b"/FlateDecode" in body[: match.start()] else match[1]
