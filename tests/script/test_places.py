"""Places: whatever Jinja does with a text, a finding points at what the author typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import ScriptError
from soothe.model import Choices, Place
from soothe.script import load
from soothe.script.source import Findings, Origin, Text
from soothe.script.stamps import Rendered, Stamp, stamp_lines, unstamped
from tests.script.writing import FRONT, FRONT_LINES, HEADING, problems, step

if TYPE_CHECKING:
    from pathlib import Path

WRONG = "[nonsense]"
HERE = FRONT_LINES + 1
"""Line of the heading."""


def places(body: str) -> list[tuple[int, int]]:
    """Line and column of every problem, lines counted from the heading."""
    return [(p.place.line - HERE, p.place.column) for p in problems(HEADING + body)]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"Rest. {WRONG}", [(1, 7)]),
        (f"  Rest. {WRONG} more {WRONG}", [(1, 9), (1, 25)]),
        (f"+ Rest. {WRONG}", [(1, 9)]),
        (f"Rest. {{# why #}}\n+ Rest. {WRONG}", [(2, 9)]),
        (f"{{a|b}} {WRONG}", [(1, 7)]),
        (f"\\[a\\] {WRONG}", [(1, 7)]),
        (f"{{{{ 'x' * 20 }}}} and {WRONG}", [(1, 20)]),
        (f"{{{{ '{WRONG}' }}}}", [(1, 1)]),
        (f"so {{{{ 'a {WRONG}' }}}}", [(1, 4)]),
        (f"{{% if true %}}\n  Rest. {WRONG}\n{{% endif %}}", [(2, 9)]),
        (f"a {{%- if true %}} b {WRONG}{{% endif %}}", [(1, 20)]),
        (f"{{% raw %}}a {WRONG}{{% endraw %}}", [(1, 12)]),
        (f"{{# note\n note #}}\nb {WRONG}", [(3, 3)]),
        (f"{{% for i in [1, 2] %}}\n{{{{ i }}}} {WRONG}\n{{% endfor %}}", [(2, 9)]),
        (
            f"{{% macro m(x) %}}\nb {{{{ x }}}} {WRONG}\n{{% endmacro %}}\nA.\n{{{{ m('bb') }}}}",
            [(2, 11)],
        ),
        (f"{{% filter upper %}}\nrest {WRONG}\n{{% endfilter %}}", [(1, 1)]),
    ],
)
def test_the_place_is_that_of_the_source(body: str, expected: list[tuple[int, int]]) -> None:
    assert places(body) == expected


def test_includes_and_imports_point_into_their_own_files(tmp_path: Path) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "part.md.j2").write_text(f"Part.\n  and {WRONG}\n", encoding="utf-8")
    (tmp_path / "lib" / "kit.md.j2").write_text(
        f"{{% macro m() %}}\nname {{{{ name }}}} {WRONG}\n{{% endmacro %}}\n", encoding="utf-8"
    )
    script = tmp_path / "a.md.j2"
    body = '{% include "lib/part.md.j2" %}\n{% import "lib/kit.md.j2" as kit %}\n'
    body += "Rest.\n{{ kit.m() }}\n"
    script.write_text(FRONT + HEADING + body + f"End {WRONG}\n", encoding="utf-8")
    with pytest.raises(ScriptError) as caught:
        load(script, Choices())
    assert [problem.place for problem in caught.value.problems] == [
        Place(str(script), HERE + 5, 5),
        Place(str(tmp_path / "lib" / "kit.md.j2"), 2, 17),
        Place(str(tmp_path / "lib" / "part.md.j2"), 2, 7),
    ]


def test_windows_line_ends_and_a_byte_order_mark_change_nothing(tmp_path: Path) -> None:
    script = tmp_path / "a.md.j2"
    text = FRONT + HEADING + f"Rest.\nb {WRONG}\n"
    script.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())
    with pytest.raises(ScriptError) as caught:
        load(script, Choices())
    assert str(caught.value).startswith(
        f"{script}:{HERE + 2}:3: error[unknown-cue]: There is no cue"
    )


def test_what_a_call_block_holds_is_where_it_stands() -> None:
    macro = "{% macro m() %}{{ caller() }}{% endmacro %}\n"
    assert places(f"{macro}{{% call m() %}}\nc {WRONG}\n{{% endcall %}}") == [(3, 3)]


def test_a_line_says_where_its_words_begin() -> None:
    lines = step("  + {{ 'A' }} b.\n\n! Stay safe.").lines
    assert [(line.place.line - HERE, line.place.column) for line in lines] == [(1, 5), (3, 3)]


def test_the_same_finding_in_two_passes_is_told_once() -> None:
    body = "{% for side in sides('foot') %}\n## {{ side.title }} [10s..20s pair:foot]\n"
    body += f"Press. {WRONG}\n{{% endfor %}}"
    assert len(problems(body)) == 1


def test_values_and_captured_text_hold_no_stamps() -> None:
    body = "{% set x %}calm{% endset %}"
    body += "{% if x == 'calm' %}{{ x | upper }} {{ x | length }}.{% endif %}"
    (say,) = list(step(body).says())
    assert say.text == "CALM 4."
    macro = "{% macro m() %}calm{% endmacro %}{{ m() | capitalize }}, {{ m() | length }}."
    assert [say.text for say in step(macro).says()] == ["Calm, 4."]


def test_a_changed_text_of_the_same_file_is_read_anew() -> None:
    assert places(f"a {WRONG}") == [(1, 3)]
    assert places(f"{{% if true %}}\nbc {WRONG}{{% endif %}}") == [(2, 4)]
    assert places(f"a {WRONG}") == [(1, 3)]


def test_a_forged_stamp_reaches_nobody() -> None:
    body = "A {{ '\\ue0009.9.9\\ue001' }} b {{ '\\ue000' }} c."
    assert [say.text for say in step(body).says()] == ["A  b  c.".replace("  ", " ")]
    assert Text("ab", (Origin(0, Place("f", 1)),)).place(1) == Place("f", 1, 2)


texts = st.text(
    st.characters(exclude_categories=["Cs", "Co"], exclude_characters="\n"), max_size=12
)


@given(st.lists(texts, min_size=1, max_size=4), st.integers(1, 9), st.integers(1, 9))
def test_stamps_come_out_as_they_went_in(parts: list[str], line: int, column: int) -> None:
    text = "\n".join(parts)
    stamped = stamp_lines(text, Stamp(0, line, column))
    assert unstamped(stamped) == text
    read = list(Rendered(stamped, "f", {"f": ""}).lines())
    assert [piece.text for piece in read] == [part.strip() for part in parts if part.strip()]
    for piece in read:
        source = parts[piece.place().line - line]
        start = piece.place().column - (column if piece.place().line == line else 1)
        assert source[start : start + len(piece.text)] == piece.text


@given(
    st.lists(st.sampled_from(["Rest.", "## Head [1s..2s]", " ## Head", "#", "", "{{ x }}"])),
    st.data(),
)
def test_pieces_have_all_lines_and_begin_with_a_heading(lines: list[str], data: st.DataObject):
    stamped = []
    for number, line in enumerate(lines, start=1):
        # What an expression writes on several lines has a stamp on the first alone.
        own = number == 1 or data.draw(st.booleans())
        stamped.append(stamp_lines(line, Stamp(0, number, 1)) if own else line)
    rendered = Rendered("\n".join(stamped), "f", {"f": ""})
    pieces = list(rendered.pieces())
    assert all(next(piece.lines()).text.startswith("##") for piece in pieces[1:])
    found = [line for piece in pieces for line in piece.lines()]
    assert [line.text for line in found] == [line.text for line in rendered.lines()]
    assert [line.place() for line in found] == [line.place() for line in rendered.lines()]


@st.composite
def patchworks(draw: st.DrawFn) -> Text:
    parts = draw(st.lists(st.text("ab ", min_size=1, max_size=5), min_size=1, max_size=4))
    whole = Text("", (Origin(0, Place("f", 1, 1)),))
    for number, part in enumerate(parts):
        fixed = draw(st.booleans())
        whole += Text(part, (Origin(0, Place("f", number + 1, 7), fixed),))
    return whole


@given(patchworks(), st.data())
def test_every_cut_keeps_every_place(text: Text, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text.text)))
    end = data.draw(st.integers(start, len(text.text)))
    part = text.cut(start, end)
    assert part.text == text.text[start:end]
    assert [part.place(i) for i in range(end - start)] == [text.place(i) for i in range(start, end)]
    joined = text.cut(0, start) + text.cut(start)
    assert [joined.place(i) for i in range(len(text.text))] == [
        text.place(i) for i in range(len(text.text))
    ]
    assert bool(part) == bool(part.text)
    assert text.stripped().text == text.text.strip()


def test_findings_are_sorted_and_warnings_alone_stop_nothing() -> None:
    findings = Findings()
    findings.warning(Place("f", 2), "late", "Later.")
    findings.warning(Place("f", 1), "early", "Earlier.")
    findings.warning(Place("f", 1), "early", "Earlier.")
    assert [str(problem) for problem in findings.settle()] == [
        "f:1:1: warning[early]: Earlier.",
        "f:2:1: warning[late]: Later.",
    ]
    findings.error(Place("f", 3), "bad", "Bad.")
    with pytest.raises(ScriptError) as caught:
        findings.settle()
    assert len(caught.value.problems) == 3


def test_equal_words_of_many_lines_are_told_apart_at_once() -> None:
    lines = [Text("Rest.", (Origin(0, Place("a", line)),)) for line in range(1000)]
    assert len(set(map(hash, lines))) > 990
    assert hash(lines[5]) == hash(Text("Rest.", (Origin(0, Place("a", 5)),)))
