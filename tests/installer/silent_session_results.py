"""What was written is what it should be: a look into each kind of file that the program writes."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from xml.etree import ElementTree as ET

import pydicom
from PIL import Image

from tests.installer.silent_session_screen import MissedError


def look(path: Path) -> int:
    """Read a file that was exported; how many films, pages of text, or pixels are in it.

    Raises
    ------
    MissedError
        It is not there, is empty, or is not what its name says.
    """
    if not path.is_file():
        raise MissedError(f"{path.name} was not written")
    kind = path.suffix.lower()
    if kind == ".csv":
        with path.open(newline="", encoding="utf-8-sig") as file:
            found = sum(1 for _ in csv.DictReader(file))
    elif kind == ".jsonl":
        found = len([json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()])
    elif kind == ".xlsx":
        with zipfile.ZipFile(path) as book:
            sheet = ET.fromstring(book.read("xl/worksheets/sheet1.xml"))
        found = len([row for row in sheet.iter() if row.tag.endswith("}row")]) - 1
    elif kind == ".html":
        text = path.read_text(encoding="utf-8")
        found = (
            text.count("<tr") if text.lower().startswith("<!doctype html") and text.rstrip().endswith("</html>") else 0
        )
    elif kind == ".pdf":
        content = path.read_bytes()
        found = content.count(b"/Page") if content.startswith(b"%PDF-") and b"%%EOF" in content[-64:] else 0
    elif kind == ".png":
        with Image.open(path) as image:
            image.load()
            found = image.width * image.height if image.convert("L").getextrema()[0] != 255 else 0
    elif kind == ".dcm":
        dataset = pydicom.dcmread(path)
        found = dataset.pixel_array.size
    else:
        found = path.stat().st_size
    if found < 1:
        raise MissedError(f"{path.name} holds nothing")
    return found


def look_into(folder: Path, ending: str) -> int:
    """Read every file of a folder that ends so; how many there are.

    Raises
    ------
    MissedError
        There is none, or one is not what it should be.
    """
    found = sorted(folder.rglob(f"*{ending}"))
    if not found:
        raise MissedError(f"{folder.name} holds no {ending}")
    for path in found:
        look(path)
    return len(found)
