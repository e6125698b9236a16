"""Which shard a film belongs to, and which films are one task."""

from __future__ import annotations

import hashlib
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from xraydesk.cluster import shards
from xraydesk.cluster.shards import Line


def line(number: int, content: int | None) -> Line:
    digest = "" if content is None else hashlib.sha256(str(content).encode()).hexdigest()
    return Line(number, Path(f"/films/{number}"), digest)


CONTENTS = st.lists(st.none() | st.integers(0, 30), max_size=80)


@settings(deadline=None)
@given(CONTENTS, st.integers(1, 7), st.integers(1, 9))
def test_each_line_is_in_one_task_and_copies_are_together(contents: list[int | None], count: int, size: int) -> None:
    lines = [line(number, content) for number, content in enumerate(contents)]
    spread = shards.spread(lines, count)
    tasks = [task for number, part in enumerate(spread) for task in shards.tasks(number, part, size)]
    assert sorted(each.number for task in tasks for each in task.lines) == list(range(len(lines)))
    for content in {each for each in contents if each is not None}:
        digest = line(0, content).sha256
        assert sum(any(each.sha256 == digest for each in task.lines) for task in tasks) == 1
    assert all(0 < task.contents <= size for task in tasks)
    for task in tasks:
        apart = [each.number for single in task.apart() for each in single.lines]
        assert sorted(apart) == sorted(each.number for each in task.lines)
        assert all(single.contents == 1 for single in task.apart())


@settings(deadline=None)
@given(CONTENTS)
def test_the_shard_follows_from_the_content_and_not_from_the_order(contents: list[int | None]) -> None:
    lines = [line(number, content) for number, content in enumerate(contents)]
    one = [{each.path for each in part} for part in shards.spread(lines, 4)]
    other = [{each.path for each in part} for part in shards.spread(reversed(lines), 4)]
    assert one == other


def test_a_shard_more_is_begun_when_one_is_full() -> None:
    assert [shards.count_for(films, 512) for films in (0, 1, 512, 513, 2000)] == [1, 1, 1, 2, 4]


def test_names_sort_in_order_and_say_how_many_there_are() -> None:
    assert shards.name(3, 12) == "films-00003-of-00012.parquet"
