"""How the program and a worker talk: a header in JSON, then samples, each after its length.

Requests are `{"utterance": ...}` or `{"ask": "voices", "about": []}`. Answers hold a speech, a
value, an `error` that is a sentence for a person already, or a `failure` that nobody expected.
"""

from __future__ import annotations

import json
import struct
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any, BinaryIO

from soothe.model import Word
from soothe.voices.engine import Speech, Utterance

if TYPE_CHECKING:
    from collections.abc import Mapping

_LENGTHS = struct.Struct("<II")
"""Bytes of the header, bytes of the samples."""


def send(pipe: BinaryIO, header: Mapping[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    encoded = json.dumps(header, default=_plain).encode()
    pipe.write(_LENGTHS.pack(len(encoded), len(body)) + encoded + body)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[dict[str, Any], bytes] | None:
    """Read one message; None if the other side is gone, even in the middle of it."""
    lengths = pipe.read(_LENGTHS.size)
    if len(lengths) < _LENGTHS.size:
        return None
    header_size, body_size = _LENGTHS.unpack(lengths)
    header, body = pipe.read(header_size), pipe.read(body_size)
    if len(header) + len(body) < header_size + body_size:
        return None
    return json.loads(header), body


def to_answer(value: object) -> tuple[dict[str, Any], bytes]:
    """What an engine returned, as header and body."""
    if not isinstance(value, Speech):
        return {"value": value}, b""
    body = value.samples.astype("<f4", copy=False).tobytes()
    return {"rate": value.rate, "words": value.words}, body


def to_speech(header: Mapping[str, Any], body: bytes) -> Speech:
    """The speech in an answer."""
    import numpy as np

    words = tuple(Word(**word) for word in header["words"])
    return Speech(np.frombuffer(body, "<f4"), header["rate"], words)


def to_utterance(request: dict[str, Any]) -> Utterance:
    """The utterance in a request."""
    spans = tuple((start, end) for start, end in request["emphasis"])
    return Utterance(**(request | {"emphasis": spans}))


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value).__name__} cannot travel between processes.")
