"""Markdown and heads of texts as they are found: nothing of them is spoken but their words."""

from __future__ import annotations

import pytest

from soothe.model import Say
from soothe.script.spellings import PARAGRAPH, elastic
from tests.script.test_plain import cues, read, said, warned


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "| When | Words |\n|:--|--:|\n| Now | Sit *down*. |",
            ["When", "Words", "Now", "Sit down."],
        ),
        ("When | Words\n--- | ---\nNow | Sit.", ["When Words", "Now Sit."]),
        ("Look ![a lake](lake_(1).png 'A lake') here.", ["Look here."]),
        (
            "See [this](http://a.b/c_(d) 'e') and [that][b].\n\n[b]: http://x",
            ["See this and that."],
        ),
        ("See [b] and [c][].\n\n[B]: <x>\n [c]: y 'z'", ["See b and c."]),
        ("Go to <https://a.b>, https://a.b/c_d or www.a.b.", ["Go to , or ."]),
        ("Write to <me@a.b> or <mailto:me@a.b>.", ["Write to or ."]),
        ("```python\nBreathe.\n```\n~~~\nRest.\n~~~", ["Breathe.", "Rest."]),
        ("Feel it.[^1] Rest.\n\n[^1]: A note.", ["Feel it.", "Rest."]),
        ("So ~~not~~ `this` __is__ ***it***.", ["So not this is it."]),
        ("> One\n> two.\n>\n> > Three.\nFour.", ["One two.", "Three.", "Four."]),
        ("> # Rest\n> - One.\n> 2) Two.", ["One.", "Two."]),
        (
            "1. One.\n2. Two.\n10. Ten.\n- [ ] Arms\n- [x] Legs",
            ["One.", "Two.", "Ten.", "Arms", "Legs"],
        ),
        ("\u2022 One.\n\u2013 Two.\n\u2014 Three.", ["One.", "Two.", "Three."]),
        ("3. 2. 1. Relax.", ["3.", "2.", "1.", "Relax."]),
        ("5... 4... 3...", ["5...", "4...", "3..."]),
        (":::note\nStay.\n:::", ["Stay."]),
        ("One.\n* * *\n- - -\n***\n___\n---\nTwo.", ["One.", "Two."]),
        ("Rest \\[pause 5\\] and \\*stay\\*.", ["Rest", "and stay ."]),
        ("<h1>Head</h1><p>Sit<br>down.</p>", ["Head", "Sit", "down."]),
        (
            "A star \u2728\ufe0f\U0001f9d8\u200d\u2640\ufe0f here at 20\u00b0.",
            ["A star here at 20\u00b0."],
        ),
        ("Zero\u00adwidth\u200b \u202eback\u202c \ue15bx\ue15d \x07.", ["Zerowidth back x ."]),
        ("Let it *rest*. *Inhale* _slowly_.", ["Let it rest.", "Inhale slowly."]),
        (
            "Breathe in...and out\u2026now . . . rest",
            ["Breathe in...", "and out\u2026", "now . . .", "rest"],
        ),
        ("(pause). 5 breaths, . . and (softly) on.", ["5 breaths, . . and softly on."]),
        (
            "NARRATOR: (softly) Sit.\n\nGuide 2 (low): Rest.\nHost: (pause) Go.",
            ["Sit.", "Rest.", "Go."],
        ),
        (
            "[00:00] Sit.\n(0:30) Rest.\n1:00:05 - Go.\n00:01,5 --> 00:04,0\nAt 7:30 wake.",
            ["Sit.", "Rest.", "Go.", "At 7:30 wake."],
        ),
    ],
)
def test_words_come_out_of_markdown(text: str, words: list[str]) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a ![b](c.png)", [(1, 3, "![b](c.png) is a picture; it is left out.")]),
        ("a <https://b.c>", [(1, 3, "<https://b.c> is an address; it is left out.")]),
        ("a[^1]", [(1, 2, "[^1] is a footnote; it is left out.")]),
        ("a\n\n[^1]: b", [(3, 1, "This is a footnote; it is left out.")]),
        ("a [b][inhale] c", [(1, 3, "[b] is not known; it is left out.")]),
        (
            "[0:30] a",
            [
                (
                    1,
                    1,
                    "[0:30] is a time, which the length of the session decides; it is left out.",
                )
            ],
        ),
    ],
)
def test_what_is_left_out_is_listed(text: str, found: list[tuple[int, int, str]]) -> None:
    assert warned(text) == found


def test_two_tags_side_by_side_are_no_link() -> None:
    assert cues("[pause 3][inhale]") == [elastic(3.0), *cues("[inhale]")]
    assert cues("[pause 3](gently) on") == [elastic(3.0), Say("gently on"), PARAGRAPH]


def test_a_pause_may_stand_on_its_line_without_brackets() -> None:
    text = "Sit\nPAUSE\ndown.\nPause: 10 seconds\nRest."
    assert cues(text) == [
        *(Say("Sit"), PARAGRAPH, elastic(4.0)),
        *(Say("down."), PARAGRAPH, elastic(10.0)),
        *(Say("Rest."), PARAGRAPH),
    ]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("# *One* [two](x) \U0001f319 {#id} ##\nSit.", ["One two"]),
        ("One\n===\nSit.\n\nRest.\n===\nGo.", ["One", "Rest."]),
        ("One\ntwo.\n===\nSit.", ["calm"]),
        ("#\tOne\nSit.\n### \nRest.\n#no\n", ["One", "One"]),
    ],
)
def test_headings_are_steps(text: str, titles: list[str]) -> None:
    assert [step.title for step in read(text).steps] == titles


@pytest.mark.parametrize(
    ("text", "title", "words"),
    [
        ("Title: Calm\nDuration: 5\n\nSit.", "Calm", ["Sit."]),
        ("Title: Calm\n\nMood: soft\n\n---\nSit.", "Calm", ["Sit."]),
        ("# Calm\n\n**Duration:** 5 minutes\n**Tone:** soft\n\n---\n\nSit.", "Calm", ["Sit."]),
        ("# Calm\n\nDuration: 5\n\nSit.", "Calm", ["Sit."]),
        ("---\ntitle: Calm\ntags:\n  - a\n- b\n# note\n---\nSit.", "Calm", ["Sit."]),
        ("---\ntitle: Calm\n...\nSit.", "Calm", ["Sit."]),
        ("Titel: Ruhe\nSprache: de\nDauer: 5\n\nSitz.", "Ruhe", ["Sitz."]),
        ("# Calm\n\nSit.", "Calm", ["Sit."]),
        ("Voice: Sit down.\n\nRest.", "calm", ["Voice: Sit down.", "Rest."]),
        ("Title: Calm\nRemember: sit.\n\nRest.", "calm", ["Title: Calm Remember: sit.", "Rest."]),
        ("---\nNote: sit.\nBreathe.\n\n---\nRest.", "calm", ["Note: sit.", "Breathe.", "Rest."]),
    ],
)
def test_a_head_is_known_in_its_usual_forms(text: str, title: str, words: list[str]) -> None:
    script = read(text)
    assert script.title == title
    assert [say.text for say in script.says()] == words
