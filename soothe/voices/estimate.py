"""How long a text takes to say, without saying it.

The formula, in seconds at pace 1.0:

    0.13 per word + 0.17 per syllable + 0.5 per comma, colon or semicolon within the sentence

A syllable is a group of vowel letters; a final silent e is not counted, every word has at least
one. A digit counts two. A letter of a script that has no spaces between words counts one and is a
word of its own for every two.
"""

from __future__ import annotations

import re
import unicodedata

PER_WORD = 0.13
"""Seconds."""
PER_SYLLABLE = 0.17
"""Seconds."""
PER_COMMA = 0.5
"""Seconds."""

_WORDS = re.compile(r"[^\W_]+(?:['\u2019][^\W_]+)*")
_COMMAS = re.compile(r"[,;:\u2014\u3001\uff0c](?=.*\w)")
_VOWELS = re.compile(r"[aeiouy\u00e6\u0153]+")
_SILENT_E = re.compile(r"(?<=[^aeiouyl\W\d])e$")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff]")


def word_spans(text: str) -> list[tuple[int, int]]:
    """Where the words of a text are: character spans `[start, end)`."""
    return [match.span() for match in _WORDS.finditer(text)]


def spoken_words(text: str) -> list[str]:
    """The words of a text, as something to count."""
    return _WORDS.findall(text)


def syllables(word: str) -> int:
    """How many syllables a word has, roughly; at least 1."""
    if digits := sum(letter.isdigit() for letter in word):
        return 2 * digits
    if unspaced := len(_UNSPACED.findall(word)):
        return unspaced
    plain = unicodedata.normalize("NFD", word.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return max(1, len(_VOWELS.findall(_SILENT_E.sub("", plain))))


def estimate(text: str, pace: float = 1.0) -> float:
    """Seconds that a calm voice needs for a text.

    Args:
        text: one sentence.
        pace: factor on the speaking rate; pauses at commas keep their length.
    """
    words = spoken_words(text)
    count = sum(max(1, len(_UNSPACED.findall(word)) // 2) for word in words)
    spoken = PER_WORD * count + PER_SYLLABLE * sum(map(syllables, words))
    return spoken / pace + PER_COMMA * len(_COMMAS.findall(text))
