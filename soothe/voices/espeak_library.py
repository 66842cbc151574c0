"""The door to eSpeak NG: ctypes declarations and one synchronous call.

The library and its data come in the wheel `espeakng-loader`. Traps that this file lives with:

- Missing data makes the library call `exit(1)`; option 0x8000 turns that into a rate of 0 or less.
- It cannot open data whose path has 160 bytes or more, so it works from within the folder, which
  is one more reason for a process of its own.
- The library's static state (voicing flutter, noise) makes the same words come out differently
  after other words. It is loaded afresh for each sentence, 0.7 ms, and so equal input is equal
  sound, to the byte.
"""

from __future__ import annotations

import _ctypes
import ctypes
import sys
from contextlib import chdir, contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_size_t, c_uint, c_void_p
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from soothe.errors import UsageError, VoiceError
from soothe.voices.espeak_home import home_of
from soothe.voices.espeak_voices import file_of

if sys.platform == "win32":
    _open, _close = _ctypes.LoadLibrary, _ctypes.FreeLibrary
else:
    _open, _close = _ctypes.dlopen, _ctypes.dlclose

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

RATE, PITCH, RANGE, WORD_GAP = 1, 3, 4, 7
"""Numbers of `espeak_SetParameter`."""
WORD, CLAUSE_END = 1, 5
"""Types of events."""

_SYNCHRONOUS = 2
_DONT_EXIT = 0x8000
_UTF8, _SSML = 1, 0x10


class _Id(ctypes.Union):
    _fields_ = (("number", c_int), ("name", c_char_p), ("string", ctypes.c_char * 8))


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", c_int),
        ("unique_identifier", c_uint),
        ("text_position", c_int),
        ("length", c_int),
        ("audio_position", c_int),
        ("sample", c_int),
        ("user_data", c_void_p),
        ("id", _Id),
    )


_Callback = CFUNCTYPE(c_int, c_void_p, c_int, POINTER(_Event))


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happens at a sample."""

    type: int
    position: int
    """Characters from the start of the text, from 0."""
    length: int
    """Characters."""
    sample: int


@dataclass(slots=True)
class Take:
    """What one call returned."""

    rate: int
    pcm: bytearray = field(default_factory=bytearray)
    """16-bit mono."""
    events: list[Event] = field(default_factory=list)


def take(voice: str, text: str, parameters: Mapping[int, int], *, ssml: bool = False) -> Take:
    """Speak a text once, in a library that remembers nothing.

    Args:
        voice: name of the voice, with its variant: `en-gb-x-rp+f3`.
        text: what to say; SSML if `ssml` is set.
        parameters: values of `espeak_SetParameter` by number.
        ssml: read tags as tags.

    Raises:
        UsageError: the library has no such voice.
        VoiceError: the library could not be loaded, or failed.
    """
    with _loaded() as (library, rate):
        if library.espeak_SetVoiceByName(_by_file(voice).encode()):
            raise UsageError(f"eSpeak has no voice {voice!r}. `soothe voices` lists what it has.")
        for number, value in parameters.items():
            library.espeak_SetParameter(number, value, 0)
        return _synthesised(library, rate, text, ssml=ssml)


def _by_file(voice: str) -> str:
    """The voice by its file: several that the data has cannot be found by their tags."""
    tag, plus, variant = voice.partition("+")
    return f"{file_of(data_folder(), tag) or tag}{plus}{variant}"


def _synthesised(library: ctypes.CDLL, rate: int, text: str, *, ssml: bool) -> Take:
    result = Take(rate)
    callback = _Callback(_collector(result))
    library.espeak_SetSynthCallback(callback)
    encoded = text.encode() + b"\0"
    flags = _UTF8 | (_SSML if ssml else 0)
    status = library.espeak_Synth(encoded, len(encoded), 0, 1, 0, flags, None, None)
    if status:
        raise VoiceError(f"eSpeak could not say {text!r} (status {status}).")
    return result


def _collector(result: Take) -> Callable[[int | None, int, ctypes._Pointer[_Event]], int]:
    def collect(wave: int | None, count: int, events: ctypes._Pointer[_Event]) -> int:
        if wave and count > 0:
            result.pcm += ctypes.string_at(wave, 2 * count)
        for index in range(sys.maxsize):
            event = events[index]
            if not event.type:
                break
            position = event.text_position - 1
            result.events.append(Event(event.type, position, event.length, event.sample))
        return 0

    return collect


@contextmanager
def _loaded() -> Iterator[tuple[ctypes.CDLL, int]]:
    path = import_module("espeakng_loader").get_library_path()
    handle = _open(path, 0)
    library = _declared(ctypes.CDLL(path, handle=handle))
    try:
        with chdir(home_of(data_folder())):
            rate = library.espeak_Initialize(_SYNCHRONOUS, 0, b".", _DONT_EXIT)
            if rate <= 0:
                raise VoiceError(
                    f"eSpeak cannot read its data in {data_folder()}. "
                    "Install it again: pip install --force-reinstall espeakng-loader"
                )
            yield library, rate
            library.espeak_Terminate()
    finally:
        _close(handle)


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    library.espeak_Initialize.argtypes = [c_int, c_int, c_char_p, c_int]
    library.espeak_SetVoiceByName.argtypes = [c_char_p]
    library.espeak_SetParameter.argtypes = [c_int, c_int, c_int]
    library.espeak_SetSynthCallback.argtypes = [_Callback]
    library.espeak_SetSynthCallback.restype = None
    library.espeak_Synth.argtypes = [
        c_char_p,
        c_size_t,
        c_uint,
        c_int,
        c_uint,
        c_uint,
        POINTER(c_uint),
        c_void_p,
    ]
    return library


def data_folder() -> Path:
    """The folder `espeak-ng-data`."""
    return Path(import_module("espeakng_loader").get_data_path())
