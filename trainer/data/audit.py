"""What is wrong with data, and what a score on it could not claim: found before anything is trained."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import numpy as np

from trainer.data.dataset import watermark
from trainer.data.duplicates import Pair, exact_pairs
from trainer.data.films import DataError, Film
from trainer.data.gather import Gathered, gather
from trainer.data.shortcuts import NOTABLE, STRONG, Shortcut, find_shortcuts
from trainer.data.sources.places import list_places
from trainer.recipe import Data, Recipe
from trainer.recipe.sources import PURPOSES
from xraydesk.imaging.preprocess import PreprocessSpec

ERROR, WARNING, NOTE, GOOD = "error", "warning", "note", "good"
FEWEST_OF_LABEL = 30
FEWEST_OF_SOURCE = 10
LOOK = PreprocessSpec(224, region="pad_square")
LOOK_SIZE = 256


@dataclass(frozen=True, slots=True)
class Copy:
    """Two films that are copies of each other, and what else sets them apart."""

    first: str
    second: str
    kind: str
    distance: int
    labels: tuple[str, str]
    parts: tuple[str, str]
    same_patient: bool


@dataclass
class Audit:
    """Everything found.

    Attributes
    ----------
    gathered
        The films that can be read.
    parts
        For each film the part it is given to: a purpose, ``fold 3``, or empty.
    pairs, copies
        Films that are copies of each other, by their rows and in words.
    shortcuts
        What separates the labels without anatomy.
    findings
        Sentences with their weight, the gravest first.
    """

    gathered: Gathered
    parts: list[str]
    pairs: list[Pair]
    copies: list[Copy]
    shortcuts: list[Shortcut]
    findings: list[tuple[str, str]] = field(default_factory=list)

    @property
    def films(self) -> list[Film]:
        """The films that can be read."""
        return self.gathered.films

    def text(self) -> str:
        """What the command prints."""
        lines = [f"{len(self.films):,} films of {', '.join(ls.name for ls in self.gathered.listings)}"]
        lines += [f"  {label or '(no label)'}: {count:,}" for label, count in label_counts(self.films)]
        lines += [f"{weight}: {sentence}" for weight, sentence in self.findings]
        lines += [f"  cannot be used: {path}: {reason}" for path, reason in self.gathered.skipped]
        return "\n".join(lines)

    def json(self) -> str:
        """Everything as JSON."""
        content = {
            "films": len(self.films),
            "labels": dict(label_counts(self.films)),
            "findings": [{"weight": weight, "sentence": sentence} for weight, sentence in self.findings],
            "unreadable": [{"file": str(path), "reason": reason} for path, reason in self.gathered.skipped],
            "copies": [asdict(copy) for copy in self.copies],
            "shortcuts": [asdict(shortcut) for shortcut in self.shortcuts],
            "missing": missing_values(self.films),
        }
        return json.dumps(content, indent=1, ensure_ascii=False)

    def refuse(self) -> None:
        """Raise DataError when something was found that a score could not survive."""
        errors = [sentence for weight, sentence in self.findings if weight == ERROR]
        if errors:
            more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
            raise DataError(f"the audit failed: {errors[0]}{more}")


def audit_places(places: Sequence[Path], data: Data, recipe: Recipe | None, cache: Path) -> Audit:
    """Look at data without training on it.

    Parameters
    ----------
    places
        Folders and tables.
    data
        How they are read.
    recipe
        Whose folds say what each part is for; None for the data's own parts alone.
    cache
        Folder for decoded films.

    Raises
    ------
    DataError
        The data cannot even be listed.
    """
    wanted = recipe.labels.names if recipe else ()
    listings = list_places(places, data, wanted)
    spec, size = (recipe.preprocess, recipe.cache_size) if recipe else (LOOK, LOOK_SIZE)
    gathered = gather(listings, spec, size, cache, skip_unreadable=True)
    parts = _parts(gathered, recipe)
    pairs = _pairs(gathered, data.near)
    copies = [_copy(pair, gathered.films, parts) for pair in pairs]
    shortcuts = find_shortcuts(gathered.films, gathered.cells.measures)
    audit = Audit(gathered, parts, pairs, copies, shortcuts)
    audit.findings = sorted(_findings(audit, data), key=lambda entry: [ERROR, WARNING, NOTE, GOOD].index(entry[0]))
    return audit


def label_counts(films: Sequence[Film]) -> list[tuple[str, int]]:
    """Labels, or where there are none the findings, with their numbers of films, the commonest first."""
    labels = Counter(film.label for film in films)
    if set(labels) == {""} or any(film.read_for is not None for film in films):
        labels = Counter(finding for film in films for finding in (film.findings or ("",)))
    return labels.most_common()


def missing_values(films: Sequence[Film]) -> dict[str, int]:
    """Number of films without each value."""
    empty = {
        name: sum(not getattr(film, name) for film in films) for name in ("label", "source", "view", "sex", "licence")
    }
    return empty | {
        "age": sum(bool(np.isnan(film.age)) for film in films),
        "patient": sum(not film.patient_known for film in films),
    }


def counted(number: int, what: str) -> str:
    """``1 pair``, ``1,200 pairs``."""
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _parts(gathered: Gathered, recipe: Recipe | None) -> list[str]:
    purpose_of = {fold: p for p in PURPOSES for fold in getattr(recipe.folds, p)} if recipe else {}
    return [
        given or ("" if film.fold < 0 else purpose_of.get(film.fold, f"fold {film.fold}"))
        for film, given in zip(gathered.films, gathered.given, strict=True)
    ]


def _pairs(gathered: Gathered, near: int) -> list[Pair]:
    exact = exact_pairs(gathered.cells.measures)
    known = {(pair.first, pair.second) for pair in exact}
    alike = gathered.near(range(len(gathered.films)), near)
    return exact + [pair for pair in alike if (pair.first, pair.second) not in known]


def _copy(pair: Pair, films: Sequence[Film], parts: Sequence[str]) -> Copy:
    first, second = films[pair.first], films[pair.second]
    return Copy(
        f"{first.data}/{first.path.name}",
        f"{second.data}/{second.path.name}",
        pair.kind,
        pair.distance,
        (first.label, second.label),
        (parts[pair.first], parts[pair.second]),
        (first.data, first.group) == (second.data, second.group),
    )


def _findings(audit: Audit, data: Data) -> list[tuple[str, str]]:
    return [
        *_about_files(audit, data),
        *_about_patients(audit),
        *_about_copies(audit),
        *_about_labels(audit.films),
        *_about_shortcuts(audit.shortcuts),
        *((NOTE, note) for listing in audit.gathered.listings for note in listing.notes),
    ]


def _about_files(audit: Audit, data: Data) -> list[tuple[str, str]]:
    found = []
    skipped = audit.gathered.skipped
    if skipped:
        weight = WARNING if data.skip_unreadable else ERROR
        found.append(
            (
                weight,
                f"{counted(len(skipped), 'file')} cannot be used; the first is {skipped[0][0].name}: {skipped[0][1]}",
            )
        )
    else:
        found.append((GOOD, "every file can be read"))
    measures = audit.gathered.cells.measures
    frames, colour = int((measures["frames"] > 1).sum()), int(measures["colour"].sum())
    if frames:
        found.append((WARNING, f"{frames} files hold several pictures; only the first of each is used"))
    if colour:
        found.append((NOTE, f"{colour} files are in colour; they are read as grey"))
    return found


def _about_patients(audit: Audit) -> list[tuple[str, str]]:
    found = []
    parts_of: dict[tuple[str, str], set[str]] = defaultdict(set)
    for film, part in zip(audit.films, audit.parts, strict=True):
        parts_of[film.data, film.group].add(part)
    torn = [key for key, parts in parts_of.items() if len(parts - {""}) > 1]
    if torn:
        found.append((ERROR, f"{counted(len(torn), 'patient')} with films in two parts; move them with --fix-leakage"))
    elif any(audit.parts):
        found.append((GOOD, "no patient stands in two parts"))
    unknown = watermark(audit.films)
    if unknown:
        found.append((WARNING, unknown))
    return found


def _about_copies(audit: Audit) -> list[tuple[str, str]]:
    found = []
    kinds = Counter(copy.kind for copy in audit.copies)
    for kind, count in kinds.most_common():
        found.append((NOTE, f"{counted(count, 'pair')} of films: {kind}"))
    across = [copy for copy in audit.copies if copy.parts[0] and copy.parts[1] and copy.parts[0] != copy.parts[1]]
    if across:
        pair = f"{across[0].first} in {across[0].parts[0]} and {across[0].second} in {across[0].parts[1]}"
        sure = [copy for copy in across if copy.distance == 0]
        weight = ERROR if sure else WARNING
        found.append((weight, f"{counted(len(across), 'pair')} of copies in two parts; the first is {pair}"))
    torn = [copy for copy in audit.copies if copy.labels[0] != copy.labels[1]]
    if torn:
        pair = f"{torn[0].first} is {torn[0].labels[0]!r}, {torn[0].second} is {torn[0].labels[1]!r}"
        found.append((WARNING, f"{counted(len(torn), 'pair')} of copies with two labels; the first: {pair}"))
    strangers = sum(not copy.same_patient for copy in audit.copies)
    if strangers:
        found.append(
            (NOTE, f"{counted(strangers, 'pair')} of copies that are said to be of two patients, or of nobody known")
        )
    if not audit.copies:
        found.append((GOOD, "no copies found: not by bytes, pixels or likeness, not mirrored, not as a negative"))
    return found


def _about_labels(films: Sequence[Film]) -> list[tuple[str, str]]:
    found = []
    counts = [(label, count) for label, count in label_counts(films) if label]
    for label, count in counts:
        if count < FEWEST_OF_LABEL:
            found.append((WARNING, f"only {count} films of {label!r}: no figure on them will mean much"))
    if len(counts) > 1 and counts[0][1] > 10 * counts[-1][1]:
        found.append(
            (NOTE, f"{counts[0][0]!r} is {counts[0][1] // counts[-1][1]} times as frequent as {counts[-1][0]!r}")
        )
    sources: dict[str, Counter[str]] = defaultdict(Counter)
    for film in films:
        sources[film.collection][film.label] += bool(film.label)
    if len(sources) > 1:
        for source, labels in sources.items():
            held = [label for label, count in labels.items() if count]
            if len(held) == 1 and labels[held[0]] >= FEWEST_OF_SOURCE:
                found.append(
                    (WARNING, f"every film of the source {source!r} is {held[0]!r}: the source gives the label away")
                )
    return found


def _about_shortcuts(shortcuts: Sequence[Shortcut]) -> list[tuple[str, str]]:
    strong = [s for s in shortcuts if s.auroc >= STRONG]
    notable = [s for s in shortcuts if NOTABLE <= s.auroc < STRONG]
    found = [(WARNING, s.sentence) for s in strong] + [(NOTE, s.sentence) for s in notable]
    if shortcuts and not found:
        best = shortcuts[0]
        found.append((GOOD, f"no shortcut of the file separates the labels; the best probe reaches {best.auroc:.2f}"))
    return found
