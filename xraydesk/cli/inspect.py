"""``xraydesk inspect``: what files hold, one JSON object a line."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.cli.terminal import need_folder

if TYPE_CHECKING:
    from xraydesk.cli.terminal import Commands
    from xraydesk.core.radiograph import Radiograph


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("inspect", help="say what files hold, one JSON object a line")
    command.add_argument("paths", nargs="+", type=Path, help="files and folders, folders are recursed")
    command.add_argument("--render", type=Path, metavar="DIR", help="also write each picture as the viewer shows it")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    from xraydesk import workflow
    from xraydesk.export.pictures import write_picture

    need_folder(options.render)

    def render(radiograph: Radiograph) -> None:
        write_picture(radiograph, options.render / f"{radiograph.sha256}.png")

    refused = 0
    for path in workflow.discover(options.paths):
        answer = workflow.inspect(path, render if options.render else None)
        refused += answer["status"] == "refused"
        print(json.dumps(answer, ensure_ascii=True), flush=True)
    return 1 if refused else 0
