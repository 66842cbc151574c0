"""`soothe narrate`: from the sheet over a long take to a session in a person's own voice."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from soothe.cli.app import program
from soothe.errors import FitError, VoiceError
from soothe.order import Order
from soothe.session import plan
from soothe.voices.estimate import estimate
from soothe.voices.sheet import read_sheet

_RATE = 8_000
_SCRIPT = """+++
title = "A short rest"
lang = "en"
length = "1m..2m..4m"
+++

## Arrive [10s..30s..2m]
Welcome. {{ length | spoken | capitalize }} for you. [2s]
{Let your shoulders drop.|Let the shoulders sink.} [silence 2s..2m]

## Close [10s..30s..3m]
{Open your eyes when you like.|Slowly open your eyes.|Let the eyes open again.} [silence 2s..2m]
"""


def _run(*args):
    return CliRunner().invoke(program, ["narrate", *args], catch_exceptions=False)


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "short-rest.md.j2"
    path.write_text(_SCRIPT, "utf-8")
    return str(path)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "me"


def _recorded(folder, rows):
    room = 0.001 * np.random.default_rng(1).standard_normal(3 * _RATE // 2)
    parts = [room]
    for row in rows:
        time = np.arange(round(estimate(row.text) * _RATE)) / _RATE
        parts += [0.3 * np.sin(900 * time) * (0.6 + 0.4 * np.sin(25 * time)), room]
    soundfile.write(folder / "take.wav", np.concatenate(parts), _RATE, "PCM_16")
    return str(folder / "take.wav")


def test_the_sheet_has_every_wording_of_every_length_asked_for(script, folder):
    run = _run(script, "-m", "2, 3", "--sheet", str(folder))
    texts = [row.text for row in read_sheet(folder).rows]
    assert {"Two minutes for you.", "Three minutes for you."} < set(texts)
    assert len(texts) == len(set(texts)) == 8
    assert f"8 lines to read: {folder / 'sheet.html'}" in run.stdout
    assert f"--voice recorded:{folder}" in run.stdout


def test_one_seed_has_its_own_wording_only(script, folder):
    _run(script, "--seed", "1", "--sheet", str(folder))
    assert len(read_sheet(folder).rows) == 4


def test_the_page_shows_each_line_under_its_number_and_name(script, folder):
    _run(script, "--sheet", str(folder))
    page = (folder / "sheet.html").read_text("utf-8")
    rows = read_sheet(folder).rows
    shown = re.findall(r"<small>(\d+) &middot; (\S+)</small>(.*?)</li>", page)
    assert shown == [(str(row.number), row.file, row.text) for row in rows]
    assert page.index("Arrive</h2>") < page.index("Close</h2>")
    assert '<html lang="en">' in page


def test_a_long_take_becomes_sessions_in_ones_own_voice(script, folder):
    _run(script, "-m", "2,3", "--sheet", str(folder))
    rows = read_sheet(folder).rows
    take = _recorded(folder, rows)
    assert _run(script, "--sheet", str(folder), "--take", take).stdout == "8 lines found.\n"
    for minutes in (2, 3):
        planned = plan(Order(script, minutes=minutes, voice=f"recorded:{folder}", seed=5))
        assert planned.timeline.frames == minutes * 60 * planned.timeline.rate
    with pytest.raises(VoiceError, match=r"1 line is not recorded in .*\n  Four minutes for you\."):
        plan(Order(script, minutes=4, voice=f"recorded:{folder}", seed=5))
    filled = Order(script, minutes=4, voice=f"recorded:{folder}", fill="espeak", seed=5)
    assert plan(filled).voice.engine == "recorded"


def test_a_length_out_of_reach_is_told_though_no_other_length_was_recorded(script, folder):
    _run(script, "-m", "30", "--seed", "5", "--sheet", str(folder))
    take = _recorded(folder, read_sheet(folder).rows)
    _run(script, "--sheet", str(folder), "--take", take)
    with pytest.raises(FitError, match="You asked for 30:00"):
        plan(Order(script, minutes=30, voice=f"recorded:{folder}", seed=5))


def test_what_does_not_fit_is_reported(script, folder):
    _run(script, "--sheet", str(folder))
    rows = read_sheet(folder).rows
    run = _run(script, "--sheet", str(folder), "--take", _recorded(folder, rows[:-1]))
    assert f"{len(rows) - 1} lines found." in run.stdout
    assert "not found: " in run.stdout


def test_a_sheet_is_plain_json(script, folder):
    _run(script, "--sheet", str(folder))
    content = json.loads((folder / "sheet.json").read_text("utf-8"))
    assert (content["title"], content["lang"]) == ("A short rest", "en")
