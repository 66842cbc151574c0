"""From a timeline to the samples of a finished track: stems, ducking, voice chain, levels.

`compose` puts a session together; what it gives can be read anywhere. Levels are named by profiles
and the colour of the voice by tones, both of which can be listed without loading numpy.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

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

_LATE = {
    "Finding": "soothe.mix.checks",
    "check": "soothe.mix.checks",
    "Mix": "soothe.mix.mixer",
    "Report": "soothe.mix.report",
    "compose": "soothe.mix.mixer",
    "to_int16": "soothe.mix.dither",
}


def __getattr__(name: str) -> object:
    """Load what needs numpy when it is first asked for: `soothe --help` must not wait for it."""
    if name not in _LATE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATE[name]), name)
