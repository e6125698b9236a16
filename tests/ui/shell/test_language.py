"""The window speaks the language that was chosen, and counts as that language counts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale, QTranslator
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from xraydesk.core.settings import Settings
from xraydesk.ui.actions.keymap import Keymap, menu_keys
from xraydesk.ui.actions.profiles import PROFILES
from xraydesk.ui.actions.table import ACTIONS, MENUS
from xraydesk.ui.shell import language
from xraydesk.ui.shell.language import counted, install, language_of, mark, tr


@pytest.fixture(autouse=True)
def silent_again(qapp: QApplication) -> Iterator[None]:
    """Take the translators away again."""
    before = QLocale()
    known = set(map(id, qapp.findChildren(QTranslator)))
    yield
    for translator in qapp.findChildren(QTranslator):
        if id(translator) not in known:
            qapp.removeTranslator(translator)
            translator.deleteLater()
    QLocale.setDefault(before)


def test_without_a_choice_the_text_is_the_english_one() -> None:
    assert tr(mark("Invert")) == "Invert"


def test_german_is_spoken_after_it_was_installed(qapp: QApplication) -> None:
    assert install("de") == "de"
    assert tr("Invert") == "Invertieren"
    assert tr("a text that nobody knows") == "a text that nobody knows"
    assert QLocale().language() == QLocale.Language.German


@pytest.mark.parametrize("choice", language.LANGUAGES)
def test_in_every_language_menus_open_with_keys_that_no_action_has(choice: str) -> None:
    install(choice)
    assert len(menu_keys()) == len(MENUS)
    for profile in PROFILES:
        settings = Settings()
        settings.set("shortcut_profile", profile)
        keymap = Keymap(settings)
        wanted = {spec.id: PROFILES[profile].get(spec.id, spec.shortcut).split() for spec in ACTIONS}
        assert {spec.id: list(keymap.keys(spec.id)) for spec in ACTIONS} == wanted


def test_the_buttons_of_qt_speak_it_too(qapp: QApplication, qtbot: object) -> None:
    install("de")
    buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    assert buttons.button(QDialogButtonBox.StandardButton.Cancel).text().replace("&", "") == "Abbrechen"


def test_english_counts_one_and_many(qapp: QApplication) -> None:
    install("en")
    assert counted("{n} images", 1) == "1 image"
    assert counted("{n} images", 2) == "2 images"


def test_a_count_is_right_even_without_a_translation() -> None:
    assert counted("{n} unknown things", 3) == "3 unknown things"


@pytest.mark.parametrize(
    ("desktop", "expected"),
    [(["de-AT", "de", "en"], "de"), (["fr-FR", "de-DE"], "de"), (["fr-FR"], "en"), ([], "en"), (["en-GB", "de"], "en")],
)
def test_the_desktops_languages_are_tried_in_their_order(
    monkeypatch: pytest.MonkeyPatch, desktop: list[str], expected: str
) -> None:
    class System:
        def uiLanguages(self) -> list[str]:  # noqa: N802 - Qt's name for it
            return desktop

    class Locale(QLocale):
        @staticmethod
        def system() -> System:
            return System()

    monkeypatch.setattr(language, "QLocale", Locale)
    assert language_of("system") == expected
    assert language_of("en") == "en"
