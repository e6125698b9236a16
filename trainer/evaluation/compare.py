"""Several runs side by side, from the figures of their evaluations: tables, shortcut panel, overlaid curves."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from trainer.data.page import Page
from trainer.evaluation import plots
from trainer.evaluation.evaluate import FIGURES, EvaluationError, clean, evaluate
from trainer.evaluation.report import measured
from trainer.fitting.run_log import BEST
from xraydesk.core.files import sha256_of, write_atomically

Figures = Mapping[str, Any]
Rows = list[tuple[str, list[str]]]


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
    sections = {
        "Inside one source, AUROC": _inside(found),
        "Shortcut panel, by label: AUROC of the model, of the best probe, gap": _shortcuts(found),
        "All sources pooled (flattered by the sources)": _pooled(found),
        "Calibration, operating point and abstention": _further(found),
    }
    notes = _notes(found)
    picture = plots.overlay({name: figures["per_class"] for name, figures in found.items()})
    out.mkdir(parents=True, exist_ok=True)
    values = {
        "purpose": purpose,
        "runs": {name: _summary(figures) for name, figures in found.items()},
        "notes": notes,
        "table": {title: dict(rows) for title, rows in sections.items()},
        "figures": found,
    }
    write_atomically(out / "comparison.json", json.dumps(clean(values), indent=1, ensure_ascii=False).encode())
    write_atomically(out / "roc.png", picture)
    write_atomically(out / "comparison.md", _markdown(names, notes, sections).encode("utf-8", "replace"))
    page = Page("Runs compared")
    page.text(f"Judged on the films to {purpose}; square brackets hold 95 % intervals over patients.")
    for note in notes:
        page.stamp(note)
    for title, rows in sections.items():
        page.section(title)
        page.table(["", *names], [[label, *values] for label, values in rows])
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


def _figures(run: Path, purpose: str, judge: Callable[..., Path]) -> dict[str, Any]:
    table = run / f"evaluation-{purpose}" / FIGURES
    figures = _read(table)
    weights = run / BEST
    if figures and (not weights.is_file() or figures["run"].get("weights_sha256") == sha256_of(weights)):
        return figures
    # There is no evaluation, or the run was trained further since.
    if purpose == "test":
        raise EvaluationError(f"the test films of {run} have not been judged; evaluate --folds test opens them")
    return _read(judge(run, None, purpose).with_name(FIGURES))


def _read(table: Path) -> dict[str, Any]:
    """Figures of an evaluation; none where there is no file."""
    if not table.is_file():
        return {}
    try:
        return dict(json.loads(table.read_text(encoding="utf-8")))
    except ValueError as error:
        raise EvaluationError(f"{table} is damaged; take it away to evaluate the run again") from error


def _cell(figure: Any, digits: int = 2) -> str:
    return str(measured(figure, digits) or "–")


def _inside(found: Mapping[str, Figures]) -> Rows:
    tables = {
        name: {(r["origin"], r["view"], r["contrast"]): r for r in figures["inside_source"] if r["auroc"] is not None}
        for name, figures in found.items()
    }
    keys = list(dict.fromkeys(key for table in tables.values() for key in table))
    rows = []
    for place, view, contrast in keys:
        mine = [table.get((place, view, contrast)) for table in tables.values()]
        cells = [_cell({"value": row["auroc"], "interval": row["interval"]} if row else None) for row in mine]
        rows.append((f"{place}, {view}: {contrast}", cells))
    means = []
    for table in tables.values():
        values = [row["auroc"] for row in table.values() if row["view"] == "all"]
        means.append(f"{np.mean(values):.2f} over {len(values)}" if values else "–")
    return [("mean over the contrasts of all views", means), *rows]


def _shortcuts(found: Mapping[str, Figures]) -> Rows:
    tables = {name: {row["label"]: row for row in figures["shortcuts"]["labels"]} for name, figures in found.items()}
    rows: Rows = []
    for label in dict.fromkeys(label for table in tables.values() for label in table):
        mine = [table.get(label) or {} for table in tables.values()]
        probes = [
            f"{_cell((row.get('probes') or {}).get(row['best']))} ({row['best']})" if row.get("best") else "–"
            for row in mine
        ]
        rows.append((f"{label}: model", [_cell(row.get("model")) for row in mine]))
        rows.append((f"{label}: best probe", probes))
        rows.append((f"{label}: gap", [_cell(row.get("gap")) for row in mine]))
    stamped = [", ".join(figures["shortcuts"]["confounded"]) or "no" for figures in found.values()]
    return [*rows, ("CONFOUNDED", stamped)]


def _pooled(found: Mapping[str, Figures]) -> Rows:
    titles = {
        "macro_auroc": "mean AUROC over labels",
        "balanced_accuracy": "balanced accuracy",
        "accuracy": "accuracy",
        "kappa": "Cohen's kappa",
    }
    rows = [(title, [_cell(figures["pooled"].get(key)) for figures in found.values()]) for key, title in titles.items()]
    tables = [{row["label"]: row for row in figures["per_class"]} for figures in found.values()]
    for label in dict.fromkeys(label for table in tables for label in table):
        for key, title in (("auroc", "AUROC"), ("auprc", "average precision")):
            rows.append((f"{label}: {title}", [_cell(table.get(label, {}).get(key)) for table in tables]))
    return rows


def _further(found: Mapping[str, Figures]) -> Rows:
    rows = [
        ("ECE after the temperature", [_cell(f["calibration"]["after"]["ece"], 3) for f in found.values()]),
        ("Brier score", [_cell(f["calibration"]["after"]["brier"], 3) for f in found.values()]),
        (
            "conformal sets: coverage",
            [_cell((f["conformal"] or {}).get("all", {}).get("coverage")) for f in found.values()],
        ),
        (
            "conformal sets: answered",
            [_cell((f["conformal"] or {}).get("all", {}).get("answered")) for f in found.values()],
        ),
    ]
    energies = [figures["heatmaps"]["lung_energy"] for figures in found.values()]
    said = [f"{e['mean']:.2f} ({e['regions']})" if e["mean"] is not None else "–" for e in energies]
    return [*rows, ("share of energy in the lungs", said)]


def _notes(found: Mapping[str, Figures]) -> list[str]:
    notes = [f"{name}: {text}" for name, figures in found.items() for text in figures["watermarks"]]
    digests = {figures["run"]["manifest_sha256"] for figures in found.values()}
    films = {(figures["judged"]["films"], tuple(figures["judged"]["folds"])) for figures in found.values()}
    if len(digests) > 1 or len(films) > 1:
        notes.insert(
            0, "These runs were judged on different films: a difference between them may be one between the films."
        )
    return notes


def _summary(figures: Figures) -> dict[str, Any]:
    return {"title": figures["title"], "judged": figures["judged"], "watermarks": figures["watermarks"]}


def _markdown(names: Sequence[str], notes: Sequence[str], sections: Mapping[str, Rows]) -> str:
    lines = ["# Runs compared", "", *[f"- **{_plain(note)}**" for note in notes]]
    for title, rows in sections.items():
        lines += ["", f"## {title}", "", f"| | {' | '.join(_plain(name) for name in names)} |"]
        lines.append("|---" * (len(names) + 1) + "|")
        lines += [f"| {_plain(label)} | {' | '.join(_plain(value) for value in values)} |" for label, values in rows]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Text that Markdown neither takes for markup nor for the end of a cell."""
    text = "".join(c if c.isprintable() else " " for c in text)
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").replace("*", "\\*").replace("`", "'")
