"""Lengths as people write them in plain text.

`5`, `3s`, `1:30`, `1 min 30 sec`, `10-15 seconds`, `two breaths`, `half a minute`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_UNITS = {
    **dict.fromkeys(("ms", "msec", "millisecond", "milliseconds", "millisekunden"), 0.001),
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "count", "counts"), 1.0),
    **dict.fromkeys(("sek", "sekunde", "sekunden", "beat", "beats"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "stunde", "stunden"), 3600.0),
    **dict.fromkeys(("breath", "breaths", "atemzug", "atemzüge"), 8.0),
    **dict.fromkeys(("moment", "moments", "momente"), 5.0),
}
"""Seconds by name; a slow breath and a moment as one would take them."""
_SPELLED = {
    1: "one eins",
    2: "two zwei",
    3: "three drei",
    4: "four vier",
    5: "five fünf",
    6: "six sechs",
    7: "seven sieben",
    8: "eight acht",
    9: "nine neun",
    10: "ten zehn",
    12: "twelve zwölf",
    15: "fifteen fünfzehn",
    20: "twenty zwanzig",
    30: "thirty dreißig",
    40: "forty vierzig",
    45: "forty-five",
    60: "sixty sechzig",
    90: "ninety neunzig",
}
_CARDINALS = {word: number for number, words in _SPELLED.items() for word in words.split()}
_AMOUNTS = {
    **dict.fromkeys(("half a", "half an", "eine halbe"), 0.5),
    **dict.fromkeys(
        ("deep", "slow", "a", "an", "another", "a full", "ein", "eine", "einen", "one full"), 1.0
    ),
    **dict.fromkeys(("a couple of", "couple of", "a couple", "couple"), 2.0),
    **dict.fromkeys(("a few", "few", "some", "several", "ein paar", "einige"), 3.0),
}
"""Numbers only before a unit: an article is none by itself."""


def _any_of(words: dict[str, float] | dict[str, int]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


_NUMBER = rf"(?:\d{{1,6}}(?:[.,]\d{{1,3}})?|[.,]\d{{1,3}}|\b(?:{_any_of(_CARDINALS)})\b)"
_UNIT = rf"(?:{_any_of(_UNITS)})"
_END = r"(?![^\W_]|[.,]\d)"
_PART = re.compile(
    r"(?<![\d.,])(?:"
    rf"(?P<minutes>\d{{1,3}}):(?P<rest>[0-5]\d){_END}"
    rf"|(?:(?P<low>{_NUMBER})\s*(?:-|to|bis|or|oder)\s*)?(?P<number>{_NUMBER})"
    rf"(?:[\s-]*(?P<unit>{_UNIT})(?![^\W\d_])|{_END})"
    rf"|\b(?P<amount>{_any_of(_AMOUNTS)})\s+(?:long |slow |deep |full )*(?P<of>{_UNIT})\b)"
)
_JOINED = re.compile(r"[\s,]*(?:and|und)?\s*")


@dataclass(frozen=True, slots=True)
class Length:
    """A number, and the name of its unit; both empty where none is written."""

    number: float = 0.0
    unit: str = ""

    def seconds(self, usual: str = "s") -> float:
        """The length in seconds; without a unit of its own it is in the usual one."""
        return self.number * _UNITS[self.unit or usual]


def read_lengths(text: str) -> tuple[list[Length], str]:
    """The lengths in a text in small letters, and the text without them.

    Of `10-15 seconds` the middle is taken; `1 min 30 sec` is one length.
    """
    lengths: list[Length] = []
    rest, end = "", 0
    for match in _PART.finditer(text):
        between, length = text[end : match.start()], _read(match)
        end = match.end()
        if lengths and lengths[-1].unit and length.unit and _JOINED.fullmatch(between):
            length = Length(lengths.pop().seconds() + length.seconds(), "s")
        else:
            rest += f"{between} "
        lengths.append(length)
    return lengths, rest + text[end:]


def _read(match: re.Match[str]) -> Length:
    if match["minutes"]:
        return Length(int(match["minutes"]) * 60.0 + int(match["rest"]))
    if match["amount"]:
        return Length(_AMOUNTS[match["amount"]], match["of"])
    number = _value(match["number"])
    low = _value(match["low"]) if match["low"] else number
    return Length((low + number) / 2, match["unit"] or "")


def _value(text: str) -> float:
    return float(_CARDINALS.get(text) or text.replace(",", "."))
