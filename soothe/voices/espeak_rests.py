"""Calm commas: eSpeak rests for 0.3 s at a comma and 0.45 s at a colon; here they get more.

The library tells at which sample a clause ends, and is silent before it, so time can be added there
without touching a sound. A clause end without such a silence (after "Dr.") is left alone.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from soothe.units import gain
from soothe.voices.espeak_library import CLAUSE_END

if TYPE_CHECKING:
    from collections.abc import Iterable

    from soothe.voices.engine import Speech
    from soothe.voices.espeak_library import Event

_REST = 0.2
"""Seconds of silence that make the end of a clause a rest."""
_QUIET_DB = -40.0
"""Against the loudest sample."""


def rest_at_commas(speech: Speech, events: Iterable[Event], longer: float) -> Speech:
    """The same speech with each rest inside it so many seconds longer, words moved along."""
    ends = [event.sample for event in events if event.type == CLAUSE_END]
    rests = [end for end in ends if _is_rest(speech, end)]
    silence = np.zeros(round(longer * speech.rate), np.float32)
    pieces: list[np.ndarray[tuple[int], np.dtype[np.float32]]] = []
    for piece in np.split(speech.samples, rests):
        pieces += [piece, silence]
    words = (
        replace(word, start=word.start + longer * _before(word.start * speech.rate, rests))
        for word in speech.words
    )
    return replace(speech, samples=np.concatenate(pieces[:-1]), words=tuple(words))


def _is_rest(speech: Speech, end: int) -> bool:
    before = np.abs(speech.samples[max(0, end - round(_REST * speech.rate)) : end])
    loudest = np.abs(speech.samples).max(initial=0.0)
    inside = end < len(speech.samples)
    return bool(inside and before.max(initial=0.0) <= loudest * gain(_QUIET_DB))


def _before(sample: float, rests: list[int]) -> int:
    return sum(rest <= sample + 1 for rest in rests)
