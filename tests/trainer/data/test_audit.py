"""The audit and its page: what is wrong is found, weighed and said, and hostile labels stay text."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from tests.trainer.data.made_films import class_folders, picture, save, table
from trainer.__main__ import main
from trainer.data.audit import ERROR, GOOD, WARNING, Audit, audit_places
from trainer.data.eda import page_of
from trainer.data.films import DataError
from trainer.recipe import Data

pytestmark = pytest.mark.slow

NONE = Data()


def _audit(*places: Path, data: Data = NONE) -> Audit:
    return audit_places(places, data, None, places[0].parent / "cache")


def _said(audit: Audit, weight: str) -> str:
    return " | ".join(sentence for found, sentence in audit.findings if found == weight)


def _ward(folder: Path, count: int = 60, **columns: Any) -> Path:
    """A manifest of two labels, every film its own patient, five folds."""
    rows = []
    for number in range(count):
        save(folder / f"film{number:03}.png", number)
        row = {"file": f"film{number:03}.png", "label": ("sick", "normal")[number % 2], "patient_id": f"p{number}"}
        row |= {
            "fold": number % 5,
            "source": "North",
            "view": "PA",
            "sex": "F",
            "age": 40 + number % 30,
            "licence": "CC",
        }
        rows.append(row | {name: make(number) for name, make in columns.items()})
    table(folder / "manifest.csv", rows)
    return folder


def test_clean_data_is_said_to_be_clean(tmp_path: Path) -> None:
    audit = _audit(_ward(tmp_path / "ward"))
    assert not _said(audit, ERROR)
    assert not _said(audit, WARNING)
    for sentence in ("every file can be read", "no patient stands in two parts", "no copies found", "no shortcut"):
        assert sentence in _said(audit, GOOD)
    audit.refuse()


def test_a_patient_in_two_folds_is_an_error(tmp_path: Path) -> None:
    audit = _audit(_ward(tmp_path / "ward", patient_id=lambda n: f"p{n // 2}"))
    assert "30 patients with films in two parts" in _said(audit, ERROR)
    with pytest.raises(DataError, match="the audit failed: 30 patients"):
        audit.refuse()


def test_copies_are_found_across_parts_and_labels(tmp_path: Path) -> None:
    place = _ward(tmp_path / "ward")
    shutil.copy(place / "film000.png", place / "film001.png")
    Image.open(place / "film002.png").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(place / "film004.png")
    audit = _audit(place)
    assert {(copy.first, copy.second, copy.kind) for copy in audit.copies} == {
        ("ward/film000.png", "ward/film001.png", "same file"),
        ("ward/film002.png", "ward/film004.png", "mirrored"),
    }
    assert "2 pairs of copies in two parts" in _said(audit, ERROR)
    assert "ward/film000.png is 'sick', ward/film001.png is 'normal'" in _said(audit, WARNING)


def test_unreadable_files_are_an_error_unless_they_are_skipped_by_choice(tmp_path: Path) -> None:
    place = _ward(tmp_path / "ward")
    (place / "film003.png").write_bytes(b"")
    audit = _audit(place)
    assert "1 file cannot be used; the first is film003.png" in _said(audit, ERROR)
    assert "film003.png" in audit.text()
    assert "1 file cannot be used" in _said(_audit(place, data=Data(skip_unreadable=True)), WARNING)


def test_the_shape_of_files_is_found_to_give_a_label_away(tmp_path: Path) -> None:
    place = _ward(tmp_path / "ward")
    for number in range(0, 60, 2):
        Image.fromarray(picture(number, 48)[:40]).save(place / f"film{number:03}.png")
    said = _said(_audit(place), WARNING)
    assert re.search(r"'sick' is told from the rest by file shape alone: AUROC (1\.00|0\.9\d)", said)


@pytest.mark.parametrize(
    ("column", "make", "group"),
    [
        ("view", lambda n: ("AP", "PA")[n % 2], "view"),
        ("source", lambda n: ("North", "South")[n % 2], "source"),
        ("age", lambda n: ("", "40")[n % 2], "what is missing"),
        ("sex", lambda n: ("F", "M")[n % 2], "age and sex"),
    ],
)
def test_what_is_told_of_films_is_found_to_give_a_label_away(
    tmp_path: Path, column: str, make: Any, group: str
) -> None:
    assert f"by {group} alone: AUROC 1.00" in _said(_audit(_ward(tmp_path / "ward", **{column: make})), WARNING)


def test_a_source_with_one_label_is_named(tmp_path: Path) -> None:
    audit = _audit(_ward(tmp_path / "ward", source=lambda n: ("South", "North")[n % 2]))
    assert "every film of the source 'North' is 'normal'" in _said(audit, WARNING)


def test_films_without_a_patient_are_counted_and_a_pattern_is_suggested(tmp_path: Path) -> None:
    for number in range(24):
        save(tmp_path / "ward" / ("sick" if number % 2 else "normal") / f"{number:08}_000.png", number)
    audit = _audit(tmp_path / "ward")
    assert "24 of 24 films cannot be tied to a patient" in _said(audit, WARNING)
    assert "--patient-pattern nih" in _said(audit, "note")


def test_labels_of_few_films_are_warned_of(tmp_path: Path) -> None:
    said = _said(_audit(class_folders(tmp_path / "ward", {"sick": 4, "normal": 50})), WARNING)
    assert "only 4 films of 'sick'" in said


def test_the_command_prints_writes_json_and_fails_on_errors(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    clean, torn = _ward(tmp_path / "clean"), _ward(tmp_path / "torn", patient_id=lambda n: f"p{n // 2}")
    cache = ["--cache", str(tmp_path / "cache")]
    assert main(["audit", str(clean), "--json", str(tmp_path / "audit.json"), *cache]) == 0
    assert "60 films of clean" in capsys.readouterr().out
    content = json.loads((tmp_path / "audit.json").read_text())
    assert content["labels"] == {"sick": 30, "normal": 30}
    assert content["missing"]["age"] == 0
    assert main(["audit", str(torn), *cache]) == 1
    assert capsys.readouterr().err.startswith("trainer: the audit failed: 30 patients")


# ------------------------------------------------------------------------------------------ the page

HOSTILE = "<script>alert('x')</script> $\\frac{ \"&"


def test_the_page_is_one_file_that_fetches_and_runs_nothing(tmp_path: Path) -> None:
    place = _ward(
        tmp_path / "ward", source=lambda n: ("North (ward 3)", "South")[n % 2], view=lambda n: "AP" if n % 3 else ""
    )
    out = tmp_path / "page.html"
    assert main(["eda", str(place), "--out", str(out)]) == 0
    text = out.read_text()
    assert "default-src 'none'" in text
    assert not re.search(r"(src|href)=\"(?!data:image/png;base64,|#)", text)
    assert "<script" not in text
    for heading in ("Labels, sources and views", "Age and sex", "Files", "Grey values", "Samples", "Copies"):
        assert f">{heading}</h2>" in text
    assert text.count("data:image/png;base64,") >= 5
    assert "North" in text
    assert "ward 3" not in re.sub(r"data:image/png;base64,[^\"]+", "", text).partition("Samples")[0]


def test_hostile_labels_and_names_stay_text(tmp_path: Path) -> None:
    rows = []
    for number in range(40):
        name = f"film{number}<img src=x>.png"
        save(tmp_path / "ward" / name, number % 39)
        label = HOSTILE if number % 2 else "_normal"
        rows.append({"file": name, "label": label, "source": f"{HOSTILE}{number % 2}", "view": "<b>PA</b>", "age": 50})
    table(tmp_path / "ward/manifest.csv", rows)
    text = page_of(_audit(tmp_path / "ward")).html()
    assert "<script>alert" not in text
    assert "<img src=x>" not in text
    assert "<b>PA" not in text
    assert "&lt;script&gt;" in text


def test_a_table_of_findings_has_its_co_occurrence(tmp_path: Path) -> None:
    rows = [{"file": f"f{n}.png", "Edema": n % 2, "Mass": int(n % 3 == 0), "patient_id": n} for n in range(40)]
    for number in range(40):
        save(tmp_path / f"ward/f{number}.png", number)
    table(tmp_path / "ward/labels.csv", rows)
    audit = _audit(tmp_path / "ward")
    assert "beside one another" in page_of(audit).html()
    assert {shortcut.label for shortcut in audit.shortcuts} == {"Edema", "Mass"}


def test_measures_of_a_hundred_thousand_films_do_not_stop_the_probes(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("trainer.data.shortcuts.MOST_FILMS", 30)
    audit = _audit(_ward(tmp_path / "ward", view=lambda n: ("AP", "PA")[n % 2]))
    assert max(shortcut.positives + shortcut.negatives for shortcut in audit.shortcuts) == 30
    assert np.isfinite([shortcut.auroc for shortcut in audit.shortcuts]).all()
