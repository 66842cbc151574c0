"""Voice-guided relaxation sessions of exactly the length you ask for.

    >>> import soothe
    >>> track = soothe.render("foot-massage", minutes=10, sound="rain")
    >>> track.export("tonight.mp3")

The public names are those of `__all__`. They are imported on first use, so that a program that only
asks for help does not load numpy.
"""

from __future__ import annotations

from soothe.late import late

# As in `typing`, which takes longer to load than somebody takes to press Ctrl-C.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from soothe.api import plan as plan
    from soothe.api import render as render
    from soothe.errors import DeviceError as DeviceError
    from soothe.errors import FitError as FitError
    from soothe.errors import OutputError as OutputError
    from soothe.errors import ScriptError as ScriptError
    from soothe.errors import SootheError as SootheError
    from soothe.errors import SoundError as SoundError
    from soothe.errors import UsageError as UsageError
    from soothe.errors import VoiceError as VoiceError
    from soothe.order import Outlook as Outlook
    from soothe.order import Plan as Plan
    from soothe.track import Track as Track

_HOMES = {
    "DeviceError": "errors",
    "FitError": "errors",
    "OutputError": "errors",
    "Outlook": "order",
    "Plan": "order",
    "ScriptError": "errors",
    "SootheError": "errors",
    "SoundError": "errors",
    "Track": "track",
    "UsageError": "errors",
    "VoiceError": "errors",
    "plan": "api",
    "render": "api",
}

__all__ = list(_HOMES)

__getattr__ = late(__name__, _HOMES)
