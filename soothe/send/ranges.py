"""Which bytes a request asks for (RFC 9110, section 14), so that a broken download can go on."""

from __future__ import annotations

import re

_RANGE = re.compile(r"bytes=\s*(\d{0,18})\s*-\s*(\d{0,18})\s*")


class UnsatisfiableError(Exception):
    """The range lies behind the end of the file."""


def asked_span(header: str | None, size: int) -> tuple[int, int] | None:
    """(start, end) of the bytes asked for; None: all of them, as for a form not known here.

    Raises:
        UnsatisfiableError: no byte of the file is asked for.
    """
    found = _RANGE.fullmatch(header or "")
    if found is None or not (found[1] or found[2]):
        return None
    if not found[1]:
        start, end = max(0, size - int(found[2])), size
    else:
        start, end = int(found[1]), min(int(found[2]) + 1 if found[2] else size, size)
        if found[2] and int(found[2]) < start:
            return None
    if start >= end:
        raise UnsatisfiableError
    return start, end
