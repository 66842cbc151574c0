"""From a timeline to the samples of a finished track: stems, ducking, voice chain, levels.

`compose` puts a session together; what it gives can be read anywhere. Levels are named by profiles
and the colour of the voice by tones, both of which can be listed without loading numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.late import late
from soothe.mix.profiles import PROFILES, Profile, find_profile
from soothe.mix.tones import TONES, Tone, find_tone

if TYPE_CHECKING:
    from soothe.mix.checks import Finding, check
    from soothe.mix.dither import to_int16
    from soothe.mix.mixer import Mix, compose
    from soothe.mix.report import Report

__all__ = [
    "PROFILES",
    "TONES",
    "Finding",
    "Mix",
    "Profile",
    "Report",
    "Tone",
    "check",
    "compose",
    "find_profile",
    "find_tone",
    "to_int16",
]

__getattr__ = late(
    __name__,
    {
        "Finding": "checks",
        "check": "checks",
        "Mix": "mixer",
        "Report": "report",
        "compose": "mixer",
        "to_int16": "dither",
    },
)
