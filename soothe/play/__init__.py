"""Live playback: the mix through a sound device, with keys and a screen.

`play` ties four things together that know nothing of each other: the `Player` (what is heard, and
when), a `Device` (who asks for it), `Keys` (what the person wants) and a `Screen` (what the person
sees). Each of them has a stand-in that needs no sound card and no terminal.

The names are imported on first use: the command line asks for help without loading numpy.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.late import late

if TYPE_CHECKING:
    from soothe.play.devices import open_device as open_device
    from soothe.play.health import check_devices as check_devices
    from soothe.play.keys import open_keys as open_keys
    from soothe.play.loop import Outcome as Outcome
    from soothe.play.terminal import open_screen as open_screen
    from soothe.play.track_desk import play as play

__getattr__ = late(
    __name__,
    {
        "Outcome": "loop",
        "check_devices": "health",
        "open_device": "devices",
        "open_keys": "keys",
        "open_screen": "terminal",
        "play": "track_desk",
    },
)
