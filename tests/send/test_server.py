"""The server as phones, players, strangers and broken clients meet it."""

from __future__ import annotations

import http.client
import secrets
import socket
import threading
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import pytest

from soothe.errors import OutputError, UsageError
from soothe.send import server as server_module
from soothe.send.network import checked_address
from soothe.send.offer import offer
from soothe.send.serve import serving, wait

SOUND = secrets.token_bytes(300_000)


@pytest.fixture
def folder(tmp_path):
    inside = tmp_path / "music"
    inside.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (inside / "Füße 1 & <2>.mp3").write_bytes(SOUND)
    (inside / "b.mp3").write_bytes(b"b" * 10)
    (inside / "b.vtt").write_text("WEBVTT")
    (inside / "notes.txt").write_text("secret")
    return inside


@pytest.fixture
def served(folder):
    with serving(offer(folder), "127.0.0.1") as server:
        yield server


def ask(server, path, method="GET", host=None, **headers):
    connection = http.client.HTTPConnection(*server.server_address[:2], timeout=5)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request(method, path, headers={"Host": host or server.authority, **names})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return answer, body


class Links(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, _, attributes):
        self.found += [value for name, value in attributes if name in {"href", "src"}]


def links(server):
    _, body = ask(server, urlsplit(server.url).path)
    found = dict.fromkeys(Links(body.decode()).found)
    return [urlsplit(urljoin(server.url, link)).path for link in found]


def test_the_page_leads_to_every_file_and_no_other(served, folder):
    bodies = [ask(served, path)[1] for path in links(served)]
    assert bodies == [(folder / name).read_bytes() for name in ordered()]


def ordered():
    return ["Füße 1 & <2>.mp3", "b.mp3", "b.vtt"]


def test_heads_say_what_players_need(served):
    first, *_ = links(served)
    answer, body = ask(served, first, "HEAD")
    assert (answer.status, body) == (200, b"")
    assert answer.headers["Content-Type"] == "audio/mpeg"
    assert answer.headers["Content-Length"] == "300000"
    assert answer.headers["Accept-Ranges"] == "bytes"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"


def test_a_broken_download_goes_on(served):
    first, *_ = links(served)
    answer, begun = ask(served, first, Range="bytes=0-99999")
    assert (answer.status, answer.headers["Content-Range"]) == (206, "bytes 0-99999/300000")
    _, rest = ask(served, first, Range="bytes=100000-", If_Range=answer.headers["ETag"])
    assert begun + rest == SOUND
    answer, whole = ask(served, first, Range="bytes=100000-", If_Range='"other"')
    assert (answer.status, whole) == (200, SOUND)
    answer, _ = ask(served, first, Range="bytes=300000-")
    assert (answer.status, answer.headers["Content-Range"]) == (416, "bytes */300000")


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/favicon.ico",
        "/{other}/",
        "/{other}/0/b.mp3",
        "/{token}x/",
        "/{token}/../secret.txt",
        "/{token}/1/../../secret.txt",
        "/{token}/1/%2e%2e%2fsecret.txt",
        "/{token}/1/..%5csecret.txt",
        "/{token}/1//etc/passwd",
        "/{token}//etc/passwd",
        "/{token}/1/b.mp3/x",
        "/{token}/1/notes.txt",
        "/{token}/1",
        "/{token}/1/",
        "/{token}/3/b.mp3",
        "/{token}/-1/b.mp3",
        "/{token}/01/b.mp3",
        "/{token}/1/b.mp3%00",
        "/%00",
        "http://evil.example/{other}/",
    ],
)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_tricks_are_refused(served, path, method):
    token = served.offer.token
    asked = path.format(token=token, other="x" * len(token))
    answer, body = ask(served, asked, method)
    assert answer.status == 404
    assert b"secret" not in body


@pytest.mark.parametrize("host", ["evil.example", "localhost", "127.0.0.1", "127.0.0.1:1", ""])
def test_other_hosts_are_refused_even_with_the_token(served, host):
    connection = http.client.HTTPConnection(*served.server_address, timeout=5)
    connection.putrequest("GET", f"/{served.offer.token}/", skip_host=True)
    connection.putheader("Host", host)
    connection.endheaders()
    assert connection.getresponse().status == 421
    connection.close()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "CONNECT"])
def test_nothing_can_be_changed(served, method):
    answer, _ = ask(served, f"/{served.offer.token}/", method)
    assert answer.status == 501


def test_the_token_has_128_bits_and_is_new_each_time(folder):
    tokens = {offer(folder).token for _ in range(20)}
    assert len(tokens) == 20
    assert all(len(token) >= 22 for token in tokens)


def connected(server):
    return socket.create_connection(server.server_address, timeout=5)


def test_whoever_takes_too_long_to_ask_is_cut_off(folder, monkeypatch):
    monkeypatch.setattr(server_module, "_HEAD_SECONDS", 0.2)
    with serving(offer(folder), "127.0.0.1") as server, connected(server) as slow:
        slow.sendall(b"GET / HTTP/1.1\r\nHost: ")
        assert slow.recv(100) == b""
        assert eventually(server, links(server)[0]) == SOUND


def test_whoever_does_not_take_the_bytes_is_cut_off(folder, monkeypatch):
    monkeypatch.setattr(server_module._Handler, "timeout", 0.2)
    (folder / "long.mp3").write_bytes(bytes(20_000_000))
    with serving(offer(folder), "127.0.0.1") as server:
        path = next(each for each in links(server) if each.endswith("long.mp3"))
        with connected(server) as slow:
            slow.sendall(f"GET {path} HTTP/1.1\r\nHost: {server.authority}\r\n\r\n".encode())
            for _ in range(100):
                threading.Event().wait(0.1)
                if not server.offer.active:
                    break
            assert not server.offer.active
        assert not server.offer.complete


def test_the_usual_port_may_be_left_out(served, monkeypatch):
    assert ask(served, f"/{served.offer.token}/", host="127.0.0.1")[0].status == 421
    monkeypatch.setattr(server_module, "_USUAL_PORT", served.server_address[1])
    assert ask(served, f"/{served.offer.token}/", host="127.0.0.1")[0].status == 200


def test_too_many_at_once_lose_their_connection_and_disturb_nobody(served):
    path = links(served)[0]
    idle = [connected(served) for _ in range(40)]
    try:
        refused = 0
        for each in idle:
            each.settimeout(0.2)
            try:
                refused += each.recv(1) == b""
            except TimeoutError:
                pass
            except ConnectionError:
                refused += 1
        assert refused >= 24
    finally:
        for each in idle:
            each.close()
    assert eventually(served, path) == SOUND


def eventually(server, path):
    for _ in range(50):
        try:
            return ask(server, path)[1]
        except (ConnectionError, http.client.HTTPException):
            threading.Event().wait(0.1)
    raise AssertionError(path)


def test_clients_that_break_off_are_survived(served, capfd):
    path = links(served)[0]
    for _ in range(5):
        with connected(served) as broken:
            broken.sendall(f"GET {path} HTTP/1.1\r\nHost: {served.authority}\r\n\r\n".encode())
            broken.recv(10)
            linger = b"\x01\x00\x00\x00\x00\x00\x00\x00"
            broken.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    for rubbish in (b"\x16\x03\x01\x02\x00\x01", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"):
        with connected(served) as other:
            other.sendall(rubbish)
            other.shutdown(socket.SHUT_WR)
            other.recv(1000)
    assert eventually(served, path) == SOUND
    assert "Traceback" not in capfd.readouterr().err


def test_a_file_that_went_is_told(served, folder):
    path = links(served)[1]
    (folder / "b.mp3").unlink()
    assert ask(served, path)[0].status == 410


def test_it_ends_when_every_wanted_byte_has_gone_out(served):
    first, second, _ = links(served)
    assert not wait(served.offer, 0.05, linger=0)
    ask(served, first, Range="bytes=0-149999")
    ask(served, second)
    ask(served, first, "HEAD")
    assert not wait(served.offer, 0.05, linger=0)
    ask(served, first, Range="bytes=140000-")
    assert wait(served.offer, 5, linger=0)


def test_one_file_alone(folder):
    made = offer(folder / "b.mp3")
    assert [file.path.name for file in made.files] == ["b.mp3"]
    with pytest.raises(OutputError, match="no file or folder"):
        offer(folder / "c.mp3")


@pytest.mark.parametrize("text", ["home", "0.0.0.0", "::", "1.2.3"])  # noqa: S104 - refused
def test_only_one_address_of_this_computer_is_taken(text):
    with pytest.raises(UsageError):
        checked_address(text)


def test_an_address_that_cannot_be_had_is_told(folder):
    with pytest.raises(OutputError, match="cannot be used"), serving(offer(folder), "192.0.2.77"):
        pass


def _has_ipv6():
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="no IPv6 here")
def test_an_address_of_the_new_kind(folder):
    with serving(offer(folder), checked_address("0::1")) as server:
        assert server.url.startswith("http://[::1]:")
        assert ask(server, f"/{server.offer.token}/")[0].status == 200
        port = server.server_address[1]
        assert ask(server, f"/{server.offer.token}/", host=f"::1:{port}")[0].status == 421
