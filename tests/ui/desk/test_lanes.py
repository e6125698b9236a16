"""Work leaves the UI thread and comes home on it; what nobody waits for any more never comes home."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest

from xraydesk.core.errors import ModelError, XRayDeskError
from xraydesk.ui.desk.lanes import Lanes, Ticket


@pytest.fixture
def lanes(qapp: object) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.close()


def test_work_runs_elsewhere_and_its_answer_comes_home(qtbot: Any, lanes: Lanes) -> None:
    home = threading.get_ident()
    seen: list[tuple[int, int]] = []
    lanes.submit("io", "a", lambda _: threading.get_ident(), lambda there: seen.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: bool(seen))
    ((there, here),) = seen
    assert here == home != there


def test_a_newer_request_with_the_same_key_silences_the_older(qtbot: Any, lanes: Lanes) -> None:
    gate = threading.Event()
    answers: list[str] = []

    def old(_ticket: Ticket) -> str:
        assert gate.wait(10)
        return "old"

    first = lanes.submit("io", "key", old, answers.append)
    lanes.submit("io", "key", lambda _: "new", answers.append)
    assert first.cancelled
    qtbot.waitUntil(lambda: answers == ["new"])
    gate.set()
    lanes.submit("io", "later", lambda _: "end", answers.append)
    qtbot.waitUntil(lambda: "end" in answers)
    assert "old" not in answers


def test_an_answer_on_its_way_home_is_dropped_when_it_is_cancelled(qtbot: Any, lanes: Lanes) -> None:
    answers: list[str] = []
    worked = threading.Event()

    def work(_ticket: Ticket) -> str:
        worked.set()
        return "late"

    lanes.submit("infer", "key", work, answers.append)
    assert worked.wait(10)
    lanes.cancel("key")  # the signal may be in the queue already
    lanes.submit("infer", "other", lambda _: "end", answers.append)
    qtbot.waitUntil(lambda: "end" in answers)
    assert answers == ["end"]


def test_cancelled_work_stops_where_it_looks(qtbot: Any, lanes: Lanes) -> None:
    started, stopped = threading.Event(), threading.Event()

    def work(ticket: Ticket) -> None:
        started.set()
        try:
            while True:
                ticket.raise_if_cancelled()
        finally:
            stopped.set()

    lanes.submit("infer", "key", work, lambda _: pytest.fail("nobody waits for this"))
    assert started.wait(10)
    lanes.cancel("key")
    assert stopped.wait(10)


def test_parts_come_home_in_order_before_the_answer(qtbot: Any, lanes: Lanes) -> None:
    seen: list[object] = []

    def work(ticket: Ticket) -> str:
        for part in range(5):
            ticket.report(part)
        return "done"

    lanes.submit("io", "key", work, seen.append, progress=seen.append)
    qtbot.waitUntil(lambda: "done" in seen)
    assert seen == [0, 1, 2, 3, 4, "done"]


def test_an_error_for_people_is_handed_over(qtbot: Any, lanes: Lanes) -> None:
    errors: list[XRayDeskError] = []

    def work(_ticket: Ticket) -> None:
        raise ModelError("the model was altered")

    lanes.submit("infer", "key", work, lambda _: None, failed=errors.append)
    qtbot.waitUntil(lambda: bool(errors))
    assert str(errors[0]) == "the model was altered"


@pytest.mark.parametrize("error", [ZeroDivisionError, KeyboardInterrupt, ModelError])
def test_what_nobody_expected_is_raised_at_home(qtbot: Any, lanes: Lanes, error: type[BaseException]) -> None:
    def work(_ticket: Ticket) -> None:
        raise error

    with qtbot.captureExceptions() as caught:
        lanes.submit("io", "key", work, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is error


def test_the_model_lane_does_one_thing_at_a_time(qtbot: Any, lanes: Lanes) -> None:
    running, most, done = [0], [0], []

    def work(_ticket: Ticket) -> None:
        running[0] += 1
        most[0] = max(most[0], running[0])
        running[0] -= 1

    for number in range(50):
        lanes.submit("infer", number, work, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert most == [1]


def test_after_closing_nothing_comes_home(qtbot: Any) -> None:
    lanes = Lanes()
    gate, answers = threading.Event(), []

    def work(_ticket: Ticket) -> str:
        assert gate.wait(10)
        return "late"

    lanes.submit("io", "a", work, answers.append)
    threading.Timer(0.05, gate.set).start()
    lanes.close()
    lanes.submit("io", "b", work, answers.append)
    qtbot.waitUntil(gate.is_set)
    assert answers == []


def test_hundreds_of_answers_come_home(qtbot: Any, lanes: Lanes) -> None:
    total: list[int] = []
    for number in range(800):
        lanes.submit("io", number, lambda _, n=number: n, total.append)
    qtbot.waitUntil(lambda: len(total) == 800)
    assert sorted(total) == list(range(800))
