"""Which keys are in force: profiles, the reader's own changes, and never one key for two things."""

from __future__ import annotations

import json
from itertools import chain
from pathlib import Path

import pytest

from xraydesk.core.settings import SETTINGS, Settings
from xraydesk.ui.actions.keymap import KEYS_OF_CONTROLS, Keymap, menu_keys, normal, over_film_only
from xraydesk.ui.actions.profiles import PROFILES
from xraydesk.ui.actions.table import ACTIONS, MENUS

IDS = [spec.id for spec in ACTIONS]


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def keymap(settings: Settings) -> Keymap:
    return Keymap(settings)


@pytest.mark.parametrize("profile", PROFILES)
def test_in_every_profile_every_key_is_a_key_and_means_one_thing(settings: Settings, profile: str) -> None:
    settings.set("shortcut_profile", profile)
    keymap = Keymap(settings)
    for spec in ACTIONS:
        spoken = PROFILES[profile].get(spec.id, spec.shortcut).split()
        assert [normal(key) for key in spoken] == spoken, spec.id
        assert bool(keymap.keys(spec.id)) == bool(spoken), f"{spec.id} lost its keys in {profile}"
    keys = list(chain.from_iterable(keymap.keys(action) for action in IDS))
    assert len(keys) == len(set(keys))
    assert not set(keys) & set(menu_keys())


def test_profiles_are_those_of_the_setting_and_speak_of_actions_that_there_are() -> None:
    (setting,) = (each for each in SETTINGS if each.key == "shortcut_profile")
    assert set(setting.choices) == set(PROFILES)
    assert set(chain.from_iterable(PROFILES.values())) <= set(IDS)


def test_hands_that_know_ohif_find_its_keys(settings: Settings, keymap: Keymap) -> None:
    settings.set("shortcut_profile", "ohif")
    expected = {"invert": "I", "reset": "Space", "rotate_right": "R", "rotate_left": "L", "flip": "H", "fit": "="}
    assert {action: keymap.keys(action)[0] for action in expected} == expected
    settings.set("shortcut_profile", "default")
    assert keymap.keys("invert") == ("V",)


def test_menus_open_with_keys_of_their_own() -> None:
    assert len(menu_keys()) == len(MENUS)


def test_keys_that_buttons_and_lists_need_are_taken_only_over_the_film(settings: Settings, keymap: Keymap) -> None:
    settings.set("shortcut_profile", "ohif")
    for spec in ACTIONS:
        for key in keymap.keys(spec.id):
            assert over_film_only(spec, key) or key not in KEYS_OF_CONTROLS


# ------------------------------------------------------------------------------------------- changing


def test_an_action_can_have_several_keys_or_none(keymap: Keymap) -> None:
    keymap.assign("invert", ["Ctrl+Y", "F9"])
    assert keymap.keys("invert") == ("Ctrl+Y", "F9")
    keymap.assign("invert", [])
    assert keymap.keys("invert") == ()
    assert keymap.is_own("invert")


def test_a_key_that_is_taken_leaves_the_action_that_had_it(keymap: Keymap) -> None:
    (clash,) = keymap.clashes("invert", "G")
    assert clash.holder == "heatmap"
    assert "Show where the model looked" in clash.reason
    keymap.assign("invert", ["V", "G"])
    assert keymap.keys("heatmap") == ()
    assert not keymap.is_own("heatmap")
    keymap.reset("invert")
    assert (keymap.keys("invert"), keymap.keys("heatmap")) == (("V",), ("G",))


def test_a_key_that_was_the_readers_own_is_taken_for_good(keymap: Keymap) -> None:
    keymap.assign("heatmap", ["F9", "G"])
    keymap.assign("invert", ["F9"])
    assert keymap.keys("heatmap") == ("G",)


def test_what_equals_the_profile_is_no_change(keymap: Keymap) -> None:
    keymap.assign("invert", ["F9"])
    keymap.assign("invert", ["V"])
    assert not keymap.is_own("invert")
    assert not keymap.has_own


@pytest.mark.parametrize("key", ["Tab", "Shift+Tab", "Alt+E", "", "Ctrl+K, Ctrl+C", "nonsense"])
def test_keys_that_cannot_be_given_are_refused(keymap: Keymap, key: str) -> None:
    with pytest.raises(ValueError, match=r"key|free"):
        keymap.assign("invert", [key])
    assert keymap.keys("invert") == ("V",)


def test_no_action_has_more_keys_than_can_be_shown(keymap: Keymap) -> None:
    with pytest.raises(ValueError, match="more than"):
        keymap.assign("invert", [f"F{number}" for number in range(1, 9)])


def test_the_menu_that_a_key_opens_is_named(keymap: Keymap) -> None:
    (clash,) = keymap.clashes("invert", "Alt+E")
    assert clash.holder is None
    assert "File" in clash.reason


def test_whoever_watches_is_told_of_every_change(settings: Settings, keymap: Keymap) -> None:
    told = []
    stop = keymap.watch(lambda: told.append(keymap.keys("invert")))
    keymap.assign("invert", ["F9"])
    keymap.reset_all()
    keymap.reset_all()
    settings.set("shortcut_profile", "ohif")
    stop()
    keymap.assign("invert", ["F9"])
    assert told == [("F9",), ("V",), ("I",)]


# -------------------------------------------------------------------------------------------- keeping


def test_changes_are_kept_as_differences_for_each_profile(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "new" / "shortcuts.json"
    keymap = Keymap(settings, path)
    keymap.assign("invert", ["F9"])
    settings.set("shortcut_profile", "ohif")
    keymap.assign("fit", ["F10"])
    keymap.save()
    assert json.loads(path.read_text("utf-8")) == {"default": {"invert": ["F9"]}, "ohif": {"fit": ["F10"]}}
    again = Keymap(settings, path)
    assert (again.keys("fit"), again.keys("invert")) == (("F10",), ("I",))
    settings.set("shortcut_profile", "default")
    assert again.keys("invert") == ("F9",)


def test_nothing_is_written_while_nothing_was_changed(settings: Settings, tmp_path: Path) -> None:
    Keymap(settings, tmp_path / "shortcuts.json").save()
    assert list(tmp_path.iterdir()) == []


def test_the_file_lies_beside_the_settings(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    keymap = Keymap.beside(settings)
    keymap.assign("invert", ["F9"])
    keymap.save()
    assert [path.name for path in tmp_path.iterdir()] == ["shortcuts.json"]
    Keymap.beside(Settings()).save()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"default": []}',
        b'{"default": {"invert": "F9"}}',
        b'{"default": {"invert": [9]}}',
        b'{"vi": {"invert": ["F9"]}}',
        b'{"default": {"no such action": ["F9"]}}',
        b"[" * 100_000,
        b"\xff",
    ],
)
def test_a_damaged_file_means_the_profile(settings: Settings, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "shortcuts.json"
    path.write_bytes(content)
    keymap = Keymap(settings, path)
    assert keymap.keys("invert") == ("V",)
    assert not keymap.has_own


def test_what_a_file_says_twice_counts_once(settings: Settings, tmp_path: Path) -> None:
    path = tmp_path / "shortcuts.json"
    own = {"invert": ["F9", "Tab", "rubbish", "Alt+E"], "heatmap": ["F9"]}
    path.write_text(json.dumps({"default": own}), "utf-8")
    keymap = Keymap(settings, path)
    keys = list(chain.from_iterable(keymap.keys(action) for action in IDS))
    assert keys.count("F9") == 1
    assert not {"Tab", "rubbish", "Alt+E"} & set(keys)
