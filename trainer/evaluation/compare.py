"""Several runs side by side, from the figures of their evaluations: tables, shortcut panel, overlaid curves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trainer.data.page import Page
from trainer.evaluation import plots
from trainer.evaluation.evaluate import FIGURES, EvaluationError, clean, evaluate
from trainer.evaluation.seed_stability import heatmaps_over_seeds
from trainer.evaluation.side_by_side import Section, side_by_side
from trainer.fitting.run_log import BEST
from xraydesk.core.files import sha256_of, write_atomically

Figures = Mapping[str, Any]


def compare(runs: Sequence[Path], out: Path, purpose: str = "calibrate", judge: Callable[..., Path] = evaluate) -> Path:
    """Write ``comparison.md``, ``.html``, ``.json`` and ``roc.png`` into a folder; returns the page.

    Parameters
    ----------
    runs
        Folders of finished runs. One that has no evaluation of its weights for the purpose is evaluated now, but the
        test films are never opened for a comparison.
    out
        Folder to write.
    purpose
        ``tune``, ``calibrate`` or ``test``.
    judge
        Evaluates a run.

    Raises
    ------
    EvaluationError
        A run is named twice, its evaluation is damaged, or its test films have not been judged yet.
    """
    names = _names(runs)
    found = {name: _figures(run, purpose, judge) for name, run in zip(names, runs, strict=True)}
    groups, over_seeds = heatmaps_over_seeds(dict(zip(names, runs, strict=True)), found, purpose)
    sections = [*side_by_side(found), *over_seeds]
    notes = _notes(found)
    picture = plots.overlay({name: figures["per_class"] for name, figures in found.items()})
    out.mkdir(parents=True, exist_ok=True)
    values = {
        "purpose": purpose,
        "runs": {name: _summary(figures) for name, figures in found.items()},
        "notes": notes,
        "over_seeds": groups,
        "tables": [asdict(section) for section in sections],
        "figures": found,
    }
    write_atomically(out / "comparison.json", json.dumps(clean(values), indent=1, ensure_ascii=False).encode())
    write_atomically(out / "roc.png", picture)
    write_atomically(out / "comparison.md", _markdown(purpose, notes, sections).encode("utf-8", "replace"))
    page = Page("Runs compared")
    page.text(_about(purpose))
    for note in notes:
        page.stamp(note)
    for section in sections:
        page.section(section.title)
        if section.note:
            page.text(section.note, faint=True)
        page.table(section.columns, section.rows)
    page.section("Curves")
    page.figure(picture, "ROC curves of the runs by label")
    page.write(out / "comparison.html")
    return out / "comparison.html"


def _names(runs: Sequence[Path]) -> list[str]:
    paths = [run.resolve() for run in runs]
    if len(set(paths)) != len(paths):
        raise EvaluationError("a run is named twice")
    names = [path.name for path in paths]
    return [
        name if names.count(name) == 1 else f"{path.parent.name}/{name}"
        for name, path in zip(names, paths, strict=True)
    ]


def is_judged(run: Path, purpose: str) -> bool:
    """Whether a run has an evaluation of its present weights for a purpose."""
    figures, weights = _read(_table(run, purpose)), run / BEST
    return bool(figures) and (not weights.is_file() or figures["run"].get("weights_sha256") == sha256_of(weights))


def _figures(run: Path, purpose: str, judge: Callable[..., Path]) -> dict[str, Any]:
    if is_judged(run, purpose):
        return _read(_table(run, purpose))
    # There is no evaluation, or the run was trained further since.
    if purpose == "test":
        raise EvaluationError(f"the test films of {run} have not been judged; evaluate --folds test opens them")
    return _read(judge(run, None, purpose).with_name(FIGURES))


def _table(run: Path, purpose: str) -> Path:
    return run / f"evaluation-{purpose}" / FIGURES


def _read(table: Path) -> dict[str, Any]:
    """Figures of an evaluation; none where there is no file."""
    if not table.is_file():
        return {}
    try:
        return dict(json.loads(table.read_text(encoding="utf-8")))
    except ValueError as error:
        raise EvaluationError(f"{table} is damaged; take it away to evaluate the run again") from error


def _notes(found: Mapping[str, Figures]) -> list[str]:
    runs_of: dict[str, list[str]] = {}
    for name, figures in found.items():
        for text in figures["watermarks"]:
            runs_of.setdefault(text, []).append(name)
    notes = [f"{text} ({', '.join(names)})" for text, names in runs_of.items()]
    digests = {figures["run"]["manifest_sha256"] for figures in found.values()}
    films = {(figures["judged"]["films"], tuple(figures["judged"]["folds"])) for figures in found.values()}
    if len(digests) > 1 or len(films) > 1:
        notes.insert(
            0, "These runs were judged on different films: a difference between them may be one between the films."
        )
    return notes


def _about(purpose: str) -> str:
    return f"Judged on the films to {purpose}; square brackets hold 95 % intervals over patients."


def _summary(figures: Figures) -> dict[str, Any]:
    return {"title": figures["title"], "judged": figures["judged"], "watermarks": figures["watermarks"]}


def _markdown(purpose: str, notes: Sequence[str], sections: Sequence[Section]) -> str:
    lines = ["# Runs compared", "", _about(purpose), "", *[f"- **{_plain(note)}**" for note in notes]]
    for section in sections:
        lines += ["", f"## {section.title}", "", *([_plain(section.note), ""] if section.note else [])]
        lines.append(f"| {' | '.join(_plain(name) for name in section.columns)} |")
        lines.append("|---" * len(section.columns) + "|")
        lines += [f"| {' | '.join(_plain(value) for value in row)} |" for row in section.rows]
    return "\n".join([*lines, "", "![ROC curves of the runs by label](roc.png)"]) + "\n"


def _plain(text: str) -> str:
    """Text that Markdown neither takes for markup nor for the end of a cell."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("`", "'")
