"""What the reader set is found again; what is damaged or foreign is not believed."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import pytest

from xraydesk.core.settings import SETTINGS, Settings, default_path

ROOT = Path(__file__).resolve().parents[2]


def test_what_was_set_is_found_again(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "settings.json"
    settings = Settings.load(path)
    settings.set("heatmap_opacity", 0.25)
    settings.set("corner_texts", "none")
    settings.save()
    again = Settings.load(path)
    assert (again["heatmap_opacity"], again["corner_texts"]) == (0.25, "none")
    assert again["colour_map"] == "inferno"


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe", b'{"heatmap_opacity": "thick"}', b'{"x": 1}'])
def test_a_damaged_file_means_the_defaults(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "settings.json"
    path.write_bytes(content)
    settings = Settings.load(path)
    assert all(settings[setting.key] == setting.default for setting in SETTINGS)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("heatmap_opacity", 1.5),
        ("heatmap_opacity", 1),
        ("heatmap_opacity", float("nan")),
        ("colour_map", "rainbow"),
        ("heatmap_shown", "yes"),
        ("last_folder", "x" * 100_000),
    ],
)
def test_what_is_not_acceptable_is_refused(key: str, value: object) -> None:
    settings = Settings()
    with pytest.raises(ValueError, match=key):
        settings.set(key, value)
    assert settings[key] != value


def test_one_bad_value_does_not_spoil_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"heatmap_opacity": 7.0, "colour_map": "cividis"}), "utf-8")
    settings = Settings.load(path)
    assert (settings["heatmap_opacity"], settings["colour_map"]) == (0.45, "cividis")


def test_every_setting_is_declared_in_full_and_accepts_its_default() -> None:
    assert len({setting.key for setting in SETTINGS}) == len(SETTINGS)
    for setting in SETTINGS:
        assert setting.accepts(setting.default)
        assert setting.label
        assert setting.help.endswith(".")
        assert len(setting.titles) in (0, len(setting.choices))


def test_every_setting_is_used_by_the_window() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "xraydesk" / "ui").rglob("*.py"))
    assert [setting.key for setting in SETTINGS if f'"{setting.key}"' not in source] == []


def test_without_a_path_nothing_is_written() -> None:
    Settings().save()
    assert not default_path().exists()


# --------------------------------------------------------------------------------- resetting, watching


def test_a_value_that_was_reset_is_the_default_again_and_leaves_the_file(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings.load(path)
    settings.set("colour_map", "cividis")
    assert not settings.is_default("colour_map")
    settings.save()
    settings.reset("colour_map")
    assert settings.is_default("colour_map")
    settings.save()
    assert "colour_map" not in json.loads(path.read_text("utf-8"))


def test_only_what_was_chosen_is_written(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    settings = Settings.load(path)
    settings.set("heatmap_opacity", 0.25)
    settings.save()
    assert json.loads(path.read_text("utf-8")) == {"heatmap_opacity": 0.25}


def test_two_windows_do_not_undo_each_other(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = Settings.load(path)
    first.set("colour_map", "cividis")
    first.set("corner_texts", "none")
    first.save()
    second, third = Settings.load(path), Settings.load(path)
    second.set("colour_map", "viridis")
    second.save()
    third.set("corner_texts", "minimal")
    third.save()
    again = Settings.load(path)
    assert (again["colour_map"], again["corner_texts"]) == ("viridis", "minimal")


def test_what_is_known_survives_a_file_that_was_damaged_meanwhile(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    first = Settings.load(path)
    first.set("colour_map", "cividis")
    first.save()
    second = Settings.load(path)
    path.write_bytes(b"{")
    second.set("corner_texts", "none")
    second.save()
    again = Settings.load(path)
    assert (again["colour_map"], again["corner_texts"]) == ("cividis", "none")


def test_a_change_is_told_once_and_only_to_those_who_watch_it() -> None:
    settings, told = Settings(), []
    stop = settings.watch("colour_map", told.append)
    settings.watch("corner_texts", lambda _: told.append("other"))
    settings.set("colour_map", "cividis")
    settings.set("colour_map", "cividis")
    settings.reset("colour_map")
    settings.reset("colour_map")
    assert told == ["cividis", "inferno"]
    stop()
    stop()
    settings.set("colour_map", "viridis")
    assert told == ["cividis", "inferno"]


def test_one_who_stops_another_while_being_told_is_obeyed() -> None:
    settings, told = Settings(), []
    settings.watch("colour_map", lambda _: stop())
    stop = settings.watch("colour_map", told.append)
    settings.set("colour_map", "cividis")
    assert told == []


def test_watching_keeps_nothing_alive() -> None:
    told = []

    class Watcher:
        def changed(self, value: str) -> None:
            told.append(value)

    settings, watcher = Settings(), Watcher()
    settings.watch("colour_map", watcher.changed)
    settings.set("colour_map", "cividis")
    del watcher
    gc.collect()
    settings.set("colour_map", "viridis")
    assert told == ["cividis"]


def test_nobody_watches_what_is_not_declared() -> None:
    with pytest.raises(KeyError, match="nonsense"):
        Settings().watch("nonsense", print)


def test_numbers_by_name_are_kept_and_others_are_left_behind(tmp_path: Path) -> None:
    settings = Settings(tmp_path / "settings.json")
    settings.set("prevalence", {"model/covid19": 0.05})
    settings.save()
    assert Settings.load(tmp_path / "settings.json")["prevalence"] == {"model/covid19": 0.05}
    for value in ({"a": 0.0}, {"a": 1.0}, {"a": "0.5"}, {"a": True}, {"a": float("nan")}, [0.5]):
        with pytest.raises(ValueError, match="not acceptable"):
            settings.set("prevalence", value)
    (tmp_path / "settings.json").write_text('{"prevalence": {"model/covid19": 7}}', "utf-8")
    assert Settings.load(tmp_path / "settings.json")["prevalence"] == {}
