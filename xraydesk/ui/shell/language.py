"""The language of the window: every text that people read goes through `tr` or, with a number in it, `counted`.

Literals are collected and translated by ``python3 dev.py translate``; see ``resources/translations``.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from xraydesk.core import paths
from xraydesk.core.wording import mark

__all__ = ["CONTEXT", "LANGUAGES", "counted", "install", "language_of", "mark", "tr"]

CONTEXT = "XRayDesk"
"""The one translation context: a text means the same wherever it stands."""

LANGUAGES = ("en", "de")
"""What the window speaks; the first is the language of the source."""


def tr(text: str) -> str:
    """The text in the reader's language; ``text`` is the English one, as a literal or from a table of marked texts.

    Values are put in afterwards: ``tr("Opening {name}").format(name=name)``.
    """
    return QCoreApplication.translate(CONTEXT, text)


def counted(text: str, n: int) -> str:
    """The text for so many things, in the form that the language has for this number, with ``{n}`` filled in.

    ``text`` is the English plural as a literal: ``counted("{n} images", 1)`` is ``1 image``.
    """
    return QCoreApplication.translate(CONTEXT, text, None, n).replace("{n}", str(n))


def language_of(choice: str) -> str:
    """The language that a value of the setting ``language`` stands for: the desktop's own if the window speaks it."""
    if choice in LANGUAGES:
        return choice
    preferred = (QLocale(name).name()[:2] for name in QLocale.system().uiLanguages())
    return next((language for language in preferred if language in LANGUAGES), LANGUAGES[0])


def install(choice: str) -> str:
    """Have the application speak a language from now on; after it and before its window are made.

    Returns
    -------
    The language.
    """
    language = language_of(choice)
    if choice in LANGUAGES:
        QLocale.setDefault(QLocale(language))
    ours = str(paths.resources() / "translations")
    files = [(f"xraydesk_{language}", ours)]
    if language != LANGUAGES[0]:
        # Qt's own words, such as those of the file dialog; the frozen program brings them along.
        files.append((f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)))
    for name, folder in files:
        translator = QTranslator(QCoreApplication.instance())
        if translator.load(name, folder):
            QCoreApplication.installTranslator(translator)
    return language
