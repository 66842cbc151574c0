"""One check with its value and bound."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """What a rule found; it says only as much as can be known of the file."""

    rule: str
    what: str
    """What is measured, in words."""
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None
    """Both None: told, not judged."""

    @property
    def judged(self) -> bool:
        """Whether there is a bound."""
        return self.least is not None or self.most is not None

    @property
    def passed(self) -> bool:
        """Whether the value is within its bounds; a value that is no number is not."""
        above = self.least is None or self.value >= self.least
        below = self.most is None or self.value <= self.most
        return above and below

    @property
    def bound(self) -> str:
        """The bounds in words; empty where there are none."""
        if self.least is not None and self.most is not None:
            return (
                f"{self.least:g} to {self.most:g}" if self.least != self.most else f"{self.most:g}"
            )
        if self.most is not None:
            return f"at most {self.most:g}"
        return f"at least {self.least:g}" if self.least is not None else ""
