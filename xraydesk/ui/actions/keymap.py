"""The keys in force: a built-in profile and what the reader changed of it.

No action ever shares a key with another where both could answer: what the reader chose comes first, then what the
profile says, then the action table; whoever comes later goes without.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtGui import QKeySequence

from xraydesk.core.files import write_atomically
from xraydesk.core.settings import Settings
from xraydesk.ui.actions.profiles import PROFILES
from xraydesk.ui.actions.table import ACTIONS, MENUS, Action, title
from xraydesk.ui.shell.language import mark, tr

FILE = "shortcuts.json"
"""Beside the settings file."""

KEYS_OF_CONTROLS = frozenset(
    ("Space", "Return", "Enter", "Left", "Right", "Up", "Down", "Home", "End", "PgUp", "PgDown", "Del", "Backspace")
)
"""Keys that buttons, lists and fields need: an action has them only while the film has the keyboard."""

_TAKEN = {"Tab": mark("Tab goes from control to control."), "Shift+Tab": mark("Tab goes from control to control.")}

MOST_KEYS = 4
"""Of one action."""

_BY_ID = {spec.id: spec for spec in ACTIONS}


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a key is not free.

    Attributes
    ----------
    holder
        The action that has the key, None when no action can give it up.
    reason
        One sentence.
    """

    holder: str | None
    reason: str


def normal(key: str) -> str:
    """A key as it is stored: Qt's portable text; empty for what is no single key."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    text = sequence.toString(QKeySequence.SequenceFormat.PortableText)
    return text if sequence.count() == 1 and text.isprintable() else ""


def shown(key: str) -> str:
    """A key as people read it on this system and in their language."""
    sequence = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    return sequence.toString(QKeySequence.SequenceFormat.NativeText)


def all_shown(keys: Iterable[str]) -> str:
    """Several keys of one action as people read them."""
    return "  /  ".join(shown(key) for key in keys)


def over_film_only(spec: Action, key: str) -> bool:
    """Whether an action answers to a key only while the film has the keyboard."""
    return spec.in_view_only or key in KEYS_OF_CONTROLS


def menu_keys() -> dict[str, str]:
    """The keys that open menus, in the language in force: ``Alt+E`` → title of the menu."""
    titles = [tr(menu) for menu in MENUS]
    return {f"Alt+{text[text.index('&') + 1].upper()}": title(text) for text in titles if "&" in text}


class Keymap:
    """Which keys each action has.

    Parameters
    ----------
    settings
        Say which profile is in force.
    path
        The file of the reader's own changes; None keeps them in memory only.
    """

    def __init__(self, settings: Settings, path: Path | None = None) -> None:
        self._settings, self._path = settings, path
        self._own: dict[str, dict[str, tuple[str, ...]]] = _stored(path)
        self._watchers: list[Callable[[], None]] = []
        self._saved = True
        self._keys = self._resolved()
        settings.watch("shortcut_profile", self._profile_changed)

    @classmethod
    def beside(cls, settings: Settings) -> Keymap:
        """The keymap whose file lies beside the settings file."""
        return cls(settings, settings.path.with_name(FILE) if settings.path is not None else None)

    @property
    def profile(self) -> str:
        """Name of the profile in force."""
        return str(self._settings["shortcut_profile"])

    def keys(self, action: str) -> tuple[str, ...]:
        """The keys of an action as portable text, the one that menus show first."""
        return self._keys[action]

    def is_own(self, action: str) -> bool:
        """Whether the reader gave the action keys of their own."""
        return action in self._own.get(self.profile, {})

    @property
    def has_own(self) -> bool:
        """Whether anything differs from the profile."""
        return bool(self._own.get(self.profile))

    def clashes(self, action: str, key: str) -> list[Clash]:
        """Whatever already answers to a key where this action would; empty when the key is free."""
        if key in _TAKEN:
            return [Clash(None, tr(_TAKEN[key]))]
        menu = menu_keys().get(key)
        if menu is not None:
            return [Clash(None, tr("{key} opens the menu “{menu}”.").format(key=shown(key), menu=menu))]
        sentence = tr("{key} belongs to “{action}”.")
        return [
            Clash(spec.id, sentence.format(key=shown(key), action=tr(spec.text).rstrip("…")))
            for spec in ACTIONS
            if spec.id != action and key in self._keys[spec.id]
        ]

    # ----------------------------------------------------------------------------------- changing

    def assign(self, action: str, keys: Iterable[str]) -> None:
        """Give an action these keys and no others; whoever had one of them goes without it.

        Raises
        ------
        ValueError
            Something is no single key, opens a menu or moves through the window, or there are too many.
        """
        chosen = tuple(dict.fromkeys(keys))
        if len(chosen) > MOST_KEYS:
            raise ValueError(f"more than {MOST_KEYS} keys")
        for key in chosen:
            if normal(key) != key or not key:
                raise ValueError(f"{key!r} is not a key")
            if any(clash.holder is None for clash in self.clashes(action, key)):
                raise ValueError(f"{key} is not free")
        own = self._own.setdefault(self.profile, {})
        for other, theirs in own.items():
            own[other] = tuple(key for key in theirs if key not in chosen)
        own[action] = chosen
        if chosen == self._base(action):
            del own[action]
        self._changed()

    def reset(self, action: str) -> None:
        """Give an action the keys of the profile again, as far as nobody else was given them."""
        if self._own.get(self.profile, {}).pop(action, None) is not None:
            self._changed()

    def reset_all(self) -> None:
        """Forget every change of the profile in force."""
        if self._own.pop(self.profile, None):
            self._changed()

    def watch(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back whenever keys have changed; call what is returned to stop."""
        self._watchers.append(callback)

        def stop() -> None:
            if callback in self._watchers:
                self._watchers.remove(callback)

        return stop

    def save(self) -> None:
        """Write the reader's changes, if there are new ones.

        Raises
        ------
        OSError
            The folder cannot be written.
        """
        if self._saved or self._path is None:
            return
        self._saved = True
        content = {profile: {action: list(keys) for action, keys in own.items()} for profile, own in self._own.items()}
        self._path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(self._path, json.dumps(content, indent=1, sort_keys=True).encode())

    # ----------------------------------------------------------------------------------- resolving

    def _base(self, action: str) -> tuple[str, ...]:
        spoken = PROFILES[self.profile].get(action, _BY_ID[action].shortcut)
        return tuple(normal(key) for key in spoken.split())

    def _resolved(self) -> dict[str, tuple[str, ...]]:
        own, profile = self._own.get(self.profile, {}), PROFILES[self.profile]
        free = dict.fromkeys(menu_keys(), "")  # a key with two meanings would have none
        keys: dict[str, tuple[str, ...]] = {}
        for spec in sorted(ACTIONS, key=lambda spec: (spec.id not in own, spec.id not in profile)):
            mine = own.get(spec.id, self._base(spec.id))
            keys[spec.id] = tuple(key for key in mine if free.setdefault(key, spec.id) == spec.id)
        return keys

    def _profile_changed(self, _profile: str) -> None:
        self._keys = self._resolved()
        self._tell()

    def _changed(self) -> None:
        self._saved = False
        self._keys = self._resolved()
        self._tell()

    def _tell(self) -> None:
        for callback in tuple(self._watchers):
            callback()


def _stored(path: Path | None) -> dict[str, dict[str, tuple[str, ...]]]:
    """What the file holds, as far as it makes sense; anything else in it is not believed."""
    try:
        content: Any = json.loads(path.read_text("utf-8")) if path is not None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for profile, own in content.items() if isinstance(content, dict) else ():
        if profile not in PROFILES or not isinstance(own, dict):
            continue
        for action, keys in own.items():
            if action in _BY_ID and isinstance(keys, list) and all(isinstance(key, str) for key in keys):
                sane = tuple(key for key in keys[:MOST_KEYS] if key not in _TAKEN and normal(key) == key and key)
                found.setdefault(profile, {})[action] = sane
    return found
