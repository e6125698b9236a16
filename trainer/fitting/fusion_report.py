"""What the comparison of image, table and both says, in numbers and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.data.page import Cell, Page

SUSPECT = 0.75
IMAGE, TABLE, BOTH = "image alone", "table alone", "image and table"
NETWORK, MISSING = "image network as exported", "what is missing alone"


@dataclass(frozen=True)
class Row:
    """One of the compared: macro AUROC and its gain over the image alone, each with a 95 % interval over patients."""

    name: str
    auroc: float
    auroc_interval: tuple[float, float]
    gain: float
    gain_interval: tuple[float, float]
    balanced_accuracy: float
    nll: float

    def plain(self) -> dict[str, Any]:
        """Plain values for a JSON file."""
        return {
            "model": self.name,
            "macro_auroc": {"value": self.auroc, "interval": list(self.auroc_interval)},
            "gain_over_image": {"value": self.gain, "interval": list(self.gain_interval)},
            "balanced_accuracy": self.balanced_accuracy,
            "nll": self.nll,
        }

    def line(self) -> str:
        """What the command prints."""
        low, high = self.auroc_interval
        below, above = self.gain_interval
        told = f"{self.name:<34}AUROC {self.auroc:.3f} [{low:.3f}, {high:.3f}]"
        gain = "" if self.name == IMAGE else f", {self.gain:+.3f} [{below:+.3f}, {above:+.3f}] to the image"
        return f"{told}{gain}, balanced accuracy {self.balanced_accuracy:.3f}"


def describe(rows: Sequence[Row]) -> list[str]:
    """Sentences on what may and what may not be claimed."""
    row_of = {row.name: row for row in rows}
    both = row_of[BOTH]
    low, high = both.gain_interval
    if low > 0:
        said = [
            f"With the table the AUROC is higher by {both.gain:.3f} [{low:.3f}, {high:.3f}] than with the image alone."
        ]
    elif high < 0:
        said = [f"With the table the AUROC is lower by {-both.gain:.3f} [{-high:.3f}, {-low:.3f}]: do not use it."]
    else:
        said = [f"That the table adds to the image is not shown: {both.gain:+.3f} [{low:+.3f}, {high:+.3f}]."]
    for row in rows:
        if row.name.endswith(" alone") and row.name not in (IMAGE, TABLE) and row.auroc >= SUSPECT:
            name = f"{row.name[0].upper()}{row.name[1:]}"
            said.append(f"{name} reaches {row.auroc:.2f}: it may tell hospitals apart and not disease.")
    return said


def page_of(title: str, content: dict[str, Any], rows: Sequence[Row]) -> Page:
    """The comparison as a page."""
    page = Page(f"Image and table: {title}")
    page.text(
        f"Judged on {content['films']:,} {content['judged_on']} of {content['patients']:,} patients; intervals hold "
        "95 % of the draws of patients. The image network is the same in every row. The exported model is the image "
        "alone.",
        faint=True,
    )
    page.section("What it says")
    page.findings([("note", sentence) for sentence in content["says"]])
    page.section("Image, table, and both")
    add_rows(page, [row.plain() for row in rows])
    page.section("Inside one source")
    add_inside(page, content["inside_sources"])
    page.section("The table")
    known: list[list[Cell]] = [
        [
            one["column"]["name"],
            one["column"]["kind"],
            one["known"],
            content["known"][one["column"]["name"]],
            ", ".join(one["levels"]) or f"mean {one['mean']:.4g}, standard deviation {one['deviation']:.4g}",
        ]
        for one in content["encoder"]["columns"]
    ]
    page.table(["column", "kind", "known of training films", "known of judged films", "training films"], known)
    return page


def add_rows(page: Page, rows: Sequence[Mapping[str, Any]]) -> None:
    """The compared, in the plain values of `Row.plain`, as a table."""
    table: list[list[Cell]] = [
        [
            row["model"],
            _with_interval(row["macro_auroc"], ".3f"),
            None if row["model"] == IMAGE else _with_interval(row["gain_over_image"], "+.3f"),
            row["balanced_accuracy"],
            row["nll"],
        ]
        for row in rows
    ]
    page.table(["", "macro AUROC", "gain over the image", "balanced accuracy", "negative log-likelihood"], table)


def add_inside(page: Page, rows: Sequence[Mapping[str, Any]]) -> None:
    """The contrasts inside one source, of `fusion_judging.inside_sources`, as a table."""
    if not rows:
        page.text("No source has ten films of two labels.")
        return
    cells: list[list[Cell]] = [
        [row["source"], row["contrast"], " / ".join(map(str, row["n"])), row[IMAGE], row[TABLE], row[BOTH]]
        for row in rows
    ]
    header = ["source", "contrast", "films", IMAGE, TABLE, BOTH]
    page.table(header, cells, "AUROC between two labels of one source, where the source cannot help")


def _with_interval(figure: Mapping[str, Any], form: str) -> str:
    low, high = figure["interval"]
    return f"{figure['value']:{form}} [{low:{form}}, {high:{form}}]"
