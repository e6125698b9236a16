"""Whether what was dropped is read at once or becomes a screening."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Final

from xraydesk.ui.desk.use_cases import Workflow

HANDFUL: Final = 20
"""So many films are opened in the views; more are screened."""


def is_for_screening(paths: Sequence[Path], workflow: Workflow) -> bool:
    """Whether a folder is among the paths, or they hold more films than a handful; looks at disks."""
    if any(path.is_dir() for path in paths):
        return True
    return len(list(islice(workflow.discover(paths), HANDFUL + 1))) > HANDFUL
