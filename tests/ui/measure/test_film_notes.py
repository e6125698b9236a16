"""The notes of one film: changing, undoing, redoing, and what a preview does not change."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from xraydesk.core.annotations import Annotation, Kind
from xraydesk.ui.measure.film_notes import STEPS_KEPT, FilmNotes

ONE = Annotation(Kind.LENGTH, ((0, 0), (3, 4)))
TWO = Annotation(Kind.PROBE, ((5, 5),))
ELSEWHERE = Annotation(Kind.TEXT, ((1, 1),), frame=3, text="here")
KNOWN = Annotation(Kind.CALIBRATION, ((0, 0), (10, 0)), millimetres=20.0)


def _notes(*annotations: Annotation) -> FilmNotes:
    notes = FilmNotes()
    for each in annotations:
        notes.add(each)
    return notes


def test_what_was_drawn_is_undone_and_redone_in_turn() -> None:
    notes = _notes(ONE, TWO)
    assert notes.undo()
    assert notes.all == (ONE,)
    assert notes.undo()
    assert notes.all == ()
    assert not notes.undo()
    assert notes.redo()
    assert notes.redo()
    assert notes.all == (ONE, TWO)
    assert not notes.redo()


def test_a_new_change_ends_what_could_be_redone() -> None:
    notes = _notes(ONE)
    notes.undo()
    notes.add(TWO)
    assert not notes.can_redo
    assert notes.all == (TWO,)


def test_changing_naming_and_deleting_are_undone_too() -> None:
    notes = _notes(ONE, TWO)
    notes.change(ONE.shifted(1, 1))
    notes.rename(TWO.id, "bone")
    notes.remove(ONE.id)
    assert notes.all == (replace(TWO, text="bone"),)
    for _ in range(3):
        notes.undo()
    assert notes.all == (ONE, TWO)


def test_what_changes_nothing_is_no_step() -> None:
    notes = _notes(ONE)
    notes.change(ONE)
    notes.rename(ONE.id, "")
    notes.remove("f" * 32)
    notes.undo()
    assert not notes.can_undo


def test_a_frame_shows_its_own() -> None:
    notes = _notes(ONE, ELSEWHERE, TWO)
    assert notes.on_frame(0) == (ONE, TWO)
    assert notes.on_frame(3) == (ELSEWHERE,)
    notes.clear(0)
    assert notes.all == (ELSEWHERE,)


def test_a_preview_is_shown_but_no_change() -> None:
    notes = _notes(ONE, TWO)
    shifted = ONE.shifted(7, 7)
    notes.preview(shifted)
    assert notes.on_frame(0) == (shifted, TWO)
    assert notes.find(ONE.id) == shifted
    assert notes.all == (ONE, TWO)
    notes.preview(None)
    assert notes.on_frame(0) == (ONE, TWO)


def test_a_film_has_one_calibration_and_clearing_a_frame_leaves_it() -> None:
    notes = _notes(ONE, KNOWN)
    other = replace(KNOWN, millimetres=30.0, id="a" * 32)
    notes.add(other)
    assert notes.calibration == other
    assert notes.all == (ONE, other)
    notes.clear(0)
    assert notes.all == (other,)
    notes.preview(replace(other, points=((0, 0), (20, 0))))
    assert notes.calibration is not None
    assert notes.calibration.points[1] == (20, 0)


def test_what_is_gone_is_known_by_its_name() -> None:
    notes = FilmNotes()
    notes.load([ONE])
    notes.add(TWO)
    notes.remove(ONE.id)
    assert notes.gone == {ONE.id}
    notes.undo()
    assert notes.gone == frozenset()
    notes.undo()
    assert notes.gone == {TWO.id}


def test_what_arrives_late_goes_below_what_was_drawn_meanwhile_and_is_not_undone() -> None:
    notes = _notes(TWO)
    notes.load([ONE, TWO])
    assert notes.all == (ONE, TWO)
    notes.undo()
    assert notes.all == (ONE,)
    assert not notes.can_undo


def test_the_way_back_has_an_end() -> None:
    notes = _notes(ONE)
    for step in range(2 * STEPS_KEPT):
        notes.change(ONE.shifted(step + 1, 0))
    steps = 0
    while notes.undo():
        steps += 1
    assert steps == STEPS_KEPT


@given(st.lists(st.sampled_from(["add", "shift", "rename", "remove", "clear"]), max_size=12))
def test_undoing_everything_and_redoing_it_comes_to_the_same(steps: list[str]) -> None:
    notes = FilmNotes()
    for number, step in enumerate(steps):
        last = notes.all[-1] if notes.all else None
        if step == "add" or last is None:
            notes.add(Annotation(Kind.PROBE, ((float(number), 0.0),)))
        elif step == "shift":
            notes.change(last.shifted(1, 1))
        elif step == "rename":
            notes.rename(last.id, str(number))
        elif step == "remove":
            notes.remove(last.id)
        else:
            notes.clear(0)
    there = notes.all
    while notes.undo():
        pass
    assert notes.all == ()
    while notes.redo():
        pass
    assert notes.all == there
