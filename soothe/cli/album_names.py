"""What the tracks of an album are called, by a pattern."""

from __future__ import annotations

from string import Formatter
from typing import TYPE_CHECKING

from soothe.catalogue import find_script, script_name
from soothe.errors import UsageError
from soothe.order import asked_seconds
from soothe.outputs.names import safe_name
from soothe.script import describe
from soothe.units import clock

if TYPE_CHECKING:
    from collections.abc import Sequence

    from soothe.order import Order

FIELDS = ("number", "script", "title", "length", "sound", "ending")
_FALLBACK = "{number:02}-{script}-{length}"


def file_stems(orders: Sequence[Order], pattern: str | None) -> tuple[str, ...]:
    """A name without ending for each track; all are different, and every system takes them.

    Args:
        orders: the tracks, in their order.
        pattern: text with `FIELDS` in braces; None: number, script, length, and the sound where
            there are several.

    Raises:
        UsageError: the pattern has an unknown field, or gives two tracks one name.
    """
    several = len({order.sound for order in orders}) > 1
    pattern = pattern or _FALLBACK + ("-{sound}" if several else "")
    _check(pattern)
    stems = tuple(
        safe_name(pattern.format(**_fields(number, order)))
        for number, order in enumerate(orders, start=1)
    )
    # Some systems take A and a for one name.
    folded = [stem.casefold() for stem in stems]
    twice = next((stem for stem in stems if folded.count(stem.casefold()) > 1), None)
    if twice:
        raise UsageError(f"Several tracks would be called {twice}. Add {{number}} to --names.")
    return stems


def _check(pattern: str) -> None:
    try:
        used = {field for _, field, _, _ in Formatter().parse(pattern) if field is not None}
        # Tried out, because a form such as {sound:d} fails only then.
        pattern.format(**dict.fromkeys(FIELDS, "x") | {"number": 1})
    except (ValueError, KeyError, IndexError, AttributeError) as error:
        raise UsageError(_refusal(pattern)) from error
    if not used <= set(FIELDS):
        raise UsageError(_refusal(pattern))


def _refusal(pattern: str) -> str:
    fields = ", ".join(f"{{{field}}}" for field in FIELDS)
    return f"--names {pattern!r} is no pattern. Write text with {fields}; {{number:02}} has zeros."


def _fields(number: int, order: Order) -> dict[str, str | int]:
    path = find_script(order.script)
    header = describe(path)
    defaults = {param.name: param.default for param in header.params}
    return {
        "number": number,
        "script": script_name(path),
        "title": header.title,
        "length": clock(float(asked_seconds(order))).replace(":", "-"),
        "sound": order.sound or header.sound,
        "ending": str(order.choices.get("ending", defaults["ending"])),
    }
