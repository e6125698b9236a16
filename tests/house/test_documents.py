"""What the documents name is there: pages, headings, pictures, options; and the figures in them are those measured."""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from tests.house.documents import PAGES, ROOT, anchors, links, spans, text
from trainer import __main__ as trainer
from xraydesk import cli

OTHERS_OPTIONS = {"--remove": "resources/installer/install.sh", "--python": "dev.py", "--sign": "dev.py"}
"""Of other programs than the two; each is looked for in the file that reads it."""
REPORT = ROOT / "trainer" / "reports" / "densenet121" / "evaluation.json"
FROM_REPORTS = "NIH ChestX-ray14"


@pytest.mark.parametrize("page", [*PAGES, "ARCHITECTURE.md", "DECISIONS.md"])
def test_every_link_leads_somewhere(page: str) -> None:
    here = ROOT / page
    lost = []
    for _, target in links(page):
        if target.startswith("https://"):
            continue
        name, _, anchor = target.partition("#")
        place = here.parent / name if name else here
        if not place.is_file() or (anchor and anchor not in anchors(place)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", PAGES)
def test_every_picture_can_be_seen_and_says_what_it_shows(page: str) -> None:
    for is_picture, target in links(page):
        if is_picture:
            with Image.open((ROOT / page).parent / target) as picture:
                assert picture.getextrema() != ((0, 0),) * 3
                picture.load()
    assert re.findall(r"!\[\]", text(page)) == []


@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("resources/")])
def test_a_page_that_is_packed_leads_to_nothing_that_is_not(page: str) -> None:
    here = (ROOT / page).parent
    inside = ROOT / "resources"
    out = [target for _, target in links(page) if not target.startswith(("https://", "#"))]
    assert [target for target in out if not (here / target).resolve().is_relative_to(inside)] == []


@pytest.mark.parametrize("start", ["README.md", "resources/user_guide.md"])
def test_every_guide_is_reached_from_the_readme_and_from_the_user_guide(start: str) -> None:
    seen, left = set(), [ROOT / start]
    while left:
        page = left.pop()
        if page in seen or page.suffix != ".md":
            continue
        seen.add(page)
        named = links(page.relative_to(ROOT).as_posix())
        left += [(page.parent / target.partition("#")[0]).resolve() for _, target in named if ":" not in target]
    assert sorted(page for page in PAGES if "/guides/" in page and ROOT / page not in seen) == []


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    for action in parser._actions:
        yield from action.option_strings
        if isinstance(action, argparse._SubParsersAction):
            for child in action.choices.values():
                yield from _options(child)


@pytest.fixture(scope="module")
def known_options() -> set[str]:
    for option, file in OTHERS_OPTIONS.items():
        assert option in (ROOT / file).read_text(encoding="utf-8")
    parsers = (cli._parser(), cli._window_parser(), trainer._parser())
    return set(OTHERS_OPTIONS).union(*(_options(parser) for parser in parsers))


@pytest.mark.parametrize("page", PAGES)
def test_every_option_that_is_named_exists(page: str, known_options: set[str]) -> None:
    named = {option for span in spans(page) for option in re.findall(r"(?<!\S)--[a-z-]+", span)}
    assert sorted(named - known_options) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str) -> None:
    theirs, dev = _commands(trainer._parser()), (ROOT / "dev.py").read_text(encoding="utf-8")
    for span in spans(page):
        if named := re.match(r"xraydesk ([a-z]+)", span):
            assert named[1] in cli.COMMANDS, span
        if named := re.match(r"(?:python -m trainer|trainer) ([a-z-]+)", span):
            assert named[1] in theirs, span
        if named := re.match(r"(?:python3|py) dev\.py ([a-z]+)", span):
            assert f'    "{named[1]}": ' in dev, span


def _commands(parser: argparse.ArgumentParser) -> set[str]:
    return {
        name for action in parser._actions if isinstance(action, argparse._SubParsersAction) for name in action.choices
    }


# ------------------------------------------------------------------------------------------ measured figures


@pytest.fixture(scope="module")
def evaluation() -> dict[str, Any]:
    return dict(json.loads(REPORT.read_text(encoding="utf-8")))


def _words(figure: Mapping[str, Any], factor: int = 1) -> str:
    low, high = figure["interval"]
    if factor == 1:
        return f"{figure['value']:.2f} [{low:.2f}–{high:.2f}]"
    return f"{figure['value'] * factor:.0f} % [{low * factor:.0f}–{high * factor:.0f}]"


def _inside_sources(evaluation: Mapping[str, Any]) -> list[str]:
    rows = []
    for row in evaluation["inside_source"]:
        if row["view"] == "all":
            few = row["auroc"] is None
            auroc = "too few films to say" if few else _words({"value": row["auroc"], "interval": row["interval"]})
            films = f"{row['origin']} (labels from reports)" if row["origin"] == FROM_REPORTS else row["origin"]
            rows.append(f"| {films} | {row['contrast']} | {row['n'][0]} / {row['n'][1]} | {auroc} |")
    return rows


def _classes(evaluation: Mapping[str, Any]) -> list[str]:
    (point,) = [each for each in evaluation["operating_points"] if each["name"] == "balanced"]
    rows = []
    for each in evaluation["shortcuts"]["labels"]:
        cost = point["labels"][each["label"]]
        figures = (each["model"], each["probes"]["source alone"], cost["sensitivity"], cost["specificity"])
        rows.append(f"| {each['label']} | {' | '.join(_words(figure) for figure in figures)} |")
    return rows


@pytest.mark.parametrize("page", ["README.md", "resources/guides/intended_use.md"])
def test_the_tables_of_figures_are_those_of_the_evaluation(page: str, evaluation: dict[str, Any]) -> None:
    lines = text(page).splitlines()
    expected = _inside_sources(evaluation) + _classes(evaluation)
    assert [row for row in expected if row not in lines] == []
    figures = re.compile(r"\d\.\d\d \[")
    assert sum(bool(figures.search(line)) for line in lines) == sum(bool(figures.search(row)) for row in expected)


def test_the_sentences_on_limits_are_those_of_the_evaluation(evaluation: dict[str, Any], root: Path) -> None:
    page = " ".join(text("resources/guides/intended_use.md").split())
    strangers = evaluation["conformal"]["films_of_no_class"]
    answered = strangers["answered"]
    judged, lungs = evaluation["judged"], evaluation["heatmaps"]["found_lung_energy"]
    everything = evaluation["conformal"]["all"]
    held = json.loads((root / "resources" / "models" / "guard" / "about.json").read_bytes())["figures"]["held"]
    others, films = held["others, all"], held["films, all"]
    robust = json.loads((REPORT.parent / "robustness.json").read_bytes())
    (mixed,) = [
        row["answered"]["covid19"]
        for row in evaluation["confusion_by_source"]
        if (row["origin"], row["label"]) == ("ieee8023/covid-chestxray-dataset", "pneumonia")
    ]
    for sentence in (
        f"on {judged['films']} films of {judged['patients']} patients",
        f"of 6 pneumonias of the one collection that has both, it called {mixed} COVID-19",
        f"Of {strangers['films']} films with another finding it abstained on {_words(strangers['abstained'], 100)}",
        f"called {_words(answered['pneumonia'], 100)} pneumonia, {_words(answered['normal'], 100)} normal and ",
        f" and {_words(answered['covid19'], 100)} COVID-19",
        f"hold the truth for {_words(everything['coverage'], 100)} of the films",
        f"one answer was given for {_words(everything['answered'], 100)}",
        f"and {_words(everything['right_when_answered'], 100)} of these were right",
        f"Of {others['n']:,} other pictures",
        f"{others['n'] - others['declined']['count']} passed as a film",
        f"of {films['n']:,} chest films {films['declined']['count']} were declined",
        f"said of {lungs['unreliable']:.0%}".replace("%", " %") + f" of {lungs['films'] + lungs['not_found']} maps",
        f"{lungs['mean'] * 100:.0f} % of the evidence lay in the lungs",
        f"chance would put {lungs['area'] * 100:.0f} %",
        f"on {robust['films']} films none of {len(robust['changes'])} changes moved a probability by more than 0.10",
    ):
        assert sentence in page, sentence
    assert max(change["worst"] for change in robust["changes"]) <= 0.10
    assert max(change["median"] for change in robust["changes"]) <= 0.01


def test_every_block_is_commands_or_in_a_known_language() -> None:
    languages = {language for page in PAGES for language in re.findall(r"^```([a-z]+)$", text(page), re.MULTILINE)}
    assert languages <= {"csv", "powershell"}
