"""How a session is played: device, screen, waits, and when it ends."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from soothe.errors import UsageError
from soothe.units import clock, parse_duration

if TYPE_CHECKING:
    from soothe.order import Order


@dataclass(frozen=True, slots=True)
class Manner:
    """How a session is played."""

    device: str = "miniaudio"
    plain: bool = False
    dark: bool = False
    wait_for_me: bool = False
    wait_for_claps: bool = False
    lead_in: float = 0.0
    """Seconds."""
    sleep_on: float | None = None
    """Seconds."""
    until: str | None = None
    """Time of day, 22:30."""
    yes: bool = False
    history: bool = True

    @classmethod
    def of(cls, options: dict[str, Any]) -> Manner:
        """The manner that options describe; they are taken out of `options`.

        Raises:
            UsageError: a duration that is none.
        """
        chosen = {field.name: options.pop(field.name) for field in fields(cls)}
        lead_in, sleep_on = chosen["lead_in"], chosen["sleep_on"]
        chosen["lead_in"] = _seconds("--lead-in", lead_in) if lead_in else 0.0
        chosen["sleep_on"] = _seconds("--sleep-on", sleep_on) if sleep_on else None
        return cls(**chosen)

    def timed(self, order: Order) -> Order:
        """The order, as long as the time of day at which it shall end allows.

        Raises:
            UsageError: a time that is none, or a length that was asked for as well.
        """
        if self.until is None:
            return order
        if order.minutes is not None:
            raise UsageError("Give either --until or --minutes: one of them decides the length.")
        left = _until(self.until, datetime.now().astimezone()) - self.lead_in
        if left <= 0:
            raise UsageError(f"It is nearly {self.until}. Choose a later time, or -m for a length.")
        return replace(order, minutes=clock(left))


def _seconds(option: str, text: str) -> float:
    seconds = parse_duration(text)
    if not seconds:
        raise UsageError(f"{option} {text}: write a duration, for example 60s, 45m or 1h30m.")
    return seconds


def _until(text: str, now: datetime) -> float:
    """Seconds from now to the next time that a clock shows `text`."""
    try:
        hours, minutes = (int(part) for part in text.split(":"))
        end = now.replace(hour=hours, minute=minutes, second=0, microsecond=0)
    except ValueError as error:
        raise UsageError(f"--until {text}: write a time of day, for example 22:30.") from error
    return ((end if end > now else end + timedelta(days=1)) - now).total_seconds()
