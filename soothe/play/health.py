"""Which ways to play there are here, for `soothe doctor`."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from importlib.util import find_spec

from soothe.errors import DeviceError
from soothe.play import card, whole


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One way to play, and whether it works here."""

    name: str
    ok: bool
    detail: str
    mend: str = ""
    """What to type when it does not work; empty when typing does not help."""


def check_devices() -> tuple[DeviceStatus, ...]:
    """Open and close the sound card, without a sound; look at the others."""
    return (
        _card(),
        _simpleaudio(),
        DeviceStatus("null", ok=True, detail="plays to nobody, in real time"),
        DeviceStatus("file:NAME.wav", ok=True, detail="writes exactly what would be heard"),
    )


def _card() -> DeviceStatus:
    try:
        service, outputs = card.probe()
    except DeviceError as error:
        mend = "" if find_spec("miniaudio") else card.INSTALL
        return DeviceStatus("miniaudio", ok=False, detail=str(error), mend=mend)
    named = f"; for --device: {', '.join(outputs)}" if outputs else ""
    return DeviceStatus("miniaudio", ok=True, detail=f"{service}{named}")


def _simpleaudio() -> DeviceStatus:
    try:
        whole.SimpleAudio().check()
    except DeviceError as error:
        mend = whole.INSTALL if sys.version_info[:2] == whole.WORKS_ON else ""
        return DeviceStatus("simpleaudio", ok=False, detail=str(error), mend=mend)
    return DeviceStatus("simpleaudio", ok=True, detail="whole recordings only: q stops")
