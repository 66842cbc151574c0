"""What a terminal sends when a key is pressed, decoded."""

from __future__ import annotations

import re

_NAMES = {"A": "up", "B": "down", "C": "right", "D": "left"}
_SEQUENCE = re.compile(r"\x1b(?:[\[O][0-9;]*([A-Za-z~])|(\[[0-9;]*|O)?$)")


def decode(text: str) -> tuple[tuple[str, ...], str]:
    """Keys in what a terminal sent, and a rest that is the beginning of an unfinished one."""
    keys: list[str] = []
    while text:
        match = _SEQUENCE.match(text)
        if match and match[1] is None:
            return tuple(keys), text
        keys.append(_NAMES.get(match[1], "") if match else text[0])
        text = text[match.end() if match else 1 :]
    return tuple(key for key in keys if key), ""
