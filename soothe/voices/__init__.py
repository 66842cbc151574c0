"""Voices: sentences in, clips out, one way for every engine.

`open_voice` finds a voice and returns a `Speaker`; `Speaker.speak` yields each distinct sentence
once, from the cache on disk where it was spoken before. Engines are found by entry points (group
`soothe.voices`) and run in a process of their own, because native speech libraries hang and crash.

The names are imported on first use: the command line asks for help without loading numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.late import late

if TYPE_CHECKING:
    from soothe.voices.choose import list_voices as list_voices
    from soothe.voices.choose import open_voice as open_voice
    from soothe.voices.engine import EngineStatus as EngineStatus
    from soothe.voices.engine import VoiceInfo as VoiceInfo
    from soothe.voices.estimate import guessed as guessed
    from soothe.voices.health import check_engines as check_engines
    from soothe.voices.speaker import Speaker as Speaker

__getattr__ = late(
    __name__,
    {
        "EngineStatus": "engine",
        "Speaker": "speaker",
        "VoiceInfo": "engine",
        "check_engines": "health",
        "guessed": "estimate",
        "list_voices": "choose",
        "open_voice": "choose",
    },
)
