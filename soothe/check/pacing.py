"""Rules about pacing: how much is said, how densely, and how long it is quiet."""

from __future__ import annotations

from dataclasses import replace
from math import inf
from typing import TYPE_CHECKING

from soothe.check.rule import Finding, Rule
from soothe.check.talk import share_of_speech, silences, words_per_minute
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from soothe.check.study import Session, Study
    from soothe.check.talk import Silence

SHARES = (
    (3.0, 0.45, 0.55),
    (10.0, 0.35, 0.55),
    (20.0, 0.35, 0.45),
    (30.0, 0.20, 0.45),
    (inf, 0.20, 0.35),
)
"""(minutes up to which it holds, least, greatest share of speech).

Half of 3 minutes, two fifths of 10 to 20, a quarter of 30 and more; in between, either side's.
"""
SLEEP_LEAST = 0.20
"""Before sleep as little may be said at any length."""
SLACK = 0.05
"""How far a share may lie outside: the estimate of the voice is no better than that."""
OPENING = (66.0, 120.0)
"""Least and most words a minute of the first step.

With eight words in a sentence and the pauses that the ear needs, 95 can be had; two thirds of that
is a welcome that drags.
"""
DENSITIES = ((5.0, 77.0), (inf, 65.0))
"""(minutes up to which it holds, most words a minute between the first step and the last)."""
SLOW_SPEECH = 110.0
"""Words a minute of a slow voice itself: what a share of speech means in words."""
TENTH = 1.1
"""How far a density may lie outside, because the voice is only estimated."""
AWAKE, DROWSY, ANNOUNCED = 30.0, 45.0, 90.0
"""Seconds of quiet: unannounced while awake or on the way to sleep, announced while awake."""
_SAY_MORE = "Add + lines, or give their pauses less."
_SAY_LESS = "Mark lines with +, or give their pauses more."
_ANNOUNCE = {
    "script": "Announce it and write [silence ...], or add a + line.",
    "text": "Say before that it will be quiet for a while, or say a word in between.",
}


def band(minutes: float, *, sleep: bool) -> tuple[float, float]:
    """The least and greatest share of speech of a session of this length."""
    least, most = next((low, high) for upto, low, high in SHARES if minutes <= upto)
    return (min(least, SLEEP_LEAST) if sleep else least), most


def densities_of(minutes: float, *, sleep: bool) -> tuple[float, float]:
    """The least and most words a minute between the first step and the last.

    The least follows from the share of speech, which sinks with the length: the opening and the end
    may not carry all the words. What three minutes have more of, those two do carry.
    """
    least, _ = band(max(minutes, SHARES[1][0]), sleep=sleep)
    most = next(most for upto, most in DENSITIES if minutes <= upto)
    return (least - SLACK) * SLOW_SPEECH, most


def borne(words: float, bounds: tuple[float, float]) -> bool:
    """Whether so many words a minute lie within bounds, or hardly outside."""
    return bounds[0] / TENTH <= words <= bounds[1] * TENTH


def shares(study: Study) -> Iterator[Finding]:
    """Sessions in which more or less is said than the length bears."""
    for session in _usual(study):
        least, most = band(session.minutes, sleep=session.case.script.ending == "sleep")
        share = share_of_speech(session)
        if not least - SLACK <= share <= most + SLACK:
            few = share < least
            advice = _SAY_MORE if few else _SAY_LESS
            message = (
                f"{_which(session)} {share:.0%} of the time is speech, outside {least:.0%} to"
                f" {most:.0%}. {advice}"
            )
            yield Finding(study.length_place, message)


def densities(study: Study) -> Iterator[Finding]:
    """Sessions that say more words a minute than can be followed, or too few to lead."""
    for session in _usual(study):
        spans = session.timeline.spans
        sleep = session.case.script.ending == "sleep"
        middle = densities_of(session.minutes, sleep=sleep)
        parts = (
            ("opening", range(1), OPENING, spans[0].step.place),
            ("middle", range(1, len(spans) - 1), middle, study.length_place),
        )
        for name, steps, bounds, place in parts:
            words = words_per_minute(session, steps)
            if steps and not borne(words, bounds):
                few = words < bounds[0]
                bound = f"fewer than {bounds[0]:.0f}" if few else f"more than {bounds[1]:.0f}"
                said = f"the {name} has {words:.0f} words a minute, {bound}"
                advice = _SAY_MORE if few else _SAY_LESS
                yield Finding(place, f"{_which(session)} {said}. {advice}")


def long_silences(study: Study) -> Iterator[Finding]:
    """Quiet that makes a listener wonder whether it broke."""
    spoken = (s for s in study.sessions if s.case.values.get("words") != "tones")
    for session in spoken:
        for silence in (_told(study, silence) for silence in silences(session, AWAKE)):
            if silence.seconds > (most := _bearable(session, silence)):
                kind = "announced " if silence.announced else ""
                advice = _ANNOUNCE["text" if study.plain else "script"]
                advice = "Say a word in between." if silence.announced else advice
                message = (
                    f"{_which(session)} it is quiet for {silence.seconds:.0f} s after this line;"
                    f" {kind}quiet may last {most:.0f} s. {advice}"
                )
                yield Finding(silence.place, message)


def _usual(study: Study) -> Iterator[Session]:
    """The sessions with nothing chosen but how they end."""
    return (session for session in study.sessions if session.case.values.keys() <= {"ending"})


def _told(study: Study, silence: Silence) -> Silence:
    """A silence that the words before it announce, where no mark can."""
    told = study.plain and bool(study.lexis.quiet.search(silence.after))
    return replace(silence, announced=silence.announced or told)


def _bearable(session: Session, silence: Silence) -> float:
    """Seconds for which it may be quiet there."""
    if session.case.script.ending == "get-up":
        return ANNOUNCED if silence.announced else AWAKE
    sides = [index for index, span in enumerate(session.timeline.spans) if span.step.pair]
    asleep = silence.announced or silence.step > max(sides, default=0)
    return inf if asleep else DROWSY


def _which(session: Session) -> str:
    """Which session a finding is about."""
    choices = f" with {session.case.choices}" if session.case.values else ""
    return f"In {clock(session.minutes * 60)}{choices}"


RULES = (
    Rule(
        "share-of-speech",
        "warning",
        shares,
        "Listeners leave a guide who never stops talking, and lose one who hardly speaks: about"
        " half of three minutes is speech, two fifths of ten, a quarter of thirty and more.",
    ),
    Rule(
        "words-per-minute",
        "warning",
        densities,
        "An opening bears up to 120 words a minute and drags below 66; with the hands at work 65"
        " are as many as can be followed, and far fewer leave them without a guide.",
    ),
    Rule(
        "long-silence",
        "warning",
        long_silences,
        "After 30 seconds without a voice people wonder whether it broke, unless they were told;"
        " after 90 even then. Before sleep it may be quiet for as long as it likes.",
        of="both",
    ),
)
