"""Which address is used, and which is refused."""

from __future__ import annotations

import socket

import pytest

from soothe.errors import OutputError
from soothe.send import network
from soothe.send.network import home_address


class Asking:
    """Sockets of a computer with these addresses; None: it is in no such network."""

    def __init__(self, four, six):
        self._addresses = {socket.AF_INET: four, socket.AF_INET6: six}

    def __call__(self, family, _):
        self._address = self._addresses[family]
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


def at(monkeypatch, four, six=None):
    monkeypatch.setattr(network.socket, "socket", Asking(four, six))
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


@pytest.mark.parametrize("four", [None, "127.0.0.1", "8.8.8.8"])
def test_without_a_home_address_of_the_old_kind_the_new_one_is_used(monkeypatch, four):
    assert at(monkeypatch, four, "fd00::2") == "fd00::2"
    assert at(monkeypatch, "192.168.1.2", "fd00::2") == "192.168.1.2"


@pytest.mark.parametrize("six", ["::1", "fe80::1"])
def test_addresses_that_no_phone_can_use_are_none(monkeypatch, six):
    with pytest.raises(OutputError, match="in no network"):
        at(monkeypatch, None, six)


def test_the_new_kind_can_be_open_to_the_internet_too(monkeypatch):
    with pytest.raises(OutputError, match=r"open to the internet.*--host 2a00:1450::1"):
        at(monkeypatch, None, "2a00:1450::1")
