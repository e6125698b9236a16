"""The command line, a thin face on the use cases: the window (default), and one module for each group of commands."""

from __future__ import annotations

import argparse
import os
import sys
from typing import Final

from xraydesk.core import logs
from xraydesk.core.errors import XRayDeskError

COMMANDS: Final = ("screen", "runs", "export", "inspect", "model", "audit", "backup", "selftest")


def main(arguments: list[str] | None = None) -> int:
    """Run the product.

    Returns
    -------
    Exit code: 0 done, 1 some files failed or a plain error, 2 wrong usage.
    """
    logs.keep()
    words = sys.argv[1:] if arguments is None else arguments
    parser = _parser() if words[:1] and words[0] in COMMANDS else _window_parser()
    options = parser.parse_args(words)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has had enough; the interpreter must not try to write the rest at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except XRayDeskError as error:
        print(f"xraydesk: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"xraydesk: {error.filename or 'a file'} cannot be used: {error.strerror or error}", file=sys.stderr)
        return 1
    return code


def _window_parser() -> argparse.ArgumentParser:
    from xraydesk.cli import window

    return window.parser(COMMANDS)


def _parser() -> argparse.ArgumentParser:
    """All commands; not loaded where only the window is asked for."""
    from xraydesk.cli import database, export, inspect, model, screen, selftest

    parser = argparse.ArgumentParser(prog="xraydesk")
    commands = parser.add_subparsers(required=True)
    for group in (screen, export, inspect, model, database, selftest):
        group.add_to(commands)
    return parser
