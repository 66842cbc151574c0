"""How the program and a worker talk: a header in JSON, then samples, each after its length."""

from __future__ import annotations

import json
import struct
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, BinaryIO

import numpy as np

from soothe.model import Word
from soothe.voices.engine import Speech

if TYPE_CHECKING:
    from collections.abc import Mapping

_LENGTHS = struct.Struct("<II")
"""Bytes of the header, bytes of the samples."""


def send(pipe: BinaryIO, header: Mapping[str, Any], body: bytes = b"") -> None:
    """Write one message."""
    encoded = json.dumps(header).encode()
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


def send_speech(pipe: BinaryIO, speech: Speech) -> None:
    """Write what an engine returned."""
    words = [asdict(word) for word in speech.words]
    body = np.ascontiguousarray(speech.samples, "<f4").tobytes()
    send(pipe, {"rate": speech.rate, "words": words}, body)


def to_speech(header: Mapping[str, Any], body: bytes) -> Speech:
    """What `send_speech` wrote."""
    words = tuple(Word(**word) for word in header["words"])
    return Speech(np.frombuffer(body, "<f4"), header["rate"], words)
