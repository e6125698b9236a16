"""What was measured of a model, section by section, as its card holds it: what survives inside one source first."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from xraydesk.ui.findings.card_tables import columns, figure, measured, nested, pairs, paragraph
from xraydesk.ui.shell.language import mark, tr

if TYPE_CHECKING:
    from xraydesk.model.card import ModelCard

Figures = Mapping[str, Any]
Rows = Sequence[Figures]


def evidence(card: ModelCard) -> dict[str, str]:
    """Title → rich text of every figure in the card; those of a form that is not known come last, as they are."""
    sections: dict[str, str] = {}
    left = {key: value for key, value in card.metrics.items() if key not in _ELSEWHERE}
    for title, keys, make in _SECTIONS:
        if title is _POINTS:
            sections[tr(title)] = operating_points(card)
            continue
        for key in keys:
            content = _made(make, left[key]) if key in left else ""
            if content:
                del left[key]
                sections[tr(title)] = sections.get(tr(title), "") + content
    if left:
        sections[tr("Further results")] = nested(left)
    return sections


def _made(make: Callable[[Any], str], figures: Any) -> str:
    """A section, empty where the card of some other trainer has figures of another form under this name."""
    try:
        return make(figures)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return ""


def operating_points(card: ModelCard) -> str:
    """What each operating point asks for, and what it costs."""
    text = ""
    for point in card.operating_points:
        in_use = f" ({tr('in use at the start')})" if point.name == card.default_operating_point else ""
        text += f"<h3>{escape(point.name + in_use)}</h3>{paragraph(point.rationale)}"
        rows: list[Sequence[str]] = []
        for label, threshold in point.thresholds.items():
            cost = point.costs.get(label)
            row = [label, f"{threshold * 100:.1f} %"]
            if cost is not None:
                shares = (cost.sensitivity, cost.specificity)
                row += [
                    figure(None, None) if share is None else figure(share.value, _ends(share.low, share.high))
                    for share in shares
                ]
                row.append(f"{cost.positives} / {cost.negatives}")
            rows.append(row)
        names = [tr("Class"), tr("From"), tr("Sensitivity"), tr("Specificity"), tr("Films with / without")]
        text += columns(names[: max(len(row) for row in rows)], rows)
    return text


def _ends(low: float | None, high: float | None) -> list[float] | None:
    return None if low is None or high is None else [low, high]


def _inside_source(rows: Rows) -> str:
    names = [tr("Source"), tr("View"), tr("Contrast"), tr("Films"), "AUROC"]
    views = {"all": tr("all")}
    lines = [
        [
            row["origin"],
            views.get(row["view"], row["view"]),
            row["contrast"],
            f"{row['n'][0]} / {row['n'][1]}",
            tr("too few films") if row["auroc"] is None else figure(row["auroc"], row["interval"]),
        ]
        for row in sorted(rows, key=lambda row: (row["view"] != "all", row["view"]))
    ]
    words = tr(
        "What the model tells apart among films of one hospital and one reader, where their origin cannot help it. "
        "These are the figures to quote; those of all sources together are flattered."
    )
    return paragraph(words) + columns(names, lines)


def _confusion(rows: Rows) -> str:
    called = list(rows[0]["answered"])
    names = [tr("Source"), tr("Truth"), tr("Films"), *(tr("called {label}").format(label=name) for name in called)]
    lines = [[row["origin"], row["label"], row["n"], *(row["answered"][name] for name in called)] for row in rows]
    return paragraph(tr("The likeliest class, by source:")) + columns(names, lines)


def _shortcuts(panel: Figures) -> str:
    rows = [row for row in panel["labels"] if row["model"]]
    if not rows:
        return ""
    gaps = [
        [row["label"], measured(row["model"]), row["best"] or "–",
         measured(row["probes"].get(row["best"])), measured(row["gap"])]
        for row in rows
    ]  # fmt: skip
    probes = [[name, *(measured(row["probes"].get(name)) for row in rows)] for name in rows[0]["probes"]]
    words = tr(
        "What can be told without looking at the lungs. Where the best of these is as good as the model, within 0.05, "
        "the model's figure proves nothing."
    )
    names = [tr("Class"), tr("Model"), tr("Best shortcut"), tr("Shortcut"), tr("Gap")]
    return (
        paragraph(words)
        + columns(names, gaps)
        + paragraph(tr("AUROC of every shortcut:"))
        + columns([tr("Shortcut"), *(row["label"] for row in rows)], probes)
    )


def _conformal(found: Figures) -> str:
    names = [tr("Of"), tr("Films"), tr("Right class in the set"), tr("Answered"), tr("Right when answered")]
    keys = ("coverage", "answered", "right_when_answered")
    lines: list[list[Any]] = [
        [row.get("label") or row.get("source") or tr("all"), row["films"], *(measured(row[key]) for key in keys)]
        for row in (*found["by_class"], *found["by_source"], found["all"])
    ]
    words = tr(
        "A class that cannot be ruled out is in the set of a film; one class is an answer, several or none are not. "
        "The right class should be in the set of {promised} % of the films."
    ).format(promised=f"{(1 - found['alpha']) * 100:.0f}")
    text = paragraph(words) + columns(names, lines)
    other = found.get("films_of_no_class")
    if other:
        shares = [(tr("abstained"), measured(other["abstained"]))]
        shares += [(tr("answered {label}").format(label=name), measured(of)) for name, of in other["answered"].items()]
        text += paragraph(tr("{n} films with other findings:").format(n=other["films"])) + pairs(shares)
    return text


def _answers_given(found: Figures) -> str:
    titles = {
        "read_normals_called_normal": tr("Normals read by radiologists, called normal"),
        "other_findings_called_covid19": tr("Other findings, called covid19"),
    }
    names = ["", tr("Films"), tr("likeliest class"), tr("answered"), tr("abstained")]
    keys = ("likeliest", "answered", "abstained")
    return paragraph(tr("Answers that would do harm:")) + columns(
        names, [[titles[key], row["films"], *(measured(row[each]) for each in keys)] for key, row in found.items()]
    )


def _calibration(found: Figures) -> str:
    names = ["", tr("before the temperature"), tr("after it")]
    kinds = (("ece", tr("Expected calibration error")), ("classwise_ece", tr("The same, class by class")),
             ("brier", tr("Brier score")))  # fmt: skip
    lines = [[title, measured(found["before"][key]), measured(found["after"][key])] for key, title in kinds]
    lines += [
        [f"{row['source']} ({row['films']})", measured(row["before"]), measured(row["after"])]
        for row in found["by_source"]
    ]
    words = tr("Temperature {value}, fitted on {films}. Below: the calibration error within each source.")
    return paragraph(words.format(value=f"{found['temperature']:.2f}", films=found["fitted_on"])) + columns(
        names, lines
    )


def _subgroups(rows: Rows) -> str:
    names = [tr("By"), tr("Group"), tr("Class"), tr("Films with / without"), "AUROC"]
    lines = [
        [row["by"], row["group"], row["label"], f"{row['positives']} / {row['negatives']}",
         measured(row["auroc"]) if row["auroc"] else tr("no claim")]
        for row in rows
    ]  # fmt: skip
    return columns(names, lines)


def _pooled(found: Figures) -> str:
    kinds = {"macro_auroc": tr("Mean AUROC"), "balanced_accuracy": tr("Balanced accuracy"),
             "accuracy": tr("Accuracy"), "kappa": "Kappa"}  # fmt: skip
    return pairs((title, measured(found[key])) for key, title in kinds.items() if key in found)


def _per_class(rows: Rows) -> str:
    names = [tr("Class"), tr("Films with / without"), "AUROC", tr("Sensitivity at specificity 0.90"),
             tr("Specificity at sensitivity 0.90")]  # fmt: skip
    keys = ("auroc", "sensitivity_at_specificity_90", "specificity_at_sensitivity_90")
    lines = [
        [row["label"], f"{row['positives']} / {row['negatives']}", *(measured(row.get(key)) for key in keys)]
        for row in rows
    ]
    return columns(names, lines)


def _heatmaps(found: Figures) -> str:
    lines = [
        (
            tr("Share of the evidence inside the lungs"),
            tr("{share} on {n} films; by chance {area} ({regions})").format(
                share=f"{energy['mean']:.2f}",
                n=energy["films"],
                area=f"{energy['area']:.2f}",
                regions=energy["regions"],
            ),
        )
        for energy in (found.get(key) for key in ("lung_energy", "found_lung_energy", "lung_box_energy"))
        if energy and energy["mean"] is not None
    ]
    fallen = found.get("randomised")
    if fallen:
        lines.append(
            (
                tr("With random weights the map"),
                tr("falls apart, as it must") if fallen["fallen"] else tr("STAYS: it does not show what was learned"),
            )
        )
    return pairs(lines)


_POINTS = mark("Operating points")
_ABSTENTION = mark("Abstention")
_INSIDE = mark("Inside one source")
_TOGETHER = mark("All sources together")
_SECTIONS: tuple[tuple[str, tuple[str, ...], Callable[[Any], str]], ...] = (
    (_INSIDE, ("inside_source",), _inside_source),
    (mark("What it may be confounded by"), ("shortcuts",), _shortcuts),
    (_POINTS, (), str),
    (_ABSTENTION, ("conformal",), _conformal),
    (_ABSTENTION, ("answers_given",), _answers_given),
    (mark("Calibration"), ("calibration",), _calibration),
    (mark("Groups of patients"), ("subgroups",), _subgroups),
    (_INSIDE, ("confusion_by_source", "confusion"), _confusion),
    (mark("Where it looked"), ("heatmaps",), _heatmaps),
    (_TOGETHER, ("pooled",), _pooled),
    (_TOGETHER, ("per_class",), _per_class),
)
_ELSEWHERE = ("films", "watermarks", "judged")
"""Said at the top of the page."""
