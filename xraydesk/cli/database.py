"""``xraydesk audit`` and ``xraydesk backup``: what looks after the database."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from xraydesk.core.errors import XRayDeskError

if TYPE_CHECKING:
    from xraydesk.cli.terminal import Commands


def add_to(commands: Commands) -> None:
    """Add the commands."""
    audit = commands.add_parser("audit", help="look at the trail of what was done")
    trail = audit.add_subparsers(required=True, metavar="COMMAND")
    verify = trail.add_parser("verify", help="say how many events there are, and the first one that does not fit")
    verify.set_defaults(run=_verify)
    backup = commands.add_parser("backup", help="make a backup of the database that stays until it is removed")
    backup.set_defaults(run=_backup)
    for each in (verify, backup):
        each.add_argument("--database", type=Path, metavar="FILE", help="another database than the user's own")


def existing(asked: Path | None) -> Path:
    """The database that was asked for, or the user's own.

    Raises
    ------
    XRayDeskError
        There is none; none is made.
    """
    from xraydesk.store.database import default_path

    path = asked or default_path()
    if not path.is_file():
        raise XRayDeskError(f"there is no database {path}")
    return path


def _verify(options: argparse.Namespace) -> int:
    from xraydesk.store import audit

    verdict = audit.verify(existing(options.database))
    print(verdict.sentence)
    return 0 if verdict.misfit is None else 1


def _backup(options: argparse.Namespace) -> int:
    from datetime import UTC, datetime

    from xraydesk.store import backups

    print(backups.on_demand(existing(options.database), datetime.now(UTC)))
    return 0
