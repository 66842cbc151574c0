"""Where this computer can be reached from the same network."""

from __future__ import annotations

import ipaddress
import socket
from typing import TYPE_CHECKING, TypeAlias

from soothe.errors import OutputError, UsageError

if TYPE_CHECKING:
    Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address

_SOMEWHERE_PRIVATE = {
    socket.AF_INET: "10.255.255.255",
    socket.AF_INET6: "fdff:ffff:ffff:ffff::1",
}
_SIX = 6


def home_address() -> str:
    """This computer's address on the home network; IPv6 only where there is no other.

    Raises:
        OutputError: there is no network, or its addresses are open to the whole internet.
    """
    found: list[Address] = [each for each in map(_own_address, _SOMEWHERE_PRIVATE) if each]
    if not found:
        raise OutputError("This computer is in no network. Join the phone's WLAN.")
    private = next((each for each in found if each.is_private), None)
    if private is None:
        raise OutputError(
            f"The address {found[0]} is open to the internet. If that is meant: --host {found[0]}"
        )
    return str(private)


def _own_address(family: socket.AddressFamily) -> Address | None:
    """The address that packets to a private network would come from, if others can reach it."""
    with socket.socket(family, socket.SOCK_DGRAM) as asking:
        try:
            # Nothing is sent: this only asks which way a packet would go.
            asking.connect((_SOMEWHERE_PRIVATE[family], 9))
            about = ipaddress.ip_address(asking.getsockname()[0])
        except OSError:
            return None
    # A link-local address means nothing without the name of a cable, which browsers do not take.
    hidden = (
        about.is_loopback or about.is_unspecified or (about.version == _SIX and about.is_link_local)
    )
    return None if hidden else about


def checked_address(text: str) -> str:
    """An address that a person gave.

    Raises:
        UsageError: it is not one address of this computer.
    """
    try:
        about = ipaddress.ip_address(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no address. Write it as 192.168.1.20.") from error
    if about.is_unspecified:
        raise UsageError(f"{text} is every network at once. Name one address of this computer.")
    return str(about)
