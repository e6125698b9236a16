"""Collects every text of the window, brings the ``.ts`` files up to date and compiles them: ``dev.py translate``.

    python -m resources.translations.update

Texts are the literals in ``tr("…")``, ``mark("…")`` and ``counted("…", n)`` and the tables of actions and settings.
Translations that are there stay; texts that are gone go. The answer is 1 while a text has no translation.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree as ET

from xraydesk.core.settings import SETTINGS, Section
from xraydesk.ui.actions import table

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
CONTEXT = "XRayDesk"
LANGUAGES = ("de", "en")
"""English holds only the forms of texts with a number."""

_MARKS = ("tr", "mark", "counted")
_ACTIONS, _SETTINGS = "xraydesk/ui/actions/table.py", "xraydesk/core/settings.py"


@dataclass
class Text:
    """One English text: where it stands, and whether it has a form for each number."""

    counted: bool = False
    places: set[str] = field(default_factory=set)


def collect() -> dict[str, Text]:
    """Every text that is to be translated, sorted.

    Raises
    ------
    TypeError
        A text with values in it is marked, not a literal.
    """
    texts: dict[str, Text] = {}
    for path in sorted((ROOT / "xraydesk").rglob("*.py")):
        place = path.relative_to(ROOT).as_posix()
        for name, literal in literals(path):
            text = texts.setdefault(literal, Text())
            text.places.add(place)
            text.counted |= name == "counted"
    for literal, place in _table_texts():
        texts.setdefault(literal, Text()).places.add(place)
    return dict(sorted(texts.items(), key=lambda item: (min(item[1].places), item[0])))


def literals(path: Path) -> Iterator[tuple[str, str]]:
    """The name of the marking function and the literal, for each marked literal of a module."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not (
            isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _MARKS and node.args
        ):
            continue
        first = node.args[0]
        if isinstance(first, ast.Constant) and isinstance(first.value, str):
            yield node.func.id, first.value
        elif isinstance(first, (ast.JoinedStr, ast.BinOp)):
            raise TypeError(f"{path.name}:{node.lineno}: only a literal can be translated")


def _table_texts() -> Iterator[tuple[str, str]]:
    for action in table.ACTIONS:
        yield from ((text, _ACTIONS) for text in (action.text, action.tip))
    yield from ((menu, _ACTIONS) for menu in table.MENUS)
    yield from ((text, _ACTIONS) for row in table.GESTURES for text in row)
    yield from ((section.value, _SETTINGS) for section in Section if section is not Section.HIDDEN)
    for setting in SETTINGS:
        if setting.section is not Section.HIDDEN:
            yield from ((text, _SETTINGS) for text in (setting.label, setting.help, *setting.titles))


def update(language: str) -> list[str]:
    """Write the ``.ts`` and the ``.qm`` file of a language.

    Returns
    -------
    The texts that have no translation yet.
    """
    target = HERE / f"xraydesk_{language}.ts"
    known = translations(target) if target.exists() else {}
    root = ET.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    missing = []
    for source, text in collect().items():
        if language == "en" and not text.counted:
            continue
        forms = known.get(source, ("", "") if text.counted else ("",))
        if len(forms) != 1 + text.counted or not all(forms):
            missing.append(source)
            forms = (forms * 2)[: 1 + text.counted]
        _write_message(context, source, text, forms)
    ET.indent(root, "  ")
    written = ET.tostring(root, "unicode")
    target.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{written}\n', "utf-8")
    _compile(target)
    return missing


def translations(path: Path) -> dict[str, tuple[str, ...]]:
    """What a ``.ts`` file holds: English text → its forms, one or, for texts with a number, two."""
    messages = ET.parse(path).getroot().iter("message")  # noqa: S314 - a file of our own
    return {message.findtext("source", ""): _forms(message) for message in messages}


def _forms(message: ET.Element) -> tuple[str, ...]:
    translation = message.find("translation")
    assert translation is not None
    forms = tuple(form.text or "" for form in translation.iter("numerusform"))
    return forms or (translation.text or "",)


def _write_message(context: ET.Element, source: str, text: Text, forms: tuple[str, ...]) -> None:
    message = ET.SubElement(context, "message", {"numerus": "yes"} if text.counted else {})
    for place in sorted(text.places):
        ET.SubElement(message, "location", filename=f"../../{place}")
    ET.SubElement(message, "source").text = source
    translation = ET.SubElement(message, "translation", {} if all(forms) else {"type": "unfinished"})
    if not text.counted:
        translation.text = forms[0]
        return
    for form in forms:
        ET.SubElement(translation, "numerusform").text = form


def _compile(source: Path) -> None:
    """With the compiler that comes with Qt for Python."""
    import PySide6

    folder = Path(PySide6.__file__).parent
    program = next(path for path in (folder / "lrelease", folder / "lrelease.exe") if path.exists())
    # A window that is open has the old file mapped: it is replaced in one step, never written over.
    fresh = source.with_suffix(".fresh")
    subprocess.run([str(program), "-silent", str(source), "-qm", str(fresh)], check=True)
    fresh.replace(source.with_suffix(".qm"))


def main() -> int:
    """Bring every language up to date and name what is missing."""
    missing = 0
    for language in LANGUAGES:
        for text in update(language):
            missing += 1
            print(f"{language}: no translation of {text!r}")
    print(f"{len(collect())} texts, {missing} without a translation")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main())
