"""How loud each bed is over a session: measured once, ahead of everything that asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from soothe.mix.lanes import survey

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.loudness import Energies
    from soothe.mix.ambience import Source
    from soothe.mix.lanes import Grid
    from soothe.model import Stem


class Surveys:
    """Beds that have been measured; one may be measured while the words are still being spoken."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Stem, Energies]] = {}

    def of(self, stem: Stem, grid: Grid) -> Energies:
        """Energies of a bed in every hop of a session, or in the first of a longer one's."""
        _, known = self._known.get(id(stem), (stem, None))
        if known is None or len(known) < grid.hops:
            known = survey(stem, grid)
            # The stem is kept, so that no other one can come by its identity.
            self._known[id(stem)] = stem, known
        return known[: grid.hops]


def survey_all(sources: Iterable[Source], grid: Grid, surveys: Surveys) -> tuple[Energies, ...]:
    """Energies of each source before its gain; silence needs no measuring."""
    return tuple(
        surveys.of(source.stem, grid) if source.gain else np.zeros(grid.hops) for source in sources
    )
