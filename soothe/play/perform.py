"""A session performed for a person: it begins at once, and follows what they ask for.

The sound before the first word does not depend on the words, so it begins while the session is
still being prepared on another thread. The session is crossed to as soon as it is there; if it is
not there in time, the first word waits for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.play.actions import Deeds
from soothe.play.balance import Balance
from soothe.play.director import Director, Session
from soothe.play.live_desk import LiveDesk
from soothe.play.loop import run
from soothe.play.player import Player
from soothe.play.pulse import Pulse
from soothe.play.track_desk import RecitalDesk
from soothe.play.whole import Recital, SimpleAudio

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.play.device import Device
    from soothe.play.keys import Keys
    from soothe.play.loop import Outcome
    from soothe.play.tape import Pcm
    from soothe.play.terminal import Screen
    from soothe.timeline.course import Course


@dataclass(frozen=True, slots=True)
class Opening:
    """What is heard before the first word."""

    pcm: Pcm
    frames: int
    """How long it can last."""
    rate: int
    title: str


@dataclass(frozen=True, slots=True)
class Performance:
    """How a session went."""

    outcome: Outcome
    course: Course | None
    """The plan as it was in the end; None if it was never ready."""
    deeds: Deeds


def perform(
    prepare: Callable[[], Session],
    device: Device | SimpleAudio,
    keys: Keys,
    screen: Screen,
    *,
    opening: Opening | None = None,
    start: int = 0,
    wait_for_me: bool = False,
    news: str = "",
) -> Performance:
    """Play a session to its end, or until the person stops it.

    Args:
        prepare: gives the session; called once, on another thread.
        device: where the sound goes; simpleaudio gets the whole session, which then cannot change.
        keys: what the person wants.
        screen: what the person sees.
        opening: what is heard until the session is ready; None, or a device that does not keep
            time: it is prepared first.
        start: frame at which to begin.
        wait_for_me: whether to wait for a key wherever the script asks for something.
        news: shown for a moment at the beginning.

    Raises:
        DeviceError: the device is missing.
        UsageError: simpleaudio shall wait for a key.
        Exception: whatever `prepare` raised.
    """
    if isinstance(device, SimpleAudio):
        if wait_for_me:
            raise UsageError("simpleaudio plays whole recordings and cannot wait for you.")
        return _recite(prepare(), keys, screen, start, news)
    if opening is None or start or not device.paced:
        session = prepare()
        mix = session.mix(session.course.timeline())
        pcm = Balance().pcm(mix, session.seed)
        player = Player(pcm, mix.frames, mix.rate, device, start=start)
        desk = LiveDesk(player, session.title, wait_for_me=wait_for_me)
        desk.direct(Director(player, session))
    else:
        player = Player(opening.pcm, opening.frames, opening.rate, device)
        desk = LiveDesk(player, opening.title, wait_for_me=wait_for_me, prepare=prepare)
    desk.say(news)
    outcome = run(player, desk, keys, screen, Pulse(player))
    return Performance(outcome, desk.course, desk.deeds)


def _recite(session: Session, keys: Keys, screen: Screen, start: int, news: str) -> Performance:
    timeline = session.course.timeline()
    mix = session.mix(timeline)
    recital = Recital(Balance().pcm(mix, session.seed), mix.frames, mix.rate, start=start)
    desk = RecitalDesk(recital, timeline, session.title, news)
    return Performance(run(recital, desk, keys, screen), session.course, Deeds())
