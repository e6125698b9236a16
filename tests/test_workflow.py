"""The use cases on real files of every fate."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage

from xraydesk import workflow
from xraydesk.core.errors import DeclinedError, ModelError, UnscorableError
from xraydesk.core.findings import Status
from xraydesk.imaging.display import grey
from xraydesk.model import bundle as bundles
from xraydesk.model import explainers, guard
from xraydesk.model.conformal import ConformalSets
from xraydesk.model.predict import Predictor

SCORED = {Status.OK, Status.ABSTAINED}
"""What a film may come to; which of them the drawing in the samples is, is the model's affair."""


@pytest.fixture(scope="module")
def session() -> workflow.Session:
    """The bundled model, loaded once."""
    return workflow.Session()


@pytest.fixture
def folder(tmp_path: Path, chest_film_file: Path) -> Path:
    """A DICOM film, a PNG film, a blank PNG, a text file, an empty file and a folder within."""
    shown = grey(workflow.open_radiograph(chest_film_file))
    place = tmp_path / "folder"
    (place / "inner").mkdir(parents=True)
    chest_film_file.rename(place / "film.dcm")
    Image.fromarray(np.rint(255 * shown).astype(np.uint8)).save(place / "inner" / "film.png")
    Image.fromarray(np.full((200, 200), 90, np.uint8)).save(place / "blank.png")
    (place / "notes.txt").write_text("no image")
    (place / "empty.dcm").write_bytes(b"")
    return place


def test_folders_are_recursed_in_order_and_each_file_is_named_once(folder: Path) -> None:
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    names = [path.name for path in workflow.discover([folder, folder])]
    assert names == ["blank.png", "empty.dcm", "film.dcm", "notes.txt", "film.png"]


def test_the_films_of_a_zip_are_read_in_its_place(folder: Path, tmp_path: Path, session: workflow.Session) -> None:
    with zipfile.ZipFile(tmp_path / "films.zip", "w") as archive:
        archive.write(folder / "film.dcm", "one/film.dcm")
        archive.write(folder / "inner" / "film.png", "film.png")
    results = [screened.result for screened in workflow.screen(workflow.discover([tmp_path / "films.zip"]), session)]
    assert {result.status for result in results} <= SCORED
    assert all(len(result.sha256) == 64 for result in results)


def test_a_dicomdir_names_its_missing_files_and_lists_no_film_twice(folder: Path) -> None:
    (folder / "DISC").mkdir()
    (folder / "film.dcm").rename(folder / "DISC" / "FILM1")
    records = Sequence([Dataset(), Dataset()])
    for record, name in zip(records, ("FILM1", "GONE"), strict=True):
        record.RecordInUseFlag = 0xFFFF
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = ["DISC", name]
    directory = FileDataset(None, {}, file_meta=FileMetaDataset(), preamble=bytes(128))
    directory.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    directory.file_meta.MediaStorageSOPClassUID = MediaStorageDirectoryStorage
    directory.file_meta.MediaStorageSOPInstanceUID = "1.2.3"
    directory.DirectoryRecordSequence = records
    directory.save_as(folder / "DICOMDIR", enforce_file_format=True)
    found = [path.relative_to(folder).as_posix() for path in workflow.discover([folder])]
    assert sorted(found) == [
        "DICOMDIR",
        "DISC/FILM1",
        "DISC/GONE",
        "blank.png",
        "empty.dcm",
        "inner/film.png",
        "notes.txt",
    ]


def test_every_file_is_accounted_for_with_a_reason(folder: Path, session: workflow.Session) -> None:
    results = {s.result.path.name: s.result for s in workflow.screen(workflow.discover([folder]), session)}
    assert {results[name].status for name in ("film.dcm", "film.png")} <= SCORED
    unscored = {name: result.status for name, result in results.items() if not result.findings}
    assert unscored == {"blank.png": Status.DECLINED, "empty.dcm": Status.FAILED, "notes.txt": Status.FAILED}
    assert all(bool(result.reason) is (result.status is not Status.OK) for result in results.values())
    assert all(len(result.sha256) == 64 for result in results.values())
    assert results["film.dcm"].provenance is not None


def test_a_path_that_does_not_exist_fails_alone(tmp_path: Path, session: workflow.Session) -> None:
    (screened,) = workflow.screen(workflow.discover([tmp_path / "gone.dcm"]), session)
    assert screened.result.status is Status.FAILED
    assert screened.result.reason


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="root may list every folder")
def test_a_folder_that_cannot_be_listed_is_reported(tmp_path: Path, session: workflow.Session) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    (screened,) = workflow.screen(workflow.discover([closed]), session)
    assert screened.result.status is Status.FAILED


def test_without_a_usable_model_the_session_and_the_screening_say_so_at_once(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bundles, "installed", list)
    session = workflow.Session()
    with pytest.raises(ModelError, match="no model"):
        session.card()
    with pytest.raises(ModelError, match="no model"):
        next(workflow.screen([folder / "film.dcm"], session))


def test_inspect_says_what_each_file_holds(folder: Path) -> None:
    answers = {path.name: workflow.inspect(path) for path in workflow.discover([folder])}
    assert answers["film.dcm"]["status"] == "image"
    assert (answers["film.dcm"]["rows"], answers["film.dcm"]["columns"]) == (240, 200)
    assert len(answers["film.dcm"]["stored_sha256"]) == 64
    assert answers["notes.txt"]["status"] == "refused"
    assert answers["notes.txt"]["reason"]


def test_patient_data_is_not_in_what_inspect_and_screen_say(folder: Path, session: workflow.Session) -> None:
    said = [str(workflow.inspect(path)) for path in workflow.discover([folder])]
    said += [str(s.result) for s in workflow.screen(workflow.discover([folder]), session)]
    assert not any("Planted" in text or "PLANTED" in text or "19500102" in text for text in said)


def test_real_films_are_all_screened(shared: Path, session: workflow.Session) -> None:
    films = sorted((shared / "data" / "chest" / "covid19").iterdir())[:10]
    scored = (Status.OK, Status.ABSTAINED)
    assert all(s.result.status in scored for s in workflow.screen(films, session))


def test_without_its_packages_only_the_class_maps_explain(monkeypatch: pytest.MonkeyPatch) -> None:
    everything = workflow.Session().methods()
    monkeypatch.setattr(explainers, "find_spec", lambda name: None if name == "torch" else object())
    assert explainers.missing() == ("torch",)
    assert workflow.Session().methods() == everything[:1]
    monkeypatch.setattr(explainers.sys, "frozen", True, raising=False)
    assert [method.key for method in workflow.Session().methods()] == [explainers.FAST]


def test_the_packed_program_explains_as_well_as_its_packages_allow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(explainers.sys, "frozen", True, raising=False)
    monkeypatch.setattr(explainers, "find_spec", lambda name: object())
    assert workflow.Session().methods() == explainers.METHODS


def _turned(folder: Path, chest_film: FileDataset) -> Path:
    chest_film.PixelData = chest_film.pixel_array[::-1, ::-1].tobytes()
    chest_film.save_as(folder / "turned.dcm", enforce_file_format=True)
    return folder / "turned.dcm"


def test_a_film_that_does_not_look_like_one_is_declined_in_words(
    tmp_path: Path, chest_film: FileDataset, session: workflow.Session
) -> None:
    (screened,) = workflow.screen([_turned(tmp_path, chest_film)], session)
    assert (screened.result.status, screened.prediction) == (Status.DECLINED, None)
    assert "turned" in screened.result.reason
    assert screened.result.findings == ()


def test_only_a_reader_who_insists_has_a_declined_film_scored_and_the_score_says_so(
    tmp_path: Path, chest_film: FileDataset, session: workflow.Session
) -> None:
    film = workflow.open_radiograph(_turned(tmp_path, chest_film))
    with pytest.raises(DeclinedError, match="turned"):
        session.predict(film)
    prediction = session.predict(film, against_advice=True)
    assert "turned" in prediction.against
    assert len(prediction.findings) == len(session.card().labels)
    with pytest.raises(DeclinedError):
        session.predict(film)


def test_insisting_changes_nothing_about_a_film_that_the_guard_passes(
    chest_film_file: Path, session: workflow.Session
) -> None:
    film = workflow.open_radiograph(chest_film_file)
    plain, insisted = session.predict(film), session.predict(film, against_advice=True)
    assert insisted.against == ""
    assert insisted.findings == plain.findings


def test_nobody_can_have_a_blank_film_scored(tmp_path: Path, session: workflow.Session) -> None:
    Image.fromarray(np.full((200, 200), 90, np.uint8)).save(tmp_path / "blank.png")
    with pytest.raises(UnscorableError, match="blank"):
        session.predict(workflow.open_radiograph(tmp_path / "blank.png"), against_advice=True)


def test_without_its_guard_the_screening_says_so_before_the_first_file(
    folder: Path, tmp_path: Path, session: workflow.Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = guard.load
    monkeypatch.setattr(guard, "load", lambda: real(tmp_path / "nothing"))
    with pytest.raises(ModelError, match="nothing is incomplete"):
        next(workflow.screen([folder / "film.dcm"], session))


def test_what_may_not_be_scored_is_not_explained_either(
    chest_film: FileDataset, tmp_path: Path, session: workflow.Session
) -> None:
    chest_film.ViewPosition = "LATERAL"
    chest_film.save_as(tmp_path / "lateral.dcm", enforce_file_format=True)
    with pytest.raises(UnscorableError, match="not a frontal view"):
        session.explain(workflow.open_radiograph(tmp_path / "lateral.dcm"), "pneumonia", "layer_cam")
    session.close()


@pytest.mark.slow
def test_a_film_is_explained_for_a_class_over_the_region_that_the_model_saw(
    phantom: Path, session: workflow.Session
) -> None:
    film = workflow.open_radiograph(phantom)
    try:
        layer = session.explain(film, "pneumonia", "layer_cam")
        assert (layer.method, layer.label) == ("layer_cam", "pneumonia")
        assert layer.geometry == session.predict(film).geometry
        assert session.explain(film, "pneumonia", "eigen_cam").label == ""
    finally:
        session.close()


def _session_with_cut_offs(session: workflow.Session, cut: float) -> workflow.Session:
    """The bundled model with one cut-off for all of its classes."""
    card = session.card()
    sets = ConformalSets(0.1, dict.fromkeys(card.labels, cut), dict.fromkeys(card.labels, 50))
    made = workflow.Session()
    bundle = replace(session.bundle, card=replace(card, conformal=sets))
    vars(made).update(bundle=bundle, predictor=Predictor(bundle, session.predictor.engine))
    return made


@pytest.mark.parametrize(("cut", "words"), [(0.0, " or "), (1.0, "fits none of its classes")])
def test_a_film_between_classes_is_abstained_on_with_its_set_and_its_probabilities(
    phantom: Path, session: workflow.Session, cut: float, words: str
) -> None:
    (screened,) = workflow.screen([phantom], _session_with_cut_offs(session, cut))
    result = screened.result
    assert result.status is Status.ABSTAINED
    assert result.reason.startswith("abstained: ")
    assert words in result.reason
    assert result.label_set == (session.card().labels if cut == 0 else ())
    assert result.label == max(result.findings, key=lambda finding: finding.probability).label
    assert sum(finding.probability for finding in result.findings) == pytest.approx(1)
    assert screened.prediction is not None


def test_the_papers_of_a_model_are_read_with_it(session: workflow.Session, tmp_path: Path) -> None:
    assert set(session.papers()) <= {bundles.DATA_SHEET, bundles.REPORTING_MAP}
    (tmp_path / bundles.DATA_SHEET).write_text("# Sheet é", encoding="utf-8")
    card = replace(session.card(), files={bundles.DATA_SHEET: "0" * 64})
    made = workflow.Session()
    vars(made).update(bundle=replace(session.bundle, directory=tmp_path, card=card))
    assert made.papers() == {bundles.DATA_SHEET: "# Sheet é"}


def test_a_session_holds_one_engine_which_screening_and_reading_share(phantom: Path) -> None:
    film = workflow.open_radiograph(phantom)
    session = workflow.Session()
    before = session.predict(film)
    alone = session.predictor.engine
    assert session.screener.engine is not alone
    assert session.predictor.engine is session.screener.engine
    after = session.predict(film)
    assert after.localisations.keys() == before.localisations.keys()
    assert [f.score for f in after.findings] == pytest.approx([f.score for f in before.findings], abs=1e-5)


def test_what_screens_is_named_by_model_digest_and_engine() -> None:
    session = workflow.Session()
    scorer = session.scorer()
    assert (scorer.model, scorer.model_sha256) == (session.card().id, session.digest())
    assert scorer.engine == session.screener.engine.name
