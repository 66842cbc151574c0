"""Captions: exact text, on time, readable; and the files that hold them."""

from __future__ import annotations

import html
import io

import av
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from soothe.model import Bell, Cue, Placed, Say, Timeline, Word
from soothe.outputs.captions import Caption, captions
from soothe.outputs.subtitles import lrc, srt, vtt

RATE = 1000


def timeline_of(*cues: tuple[Cue, float, float], seconds: float = 600.0) -> Timeline:
    """(cue, start, length), in seconds."""
    placed = tuple(
        Placed(cue, round(start * RATE), round(length * RATE), 0, line)
        for line, (cue, start, length) in enumerate(cues)
    )
    return Timeline(RATE, round(seconds * RATE), 0, 0, 0, (), placed)


letters = st.characters(codec="utf-8", categories=["L", "N", "P"])
sentences = st.lists(st.text(letters, min_size=1, max_size=60), min_size=1, max_size=30).map(
    " ".join
)
sessions = st.lists(
    st.tuples(sentences, st.floats(0.2, 20), st.floats(0, 5)), min_size=1, max_size=6
)


def session_of(drawn: list[tuple[str, float, float]]) -> Timeline:
    cues, now = [], 1.0
    for text, length, gap in drawn:
        cues.append((Say(text), now, length))
        now += length + gap
    return timeline_of(*cues, seconds=now + 10)


@given(sessions)
def test_captions_are_exactly_what_is_spoken(drawn):
    shown = "".join(line for each in captions(session_of(drawn)) for line in each.lines)
    assert shown.replace(" ", "") == "".join(text for text, _, _ in drawn).replace(" ", "")


@given(sessions)
def test_captions_can_be_read(drawn):
    for each in captions(session_of(drawn)):
        assert 1 <= len(each.lines) <= 2
        assert all(0 < len(line) <= 42 for line in each.lines)
        assert each.end - each.start <= 7 + 1e-9


@given(sessions)
def test_captions_begin_with_the_voice_and_do_not_overlap(drawn):
    timeline = session_of(drawn)
    found = captions(timeline)
    starts = {round(each.start, 3) for each in found}
    assert {each.start / RATE for each in timeline.placed} <= starts
    for each, following in zip(found, (*found[1:], None), strict=True):
        assert each.start < each.end
        assert following is None or each.end <= following.start + 1e-9


def test_a_long_sentence_is_parted_where_its_words_are_known_to_begin():
    text = (
        "Let both hands glide from the toes to the ankle, slowly, and come back with a light touch."
    )
    say = Say(text)
    words = (Word(0, 3, 0.0), Word(text.index("slowly"), 6, 4.0), Word(text.index("and"), 3, 5.0))
    first, second = captions(timeline_of((say, 10, 9.0)), lambda _: words)
    assert " ".join(first.lines).startswith("Let both hands")
    assert (first.start, second.start) in {(10.0, 14.0), (10.0, 15.0)}


def test_a_single_word_stays_long_enough_and_sounds_are_left_out():
    timeline = timeline_of((Bell(), 1, 2), (Say("In"), 5, 0.3), (Say("Out"), 6, 0.3), seconds=6.8)
    assert captions(timeline) == (Caption(5.0, 6.0, ("In",)), Caption(6.0, 6.8, ("Out",)))


def test_lines_are_of_about_equal_length():
    text = "Place your hands on the right foot and rest them there."
    (caption,) = captions(timeline_of((Say(text), 0, 4)))
    assert caption.lines == ("Place your hands on the right", "foot and rest them there.")


TWO = (
    Caption(4.0, 6.5, ("Welcome to <b> & this", "quiet time.")),
    Caption(3661.25, 3662.9996, ("Füße",)),
)


def as_ffmpeg_reads(text, kind):
    """(start, end in seconds, text) of every caption in a file."""
    with av.open(io.BytesIO(text.encode()), format=kind) as container:
        return [
            (
                float(packet.pts * packet.time_base),
                float((packet.pts + packet.duration) * packet.time_base),
                bytes(packet).decode().strip(),
            )
            for packet in container.demux()
            if packet.size
        ]


@settings(max_examples=40)
@given(sessions, st.sampled_from([(vtt, "webvtt"), (srt, "srt"), (lrc, "lrc")]))
def test_another_program_reads_the_same_back(drawn, way):
    write, kind = way
    made = captions(session_of(drawn))
    read = as_ffmpeg_reads(write(made), kind)
    shown = ["\n".join(caption.lines) for caption in made]
    if kind == "lrc":
        shown = [text.translate(str.maketrans("\n[]", " ()")) for text in shown]
    told = [html.unescape(text) if kind == "webvtt" else text for *_, text in read]
    assert told == shown
    close = 0.0051 if kind == "lrc" else 0.00051
    assert [start for start, *_ in read] == pytest.approx([c.start for c in made], abs=close)
    if kind != "lrc":
        assert [end for _, end, _ in read] == pytest.approx([c.end for c in made], abs=close)


def test_webvtt():
    assert vtt(TWO) == (
        "WEBVTT\n\n"
        "00:00:04.000 --> 00:00:06.500\nWelcome to &lt;b&gt; &amp; this\nquiet time.\n\n"
        "01:01:01.250 --> 01:01:03.000\nFüße\n"
    )


def test_subrip():
    assert srt(TWO) == (
        "1\n00:00:04,000 --> 00:00:06,500\nWelcome to <b> & this\nquiet time.\n\n"
        "2\n01:01:01,250 --> 01:01:03,000\nFüße\n"
    )


def test_lrc():
    assert lrc([Caption(1.0, 2.0, ("[Rest]",))]) == "[00:01.00](Rest)\n"
    assert lrc(TWO) == "[00:04.00]Welcome to <b> & this quiet time.\n[61:01.25]Füße\n"


@pytest.mark.parametrize(("write", "text"), [(vtt, "WEBVTT\n"), (srt, "\n"), (lrc, "")])
def test_a_session_without_words_has_an_empty_file(write, text):
    assert write(captions(timeline_of((Bell(), 1, 2)))) == text
