"""What goes wrong with a cluster, as one sentence for whoever started it."""

from __future__ import annotations

from typing import Final

from xraydesk.core.errors import XRayDeskError

NOT_INSTALLED: Final = "what a cluster needs is not installed; install the extra: pip install xraydesk[cluster]"


class ClusterError(XRayDeskError):
    """A screening on a cluster cannot begin or go on; what it has written stays, and the same command goes on."""
