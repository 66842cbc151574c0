"""Voices from a hub: whole or not at all, whatever the connection and the disk do."""

from __future__ import annotations

import errno
import json
import shutil
from collections import namedtuple
from contextlib import contextmanager
from io import BytesIO

import pytest

from soothe.errors import OutputError, UsageError, VoiceError
from soothe.model import Say
from soothe.voices import fetch, install
from soothe.voices.choose import open_voice
from soothe.voices.origin import find_origin
from soothe.voices.piper import PiperEngine
from tests.voices.conftest import has_piper
from tests.voices.hub import ROOT, VOICE, Hub, lay_out

_MODEL = f"{ROOT}.onnx"


@pytest.fixture
def shelf(tmp_path, monkeypatch):
    """The folder that voices are installed in."""
    monkeypatch.setenv("SOOTHE_VOICES", str(tmp_path / "voices"))
    monkeypatch.setattr(fetch, "_REST", 0.0)
    return tmp_path / "voices"


@pytest.fixture
def hub(tmp_path):
    lay_out(tmp_path / "hub")
    hub = Hub(tmp_path / "hub")
    yield hub
    hub.end()


def _install(place, told=lambda _: None):
    origin = find_origin(place)
    return install.install(install.offer(VOICE, origin).entry, origin, told)


def _installed(shelf):
    return sorted(path.name for path in shelf.iterdir() if not path.name.startswith("."))


def _whole(shelf, hub):
    assert (shelf / f"{VOICE}.onnx").read_bytes() == (hub.folder / _MODEL).read_bytes()
    assert PiperEngine().voice(VOICE).lang == "en-US"


def _starts(hub):
    return [start for path, start in hub.asked if path == _MODEL]


def test_a_voice_is_offered_with_its_size_and_licence(hub):
    offer = install.offer(f"piper:{VOICE}", find_origin(hub.address))
    assert offer.licence == "CC BY-NC 4.0"
    assert offer.sharing == "files may be given away but not sold"
    assert offer.entry.size > (hub.folder / _MODEL).stat().st_size
    assert (offer.entry.lang, offer.entry.quality) == ("en-US", "low")
    assert [entry.id for entry in install.offers(find_origin(hub.address))] == [VOICE]


def test_a_voice_is_installed_whole_and_tells_its_licence(hub, shelf):
    told = []
    voice = _install(hub.address, told.append)
    assert voice.id == f"piper:{VOICE}"
    assert voice.licence == "CC BY-NC 4.0"
    assert voice.sharing == "files may be given away but not sold"
    assert _installed(shelf) == [f"{VOICE}{end}" for end in (".MODEL_CARD", ".onnx", ".onnx.json")]
    assert not list((shelf / ".arriving").iterdir())
    assert told == sorted(told)
    assert told[-1] == install.offer(VOICE, find_origin(hub.address)).entry.size
    _whole(shelf, hub)


def test_a_folder_with_the_layout_of_the_hub_serves_as_well(hub, shelf):
    _install(str(hub.folder))
    assert hub.asked == []
    _whole(shelf, hub)


def test_a_cut_connection_is_taken_up_where_it_broke(hub, shelf):
    hub.cuts = [1000, 700]
    _install(hub.address)
    assert _starts(hub) == [0, 1000, 1700]
    _whole(shelf, hub)


def test_a_server_that_knows_no_ranges_begins_again(hub, shelf):
    hub.cuts, hub.ranges = [1000], False
    _install(hub.address)
    _whole(shelf, hub)


def test_what_an_earlier_run_fetched_is_not_fetched_again(hub, shelf):
    hub.cuts = [1000] + [0] * 5
    with pytest.raises(VoiceError, match=r"broke at 0\.0 of 0\.0 MB.*goes on from there"):
        _install(hub.address)
    assert _installed(shelf) == []
    hub.asked.clear()
    _install(hub.address)
    assert _starts(hub) == [1000]
    _whole(shelf, hub)


def test_a_damaged_file_is_refused_and_thrown_away(hub, shelf):
    content = (hub.folder / _MODEL).read_bytes()
    (hub.folder / _MODEL).write_bytes(b"\x00" + content[1:])
    with pytest.raises(VoiceError, match="arrived damaged"):
        _install(hub.address)
    assert _installed(shelf) == []
    (hub.folder / _MODEL).write_bytes(content)
    _install(hub.address)
    _whole(shelf, hub)


def test_the_rest_of_another_file_is_not_taken_for_the_right_one(hub, shelf):
    hub.cuts = [1000] + [0] * 5
    with pytest.raises(VoiceError, match="broke"):
        _install(hub.address)
    arrived = shelf / ".arriving" / VOICE / f"{VOICE}.onnx"
    arrived.write_bytes(b"x" * 900)
    with pytest.raises(VoiceError, match="damaged"):
        _install(hub.address)
    _install(hub.address)
    _whole(shelf, hub)


def test_a_file_longer_than_the_index_says_is_refused(hub, shelf):
    with (hub.folder / _MODEL).open("ab") as file:
        file.write(b"more")
    with pytest.raises(VoiceError, match="longer than the index"):
        _install(hub.address)
    assert _installed(shelf) == []


def test_a_file_shorter_than_the_index_says_is_refused(hub, shelf):
    content = (hub.folder / _MODEL).read_bytes()
    (hub.folder / _MODEL).write_bytes(content[:500])
    with pytest.raises(VoiceError, match="the connection was cut"):
        _install(hub.address)
    assert _installed(shelf) == []


def test_a_disk_without_room_is_told_before_anything_is_fetched(hub, shelf, monkeypatch):
    usage = namedtuple("usage", "total used free")  # noqa: PYI024 - as shutil has it
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, 1000))
    with pytest.raises(OutputError, match=r"needs 17 MB and .* has 0 MB free"):
        _install(hub.address)
    assert _starts(hub) == []
    assert _installed(shelf) == []


def test_a_disk_that_fills_up_meanwhile_keeps_what_has_arrived(hub, shelf, monkeypatch):
    def full(_):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(fetch, "_blocks", full)
        with pytest.raises(OutputError, match=r"no room left in .*run the same line again"):
            _install(hub.address)
    assert _installed(shelf) == []
    _install(hub.address)
    _whole(shelf, hub)


def test_a_folder_that_cannot_be_written_is_told(hub, shelf):
    shelf.write_bytes(b"")
    with pytest.raises(OutputError, match="Cannot write to"):
        _install(hub.address)


def test_reading_that_breaks_is_another_try_and_not_the_disk(hub, shelf):
    class Flaky(BytesIO):
        def read(self, size=-1):
            if not broken:
                broken.append(1)
                raise ConnectionResetError("reset by peer")
            return super().read(size)

    class Origin:
        @contextmanager
        def open(self, path, start):
            kind = Flaky if path == _MODEL else BytesIO
            with kind((hub.folder / path).read_bytes()[start:]) as file:
                yield file, start

    broken = []
    install.install(install.offer(VOICE, find_origin(hub.address)).entry, Origin())
    _whole(shelf, hub)


def test_an_installed_voice_is_replaced_by_another_of_its_name(hub, shelf):
    _install(hub.address)
    lay_out(hub.folder, model=b"a newer model", licence="CC0")
    assert _install(hub.address).licence == "CC0"
    assert (shelf / f"{VOICE}.onnx").read_bytes() == b"a newer model"


def test_removing_frees_the_room_and_knows_what_is_there(hub, shelf):
    _install(hub.address)
    assert install.remove(f"piper:{VOICE}") > 3000
    assert _installed(shelf) == []
    with pytest.raises(UsageError, match="no Piper voice"):
        install.remove(VOICE)


def test_an_unknown_voice_names_near_ones(hub):
    with pytest.raises(UsageError, match=rf"no voice 'en_US-tini-low'.*Did you mean '{VOICE}"):
        install.offer("en_US-tini-low", find_origin(hub.address))


def test_a_place_that_is_none_is_refused(tmp_path):
    for place in (str(tmp_path / "nowhere"), "ftp://example.invalid"):
        with pytest.raises(UsageError, match="--from"):
            find_origin(place)


@pytest.mark.parametrize(("code", "says"), [(404, "There is no http"), (503, "answers 503")])
def test_what_a_server_refuses_is_told(hub, code, says):
    hub.refuse = code
    with pytest.raises(VoiceError, match=says):
        install.offers(find_origin(hub.address))


def test_a_server_that_is_not_there_is_told(hub):
    hub.end()
    with pytest.raises(VoiceError, match=r"voices\.json cannot be fetched.*--from"):
        install.offers(find_origin(hub.address))


@pytest.mark.parametrize("content", [b"<html>", b"[1, 2]", b'{"a": {"files": 3}}'])
def test_a_list_that_is_none_is_told(hub, content):
    (hub.folder / "voices.json").write_bytes(content)
    with pytest.raises(VoiceError, match="list of voices cannot be read"):
        install.offers(find_origin(hub.address))


def test_no_name_in_the_list_reaches_out_of_the_folder(hub):
    index = json.loads((hub.folder / "voices.json").read_text("utf-8"))
    index["../../evil"] = index[VOICE]
    (hub.folder / "voices.json").write_text(json.dumps(index), "utf-8")
    assert [entry.id for entry in install.offers(find_origin(hub.address))] == [VOICE]


@pytest.mark.skipif(not has_piper(), reason="needs the extra piper")
def test_the_real_package_speaks_what_was_installed(hub, shelf, tmp_path):
    hub.cuts = [1500]
    _install(hub.address)
    with open_voice(f"piper:{VOICE}", lang="en", cache=tmp_path / "clips") as speaker:
        ((_, clip),) = speaker.speak([Say("Let your shoulders drop.")])
    assert len(clip.samples) > clip.rate / 2
    assert "files may be given away but not sold" in speaker.voice.sharing
    _whole(shelf, hub)
