"""The trainer's command line: ``python -m trainer fit RECIPE --data FOLDER --out RUN``."""

from __future__ import annotations

import argparse
import sys
from errno import EDQUOT, ENOSPC

from trainer.commands import bundles, data, evaluation, fitting, guard, lungs, series
from xraydesk.core.errors import XRayDeskError


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit code (0 done, 1 a plain error, 2 wrong usage, 130 stopped)."""
    options = _parser().parse_args(arguments)
    try:
        options.run_command(options)
    except XRayDeskError as error:
        print(f"trainer: {error}", file=sys.stderr)
        return 1
    except OSError as error:
        print(f"trainer: {_in_words(error)}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("trainer: stopped; what is complete is kept, and the same command goes on from there", file=sys.stderr)
        return 130
    return 0


def _in_words(error: OSError) -> str:
    if error.errno in (ENOSPC, EDQUOT):
        where = f" where {error.filename} should be written" if error.filename else ""
        return f"the disk is full{where}: make room and give the same command again"
    return f"{error.filename or 'a file'} cannot be used: {error.strerror or error}"


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trainer", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for group in (data, fitting, evaluation, bundles, lungs, guard, series):
        group.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
