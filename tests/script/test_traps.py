"""Scripts that ask for too much, or for what is not theirs: each time an error with its place."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.catalogue import script_folders
from soothe.errors import ScriptError, UsageError
from soothe.model import Choices, Say
from soothe.script import header, load, page
from soothe.script.language import shared_folders
from tests.script.writing import FRONT, HEADING, line, problems, read, spoken

if TYPE_CHECKING:
    from pathlib import Path

NESTED = "Files or macros call each other here without end, or templates are nested too deeply."


@pytest.fixture(autouse=True)
def trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The sandbox alone, in this process; `test_apart` has the limits of the other."""
    monkeypatch.setattr(page, "is_trusted", lambda _path: True)


def found(tmp_path: Path, body: str, **files: str) -> tuple[str, int, str]:
    """File, line and message of the only problem of a script that lies beside these files."""
    for name, text in files.items():
        (tmp_path / f"{name}.md.j2").write_text(text, encoding="utf-8")
    path = tmp_path / "a.md.j2"
    path.write_text(FRONT + body, encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        load(path, Choices())
    (problem,) = caught.value.problems
    return problem.place.file.rpartition("/")[2], problem.place.line, problem.message


@pytest.mark.parametrize(
    ("body", "files", "place"),
    [
        (HEADING + "Rest.\n{% include 'a.md.j2' %}", {}, ("a.md.j2", 7)),
        (HEADING + "{% include 'b.md.j2' %}", {"b": "\n{% include 'a.md.j2' %}"}, None),
        (HEADING + "{% macro m() %}{{ m() }}{% endmacro %}\n{{ m() }}", {}, ("a.md.j2", 6)),
        (HEADING + "{% extends 'a.md.j2' %}", {}, ("a.md.j2", 6)),
        (HEADING + "\n{{ " + "(" * 3000 + "1" + ")" * 3000 + " }}", {}, ("a.md.j2", 7)),
        (HEADING + "\n" + "{% if true %}" * 900, {}, ("a.md.j2", 7)),
    ],
)
def test_what_never_ends_is_told_where(
    tmp_path: Path, body: str, files: dict[str, str], place: tuple[str, int] | None
) -> None:
    file, number, message = found(tmp_path, body, **files)
    assert message == f"{NESTED} Take one of them out, or let an if end it."
    assert (file, number) == place or (place is None and number in {2, 6})


def test_loops_that_python_cannot_nest_are_told_where() -> None:
    body = HEADING + "".join(f"{{% for i{n} in [1] %}}\n" for n in range(25)) + "{% endfor %}" * 25
    (problem,) = problems(body)
    assert problem.message.startswith("Loops are nested more than twenty deep here.")
    assert problem.place.line == 5 + 25


@pytest.mark.parametrize(
    "expression",
    [
        "''.__class__",
        "''['__class__']",
        "''|attr('__class__')",
        "'{0.__class__.__mro__}'.format(1)",
        "cycler.__init__.__globals__",
        "lipsum.__globals__",
        "self.__init__",
        "sides.__globals__",
        "sides.__call__.__self__",
        "(range(10**9)|list)",
        "namespace.__init__",
        "joiner.__init__.__globals__",
    ],
)
def test_nothing_of_python_can_be_reached(expression: str) -> None:
    (problem,) = problems(f"{HEADING}{{{{ {expression} }}}}")
    assert problem.place.line == 6
    assert "unsafe" in problem.message or "Range too big" in problem.message


@pytest.mark.parametrize("name", ["../b.md.j2", "{above}/b.md.j2", "a\\0b", "own", "nothing"])
def test_only_files_of_the_own_folders_are_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "b.md.j2").write_text("Secret.", encoding="utf-8")
    (tmp_path / "own").mkdir()
    name = name.format(above=tmp_path.as_posix())
    file, number, message = found(tmp_path / "own", f"{HEADING}{{% include '{name}' %}}")
    assert (file, number) == ("a.md.j2", 6)
    assert "There is no file" in message


@pytest.mark.parametrize("lang", ["{above}", "../../own/..", "..", "en/../..", ""])
def test_a_language_is_no_way_into_another_folder(tmp_path: Path, lang: str) -> None:
    tag = lang.format(above=tmp_path.as_posix())
    assert set(shared_folders(tag)) == set(script_folders())
    front = FRONT.replace("\n+++\n", f'\nlang = "{tag}"\n+++\n')
    (problem,) = problems(HEADING + "{% include 'b.md.j2' %}", front=front)
    assert (problem.rule, problem.place.line) == ("front-matter", 4)
    assert "is no tag of a language, such as en or pt-BR" in problem.message


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right on Windows")
def test_a_link_does_not_lead_out_of_the_folders(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("Secret.", encoding="utf-8")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "link").symlink_to(tmp_path / "secret")
    _, number, message = found(tmp_path / "own", f"{HEADING}{{% include 'link' %}}")
    assert (number, message) == (6, "'link' leads out of the folders of scripts.")


def test_what_is_included_must_be_text(tmp_path: Path) -> None:
    (tmp_path / "picture").write_bytes(bytes(range(256)))
    assert found(tmp_path, f"{HEADING}{{% include 'picture' %}}")[1:] == (
        6,
        "'picture' is not UTF-8 text.",
    )


@pytest.mark.parametrize(
    ("text", "column"), [("Rest \u202enow.", 6), ("Sit.\x07", 5), ("> Look \u2066here", 8)]
)
def test_characters_that_deceive_are_told_where(text: str, column: int) -> None:
    (problem,) = problems(HEADING + text)
    assert (problem.place.line, problem.place.column) == (6, column)
    assert problem.message.endswith("cannot be spoken. Take it out.")


def test_a_title_cannot_deceive_either() -> None:
    (problem,) = problems("## Re\u202est [1s..9s]\nRest.")
    assert (problem.rule, problem.place.column) == ("heading", 6)


@pytest.mark.parametrize(
    ("entry", "column"),
    [
        ('author = "A\\u001b[2J"', 1),
        ('needs = ["a chair", "a \\u202ebed"]', 1),
        ('[params]\n x = { help = "one\\u007f" }', 2),
        ('"a\\u009b" = "b"', 1),
    ],
)
def test_front_matter_cannot_deceive_either(entry: str, column: int) -> None:
    front = FRONT.replace("\n+++\n", f"\n{entry}\n+++\n")
    (problem,) = problems(HEADING + "Rest.", front=front)
    assert (problem.rule, problem.place.column) == ("front-matter", column)
    assert problem.message.endswith("can be neither heard nor seen. Take it out.")


def test_a_file_that_nobody_wrote_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(header, "_LARGEST", 1000)
    path = tmp_path / "a.txt"
    path.write_text("Rest. " * 200, encoding="utf-8")
    with pytest.raises(UsageError, match="has 1,200 bytes; a script may have 1,000"):
        load(path, Choices())


def test_a_message_does_not_repeat_what_has_no_end() -> None:
    (problem,) = problems(HEADING + f"Rest. [breath in:{'4' * 9000}s x3]")
    assert len(problem.message) < 420
    assert problem.message.endswith("Write it like [breath in:4s out:6s x3..8].")


@pytest.mark.parametrize(
    "template", ["{% if %}", "{{ a b }}", "{{ nothing }}", "{{ 1 / 0 }}", "{% endif %}"]
)
def test_an_error_of_a_template_hides_no_other(template: str) -> None:
    body = f"## One [9s..1s]\n{template} [4q]\n[puase 4s]\n{{# [a]\n[b] #}}\n~ {{{{ c }}}} [d]\n"
    rules = [
        (p.rule, p.place.line, p.place.column) for p in problems(f"{body}+ [6s] Rest. [e]\n## ")
    ]
    assert rules[0] == ("bounds", 5, 9)
    assert rules[1][1] == 6
    assert rules[2:] == [("unknown-cue", 7, 1), ("unknown-cue", 11, 14)]


def test_wrong_front_matter_hides_no_wrong_cue() -> None:
    front = FRONT.replace("title", "titel")
    rules = [problem.rule for problem in problems(HEADING + "[puase 4s]", front=front)]
    assert rules == ["front-matter", "unknown-cue"]


@pytest.mark.parametrize(
    "body", ["{% raw %}[a]{% endraw %}{% if %}", "{% if %}" + "[a]\n" * 60_000]
)
def test_what_is_not_certain_is_not_said(body: str) -> None:
    assert [problem.rule for problem in problems(HEADING + body)] == ["template"]


def test_a_capital_at_the_beginning_changes_no_other_letter() -> None:
    text = "{{ 'die linke Hand' | capitalize }}, {{ '' | capitalize }}{{ 4 | capitalize }}."
    assert spoken(read(HEADING + text)) == ["Die linke Hand, 4."]


def test_only_a_number_can_be_spoken() -> None:
    for value in ("'a'", "true", "none"):
        (problem,) = problems(f"{HEADING}{{{{ {value} | spoken }}}}")
        assert problem.message.startswith("spoken needs a number of seconds, not ")


def test_a_private_character_is_no_escaped_mark() -> None:
    assert spoken(read(HEADING + "Rest \ue15bnow\ue15d \ue0000.1.1\ue001.")) == ["Rest now 0.1.1."]


stamps = st.tuples(st.integers(0, 99), st.integers(0, 10**6), st.integers(0, 10**6)).map(
    lambda numbers: "\\ue000" + ".".join(map(str, numbers)) + "\\ue001"
)


@given(stamps, st.sampled_from(["{a|a}", "[4s]", "a", "*a*"]))
def test_a_forged_place_harms_nothing(stamp: str, text: str) -> None:
    cues = line(f"One {{{{ '{stamp}' }}}}{text} two.").cues
    assert "".join(cue.text for cue in cues if isinstance(cue, Say)).startswith("One")
