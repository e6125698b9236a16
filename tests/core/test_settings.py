"""What the reader set is found again; what is damaged or foreign is not believed."""

from __future__ import annotations

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
    [("heatmap_opacity", 1.5), ("heatmap_opacity", 1), ("colour_map", "rainbow"), ("heatmap_shown", "yes")],
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


def test_every_setting_is_used_by_the_window() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "xraydesk" / "ui").glob("*.py"))
    assert [setting.key for setting in SETTINGS if f'"{setting.key}"' not in source] == []


def test_without_a_path_nothing_is_written() -> None:
    Settings().save()
    assert not default_path().exists()
