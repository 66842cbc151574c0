"""Engines that crash, hang, lie and print; programs that die first."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from soothe.errors import UsageError, VoiceError
from soothe.model import Say
from soothe.voices import cache
from soothe.voices.choose import open_voice
from soothe.voices.engine import Utterance
from soothe.voices.isolated import Isolated, spoken_limit
from tests.voices import engines


def _speak(isolated, text):
    return isolated.speak(Utterance(text, "low"))


def test_prints_of_an_engine_do_not_reach_the_pipe(hasty):
    first, second = _speak(hasty, "One."), _speak(hasty, "One.")
    np.testing.assert_array_equal(first.samples, second.samples)


@pytest.mark.parametrize(
    ("word", "how"), [("die", "died twice"), ("hang", "ran out of time twice")]
)
def test_a_lost_worker_is_an_error_that_names_engine_and_sentence(hasty, word, how):
    text = f"Please {word} now."
    with pytest.raises(VoiceError, match=f"engine beep {how} at '{text}'.*soothe voices"):
        _speak(hasty, text)
    assert _speak(hasty, "And on.").samples.size


def test_a_worker_that_dies_once_gets_a_second_try(hasty, tmp_path):
    marker = tmp_path / "died"
    assert _speak(hasty, f"Do stumble {marker}").samples.size
    assert marker.exists()


def test_an_exception_in_an_engine_is_a_voice_error_with_its_name(hasty):
    with pytest.raises(VoiceError, match=r"beep failed \(RuntimeError: a bug in a plugin\)"):
        _speak(hasty, "Do malfunction.")


def test_a_sentence_from_an_engine_is_passed_on_as_it_is(hasty):
    with pytest.raises(VoiceError) as caught:
        _speak(hasty, "Do refuse.")
    assert str(caught.value) == "beep: no, thank you."
    with pytest.raises(UsageError, match="no beep 'shrill'"):
        hasty.speak(Utterance("Hello.", "shrill"))


@pytest.mark.parametrize(
    ("word", "wrong"),
    [
        ("silence", "silence"),
        ("nothing", "silence"),
        ("brokenly", "broken samples"),
        ("infinitely", "broken samples"),
        ("hastily", "only 0.2 s of about"),
    ],
)
def test_a_clip_that_cannot_be_right_is_an_error_and_never_kept(beep, word, wrong):
    text = f"Speak this sentence {word} to us."
    with pytest.raises(VoiceError, match=wrong) as caught:
        list(beep.speak([Say(text)]))
    assert text in str(caught.value)
    assert beep.store.size() == 0


def test_the_time_limit_grows_with_the_text():
    assert spoken_limit("") == 10.0
    assert spoken_limit("x" * 100) == 30.0


def test_an_interrupt_in_the_middle_does_not_shift_the_answers(hasty, monkeypatch):
    _speak(hasty, "One.")
    with monkeypatch.context() as patch:
        patch.setattr("soothe.voices.process.receive", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            _speak(hasty, "A sentence that nobody waits for.")
    assert _speak(hasty, "One.").samples.size == _speak(hasty, "One.").samples.size


def _interrupted(_):
    raise KeyboardInterrupt


def test_the_worker_ends_with_the_program_even_while_it_hangs():
    program = (
        "import os, sys, threading\n"
        "from tests.voices import engines\n"
        "from soothe.voices.isolated import Isolated\n"
        "from soothe.voices.engine import Utterance\n"
        "beep = Isolated('beep', 'tests.voices.engines:BeepEngine')\n"
        "beep.speak(Utterance('Hello.', 'low'))\n"
        "print(beep._processes[0]._running.pid, flush=True)\n"
        "threading.Thread(target=beep.speak, args=(Utterance('hang', 'low'),)).start()\n"
        "threading.Event().wait(0.3)\n"
        "os._exit(0)\n"
    )
    path = os.pathsep.join(entry or str(Path.cwd()) for entry in sys.path)
    answer = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert _ends(int(answer.stdout))


def _ends(pid):
    for _ in range(500):
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.01)
    return False


def test_a_request_under_way_is_lost_when_the_worker_is_ended(hasty):
    process = hasty._processes[0]
    _speak(hasty, "One.")
    with ThreadPoolExecutor(1) as pool:
        asked = pool.submit(_speak, hasty, "Please halt here.")
        while not process._lock.locked():
            time.sleep(0.001)
        process.end()
        # Either it was too late, or the sentence is lost and not asked for again.
        assert asked.exception() is None or "died" in str(asked.exception())
    assert process._running is None


def test_many_lines_with_workers_killed_at_random(tmp_path, monkeypatch):
    says = [Say(f"Line {number} of them.") for number in range(80)]
    chance = random.Random(7)  # noqa: S311 - which lines is no secret
    kept, keep = [], cache.keep
    monkeypatch.setattr(cache, "keep", lambda *clip: (kept.append(clip[1]), keep(*clip)))
    heard = []
    with open_voice("espeak", lang="en", cache=tmp_path) as speaker:
        for say, clip in speaker.speak(says):
            heard.append((say, clip))
            worker = chance.choice(speaker.source._processes)._running
            if worker and chance.random() < 0.04:
                threading.Timer(chance.random() * 0.005, worker.kill).start()
    assert [say for say, _ in heard] == says
    assert len({clip.key for _, clip in heard}) == 80
    assert sorted(kept) == sorted(clip.key for _, clip in heard)
    assert all(clip.samples.size > 0.5 * clip.rate for _, clip in heard)


def test_who_needs_one_sentence_at_a_time_needs_one_worker():
    source = Isolated("beep", f"{engines.__name__}:BeepEngine", workers=3)
    for text in ("One.", "Two.", "Three."):
        _speak(source, text)
    assert [bool(process._running) for process in source._processes] == [True, False, False]
    source.close()
    assert [process._running for process in source._processes] == [None] * 3
