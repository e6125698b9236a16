"""The HTML summary: self-contained, inert, and in the order in which films are to be read."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

from xraydesk.core.decisions import Decision, Verdict
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.export.page import page_of
from xraydesk.export.run import RESEARCH_USE, Case, Run
from xraydesk.export.texts import prose, visible

_TAGS = {
    "html", "head", "meta", "title", "style", "body", "h1", "h2", "h3", "p", "dl", "dt", "dd", "bdi", "br", "div",
    "table", "thead", "tbody", "tr", "th", "td",
}  # fmt: skip


class _Page(HTMLParser):
    """Tags, attributes and texts of a page."""

    def __init__(self, content: bytes) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str]] = []
        self.texts: list[str] = []
        self.open: list[str] = []
        self.feed(content.decode("utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.texts).split())


def test_a_hostile_text_is_shown_as_text_and_adds_no_tag(hostile: str, hostile_run: Run) -> None:
    page = _Page(page_of(hostile_run))
    assert page.tags <= _TAGS
    assert page.open == []
    assert {name for name, _ in page.attributes} <= {
        "lang",
        "charset",
        "content",
        "http-equiv",
        "name",
        "class",
        "style",
    }
    assert all(value.startswith("width:") for name, value in page.attributes if name == "style")
    assert visible(hostile) in page.texts
    assert prose(hostile) in page.texts


def test_the_page_loads_nothing_and_runs_nothing(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    content = page_of(run_of(result("film.dcm"))).decode("utf-8")
    assert "default-src 'none'" in content
    for word in ("<script", "<link", "<img", "url(", "@import", "http://", "https://", "src=", "href="):
        assert word not in content


def test_the_least_normal_film_comes_first_and_the_rest_with_their_reasons(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    calm, urgent, between = (
        result("calm.dcm", 0.01, 0.02),
        result("urgent.dcm", 0.9, 0.05),
        result("between.dcm", 0.5, 0.1),
    )
    declined = ScreeningResult(Path("lateral.dcm"), "e" * 64, Status.DECLINED, "it is a lateral view")
    failed = ScreeningResult(Path("broken.dcm"), "", Status.FAILED, "it is damaged")
    page = _Page(page_of(run_of(failed, calm, declined, urgent, between)))
    places = [page.text.index(name) for name in ("urgent.dcm", "between.dcm", "calm.dcm", "lateral.dcm", "broken.dcm")]
    assert places == sorted(places)
    assert "5 files, 5 different films." in page.text
    for words in ("it is a lateral view", "it is damaged", RESEARCH_USE, "A concurrent aid.", "2026-11-21", "XRayDesk"):
        assert words in page.text


def test_an_abstention_is_never_shown_as_an_answer(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    film = result(
        "film.dcm", 0.45, 0.45, status=Status.ABSTAINED, reason="abstained: covid19 or pneumonia",
        label_set=("covid19", "pneumonia"),
    )  # fmt: skip
    page = _Page(page_of(run_of(film)))
    assert page.texts[page.texts.index("film.dcm") + 1] == "abstained: covid19 or pneumonia"
    assert [text for text in page.texts if text == "covid19"] == ["covid19"] * 2  # histogram and head, no answer


def _reviewed(films: int, result: Callable[..., ScreeningResult], decision: Callable[..., Decision]) -> list[Case]:
    cases = []
    for number in range(films):
        film = result(f"{number}.dcm", 0.8 if number % 2 else 0.05, 0.05)
        verdict = Verdict.CORRECTED if number % 10 == 0 else Verdict.ACCEPTED
        to = "pneumonia" if number % 10 == 0 else ""
        cases.append(Case(film, (decision(film, film.label, verdict, corrected_to=to),)))
    return cases


def test_agreement_is_claimed_from_thirty_films_on(
    result: Callable[..., ScreeningResult], decision: Callable[..., Decision], run_of: Callable[..., Run]
) -> None:
    few = _Page(page_of(run_of(*_reviewed(29, result, decision)))).text
    many = _Page(page_of(run_of(*_reviewed(30, result, decision)))).text
    assert "26 of 29 agree; under 30 films no more is claimed." in few
    assert "kappa" not in few
    assert "27 of 30 agree: 90.0% (95 % interval 74.4% to 96.5%); Cohen's kappa 0.82" in many
