"""The order of lines says which line stands where, and where a line stands."""

from xraydesk.ui.worklist.order import Order


def test_lines_are_found_by_place_and_places_by_line() -> None:
    order = Order([7, 3, 9, 4])
    assert (len(order), order[0], order[-1], order[1:3]) == (4, 7, 4, [3, 9])
    assert [order.place_of(number) for number in (7, 3, 9, 4)] == [0, 1, 2, 3]
    assert isinstance(order[0], int)


def test_lines_that_are_not_listed_have_no_place() -> None:
    order = Order([7, 3, 9])
    assert [order.place_of(number) for number in (1, 5, 8, 10)] == [-1] * 4
    assert order.places_of([10, 9, 5, 7, 0]) == [0, 2]
    assert Order().places_of([1]) == []
    assert order.places_of([]) == []
    assert Order().place_of(0) == -1
