"""A run as PDF: read back sheet by sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.export import pdf_text
from tests.export.conftest import LABELS
from xraydesk.core.decisions import Decision
from xraydesk.core.findings import ScreeningResult, Status
from xraydesk.export.document import document_of
from xraydesk.export.formats import named
from xraydesk.export.run import RESEARCH_USE, Case, Options, Run
from xraydesk.export.sheets import WIDTH, fitting, width_of, wrapped
from xraydesk.export.texts import visible


def _said(content: bytes) -> str:
    return " ".join(piece for sheet in pdf_text.sheets(content) for piece in sheet)


def test_the_first_sheet_is_of_figures_and_limits_and_the_films_follow_in_triage_order(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    run = run_of(result("calm.png", 0.1, 0.1), result("urgent.png", 0.1, 0.8), model_lines=("Knows only three.",))
    first, films = pdf_text.sheets(document_of(run))
    for words in ("Counts", "2 files, 2 different films.", "Knows only three.", "DenseNet-121"):
        assert words in first
    assert "urgent.png" not in first
    assert films.index("urgent.png") < films.index("calm.png")
    assert films[films.index("urgent.png") - 4 :][:4] == ["0.900", "0.100", "0.800", "0.100"]


def test_research_use_and_its_number_stand_on_every_sheet(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    run = run_of(*(result(f"{number}.png", number / 500) for number in range(200)))
    sheets = pdf_text.sheets(document_of(run))
    assert len(sheets) > 4
    for number, sheet in enumerate(sheets, 1):
        assert sheet[-2:] == [RESEARCH_USE, f"{number} / {len(sheets)}"]
    heads = ["answer", "not normal", *LABELS]
    assert all(heads == [piece for piece in sheet if piece in heads][: len(heads)] for sheet in sheets[1:])
    assert [piece for sheet in sheets[1:] for piece in sheet if piece.endswith(".png")] == [
        f"{number}.png" for number in reversed(range(200))
    ], "every film, none of them twice"


def test_agreement_with_readers_is_on_the_first_sheet(
    result: Callable[..., ScreeningResult], decision: Callable[..., Decision], run_of: Callable[..., Run]
) -> None:
    films = [result(f"{number}.png", 0.1, 0.8) for number in range(3)]
    first = pdf_text.sheets(document_of(run_of(*(Case(film, (decision(film, "pneumonia"),)) for film in films))))[0]
    assert "Readers and model" in first
    assert "3 of 3 agree; under 30 films no more is claimed." in first


def test_what_was_declined_or_failed_is_listed_with_its_reason(run_of: Callable[..., Run]) -> None:
    run = run_of(
        ScreeningResult(Path("foot.dcm"), "1" * 64, Status.DECLINED, "it is a foot"),
        ScreeningResult(Path("half.dcm"), "2" * 64, Status.FAILED, "it is cut off"),
    )
    said = _said(document_of(run))
    assert "Declined foot.dcm it is a foot" in said
    assert "Failed half.dcm it is cut off" in said
    assert "the one to read first" not in said


def test_every_hostile_text_is_plain_text(hostile_run: Run, hostile: str) -> None:
    content = document_of(hostile_run)
    assert content.count(b"/Annots") == content.count(b"/JavaScript") == content.count(b"/OpenAction") == 0
    said = "".join(_said(content).split())
    shown = "".join(visible(" ".join(hostile.split())).split())
    written_out = shown.encode("unicode_escape").decode("ascii").replace("\\\\", "\\")
    parts = (shown, shown.replace("😀", "\\U0001f600"), written_out)
    assert any(each in said for each in parts)


def test_chinese_and_korean_names_are_kept_and_what_no_font_has_is_written_out(
    result: Callable[..., ScreeningResult], run_of: Callable[..., Run]
) -> None:
    said = _said(document_of(run_of(result("胸部 한국 Привет 😀.png"))))
    for word in ("胸部", "한국", "Привет", "\\U0001f600"):
        assert word in said


def test_the_same_run_is_the_same_bytes(result: Callable[..., ScreeningResult], run_of: Callable[..., Run]) -> None:
    assert document_of(run_of(result("a.png"))) == document_of(run_of(result("a.png")))


def test_with_pseudonyms_nobody_is_named(planted_run: Run, salt: bytes, tmp_path: Path) -> None:
    named("pdf").write(planted_run, tmp_path / "r.pdf")
    assert "Planted" in _said((tmp_path / "r.pdf").read_bytes())
    named("pdf").write(planted_run, tmp_path / "r.pdf", Options(salt=salt, is_pseudonymous=True))
    content = (tmp_path / "r.pdf").read_bytes()
    assert "Planted" not in _said(content)
    assert b"Planted" not in content


@pytest.mark.parametrize("words", ["", "one", "a " * 300, "x" * 5000, "胸" * 900, "/deep" * 400])
def test_no_line_is_wider_than_its_room(words: str) -> None:
    lines = list(wrapped(words, 8, 200))
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert all(width_of(line, 8) <= 200 for line in lines)
    assert width_of(fitting(words, 8, 200), 8) <= 200


def test_a_path_that_is_cut_keeps_its_end() -> None:
    assert fitting("/archive/" + "folder/" * 40 + "film.dcm", 8, WIDTH / 3).endswith("/film.dcm")
