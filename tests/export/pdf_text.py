"""What a PDF out of ReportLab says, sheet by sheet: enough of a reader for the tests, written from the standard."""

from __future__ import annotations

import base64
import re
import zlib
from collections.abc import Callable

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL)
_STREAM = re.compile(rb"/Length (\d+).*?stream\r?\n", re.DOTALL)
_SHOWN = re.compile(rb"/(F[\d+]+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj", re.DOTALL)
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def sheets(content: bytes) -> list[list[str]]:
    """The pieces of text on each sheet, in the order in which they are drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(content)}
    fonts = _fonts(objects)
    pages = [body for body in objects.values() if re.search(rb"/Type /Page\b", body)]
    return [_texts(_stream(objects[_reference(page, b"Contents")]), fonts) for page in pages]


def _reference(body: bytes, name: bytes) -> int:
    found = re.search(rb"/" + name + rb" (\d+) 0 R", body)
    assert found is not None
    return int(found[1])


def _stream(body: bytes) -> bytes:
    found = _STREAM.search(body)
    assert found is not None
    content = body[found.end() : found.end() + int(found[1])]
    if b"/ASCII85Decode" in body:
        content = base64.a85decode(content.strip().removesuffix(b"~>"))
    return zlib.decompress(content) if b"/FlateDecode" in body else content


def _fonts(objects: dict[int, bytes]) -> dict[bytes, Callable[[bytes], str]]:
    table = next(body for body in objects.values() if re.match(rb"<<\s*/F1 ", body))
    return {name: _decoder(objects, int(number)) for name, number in re.findall(rb"/(F[\d+]+) (\d+) 0 R", table)}


def _decoder(objects: dict[int, bytes], number: int) -> Callable[[bytes], str]:
    body = objects[number]
    if b"/ToUnicode" in body:
        lines = _stream(objects[_reference(body, b"ToUnicode")])
        table = {int(code, 16): int(sign, 16) for code, sign in re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]+)>\s", lines)}
        for block in re.findall(rb"beginbfrange\s*<00> <\w+> \[(.*?)\]", lines, re.DOTALL):
            table |= {code: int(sign, 16) for code, sign in enumerate(re.findall(rb"<(\w+)>", block))}
        return lambda raw: "".join(chr(table[code]) for code in raw)
    if b"UCS2" in body:
        return lambda raw: raw.decode("utf-16-be")
    return lambda raw: raw.decode("cp1252")


def _texts(content: bytes, fonts: dict[bytes, Callable[[bytes], str]]) -> list[str]:
    said, decode = [], fonts[b"F1"]
    for font, raw in _SHOWN.findall(content):
        if font:
            decode = fonts[font]
        else:
            said.append(decode(re.sub(rb"\\(\d{1,3}|.)", _escaped, raw, flags=re.DOTALL)))
    return said


def _escaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if code.isdigit() else _ESCAPES.get(code, code)
