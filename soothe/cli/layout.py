"""Lists for a terminal: wrapped at words, the second line under the first."""

from __future__ import annotations

import shutil
import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

NEEDS = "You need"
CAUTIONS = "Not for you, or ask first"

_WIDEST = 100


def listed(title: str, items: Iterable[str]) -> Iterator[str]:
    """Lines of a list under its title, after a blank one; none if there is nothing in it."""
    width = min(_WIDEST, shutil.get_terminal_size().columns)
    lines = [
        line
        for item in items
        for line in textwrap.wrap(
            item, max(width, 20), initial_indent="  ", subsequent_indent="    "
        )
    ]
    if lines:
        yield from ("", f"{title}:", *lines)
