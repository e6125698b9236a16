"""``xraydesk model``: which models are at hand, and models as files for computers without a network."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.cli import model_pack

if TYPE_CHECKING:
    from xraydesk.cli.terminal import Commands


def add_to(commands: Commands) -> None:
    """Add the commands."""
    model = commands.add_parser("model", help="list, pack, verify and install models")
    models = model.add_subparsers(required=True, metavar="COMMAND")
    models.add_parser("list", help="list the installed models").set_defaults(run=_list)
    model_pack.add_to(models)


def _list(options: argparse.Namespace) -> int:
    """One line a model: id, version, title, what it answers, where it is; 1 where one of them cannot be used."""
    del options
    from xraydesk.core import paths
    from xraydesk.core.errors import ModelError
    from xraydesk.core.settings import Settings, default_path
    from xraydesk.model import bundle as bundles

    folders = bundles.installed()
    try:
        used = bundles.find(Settings.load(default_path())["model"] or None)
    except ModelError as error:
        used = None
        print(f"xraydesk: {error}", file=sys.stderr)
    damaged = 0
    for folder in folders:
        place: str | Path = "bundled" if paths.resources() in folder.parents else folder
        try:
            card = bundles.load(folder).card
            task = "exclusive" if card.exclusive else "independent"
            words = f"version {card.version}, {card.title}; {len(card.labels)} {task} labels; {place}"
        except ModelError as error:
            damaged += 1
            words = f"cannot be used: {error}; {place}"
        print(f"{'*' if folder == used else ' '} {folder.name}: {words}")
    print(f"{len(folders)} models; * is used in the window; others: xraydesk --model ID, or the setting Model")
    return 1 if damaged or used is None else 0
