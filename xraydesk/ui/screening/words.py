"""How far a screening is, in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale

from xraydesk.core.findings import Status
from xraydesk.ui.screening.cut_off import CutOff
from xraydesk.ui.screening.job import WATCH
from xraydesk.ui.shell.language import counted, mark, tr

if TYPE_CHECKING:
    from xraydesk.screening.progress import Progress

_STATUSES = {
    Status.OK: mark("{n} answered"),
    Status.ABSTAINED: mark("{n} abstained"),
    Status.DECLINED: mark("{n} declined"),
    Status.FAILED: mark("{n} failed"),
}

_SEP = "   ·   "


def number(value: float, decimals: int = 0) -> str:
    """A number as the reader's country writes it."""
    locale = QLocale()
    return locale.toString(int(value)) if not decimals else locale.toString(float(value), "f", decimals)


def how_far(progress: Progress) -> str:
    """Counts, rate and time left of a screening that runs."""
    found = tr("{done} of {found}") if progress.found_all else tr("{done} of {found} found so far")
    parts = [found.format(done=number(progress.done), found=number(progress.found)), *_counts(progress)]
    if progress.rate >= 0.05:
        parts.append(tr("{rate} a second").format(rate=number(progress.rate, 1)))
    if progress.seconds_left is not None:
        parts.append(time_left(progress.seconds_left))
    return _SEP.join(parts)


def outcome(progress: Progress) -> str:
    """What came of a screening that is over."""
    parts = [counted("{n} files", progress.done), *_counts(progress)]
    if progress.repeated:
        parts.append(tr("{n} known before").format(n=number(progress.repeated)))
    return _SEP.join(parts)


def _counts(progress: Progress) -> list[str]:
    return [tr(text).format(n=number(progress.counts.get(status, 0))) for status, text in _STATUSES.items()
            if progress.counts.get(status, 0)]  # fmt: skip


def time_left(seconds: float) -> str:
    """Roughly how long it still takes."""
    if seconds < 60:
        return tr("less than a minute left")
    if seconds < 3600:
        return counted("{n} minutes left", round(seconds / 60))
    return tr("{hours} h {minutes} min left").format(hours=int(seconds // 3600), minutes=int(seconds % 3600 // 60))


def offer(found: Sequence[CutOff], *, hides_names: bool) -> str:
    """That screenings were cut off, as one sentence."""
    newest = found[0]
    if len(found) > 1:
        return counted("{n} screenings did not come to their end.", len(found))
    name = tr("a folder") if hides_names else ", ".join(path.name or str(path) for path in newest.run.dropped)
    if newest.run.settings.get(WATCH):
        return tr("{name} was being watched when XRayDesk ended.").format(name=name)
    sentence = tr("The screening of {name} was cut off: {done} of {found} files are done.")
    return sentence.format(name=name, done=number(newest.done), found=number(newest.found))
