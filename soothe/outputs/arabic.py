"""Text as it is drawn from left to right: Arabic letters joined, right-to-left words turned round.

Enough for a title. The forms of the letters come from Unicode's own tables.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FORM_BLOCKS = (range(0xFB50, 0xFDD0), range(0xFE80, 0xFEFD))
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
_CLUSTER = re.compile(rf"\d+|.[{_MARKS}]*", re.DOTALL)
_LAM_ALEF = re.compile("\u0644[\u0622\u0623\u0625\u0627]|.", re.DOTALL)
_LEFTWARD = re.compile("R(?:[RN]*R)?")
_RIGHTWARD = re.compile("L(?:[LN]*L)?")


def as_drawn(text: str) -> str:
    """The text in the order of drawing, joined letters in their joined forms."""
    if not any(map(_is_rtl, text)):
        return text
    return _turned("".join(_joined(_LAM_ALEF.findall(unicodedata.normalize("NFC", text)))))


def _is_rtl(letter: str) -> bool:
    return unicodedata.bidirectional(letter) in {"R", "AL"}


def _turned(text: str) -> str:
    """Right-to-left parts reversed; the parts' order too, where the text begins from the right."""
    directions = _directions(text)
    from_right = directions.lstrip("N").startswith("R")
    parts = list(_parts(text, directions, _RIGHTWARD if from_right else _LEFTWARD))
    drawn = [part if other == from_right else _reversed(part) for part, other in parts]
    return "".join(reversed(drawn) if from_right else drawn)


def _directions(text: str) -> str:
    """R, L or N (neither) for each letter; a mark goes the way of its letter."""
    found = ""
    for letter in text:
        if unicodedata.combining(letter) and found:
            found += found[-1]
        elif _is_rtl(letter):
            found += "R"
        else:
            found += "L" if unicodedata.bidirectional(letter) == "L" else "N"
    return found


def _parts(text: str, directions: str, pattern: re.Pattern[str]) -> Iterator[tuple[str, bool]]:
    """The text in parts, each with whether it matches the pattern of directions."""
    at = 0
    for found in pattern.finditer(directions):
        yield text[at : found.start()], False
        yield text[found.start() : found.end()], True
        at = found.end()
    yield text[at:], False


def _reversed(part: str) -> str:
    """Reversed letter by letter; marks stay behind their letter, and digits in their order."""
    return "".join(reversed(_CLUSTER.findall(part))).translate(_MIRRORED)


def _joined(letters: list[str]) -> Iterator[str]:
    for at, letter in enumerate(letters):
        able = _forms().get(letter, {})
        before = "final" in able and _reaches(reversed(letters[:at]), "initial")
        after = "initial" in able and _reaches(letters[at + 1 :], "final")
        kinds = (("isolated", "initial"), ("final", "medial"))
        yield able.get(kinds[before][after], letter)


def _reaches(neighbours: Iterable[str], kind: str) -> bool:
    """Whether the nearest letter, marks left aside, has a form that reaches over."""
    nearest = next((each for each in neighbours if not unicodedata.combining(each[0])), "")
    return kind in _forms().get(nearest, {})


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """For each letter, and for lam with alef, its isolated, initial, medial and final forms."""
    found: dict[str, dict[str, str]] = {}
    for code in (code for block in _FORM_BLOCKS for code in block):
        kind, *parts = unicodedata.decomposition(chr(code)).split() or [""]
        letters = "".join(chr(int(part, 16)) for part in parts)
        if len(letters) == 1 or (letters and _LAM_ALEF.fullmatch(letters)):
            found.setdefault(letters, {})[kind.strip("<>")] = chr(code)
    return found
