"""Lists for a terminal."""

from soothe.cli.layout import listed


def test_long_items_are_wrapped_at_words_under_their_beginning(monkeypatch):
    monkeypatch.setenv("COLUMNS", "24")
    lines = list(listed("Title", ["one two three four five six"]))
    assert lines == ["", "Title:", "  one two three four", "    five six"]


def test_an_empty_list_is_nothing():
    assert list(listed("Title", [])) == []
