"""The transcript: everything spoken, with times, as page, Markdown and text."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from soothe.model import BedChange, Bell, Pause, Placed, Say, Script, Show, Span, Step, Timeline
from soothe.outputs.transcript import Section, transcribe
from soothe.outputs.transcript_text import html, md, txt

RATE = 1000
STEPS = (
    Step("hello", "Welcome", 1, 2, 3, ()),
    Step("left", "Left foot: *heel* & <toe>", 1, 2, 3, ()),
)
SCRIPT = Script(
    "foot",
    "Foot massage",
    "en-GB",
    STEPS,
    needs=("A towel.",),
    cautions=("Not with a clot.", "Stop at any time."),
)
TIMELINE = Timeline(
    RATE,
    120_000,
    4000,
    8000,
    1000,
    (Span(STEPS[0], 4000, 30_000), Span(STEPS[1], 34_000, 77_000)),
    (
        Placed(Say("Welcome."), 4000, 1000, 0, 0),
        Placed(Say("Sit down."), 6000, 1000, 0, 0),
        Placed(BedChange(), 8000, 0, 0, 1),
        Placed(Pause(1, 1, 1), 8000, 1000, 0, 1),
        Placed(Bell(), 9000, 3000, 0, 2),
        Placed(Show("Oil & towel <here>"), 12_000, 0, 0, 3),
        Placed(Bell("low", 3), 34_000, 9000, 1, 0),
        Placed(Say("Hold the heel."), 43_000, 2000, 1, 1),
        Placed(Pause(20, 20, 20), 45_000, 20_000, 1, 1),
        Placed(Pause(2, 2, 2), 65_000, 2000, 1, 2),
    ),
)


def test_each_step_has_its_time_and_what_is_heard():
    transcript = transcribe(SCRIPT, TIMELINE)
    assert transcript.length == "2:00"
    assert transcript.sections == (
        Section(
            "Welcome", "0:04", "0:30", ("Welcome. Sit down.", "[♪ bell]", "Oil & towel <here>")
        ),
        Section(STEPS[1].title, "0:34", "1:17", ("[♪♪♪ low bell]", "Hold the heel. [0:20]")),
    )


def test_plain_text():
    assert txt(transcribe(SCRIPT, TIMELINE)) == (
        "Foot massage (2:00)\n\nA towel.\n\nNot with a clot.\n\nStop at any time.\n\n"
        "0:04  Welcome (0:30)\n\nWelcome. Sit down.\n\n[♪ bell]\n\nOil & towel <here>\n\n"
        "0:34  Left foot: *heel* & <toe> (1:17)\n\n[♪♪♪ low bell]\n\nHold the heel. [0:20]\n"
    )


def test_markdown_keeps_every_character_what_it_is():
    text = md(transcribe(SCRIPT, TIMELINE))
    assert text.startswith("# Foot massage (2:00)\n\n- A towel.\n\n- Not with a clot.\n")
    assert "## 0:34 Left foot: \\*heel\\* & \\<toe\\> (1:17)\n" in text
    assert "\\[♪ bell\\]" in text


class Reader(HTMLParser):
    """Collects the text of each element, and checks that they close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.texts: list[tuple[str, str]] = []

    def handle_starttag(self, tag, attrs):
        if tag == "html":
            assert dict(attrs) == {"lang": "en-GB"}
        if tag != "meta":
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if data.strip():
            self.texts.append((self.open[-1], data.strip()))


def test_the_page_has_real_headings_its_language_and_every_text():
    reader = Reader()
    reader.feed(html(transcribe(SCRIPT, TIMELINE)))
    assert reader.open == []
    texts = [each for each in reader.texts if each[0] != "style"]
    assert texts[:5] == [
        ("title", "Foot massage"),
        ("h1", "Foot massage"),
        ("small", "2:00"),
        ("li", "A towel."),
        ("li", "Not with a clot."),
    ]
    assert ("h2", "Left foot: *heel* & <toe>") in texts
    assert [text for tag, text in texts if tag == "p"] == [
        "Welcome. Sit down.",
        "[♪ bell]",
        "Oil & towel <here>",
        "[♪♪♪ low bell]",
        "Hold the heel. [0:20]",
    ]


def test_a_page_without_cautions_has_no_empty_list():
    assert "<ul>" not in html(transcribe(Script("a", "A", "en", ()), TIMELINE))


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en-GB", "[♪ breathe in] [♪♪ bell]"),
        ("de", "[♪ einatmen] [♪♪ Glocke]"),
        ("xx", "[♪ breathe in] [♪♪ bell]"),
    ],
)
def test_sounds_are_told_in_the_language_of_the_session(lang, told):
    bells = (Bell("in", spacing=4.0), Bell("bell", 2))
    placed = tuple(Placed(bell, 0, 4000, 0, 0) for bell in bells)
    timeline = replace(TIMELINE, placed=placed)
    assert transcribe(replace(SCRIPT, lang=lang), timeline).sections[0].paragraphs == (told,)


def test_a_sound_of_ones_own_keeps_its_name():
    timeline = replace(TIMELINE, placed=(Placed(Bell("gong"), 0, 3000, 0, 0),))
    assert transcribe(SCRIPT, timeline).sections[0].paragraphs == ("[♪ gong]",)
