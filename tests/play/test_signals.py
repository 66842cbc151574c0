"""Requests to end, while threads make sound."""

from __future__ import annotations

import signal
import subprocess
import sys
import textwrap
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from soothe.play.signals import requests


@pytest.mark.parametrize(
    ("number", "end"), [(signal.SIGINT, KeyboardInterrupt()), (signal.SIGTERM, SystemExit(143))]
)
def test_a_request_waits_until_somebody_asks_for_it_and_a_second_one_does_not(number, end):
    before = signal.getsignal(number)
    with requests() as asked:
        asked.heed()
        signal.raise_signal(number)
        with pytest.raises(type(end)) as kept:
            asked.heed()
        assert kept.value.args == end.args
        with pytest.raises(type(end)):
            signal.raise_signal(number)
    assert signal.getsignal(number) == before


def test_what_is_ignored_stays_ignored(monkeypatch):
    monkeypatch.setattr(signal, "getsignal", lambda _: signal.SIG_IGN)
    monkeypatch.setattr(signal, "signal", pytest.fail)
    with requests() as asked:
        asked.heed()


def test_another_thread_changes_no_handlers():
    def handler():
        with requests():
            return signal.getsignal(signal.SIGTERM)

    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(handler).result() == signal.getsignal(signal.SIGTERM)


PROGRAM = textwrap.dedent("""
    import signal, threading
    from soothe.play import producer
    from soothe.play.devices import open_device
    from soothe.play.keys import NoKeys
    from soothe.play.track_desk import play
    from tests.play.stage import Album, numbered, timeline

    class Interrupted(threading.Condition):
        times = 0
        def __enter__(self):
            entered = super().__enter__()
            if threading.current_thread() is threading.main_thread():
                self.times += 1
                if self.times == 9:
                    signal.raise_signal(signal.SIGTERM)
            return entered

    producer.threading = type("threading", (), {**vars(threading), "Condition": Interrupted})
    play(timeline(), numbered, open_device("null"), NoKeys(), Album())
""")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks nobody to end")
def test_a_request_that_comes_while_a_lock_is_taken_ends_the_program_all_the_same():
    root = Path(__file__).parents[2]
    run = subprocess.run([sys.executable, "-c", PROGRAM], check=False, cwd=root, timeout=60)
    assert run.returncode == 128 + signal.SIGTERM
