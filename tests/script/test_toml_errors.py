"""TOML that cannot be read: where it is wrong, and what to write instead."""

from __future__ import annotations

import pytest

from tests.script.writing import FRONT, HEADING, problems

QUOTES = 'Text stands in quotes: title = "Warm hands".'
CURLY = 'Curly quotes do not count: write "...".'
NO_COMMA = "A comma or the closing {} is missing before this place."


@pytest.mark.parametrize(
    ("toml", "column", "hint"),
    [
        ("a = Warm hands", 5, QUOTES),
        ("a = 3m..10m", 6, QUOTES),
        ("a = [5s]", 7, QUOTES),
        ("a = yes", 5, "Write true or false."),
        ("a = { b = Off }", 11, "Write true or false."),
        ("a == 'b'", 4, "A single = is enough."),
        ("a =  # b", 6, "The value is missing behind the =."),
        ("a = \u201cb\u201d", 5, CURLY),
        ('a = "b\u201d', 8, CURLY),
        ('a = "it\u2019s', 10, 'A text is not closed on this line: write " at its end.'),
        ('a: "b"', 2, 'Write = and no colon: title = "...".'),
        ('a b = "c"', 3, "A key is one word of plain letters"),
        ('gr\u00f6\u00dfe = "c"', 3, "A key is one word of plain letters"),
        ('a "b"', 3, 'A fact is a key, a = and a value: title = "...".'),
        ("// a", 1, "A comment begins with #."),
        ("= 5", 1, 'A fact is a key, a = and a value: title = "...".'),
        ("[b] a = 5", 5, "What is in a table begins on the next line."),
        ('a = "b "c" d"', 9, r"Write \" for a quote between quotes."),
        ("a = 5 b = 6", 7, "One fact stands on each line."),
        ("a = ['b' 'c']", 10, NO_COMMA.format("]")),
        ("a = { b = 5 c = 6 }", 13, NO_COMMA.format("}")),
        ("a = { b = 5, }", 14, "{ ... } stands on one line, with no comma before its }."),
        ("a = 5\na = 6", 6, "This key stands twice: take one out."),
        ("[a]\n[a]", 3, "This table stands twice: make one of both."),
        (r'a = "C:\new\qr"', 14, r"Write \\ for a backslash."),
        ("[a", 3, "A table begins with its name between [ and ]: [params]."),
    ],
)
def test_the_likely_cause_is_named(toml: str, column: int, hint: str) -> None:
    front = FRONT.replace("\n+++\n", f"\n{toml}\n+++\n")
    (problem,) = problems(HEADING + "Rest.", front=front)
    assert (problem.rule, problem.place.line) == ("toml", 4 + toml.count("\n"))
    assert problem.place.column == column
    assert hint in problem.message


def test_a_number_without_end_is_told_where() -> None:
    front = FRONT.replace("\n+++\n", f"\na = 5\nb = {'9' * 5000}\n+++\n")
    (problem,) = problems(HEADING + "Rest.", front=front)
    assert (problem.place.line, problem.place.column) == (5, 5)
    assert problem.message.endswith(" This number has thousands of digits: shorten it.")


@pytest.mark.parametrize(("toml", "line"), [("a = 2024-02-30", 4), ("a = '''", 5)])
def test_what_has_no_known_cause_is_told_as_it_is(toml: str, line: int) -> None:
    front = FRONT.replace("\n+++\n", f"\n{toml}\n+++\n")
    (problem,) = problems(HEADING + "Rest.", front=front)
    assert (problem.rule, problem.place.line) == ("toml", line)
    assert problem.message.endswith(".")
