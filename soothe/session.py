"""The conductor: from a script's name to a finished track, the whole tour in one file.

`plan` reads the script, has every sentence spoken and fits them to the asked length. `render` adds
the sound. The order is a law: speak before fitting, because only the lengths of real clips make a
track exact. What comes back is a `Track`, which can be read anywhere, played, or exported.
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING

from soothe import beds, mix
from soothe.catalogue import cache_folder, find_script
from soothe.delivery import eased
from soothe.errors import FitError, UsageError, VoiceError
from soothe.meanwhile import meanwhile
from soothe.mix import find_profile, find_tone
from soothe.model import Choices
from soothe.script import describe, load, load_each
from soothe.store import usable
from soothe.timeline import arrange, prepare
from soothe.units import SESSION_RATE, parse_minutes, to_frames
from soothe.voices import open_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from soothe.beds import Bed
    from soothe.model import Clip, Say, Script, Timeline, Value
    from soothe.timeline import Plan as Measured
    from soothe.timeline import Reach
    from soothe.track import Track
    from soothe.voices import Speaker, VoiceInfo

_OFFERS = 3
"""How often a length that is offered instead is tried with its own words."""


@dataclass(frozen=True, slots=True)
class Order:
    """Everything that a person can ask for; equal orders with equal clips make equal bytes."""

    script: str
    """A name of the library, or a path."""
    minutes: str | float | None = None
    """10, 7.5 or "7:30"; None: the script's usual length."""
    voice: str = "auto"
    fill: str | None = None
    """The voice that says what recorded:DIR lacks; None: then a missing line is an error."""
    pace: float = 1.0
    """Factor on the speaking rate."""
    pitch: float = 0.0
    """Semitones."""
    sound: str | None = None
    """A bed, or several: "rain + pads:-6"; None: what the script names."""
    mix: str | None = None
    """A profile of levels; None: balanced, or sleep where the session ends in sleep."""
    tone: str = "warm"
    """Colour of the voice: warm, clear or plain."""
    choices: Mapping[str, Value] = field(default_factory=dict)
    """The script's parameters by name."""
    keep: Collection[str] = ()
    """Steps, pairs or flags that must be in."""
    without: Collection[str] = ()
    """Steps, pairs or flags to leave out."""
    seed: int | None = None
    """None: the day's own, see `seed_of_the_day`."""
    rate: int = SESSION_RATE


@dataclass(frozen=True, slots=True)
class Plan:
    """A session before it has sound: words, times, and what else would have been possible."""

    script: Script
    timeline: Timeline
    clips: Mapping[Say, Clip]
    voice: VoiceInfo
    reach: Reach
    """Every length that the script can have with these choices and this voice."""
    order: Order
    """What was asked for."""


def seed_of_the_day() -> int:
    """Today's date as a number, 20261121, or that of SOURCE_DATE_EPOCH: new wording each day."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not epoch.isdecimal():
        raise UsageError(f"SOURCE_DATE_EPOCH is {epoch!r}. It is a number of seconds since 1970.")
    day = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now().astimezone()
    return int(day.strftime("%Y%m%d"))


def plan(order: Order, progress: Callable[[str, float], None] | None = None) -> Plan:
    """Read, speak and fit a session.

    Args:
        order: what is asked for.
        progress: called with the stage and how much of it is done, 0 to 1.

    Raises:
        UsageError: a name or choice that does not exist.
        ScriptError: the script cannot be played.
        VoiceError: the voice is missing or failed.
        FitError: the length is out of reach.
    """
    seconds = asked_seconds(order)
    return _planned(order, _words(order, seconds), seconds, progress)


def _planned(
    order: Order,
    script: Script,
    seconds: Fraction,
    progress: Callable[[str, float], None] | None,
) -> Plan:
    """A session of these words, spoken and fitted."""
    with open_voice(
        order.voice, lang=script.lang, pace=order.pace, pitch=order.pitch, fill=order.fill
    ) as speaker:
        clips = dict(_spoken(script, speaker, progress))
        measured = _measured(script, clips, order.rate)
        try:
            timeline = arrange(measured, to_frames(seconds, order.rate))
        except FitError as refusal:
            raise _holding(refusal, order, speaker) from None
        return Plan(script, timeline, clips, speaker.voice, measured.reach, order)


def render(order: Order, progress: Callable[[str, float], None] | None = None) -> Track:
    """Plan a session and compose its sound; nothing is encoded yet.

    Raises:
        SootheError: as `plan`, and SoundError for a bed or recipe that cannot be used.
    """
    # Loaded here, because a plan alone needs neither files nor sound.
    from soothe.track import Track

    profile = find_profile(order.mix) if order.mix else None
    find_tone(order.tone)  # A wrong name is said before the long work begins.
    seconds = asked_seconds(order)
    script = _words(order, seconds)
    profile = profile or find_profile("sleep" if script.ending == "sleep" else "balanced")
    sound, surveys = order.sound or script.sound, mix.Surveys()

    def open_sound(spec: str) -> Bed:
        return beds.open_bed(spec, seed=script.seed, rate=order.rate)

    def open_first() -> Bed:
        bed = open_sound(sound)
        if bed.kind != "silence":
            surveys.of(bed, mix.Grid(to_frames(seconds, order.rate), order.rate))
        return bed

    # The bed needs no words: it is opened and measured while they are spoken.
    opening = meanwhile(open_first)
    planned = _planned(order, script, seconds, progress)
    mixed = mix.compose(
        planned.timeline,
        planned.clips,
        opening.result(),
        profile=profile,
        tone=find_tone(order.tone, planned.voice.engine),
        open_bed=open_sound,
        cache=usable(cache_folder()) / "takes",
        surveys=surveys,
        progress=progress,
    )
    return Track(planned, mixed, sound)


def wordings(order: Order, seeds: Iterable[int]) -> Iterator[Script]:
    """Everything that a session can say, in the words of each seed; not spoken, not fitted.

    Raises:
        UsageError: a name or choice that does not exist.
        ScriptError: the script cannot be played.
    """
    choices = _choices(order, asked_seconds(order))
    return map(eased, load_each(find_script(order.script), choices, seeds))


def asked_seconds(order: Order) -> Fraction:
    """The asked length in seconds, or the script's usual one.

    Raises:
        UsageError: there is no such script, or the length is none.
    """
    if order.minutes is None:
        return Fraction(describe(find_script(order.script)).length[1])
    return parse_minutes(str(order.minutes))


def _words(order: Order, seconds: Fraction) -> Script:
    """The script for these choices and a length, which its words may name."""
    return eased(load(find_script(order.script), _choices(order, seconds)))


def _choices(order: Order, seconds: Fraction) -> Choices:
    return Choices(
        values=order.choices,
        keep=frozenset(order.keep),
        without=frozenset(order.without),
        seed=seed_of_the_day() if order.seed is None else order.seed,
        seconds=float(seconds),
    )


def _measured(script: Script, clips: Mapping[Say, Clip], rate: int) -> Measured:
    return prepare(script, lambda say: clips[say].frames(rate), rate=rate)


def _holding(refusal: FitError, order: Order, speaker: Speaker) -> FitError:
    """A refusal whose offer can be typed: each length names itself in words of its own length."""
    for _ in range(_OFFERS):
        near = refusal.below or refusal.above
        if near is None:
            break
        seconds = Fraction(near // order.rate if refusal.below else -(-near // order.rate))
        script = _words(order, seconds)
        try:
            clips = dict(_spoken(script, speaker, None))
        except VoiceError:  # a recorded voice may lack the words of another length
            return refusal
        measured = _measured(script, clips, order.rate)
        try:
            arrange(measured, to_frames(asked_seconds(order), order.rate))
        except FitError as again:
            refusal = again
        if measured.reach.contains(to_frames(seconds, order.rate)):
            break
    return refusal


def _spoken(
    script: Script, speaker: Speaker, progress: Callable[[str, float], None] | None
) -> Iterator[tuple[Say, Clip]]:
    says = tuple(dict.fromkeys(script.says()))
    for done, (say, clip) in enumerate(speaker.speak(says), start=1):
        if progress is not None:
            progress("speaking", done / len(says))
        yield say, clip
