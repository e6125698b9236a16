"""The part of a session that is led on the command line; each step looks at what it has made."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from tests.installer.silent_session_films import Films
from tests.installer.silent_session_program import Program
from tests.installer.silent_session_results import look, look_into
from tests.installer.silent_session_screen import must

Step = tuple[str, Callable[[], object]]
_MODEL, _OTHER = "densenet121", "site121"


class Commands:
    """Every command of the program.

    Parameters
    ----------
    place
        A folder for what is written.
    """

    def __init__(self, program: Program, films: Films, edition: str, place: Path) -> None:
        self._program, self._films, self._edition, self._place = program, films, edition, place
        self._key = place / "site.key"
        self._pack = place / f"{_OTHER}.xrdpack"

    def steps(self) -> Iterator[Step]:
        """What is done, in order."""
        yield "selftest", self.selftest
        yield "inspect, with rendered pictures", self.inspect
        for ending in (".csv", ".jsonl", ".xlsx", ".html", ".pdf"):
            yield f"screen to {ending}", partial(self.screen, ending)
        yield "screen with heatmaps, problems and store", self.screen_into_store
        yield "screen again from the store", self.screen_again
        yield "runs", self.runs
        for form in ("csv", "xlsx", "jsonl", "html", "pdf", "png", "dicom"):
            yield f"export as {form}", partial(self.export, form)
        yield "export as manifest is refused, since nobody has judged a film", self.export_too_early
        yield "model key, trust, pack, verify, install, use, remove", self.model
        yield "a pack that was altered is refused", self.altered
        yield "audit verify", self.audit
        yield "backup", self.backup
        yield "--diagnose", self.diagnose

    @property
    def _all(self) -> int:
        return self._films.readable + self._films.wrong

    def selftest(self) -> None:
        """Engine, model, guard, sample and window; with torch where the edition has it."""
        lines = self._program.run("selftest").splitlines()
        must(lines and all(line.startswith("ok ") for line in lines), f"selftest said {lines}")
        has_torch = any("torch" in line for line in lines)
        must(has_torch == (self._edition == "standard"), f"torch in {lines}")

    def inspect(self) -> None:
        """One line of JSON a file, and the picture as the window shows it."""
        rendered = self._place / "rendered"
        said = self._program.run("inspect", self._films.folder, "--render", rendered, expected=1)
        found = [json.loads(line) for line in said.splitlines()]
        must(len(found) == self._all, f"{len(found)} of {self._all} files were inspected")
        must(sum(each["status"] == "image" for each in found) == self._films.readable, "too few of them are images")
        must(look_into(rendered, ".png") == self._films.readable, "not every picture was rendered")

    def screen(self, ending: str) -> None:
        """A table of one DICOM, one PNG and one JPEG film and a file that is none."""
        names = ("phantom.dcm", "film 0.png", "Aufnahme größer 1.jpg", "a letter.dcm")
        target = self._place / f"screened{ending}"
        self._program.run("screen", *(self._films.folder / name for name in names), "--out", target, expected=1)
        lines = look(target)
        must(lines == len(names) or ending in (".html", ".pdf", ".xlsx"), f"{lines} lines of {len(names)}")

    def screen_into_store(self) -> None:
        """The folder, with everything that can be written beside the table."""
        target, maps, problems = (self._place / name for name in ("all.csv", "heatmaps", "problems.csv"))
        words = ("--out", target, "--heatmaps", maps, "--problems", problems, "--store")
        self._program.run("screen", self._films.folder, *words, expected=1)
        with target.open(newline="", encoding="utf-8-sig") as file:
            states = [row["status"] for row in csv.DictReader(file)]
        must(len(states) == self._all, f"{len(states)} lines of {self._all}")
        must(states.count("failed") == self._films.wrong, f"{states.count('failed')} failed")
        scored = states.count("ok") + states.count("abstained")
        must(scored >= 1, "no film was scored")
        must(look_into(maps, ".png") == 3 * scored, "not every class of every film has its heatmap")
        must(look(problems) >= self._films.wrong, "the failed files are not among the problems")
        rows = self._program.count("SELECT count(*) FROM entry")
        must(rows == self._all, f"{rows} lines in the store")

    def screen_again(self) -> None:
        """What is known costs nothing and says the same."""
        once, again = self._place / "all.csv", self._place / "again.csv"
        before = self._program.count("SELECT count(*) FROM result")
        self._program.run("screen", self._films.folder, "--out", again, "--store", expected=1)
        now = self._program.count("SELECT count(*) FROM result")
        must(now == before, f"{before} results became {now}")
        must(_answers(once) == _answers(again), "the answers are not the same")

    def runs(self) -> None:
        """Both runs are listed as done."""
        said = self._program.run("runs").splitlines()
        must(len(said) == 2 and all(" done " in line for line in said), f"runs said {said}")

    def export(self, form: str) -> None:
        """The last run in one more form."""
        is_folder = form in ("png", "dicom")
        target = self._place / (f"export {form}" if is_folder else f"export.{form}")
        self._program.run("export", "latest", "--format", form, "--out", target)
        if is_folder:
            look_into(target, ".dcm" if form == "dicom" else ".png")
        else:
            look(target)

    def export_too_early(self) -> None:
        """A manifest for training needs labels of a reader."""
        target = self._place / "export manifest"
        self._program.run("export", "latest", "--format", "manifest", "--out", target, expected=1)
        must(not any(path.is_file() for path in target.rglob("*")), "something was written")

    def model(self) -> None:
        """A model of the site's own goes round: packed, signed, verified, installed, used, removed."""
        bundled = self._program.path.parent / "_internal" / "resources" / "models" / _MODEL
        own = self._place / _OTHER
        shutil.copytree(bundled, own)
        card = json.loads((own / "card.json").read_text(encoding="utf-8"))
        (own / "card.json").write_text(json.dumps({**card, "id": _OTHER}), encoding="utf-8")
        run = self._program.run
        run("model", "key", "--out", self._key)
        run("model", "trust", self._key.with_suffix(".pub"))
        must("site" in run("model", "trust"), "the key is not among the trusted ones")
        run("model", "pack", own, "--out", self._pack, "--key", self._key)
        run("model", "verify", self._pack)
        must(_OTHER not in run("model", "list"), "verifying has installed it")
        run("model", "install", self._pack)
        must(_OTHER in run("model", "list"), "it is not listed")
        target = self._place / "other.csv"
        run("screen", self._films.phantom, "--model", _OTHER, "--out", target)
        must(f",{_OTHER}," in target.read_text(encoding="utf-8"), "the film was scored by another model")
        run("model", "remove", _OTHER)
        must(_OTHER not in run("model", "list"), "it is still listed")

    def altered(self) -> None:
        """One bit of the file is another."""
        content = bytearray(self._pack.read_bytes())
        content[len(content) // 2] ^= 1
        self._pack.write_bytes(content)
        self._program.run("model", "verify", self._pack, expected=1)
        self._program.run("model", "install", self._pack, expected=1)
        must(_OTHER not in self._program.run("model", "list"), "it was installed")

    def audit(self) -> None:
        """Every event fits the one before, and the exports are among them."""
        said = self._program.run("audit", "verify")
        must("each fits the one before" in said, f"audit said {said}")
        must(self._program.count("SELECT count(*) FROM audit_event WHERE content LIKE '%export%'") >= 7, "no exports")

    def backup(self) -> None:
        """A copy of the database that is one."""
        made = Path(self._program.run("backup").strip())
        must(made.read_bytes().startswith(b"SQLite format 3"), f"{made} is no database")

    def diagnose(self) -> None:
        """The support file, which names no patient and no folder."""
        target = self._place / "support.txt"
        self._program.run("--diagnose", target)
        text = target.read_text(encoding="utf-8")
        must("integrity: ok" in text and "selftest" in text.lower().replace("-", ""), "something is missing in it")
        must("Silent^" not in text and str(self._films.folder) not in text, "it names a patient or a folder")


def _answers(path: Path) -> list[tuple[str, str, str]]:
    with path.open(newline="", encoding="utf-8-sig") as file:
        return sorted((row["path"], row["status"], row["label"]) for row in csv.DictReader(file))
