"""Both themes can be read, and nothing keeps a colour of the other one."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon, QPalette
from PySide6.QtWidgets import QApplication, QCheckBox, QLabel, QVBoxLayout, QWidget

from xraydesk.core.settings import Settings
from xraydesk.ui.shell import theme
from xraydesk.ui.shell.dialogs import page
from xraydesk.ui.shell.icons import icon
from xraydesk.ui.shell.parts import text, toned
from xraydesk.ui.shell.style_sheet import TONES, page_style, style_sheet
from xraydesk.ui.shell.theme import DARK, FILM, LIGHT, Colours, colours

ROOT = Path(__file__).resolve().parents[3]
AREAS = ("background", "panel", "raised")
TEXTS = ("text", "quiet", "accent", "active", "good", "caution", "alarm")


@pytest.fixture(autouse=True)
def undressed(qapp: QApplication) -> Iterator[None]:
    """The application as the other tests find it."""
    sheet, palette, style = qapp.styleSheet(), QPalette(qapp.palette()), qapp.style().name()
    yield
    theme.apply(qapp, "dark")
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setStyle(style)


def _luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG21/#dfn-relative-luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(first: str, second: str) -> float:
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_every_text_can_be_read_on_every_area(palette: Colours) -> None:
    pairs = [(getattr(palette, ink), getattr(palette, area)) for ink in TEXTS for area in AREAS]
    pairs.append((palette.on_accent, palette.accent))
    assert [(ink, area, _contrast(ink, area)) for ink, area in pairs if _contrast(ink, area) < 4.5] == []


@pytest.mark.parametrize("palette", [DARK, LIGHT], ids=["dark", "light"])
def test_what_marks_a_control_stands_out_from_its_area(palette: Colours) -> None:
    marks = [(getattr(palette, ink), getattr(palette, area)) for ink in ("faint", "accent", "active") for area in AREAS]
    assert [(ink, area, _contrast(ink, area)) for ink, area in marks if _contrast(ink, area) < 3.0] == []


def test_what_is_written_over_a_film_can_be_read_on_black() -> None:
    inks = [FILM.text, FILM.quiet, FILM.active, FILM.caution, FILM.alarm]
    assert all(_contrast(ink, FILM.black) >= 4.5 for ink in inks)


def test_both_palettes_say_every_colour_and_the_sheet_knows_no_other() -> None:
    for palette in (DARK, LIGHT):
        values = [getattr(palette, each.name) for each in fields(palette)]
        assert all(re.fullmatch("#[0-9a-f]{6}", value) for value in values)
        known = {*values, *(getattr(FILM, each.name) for each in fields(FILM))}
        assert set(re.findall("#[0-9a-f]{6}", style_sheet(palette) + page_style(palette))) <= known


def test_the_setting_dresses_the_window_at_once(qapp: QApplication, qtbot: Any) -> None:
    settings = Settings()
    keeper = theme.ThemeKeeper(qapp, settings)
    assert colours() is DARK
    settings.set("theme", "light")
    assert colours() is LIGHT
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == LIGHT.background
    assert LIGHT.background in qapp.styleSheet()
    assert DARK.background not in qapp.styleSheet()
    settings.set("theme", "system")
    assert colours() in (DARK, LIGHT)
    settings.set("theme", "dark")
    assert colours() is DARK
    keeper.deleteLater()


def _inks(widget: QWidget) -> set[str]:
    image = widget.grab().toImage()
    return {image.pixelColor(x, y).name() for y in range(image.height()) for x in range(image.width())}


def test_labels_pages_and_icons_take_the_colours_of_the_theme_in_force(qapp: QApplication, qtbot: Any) -> None:
    theme.apply(qapp, "dark")
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    label = text("WWWW", tone="caution", bold=True)
    read = page("<p class='alarm'><b>WWWWWWWW</b></p>")
    picture = QLabel()
    for widget in (label, read, picture):
        column.addWidget(widget)
    window.resize(300, 300)
    window.show()
    drawn = icon("flip")
    for name, palette, other in (("dark", DARK, LIGHT), ("light", LIGHT, DARK)):
        theme.apply(qapp, name)
        picture.setPixmap(drawn.pixmap(QSize(64, 64)))
        inks = _inks(window)
        assert {palette.caution, palette.alarm, palette.text} <= inks
        assert not {other.caution, other.alarm, other.text} & inks


def test_a_page_stays_where_it_was_read_when_the_theme_changes(qapp: QApplication, qtbot: Any) -> None:
    theme.apply(qapp, "dark")
    read = page("<p>line</p>" * 200)
    qtbot.addWidget(read)
    read.resize(200, 200)
    read.show()
    read.verticalScrollBar().setValue(300)
    theme.apply(qapp, "light")
    assert read.verticalScrollBar().value() == 300


def test_a_tone_can_change(qapp: QApplication, qtbot: Any) -> None:
    theme.apply(qapp, "light")
    label = text("WWWW", tone="good", bold=True)
    qtbot.addWidget(label)
    assert LIGHT.good in _inks(label)
    toned(label, "alarm")
    assert LIGHT.alarm in _inks(label)
    assert LIGHT.good not in _inks(label)


def test_a_check_can_be_seen_whether_it_is_set_or_not(qapp: QApplication, qtbot: Any) -> None:
    for name, palette in (("dark", DARK), ("light", LIGHT)):
        theme.apply(qapp, name)
        box = QCheckBox("W")
        qtbot.addWidget(box)
        assert palette.quiet in _inks(box)
        box.setChecked(True)
        assert {palette.accent, palette.on_accent} <= _inks(box)


def test_icons_are_sharp_at_every_scaling_and_tell_their_states_apart(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    drawn = icon("zoom")
    for ratio in (1.0, 1.25, 1.5, 2.0):
        pixmap = drawn.pixmap(QSize(20, 20), ratio)
        assert pixmap.size() == QSize(round(20 * ratio), round(20 * ratio))
        assert pixmap.devicePixelRatio() == ratio
    shades = [
        drawn.pixmap(QSize(40, 40), QIcon.Mode.Normal, QIcon.State.Off),
        drawn.pixmap(QSize(40, 40), QIcon.Mode.Normal, QIcon.State.On),
        drawn.pixmap(QSize(40, 40), QIcon.Mode.Disabled, QIcon.State.Off),
    ]
    assert len({bytes(shade.toImage().constBits()) for shade in shades}) == 3
    with pytest.raises(KeyError):
        icon("nothing of this name")


# --------------------------------------------------------------------------------- what the code may do

_UI = sorted((ROOT / "xraydesk" / "ui").rglob("*.py"))


def test_no_widget_has_a_style_sheet_of_its_own() -> None:
    sources = {path.name: path.read_text("utf-8") for path in _UI if path.name != "theme.py"}
    assert [name for name, source in sources.items() if "setStyleSheet(" in source] == []


def test_no_module_keeps_a_colour_of_the_theme() -> None:
    """`colours()` is asked while painting: never at import, never as a default."""
    kept = []
    for path in _UI:
        tree = ast.parse(path.read_text("utf-8"))
        functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.Lambda))]
        inside = {id(node) for function in functions for node in ast.walk(function) if node is not function}
        defaults = {id(n) for f in functions for d in (*f.args.defaults, *f.args.kw_defaults) if d for n in ast.walk(d)}
        makers = [f for f in functions if isinstance(f, ast.FunctionDef) and f.name == "__init__"]
        making = {id(node) for maker in makers for node in ast.walk(maker)}
        for node in ast.walk(tree):
            asks = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "colours"
            if asks and (id(node) not in inside or id(node) in defaults | making):
                kept.append(f"{path.name}:{node.lineno}")
    assert kept == []


def test_every_tone_in_use_is_dressed() -> None:
    used = set()
    for path in _UI:
        used |= set(re.findall(r'(?:tone=|toned\([^()]*(?:\([^()]*\))*[^()]*, )"(\w+)"', path.read_text("utf-8")))
    assert used
    assert used <= {*TONES, "heading", "rule"}


def test_colours_are_named_and_not_spelled_out() -> None:
    """What is drawn over a film, black in every theme, has colours of its own."""
    allowed, over_film = {"theme.py", "icons.py", "legend.py", "film_page.py"}, {"view", "measure"}
    window = [path for path in _UI if path.parent.name not in over_film]
    spelled = [path.name for path in window if re.search(r'"#[0-9a-fA-F]{6}"', path.read_text("utf-8"))]
    assert set(spelled) <= allowed


@pytest.mark.parametrize(("before", "after"), [("dark", "light"), ("light", "dark")])
def test_no_part_of_the_window_keeps_the_colours_of_the_other_theme(
    qtbot: Any, qapp: QApplication, window: Any, workflow: Any, before: str, after: str
) -> None:
    theme.apply(qapp, before)
    window.open_paths(workflow.add("a.dcm", "b.dcm"))
    qtbot.waitUntil(lambda: window.desk.current is not None and window.desk.current.prediction is not None)
    window.notices.tell("a.dcm", "something")
    theme.apply(qapp, after)
    QApplication.processEvents()
    other, own = (DARK, LIGHT) if after == "light" else (LIGHT, DARK)
    foreign = {other.background, other.panel, other.raised} - {FILM.black, own.background, own.panel, own.raised}
    parts = (window.menuBar(), window._bar, window.reading.strip, window.reading.panel, window.notices)
    kept = {type(part).__name__: _inks(part) & foreign for part in parts}
    assert {name: inks for name, inks in kept.items() if inks} == {}


def test_the_film_lies_on_black_in_both_themes(qtbot: Any, qapp: QApplication, opened: Any) -> None:
    window = opened("a.dcm")
    pictures = []
    for name in ("dark", "light"):
        theme.apply(qapp, name)
        QApplication.processEvents()
        pictures.append(window.reading.view.grab().toImage())
    assert pictures[0] == pictures[1]
    assert pictures[0].pixelColor(40, pictures[0].height() // 3).name() == FILM.black
