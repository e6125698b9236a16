"""The last parts of an evaluation's page: heatmaps, and how the run came about."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from trainer.data.page import Cell, Page
from trainer.evaluation.found_lungs import rows_of

Figures = Mapping[str, Any]


def add_heatmaps(page: Page, found: Figures, pictures: Mapping[str, bytes], labels: Sequence[str]) -> None:
    """Where the model looked, and whether its maps can be believed."""
    page.section("Where the model looked")
    rows: list[Sequence[Cell]] = []
    for key in ("lung_energy", "lung_box_energy"):
        energy = found[key]
        if energy["mean"] is not None and (
            key == "lung_energy" or energy["regions"] != found["lung_energy"]["regions"]
        ):
            low, high = energy["quartiles"]
            said = f"{energy['mean']:.2f}, half of the films {low:.2f}–{high:.2f}; chance {energy['area']:.2f}"
            rows.append(
                [f"share of energy inside {energy['regions']}", said, energy["films"], ", ".join(energy["labels"])]
            )
    rows += rows_of(found.get("found_lung_energy"))
    game = found["pointing_game"]
    said = f"{game['hits']:.2f}" if game else "no boxes are at hand"
    rows.append(["strongest place inside a marked box", said, game["films"] if game else None, ""])
    page.table(["figure", "value", "films", "their labels"], rows)
    check = found["randomised"]
    page.findings(
        [
            (
                "good" if check["fallen"] else "error",
                f"Maps of a network made to forget: correlation {check['head']:.2f} after the head, "
                f"{check['head and last block']:.2f} after the last block too, over {check['films']} films. "
                + (
                    "They fall apart, so they show what was learned."
                    if check["fallen"]
                    else "They do not fall apart, so they show the film rather than what was learned."
                ),
            )
        ]
    )
    page.text(
        "Colour is evidence for the label named, on one scale for each label: it shows where the model looked, not "
        "where disease is.",
        faint=True,
    )
    for column, name in enumerate(labels, 1):
        if f"gallery-{column}" in pictures:
            page.figure(
                pictures[f"gallery-{column}"], f"Films of {name} with their heatmaps: the surest and the least sure"
            )


def add_run(page: Page, run: Figures, pictures: Mapping[str, bytes]) -> None:
    """Curves, data, configuration, package versions and digests."""
    page.section("The run")
    if "curves" in pictures:
        page.figure(pictures["curves"], "Figures of each epoch")
    page.heading("Films")
    page.table(
        ["purpose", "data", "source", "label", "films"],
        [[row[key] for key in ("purpose", "data", "source", "label", "films")] for row in run["data"]],
    )
    page.heading("Settings")
    page.table(["setting", "value"], [[name, value] for name, value in _flat(run["recipe"])])
    page.heading("Made with")
    rows: list[Sequence[Cell]] = [["SHA-256 of the films' list", run["manifest_sha256"]]]
    rows.append(["SHA-256 of the weights judged", run["weights_sha256"]])
    rows += [["SHA-256 of the weights it started from", run["init"]]] if run["init"] else []
    rows += [[f"{name} (training)", text] for name, text in (run["description"].get("packages") or {}).items()]
    rows += [[f"{name} (this report)", text] for name, text in run["packages_now"].items()]
    told = (
        "python",
        "seconds",
        "device",
        "precision",
        "processes",
        "threads",
        "stopped_by",
        "budget_minutes",
        "commit",
    )
    rows += [[name, _text(run["description"][name])] for name in told if run["description"].get(name) is not None]
    page.table(["what", "value"], rows)
    notes = [*(run["description"].get("notes") or []), *(run["description"].get("warnings") or [])]
    if notes:
        page.findings([("note", str(note)) for note in notes])


def _flat(value: Any, name: str = "") -> list[tuple[str, str]]:
    """Settings, one line each: ``fit.epochs``, ``6``."""
    if isinstance(value, Mapping) and value:
        return [line for key, item in value.items() for line in _flat(item, f"{name}.{key}" if name else str(key))]
    return [(name, _text(value))]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
