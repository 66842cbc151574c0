"""A hub of voices on this machine, in the layout of the public one, that misbehaves on command."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

VOICE = "en_US-tiny-low"
ROOT = f"en/en_US/tiny/low/{VOICE}"
CARD = (
    "# Model card for tiny (low)\n\n* Language: en_US\n\n## Dataset\n\n"
    "* URL: made for tests\n* License: {licence}\n"
)


def lay_out(folder: Path, *, licence: str = "CC BY-NC 4.0", model: bytes | None = None) -> None:
    """Fill a folder with one voice and the index of it."""
    data = Path(__file__).parent / "data"
    files = {
        f"{ROOT}.onnx": (data / "tiny.onnx").read_bytes() if model is None else model,
        f"{ROOT}.onnx.json": (data / "tiny.onnx.json").read_bytes(),
        "en/en_US/tiny/low/MODEL_CARD": CARD.format(licence=licence).encode(),
    }
    index = {
        VOICE: {
            "key": VOICE,
            "name": "tiny",
            "language": {"code": "en_US", "family": "en", "region": "US"},
            "quality": "low",
            "files": {path: _facts(content) for path, content in files.items()},
            "aliases": [],
        }
    }
    for path, content in {**files, "voices.json": json.dumps(index).encode()}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def _facts(content: bytes) -> dict[str, object]:
    md5 = hashlib.md5(content, usedforsecurity=False).hexdigest()
    return {"size_bytes": len(content), "md5_digest": md5}


class Hub(ThreadingHTTPServer):
    """Serves a folder; `cuts` says after how many bytes an answer with a model ends."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.ranges = True
        self.cuts: list[int] = []
        self.asked: list[tuple[str, int]] = []
        """Path and first byte of every request."""
        self.refuse: int | None = None
        threading.Thread(target=self.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def end(self) -> None:
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Hub

    def do_GET(self) -> None:
        path = self.path.lstrip("/")
        found = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(found[1]) if found else 0
        self.server.asked.append((path, start))
        file = self.server.folder / path
        if self.server.refuse or not file.is_file():
            self.send_error(self.server.refuse or 404)
            return
        content = file.read_bytes()
        if not self.server.ranges:
            start = 0
        if start and start >= len(content):
            self.send_error(416)
            return
        self._send(content[start:], start, path)

    def _send(self, content: bytes, start: int, path: str) -> None:
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if path.endswith(".onnx") and self.server.cuts:
            content = content[: self.server.cuts.pop(0)]
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass
