"""What a voice's licence lets people do with the files that it speaks, in a few words.

A summary to orient by, taken from the name of the licence as the voice's maker wrote it. What it
does not recognise it calls unknown; it never takes silence for permission.
"""

from __future__ import annotations

import re

FREE = "files may be given away and sold"
UNKNOWN = "not known whether files may be given away or sold: read the voice's own licence"
SYSTEM = "the system's licence decides; for yourself, yes; read it before you give files away"

_CREATIVE = re.compile(r"\b(?:cc|creative commons)\b|by-(?:nc|sa|nd)|creativecommons")
_FREE = re.compile(r"public domain|cc[ -]?0|\bmit\b|\bapache\b|\bbsd\b|unlicense|\bgpl")
_NOT_SOLD = re.compile(r"\bnc\b|non-?\s?commercial|research|blizzard")
_SHARED_ALIKE = re.compile(r"\bsa\b|share-?\s?alike")


def sharing(licence: str) -> str:
    """What may be done with the sound of a voice under this licence.

    Args:
        licence: a name as in a voice's card: "CC BY-NC-SA 4.0", "Public Domain".
    """
    said = licence.casefold()
    if _NOT_SOLD.search(said):
        return "files may be given away but not sold" if _CREATIVE.search(said) else _not_sold()
    if re.search(r"public domain|cc[ -]?0", said):
        return FREE
    if _CREATIVE.search(said):
        alike = " and under the same licence" if _SHARED_ALIKE.search(said) else ""
        return f"{FREE}, naming the voice{alike}"
    return FREE if _FREE.search(said) else UNKNOWN


def _not_sold() -> str:
    return "files may not be sold; read the licence before you give them away"
