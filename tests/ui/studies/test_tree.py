"""Films fall into patients, studies and series as their headers arrive; only what changed is arranged anew."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.ui.studies.conftest import JANE, JOHN, header_of, picture_header
from xraydesk.core.radiograph import Patient
from xraydesk.ui.desk.items import ItemList, State
from xraydesk.ui.studies.nodes import Group, Kind
from xraydesk.ui.studies.query import Only, Query, Sort
from xraydesk.ui.studies.tree import StudyTree


def _tree(items: ItemList) -> StudyTree:
    tree = StudyTree(items)
    tree.place(range(items.rowCount()))
    assert tree.arrange()
    return tree


def _orders(tree: StudyTree) -> list[list[int]]:
    return [top.order for top in tree.tops()]


def test_studies_come_newest_first_and_series_and_images_by_their_numbers(shelf: Callable[..., ItemList]) -> None:
    tree = _tree(
        shelf(
            header_of(study="old", date="20190101"),
            header_of(study="new", series=10, number=1),
            header_of(study="new", series=9, number=10),
            header_of(study="new", series=9, number=9),
        )
    )
    (jane,) = tree.tops()
    assert jane.kind is Kind.PATIENT
    assert [study.order for study in jane.inside] == [[3, 2, 1], [0]]
    assert [series.order for series in jane.inside[0].inside] == [[3, 2], [1]]
    assert jane.order == [3, 2, 1, 0]


def test_a_film_moves_to_its_patient_when_its_header_arrives(shelf: Callable[..., ItemList]) -> None:
    items = shelf(None, None)
    tree = _tree(items)
    assert [top.kind for top in tree.tops()] == [Kind.WAITING]
    items.describe([(1, header_of())])
    tree.place([1])
    tree.arrange()
    assert [(top.kind, top.order) for top in tree.tops()] == [(Kind.PATIENT, [1]), (Kind.WAITING, [0])]


def test_files_without_an_image_come_last(shelf: Callable[..., ItemList]) -> None:
    items = shelf(header_of(), header_of(patient=JOHN, study="S2"), None)
    items.set_state(0, State.FAILED, "broken")
    tree = _tree(items)
    assert [top.kind for top in tree.tops()] == [Kind.PATIENT, Kind.WAITING, Kind.UNREADABLE]
    tree.set_query(Query(without_unreadable=True))
    tree.arrange()
    assert _orders(tree) == [[1], [2]]


def test_pictures_are_grouped_by_folder_in_natural_order(shelf: Callable[..., ItemList]) -> None:
    items = ItemList()
    items.add(
        [p.path for p in (picture_header("b/film10.png"), picture_header("b/film9.png"), picture_header("a/x.png"))]
    )
    items.describe((row, picture_header(name)) for row, name in enumerate(("b/film10.png", "b/film9.png", "a/x.png")))
    tree = _tree(items)
    assert [(top.kind, top.order) for top in tree.tops()] == [(Kind.PICTURES, [1, 0]), (Kind.PICTURES, [2])]


def test_a_group_whose_spokesman_leaves_is_spoken_for_by_another(shelf: Callable[..., ItemList]) -> None:
    items = shelf(header_of(number=1), header_of(number=2))
    tree = _tree(items)
    items.set_state(0, State.FAILED, "broken")
    tree.place([0])
    tree.arrange()
    jane = tree.tops()[0]
    assert [group.about for group in _inside(jane)] == [1, 1, 1]


def _inside(group: Group) -> list[Group]:
    return [group, *(each for inner in group.inside for each in _inside(inner))]


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("doe", [0, 1]),
        ("jane doe", [0, 1]),
        ("id-2", [2]),
        ("2019", [1]),
        ("2019-01-01", [1]),
        ("ll", [1]),
        ("doe ll", [1]),
        ("roe ll", []),
        ("bedside", [2]),
        ("02-", [2]),
        ("a123", [2]),
    ],
)
def test_the_filter_finds_patient_study_series_and_film(
    shelf: Callable[..., ItemList], words: str, found: list[int]
) -> None:
    tree = _tree(
        shelf(
            header_of(),
            header_of(study="S0", date="20190101", view_position="LL"),
            header_of(patient=JOHN, study="S2", series_description="Chest bedside", accession="A123"),
        )
    )
    tree.set_query(Query(words=tuple(words.split())))
    tree.arrange()
    assert [row for order in _orders(tree) for row in order] == found


def test_hidden_names_cannot_be_looked_for(shelf: Callable[..., ItemList]) -> None:
    tree = _tree(shelf(header_of(accession="A123"), picture_header("planted/jane.png")))
    for words in (("doe",), ("id-1",), ("1950",), ("a123",), ("jane.png",), ("planted",)):
        tree.set_query(Query(words=words, names_hidden=True))
        tree.arrange()
        assert tree.tops() == [], words
    tree.set_query(Query(words=("chest",), names_hidden=True))
    tree.arrange()
    assert _orders(tree) == [[0]]


def test_films_are_chosen_by_what_is_known_of_them(
    shelf: Callable[..., ItemList], prediction: Callable[..., object]
) -> None:
    items = shelf(*(header_of(number=number) for number in range(1, 6)))
    items.set_state(0, State.SCORED, "", prediction())
    items.set_state(1, State.DECLINED, "not a frontal view")
    items.set_state(2, State.FAILED, "broken")
    items[3].is_key = items[4].reviewed = True
    tree = _tree(items)
    for only, found in (
        (Only.SCORED, [0]),
        (Only.DECLINED, [1]),
        (Only.UNREADABLE, [2]),
        (Only.KEY, [3]),
        (Only.OPEN, [0, 1, 3]),
    ):
        tree.set_query(Query(only=only))
        tree.arrange()
        assert sorted(row for order in _orders(tree) for row in order) == found, only


def test_patients_are_sorted_as_the_reader_wishes(
    shelf: Callable[..., ItemList], prediction: Callable[..., object]
) -> None:
    zoe = Patient("Zoe", "ID-3", "19700101")
    items = shelf(
        header_of(patient=zoe, study="Z", date="20240101"),
        header_of(patient=JOHN, study="R1", date="20250101"),
        header_of(patient=JOHN, study="R2", date="20180101"),
        header_of(study="D", date="20200101"),
        picture_header("a.png"),
    )
    items.set_state(0, State.SCORED, "", prediction((0.1, 0.1, 0.8)))
    items.set_state(3, State.SCORED, "", prediction((0.8, 0.1, 0.1)))
    tree = _tree(items)
    for sort, first in (
        (Sort.OPENED, [0, 1, 3, 4]),
        (Sort.NAME, [3, 1, 0, 4]),
        (Sort.DATE, [1, 0, 3, 4]),
        (Sort.COUNT, [1, 0, 3, 4]),
        (Sort.RESULT, [3, 0, 1, 4]),
    ):
        tree.set_sort(sort)
        tree.arrange()
        assert [order[0] for order in _orders(tree)] == first, sort


def test_an_answer_that_is_hidden_does_not_decide_the_order(
    shelf: Callable[..., ItemList], prediction: Callable[..., object]
) -> None:
    items = shelf(header_of(patient=JOHN, study="R"), header_of(patient=JANE, study="D"))
    items.set_state(1, State.SCORED, "", prediction((0.9, 0.05, 0.05)))
    items[1].answer_hidden = True
    tree = _tree(items)
    tree.set_sort(Sort.RESULT)
    tree.arrange()
    assert [order[0] for order in _orders(tree)] == [0, 1]


def test_what_cannot_be_arranged_in_time_is_left_for_the_next_call(shelf: Callable[..., ItemList]) -> None:
    people = [Patient(f"Name{number}", f"ID{number}", "19500101") for number in range(20)]
    tree = StudyTree(shelf(*(header_of(patient=each, study=each.id) for each in people)))
    tree.place(range(20))
    calls = 0
    while not tree.arrange(0.0):
        calls += 1
    assert calls == 19
    assert len(tree.tops()) == 20


def test_nothing_of_the_tree_is_left_for_the_garbage_collector(shelf: Callable[..., ItemList]) -> None:
    tree = _tree(shelf(header_of()))
    jane = tree.tops()[0]
    study = jane.inside[0]
    tree.clear()
    assert tree.tops() == []
    assert (jane.groups, study.parent) == ({}, None)
