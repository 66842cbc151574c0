"""Words of a language: lengths, sentences, and where the tables are found."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.catalogue import library
from soothe.errors import UsageError
from soothe.script.language import WORDS, Language, load_language
from soothe.script.sentences import sentence_spans
from soothe.script.shared_file import read_table

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
        (60 * 3600 - 1, "fifty-nine hours, fifty-nine minutes and fifty-nine seconds"),
        (6_000_000, "1666 hours and forty minutes"),
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
    with pytest.raises(
        UsageError, match=r"no words for the language 'xx'\. Copy .*words.toml to lib/"
    ):
        load_language("xx", (tmp_path,))


@pytest.mark.parametrize(
    "text", ["numbers = []", "numbers = [", "numbers = 5", "a = " + "[" * 5000, "a = " + "9" * 5000]
)
def test_an_incomplete_table_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "lib").mkdir()
    (tmp_path / "lib" / "words.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"words\.toml cannot be used"):
        load_language("xx", (tmp_path,))


def words_with(tmp_path: Path, old: str, new: str) -> Language:
    """The English words with another text in place of one, which they must have."""
    text = (library() / "scripts" / "en" / WORDS).read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "lib").mkdir()
    (tmp_path / WORDS).write_text(text.replace(old, new), encoding="utf-8")
    return load_language("xx", (tmp_path,))


@pytest.mark.parametrize(
    ("old", "new", "wrong"),
    [
        ('out = "Out"', "", "breath.out must be a text"),
        ('in = "In"', "in = 5", "breath.in must be a text"),
        ('in = "In"', 'in = "\\u001b"', "breath.in must be a text"),
        ('half = "', 'halb = "', "length.half must be a text"),
        ('"zero", ', "", "numbers must be a list of 60 texts"),
        ('"zero"', "0", "numbers must be a list of 60 texts"),
        ('["one minute", ', "[", "length.minute must be a list of 2 texts"),
        ("abbreviations = [", "abbreviations = [5, ", "abbreviations must be a list of texts"),
        ("left = {", "left = 5 # {", "sides.left must be a table"),
        ('left = { title = "Left {part}", ', "left = { ", "sides.left.title must be a text"),
        ('low = "low bell"', "low = []", "sounds.low must be a text"),
    ],
)
def test_a_missing_word_is_named_before_it_is_needed(
    tmp_path: Path, old: str, new: str, wrong: str
) -> None:
    with pytest.raises(UsageError) as caught:
        words_with(tmp_path, old, new)
    assert f"cannot be used: {wrong}. Compare it with " in str(caught.value)


def test_only_the_number_and_the_part_are_filled_in(tmp_path: Path) -> None:
    words = words_with(tmp_path, "{n} minutes", "{n} {0.x} {n:>9} minutes")
    assert words.spoken(300) == "five {0.x} {n:>9} minutes"
    assert words.side("left", "{n}")["the"] == "the left {n}"


def test_a_table_without_sounds_has_none(tmp_path: Path) -> None:
    assert words_with(tmp_path, "[sounds]", "[others]").sounds == {}


def test_a_table_that_nobody_wrote_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"#" * 1_000_001)
    with pytest.raises(UsageError, match="has 1,000,001 bytes; it may have 1,000,000"):
        read_table(tmp_path / "a")
    with pytest.raises(UsageError, match=r"Cannot read .*none: No such file"):
        read_table(tmp_path / "none")
    (tmp_path / "a").write_bytes(b"\xff")
    with pytest.raises(UsageError, match="a cannot be used: 'utf-8'"):
        read_table(tmp_path / "a")


@pytest.mark.parametrize("seconds", [-1.0, 2 * 3600.0e9, float("nan"), float("inf"), 10.0**20])
def test_a_length_without_words_is_refused(seconds: float) -> None:
    with pytest.raises(UsageError, match="cannot be said; 0 to 2000000000 hours can"):
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
