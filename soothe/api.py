"""The two functions of `import soothe`: an order as keywords."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

from soothe import session
from soothe.interchange import segment_file
from soothe.order import Order

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from pydub.audio_segment import AudioSegment

    from soothe.model import Value
    from soothe.order import Outlook
    from soothe.track import Track


class Asked(TypedDict, total=False):
    """What can be asked for; `soothe.order.Order` says what each means."""

    minutes: str | float | None
    voice: str
    fill: str | None
    pace: float
    pitch: float
    sound: str | Path | AudioSegment | None
    mix: str | None
    tone: str
    choices: Mapping[str, Value]
    keep: Collection[str]
    without: Collection[str]
    seed: int | None
    rate: int


def plan(
    script: str | Path,
    *,
    progress: Callable[[str, float], None] | None = None,
    **asked: Unpack[Asked],
) -> Outlook:
    """The steps and times of a session without its sound; arguments as `render`."""
    return session.plan(_order(script, asked), progress)


def render(
    script: str | Path,
    *,
    progress: Callable[[str, float], None] | None = None,
    **asked: Unpack[Asked],
) -> Track:
    """A session of exactly the asked length, ready to be read, played or exported.

    Args:
        script: a name of the library, or a path.
        progress: called with a stage (speaking, mixing) and how much of it is done, 0 to 1.
        asked: minutes (10, 7.5 or "7:30"), voice ("espeak:en-gb-x-rp+f3"), fill
            (who says what a recorded voice lacks), pace (0.92 is slower),
            pitch (semitones), sound ("rain + pads:-6", a file, a folder, or pydub's AudioSegment),
            mix ("voice-forward"), tone ("clear"), choices (the script's own parameters:
            {"ending": "sleep", "first": "left"}), keep and without (steps that must be in, or
            go), seed (decides the wording), rate (frames per second).

    Raises:
        UsageError: a name or choice that does not exist, or a value of the wrong kind.
        ScriptError: the script cannot be played; its problems say where.
        FitError: the length is out of reach; `below` and `above` are the nearest, in frames.
        VoiceError: the voice is missing or failed.
        SoundError: the sound cannot be used.
    """
    return session.render(_order(script, asked), progress)


def _order(script: str | Path, asked: Asked) -> Order:
    told: dict[str, Any] = dict(asked)
    sound = asked.get("sound")
    if isinstance(sound, Path):
        told["sound"] = str(sound)
    elif hasattr(sound, "raw_data"):
        told["sound"] = str(segment_file(sound))
    return Order(str(script), **told)
