from __future__ import annotations

import zlib

import pytest

import soothe
from soothe.errors import SoundError
from soothe.outputs.cue_sheet import pack_sheet, unpack_sheet
from soothe.outputs.embedded import find_packed

SHORT = """+++
title = "Short"
length = "35s..40s..45s"
+++
## First: left [5s..10s..20s id:left pair:side]
! Stop at any time.
  Rest{{ name and ", " + name }}. [2s..9s]

## First: right [5s..10s..20s id:right pair:side]
Rest. [2s..9s]

## Breathe [8s..10s..20s]
[breath in:2s out:2s x2..4]
"""
"""All that a sheet tells of, in 40 seconds."""


@pytest.fixture(scope="module")
def script(tmp_path_factory):
    path = tmp_path_factory.mktemp("script") / "short.md.j2"
    path.write_text(SHORT, "utf-8")
    return path


@pytest.fixture(scope="module")
def track(script):
    return soothe.render(script, voice="silent", sound="rain", seed=1)


@pytest.fixture(scope="module")
def packed(track, tmp_path_factory):
    return find_packed(track.export(tmp_path_factory.mktemp("sheet") / "a.mp3"))


@pytest.mark.parametrize("kind", ["wav", "m4a", "opus", "flac"])
def test_travels_in_every_kind_of_file_that_can_hold_it(track, packed, tmp_path, kind):
    assert find_packed(track.export(tmp_path / f"a.{kind}")) == packed


def test_tells_every_time(track, packed):
    sheet = unpack_sheet(packed)
    assert sheet.timeline.frames == track.timeline.frames
    assert [(each.start, each.frames, each.step, each.line) for each in sheet.timeline.placed] == [
        (each.start, each.frames, each.step, each.line) for each in track.timeline.placed
    ]
    assert [
        (span.step.id, span.step.pair, span.start, span.frames) for span in track.timeline.spans
    ] == [(span.step.id, span.step.pair, span.start, span.frames) for span in sheet.timeline.spans]
    assert sheet.profile == track.mix.profile
    assert sheet.breaths


def test_packs_again_to_the_same_bytes(packed):
    assert pack_sheet(unpack_sheet(packed)) == packed


def test_a_private_file_names_nobody(script, tmp_path):
    named = soothe.render(script, voice="silent", seed=1, choices={"name": "Rumpelstilzchen"})
    path = named.export(tmp_path / "a.mp3", private=True)
    assert b"Rumpelstilzchen" not in zlib.decompress(find_packed(path))
    assert b"Rumpelstilzchen" in zlib.decompress(find_packed(named.export(tmp_path / "b.mp3")))


@pytest.mark.parametrize(
    "broken", [b"", b"nothing", zlib.compress(b"[]"), zlib.compress(b'{"version":1}')]
)
def test_a_damaged_sheet_is_said_to_be(broken):
    with pytest.raises(SoundError, match="damaged"):
        unpack_sheet(broken)


def test_a_later_version_is_named():
    with pytest.raises(SoundError, match="later"):
        unpack_sheet(zlib.compress(b'{"version":9}'))


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"ID3",
        b"ID3\x03\0\0\0\0\x0f\x7fTIT2",
        b"RIFF\0\0\0\0WAVE",
        b"\0\0\0\x08ftyp" + bytes(40),
        b"OggS" + bytes(60),
    ],
)
def test_files_that_hold_none_or_are_cut_short(tmp_path, head):
    path = tmp_path / "a.bin"
    path.write_bytes(head)
    assert find_packed(path) is None
