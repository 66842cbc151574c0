"""Every device by its name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.errors import UsageError
from soothe.play.capture import Capture
from soothe.play.card import KINDS, Card
from soothe.play.dummy import Null, Unpaced
from soothe.play.whole import SimpleAudio

if TYPE_CHECKING:
    from soothe.play.device import Device


def open_device(spec: str = "miniaudio") -> Device | SimpleAudio:
    """A device by name.

    Args:
        spec: `miniaudio`, `miniaudio:BACKEND`, `simpleaudio`, `null`, `null:fast`, `file:PATH`, or
            the name of a sound card or a part of it, which is looked up when the card is opened.

    Raises:
        UsageError: there is no device of this name.
    """
    name, _, rest = spec.partition(":")
    if name == "miniaudio":
        return Card(rest or None)
    if spec in ("null", "null:fast"):
        return Unpaced(len) if rest else Null()
    if name == "file" and rest:
        return Capture(rest)
    if spec == "simpleaudio":
        return SimpleAudio()
    if spec and name not in ("null", "file", "simpleaudio"):
        return Card(name=spec)
    raise UsageError(
        f"There is no sound device {spec!r}. Choose {', '.join(KINDS)} "
        f"or the name of a sound card: `soothe doctor` lists them."
    )
