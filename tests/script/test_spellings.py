"""The tags that people write into plain texts, in all their spellings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.model import Bell, Choices, Pause
from soothe.script import load
from soothe.script.durations import read_lengths
from soothe.script.spellings import elastic, is_pause_line, read_seconds, read_spelling

PAUSES = {
    2.0: ["...", "\u2026", "pause 2", "slnc 2000", "kurze Pause", "brief pause"],
    4.0: [
        "pause",
        "PAUSE.",
        "Pause...",
        "medium pause",
        "quiet",
        "Stille",
        "*pause*",
        "beat",
        "pause\\",
        "moment of silence",
    ],
    5.0: [
        *("PAUSE:5", "pause: 5s", "pause 5 seconds", "5 second pause", "5-second pause"),
        *("pause=5 sec.", "pause_5", "PAUSE_5S", "pause5", "5sec", "5s", "pause \u2013 5s"),
        *("pause (5s)", "Pause, 5 seconds", "PAUSE ~5s", "PAUSE x5", "Pause 5 Sekunden"),
        *("pause for a moment", "wait five seconds", "break 5s", "5000ms"),
        *("pause\u00a05\u00a0seconds", "pause here for 5s", "silence for about 5 seconds"),
    ],
    7.5: ["pause 5-10 seconds", "pause: 5 to 10s", "pause 5\u201310 sec"],
    8.0: ["one breath", "pause for a deep breath", "deep breath", "pause for one breath"],
    10.0: ["long pause", "very long pause", "10 seconds of silence", "pause now for 10 seconds"],
    20.0: ["long pause: 20s", "20s pause"],
    24.0: ["pause for a few breaths", "pause for three breaths", "3 breaths"],
    30.0: ["half a minute", "pause .5 min", "pause 0,5 minutes", "30-second silence"],
    90.0: ["pause 1:30", "1:30 pause", "pause 1m30s", "pause 1 minute and 30 seconds"],
    120.0: ["Pause for 2 minutes", "SILENCE 2 MIN", "two minutes"],
}


@pytest.mark.parametrize(
    ("tag", "seconds"), [(tag, seconds) for seconds, tags in PAUSES.items() for tag in tags]
)
def test_a_pause_is_understood_however_it_is_spelled(tag: str, seconds: float) -> None:
    assert read_spelling(tag) == (elastic(seconds),)


@pytest.mark.parametrize(("meaning", "kind"), [("a pause", Pause), ("a bell", Bell)])
def test_the_manual_says_what_is_so(meaning: str, kind: type[Pause | Bell]) -> None:
    manual = Path(__file__).parents[2] / "docs" / "script-language.md"
    text = manual.read_text(encoding="utf-8").partition("## Plain text")[2]
    rows = [row for row in text.split("\n") if row.endswith(f" | {meaning} |")]
    examples = [code for row in rows for code in re.findall("`([^`]+)`", row)]
    assert len(examples) > 3
    for example in examples:
        steps = load(Path("a.md"), Choices(), text=f"Sit.\n\n{example}\n\nRest.").steps
        cues = [cue for line in steps[0].lines for cue in line.cues]
        (heard,) = cues[2:-2]
        assert isinstance(heard, kind), example


@pytest.mark.parametrize(
    ("tag", "bells"),
    [
        ("inhale", [Bell("in", spacing=4.0)]),
        ("Inhale slowly through the nose", [Bell("in", spacing=4.0)]),
        ("breathe in for 5 counts", [Bell("in", spacing=5.0)]),
        ("exhale - 6 seconds", [Bell("out", spacing=6.0)]),
        ("hold your breath: 7", [Bell("hold", spacing=7.0)]),
        ("einatmen 4", [Bell("in", spacing=4.0)]),
        (
            "inhale 4 - hold 7 - exhale 8",
            [Bell("in", spacing=4.0), Bell("hold", spacing=7.0), Bell("out", spacing=8.0)],
        ),
        ("in 4, then out 6", [Bell("in", spacing=4.0), Bell("out", spacing=6.0)]),
        ("bell", [Bell()]),
        ("ring the bell three times", [Bell(times=3)]),
        ("gong x2", [Bell(times=2)]),
        ("99 bells", [Bell(times=9)]),
        ("singing bowl", [Bell()]),
    ],
)
def test_breaths_and_bells_are_tones(tag: str, bells: list[Bell]) -> None:
    assert list(read_spelling(tag)) == bells


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "5",
            "00:30",
            "x2",
            "a",
            "soft music",
            "music: 5s",
            "in the garden",
            "pause the music",
        ),
        *("rest your hands here", "hold on to this", "breathe in love", "12 apostles", "bells, 5s"),
        *("inhale 4, then smile", "inhale 4 exhale 999", "well, inhale", "pause 5 then 6 or 7?"),
        *(
            "pause 99999 hours",
            "pause" + " " * 99,
            "4 seconds, 5",
            "pause?",
            "inhale 4 5",
            "inhale?",
        ),
    ],
)
def test_anything_else_is_no_tag(text: str) -> None:
    assert read_spelling(text + "!" * 80 if text.endswith(" ") else text) == ()


@pytest.mark.parametrize(
    "line",
    [
        *("PAUSE", "Pause.", "Pause 10 seconds.", "\u2014 pause \u2014", "short pause", "*pause*"),
        *("Pause for a moment and breathe.", "(long pause)", "a pause"),
    ],
)
def test_a_line_of_its_own_is_a_pause_without_brackets(line: str) -> None:
    assert is_pause_line(line)


@pytest.mark.parametrize("line", ["Rest", "Silence", "Wait", "Hold", "Pause and notice your feet."])
def test_a_word_that_may_be_meant_is_none(line: str) -> None:
    assert not is_pause_line(line)


@given(
    st.integers(1, 999_999), st.sampled_from(["s", " sec", "-second", " seconds", "\u00a0seconds"])
)
def test_a_length_is_found_in_any_unit(milliseconds: int, unit: str) -> None:
    (length,), rest = read_lengths(f"{milliseconds / 1000:.3f}{unit}")
    assert length.seconds() == pytest.approx(milliseconds / 1000)
    assert not rest.strip()
    assert read_seconds(f"{milliseconds} ms") == pytest.approx(milliseconds / 1000)


def test_other_texts_are_no_length() -> None:
    assert read_seconds("soon") is None
    assert read_seconds("5 or 6 or 7 s") is None
    assert read_seconds("about 5s") is None


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    for cue in read_spelling(text):
        assert isinstance(cue, Bell) or cue.least > 0
