"""Words of a language: lengths, sentences, and where the tables are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.catalogue import library
from soothe.errors import UsageError
from soothe.script.language import load_language
from soothe.script.sentences import sentence_spans

if TYPE_CHECKING:
    from pathlib import Path

ENGLISH = load_language("en", (library() / "scripts" / "en",))


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (600, "ten minutes"),
        (450, "seven and a half minutes"),
        (440, "seven minutes and twenty seconds"),
        (90, "one and a half minutes"),
        (60, "one minute"),
        (61, "one minute and one second"),
        (30, "thirty seconds"),
        (1, "one second"),
        (0, "zero seconds"),
        (0.5, "one second"),
        (599.6, "ten minutes"),
        (3600, "one hour"),
        (3630, "one hour and thirty seconds"),
        (4215, "one hour, ten minutes and fifteen seconds"),
        (7500, "two hours and five minutes"),
    ],
)
def test_lengths_in_words(seconds: float, words: str) -> None:
    assert ENGLISH.spoken(seconds) == words


@given(st.integers(0, 5 * 3600))
def test_every_length_has_its_own_words(seconds: int) -> None:
    assert ENGLISH.spoken(seconds) != ENGLISH.spoken(seconds + 1)
    assert not any(char.isdigit() for char in ENGLISH.spoken(seconds))


def test_the_english_table_is_whole() -> None:
    assert len(ENGLISH.numbers) == len(set(ENGLISH.numbers)) == 60
    assert set(ENGLISH.breath) == {"in", "hold", "out", "rest"}
    assert ENGLISH.side("left", "shoulder") == {
        "title": "Left shoulder",
        "the": "the left shoulder",
    }


def test_a_language_without_words_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no words for the language 'xx': write lib/words.toml"):
        load_language("xx", (tmp_path,))


@pytest.mark.parametrize(
    "text", ["numbers = []", "numbers = [", "numbers = 5", "a = " + "[" * 5000, "a = " + "9" * 5000]
)
def test_an_incomplete_table_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"words\.toml cannot be used"):
        load_language("xx", (tmp_path,))


@pytest.mark.parametrize("seconds", [-1.0, 60 * 3600.0, float("nan"), float("inf"), 10.0**20])
def test_a_length_without_words_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="cannot be said in words; up to 60 hours can"):
        ENGLISH.spoken(seconds)


def sentences(text: str) -> list[str]:
    spans = sentence_spans(text, ENGLISH.abbreviations)
    return [text[start:end].strip() for start, end in spans]


@pytest.mark.parametrize(
    "expected",
    [
        ["Sit back.", "Let go!", "Is it warm?", "Good."],
        ["Wait 1.5 seconds.", "Then go on."],
        ["Use a tool, e.g. a ball.", "Or approx. Five of them."],
        ["Breathe... and rest.", "Breathe...", "Rest."],
        ["Breathe… and rest…", "Now."],
        ["Dr. A. Smith says so.", "Yes."],
        ['He said "rest."', '"Now," she said.', "(Quietly.)", "So."],
        ["Press.", "*Here* it is.", "20 more."],
        ["¿Listo?", "¡Vamos!"],
        ["One line without an end"],
        ["a. b. c", "Done"][:1],
    ],
)
def test_sentences_are_cut_where_they_end(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


def test_full_width_marks_need_no_gap() -> None:
    ask, cry = "\uff1f", "\uff01"
    expected = ["慢慢呼吸。", "放松。", f"好吗{ask}", f"好{cry}"]
    assert sentences("".join(expected)) == expected


@given(st.text(st.sampled_from("ab AB.!?…\"' 1"), max_size=40))
def test_sentences_cover_the_text(text: str) -> None:
    spans = list(sentence_spans(text, ENGLISH.abbreviations))
    assert "".join(text[start:end] for start, end in spans) == text
    assert all(start < end for start, end in spans)
