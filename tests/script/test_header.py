"""Front matter and parameters: what a script offers, and the check of what was chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import ScriptError, UsageError
from soothe.model import Choices, Param
from soothe.script import describe
from soothe.script.params import RESERVED, convert
from tests.script.writing import FRONT, HEADING, problems, read

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.script import Header

FULL = """+++
title = "Shoulders"
lang = "en-GB"
length = "3m..18m"
author = "A. Writer"
license = "CC0-1.0"
needs = ["a chair"]
cautions = ["not when sore"]
sound = "ocean"
[params]
ending = { default = "sleep" }
pressure = { type = "choice", of = ["light", "medium"], default = "medium", help = "How firm" }
partner = { type = "flag" }
rounds = { type = "number", default = 3, least = 1, most = 5 }
tools = { type = "list", of = ["ball", "towel"] }
wish = { help = "Anything" }
[words]
foot.left = { the = "your left foot" }
+++
"""
VALUES = "{{ pressure }} {{ partner }} {{ rounds }} {{ tools | join('+') }} {{ wish }} {{ ending }}"


def described(tmp_path: Path, text: str) -> Header:
    path = tmp_path / "shoulders.md.j2"
    path.write_text(text, encoding="utf-8")
    return describe(path)


def complaints(tmp_path: Path, text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(ScriptError) as caught:
        described(tmp_path, text)
    return [(p.place.line, p.place.column, p.message) for p in caught.value.problems]


def chosen(**values: object) -> dict[str, object]:
    return dict(read(HEADING + VALUES + ".", front=FULL, values=values).choices)


def test_a_header_says_all_that_a_list_needs(tmp_path: Path) -> None:
    header = described(tmp_path, FULL + "{{ this is never rendered")
    assert (header.name, header.title, header.lang) == ("shoulders", "Shoulders", "en-GB")
    assert (header.length[0], header.length[2], header.sound) == (180.0, 1080.0, "ocean")
    assert (header.needs, header.cautions) == (("a chair",), ("not when sore",))
    assert header.meta == (("author", "A. Writer"), ("license", "CC0-1.0"))
    assert header.words == {"foot": {"left": {"the": "your left foot"}}}
    names = [param.name for param in header.params]
    assert names == [p.name for p in RESERVED] + ["pressure", "partner", "rounds", "tools", "wish"]


def test_defaults(tmp_path: Path) -> None:
    header = described(tmp_path, FRONT)
    assert (header.lang, header.sound, header.params, header.meta) == ("en", "rain", RESERVED, ())


def test_everything_reaches_the_script() -> None:
    script = read(HEADING + VALUES + ".", front=FULL)
    assert (script.title, script.sound, script.ending, script.lang) == (
        "Shoulders",
        "ocean",
        "sleep",
        "en-GB",
    )
    assert (script.needs, script.cautions) == (("a chair",), ("not when sore",))
    assert next(script.says()).text == "medium False 3 sleep."
    assert dict(script.choices)["rounds"] == 3.0


@pytest.mark.parametrize(
    ("text", "line", "column", "part"),
    [
        ("## A [1s..2s]\n", 1, 1, "TOML between two +++ lines"),
        ("---\ntitle: x\n---\n", 1, 1, "TOML between two +++ lines, not ---."),
        ("+++\ntitle = 'x'\n", 1, 1, "These +++ are never closed: write +++ on a line"),
        ("+++\nlength = '1m..2m'\n+++\n", 1, 1, "needs a title"),
        ("+++\ntitle = 'x'\n+++\n", 1, 1, "least, usual and most"),
        ("+++\ntitle = 'x'\nlength = '3m..1m'\n+++\n", 3, 1, "least, usual and most"),
        ("+++\ntitle = 'x'\nlength = '10m'\n+++\n", 3, 1, "'10m' is no length in order."),
        ("+++\ntitle = x\n+++\n", 2, 9, "Invalid value"),
        ("+++\ntitle = 'x'\nneeds = [\n+++\n", 4, 1, "Invalid value"),
        (
            "+++\ntitle = 'x'\nlength = '1m..2m'\nneeds = 'x'\n+++\n",
            4,
            1,
            "must be a list of texts",
        ),
        (
            "+++\ntitle = 'x'\nlength = '1m..2m'\n[parms]\na = { type = 'flag' }\n+++\n",
            4,
            2,
            "A script has no table [parms]. Did you mean 'params'?",
        ),
        ("+++\ntitle = 'x'\nlength = '1m..2m'\nauthor = 3\n+++\n", 4, 1, "author must be text"),
        ("+++\ntitle = 'x'\nlength = '1m..2m'\nparams = 3\n+++\n", 4, 1, "must be a table"),
        ("+++\ntitle = 'x'\nlength = '1m..2m'\n[params]\nx = 3\n+++\n", 5, 1, "must be a table"),
    ],
)
def test_wrong_front_matter_is_named(
    tmp_path: Path, text: str, line: int, column: int, part: str
) -> None:
    found = complaints(tmp_path, text)
    assert any((at, col) == (line, column) and part in message for at, col, message in found)


@pytest.mark.parametrize("key", ["title", "lang", "length", "sound", "extends"])
@pytest.mark.parametrize("value", ["3", "nan", "true", "[]", "{ a = 1 }", "2020-01-01"])
def test_what_must_be_text_is_complained_of_once(tmp_path: Path, key: str, value: str) -> None:
    facts = {"title": '"x"', "length": '"1m..2m"'} | {key: value}
    toml = "".join(f"{name} = {fact}\n" for name, fact in facts.items())
    (found,) = complaints(tmp_path, f"+++\n{toml}+++\n")
    assert found == (2 + list(facts).index(key), 1, f'{key} must be text: {key} = "...".')


def test_what_is_shown_on_a_line_has_no_other_white_space(tmp_path: Path) -> None:
    toml = 'title = "A\\n B"\nlength = "1m..2m"\nneeds = ["a\\tchair\\n"]\n'
    header = described(tmp_path, f"+++\n{toml}+++\n")
    assert (header.title, header.needs) == ("A B", ("a chair",))


@pytest.mark.parametrize(
    ("entry", "part"),
    [
        ('x = { type = "colour" }', "no type 'colour'"),
        ('x = { typ = "flag" }', "no use for 'typ'. Did you mean 'type'?"),
        ('x = { type = "choice" }', "needs its choices"),
        ('x = { type = "choice", of = ["a", "b"], default = "c" }', "x cannot be 'c'"),
        ('x = { type = "number", default = 9, most = 5 }', "it must be at most 5"),
        ('length = { type = "number" }', "length is reserved"),
        ('a-b = { type = "flag" }', "'a-b' cannot be a parameter"),
        ('sides = { type = "flag" }', "'sides' cannot be a parameter"),
        ('_x = { type = "flag" }', "'_x' cannot be a parameter"),
        ('x = { type = "flag", of = ["a"] }', "x: of is for choice and list, not for flag."),
        ("x = { least = 3 }", "x: least is for number, not for text."),
        ('x = { type = "number", most = nan }', "x: most must be a number"),
        ("x = { help = 5 }", 'x: help must be text: help = "how firm".'),
        ('x = { type = "number", least = 5 }', "x cannot be 0: it must be at least 5."),
        ('first = { default = "up" }', "first cannot be 'up'. It may be left, right."),
        ('ending = { type = "flag" }', "already has a meaning"),
        ('ending = { of = ["sleep", "die"] }', "already has a meaning"),
    ],
)
def test_wrong_parameters_are_named(tmp_path: Path, entry: str, part: str) -> None:
    (found,) = complaints(tmp_path, FRONT.replace("\n+++\n", f"\n[params]\n{entry}\n+++\n"))
    assert found[:2] == (5, 1)
    assert part in found[2]


def test_a_reserved_name_can_be_narrowed() -> None:
    front = FRONT.replace(
        "\n+++\n", '\n[params]\nfeet = { of = ["left"], default = "left" }\n+++\n'
    )
    body = "{% for s in sides('foot') %}\n## {{ s.title }} [1s..2s]\nPress.\n{% endfor %}"
    assert [step.id for step in read(body, front=front).steps] == ["left-foot"]
    with pytest.raises(UsageError, match="feet cannot be 'both'"):
        read(body, front=front, values={"feet": "both"})


def test_values_come_as_text_or_typed() -> None:
    as_text = chosen(
        pressure="light", partner="yes", rounds="4.5", tools="ball, towel", wish=" a  b "
    )
    assert as_text == chosen(
        pressure="light", partner=True, rounds=4.5, tools=("ball", "towel"), wish="a b"
    )
    assert as_text["tools"] == ("ball", "towel")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"presure": "light"}, "There is no parameter 'presure'. Did you mean 'pressure'?"),
        (
            {"pressure": "lite"},
            "pressure cannot be 'lite'. Did you mean 'light'? It may be light, medium.",
        ),
        ({"partner": "maybe"}, "partner is on or off, not 'maybe'."),
        ({"rounds": "many"}, "rounds must be a number, not 'many'."),
        ({"rounds": "nan"}, "rounds must be a number that ends, not nan."),
        ({"rounds": "9" * 400}, "rounds must be a number that ends, not inf."),
        ({"rounds": 0}, "rounds cannot be 0: it must be at least 1 and at most 5."),
        ({"tools": "ball,hammer"}, "tools cannot hold 'hammer'."),
        ({"tools": 3}, "tools must be a list, such as a,b."),
        ({"wish": 3.0}, "wish must be text, not 3.0."),
        ({"length": "3m"}, "The length is asked for in minutes and is not set as a parameter."),
    ],
)
def test_what_cannot_be_chosen_is_named(values: dict[str, object], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        chosen(**values)
    assert str(caught.value).startswith(message)


@given(st.floats(-1e9, 1e9))
def test_numbers_without_bounds_take_any(number: float) -> None:
    assert convert(Param("n", "number", 0.0), str(number)) == number


def test_a_script_says_how_its_words_are_spelt_for_the_voice() -> None:
    lexicon = '[lexicon]\nAnma = "ahn-mah"\n"Dr." = "doctor"\nan = "x"\n'
    front = FRONT.replace("\n+++\n", f"\n{lexicon}+++\n")
    script = read(HEADING + "The anma of Dr. Who. ANMA. Rest.", front=front)
    assert [(say.text, say.respelt) for say in script.says()] == [
        ("The anma of Dr. Who.", (("anma", "ahn-mah"), ("dr.", "doctor"))),
        ("ANMA.", (("anma", "ahn-mah"),)),
        ("Rest.", ()),
    ]


@pytest.mark.parametrize(
    ("lexicon", "message"),
    [
        ('lexicon = "x"', "lexicon must be a table"),
        ("[lexicon]\nanma = 5", 'anma needs a spelling: anma = "...".'),
        ('[lexicon]\nanma = "-"', "anma needs a spelling"),
        ('[lexicon]\n"." = "dot"', ". needs a spelling"),
    ],
)
def test_a_spelling_must_be_one(lexicon: str, message: str) -> None:
    front = FRONT.replace("\n+++\n", f"\n{lexicon}\n+++\n")
    (problem,) = problems(HEADING + "Rest.", front=front)
    assert problem.rule == "front-matter"
    assert problem.message.startswith(message)
    assert problem.place.line == 4 + ("=" in lexicon.partition("\n")[2])


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ("[" * 5000, "Lists or tables are nested too deeply."),
        ("9" * 5000, "Exceeds the limit"),
        ("2024-02-30", "Invalid date"),
    ],
)
def test_front_matter_that_goes_too_far_is_an_error(value: str, message: str) -> None:
    front = FRONT.replace("\n+++\n", f"\nx = {value}\n+++\n")
    (problem,) = problems(HEADING + "Rest.", front=front)
    assert problem.rule == "toml"
    assert problem.message.startswith(message)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ('foot.up = { the = "x" }', 'A side is left or right: foot.left = { the = "..." }.'),
        ("foot.left = 5", 'foot.left must be texts: foot.left = { the = "..." }.'),
        ("foot.left = { the = 5 }", 'foot.left must be texts: foot.left = { the = "..." }.'),
    ],
)
def test_forms_of_a_side_must_be_texts(entry: str, message: str) -> None:
    front = FRONT.replace("\n+++\n", f"\n[words]\n{entry}\n+++\n")
    (problem,) = problems(HEADING + "Rest.", front=front)
    assert (problem.rule, problem.place.line, problem.message) == ("front-matter", 5, message)


def test_free_lists_are_words_too() -> None:
    front = FRONT.replace("\n+++\n", '\n[params]\nx = { type = "list" }\n+++\n')
    script = read(HEADING + "{{ x[0] }}.", front=front, values={"x": "[bell],b"})
    assert next(script.says()).text == "[bell]."


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"Cannot read .*none.md.j2: No such file"):
        describe(tmp_path / "none.md.j2")
    (tmp_path / "latin.md.j2").write_bytes("+++\ntitle = 'é'\n+++\n".encode("latin-1"))
    with pytest.raises(UsageError, match="is not UTF-8 text from line 2 on"):
        describe(tmp_path / "latin.md.j2")


def test_the_length_in_words_is_the_asked_or_the_usual() -> None:
    body = HEADING + "{{ length | spoken | capitalize }}, {{ length }}."
    assert next(read(body).says()).text == "Ten minutes, 600.0."
    assert next(read(body, seconds=90.0).says()).text == "One and a half minutes, 90.0."
    assert Choices().seconds is None


@pytest.mark.parametrize(
    "entry",
    [
        'type = ["choice"]',
        'type = "choice", of = 3',
        'type = "choice", of = [1, 2]',
        'type = "number", least = "x"',
        'type = "number", most = true',
    ],
)
def test_a_key_of_a_wrong_type_is_named(entry: str) -> None:
    front = f'+++\ntitle = "T"\nlength = "3m..4m..5m"\n[params]\np = {{ {entry} }}\n+++\n'
    (problem,) = problems("## A [1m..2m..3m]\nHi.\n", front=front)
    assert "Parameter p: " in problem.message
