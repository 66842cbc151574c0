"""Where this computer can be reached from the same network."""

from __future__ import annotations

import ipaddress
import socket

from soothe.errors import OutputError, UsageError

_SOMEWHERE_PRIVATE = ("10.255.255.255", 9)


def home_address() -> str:
    """This computer's address on the home network.

    Raises:
        OutputError: there is no network, or its addresses are open to the whole internet.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking:
        try:
            # Nothing is sent: this only asks which way a packet would go.
            asking.connect(_SOMEWHERE_PRIVATE)
            found = str(asking.getsockname()[0])
        except OSError as error:
            raise OutputError("This computer is in no network. Join the phone's WLAN.") from error
    about = ipaddress.ip_address(found)
    if about.is_loopback or about.is_unspecified:
        raise OutputError("This computer is in no network. Join the phone's WLAN.")
    if not about.is_private:
        raise OutputError(
            f"The address {found} is open to the internet. If that is meant: --host {found}"
        )
    return found


def checked_address(text: str) -> str:
    """An address that a person gave.

    Raises:
        UsageError: it is not one address of this computer.
    """
    try:
        about = ipaddress.IPv4Address(text)
    except ValueError as error:
        raise UsageError(f"{text!r} is no address. Write it as 192.168.1.20.") from error
    if about.is_unspecified:
        raise UsageError(f"{text} is every network at once. Name one address of this computer.")
    return str(about)
