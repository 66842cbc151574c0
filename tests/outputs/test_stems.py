"""Stems sum to the mix; segments of pydub go in and come out."""

from __future__ import annotations

import numpy as np
import pytest
import soundfile

import soothe
from soothe.errors import OutputError, UsageError
from soothe.interchange import to_segment


@pytest.fixture(scope="module")
def track():
    return soothe.render("foot-massage", minutes=3, voice="espeak", sound="rain", seed=1)


def test_they_sum_to_the_mix(track, tmp_path):
    paths = track.export_stems(tmp_path / "foot.mp3")
    assert [path.name for path in paths] == ["foot.voice.wav", "foot.bed.wav", "foot.bells.wav"]
    parts = [soundfile.read(path, dtype="float32")[0] for path in paths]
    assert all(np.abs(part).max() > 0.01 for part in parts[:2])
    whole = track.read(0, track.timeline.frames)
    assert np.abs(sum(parts) - whole).max() < 1e-6


def test_all_or_none(track, tmp_path):
    (tmp_path / "foot.bed.wav").write_bytes(b"mine")
    with pytest.raises(OutputError, match="already here"):
        track.export_stems(tmp_path / "foot.mp3")
    assert [path.name for path in tmp_path.iterdir()] == ["foot.bed.wav"]


def test_each_tone_sounds_otherwise():
    asked = {"minutes": 3, "voice": "espeak", "sound": "none", "seed": 1}
    heard = [
        soothe.render("foot-massage", tone=tone, **asked).read(5 * 48_000, 48_000 * 20)
        for tone in ("warm", "clear", "plain")
    ]
    assert not any(np.allclose(heard[a], heard[b], atol=1e-3) for a, b in ((0, 1), (1, 2), (0, 2)))
    with pytest.raises(UsageError, match="no voice tone"):
        soothe.render("foot-massage", tone="cold", **asked)


def test_a_segment_goes_out_and_in(track):
    pytest.importorskip("pydub")
    segment = track.to_pydub()
    assert len(segment) == 180_000
    assert segment.raw_data == track.pcm(0, track.timeline.frames).tobytes()
    again = soothe.render("foot-massage", minutes=3, voice="silent", sound=segment, seed=1)
    assert np.isfinite(again.report.bed_lufs)


def test_without_pydub_it_says_how_to_get_it(monkeypatch):
    def missing(name):
        raise ModuleNotFoundError(name)

    monkeypatch.setattr("soothe.interchange.import_module", missing)
    with pytest.raises(UsageError, match="pip install"):
        to_segment(np.zeros((10, 2), np.int16), 48_000)
