"""What a question loads: nothing heavy that it does not use, so that it is answered at once.

An export is asked too: all that it loads comes before the first sound is encoded.
"""

from __future__ import annotations

import subprocess
import sys

import pytest

HEAVY = {"PIL", "jinja2", "lameenc", "miniaudio", "numpy", "rich", "segno", "soundfile", "soxr"}
LATER = ("beds", "decoding", "inspect", "live", "mix", "outputs", "play", "send", "track")
"""Rooms that make or play sound: a question may load single light files of them."""

LOADED = {
    "--help": "",
    "--version": "",
    "list": "",
    "schema": "",
    "sounds": "numpy soxr beds",
    "show foot-massage -m 10": "jinja2 mix.profiles mix.tones"
    " outputs.labels outputs.lines outputs.names outputs.tags",
    "check foot-massage": "jinja2 outputs.captions beds.spec",
    "export foot-massage -m 3 -f": "jinja2 lameenc numpy beds decoding mix outputs track",
}
"""By question asked again: the heavy packages, and the files of these rooms or whole rooms."""

PROGRAM = """
import sys
from soothe.cli.app import main
try:
    main()
finally:
    print("loaded:", *sys.modules, file=sys.stderr)
"""


@pytest.mark.parametrize("question", LOADED)
def test_a_question_loads_what_it_needs(question, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    _asked(question)  # so that sentences are spoken and templates compiled
    modules = _asked(question).rpartition("loaded:")[2].split()
    files = {name.removeprefix("soothe.") for name in modules if name.startswith("soothe.")}
    allowed = set(LOADED[question].split())
    assert HEAVY & set(modules) <= allowed
    assert {file for file in files if not _is_light(file, allowed)} == set()


def _asked(question):
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, *question.split()],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return run.stderr


def _is_light(file, allowed):
    room, _, inner = file.partition(".")
    return room not in LATER or not inner or bool({room, file} & allowed)
