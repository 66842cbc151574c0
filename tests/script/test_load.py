"""Loading: wishes for steps, Jinja's own errors, macros, folders."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from soothe.errors import UsageError
from soothe.model import Choices
from soothe.script import load, load_each
from soothe.script.jinja_errors import note
from soothe.script.source import Findings
from soothe.script.stamps import Rendered
from tests.script.writing import FRONT, FRONT_LINES, HEADING, problems, read, spoken, step

if TYPE_CHECKING:
    from soothe.model import Value

FLAGS = FRONT.replace(
    "\n+++\n", '\n[params]\nsoak = { type = "flag" }\nwarm = { type = "flag" }\n+++\n'
)
BODY = """
## Core [10s..20s]
[if no soak] One.
{% if soak %}
## Soak [10s..20s drop:2]
Two.
## Dry [10s..20s drop:2]
Three.
{% endif %}
{% if warm %}
## Towel [10s..20s id:wrap drop:3]
Four.
{% endif %}
{% for side in sides("foot") %}
## {{ side.title }} [10s..20s pair:foot drop:4]
Five.
{% endfor %}
"""


BOTH_WAYS = "warm cannot be in and left out, or on and off. Ask for one of the two."


def drops(values: dict[str, Value] | None = None, **names: object) -> dict[str, int | None]:
    choices = {kind: frozenset(some) for kind, some in names.items()}
    script = read(BODY, front=FLAGS, values=values or {}, **choices)
    return {step.id: step.drop for step in script.steps}


def test_without_wishes_everything_may_be_dropped_as_marked() -> None:
    assert drops() == {"core": None, "left-foot": 4, "right-foot": 4}


def test_what_is_kept_is_never_dropped_with_all_of_its_number() -> None:
    assert drops(keep=["foot"]) == {"core": None, "left-foot": None, "right-foot": None}
    assert drops(keep=["left-foot"])["right-foot"] is None
    kept = drops(keep=["soak"])
    assert (kept["soak"], kept["dry"], kept["left-foot"]) == (None, None, 4)


def test_a_flag_keeps_the_steps_that_it_brings() -> None:
    assert drops(keep=["warm"]) == {"core": None, "wrap": None, "left-foot": 4, "right-foot": 4}


def test_a_flag_may_be_asked_for_in_two_ways() -> None:
    asked = drops(keep=["warm"], values={"warm": "yes"})
    assert asked == drops(keep=["warm"])
    assert drops(without=["warm"], values={"warm": False}) == drops(without=["warm"])


def test_what_is_left_out_is_gone() -> None:
    assert drops(without=["foot"]) == {"core": None}
    assert drops(without=["left-foot"]) == {"core": None, "right-foot": 4}
    assert drops(without=["soak", "dry"]) == drops()


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        ({"keep": ["soack"]}, "There is no step 'soack'. Did you mean 'soak'?"),
        ({"without": ["fot"]}, "There is no step 'fot'. Did you mean 'foot'?"),
        ({"without": ["core"]}, "The step 'core' is part of every session: it has no drop mark."),
        ({"keep": ["warm"], "values": {"warm": "no"}}, BOTH_WAYS),
        ({"without": ["warm"], "values": {"warm": True}}, BOTH_WAYS),
    ],
)
def test_a_wish_that_cannot_be_granted_is_named(choices: dict[str, Any], message: str) -> None:
    with pytest.raises(UsageError) as caught:
        drops(**choices)
    assert str(caught.value) == message


def test_a_condition_may_name_a_step_that_these_choices_do_not_render() -> None:
    assert "One." in spoken(read(BODY, front=FLAGS))


@pytest.mark.parametrize(
    ("text", "rule", "line", "column", "message"),
    [
        ("Hi {{ nam }}.", "undefined", 1, 7, "'nam' is undefined. Did you mean 'name'?"),
        ("{{ sides('foot')[0].hand }}", "undefined", 1, 21, "has no attribute 'hand'"),
        ("Rest.\n{% if x %}", "template", 2, 4, "Unexpected end of template"),
        ("{{ 1 / 0 }}", "template", 1, 1, "division by zero."),
        ("{% include 'no.md.j2' %}", "template", 1, 13, "no file 'no.md.j2' beside the script"),
        ("{% import '../x' as x %}", "template", 1, 1, "no file '../x' beside the script"),
        ("a {{{ name }}|b}", "template", 1, 3, "write { {{ with a space"),
        ("a {# b", "template", 1, 3, "write { # with a space"),
        ("{{ ''.__class__.__mro__ }}", "template", 1, 7, "unsafe"),
        ("{% for i in range(10 ** 9) %}x{% endfor %}", "template", 1, 1, "Range too big"),
        ("{% raw %}\n{{ x }}\n", "template", 1, 1, "Missing end of raw"),
        (
            "Hm.\n{% if a && b %}",
            "template",
            2,
            9,
            "unexpected char '&'. Write and in place of &&.",
        ),
        ("{% if !name %}", "template", 1, 7, "unexpected char '!'. Write not in place of !."),
        (
            "{% if a == \u201cb\u201d %}",
            "template",
            1,
            12,
            'Curly quotes do not count: write "...".',
        ),
        ('{{ " }}', "template", 1, 4, """unexpected char '"'."""),
        ("{% if name = 'a' %}", "template", 1, 1, "got '='. Two values are compared with ==."),
        ("{% if name %}{% elseif %}", "template", 1, 17, "Write elif."),
        ("{% if name %}{% end %}", "template", 1, 17, "Write endif, endfor or endmacro."),
        ("{{ 600 | spokn }}", "template", 1, 10, "named 'spokn'. Did you mean 'spoken'?"),
        ("{{ 1 is odds }}", "template", 1, 9, "named 'odds'. Did you mean 'odd'?"),
        ("{{ sides() }}", "template", 1, 1, "sides() missing 1 required positional argument"),
    ],
)
def test_what_jinja_finds_gets_a_place(
    text: str, rule: str, line: int, column: int, message: str
) -> None:
    (problem,) = problems(HEADING + text)
    assert problem.rule == rule
    assert (problem.place.line - FRONT_LINES - 1, problem.place.column) == (line, column)
    assert message in problem.message


def test_too_much_memory_is_a_finding_like_any_other() -> None:
    findings = Findings()
    rendered = Rendered("", "a.md.j2", {"a.md.j2": "x"})
    note(MemoryError(), rendered, (), findings)
    (problem,) = findings.problems
    assert str(problem).startswith("a.md.j2:1:1: error[template]: This asks for more memory")


def test_an_error_in_an_included_file_points_there(tmp_path: Path) -> None:
    (tmp_path / "part.md.j2").write_text("One.\n\n{{ nothing }}\n", encoding="utf-8")
    (tmp_path / "bad.md.j2").write_text("One.\n{% endif %}\n", encoding="utf-8")
    for name, line in (("part", 3), ("bad", 2)):
        body = f'{HEADING}{{% include "{name}.md.j2" %}}'
        (problem,) = problems(body, path=tmp_path / "a.md.j2")
        assert problem.place.file == str(tmp_path / f"{name}.md.j2")
        assert problem.place.line == line


def test_imported_macros_see_every_value_of_this_session(tmp_path: Path) -> None:
    (tmp_path / "kit.md.j2").write_text(
        "{% macro m() %}{{ name }}, {{ length | spoken }}.{% endmacro %}", encoding="utf-8"
    )
    body = f'{HEADING}{{% import "kit.md.j2" as kit %}}Hi {{{{ kit.m() }}}}'
    for name, seconds in (("Ann", 60.0), ("Bo", 120.0)):
        script = read(body, path=tmp_path / "a.md.j2", values={"name": name}, seconds=seconds)
        assert spoken(script) == [f"Hi {name}, {'one minute' if name == 'Ann' else 'two minutes'}."]


def test_a_changed_file_is_read_anew(tmp_path: Path) -> None:
    script = tmp_path / "a.md.j2"
    for word in ("One.", "Two."):
        script.write_text(FRONT + HEADING + word, encoding="utf-8")
        assert spoken(load(script, Choices())) == [word]


def test_the_breath_of_the_library_can_be_imported() -> None:
    body = '{% import "lib/breath.md.j2" as breath %}\n{{ breath.settle("x2..4") }}'
    kinds = [type(cue).__name__ for line in step(body).lines for cue in line.cues]
    assert kinds == ["Say", "Pause", "Breath"]


def test_the_name_of_a_script_is_that_of_its_file() -> None:
    script = read(HEADING + "Rest.", path=Path("some/where/calm.md.j2"))
    assert (script.name, script.title, script.seed) == ("calm", "Test", 0)


@pytest.mark.parametrize("name", ["calm.md.j2", "calm.txt"])
def test_each_seed_has_its_own_words_as_if_it_were_loaded_alone(tmp_path: Path, name: str) -> None:
    script = tmp_path / name
    words = "{One|Two|Three|Four}, {five|six|seven}." if name.endswith("j2") else "One.\n\nTwo."
    front = FRONT + HEADING if name.endswith("j2") else ""
    script.write_text(front + words, encoding="utf-8")
    seeds = range(12)
    assert list(load_each(script, Choices(), seeds)) == [
        load(script, Choices(seed=seed)) for seed in seeds
    ]
