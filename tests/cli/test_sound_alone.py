"""A sound without a session: exported as a sleep timer, played, tried."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

from soothe.cli.app import program
from soothe.inspect.verdict import inspect


def run(*words):
    return CliRunner().invoke(program, words, catch_exceptions=True)


def test_export_is_as_long_as_asked_and_fades_slowly(tmp_path):
    path = tmp_path / "rain.wav"
    result = run("export", "--sound", "rain", "-m", "3", "-o", str(path))
    assert result.exit_code == 0, result.output
    assert "Voice" not in result.output
    samples, rate = soundfile.read(path)
    assert len(samples) == 180 * rate
    steady, fading = (
        np.sqrt(np.mean(samples[a * rate : b * rate] ** 2)) for a, b in ((60, 90), (172, 176))
    )
    assert fading < 0.1 * steady
    assert inspect(path).passed


def test_twelve_hours_are_planned_at_once():
    assert run("show", "--sound", "rain", "-m", "720").exit_code == 0


@pytest.mark.parametrize("command", ["export", "play"])
def test_neither_a_session_nor_a_sound(command):
    result = run(command)
    assert "--sound rain" in str(result.exception)


def test_preview(tmp_path):
    path = tmp_path / "a.wav"
    assert run("sounds", "preview", "ocean", "--device", f"file:{path}").exit_code == 0
    samples, rate = soundfile.read(path)
    assert len(samples) == 30 * rate
    assert np.abs(samples).max() > 0.01


def test_the_list_still_lists():
    assert "ocean" in run("sounds").output
