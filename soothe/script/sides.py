"""The two sides of the body, in the order and number that the person asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from soothe.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from soothe.model import Value
    from soothe.script.language import Language

_BOTH = ("left", "right")


class Sides:
    """What `sides("foot")` gives a script: one table of forms per side."""

    def __init__(
        self,
        words: Mapping[str, Mapping[str, Any]],
        language: Language,
        values: Mapping[str, Value],
    ) -> None:
        self._words = words
        self._language = language
        order = _BOTH if values["first"] == "left" else _BOTH[::-1]
        wanted = _BOTH if values["feet"] == "both" else (values["feet"],)
        self._order = tuple(side for side in order if side in wanted)

    def __call__(self, part: str) -> list[dict[str, Any]]:
        """Forms of each side: id, name, title, the and whatever [words] adds; `other` has its twin's."""
        forms = {side: self._forms(part, side) for side in _BOTH}
        left, right = (forms[side] for side in _BOTH)
        return [forms[side] | {"other": right if side == "left" else left} for side in self._order]

    def _forms(self, part: str, side: str) -> dict[str, Any]:
        own = self._words.get(part, {}).get(side, {})
        if not isinstance(own, dict):
            raise UsageError(f"[words] {part}.{side} must be a table of forms.")
        return {"id": side} | self._language.side(side, part) | own
