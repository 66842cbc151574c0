"""A small server for one offer: one address, one token, one request for each connection.

It answers only under its own address (a page elsewhere cannot reach it through another name), only
with the token, and only with files of the offer. Slow and broken clients lose their connection and
disturb nobody.
"""

from __future__ import annotations

import contextlib
import secrets
import socket
import threading
from functools import partial
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import quote, unquote, urlsplit

from soothe.send.page import page
from soothe.send.ranges import UnsatisfiableError, asked_span

if TYPE_CHECKING:
    from soothe.send.offer import Offer, Offered

_MOST_AT_ONCE = 16
_STALLED_SECONDS = 20.0
_HEAD_SECONDS = 10.0
_BLOCK = 1 << 16
_USUAL_PORT = 80
_HEADERS = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Connection": "close",
}
_PAGE_POLICY = "default-src 'none'; media-src 'self'; style-src 'unsafe-inline'"
_FILE_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


class Server(ThreadingHTTPServer):
    """Serves an offer at one address until it is shut down.

    Raises:
        OSError: the address or port cannot be had.
    """

    daemon_threads: ClassVar[bool] = True  # type: ignore[misc]
    block_on_close: ClassVar[bool] = False  # type: ignore[misc]
    request_queue_size = _MOST_AT_ONCE

    def __init__(self, offer: Offer, host: str, port: int = 0) -> None:
        self.offer = offer
        self._places = threading.BoundedSemaphore(_MOST_AT_ONCE)
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        super().__init__((host, port), partial(_Handler, offer))

    @property
    def authority(self) -> str:
        """`192.168.1.20:43210` or `[fd00::2]:43210`."""
        return f"{self._name}:{self.server_address[1]}"

    @property
    def _name(self) -> str:
        """The address as it stands in addresses of pages."""
        host = str(self.server_address[0])
        return f"[{host}]" if ":" in host else host

    @property
    def hosts(self) -> set[str]:
        """What a request may call this server; the usual port is left out by clients."""
        usual = self.server_address[1] == _USUAL_PORT
        return {self.authority, self._name} if usual else {self.authority}

    @property
    def url(self) -> str:
        """The address that opens the page."""
        return f"http://{self.authority}/{self.offer.token}/"

    def process_request(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as inherited
        """Answers in a thread of its own, or hangs up when there are too many."""
        if self._places.acquire(blocking=False):
            super().process_request(request, client_address)
        else:
            self.shutdown_request(request)

    def process_request_thread(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """As inherited; then makes room for the next."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401
        """Silent: a client that breaks off is no fault of ours, and its thread ends."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "soothe"
    sys_version = ""
    timeout = _STALLED_SECONDS

    def __init__(self, offer: Offer, *connection: Any) -> None:  # noqa: ANN401
        self._offer = offer
        super().__init__(*connection)

    def handle_one_request(self) -> None:
        """One request; whoever takes too long to say what he wants is cut off."""
        hurry = threading.Timer(_HEAD_SECONDS, self._hang_up)
        hurry.daemon = True
        self._hurry = hurry
        hurry.start()
        try:
            super().handle_one_request()
        finally:
            hurry.cancel()
            self.close_connection = True

    def _hang_up(self) -> None:
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_HEAD(self) -> None:
        """The head of what GET answers."""
        self._answer(with_body=False)

    def do_GET(self) -> None:
        """The page or a file."""
        self._answer(with_body=True)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002, ANN401 - as inherited
        """Nothing is kept about who asked for what."""

    def _answer(self, *, with_body: bool) -> None:
        self._hurry.cancel()
        self._offer.begin()
        try:
            self._route(with_body=with_body)
        finally:
            self._offer.end()

    def _route(self, *, with_body: bool) -> None:
        server = self.server
        if not isinstance(server, Server) or self.headers.get("Host") not in server.hosts:
            self._refuse(HTTPStatus.MISDIRECTED_REQUEST)
            return
        _, token, *rest = (*urlsplit(self.path).path.split("/"), "")[:5]
        if not secrets.compare_digest(token.encode(), self._offer.token.encode()):
            self._refuse(HTTPStatus.NOT_FOUND)
        elif rest == ["", ""]:
            self._send_page(with_body=with_body)
        elif (file := self._find(rest)) is None:
            self._refuse(HTTPStatus.NOT_FOUND)
        elif not file[1].path.is_file():
            self._refuse(HTTPStatus.GONE)
        else:
            self._send_file(*file, with_body=with_body)

    def _find(self, rest: list[str]) -> tuple[int, Offered] | None:
        """The file with this number and name; the number alone says which it is."""
        number, name, *more = rest
        known = {str(each): each for each in range(len(self._offer.files))}
        if number not in known or any(more):
            return None
        file = self._offer.files[known[number]]
        return (known[number], file) if unquote(name) == file.path.name else None

    def _refuse(self, status: HTTPStatus) -> None:
        body = f"{status.value} {status.phrase}\n".encode()
        self._head(status, {"Content-Type": "text/plain", "Content-Length": str(len(body))})
        if self.command != "HEAD":
            self.wfile.write(body)

    def _send_page(self, *, with_body: bool) -> None:
        body = page(self._offer).encode()
        about = {"Content-Type": "text/html; charset=utf-8", "Content-Length": str(len(body))}
        self._head(HTTPStatus.OK, about | {"Content-Security-Policy": _PAGE_POLICY})
        if with_body:
            self.wfile.write(body)

    def _send_file(self, number: int, file: Offered, *, with_body: bool) -> None:
        try:
            span = asked_span(self._range(file), file.size)
        except UnsatisfiableError:
            about = {"Content-Range": f"bytes */{file.size}", "Content-Length": "0"}
            self._head(HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE, about)
            return
        start, end = span or (0, file.size)
        about = _about(file) | {"Content-Length": str(end - start)}
        if span:
            about["Content-Range"] = f"bytes {start}-{end - 1}/{file.size}"
        self._head(HTTPStatus.PARTIAL_CONTENT if span else HTTPStatus.OK, about)
        if with_body:
            self._send_bytes(number, file, start, end)

    def _range(self, file: Offered) -> str | None:
        """The range asked for, unless it is meant for another state of the file."""
        fresh = self.headers.get("If-Range", _etag(file)) == _etag(file)
        return self.headers.get("Range") if fresh else None

    def _send_bytes(self, number: int, file: Offered, start: int, end: int) -> None:
        with file.path.open("rb") as source:
            source.seek(start)
            while start < end and (block := source.read(min(_BLOCK, end - start))):
                self.wfile.write(block)
                self._offer.arrived(number, start, start + len(block))
                start += len(block)

    def _head(self, status: HTTPStatus, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in (_HEADERS | headers).items():
            self.send_header(name, value)
        self.end_headers()


def _about(file: Offered) -> dict[str, str]:
    return {
        "Content-Type": file.kind,
        "Accept-Ranges": "bytes",
        "ETag": _etag(file),
        "Content-Disposition": f"inline; filename*=UTF-8''{quote(file.path.name, safe='')}",
        "Content-Security-Policy": _FILE_POLICY,
    }


def _etag(file: Offered) -> str:
    return f'"{file.path.stat().st_mtime_ns:x}-{file.size:x}"'
