"""Variants: the same for a seed, moved by nothing else, and never alike in a pair."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import ScriptError
from soothe.model import Pause, Show
from soothe.script import variants
from soothe.script.words import AFTER
from tests.script.writing import HEADING, line, read, spoken, step

if TYPE_CHECKING:
    import pytest

seeds = st.integers(0, 2**32)
words = st.lists(st.sampled_from("abcdefgh"), min_size=2, max_size=5, unique=True)
GROUP = "~ Slow now.\n| Calm now.\n| Soft now.\n"
INLINE = "So {slow|calm|soft} and {low|deep}.\n"


@given(seeds)
def test_the_same_seed_chooses_the_same(seed: int) -> None:
    body = HEADING + GROUP + INLINE
    assert read(body, seed=seed) == read(body, seed=seed)


@given(
    seeds,
    st.sampled_from(
        ["More.\n", "+ More.\n", "> More.\n", "{x|y} more.\n", "~ More.\n| And more.\n"]
    ),
)
def test_a_line_elsewhere_changes_no_choice(seed: int, line: str) -> None:
    before = spoken(read(HEADING + GROUP + INLINE, seed=seed))
    after = spoken(read(HEADING + line + GROUP + line + INLINE, seed=seed))
    added = {"More.", "x more.", "y more.", "And more."}
    assert [text for text in after if text not in added] == before


def test_seeds_differ_and_every_wording_comes() -> None:
    said = Counter(spoken(read(HEADING + INLINE, seed=seed))[0] for seed in range(120))
    assert len(said) == 6
    assert min(said.values()) > 5


@given(seeds, words)
def test_the_sides_of_a_pair_never_choose_alike(seed: int, choices: list[str]) -> None:
    inline = "{" + "|".join(choices) + "} {{ side.id }}."
    group = "\n".join(
        f"{'|' if n else '~'} {choice} {{{{ side.id }}}}." for n, choice in enumerate(choices)
    )
    heading = "{% for side in sides('f') %}\n## {{ side.title }} [1s..9s pair:f]\n"
    body = f"{heading}{inline}\n{group}\n{{% endfor %}}"
    left, right = read(body, seed=seed).steps
    lefts, rights = ([say.text.split()[0] for say in step.says()] for step in (left, right))
    assert all(a != b for a, b in zip(lefts, rights, strict=True))


@given(seeds)
def test_pairs_written_out_by_hand_never_choose_alike_either(seed: int) -> None:
    body = f"## A [1s..9s pair:p]\n{GROUP}## B [1s..9s pair:p]\n{GROUP}"
    one, other = spoken(read(body, seed=seed))
    assert one != other


@given(seeds)
def test_spread_wordings_come_once_each_and_in_another_order_on_the_other_side(seed: int) -> None:
    lines = "[every 30s..45s]\n~ A.\n| B.\n| C.\n"
    body = f"## A [1s..9s pair:p]\n{lines}## B [1s..9s pair:p]\n{lines}"
    first, second = ([say.text for say in step.says()] for step in read(body, seed=seed).steps)
    assert sorted(first) == sorted(second) == ["A.", "B.", "C."]
    assert all(a != b for a, b in zip(first, second, strict=True))


def test_the_innermost_alternatives_are_chosen_first() -> None:
    said = {spoken(read(HEADING + "{a|{b|c} d}.", seed=seed))[0] for seed in range(60)}
    assert said == {"a.", "b d.", "c d."}


def test_a_wording_can_be_empty_and_can_hold_cues() -> None:
    lines = [line("A {very |}slow {rest. [5s!]|rest.}", seed=seed) for seed in range(60)]
    heard = {(line.cues[0].text, line.cues[1]) for line in lines}
    pauses = (AFTER, Pause(5.0, 5.0, 5.0))
    assert heard == {(f"A {w}slow rest.", pause) for w in ("very ", "") for pause in pauses}


@given(st.text(st.characters(codec="utf-8"), max_size=60), seeds)
def test_no_mark_reaches_the_voice_whatever_is_written(text: str, seed: int) -> None:
    try:
        script = read(f"{HEADING}{text}", seed=seed)
    except ScriptError:
        return
    said = spoken(script)
    cues = [cue for step in script.steps for line in step.lines for cue in line.cues]
    said += [cue.text for cue in cues if isinstance(cue, Show)]
    escaped = any(f"\\{mark}" in text for mark in "[]{}|~*`_<>\\")
    for sentence in said:
        assert sentence.strip() == sentence
        assert not any(0xE000 <= ord(char) <= 0xE1FF for char in sentence if char not in text)
        assert escaped or not set(sentence) & set("[]{}|~*`_\\")
    assert all(any(char.isalnum() for char in sentence) for sentence in spoken(script))


def test_a_long_line_is_weighed_once_for_all_its_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    weighed = []

    def digest(what: bytes, **options: int) -> object:
        weighed.append(len(what))
        return blake2b(what, **options)

    monkeypatch.setattr(variants, "blake2b", digest)
    read(HEADING + "{Rest|Stay} " * 3000)
    assert sum(weighed) < 40_000


marks = st.text(st.sampled_from(list("[]{}|~*+!>@#<\\-.:/\"'ab14sx \n")), max_size=40)


@given(marks, seeds)
def test_no_mark_reaches_the_voice_however_marks_are_mixed(text: str, seed: int) -> None:
    test_no_mark_reaches_the_voice_whatever_is_written.hypothesis.inner_test(text, seed)


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=30))
def test_a_persons_name_is_words_and_never_marks(name: str) -> None:
    (say, *rest) = step("Hello {{ name }} there.", values={"name": name}).says()
    said = " ".join([say.text, *(other.text for other in rest)])
    kept = " ".join("".join(char if char.isprintable() else " " for char in name).split())
    assert said == " ".join(f"Hello {kept} there.".split())
