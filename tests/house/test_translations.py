"""Every text of the window is translated, with its placeholders, and none goes past the translation."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTranslator

from resources.translations import update

ROOT = Path(__file__).resolve().parents[2]
UI = sorted((ROOT / "xraydesk" / "ui").rglob("*.py"))

WORDS = re.compile(r"[^\W\d_]{2,}")
NO_WORDS_OF_A_LANGUAGE = re.compile(r"XRayDesk|DICOM|OHIF|PNG|PDF|RGB|LUT")

FIRST_OR_SECOND = """
    setText setToolTip setStatusTip setWindowTitle setAccessibleName setAccessibleDescription setTitle setLabelText
    setPlaceholderText setWhatsThis setHeaderLabels addItem addItems addMenu addRow addTab
    QLabel QPushButton QCheckBox QRadioButton QAction QToolBar QGroupBox QMenu QDockWidget QTreeWidgetItem
    heading SideDialog show_text show_status offer_session set_banner set_hint tell
"""
SHOWS: dict[str, tuple[int | str, ...]] = {
    **dict.fromkeys(FIRST_OR_SECOND.split(), (0, 1)),
    "named": (1,),
    "OneLine": (0,),
    "text": (0, "name"),
    "show": (0,),
    "drawText": (2, 3),
}
"""What shows text to people: name of a function or method → places of its texts among the arguments."""
KEYWORDS = ("placeholderText", "toolTip", "statusTip", "windowTitle")
WRAPS = ("tr", "counted", "mark")


def _bare(node: ast.expr) -> Iterator[str]:
    """The literals that an expression shows without having them translated."""
    said = node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else ""
    if WORDS.search(NO_WORDS_OF_A_LANGUAGE.sub("", said)):
        yield said
    for part in _parts(node):
        yield from _bare(part)


def _parts(node: ast.expr) -> list[ast.expr]:
    """The parts of an expression that come out in its text."""
    match node:
        case ast.JoinedStr(values=parts) | ast.List(elts=parts) | ast.Tuple(elts=parts):
            return parts
        case ast.FormattedValue(value=part) | ast.Call(func=ast.Attribute(value=part)):  # "…".format(…)
            return [part]
        case ast.IfExp(body=first, orelse=second) | ast.BinOp(left=first, right=second):
            return [first, second]
    return []


def _name(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")


def _shown(call: ast.Call) -> Iterator[ast.expr]:
    """The arguments of a call that people read."""
    places = SHOWS.get(_name(call), ())
    yield from (argument for at, argument in enumerate(call.args) if at in places)
    yield from (word.value for word in call.keywords if word.arg in KEYWORDS or word.arg in places)


@pytest.mark.parametrize("path", UI, ids=lambda path: path.stem)
def test_no_text_goes_past_the_translation(path: Path) -> None:
    calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
    past = [
        f"{path.name}:{argument.lineno}: {text!r}"
        for call in calls
        if _name(call) not in WRAPS
        for argument in _shown(call)
        for text in _bare(argument)
    ]
    assert past == []


@pytest.fixture(scope="module")
def texts() -> dict[str, update.Text]:
    return update.collect()


@pytest.fixture(scope="module")
def german() -> dict[str, tuple[str, ...]]:
    return update.translations(update.HERE / "xraydesk_de.ts")


def test_every_text_has_a_german_one(texts: dict[str, update.Text], german: dict[str, tuple[str, ...]]) -> None:
    assert [text for text in texts if not all(german.get(text, ("",)))] == []
    assert [text for text in german if text not in texts] == []


def test_placeholders_and_mnemonics_are_those_of_the_english_text(german: dict[str, tuple[str, ...]]) -> None:
    field = re.compile(r"\{[^}]*\}")
    different = [
        (text, form)
        for text, forms in german.items()
        for form in forms
        if sorted(field.findall(text)) != sorted(field.findall(form)) or text.count("&") != form.count("&")
    ]
    assert different == []


def test_german_texts_look_like_the_english_ones(german: dict[str, tuple[str, ...]]) -> None:
    """The same end (full stop, dots, colon), the same spaces around: they are put together with others."""
    ends = re.compile(r"(…|[.:?!])?$")
    different = [
        (text, form)
        for text, forms in german.items()
        for form in forms
        if ends.search(text.strip())[0] != ends.search(form.strip())[0]
        or (text[:1].isspace(), text[-1:].isspace()) != (form[:1].isspace(), form[-1:].isspace())
    ]
    assert different == []


@pytest.mark.parametrize("language", update.LANGUAGES)
def test_what_the_program_reads_is_compiled_from_what_is_written(language: str, qapp: object) -> None:
    written = update.translations(update.HERE / f"xraydesk_{language}.ts")
    translator = QTranslator()
    assert translator.load(f"xraydesk_{language}", str(update.HERE)) or not written
    stale = [
        text
        for text, forms in written.items()
        for number, form in enumerate(forms, 1)
        if translator.translate(update.CONTEXT, text, None, number if len(forms) > 1 else -1) != form
    ]
    assert stale == []


def test_english_has_the_forms_of_every_counted_text(texts: dict[str, update.Text]) -> None:
    written = update.translations(update.HERE / "xraydesk_en.ts")
    assert set(written) == {text for text, where in texts.items() if where.counted}


def test_what_is_no_literal_cannot_be_marked(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('tr(f"{n} films")\n', "utf-8")
    with pytest.raises(TypeError, match=r"module.py:1: only a literal"):
        list(update.literals(module))
    module.write_text('tr("films") + mark("a" "b") + counted("{n} c", 1) + tr(text)\n', "utf-8")
    assert sorted(update.literals(module)) == [("counted", "{n} c"), ("mark", "ab"), ("tr", "films")]
