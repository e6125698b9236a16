"""``xraydesk selftest``: what proves that this copy works, here."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from xraydesk.cli.terminal import Commands


def add_to(commands: Commands) -> None:
    """Add the command."""
    command = commands.add_parser("selftest", help="check models, engines, sample and window system")
    command.set_defaults(run=_run)


def _run(options: argparse.Namespace) -> int:
    del options
    from xraydesk import selftest
    from xraydesk.cli import window
    from xraydesk.core.errors import XRayDeskError

    checks = list(selftest.run())
    try:
        checks.append(selftest.Check("window", *window.load().platform_check()))
    except XRayDeskError as error:
        checks.append(selftest.Check("window", False, str(error)))
    for check in checks:
        print(f"{'ok    ' if check.passed else 'FAILED'} {check.name}: {check.detail}")
    return 0 if all(check.passed for check in checks) else 1
