"""Where the product's own files and the user's files are, from source, installed and frozen."""

from __future__ import annotations

import sys
from pathlib import Path

from platformdirs import PlatformDirs

_DIRS = PlatformDirs("XRayDesk", appauthor=False)


def resources() -> Path:
    """The folder of bundled models, samples, icons and themes."""
    frozen = getattr(sys, "_MEIPASS", None)
    root = Path(frozen) if frozen else Path(__file__).resolve().parents[2]
    return root / "resources"


def user_config() -> Path:
    """The user's settings folder; it may not exist yet."""
    return Path(_DIRS.user_config_dir)


def user_data() -> Path:
    """The user's folder for worklists and models they added; it may not exist yet."""
    return Path(_DIRS.user_data_dir)


def user_logs() -> Path:
    """The user's folder for log files; it may not exist yet."""
    return Path(_DIRS.user_log_dir)


def site_data() -> Path:
    """The folder that an administrator fills for every user of this computer; it may not exist."""
    return Path(_DIRS.site_data_dir)
