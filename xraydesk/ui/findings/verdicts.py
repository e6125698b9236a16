"""How a reader's verdict is shown: an icon, a word and a tone, never the colour alone; and when it was given."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime

from xraydesk.core.decisions import ABNORMAL, NORMAL, Decision, Verdict
from xraydesk.ui.shell.language import mark, tr


@dataclass(frozen=True, slots=True)
class Look:
    """What a verdict looks like.

    Attributes
    ----------
    icon
        Name in `icons`.
    word
        What stands beside it.
    tone
        One of `style_sheet.TONES`.
    """

    icon: str
    word: str
    tone: str


_LOOKS = {
    Verdict.ACCEPTED: Look("accept", mark("accepted"), "good"),
    Verdict.REJECTED: Look("reject", mark("rejected"), "caution"),
    Verdict.CORRECTED: Look("correct", mark("corrected"), "accent"),
    Verdict.UNDONE: Look("undo", mark("taken back"), "quiet"),
}

_IMPRESSIONS = {NORMAL: mark("normal"), ABNORMAL: mark("abnormal")}


def look_of(verdict: Verdict) -> Look:
    """Icon, word and tone of a verdict."""
    return _LOOKS[verdict]


def word_of(verdict: Verdict) -> str:
    """The word of a verdict in the reader's language."""
    return tr(_LOOKS[verdict].word)


def impression_text(impression: str) -> str:
    """A first impression as people read it; labels of a model are shown as the model spells them."""
    return tr(_IMPRESSIONS[impression]) if impression in _IMPRESSIONS else impression


def sentence(decision: Decision) -> str:
    """``Accepted · Dr Curie, 14:02``, with what it is instead where it was corrected."""
    word = word_of(decision.verdict)
    what = word[:1].upper() + word[1:]
    if decision.verdict is Verdict.CORRECTED:
        what = tr("Corrected to {finding}").format(finding=decision.corrected_to)
    who = decision.reader or tr("no name")
    return f"{what} · {who}, {moment_text(decision.declared)}"


def now_text() -> str:
    """The present moment as it is stored: ISO 8601 in UTC with microseconds."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def moment_text(stored: str, *, full: bool = False) -> str:
    """A stored moment in local time: the time of day if it is of today, the date otherwise, or both."""
    try:
        moment = datetime.fromisoformat(stored).astimezone()
    except ValueError:
        return stored
    day, time = f"{moment:%Y-%m-%d}", f"{moment:%H:%M}"
    if full:
        return f"{day} {time}"
    return time if moment.date() == date.today() else day  # noqa: DTZ011 - the reader's own day
