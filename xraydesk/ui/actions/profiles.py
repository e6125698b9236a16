"""Built-in keyboard profiles, each as differences to the keys of the action table."""

from __future__ import annotations

PROFILES: dict[str, dict[str, str]] = {
    "default": {},
    # What the hands of OHIF's users know; where it takes a key, the action that had it gets another.
    "ohif": {
        "invert": "I",
        "reset": "Space Esc",
        "rotate_left": "L",
        "rotate_right": "R",
        "flip": "H",
        "fit": "= Ctrl+Return",
        "zoom_in": "+ Ctrl++",
        "zoom_out": "- Ctrl+-",
        "next_image": "Down Right",
        "previous_image": "Up Left",
        "next_series": "PgDown",
        "previous_series": "PgUp",
        "next_frame": "Shift+PgDown",
        "previous_frame": "Shift+PgUp",
        "flip_vertical": "V",
        "texts": "Shift+I",
        "reveal": "Shift+R",
        "link_zoom": "Ctrl+L",
        "tool_cardiothoracic_ratio": "Shift+H",
        "preset_soft_tissue": "1",
        "preset_lung": "2",
        "preset_mediastinum": "3",
        "preset_bone": "4",
        "preset_wide": "5",
        "preset_narrow": "6",
        "preset_equalised": "7",
        "file_window_1": "8",
        "file_window_2": "9",
        "play": "Shift+Space",
    },
}
"""Value of the setting ``shortcut_profile`` → action → portable keys, separated by spaces."""
