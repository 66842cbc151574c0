"""A real browser meets the page: it opens what the code says, plays, jumps, and saves."""

from __future__ import annotations

import time

import pytest

from soothe.outputs.formats import find_format
from soothe.outputs.tags import Tags
from soothe.outputs.write import write_file
from soothe.send.offer import offer
from soothe.send.serve import serving, wait
from tests.outputs.sounds import speech_like, track_of
from tests.send.browser import FOUND, Browser

SECONDS = 60
pytestmark = pytest.mark.skipif(FOUND is None, reason="needs Chromium")
PLAY = """
    const player = document.querySelector("audio");
    const happened = name => new Promise(done => player.addEventListener(name, done, {once: true}));
    await player.play();
    const length = player.duration;
    const sought = happened("seeked");
    player.currentTime = 45;
    await sought;
    await happened("timeupdate");
    return [length, player.currentTime, player.paused, player.error];
"""


@pytest.fixture
def browser(tmp_path):
    (tmp_path / "phone").mkdir()
    driven = Browser(tmp_path / "phone")
    yield driven
    driven.close()


def test_it_plays_jumps_and_saves(tmp_path, browser):
    name = "Füße 足 1.mp3"
    path = tmp_path / "music" / name
    path.parent.mkdir()
    track = track_of(speech_like(SECONDS * 48_000, 48_000))
    write_file(path, track, Tags(title="Füße"), find_format("mp3"))
    with serving(offer(path.parent), "127.0.0.1") as server:
        browser.ask("Page.navigate", url=server.url)
        _until(lambda: browser.run("return document.querySelector('audio') !== null"))
        assert browser.run("return document.querySelector('h2').textContent") == name
        length, place, paused, error = browser.run(PLAY)
        assert length == pytest.approx(SECONDS, abs=0.05)
        assert 45 <= place < 50
        assert (paused, error) == (False, None)
        browser.run("document.querySelector('audio').pause()")
        browser.run("document.querySelector('a.get').click()")
        saved = tmp_path / "phone" / name
        _until(lambda: saved.exists() and saved.stat().st_size == path.stat().st_size)
        assert saved.read_bytes() == path.read_bytes()
        assert wait(server.offer, 10, linger=0)


def test_a_page_elsewhere_cannot_read_or_frame_it(tmp_path, browser):
    path = tmp_path / "a.mp3"
    path.write_bytes(b"secret")
    with serving(offer(path), "127.0.0.1") as server:
        other = f"http://localhost:{server.server_address[1]}/{server.offer.token}/"
        browser.ask("Page.navigate", url=other)
        _until(lambda: "421" in browser.run("return document.body?.textContent ?? ''"))
        script = f"return await fetch('{server.url}0/a.mp3').then(a => a.text(), e => e.name)"
        assert browser.run(script) == "TypeError"


def _until(fulfilled):
    for _ in range(300):
        if fulfilled():
            return
        time.sleep(0.1)
    raise AssertionError("it did not come to pass")
