"""Combinations: the defaults first, each value alone, every pair of values somewhere."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from soothe.check.cases import FEW, SOMEBODY, cases, pairwise, values_of
from soothe.model import Param

OPTIONS = st.dictionaries(
    st.sampled_from("abcdefgh"),
    st.lists(st.integers(0, 5), min_size=1, max_size=4, unique=True),
    min_size=2,
)


@given(OPTIONS)
def test_every_pair_of_values_meets(options):
    rows = pairwise(options)
    for one, other in combinations(options, 2):
        for pair in product(options[one], options[other]):
            assert any((row[one], row[other]) == pair for row in rows)
    assert all(row.keys() == options.keys() for row in rows)
    assert len(rows) <= len(list(product(*options.values())))


def param(name, number):
    return Param(name, "choice", "0", tuple(str(i) for i in range(number)))


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 4)))
def test_the_defaults_come_first_and_each_value_alone(sizes):
    params = [param(name, size) for name, size in sizes.items()]
    rows = cases(params)
    assert rows[0] == {}
    for each in params:
        assert all({each.name: value} in rows for value in each.of[1:])
    assert len({frozenset(row.items()) for row in rows}) == len(rows)


def test_few_combinations_are_all_tried():
    assert len(cases([param("a", 4), param("b", 3), param("c", 2)])) == FEW
    assert len(cases([param("a", 4), param("b", 3), param("c", 4)])) < 4 * 3 * 4


def test_values_worth_a_try():
    assert values_of(Param("a", "flag", default=True)) == (True, False)
    assert values_of(Param("a", "number", 2.0, least=1.0, most=3.0)) == (2.0, 1.0, 3.0)
    assert values_of(Param("a", "number", 2.0)) == (2.0,)
    assert values_of(Param("a", "list", (), ("x", "y"))) == ((), ("x",), ("y",), ("x", "y"))
    assert values_of(Param("name", "text", "")) == ("", SOMEBODY)
    assert values_of(Param("place", "text", "garden")) == ("garden",)
