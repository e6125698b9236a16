"""The result of leaving one source out, as JSON, Markdown and a page."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from trainer.data.page import Cell, Page
from trainer.evaluation.evaluate import clean
from trainer.evaluation.report import measured
from xraydesk.core.files import write_atomically

NAME = "leave-one-source-out"
_HEADER = ("left out", "origin", "contrast", "films", "AUROC")
_ABOUT = (
    "For each source the recipe was trained without any of its films, nor any film of its patients, and then judged on "
    "that source alone. Films that were taken from one place count as one source, whoever read them. Films to test on "
    "took no part. Square brackets hold 95 % intervals over patients."
)
Result = Mapping[str, Any]
Rows = list[list[Cell]]


def write_report(result: Result, out: Path) -> Path:
    """Write the three files into a folder; returns the page."""
    result = clean(result)
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / f"{NAME}.json", json.dumps(result, indent=1, ensure_ascii=False).encode("utf-8", "replace"))
    write_atomically(out / f"{NAME}.md", _markdown(result).encode("utf-8", "replace"))
    page = Page(f"Leave one source out: {result['title']}")
    page.text(headline(result))
    page.text(_ABOUT, faint=True)
    for warning in _warnings(result):
        page.stamp(warning)
    for title, header, rows in _tables(result):
        page.section(title)
        page.table(header, rows)
    page.section("The runs")
    page.findings([("note", sentence) for sentence in _notes(result)])
    page.write(out / f"{NAME}.html")
    return out / f"{NAME}.html"


def headline(result: Result) -> str:
    """The one figure by which recipes are chosen, in a sentence."""
    mean = result["mean_auroc"]
    if mean["value"] is None:
        return "No contrast inside a source that was left out can be judged: no figure is identifiable."
    over = f"{mean['contrasts']} contrasts inside {mean['sources']} sources"
    return f"Mean AUROC over {over} that the network had never seen: {measured(mean, 3)}."


def _warnings(result: Result) -> list[str]:
    found = []
    if marked := result.get("with_known_start"):
        names, mean = ", ".join(marked["sources"]), measured(marked["mean_auroc"], 3)
        found.append(
            f"The weights that training started from had learned from films of {names}: leaving them out afterwards "
            f"proves nothing, so they are not counted. With them the mean would be {mean}."
        )
    if not result["start"]["whole"]:
        found.append("Not all of what the starting weights were trained on is known; they may have seen any source.")
    return found


def _tables(result: Result) -> list[tuple[str, Sequence[str], Rows]]:
    sources = result["sources"]
    by_view: Rows = [
        [row["source"], c["origin"], c["view"], c["contrast"], _sides(c), _auroc(c)]
        for row in sources
        for c in row["contrasts"]
        if c["view"] != "all"
    ]
    names = list(dict.fromkeys(name for row in sources for answer in row["answers"] for name in answer["answered"]))
    given: Rows = [
        [row["source"], a["origin"], a["label"], a["n"], *[a["answered"].get(name) for name in names], _of(a["right"])]
        for row in sources
        for a in row["answers"]
    ]
    balanced: Rows = [
        [row["source"], b["origin"], ", ".join(b["classes"]), _of(b)]
        for row in sources
        for b in row["balanced_accuracy"]
    ]
    tables: list[tuple[str, Sequence[str], Rows]] = [
        ("Each source and contrast", _HEADER, _contrasts(sources)),
        ("By view", ["left out", "origin", "view", "contrast", "films", "AUROC"], by_view),
        ("What its films were called", ["left out", "origin", "label", "films", *names, "called right"], given),
        ("Balanced accuracy", ["left out", "origin", "classes", "balanced accuracy"], balanced),
    ]
    return [table for table in tables if table[2]]


def _contrasts(sources: Sequence[Result]) -> Rows:
    rows: Rows = []
    for row in sources:
        name = (row["source"] or "(no source)") + (" *" if row["known_to_start"] and row["run"] else "")
        own = [contrast for contrast in row["contrasts"] if contrast["view"] == "all"]
        rows += [[name, c["origin"], c["contrast"], _sides(c), _auroc(c)] for c in own]
        if row["status"] == "one label":
            single = [a for a in row["answers"] if a["right"]]
            rows += [[name, a["origin"], a["label"], str(a["n"]), f"called right {_of(a['right'])}"] for a in single]
        elif not own:
            rows.append([name, "", "", str(row["films"]), f"not identifiable: {row['reason']}"])
    return rows


def _auroc(contrast: Result) -> str:
    if contrast["auroc"] is None:
        return "not identifiable: too few films"
    return str(measured({"value": contrast["auroc"], "interval": contrast["interval"]}, 3))


def _sides(contrast: Result) -> str:
    return " / ".join(str(number) for number in contrast["n"])


def _of(figure: Result | None) -> str | None:
    value = measured(figure)
    return None if value is None else str(value)


def _notes(result: Result) -> list[str]:
    notes = []
    for row in result["sources"]:
        name = row["source"] or "films without a source"
        if row["run"] is None:
            notes.append(f"{name}: not trained without it, because {row['reason']}")
            continue
        said = f"{name}: {row['run']}, trained on {row['trained_on']} films of {', '.join(row['trained_on_sources'])}"
        if row["stopped_by"] == "budget":
            said += "; stopped by its time limit"
        notes.append(said)
        notes += [f"{name}: {note}" for note in row["notes"]]
    return notes


def _markdown(result: Result) -> str:
    lines = [f"# Leave one source out: {_plain(result['title'])}", "", f"**{_plain(headline(result))}**", "", _ABOUT]
    warnings = [f"- **{_plain(warning)}**" for warning in _warnings(result)]
    lines += ["", *warnings] if warnings else []
    for title, header, rows in _tables(result):
        lines += ["", f"## {title}", "", f"| {' | '.join(_plain(name) for name in header)} |"]
        lines.append("|---" * len(header) + "|")
        lines += [f"| {' | '.join(_plain(cell) for cell in row)} |" for row in rows]
    lines += ["", "## The runs", "", *[f"- {_plain(note)}" for note in _notes(result)]]
    return "\n".join(lines) + "\n"


def _plain(cell: Cell) -> str:
    """A cell that Markdown neither takes for markup nor for the end of it."""
    text = "–" if cell is None else "".join(c if c.isprintable() else " " for c in str(cell))
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("`", "'")
