"""A good track passes; each way to break it is found by the rule that is there for it."""

from __future__ import annotations

import json
import xml.etree.ElementTree as ET
from dataclasses import replace

import numpy as np
import pytest
import soundfile
from click.testing import CliRunner

import soothe
from soothe.cli.inspect_ import command
from soothe.decoding import open_recording
from soothe.errors import OutputError, SoundError
from soothe.inspect.levels import loudness_range
from soothe.inspect.page import page
from soothe.inspect.verdict import inspect
from soothe.loudness import k_energies
from soothe.mix import find_profile
from soothe.model import Bell, Pause, Say
from soothe.outputs.cue_sheet import pack_sheet, unpack_sheet
from soothe.outputs.packing import Packing
from soothe.outputs.recording import Recording
from soothe.outputs.tags import Tags
from soothe.outputs.wav import Wav
from soothe.outputs.write import write_file
from tests.listening import levels

RATE = 24_000
"""Half of what is usual: rules know no rate, and most of the time goes into hearing."""


@pytest.fixture(scope="module")
def track():
    return soothe.render("foot-massage", minutes=3, voice="espeak", sound="rain", seed=1, rate=RATE)


@pytest.fixture(scope="module")
def usual():
    return soothe.render("foot-massage", minutes=3, voice="espeak", sound="rain", seed=1)


@pytest.fixture(scope="module")
def pcm(track):
    samples = track.pcm(0, track.timeline.frames)
    samples.flags.writeable = False
    return samples


@pytest.fixture
def saved(track, pcm, tmp_path):
    """Saves changed samples or a changed timeline with the sheet that belongs to the track."""

    def save(samples=pcm, timeline=track.timeline, profile=track.mix.profile):
        sheet = replace(_sheet(track), timeline=timeline, profile=profile)
        recording = Recording(
            lambda start, frames: samples[start : start + frames], len(samples), timeline.rate
        )
        path = tmp_path / "track.wav"
        write_file(path, recording, Tags(cue_sheet=pack_sheet(sheet)), Wav(), replace=True)
        return path

    return save


def _sheet(track):
    return unpack_sheet(track.tags(Packing()).cue_sheet)


def failed(path):
    return {check.rule for check in inspect(path).checks if not check.passed}


def first(track, kind):
    return next(each for each in track.timeline.placed if isinstance(each.cue, kind))


class TestGood:
    @pytest.mark.parametrize("kind", ["mp3", "opus", "m4a"])
    def test_passes_after_decoding(self, usual, tmp_path, kind):
        verdict = inspect(usual.export(tmp_path / f"good.{kind}"))
        assert verdict.passed, verdict.summary
        assert {"length", "lines", "separation", "ending", "sides"} <= {
            check.rule for check in verdict.checks
        }

    def test_its_levels_are_those_of_other_meters(self, saved, pcm):
        verdict = inspect(saved())
        heard = levels(pcm / np.float32(32768), RATE)
        values = {check.rule: check.value for check in verdict.checks}
        assert values["integrated"] == pytest.approx(heard.integrated_lufs, abs=0.1)
        assert values["range"] == pytest.approx(heard.range_lu, abs=0.5)
        assert values["peak"] == pytest.approx(heard.true_peak_dbtp, abs=0.3)

    def test_the_peak_of_a_quiet_file_is_no_less_exact(self, saved, pcm):
        quiet = (pcm // 5).astype(np.int16)
        checks = inspect(saved(quiet)).checks
        (peak,) = [check.value for check in checks if check.rule == "peak"]
        heard = levels(quiet / np.float32(32768), RATE)
        assert peak == pytest.approx(heard.true_peak_dbtp, abs=0.1)


class TestBroken:
    def test_length(self, saved, pcm):
        assert failed(saved(pcm[:-1])) == {"length"}

    def test_line(self, saved, pcm, track):
        line, quiet = first(track, Say), pcm.copy()
        quiet[line.start : line.start + line.frames] //= 40
        assert "lines" in failed(saved(quiet))

    def test_voice_level_and_peak(self, saved, pcm):
        loud = np.clip(pcm.astype(np.int32) * 3, -32768, 32767).astype(np.int16)
        assert {"voice", "peak"} <= failed(saved(loud))

    def test_bed_too_loud(self, saved, pcm):
        noise = np.random.default_rng(1).normal(0, 1500, pcm.shape)
        assert "separation" in failed(saved((pcm + noise).astype(np.int16)))

    def test_click_at_a_join(self, saved, pcm, track):
        line, clicked = first(track, Say), pcm.copy()
        clicked[line.start + line.frames] = 20_000
        assert "joins" in failed(saved(clicked))

    def test_a_drop_where_a_sentence_would_be_is_no_join_if_nobody_speaks(self, saved, pcm, track):
        line, clicked = first(track, Say), pcm.copy()
        clicked[line.start + line.frames] = 20_000
        assert "joins" not in failed(saved(clicked, profile=find_profile("sound-only")))

    def test_hole(self, saved, pcm, track):
        holed, at = pcm.copy(), track.timeline.frames // 2
        holed[at : at + RATE] = 0
        assert "dead-air" in failed(saved(holed))

    def test_bang(self, saved, pcm, track):
        pause = max(
            (each for each in track.timeline.placed if isinstance(each.cue, Pause)),
            key=lambda each: each.frames,
        )
        banged, at = pcm.copy(), pause.start + pause.frames // 2
        burst = np.random.default_rng(1).normal(0, 9000, (RATE // 2, 2))
        banged[at : at + RATE // 2] = np.clip(burst, -30_000, 30_000).astype(np.int16)
        assert {"rise", "sudden"} & failed(saved(banged))

    def test_noise_in_the_silence(self, saved, pcm):
        hissing = pcm.copy()
        hissing[-RATE // 2 :] = 200
        assert "silence" in failed(saved(hissing))

    def test_sides_out_of_phase(self, saved, pcm):
        turned = pcm.copy()
        turned[:, 1] *= -1
        assert "mono" in failed(saved(turned))

    def test_loop(self, track, saved):
        bed = track.mix.stems["bed"].read(RATE * 60, RATE * 6)
        looped = np.resize(np.tile(bed, (40, 1)), (track.timeline.frames, 2)) * 8000
        wordless = replace(track.timeline, placed=())
        assert "loop" in failed(saved(looped.astype(np.int16), wordless))


class TestTimes:
    def test_a_side_that_is_longer(self, saved, track):
        spans = list(track.timeline.spans)
        at = next(n for n, span in enumerate(spans) if span.step.pair)
        spans[at] = replace(spans[at], frames=spans[at].frames + 1)
        assert "sides" in failed(saved(timeline=replace(track.timeline, spans=tuple(spans))))

    def test_a_step_and_a_pause_out_of_bounds(self, saved, track):
        span, placed = track.timeline.spans[0], list(track.timeline.placed)
        at = placed.index(first(track, Pause))
        placed[at] = replace(placed[at], frames=placed[at].frames * 50)
        spans = (replace(span, frames=span.frames * 50), *track.timeline.spans[1:])
        timeline = replace(track.timeline, spans=spans, placed=tuple(placed))
        assert {"steps", "pauses"} <= failed(saved(timeline=timeline))

    def test_a_breath_out_of_step(self, saved, track):
        placed = list(track.timeline.placed)
        sheet = _sheet(track)
        breath = sheet.breaths[0]
        at = max(
            n
            for n, each in enumerate(placed)
            if (each.step, each.line) == (breath.step, breath.line)
        )
        placed[at] = replace(placed[at], start=placed[at].start + RATE // 100)
        assert "breaths" in failed(saved(timeline=replace(track.timeline, placed=tuple(placed))))

    def test_a_silence_that_was_not_announced(self, saved, track):
        said = [each for each in track.timeline.placed if isinstance(each.cue, Say | Bell)]
        kept = tuple(each for each in track.timeline.placed if each in (said[0], said[-1]))
        assert "surprise" in failed(saved(timeline=replace(track.timeline, placed=kept)))


class TestAnyFile:
    def test_without_a_sheet_only_what_can_be_known(self, tmp_path):
        path = tmp_path / "tone.wav"
        tone = 0.1 * np.sin(np.arange(44_100 * 5) * 0.05)
        soundfile.write(path, np.stack([tone, tone], axis=1), 44_100)
        verdict = inspect(path)
        assert verdict.passed
        assert {check.rule for check in verdict.checks} == {
            "length",
            "peak",
            "integrated",
            "range",
            "dead-air",
            "mono",
        }

    def test_a_track_cut_short_has_no_level_where_nothing_is(self, saved, pcm):
        found = {check.rule: check for check in inspect(saved(pcm[: len(pcm) // 3])).checks}
        assert not found["lines"].passed
        assert all(np.isfinite(check.value) for check in found.values())

    @pytest.mark.parametrize(
        ("name", "why"),
        [
            ("there", "there is no such file"),
            ("folder", "it is a folder. Name a file in it"),
            ("empty.mp3", "it is empty"),
            ("noise.mp3", "it holds no sound of a known kind"),
        ],
    )
    def test_what_is_no_track_is_said(self, tmp_path, name, why):
        (tmp_path / "folder").mkdir()
        (tmp_path / "empty.mp3").touch()
        noise = np.random.default_rng(6).bytes(3_000_000)
        (tmp_path / "noise.mp3").write_bytes(noise)
        with pytest.raises(SoundError, match=f"^{name} cannot be read: {why}"):
            inspect(tmp_path / name)

    @pytest.mark.parametrize("frames", [1, 10, 4000])
    def test_very_short(self, tmp_path, frames):
        soundfile.write(tmp_path / "a.wav", np.full((frames, 2), 0.1), 48_000)
        assert inspect(tmp_path / "a.wav").heard.frames == frames

    @pytest.mark.parametrize(
        ("steps", "range_lu"),
        [
            ((-20, -30), 10.0),
            ((-20, -15), 5.0),
            ((-40, -20), 20.0),
            ((-50, -35, -20, -35, -50), 15.0),
        ],
    )
    def test_tech_3342_cases(self, steps, range_lu):
        wave = np.sin(2 * np.pi * 1000 * np.arange(20 * 48_000) / 48_000)[:, None].repeat(2, axis=1)
        samples = np.concatenate([wave * 10 ** (level / 20) for level in steps])
        found = loudness_range(k_energies(samples.astype(np.float32), 48_000))
        assert found == pytest.approx(range_lu, abs=1.0)

    def test_range_of_steps_is_theirs(self):
        rng = np.random.default_rng(2)
        parts = [rng.normal(0, level, (48_000 * 20, 2)) for level in (0.01, 0.1)]
        samples = np.concatenate(parts).astype(np.float32)
        assert loudness_range(k_energies(samples, 48_000)) == pytest.approx(
            levels(samples, 48_000).range_lu, abs=0.3
        )


class TestCommand:
    def test_text_json_page_and_exit_code(self, saved, pcm, tmp_path):
        run = CliRunner()
        good = run.invoke(command, [str(saved()), "--html", str(tmp_path / "p.html")])
        assert good.exit_code == 0
        assert "checks passed" in good.output
        broken = run.invoke(command, [str(saved(pcm[:-5])), "--json"])
        assert broken.exit_code == 1
        found = json.loads(broken.output)
        assert not found["passed"]
        assert [row["rule"] for row in found["checks"] if row["passed"] is False] == ["length"]

    def test_the_page_never_takes_the_place_of_the_track(self, saved):
        path = saved()
        before = path.read_bytes()
        run = CliRunner().invoke(command, [str(path), "--html", str(path), "-f"])
        assert isinstance(run.exception, OutputError)
        assert "is the track itself" in str(run.exception)
        assert path.read_bytes() == before

    def test_the_page_stands_alone(self, saved):
        html = page(inspect(saved()))
        assert "http" not in html
        assert html.count("<svg") == 2
        assert "data:image/png;base64," in html
        body = html[html.index("<main>") : html.index("</main>") + 7]
        ET.fromstring(body.replace('height="192">', 'height="192"/>'))  # noqa: S314 - our own page


def test_the_decoder_gives_every_frame(saved, pcm):
    blocks = list(open_recording(saved()).blocks())
    assert np.array_equal(np.concatenate(blocks), pcm / np.float32(32768))
