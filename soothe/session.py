"""The conductor: from a script's name to a finished track, the whole tour in one file.

`plan` reads the script, has every sentence spoken and fits them to the asked length. `render` has
no more spoken than decides the session, and adds the sound. The order is a law: speak before
fitting, because only the lengths of real clips make a track exact. What comes back is a `Track`,
which can be read anywhere, played, or exported.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from soothe import beds, mix
from soothe.catalogue import cache_folder, find_script
from soothe.delivery import eased
from soothe.errors import FitError, VoiceError
from soothe.meanwhile import meanwhile
from soothe.mix import find_profile, find_tone
from soothe.order import Outlook, Plan, asked_seconds, choices_of, first_sound
from soothe.script import describe, load, load_each
from soothe.store import usable
from soothe.timeline import arrange, fit_sparingly, prepare, refused
from soothe.units import to_frames
from soothe.voices import guessed, open_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from soothe.beds import Bed
    from soothe.model import Choices, Clip, Say, Script, Timeline
    from soothe.order import Order
    from soothe.timeline import Plan as Measured
    from soothe.timeline.meter import ClipFrames
    from soothe.track import Track
    from soothe.voices import Speaker

_OFFERS = 5
"""How often a length that is offered instead is tried with its own words."""


def plan(order: Order, progress: Callable[[str, float], None] | None = None) -> Outlook:
    """Read, speak and fit a session, and find out what else it could have been.

    Args:
        order: what is asked for.
        progress: called with the stage and how much of it is done, 0 to 1.

    Raises:
        UsageError: a name or choice that does not exist.
        ScriptError: the script cannot be played.
        VoiceError: the voice is missing or failed.
        FitError: the length is out of reach.
    """
    _check_names(order)
    seconds = asked_seconds(order)
    script = _words(order, choices_of(order, seconds))
    with _voice(order, script.lang) as speaker:
        return _foreseen(order, script, seconds, speaker, progress)


def _foreseen(
    order: Order,
    script: Script,
    seconds: Fraction,
    speaker: Speaker,
    progress: Callable[[str, float], None] | None,
) -> Outlook:
    """A session of these words, everything spoken that it could say."""
    clips = dict(_spoken(script.says(), speaker, progress))
    measured = _measured(script, clips, order.rate)
    try:
        timeline = arrange(measured, to_frames(seconds, order.rate))
    except FitError as refusal:
        raise _holding(refusal, order, speaker) from None
    return Outlook(script, timeline, clips, speaker.voice, order, measured.reach)


def decided(
    order: Order,
    script: Script,
    seconds: Fraction,
    speaker: Speaker,
    progress: Callable[[str, float], None] | None,
) -> Plan:
    """A session of these words in so many seconds, no more spoken than what decides it.

    Which lengths those are depends on lengths. So the session is fitted with guesses, what they
    led to is spoken, and so on, until every length that was asked for is a real one.

    Raises:
        VoiceError: the voice failed.
        FitError: the length is out of reach.
    """
    clips: dict[Say, Clip] = {}
    guess = guessed(script, order.rate, order.pace)
    while True:
        timeline, asked = _tried(script, clips, guess, to_frames(seconds, order.rate), order.rate)
        missing = [say for say in asked if say not in clips]
        if timeline and not missing:
            return Plan(script, timeline, clips, speaker.voice, order)
        if not missing:
            return _foreseen(order, script, seconds, speaker, progress)
        clips |= _spoken(missing, speaker, progress, known=len(clips))


def _tried(
    script: Script, clips: Mapping[Say, Clip], guess: ClipFrames, target: int, rate: int
) -> tuple[Timeline | None, Iterable[Say]]:
    """The timeline on real lengths and guesses, if there is one, and what its fit asked for."""
    asked: dict[Say, int] = {}

    def frames(say: Say) -> int:
        asked[say] = clips[say].frames(rate) if say in clips else guess(say)
        return asked[say]

    try:
        return fit_sparingly(script, frames, target, rate=rate), asked
    except FitError:
        return None, asked


def render(order: Order, progress: Callable[[str, float], None] | None = None) -> Track:
    """Plan a session and compose its sound; nothing is encoded yet.

    Raises:
        SootheError: as `plan`, and SoundError for a bed or recipe that cannot be used.
    """
    # Loaded here, because a plan alone needs neither files nor sound.
    from soothe.track import Track

    _check_names(order)
    profile = find_profile(order.mix) if order.mix else None
    seconds = asked_seconds(order)
    # Once, or the sound and the words of a session begun at midnight would be of two days.
    choices = choices_of(order, seconds)
    header = describe(find_script(order.script))
    sound = first_sound(order, header)

    def open_sound(spec: str) -> Bed:
        return beds.open_bed(spec, seed=choices.seed, rate=order.rate)

    # The bed needs no words: it is opened while they are found and spoken.
    opening = meanwhile(lambda: open_sound(sound))
    with _voice(order, header.lang) as speaker:
        speaker.make_ready()
        script = _words(order, choices)
        planned = decided(order, script, seconds, speaker, progress)
    profile = profile or find_profile("sleep" if script.ending == "sleep" else "balanced")
    mixed = mix.compose(
        planned.timeline,
        planned.clips,
        opening.result(),
        profile=profile,
        tone=find_tone(order.tone, planned.voice.engine),
        open_bed=open_sound,
        cache=usable(cache_folder()) / "takes",
        progress=progress,
    )
    return Track(planned, mixed, sound)


def wordings(order: Order, seeds: Iterable[int]) -> Iterator[Script]:
    """Everything that a session can say, in the words of each seed; not spoken, not fitted.

    Raises:
        UsageError: a name or choice that does not exist.
        ScriptError: the script cannot be played.
    """
    choices = choices_of(order, asked_seconds(order))
    return map(eased, load_each(find_script(order.script), choices, seeds))


def _check_names(order: Order) -> None:
    """Say a wrong name before the long work begins, also to those who only want a plan."""
    if order.mix:
        find_profile(order.mix)
    find_tone(order.tone)
    if order.sound is not None:
        from soothe.beds.spec import parse_spec, sound_path

        for part in parse_spec(order.sound):
            sound_path(part.name)


def _voice(order: Order, lang: str) -> Speaker:
    """The voice that was asked for, in the language of the script."""
    return open_voice(order.voice, lang=lang, pace=order.pace, pitch=order.pitch, fill=order.fill)


def _words(order: Order, choices: Choices) -> Script:
    """The script for these choices, in the words of its own length."""
    return eased(load(find_script(order.script), choices))


def _measured(script: Script, clips: Mapping[Say, Clip], rate: int) -> Measured:
    return prepare(script, lambda say: clips[say].frames(rate), rate=rate)


def _holding(refusal: FitError, order: Order, speaker: Speaker) -> FitError:
    """A refusal whose offer can be typed: each length names itself in words of its own length."""
    for _ in range(_OFFERS):
        near = refusal.below or refusal.above
        if near is None:
            break
        seconds = Fraction(near // order.rate if refusal.below else -(-near // order.rate))
        script = _words(order, choices_of(order, seconds))
        try:
            clips = dict(_spoken(script.says(), speaker, None))
        except VoiceError:  # a recorded voice may lack the words of another length
            return refusal
        measured = _measured(script, clips, order.rate)
        target, offer = (to_frames(s, order.rate) for s in (asked_seconds(order), seconds))
        if measured.reach.contains(offer):
            return refused(script.title, measured.reach, target, offer)
        try:
            arrange(measured, target)
        except FitError as again:
            refusal = again
    return refusal


def _spoken(
    says: Iterable[Say],
    speaker: Speaker,
    progress: Callable[[str, float], None] | None,
    known: int = 0,
) -> Iterator[tuple[Say, Clip]]:
    """Each sentence with its clip; progress counts those that were known before."""
    wanted = tuple(dict.fromkeys(says))
    for done, (say, clip) in enumerate(speaker.speak(wanted), start=known + 1):
        if progress is not None:
            progress("speaking", done / (known + len(wanted)))
        yield say, clip
