"""Procedural ambience and bells: endless, seeded, the same samples wherever a read begins.

`open_bed` opens what a spec asks for, `strike` makes a bell, `list_sounds` names the recipes. They
are loaded when first asked for, because numpy costs more than `soothe --help` may.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.late import late

if TYPE_CHECKING:
    from soothe.beds.bed import Bed, open_bed
    from soothe.beds.bells import strike
    from soothe.beds.recipe import list_sounds

__all__ = ["Bed", "list_sounds", "open_bed", "strike"]

__getattr__ = late(
    __name__,
    {"Bed": "bed", "open_bed": "bed", "strike": "bells", "list_sounds": "recipe"},
)
