"""``python -m xraydesk``: the same as the ``xraydesk`` command."""

import sys

from xraydesk.cli import main

sys.exit(main())
