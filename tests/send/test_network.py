"""Which address is used, and which is refused."""

from __future__ import annotations

import pytest

from soothe.errors import OutputError
from soothe.send import network
from soothe.send.network import home_address


class Asking:
    """A socket of a computer with this address; None: it is in no network."""

    def __init__(self, address):
        self._address = address

    def __call__(self, *_):
        return self

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def connect(self, _):
        if self._address is None:
            raise OSError(101, "Network is unreachable")

    def getsockname(self):
        return self._address, 0


def at(monkeypatch, address):
    monkeypatch.setattr(network.socket, "socket", Asking(address))
    return home_address()


@pytest.mark.parametrize("address", ["192.168.178.20", "10.0.0.7", "172.20.1.1"])
def test_a_home_address_is_used(monkeypatch, address):
    assert at(monkeypatch, address) == address


@pytest.mark.parametrize("address", ["127.0.0.1", "0.0.0.0", None])  # noqa: S104 - refused
def test_without_a_network_it_says_so(monkeypatch, address):
    with pytest.raises(OutputError, match="in no network"):
        at(monkeypatch, address)


def test_an_address_open_to_the_internet_has_to_be_meant(monkeypatch):
    with pytest.raises(OutputError, match=r"open to the internet.*--host 8\.8\.8\.8"):
        at(monkeypatch, "8.8.8.8")
