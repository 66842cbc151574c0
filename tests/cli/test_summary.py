"""The few lines after an export."""

from soothe.cli.summary import left_out, not_honoured
from soothe.model import Place, Problem, Step


def step(name, title, pair=None):
    return Step(name, title, 1, 2, 3, (), pair=pair)


def test_a_pair_is_named_once_and_without_its_side():
    dropped = (
        step("left-heel", "Left foot: heel", "heel"),
        step("oil", "Oil"),
        step("right-heel", "Right foot: heel", "heel"),
    )
    assert left_out(dropped) == "Foot: heel, Oil"


def test_a_pair_without_common_words_keeps_its_first_title():
    dropped = (step("a", "First side", "x"), step("b", "Second part", "x"))
    assert left_out(dropped) == "First side"


def test_lines_that_ask_for_what_cannot_be_had_are_numbered_once():
    places = [Place("a.txt", line, column) for line in range(12, 0, -1) for column in (1, 2)]
    found = tuple(Problem(place, "warning", "not-honoured", "x") for place in places)
    assert not_honoured(found) == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10 ..."
    assert not_honoured(found[-4:]) == "1, 2"
    assert not_honoured(()) == ""


def test_nothing_left_out():
    assert left_out(()) == ""
