"""Procedural ambience and bells: endless, seeded, the same samples wherever a read begins.

`open_bed` opens what a spec asks for, `strike` makes a bell, `list_sounds` names the recipes. They
are loaded when first asked for, because numpy costs more than `soothe --help` may.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from soothe.beds.bed import Bed, open_bed
    from soothe.beds.bells import strike
    from soothe.beds.recipe import list_sounds

__all__ = ["Bed", "list_sounds", "open_bed", "strike"]

_HOMES = {"Bed": "bed", "open_bed": "bed", "strike": "bells", "list_sounds": "recipe"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has its own type, given above
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
