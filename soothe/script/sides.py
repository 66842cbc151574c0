"""The two sides of the body, in the order and number that the person asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from soothe.model import Value
    from soothe.script.language import Language

_BOTH = ("left", "right")


def sides_of(
    words: Mapping[str, Mapping[str, Any]], language: Language, values: Mapping[str, Value]
) -> Callable[[str], list[dict[str, Any]]]:
    """What `sides("foot")` means in a script: a table of forms per side, in order.

    Every side has `id` (left or right), `title` and `the`, and what the script's [words] add.

    Args:
        words: the script's own forms by part and side; they go before the language's.
        language: gives the forms that the script does not.
        values: `first` and `feet` decide the order and the number.
    """
    order = _BOTH if values["first"] == "left" else _BOTH[::-1]
    wanted = [side for side in order if values["feet"] in {"both", side}]

    def sides(part: str) -> list[dict[str, Any]]:
        own = words.get(part, {})
        return [{"id": side, **language.side(side, part), **own.get(side, {})} for side in wanted]

    # Jinja tells the name when the part of the body is missing.
    sides.__qualname__ = "sides"
    return sides
