"""What a person is told who mistyped a name."""

from soothe.suggest import guess, suggestion


def test_the_nearest_name_whatever_its_case():
    assert suggestion("Rian", ["ocean", "rain"]) == " Did you mean 'rain'?"


def test_all_names_where_none_is_near():
    assert suggestion("xyz", ["rain", "ocean"]) == " There are: ocean, rain."


def test_nothing_where_nothing_is_known():
    assert suggestion("rain", []) == ""


def test_a_guess_is_silent_where_none_is_near():
    assert guess("rain", ["ocean", "Rian"]) == " Did you mean 'Rian'?"
    assert guess("rain", ["ocean"]) == ""
