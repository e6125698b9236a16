"""A page about data: what there is, what is missing or wrong, and what a network could learn instead of disease."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from trainer.data import eda_figures as figures
from trainer.data.audit import Audit, audit_places, counted, label_counts, missing_values
from trainer.data.dataset import watermark
from trainer.data.films import Film
from trainer.data.page import Cell, Page
from trainer.data.preview import choose
from trainer.data.shortcuts import NOTABLE
from trainer.data.splits import stratum_classes
from trainer.recipe import Data, Recipe

MOST_ROWS = 40
MOST_PAIRS = 12
_GRID = 8


def write_page(places: Sequence[Path], data: Data, recipe: Recipe | None, cache: Path, out: Path) -> Audit:
    """Audit data and write the page; parameters and errors as ``audit.audit_places``."""
    audit = audit_places(places, data, recipe, cache)
    page_of(audit).write(out)
    return audit


def page_of(audit: Audit) -> Page:
    """The page for an audit."""
    films = audit.films
    names = ", ".join(listing.name for listing in audit.gathered.listings)
    page = Page(f"Data: {names}")
    sources = len({film.collection for film in films})
    patients = len({(film.data, film.group) for film in films if film.patient_known})
    page.text(
        f"{counted(len(films), 'film')} of {counted(patients, 'known patient')} from {counted(sources, 'source')}.",
        faint=True,
    )
    stamp = watermark(films)
    if stamp:
        page.stamp(stamp)
    page.section("What to know first")
    page.findings(audit.findings)
    _labels(page, audit)
    _people(page, audit)
    _files(page, audit)
    _grey(page, audit)
    _samples(page, audit)
    _shortcuts(page, audit)
    _copies(page, audit)
    _missing(page, audit)
    return page


def _labels(page: Page, audit: Audit) -> None:
    films = audit.films
    page.section("Labels, sources and views")
    labels = [label for label, _ in label_counts(films)][:12]
    several = any(film.read_for is not None for film in films) or set(labels) <= {""}

    def has(film: Film, label: str) -> bool:
        return (label in film.findings or (not label and not film.findings)) if several else film.label == label

    def table(keys: Sequence[tuple[str, ...]], header: Sequence[str], caption: str) -> None:
        counts: Counter[tuple[tuple[str, ...], str]] = Counter()
        for key, film in zip(keys, films, strict=True):
            counts.update((key, label) for label in labels if has(film, label))
        sizes = Counter(keys)
        rows: list[list[Cell]] = [
            [*key, *(counts[key, label] or None for label in labels), sizes[key]] for key in sorted(sizes)[:MOST_ROWS]
        ]
        rows.append(
            ["all", *[""] * (len(header) - 1), *(sum(has(f, label) for f in films) for label in labels), len(films)]
        )
        page.table([*header, *(label or "no label" for label in labels), "films"], rows, caption)

    table(
        [(film.collection or "–", film.view or "–") for film in films], ("source", "view"), "Films by source and view"
    )
    if len({film.label_by for film in films}) > 1:
        table([(film.label_by or "–",) for film in films], ("label given by",), "Films by who gave the label")
    if any(audit.parts):
        table([(part or "–",) for part in audit.parts], ("part",), "Films by part")
    if several and len(labels) > 1:
        names = [label for label in labels if label]
        page.figure(
            figures.co_occurrence(films, names),
            "Matrix of findings that stand beside one another",
            "In percent of the films with the finding of the row, how many have the finding of the column.",
        )


def _people(page: Page, audit: Audit) -> None:
    films = audit.films
    page.section("Age and sex")
    drawn = figures.ages(films, stratum_classes(films))
    if drawn is None and not any(film.sex for film in films):
        page.text("Neither age nor sex is known of any film.")
        return
    if drawn:
        page.figure(drawn, "Histogram of ages by label", "Ages by label, each label's films taken as 100 %.")
    rows: list[list[Cell]] = []
    kinds = stratum_classes(films)
    for label, _ in Counter(kinds).most_common(12):
        mine = [film for film, kind in zip(films, kinds, strict=True) if kind == label]
        known = np.array([film.age for film in mine if film.age == film.age])
        quarter = [float(v) for v in np.percentile(known, [25, 50, 75])] if known.size else [None] * 3
        sexes = Counter(film.sex or "–" for film in mine)
        told = ", ".join(f"{sex} {100 * count / len(mine):.0f} %" for sex, count in sexes.most_common(3))
        ages: list[Cell] = [None if value is None else round(value) for value in quarter]
        rows.append([label, len(mine), *ages, len(mine) - known.size, told])
    page.table(["label", "films", "age: lower quartile", "median", "upper quartile", "age unknown", "sex"], rows)


def _files(page: Page, audit: Audit) -> None:
    page.section("Files")
    measures = audit.gathered.cells.measures
    kinds = stratum_classes(audit.films)
    page.figure(
        figures.sizes(measures, kinds),
        "Scatter of image widths and heights by label",
        "Width and height by label; a larger circle stands for more films of that size. The dashed line is square.",
    )
    counts: Counter[tuple[str, int, str, str]] = Counter()
    for row, film in zip(measures, audit.films, strict=True):
        counts[row["format"].decode(), int(row["bits"]), row["photometric"].decode(), film.collection or "–"] += 1
    rows: list[list[Cell]] = [
        [name, bits, sort, source, n] for (name, bits, sort, source), n in counts.most_common(MOST_ROWS)
    ]
    page.table(["format", "bits", "photometric", "source", "films"], rows, "Formats by source")
    if audit.gathered.skipped:
        bad: list[list[Cell]] = [[path.name, reason] for path, reason in audit.gathered.skipped[:MOST_ROWS]]
        page.table(
            ["file", "why it cannot be used"], bad, f"{counted(len(audit.gathered.skipped), 'file')} cannot be used"
        )


def _grey(page: Page, audit: Audit) -> None:
    page.section("Grey values")
    page.figure(
        figures.intensities(audit.gathered.cells.measures, [film.collection or "–" for film in audit.films]),
        "Mean histograms of grey values by source",
        "Mean grey histogram by source, as the application shows the films; the band holds the middle half of them.",
    )


def _samples(page: Page, audit: Audit) -> None:
    page.section("Samples")
    row_of = {film.path: row for row, film in enumerate(audit.films)}
    kinds = stratum_classes(audit.films)
    for label, count in Counter(kinds).most_common(12):
        mine = [film for film, kind in zip(audit.films, kinds, strict=True) if kind == label]
        chosen = choose(mine, _GRID)
        cells = audit.gathered.cells[[row_of[film.path] for film in chosen]]
        page.heading(f"{label} ({counted(count, 'film')})")
        page.figure(figures.pictures(cells, _GRID, 140), f"Films labelled {label}", _captions(chosen), width=1148)


def _captions(films: Sequence[Film]) -> str:
    return " · ".join(f"{film.collection}{f' {film.view}' if film.view else ''}" for film in films)


def _shortcuts(page: Page, audit: Audit) -> None:
    page.section("What gives the labels away")
    page.text(
        "AUROC of telling a label from the rest by things that are no anatomy, on patients that the probe was not "
        "fitted to. Whatever is high here, a network can learn instead of disease; its score then says nothing."
    )
    groups = list(dict.fromkeys(shortcut.group for shortcut in audit.shortcuts))
    labels = sorted({shortcut.label for shortcut in audit.shortcuts})
    if not groups:
        page.text("There are too few patients of two labels to tell.")
        return
    found = {(s.group, s.label): s.auroc for s in audit.shortcuts}
    rows: list[list[Cell]] = []
    strong = []
    for number, group in enumerate(groups):
        values = [found.get((group, label)) for label in labels]
        rows.append([group, *(None if value is None else f"{value:.2f}" for value in values)])
        strong += [(number, column) for column, value in enumerate(values, 1) if value is not None and value >= NOTABLE]
    page.table(["looked at alone", *labels], rows, f"AUROC; {NOTABLE} and above stands out", strong=strong)


def _copies(page: Page, audit: Audit) -> None:
    page.section("Copies")
    page.text(
        "Films with the same bytes or the same stored samples, and films whose 256-bit perceptual hashes differ in few "
        "bits: as they are, mirrored, or as negatives."
    )
    if not audit.copies:
        page.text("None were found.")
        return
    shown = audit.copies[:MOST_PAIRS]
    rows: list[list[Cell]] = [
        [
            copy.first,
            copy.second,
            copy.kind,
            copy.distance,
            " / ".join(dict.fromkeys(label or "–" for label in copy.labels)),
            " / ".join(dict.fromkeys(part or "–" for part in copy.parts)),
            "yes" if copy.same_patient else "no",
        ]
        for copy in audit.copies[:MOST_ROWS]
    ]
    header = ["film", "and", "why", "bits", "labels", "parts", "one patient"]
    page.table(header, rows, f"{counted(len(audit.copies), 'pair')}, at most {MOST_ROWS} of them here")
    cells = audit.gathered.cells[[row for pair in audit.pairs[:MOST_PAIRS] for row in (pair.first, pair.second)]]
    page.figure(
        figures.pictures(cells, 8, 140),
        "Pairs of copies",
        f"The first {counted(len(shown), 'pair')}, side by side.",
        1148,
    )


def _missing(page: Page, audit: Audit) -> None:
    page.section("What is missing")
    films = audit.films
    collections = sorted({film.collection for film in films})
    by_source = {name: [film for film in films if film.collection == name] for name in collections[:MOST_ROWS]}
    names = list(missing_values(films))
    rows: list[list[Cell]] = []
    for source, mine in [*by_source.items(), ("all", films)]:
        absent = missing_values(mine)
        rows.append([source or "–", len(mine), *(round(100 * absent[name] / len(mine)) for name in names)])
    page.table(["source", "films", *names], rows, "Films without a value, in percent")
