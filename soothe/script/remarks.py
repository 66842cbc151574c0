"""What a chatbot says to the person who asked it for a text: a line above it and a line below.

Nobody wants to hear "Here's your meditation script:" as the first words of a session. Such a line
is taken for a remark only where it stands apart from the text and speaks of it.
"""

from __future__ import annotations

import re

_OPENING = re.compile(
    r"(?:sure|certainly|of course|absolutely|great|here(?:['\u2019]s| is| are)|below is"
    r"|gerne|klar|nat\u00fcrlich|hier ist|hier kommt)\b"
    r".*\b(?:script|meditation|session|text|version|scan|exercise|relaxation|story"
    r"|skript|sitzung|\u00fcbung|entspannung|geschichte|fassung)\b.*",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"(?:let me know|would you like|feel free|i hope|if you(?:['\u2019]d| would| want)|do you want"
    r"|m\u00f6chtest du|sag mir|wenn du m\u00f6chtest|soll ich)\b"
    r".*\b(?:adjust|changes|modify|version|tailor|customi[sz]e|tweak|record|script|anpassen|fassung|skript)\b.*",
    re.IGNORECASE,
)
_RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*")
_HEADING = re.compile(r"[ \t]{0,3}#{1,6}[ \t].*")
_MARKS = " \t*_>"


def without_remarks(lines: list[str]) -> tuple[list[str], tuple[int, ...]]:
    """A text in which remarks are blank lines, and the indexes of those remarks."""
    filled = [index for index, line in enumerate(lines) if line.strip()]
    if len(filled) < 3:  # noqa: PLR2004  a remark, what parts it from the text, and the text
        return lines, ()
    (first, second), (rule, last) = filled[:2], filled[-2:]
    blank: set[int] = set()
    remarks = []
    if _OPENING.match(lines[first].strip(_MARKS)) and _is_apart(lines, first, second):
        remarks.append(first)
        blank |= {first, second} if _RULE.fullmatch(lines[second]) else {first}
    if _CLOSING.match(lines[last].strip(_MARKS)) and _RULE.fullmatch(lines[rule]):
        remarks.append(last)
        blank |= {rule, last}
    return ["" if n in blank else line for n, line in enumerate(lines)], tuple(remarks)


def _is_apart(lines: list[str], first: int, second: int) -> bool:
    """Whether a rule, a heading or a colon and a blank line part the first line from the rest."""
    below = lines[second]
    if _RULE.fullmatch(below) or _HEADING.fullmatch(below):
        return True
    return second > first + 1 and ":" in lines[first][-4:]
