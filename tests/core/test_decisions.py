"""Which declaration is in force: the last one, unless it was taken back."""

from __future__ import annotations

from dataclasses import replace

from xraydesk.core.decisions import Decision, Verdict, in_force, standing

MODEL = "c" * 64
ONE = Decision("1", "film", 0, "pneumonia", Verdict.ACCEPTED, "A", "t1", "m", MODEL, 0.7, "balanced", 0.5, True)
TWO = replace(ONE, id="2", verdict=Verdict.REJECTED, reader="B")
UNDO_TWO = replace(ONE, id="3", verdict=Verdict.UNDONE, undoes="2")
UNDO_ONE = replace(ONE, id="4", verdict=Verdict.UNDONE, undoes="1")


def test_the_last_declaration_wins_whoever_made_it() -> None:
    assert in_force([ONE, TWO], 0, MODEL) == {"pneumonia": TWO}


def test_undoing_brings_back_what_was_before_step_by_step() -> None:
    assert in_force([ONE, TWO, UNDO_TWO], 0, MODEL) == {"pneumonia": ONE}
    assert in_force([ONE, TWO, UNDO_TWO, UNDO_ONE], 0, MODEL) == {}
    assert standing([ONE, TWO, UNDO_TWO]) == [ONE]


def test_another_model_another_frame_and_another_finding_have_their_own() -> None:
    others = [
        replace(TWO, id="5", model_sha256="d" * 64),
        replace(TWO, id="6", frame=1),
        replace(TWO, id="7", label="covid19"),
    ]
    assert in_force([ONE, *others], 0, MODEL) == {"pneumonia": ONE, "covid19": others[2]}
