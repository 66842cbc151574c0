"""How loud everything is: one frozen profile for each `--mix`.

Only the voice has a level of its own, measured over the time in which it speaks; integrated
loudness would mislead, because a session is mostly pauses. Bed and bells are set against it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from soothe.errors import UsageError
from soothe.suggest import suggestion


@dataclass(frozen=True, slots=True)
class Profile:
    """Levels of a mix."""

    name: str
    summary: str
    voice_lufs: float = -18.0
    """Loudness of the voice while it speaks; the reference of bed and bells."""
    voice_end_lufs: float = -18.0
    """The same at the last word; the way there is linear in time."""
    separation_lu: float = 16.0
    """Bed below voice while it speaks; infinite: no bed."""
    duck_db: float = 6.0
    """How far the bed rises in pauses."""
    bell_lu: float = 8.0
    """Bells below voice, measured at their loudest 400 ms."""
    late_bell_lu: float = 0.0
    """Further attenuation of bells in the second half."""
    ceiling_dbtp: float = -1.5
    """Highest true peak before encoding."""
    integrated_lufs: float | None = None
    """Shifts everything so that the whole measures this; None: the voice's level decides."""
    speech: bool = True
    """False: the voice is left out."""
    music_only: bool = False
    """True: the separation is too small for ambience."""


_PROFILES = (
    Profile("balanced", "bed 16 LU below the voice"),
    Profile(
        "sleep",
        "softer, easing to the end; no loud bell late",
        voice_lufs=-20.0,
        voice_end_lufs=-24.0,
        bell_lu=10.0,
        late_bell_lu=12.0,
    ),
    Profile("voice-forward", "every word above all: bed 22 LU below", separation_lu=22.0),
    Profile(
        "music-forward",
        "music 12 LU below the voice",
        separation_lu=12.0,
        duck_db=4.0,
        music_only=True,
    ),
    Profile(
        "podcast",
        "-16 LUFS integrated, as podcast directories ask; bed 24 LU below",
        # Pauses must lie under the loudness gate, or the voice would have to make up for them.
        separation_lu=24.0,
        duck_db=4.0,
        integrated_lufs=-16.0,
    ),
    Profile("voice-only", "voice and bells without a bed", separation_lu=math.inf),
    Profile(
        "sound-only", "bed and bells without a voice", separation_lu=6.0, duck_db=0.0, speech=False
    ),
)
PROFILES = {profile.name: profile for profile in _PROFILES}
"""Every profile by name, the default first."""


def find_profile(name: str) -> Profile:
    """The profile of that name.

    Raises:
        UsageError: there is none.
    """
    if name in PROFILES:
        return PROFILES[name]
    raise UsageError(f"There is no mix {name!r}.{suggestion(name, PROFILES)}")
