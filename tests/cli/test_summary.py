"""The few lines after an export."""

from soothe.cli.summary import left_out
from soothe.model import Step


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


def test_nothing_left_out():
    assert left_out(()) == ""
