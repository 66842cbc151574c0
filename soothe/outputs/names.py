"""File names that every system, phone and car player takes."""

from __future__ import annotations

import re
import unicodedata

_MOST_BYTES = 120
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f\ud800-\udfff]+')
_RESERVED = re.compile(
    r"(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?=\s*(\.|$))", re.IGNORECASE
)


def track_stem(script: str, seconds: float) -> str:
    """What a session's files are called when nobody says otherwise: `foot-massage-10-min`."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{script}-{minutes}-min" + (f"-{rest:02}" if rest else "")


def safe_name(stem: str, suffix: str = "") -> str:
    r"""A file name made of `stem` and `suffix`, changed only where some system would refuse it.

    The name is in NFC, has at most 120 bytes, none of `<>:"/\|?*`, no control characters and no
    halves of letters, does not begin or end with a dot or space, and is no name that Windows keeps
    for itself.
    """
    clean = _FORBIDDEN.sub("-", unicodedata.normalize("NFC", stem)).strip(". ")
    # Windows looks no further than the first dot.
    clean = _RESERVED.sub(r"\1_", clean, count=1) if _RESERVED.match(clean) else clean or "_"
    room = _MOST_BYTES - len(suffix.encode())
    return clean.encode()[:room].decode(errors="ignore").rstrip(". ") + suffix
