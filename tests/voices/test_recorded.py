"""A person's own voice: the sheet, the recordings, one long take, and what is missing."""

from __future__ import annotations

import math

import numpy as np
import pytest
import soundfile
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.errors import OutputError, UsageError, VoiceError
from soothe.model import Line, Say, Script, Step
from soothe.voices.choose import list_voices, open_voice
from soothe.voices.engine import Utterance
from soothe.voices.estimate import estimate
from soothe.voices.long_take import cut_take
from soothe.voices.matching import match
from soothe.voices.recorded import RecordedEngine
from soothe.voices.recording import cut_rests, read_recording, spoken_spans
from soothe.voices.sheet import Row, read_sheet, sheet_of, write_sheet

RATE = 16_000
_TEXTS = (
    "Welcome.",
    "Let the weight of your hands sink into the floor.",
    "Breathe in, and out.",
    "Now wrap both hands around the whole of the left foot and hold it.",
    "Rest.",
    "Notice how it feels.",
)
_SHIATSU = "This is shiatsu, slowly."


def _script(*texts, title="Arrive", id_="arrive"):
    step = Step(id_, title, 0, 60, 60, tuple(Line((Say(text),)) for text in texts))
    return Script("rest", "Rest", "en", (step,))


def _voice(seconds, seed=0):
    random = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    tone = np.sin(900 * time) * (0.6 + 0.4 * np.sin(25 * time)) * 0.3
    return (tone + 0.002 * random.standard_normal(time.size)).astype(np.float32)


def _room(seconds, seed=1):
    return (0.002 * np.random.default_rng(seed).standard_normal(round(seconds * RATE))).astype("f4")


@pytest.fixture
def folder(tmp_path):
    """A sheet of all lines, with a recording of each in a room that is not silent."""
    sheet = sheet_of([_script(*_TEXTS, _SHIATSU)])
    write_sheet(sheet, tmp_path / "me")
    for row in sheet.rows:
        sound = np.concatenate([_room(0.7), _voice(estimate(row.text)), _room(1.1)])
        soundfile.write(tmp_path / "me" / row.file, sound, RATE, "PCM_16")
    return tmp_path / "me"


@pytest.fixture
def opened(folder, tmp_path):
    with open_voice(f"recorded:{folder}", lang="en", cache=tmp_path / "clips") as speaker:
        yield speaker


class TestSheet:
    def test_has_each_line_once_numbered_and_named_after_its_step(self):
        sheet = sheet_of([_script("One.", "Two."), _script("Two!", "Three."), _script("ONE")])
        assert [(row.number, row.file, row.text) for row in sheet.rows] == [
            (1, "001-arrive.wav", "One."),
            (2, "002-arrive.wav", "Two."),
            (3, "003-arrive.wav", "Three."),
        ]

    def test_is_read_as_it_was_written(self, tmp_path):
        sheet = sheet_of([_script("D\u00e9j\u00e0 vu.", "Two.")])
        write_sheet(sheet, tmp_path / "new" / "folder")
        assert read_sheet(tmp_path / "new" / "folder") == sheet

    def test_finds_a_line_by_its_words(self):
        sheet = sheet_of([_script("Breathe in, and out.")])
        assert sheet.find("breathe in  and out")
        assert sheet.find("Breathe out.") is None

    def test_nothing_to_record_is_refused(self):
        with pytest.raises(UsageError, match="no line to record"):
            sheet_of([])

    def test_a_folder_without_one_says_how_to_make_it(self, tmp_path):
        with pytest.raises(UsageError, match=r"no sheet\.json in .*soothe narrate SCRIPT --sheet"):
            read_sheet(tmp_path)

    @pytest.mark.parametrize("content", ["{", "[]", '{"rows": [{"number": 1}]}'])
    def test_a_damaged_one_is_told(self, tmp_path, content):
        (tmp_path / "sheet.json").write_text(content, "utf-8")
        with pytest.raises(UsageError, match="cannot be read"):
            read_sheet(tmp_path)

    def test_a_folder_that_cannot_be_written_is_told(self, tmp_path):
        (tmp_path / "file").touch()
        with pytest.raises(OutputError, match="Cannot write"):
            write_sheet(sheet_of([_script("One.")]), tmp_path / "file")


class TestVoice:
    def test_speaks_each_line_as_recorded_without_the_rests(self, opened):
        says = [Say(text) for text in (*_TEXTS, _SHIATSU)]
        for say, clip in opened.speak(says):
            assert len(clip.samples) / clip.rate == pytest.approx(estimate(say.text), abs=0.15)
        assert opened.voice.lang == "en"
        assert opened.voice.sharing == "whoever recorded the voice decides"

    def test_one_recording_serves_every_pace_and_pitch(self, opened):
        says = [Say("Rest."), Say("Rest.", pace=0.9), Say("Rest.", pitch=-1.0)]
        heard = dict(opened.speak(says))
        assert list(heard) == says
        assert len({clip.key for clip in heard.values()}) == 1

    def test_all_missing_lines_are_named_before_anything_is_spoken(self, opened, folder):
        (folder / "005-arrive.wav").unlink()
        spoken = opened.speak([Say("Welcome."), Say("Rest."), Say("Never recorded.")])
        with pytest.raises(VoiceError, match=r"2 lines are not recorded") as caught:
            next(spoken)
        assert "  Rest.\n  Never recorded.\n" in str(caught.value)
        assert "--fill espeak" in str(caught.value)

    def test_a_long_list_is_cut_short(self, opened):
        with pytest.raises(VoiceError, match=r"(?s)20 lines are.*and 8 more"):
            list(opened.speak([Say(f"Missing {number}.") for number in range(20)]))

    def test_another_voice_fills_in_when_asked(self, folder, tmp_path):
        says = [Say("Welcome."), Say("Never recorded."), Say("Rest.")]
        spec, cache = f"recorded:{folder}", tmp_path / "clips"
        with open_voice(spec, lang="en", cache=cache, fill="beep:high") as speaker:
            heard = dict(speaker.speak(says))
            with open_voice("beep:high", lang="en", cache=cache) as beep:
                ((_, filled),) = beep.speak(says[1:2])
        assert list(heard) == says
        assert heard[says[1]].key == filled.key

    def test_a_new_recording_is_heard(self, folder, tmp_path):
        keys = []
        for seconds in (1.0, 1.5):
            soundfile.write(folder / "005-arrive.wav", _voice(seconds), RATE)
            spec = f"recorded:{folder}"
            with open_voice(spec, lang="en", cache=tmp_path / "clips") as speaker:
                keys += [clip.key for _, clip in speaker.speak([Say("Rest.")])]
        assert keys[0] != keys[1]

    def test_a_file_that_is_no_sound_is_told(self, opened, folder):
        (folder / "005-arrive.wav").write_bytes(b"not a sound")
        with pytest.raises(VoiceError, match=r"005-arrive\.wav cannot be read as sound"):
            list(opened.speak([Say("Rest.")]))

    def test_an_empty_recording_is_an_error(self, opened, folder):
        soundfile.write(folder / "005-arrive.wav", np.zeros(RATE), RATE)
        with pytest.raises(VoiceError, match="recorded returned silence"):
            list(opened.speak([Say("Rest.")]))

    def test_the_engine_itself_refuses_what_it_does_not_have(self, folder):
        with pytest.raises(VoiceError, match=r"'Never\.' is not recorded"):
            RecordedEngine().speak(Utterance("Never.", str(folder)))

    @pytest.mark.parametrize(
        ("options", "says"),
        [
            ({"pace": 0.9}, "has the pace that it has"),
            ({"pitch": 1.0}, "cannot change its pitch"),
            ({"fill": "nobody"}, "no voice 'nobody'"),
        ],
    )
    def test_what_it_cannot_do_is_refused(self, folder, options, says):
        with pytest.raises(UsageError, match=says):
            open_voice(f"recorded:{folder}", lang="en", **options)

    def test_filling_goes_with_recordings_only(self):
        with pytest.raises(UsageError, match="--fill goes with"):
            open_voice("beep", lang="en", fill="espeak")

    def test_a_folder_has_to_be_named(self):
        with pytest.raises(UsageError, match=r"Name one \(recorded:\.\.\.\)"):
            open_voice("recorded", lang="en")
        assert list_voices("recorded") == ()
        assert RecordedEngine().missing() is None


class TestRecording:
    def test_stereo_and_offset_go(self, tmp_path):
        both = np.stack([_voice(1.0), _voice(1.0)], axis=1) + 0.1
        soundfile.write(tmp_path / "take.flac", both, RATE)
        samples, rate = read_recording(tmp_path / "take.flac")
        assert (samples.ndim, samples.dtype, rate) == (1, np.float32, RATE)
        assert abs(samples.mean()) < 1e-4

    @settings(max_examples=30)
    @given(st.lists(st.floats(0.3, 3.0), min_size=1, max_size=6), st.integers(0, 99))
    def test_rests_part_what_is_said(self, lengths, seed):
        parts = [_room(1.0, seed)]
        for number, length in enumerate(lengths):
            parts += [_voice(length, number), _room(1.2, number)]
        spans = spoken_spans(np.concatenate(parts), RATE, 0.9)
        found = [(end - start) / RATE for start, end in spans]
        assert found == pytest.approx(lengths, abs=0.05)

    def test_a_click_is_no_word(self):
        take = np.concatenate([_room(1.0), np.full(100, 0.5, "f4"), _room(1.0), _voice(1.0)])
        assert len(spoken_spans(take, RATE, 0.5)) == 1

    def test_silence_and_nothing_have_no_words(self):
        for samples in (np.zeros(RATE, np.float32), np.zeros(0, np.float32)):
            assert spoken_spans(samples, RATE, 0.9) == []
            assert cut_rests(samples, RATE).size == 0


def _rows(*texts):
    return sheet_of([_script(*texts)]).rows


def _pieces(*lengths, rest=1.5):
    at, pieces = 1.0, []
    for length in lengths:
        pieces.append((at, at + length))
        at += length + rest
    return pieces


class TestMatching:
    @settings(max_examples=40)
    @given(pace=st.floats(0.7, 1.5), wobble=st.lists(st.floats(-0.1, 0.1), min_size=6, max_size=6))
    def test_a_clean_reading_is_matched_whole_at_any_pace(self, pace, wobble):
        lengths = [
            estimate(text) * pace * math.exp(off) for text, off in zip(_TEXTS, wobble, strict=True)
        ]
        reading = match(_pieces(*lengths), _rows(*_TEXTS))
        assert [found.row.text for found in reading.matches] == list(_TEXTS)
        assert (reading.missing, reading.unused) == ((), ())
        assert not any(found.doubtful for found in reading.matches)

    @pytest.mark.parametrize("left_out", range(1, 5))
    def test_a_line_left_out_is_reported(self, left_out):
        lengths = [estimate(text) for text in _TEXTS]
        del lengths[left_out]
        reading = match(_pieces(*lengths), _rows(*_TEXTS))
        assert [row.text for row in reading.missing] == [_TEXTS[left_out]]
        assert reading.unused == ()

    def test_a_cough_is_no_line(self):
        lengths = [estimate(text) for text in _TEXTS]
        pieces = _pieces(*lengths[:3], 0.15, *lengths[3:])
        reading = match(pieces, _rows(*_TEXTS))
        assert reading.unused == (pieces[3],)
        assert reading.missing == ()

    def test_a_line_with_a_rest_in_it_is_one_line(self):
        lengths = [estimate(text) for text in _TEXTS]
        pieces = _pieces(*lengths[:3], lengths[3] * 0.5, lengths[3] * 0.45, *lengths[4:], rest=1.0)
        reading = match(pieces, _rows(*_TEXTS))
        assert [found.row.text for found in reading.matches] == list(_TEXTS)
        assert (reading.matches[3].start, reading.matches[3].end) == (pieces[3][0], pieces[4][1])

    def test_a_length_that_does_not_go_with_the_words_is_doubtful(self):
        lengths = [estimate(text) for text in _TEXTS]
        lengths[1] *= 1.8
        doubtful = [each.doubtful for each in match(_pieces(*lengths), _rows(*_TEXTS)).matches]
        assert doubtful == [False, True, False, False, False, False]

    def test_nothing_recorded_is_all_missing(self):
        reading = match([], _rows(*_TEXTS))
        assert len(reading.missing) == len(_TEXTS)
        assert reading.matches == ()


def test_a_long_take_becomes_a_voice(folder, tmp_path):
    sheet = read_sheet(folder)
    for path in folder.glob("*.wav"):
        path.unlink()
    parts = [_room(1.0)]
    for row in sheet.rows:
        parts += [_voice(estimate(row.text) * 1.2, row.number), _room(1.4, row.number)]
    soundfile.write(tmp_path / "take.wav", np.concatenate(parts), RATE, "PCM_16")
    reading = cut_take(tmp_path / "take.wav", sheet, folder)
    assert [found.row for found in reading.matches] == list(sheet.rows)
    with open_voice(f"recorded:{folder}", lang="en", cache=tmp_path / "clips") as speaker:
        for say, clip in speaker.speak([Say(text) for text in _TEXTS]):
            spoken = len(clip.samples) / clip.rate
            assert spoken == pytest.approx(estimate(say.text) * 1.2, abs=0.15)


def test_a_take_whose_lines_cannot_be_written_is_told(folder, tmp_path):
    soundfile.write(tmp_path / "take.wav", np.concatenate([_room(1), _voice(1), _room(1)]), RATE)
    sheet = sheet_of([_script("Rest.")])
    with pytest.raises(OutputError, match="Cannot write"):
        cut_take(tmp_path / "take.wav", sheet, folder / "nowhere")


def test_rows_are_numbered_from_one():
    assert _rows("One.") == (Row(1, "001-arrive.wav", "Arrive", "One."),)
