"""The part of a session that is led with one film: read, explained, measured, judged, printed, saved, handed over."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial

from tests.benchmarks.frozen_start import screen, stages_of
from tests.installer.silent_session_commands import Step
from tests.installer.silent_session_results import look
from tests.installer.silent_session_screen import MAIN, differing, film_part, must, wait_until
from tests.installer.silent_session_window import CHANGED, Window

READER, CLASSES = "Dr Curie", 3
_PAGES = (
    ("the model card", ("ctrl+i",), "^Model card"),
    ("what was declared", ("ctrl+h",), "^What was declared"),
    ("the elements of the file", ("ctrl+t",), "^File contents"),
    ("why it looks like this", ("ctrl+shift+t",), "^Why does it look"),
    ("the keyboard shortcuts", ("shift+F1",), "^Keyboard shortcuts"),
    ("the keyboard sheet", ("F1",), "^Keyboard and mouse"),
    ("the user guide", ("F12",), "^User guide"),
    ("about the program", ("ctrl+F1",), "^About XRayDesk"),
    ("the notices", ("ctrl+shift+n",), "^Notices"),
)
_EXPLAINERS = (("Grad-CAM++", 120.0), ("Layer-CAM", 120.0), ("Eigen-CAM", 120.0), ("Score-CAM", 900.0))


class Film:
    """What a reader does with one film, and with the program around it.

    Parameters
    ----------
    window
        The window, in which nothing was done before.
    """

    def __init__(self, window: Window, edition: str) -> None:
        self._window, self._desk, self._program = window, window.desk, window.program
        self._edition = edition

    def steps(self) -> Iterator[Step]:
        """One film, and everything that can be done with it."""
        yield "start with a film, until picture and heatmap stand", self._window.start
        yield "the heatmaps of all classes, round to the first", self.classes
        if self._edition == "standard":
            for name, patience_s in _EXPLAINERS:
                yield f"explained by {name}", partial(self.explain, name, patience_s)
            yield "explained by Grad-CAM again", self.fast_again
        else:
            yield "no further explainer in this edition", self.no_explainer
        yield "inverted, two films, and back", self.arrange
        yield "a length is measured", self.measure
        yield "a verdict, with the reader's name", self.judge
        yield "a verdict is taken back", self.take_back
        yield "saved as PNG", partial(self.save, "ctrl+s", "Save the picture", "picture.png")
        yield "saved as PDF", partial(self.save, "ctrl+shift+s", "Save the page", "page.pdf")
        yield "printed, into a file", self.print
        for name, keys, title in _PAGES:
            yield f"page: {name}", partial(self._window.page, name, keys, title)
        yield "a setting is changed, and back", self.settings
        yield "the support file", self.support_file
        yield "a second start hands its file over", self.hand_over
        yield "a film opened by the dialog", self.open

    def classes(self) -> None:
        """Every class has a map of its own, and after the last comes the first again."""
        self._window.press("F6")
        maps = [self._window.film()]
        for number in range(1, CLASSES):
            self._window.press("n")
            maps.append(self._window.until_other(maps[-1], f"the heatmap of class {number + 1}"))
            self._desk.picture(f"class {number + 1}")
        self._window.press("n")
        again = self._window.until_other(maps[-1], "the heatmap of the first class again")
        must(differing(again, maps[0]) < CHANGED / 10, "the heatmap of the first class is another one now")

    def explain(self, name: str, patience_s: float) -> None:
        """The next explainer, computed by torch in a process of its own; the slow one has to be asked for."""
        before = self._window.film()
        self._window.press("shift+e")
        if name == "Score-CAM":
            # Until it is ready the fast map stands in for it, which is another one than that of the explainer before.
            before = self._window.until_other(before, "Grad-CAM meanwhile")
            self._window.press("ctrl+e")
        self._window.until_other(before, f"the map of {name}", patience_s)
        self._window.show(name)

    def fast_again(self) -> None:
        """After the last explainer comes the one that is always there."""
        before = self._window.film()
        self._window.press("shift+e")
        self._window.until_other(before, "the map of Grad-CAM")

    def no_explainer(self) -> None:
        """The panel says why; its keys change nothing and break nothing."""
        before = self._window.film()
        self._window.press("shift+e", "ctrl+e")
        must(differing(self._window.film(), before) < CHANGED, "the film looks another way")

    def arrange(self) -> None:
        """What is done to the picture is seen and undone."""
        before = self._window.film()
        self._window.press("v")
        inverted = self._window.until_other(before, "the inverted film")
        must(abs(float(inverted.mean()) + float(before.mean()) - 255) < 60, "it is not inverted")
        self._window.press("v")
        self._window.until_other(inverted, "the film again")
        self._window.press("alt+2")
        self._window.until_other(before, "two views")
        self._window.show("two views")
        self._window.press("alt+0")
        wait_until(lambda: differing(film_part(screen()), before) < CHANGED, "the one view again")

    def measure(self) -> None:
        """A line across the heart is a row in the store."""
        self._window.press("F6", "d")
        self._desk.drag((560, 560), (800, 560))
        wait_until(lambda: self._program.count("SELECT count(*) FROM annotation") == 1, "the length in the store")
        (row,) = self._program.stored("SELECT content FROM annotation")
        must("length" in json.dumps(json.loads(row[0])).lower(), f"it is no length: {row[0][:80]}")
        self._window.show("measured")
        self._window.press("w")

    def judge(self) -> None:
        """The first verdict asks who is reading; the second does not."""
        self._window.press("F6", "y")
        self._window.show("who is reading")
        self._desk.write(READER)
        self._desk.press("Return")
        wait_until(lambda: self._verdicts() == [("accepted", READER)], "the verdict in the store")
        self._window.press("F6", "n", "x")
        wait_until(lambda: self._verdicts()[1:] == [("rejected", READER)], "the second verdict in the store")
        self._window.show("verdicts")

    def take_back(self) -> None:
        """Nothing is deleted: taking back is one more row."""
        self._window.press("F6", "shift+y")
        wait_until(lambda: self._verdicts()[2:] == [("undone", READER)], "the row that takes it back")

    def _verdicts(self) -> list[tuple[str, str]]:
        return [(verdict, who) for verdict, who in self._program.stored("SELECT verdict, reader FROM decision")]

    def save(self, keys: str, title: str, name: str) -> None:
        """Ask for a file by its key, and name it in the dialog."""
        self._window.press("F6", keys)
        self._window.name_file(title, self._window.saved / name)
        wait_until((self._window.saved / name).is_file, f"the file {name}")
        look(self._window.saved / name)

    def print(self) -> None:
        """The preview, the system's dialog, and from there a file: there is no printer here."""
        target = self._window.saved / "printed.pdf"
        self._window.press("F6", "ctrl+p", "p")
        preview = self._desk.window("^Print$")
        self._window.show("preview of the page")
        self._desk.press("Return")
        dialog = wait_until(lambda: [one for one in self._desk.windows("Print") if one != preview], "Qt's print dialog")
        self._desk.focus(dialog[0])
        self._window.show("print")
        # The printer's list, its button for properties, then the name of the file.
        self._desk.press("Tab", "Tab")
        self._desk.write(str(target))
        self._desk.picture("print into a file")
        self._desk.press("Return")
        wait_until(lambda: target.is_file() and target.read_bytes()[-64:].count(b"%%EOF"), "the printed page")
        look(target)

    def settings(self) -> None:
        """The light theme is seen at once, and kept in the file."""
        self._window.press("F6", "ctrl+comma")
        self._desk.window("^Settings$")
        dark = float(self._desk.seen().mean())
        self._desk.write("Theme")
        # The button that clears the field, the sections, the control of the one setting that is left.
        self._desk.press("Tab", "Tab", "Down")
        wait_until(lambda: float(screen().mean()) > dark + 20, "the light theme")
        self._window.show("settings")
        self._desk.press("Up")
        wait_until(lambda: float(screen().mean()) < dark + 10, "the dark theme again")
        self._desk.press("Escape")
        self._desk.gone("^Settings$")
        kept = json.loads(next(self._program.home.glob(".config/XRayDesk/*.json")).read_text(encoding="utf-8"))
        must(READER in kept.values(), f"the settings are {kept}")

    def support_file(self) -> None:
        """Written by a process of its own; it says that everything works, and names nobody."""
        target = self._window.saved / "support.txt"
        self._window.press("F6", "ctrl+shift+F1")
        self._window.name_file("^Save a support file", target)
        wait_until(target.is_file, "the support file")
        text = target.read_text(encoding="utf-8")
        must("integrity: ok" in text, "the database is not found whole in it")
        must(READER not in text and str(self._program.home) not in text, "it names the reader or a folder")

    def hand_over(self) -> None:
        """The later start ends at once; its film is in the first window, with a heatmap."""
        before = self._window.film()
        later = self._program.start(self._window.films.picture)
        wait_until(lambda: later.poll() is not None, "the end of the later start")
        must(later.returncode == 0, f"it ended with exit status {later.returncode}")
        self._window.until_other(before, "the film of the later start")
        wait_until(lambda: {"picture", "heatmap"} <= stages_of(screen()), "its heatmap")
        must(len(self._desk.windows(MAIN)) == 1, "there is a second window")
        self._window.show("handed over")

    def open(self) -> None:
        """Another film is chosen by its path, and answered too."""
        before = self._window.film()
        self._window.press("F6", "ctrl+o")
        self._window.name_file("^Open radiographs", self._window.films.folder / "film 2.dcm")
        self._window.until_other(before, "the film of the dialog")
        wait_until(lambda: {"picture", "heatmap"} <= stages_of(screen()), "its heatmap")
        self._window.show("opened")
