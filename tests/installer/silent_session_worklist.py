"""The part of a session that is led in the worklist: a folder is screened, judged, exported, and still there later."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from functools import partial

import numpy as np

from tests.benchmarks.frozen_start import HEIGHT, WIDTH
from tests.installer.silent_session_commands import Step
from tests.installer.silent_session_results import look, look_into
from tests.installer.silent_session_screen import MAIN, differing, must, wait_until
from tests.installer.silent_session_window import Window

FORMATS = ("csv", "xlsx", "jsonl", "html", "pdf", "png", "manifest", "dicom")
"""In the order of the dialog."""

_LATEST = "(SELECT max(id) FROM run)"


class Worklist:
    """What a reader does with many films.

    Parameters
    ----------
    window
        The window, in which a film was read before.
    """

    def __init__(self, window: Window) -> None:
        self._window, self._desk, self._program = window, window.desk, window.program
        self._listed: np.ndarray | None = None

    def steps(self) -> Iterator[Step]:
        """In order, to the end of the program and its next start."""
        yield "a folder is watched, and a film comes into it", self.watch
        yield "a folder is screened into the worklist", self.screen
        yield "verdicts on every line", self.judge
        yield "undone in one step, and made again", self.undo
        yield "a note on the lines", self.note
        yield (
            "page: figures of the run",
            partial(self._window.page, "figures of the run", ("ctrl+shift+i",), "^Figures of the run"),
        )
        yield (
            "page: declined and failed files",
            partial(self._window.page, "declined and failed", ("ctrl+shift+l",), "^Declined and failed"),
        )
        for form in FORMATS:
            yield f"the run exported as {form}", partial(self.export, form)
        yield "a film opened from the list", self.open
        yield "quit", self.quit
        yield "started again, the worklist is still there", self.again
        yield "quit again", self._window.quit
        yield "audit verify of what the window did", self.audit

    def screen(self) -> None:
        """Every file of the folder becomes a line of a run that is done."""
        window = self._window
        window.press("ctrl+shift+g")
        window.name_file("^Screen a folder", window.films.folder)
        window.count(f"SELECT count(*) FROM run WHERE state = 'done' AND id = {_LATEST}", bool, "the run", 600.0)
        states = dict(self._program.stored(f"SELECT status, count(*) FROM entry WHERE run = {_LATEST} GROUP BY status"))
        must(sum(states.values()) == window.films.readable + window.films.wrong, f"the lines are {states}")
        must(states.get("failed") == window.films.wrong, f"the lines are {states}")
        must(states.get("ok", 0) + states.get("abstained", 0) >= 1, f"the lines are {states}")
        window.press("ctrl+a")
        window.show("worklist")

    def judge(self) -> None:
        """One key for all that are selected; films without an answer get none."""
        before = self._program.count("SELECT count(*) FROM decision")
        self._window.press("ctrl+a", "y")
        wait_until(lambda: self._program.count("SELECT count(*) FROM decision") > before + 5, "the verdicts")
        self._window.show("verdicts on many lines")
        reviewed = self._reviewed()
        must(reviewed > 5, f"only {reviewed} lines count as reviewed")

    def _reviewed(self) -> int:
        return self._program.count(f"SELECT count(*) FROM entry WHERE reviewed = 1 AND run = {_LATEST}")

    def undo(self) -> None:
        """All of them are taken back by rows of their own; redo declares them again."""
        reviewed = self._reviewed()
        self._window.press("ctrl+z")
        wait_until(lambda: self._reviewed() <= 1, "that the lines are not reviewed any more")
        must(
            self._program.count("SELECT count(*) FROM decision WHERE verdict = 'undone'") > 5, "no rows take them back"
        )
        self._window.press("ctrl+y")
        wait_until(lambda: self._reviewed() == reviewed, "the verdicts again")

    def note(self) -> None:
        """A sentence that stays with every film of the list."""
        self._window.press("ctrl+a", "ctrl+n")
        self._desk.seen()
        self._desk.write("seen in the silent session")
        self._desk.press("Return")
        question = "SELECT count(*) FROM note WHERE text = 'seen in the silent session'"
        self._window.count(question, lambda found: found > 5, "the notes in the store")

    def export(self, form: str) -> None:
        """Choose the form and the place with the keyboard."""
        is_folder = form in ("png", "manifest", "dicom")
        target = self._window.saved / (f"run as {form}" if is_folder else f"run.{form}")
        self._window.press("ctrl+a", "ctrl+shift+j")
        self._desk.window("^Export run")
        self._desk.press("Tab", "Home", *["Down"] * FORMATS.index(form), "Tab")
        self._desk.write(str(target))
        self._window.show(f"export as {form}")
        self._desk.press("Return")
        self._desk.gone("^Export run", 600.0)
        if form == "manifest":
            look(next(target.rglob("*.csv")))
        elif is_folder:
            look_into(target, ".dcm" if form == "dicom" else ".png")
        else:
            look(target)

    def open(self) -> None:
        """The chosen line is a film on the reading page, and the list comes back by its key."""
        self._window.press("ctrl+a")
        listed = self._desk.seen()
        self._window.press("ctrl+d")
        wait_until(lambda: differing(self._desk.seen(), listed) > 0.1, "the film")
        film = self._window.show("a film of the list")
        self._window.press("F4")
        wait_until(lambda: differing(self._desk.seen(), film) > 0.1, "the list again")
        self._window.press("ctrl+a")
        wait_until(lambda: differing(self._desk.seen(), listed) < 0.02, "the lines as they were selected before")

    def watch(self) -> None:
        """What comes into the folder becomes a line without anybody's doing."""
        inbox = self._window.saved / "inbox"
        inbox.mkdir()
        self._window.press("ctrl+shift+k")
        self._window.name_file("^Watch a folder", inbox)
        self._desk.seen()
        shutil.copy(self._window.films.picture, inbox / "came later.jpg")
        question = (
            "SELECT count(*) FROM entry WHERE CAST(path AS TEXT) LIKE ? AND status IN ('ok', 'abstained', 'declined')"
        )
        wait_until(lambda: self._program.count(question, "%came later.jpg") == 1, "the line of the film that came")
        self._window.press("ctrl+a")
        self._window.show("watched")
        self._window.press("ctrl+shift+k")
        wait_until(
            lambda: not self._program.count("SELECT count(*) FROM run WHERE state = 'open'"), "the end of the watching"
        )

    def quit(self) -> None:
        """Keep in mind what is listed first."""
        self._window.press("ctrl+a", "ctrl+Home")
        self._listed = self._lines()
        self._window.quit()

    def again(self) -> None:
        """The next start shows the same lines."""
        self._window.start_empty()
        self._window.press("F4")
        listed = self._listed
        assert listed is not None

        def is_the_same() -> bool:
            self._desk.press("ctrl+a", "ctrl+Home")  # the lines come from the store, which takes its time
            return differing(self._lines(), listed) < 0.02

        wait_until(is_the_same, "the same lines as before")
        self._window.show("the same worklist")

    def _lines(self) -> np.ndarray:
        """The part of the window where the list begins; it may stand elsewhere at the next start."""
        left, top, _, _ = self._desk.place(MAIN)
        return self._desk.seen()[top + HEIGHT // 4 : top + HEIGHT * 3 // 4, left : left + WIDTH * 2 // 3]

    def audit(self) -> None:
        """The chain of events holds, and the exports are in it."""
        must("each fits the one before" in self._program.run("audit", "verify"), "an event does not fit")
        exports = self._program.count("SELECT count(*) FROM audit_event WHERE content LIKE '%export%'")
        must(exports >= len(FORMATS), f"{exports} exports are in the audit trail")
