"""Whether the sound card can be used here, for `soothe doctor`."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec

from soothe.errors import DeviceError
from soothe.play.card import INSTALL, probe


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """One way to play, and whether it works here."""

    name: str
    ok: bool
    detail: str
    mend: str = ""
    """What to type when it does not work; empty when typing does not help."""


def check_devices() -> tuple[DeviceStatus, ...]:
    """Open and close the sound card, without a sound."""
    try:
        return (DeviceStatus("miniaudio", True, probe()),)
    except DeviceError as error:
        mend = "" if find_spec("miniaudio") else INSTALL
        return (DeviceStatus("miniaudio", False, str(error), mend),)
