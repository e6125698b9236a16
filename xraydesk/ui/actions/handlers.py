"""Which class handles which group of the action table."""

from __future__ import annotations

from xraydesk.ui.actions.ai import AiHandlers
from xraydesk.ui.actions.context import Context
from xraydesk.ui.actions.file import FileHandlers
from xraydesk.ui.actions.go import GoHandlers
from xraydesk.ui.actions.help import HelpHandlers
from xraydesk.ui.actions.image import ImageHandlers
from xraydesk.ui.actions.layout import LayoutHandlers
from xraydesk.ui.actions.measure import MeasureHandlers
from xraydesk.ui.actions.output import OutputHandlers
from xraydesk.ui.actions.screening import ScreeningHandlers
from xraydesk.ui.actions.studies import StudiesHandlers
from xraydesk.ui.actions.windowing import WindowingHandlers
from xraydesk.ui.actions.worklist import WorklistHandlers

HANDLERS = {
    "file": FileHandlers,
    "image": ImageHandlers,
    "windowing": WindowingHandlers,
    "layout": LayoutHandlers,
    "measure": MeasureHandlers,
    "go": GoHandlers,
    "ai": AiHandlers,
    "help": HelpHandlers,
    "output": OutputHandlers,
    "studies": StudiesHandlers,
    "worklist": WorklistHandlers,
    "screening": ScreeningHandlers,
}
"""Group of the action table → the class that handles it."""


def handlers(context: Context) -> dict[str, object]:
    """One object per group, bound to the parts of a window."""
    return {group: handler(context) for group, handler in HANDLERS.items()}
