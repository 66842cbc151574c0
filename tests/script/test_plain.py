"""Plain text, Markdown and SSML: heard as they are, and no tag among the words."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import ScriptError, UsageError
from soothe.model import Bell, Choices, Pause, Place, Say
from soothe.script import describe, load
from soothe.script.spellings import COUNT, PARAGRAPH, SENTENCE, elastic, read_seconds, read_spelling

if TYPE_CHECKING:
    from soothe.model import Cue, Script

SSML = '<speak version="1.1" xmlns="http://www.w3.org/2001/10/synthesis">{}</speak>'


def read(text: str, name: str = "calm.md") -> Script:
    return load(Path(name), Choices(), text=text)


def cues(text: str, name: str = "calm.md") -> list[Cue]:
    return [cue for step in read(text, name).steps for line in step.lines for cue in line.cues]


def said(text: str, name: str = "calm.md") -> list[str]:
    return [say.text for say in read(text, name).says()]


def warned(text: str, name: str = "calm.md") -> list[tuple[int, int, str]]:
    return [(p.place.line, p.place.column, p.message) for p in read(text, name).warnings]


@pytest.mark.parametrize(
    ("tag", "seconds"),
    [
        ("[PAUSE:5]", 5.0),
        ("[pause:3s]", 3.0),
        ("[pause 5 seconds]", 5.0),
        ("[5 second pause]", 5.0),
        ("[5-second pause]", 5.0),
        ("[10 seconds of silence]", 10.0),
        ("[Pause for 2 minutes]", 120.0),
        ("[pause=1.5 sec.]", 1.5),
        ("[a long pause]", 10.0),
        ("[short pause]", 2.0),
        ("[pause]", 4.0),
        ("(pause)", 4.0),
        ("(pause here for 7s)", 7.0),
        ("{wait 3}", 3.0),
        ("*pause*", 4.0),
        ("**[pause 6]**", 6.0),
        ("[[slnc 2000]]", 2.0),
        ("<#0.5#>", 0.5),
        ("[5s]", 5.0),
        ("[500ms]", 0.5),
        ('<break time="3s"/>', 3.0),
        ("<break time='500ms' />", 0.5),
        ("<break time=2s>", 2.0),
        ('<ssml:break time="1.5 s"></ssml:break>', 1.5),
        ("<break/>", 1.5),
        ('<break strength="x-strong"/>', 5.0),
    ],
)
def test_pauses_are_understood_in_their_usual_spellings(tag: str, seconds: float) -> None:
    assert cues(f"Sit. {tag} Rest.") == [Say("Sit."), elastic(seconds), Say("Rest."), PARAGRAPH]
    assert warned(f"Sit. {tag} Rest.") == []


def test_a_pause_of_a_plain_text_can_grow_a_lot() -> None:
    assert elastic(4.0) == Pause(2.0, 4.0, 40.0)


@pytest.mark.parametrize("tag", ['<break time="soon"/>', '<break strength="none"/>', "</break>"])
def test_a_break_without_length_is_none(tag: str) -> None:
    assert cues(f"Sit {tag}down.") == [Say("Sit down."), PARAGRAPH]


@pytest.mark.parametrize(
    ("tag", "bell"),
    [
        ("[inhale]", Bell("in", spacing=4.0)),
        ("[Breathe in for 5 seconds]", Bell("in", spacing=5.0)),
        ("[exhale]", Bell("out", spacing=6.0)),
        ("[hold your breath: 7]", Bell("hold", spacing=7.0)),
        ("[bell]", Bell()),
        ("[chime x2]", Bell(times=2)),
    ],
)
def test_breaths_and_bells_are_heard(tag: str, bell: Bell) -> None:
    assert cues(f"Sit. {tag}")[2:] == [bell]


def test_sentences_and_paragraphs_are_parted_by_gaps() -> None:
    assert cues("Sit back. Let\ngo.\n\nRest.") == [
        Say("Sit back."),
        SENTENCE,
        Say("Let go."),
        PARAGRAPH,
        Say("Rest."),
        PARAGRAPH,
    ]


def test_three_dots_take_their_time() -> None:
    assert cues("Breathe in... and out…") == [
        Say("Breathe in..."),
        elastic(2.0),
        Say("and out…"),
        elastic(2.0),
    ]
    assert cues("...\n\nNow.") == [elastic(2.0), Say("Now."), PARAGRAPH]


def test_headings_are_steps_and_rules_are_pauses() -> None:
    script = read(
        "Before.\n# Settle #\nOne.\n\n---\n\n## Rest & *go*\n- Two.\n1. Three.\n> Four.\n"
    )
    assert [(step.id, step.title) for step in script.steps] == [
        ("part-1", "Settle"),
        ("part-2", "Settle"),
        ("part-3", "Rest & go"),
    ]
    assert script.title == "Settle"
    assert [len(step.lines) for step in script.steps] == [1, 2, 3]
    assert script.steps[1].lines[1].cues == (elastic(4.0),)


def test_a_head_above_a_line_says_what_the_text_is() -> None:
    script = read(
        "Title: Calm\nDuration: 10 minutes\nAuthor: 'A. B.'\n\n---\nRest. " * 1 + "[pause 60]" * 9
    )
    assert (script.title, script.meta) == ("Calm", (("author", "A. B."),))
    assert script.length is not None
    assert script.length[1] == 600.0
    assert script.steps[0].lines[0].place == Place("calm.md", 6)


@pytest.mark.parametrize(
    ("head", "seconds"),
    [("Duration: 10", 600.0), ("Length: 7:30", 450.0), ("duration: 500 seconds", 500.0)],
)
def test_a_duration_is_understood(head: str, seconds: float) -> None:
    length = read(f"---\n{head}\n---\nRest. [pause 120] Now.").length
    assert length is not None
    assert length[1] == seconds


def test_a_duration_beyond_the_text_is_the_nearest_it_can_be() -> None:
    length = read("Duration: 3 hours\n---\nRest.").length
    assert length is not None
    assert length[0] < length[1] == length[2]


def test_without_a_line_below_there_is_no_head() -> None:
    assert said("Remember: rest.\nNow.") == ["Remember: rest.", "Now."]
    assert said("---\nRest.") == ["Rest."]


def test_emphasis_links_entities_and_code_are_words() -> None:
    text = "Press **very _soft_** with `both` &amp; see [this](http://x.y/z). 2 * 3\n```\nEnd."
    (first, *_rest) = read(text).says()
    assert first.text == "Press very soft with both & see this."
    assert [first.text[a:b] for a, b in first.emphasis] == ["very", "soft"]
    assert said(text)[-1] == "End."


def test_an_aside_is_said_and_an_unknown_direction_is_not() -> None:
    text = "Sit (gently) down.\n[soft music plays] {fade} Rest. <!-- note --> <foo bar"
    assert said(text) == ["Sit gently down.", "Rest."]
    assert warned(text) == [
        (2, 1, "[soft music plays] is not known; it is left out."),
        (2, 20, "{fade} is not known; it is left out."),
        (2, 47, "<foo bar is not a whole tag; it is left out."),
    ]


@pytest.mark.parametrize("direction", ["(soft music begins)", "( Fade in )", "(soft music,\nlow)"])
def test_a_direction_that_is_a_paragraph_is_not_said(direction: str) -> None:
    text = f"Sit.\n\n{direction}\n\nRest."
    assert said(text) == ["Sit.", "Rest."]
    ((line, column, told),) = warned(text)
    assert (line, column) == (3, 1)
    assert told.startswith(f"{' '.join(direction.split())} stands alone like a direction")


@pytest.mark.parametrize("aside", ["(Or keep them open.)", "(Ready?)", "(soft) music", "x (low)"])
def test_an_aside_that_ends_like_a_sentence_is_said(aside: str) -> None:
    assert len(said(f"Sit.\n\n{aside}\n\nRest.")) == 3
    assert warned(f"Sit.\n\n{aside}\n\nRest.") == []


@pytest.mark.parametrize(
    "count", ["1... 2... 3...", "One. Two. Three.", "eins \u2026 zwei \u2026 3"]
)
def test_a_count_keeps_time_however_long_the_session(count: str) -> None:
    *between, after = [cue for cue in cues(f"{count}") if isinstance(cue, Pause)]
    assert between[:2] == [COUNT, COUNT]
    assert after in {COUNT, PARAGRAPH}


def test_a_number_among_words_is_no_count() -> None:
    text = "Breathe in for 4... 2 seconds. Rest..."
    assert [cue for cue in cues(text) if isinstance(cue, Pause)] == [
        elastic(2.0),
        SENTENCE,
        elastic(2.0),
    ]


# -- SSML ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<p><s>One.</s><s>Two</s></p>", ["One.", "Two"]),
        ("One <emphasis>two</emphasis> three.", ["One two three."]),
        ("<sub alias='World Wide Web'>WWW</sub> now", ["World Wide Web now"]),
        ("<sub>WWW</sub> now", ["WWW now"]),
        ("<say-as interpret-as='characters'>BBC</say-as>", ["B B C"]),
        ("<mark name='x'/>One<mark name='y'> two", ["One two"]),
        ("<!-- no > tag -->One<?php no ?>", ["One"]),
        ("<![CDATA[One & two]]>", ["One & two"]),
        ("<metadata>no <p>no</p></metadata>One", ["One"]),
        ("One <br/> two", ["One", "two"]),
    ],
)
def test_words_come_out_of_their_elements(inner: str, expected: list[str]) -> None:
    assert said(SSML.format(inner), "calm.ssml") == expected
    assert warned(SSML.format(inner), "calm.ssml") == []


@pytest.mark.parametrize(
    ("rate", "pace"),
    [("slow", 0.8), ("80%", 0.8), ("-10%", 0.9), ("+20%", 1.2), ("0.75", 0.75), ("10%", 0.5)],
)
def test_a_rate_is_the_pace_of_its_words(rate: str, pace: float) -> None:
    text = SSML.format(f"One. <prosody rate='{rate}'>Two.</prosody> Three.")
    assert [say.pace for say in read(text, "a.xml").says()] == [1.0, pytest.approx(pace), 1.0]


def test_elements_nest_and_namespaces_do_not_matter() -> None:
    slow = "<x:prosody rate='slow'>"
    inner = f"{slow}<emphasis>A {slow}b</x:prosody></emphasis></x:prosody>"
    text = SSML.format(inner)
    first, second = read(text, "a.xml").says()
    assert (first.text, first.pace, first.emphasis) == ("A", 0.8, ((0, 1),))
    assert (second.text, second.pace) == ("b", pytest.approx(0.64))


@pytest.mark.parametrize(
    ("inner", "column", "part"),
    [
        ("<phoneme alphabet='ipa' ph='x'>a</phoneme>", 1, "<phoneme> cannot be honoured"),
        ("a <voice name='x'>a</voice>", 3, "<voice> cannot be honoured"),
        ("<prosody pitch='low' rate='slow'>a</prosody>", 1, "the rate only, not pitch"),
        ("<prosody rate='odd'>a</prosody>", 1, "The rate 'odd' is not known"),
        ("<say-as interpret-as='date'>1</say-as>", 1, "as date is left to the voice"),
        ("<mstts:express-as style='x'>a</mstts:express-as>", 1, "<express-as> cannot"),
        ("<bogus>a</bogus>", 1, "<bogus> is not known"),
        ("a </p>", 3, "</p> closes nothing"),
        ("a <emphasis level='none'>b</emphasis></x>", 38, "</x> closes nothing"),
    ],
)
def test_what_cannot_be_honoured_is_listed(inner: str, column: int, part: str) -> None:
    (found,) = warned(f"<speak>\n{inner}\n</speak>", "a.ssml")
    assert found[:2] == (2, column)
    assert part in found[2]


def test_a_paragraph_ends_with_its_gap_and_an_unclosed_element_with_its_parent() -> None:
    text = SSML.format("<p>One</p><prosody rate='slow'><emphasis>Two</prosody> Three")
    assert cues(text, "a.xml")[:2] == [Say("One"), PARAGRAPH]
    assert [say.emphasis for say in read(text, "a.xml").says()] == [(), ((0, 3),), ()]


# -- whole files --------------------------------------------------------------------------------


def test_a_file_describes_itself(tmp_path: Path) -> None:
    path = tmp_path / "calm.txt"
    path.write_text("Title: Calm\nMood: soft\n---\nSit back. [pause 10] Rest.\n", encoding="utf-8")
    header = describe(path)
    assert (header.name, header.title, header.lang) == ("calm", "Calm", "en")
    assert header.meta == (("mood", "soft"),)
    assert 0 < header.length[0] < header.length[1] < header.length[2]
    assert header.length == load(path, Choices()).length


def test_the_language_is_the_texts_own() -> None:
    assert read("Lang: en-GB\n---\nRest.").lang == "en-GB"
    assert [read(f"Language: {name}\n---\nRest.").lang for name in ("English (US)", "deutsch")] == [
        "en",
        "de",
    ]
    with pytest.raises(UsageError, match="'/etc' is no tag of a language"):
        read("Language: /etc\n---\nRest.")
    assert read('<speak xml:lang="en-US">Rest.</speak>').lang == "en-US"
    with pytest.raises(UsageError, match="no words for the language 'tlh'"):
        read("Language: tlh\n---\nRest.")


def test_choices_hold_for_plain_texts_too() -> None:
    script = load(Path("a.txt"), Choices({"ending": "sleep"}, seed=4), text="Rest.")
    assert (script.ending, script.seed) == ("sleep", 4)
    with pytest.raises(UsageError, match="no parameter 'pressure'"):
        load(Path("a.txt"), Choices({"pressure": "soft"}), text="Rest.")


@pytest.mark.parametrize("text", ["", "\n\n", "***\n", "<speak></speak>"])
def test_a_text_without_words_is_an_error(text: str) -> None:
    if text == "***\n":
        assert cues(text) == [elastic(4.0)]
        return
    with pytest.raises(ScriptError, match="nothing to speak"):
        read(text)


pieces = st.sampled_from(
    [
        "<",
        ">",
        "</",
        "/>",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        "*",
        "**",
        "_",
        "`",
        "#",
        "\n",
        " ",
        ".",
        "...",
        "pause",
        "break",
        "time=",
        '"3s"',
        "speak",
        "sub alias='x'",
        "Rest",
        "a",
        "5",
        "&lt;",
        "<!--",
        "-->",
        "|",
        "~",
        "\\",
    ]
)


@given(st.lists(pieces, max_size=30).map("".join), st.sampled_from(["a.txt", "a.md", "a.ssml"]))
def test_no_tag_is_ever_spoken(text: str, name: str) -> None:
    try:
        words = said(text, name)
    except ScriptError:
        return
    for sentence in words:
        assert not set(sentence) & set("<>[]{}*_`|~\\#")
        assert sentence == sentence.strip()
        assert any(char.isalnum() for char in sentence)


@given(st.floats(0.001, 9999).map(lambda s: round(s, 3)))
def test_lengths_of_tags_are_read(seconds: float) -> None:
    assert read_seconds(f"{seconds}s") == pytest.approx(seconds)
    assert read_seconds(f"{seconds} minutes") == pytest.approx(seconds * 60)
    assert read_spelling("anything else") == ()


def test_the_usual_length_has_room_for_the_fades(tmp_path: Path) -> None:
    path = tmp_path / "bom.txt"
    path.write_text("Lie down. Rest.\n", encoding="utf-8")
    script = load(path, Choices())
    least, usual, most = script.length
    assert 13 < least < usual < most


def test_a_text_longer_than_any_session_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text("word " * 50_000, encoding="utf-8")
    with pytest.raises(UsageError, match="250,000 characters"):
        load(path, Choices())


def test_a_text_that_takes_longer_than_any_session_is_refused() -> None:
    with pytest.raises(
        UsageError, match=r"calm.md takes at least 4:4\d:\d\d; a session can last 4:00:00"
    ):
        read("Rest now.\n" * 10_000)


def test_a_paragraph_of_very_many_lines_ends_at_a_full_stop(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("A line\nof words.\n" * 200, encoding="utf-8")
    texts = [say.text for say in load(path, Choices()).says()]
    assert texts == ["A line of words."] * 200


def test_a_file_with_nul_bytes_is_refused_because_a_voice_would_stop_there(tmp_path: Path) -> None:
    path = tmp_path / "nul.txt"
    path.write_text("Lie\0down.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="NUL"):
        load(path, Choices())


def test_what_a_head_says_cannot_control_a_terminal() -> None:
    script = read("Author: A\x1b[2J\u202eB\n---\nRest.")
    assert script.meta == (("author", "A[2JB"),)
