"""The licence texts of everything in a frozen folder, as their licences ask for."""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from resources.installer.contents import Component

NAME: Final = "licences"


def write(folder: Path, components: Iterable[Component]) -> None:
    """Fill a folder: one folder for each component, and an index of what each of them says of itself."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    lines = [
        "XRayDesk is licensed under Apache-2.0 (LICENSE). It brings along:",
        "",
    ]
    for component in components:
        place = f"{component.name}-{component.version}".replace(":", "_")
        for name, source in component.texts.items():
            target = folder / place / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        where = f"  (texts in {place}/)" if component.texts else ""
        lines.append(f"{component.name} {component.version}: {component.licence or 'see its texts'}{where}")
    (folder / "INDEX.txt").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
