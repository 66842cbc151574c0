"""Which of the choices that every script has would change nothing in this one.

All of them can be set, so that an album or a habit works for any script; a person is offered only
those that do something.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

IN_TEMPLATES = frozenset({"name", "first", "feet"})
"""The choices that nothing but a template heeds."""
_OF_SIDES = frozenset({"first", "feet"})
"""Those that `sides(...)` heeds."""
_TEMPLATE = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_NAME = re.compile(r"""[|.]\s*\w+|"[^"]*"|'[^']*'|\b(?P<name>[^\W\d]\w*)""")
"""A name, or what only looks like one: a filter, an attribute, words in quotes."""


def idle(sources: Iterable[str]) -> frozenset[str]:
    """The choices that change nothing in a script made of these sources."""
    used = frozenset().union(*map(_names, sources))
    return IN_TEMPLATES - used - (_OF_SIDES if "sides" in used else frozenset())


@lru_cache(maxsize=256)
def _names(source: str) -> frozenset[str]:
    """Every name in the templates of a source."""
    templates = _TEMPLATE.findall(source)
    return frozenset(m["name"] for each in templates for m in _NAME.finditer(each) if m["name"])
