"""`soothe sounds preview`: half a minute of a sound."""

from __future__ import annotations

import click

from soothe.catalogue import sound_alone
from soothe.order import Order
from soothe.play import open_device, open_keys, open_screen, play
from soothe.session import render

_LENGTH = "0:30"


@click.command("preview")
@click.argument("sound")
@click.option("--device", default="miniaudio", show_default=True, help="Where the sound goes.")
def command(*, sound: str, device: str) -> None:
    """Hear half a minute of a sound, of several joined by +, or of your own music.

    \b
    soothe sounds preview ocean
    soothe sounds preview "rain + pads:-6"
    soothe sounds preview ~/Music/Calm
    """
    opened = open_device(device)
    track = render(
        Order(
            str(sound_alone()),
            minutes=_LENGTH,
            voice="silent",
            sound=sound,
            mix="sound-only",
            choices={"ending": "get-up"},
        )
    )
    play(track.timeline, track.pcm, opened, open_keys(), open_screen(plain=True), title=sound)
