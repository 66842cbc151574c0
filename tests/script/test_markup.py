"""SSML and XML: documents as they are found, whole and broken, and nothing of them spoken."""

from __future__ import annotations

import pytest

from soothe.errors import ScriptError
from soothe.model import Pause, Say
from soothe.script.spellings import PARAGRAPH, SENTENCE, elastic
from tests.script.test_plain import SSML, cues, said, warned

DOCTYPE = """<?xml version="1.0"?>
<!-- by hand -->
<!DOCTYPE speak PUBLIC "-//W3C//DTD SYNTHESIS 1.0//EN" "http://www.w3.org/x.dtd" [
  <!ENTITY lake "the calm lake">
  <!ENTITY lake "something else">
  <!ENTITY far SYSTEM "file:///etc/passwd">
  <!ENTITY tag "<break/>">
  <!ENTITY lol "lol"><!ENTITY lol1 "&lol;&lol;"><!ENTITY lol2 "&lol1;&lol1;">
]>
<speak>{}</speak>"""


def test_a_document_type_is_not_said_and_its_words_are() -> None:
    text = DOCTYPE.format("Look at &lake;.")
    assert said(text, "a.ssml") == ["Look at the calm lake."]
    assert warned(text, "a.ssml") == []


@pytest.mark.parametrize("name", ["far", "tag", "lol1", "lol2", "nothing"])
def test_an_entity_that_could_be_a_tag_a_file_or_a_bomb_is_left_out(name: str) -> None:
    text = DOCTYPE.format(f"Rest &{name};now.")
    assert said(text, "a.ssml") == ["Rest now."]
    assert warned(text, "a.ssml") == [(10, 13, f"&{name}; is not known; it is left out.")]


def test_a_word_that_is_long_is_no_entity() -> None:
    text = f'<!DOCTYPE speak [<!ENTITY a "{"so " * 99}">]><speak>Rest &a; now.</speak>'
    assert said(text, "a.ssml") == ["Rest now."]


@pytest.mark.parametrize(
    "inner",
    [
        'a &lt;break time="3s"/&gt; b',
        "a &lt;break time=&quot;3s&quot;/&gt; b",
        'a &#60;break time="3s"/&#x3E; b',
        'a &amp;lt;break time="3s"/&amp;gt; b',
        '<![CDATA[a <break time="3s"/> b]]>',
        "<![CDATA[a [pause 3s] b]]>",
        "a &#91;pause 3&#93; b",
        "a <pause time='3s'/> b",
        "a <pause 3> b",
        "a <silence msec='3000'/> b",
        "a <ssml:break strength='strong'/> b",
        "a <break 3s> b",
        "a <wait seconds='3'/> b".replace("seconds", "sec"),
    ],
)
def test_a_tag_means_the_same_however_it_is_escaped(inner: str) -> None:
    assert cues(SSML.format(inner), "a.ssml") == [Say("a"), elastic(3.0), Say("b"), PARAGRAPH]
    assert warned(SSML.format(inner), "a.ssml") == []


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<![CDATA[5 < 6 & 7]]>", ["5 6 & 7"]),
        ("&lt;b&gt;Rest&lt;/b&gt; now", ["Rest now"]),
        ("<metadata>a <x/> [b] <break/> c</metadata>Rest", ["Rest"]),
        ("<sub alias='say &quot;hi&quot; &lt;b&gt;'>x</sub>", ['say "hi" b']),
        ("<![CDATA[" * 3000 + "Rest" + "]]>" * 3000, ["Rest"]),
        ("One<br></br> two</mark> three.", ["One", "two three."]),
        ("Tom &amp; Ann &notit; 5 &gt; 4", ["Tom & Ann 5 4"]),
    ],
)
def test_words_stay_and_marks_go(inner: str, words: list[str]) -> None:
    assert said(SSML.format(inner), "a.ssml") == words


@pytest.mark.parametrize(
    ("inner", "expected"),
    [
        ("<audio src='x'>Birds</audio>Rest now", [Say("Birds"), SENTENCE, Say("Rest now")]),
        ("Hear<audio src='x'/>this", [Say("Hear"), SENTENCE, Say("this")]),
        ("<s>One</s><s>Two</s>", [Say("One"), SENTENCE, Say("Two")]),
        ("<p><s>One.</s></p><p>Two</p>", [Say("One."), PARAGRAPH, Say("Two")]),
        ("One<br/>two", [Say("One"), SENTENCE, Say("two")]),
        ("One<hr/>two", [Say("One"), PARAGRAPH, Say("two")]),
        ("<p>One</p><break time='9s'/>two", [Say("One"), elastic(9.0), Say("two")]),
        ("<p><break time='9s'/></p>two", [elastic(9.0), Say("two")]),
    ],
)
def test_elements_end_sentences(inner: str, expected: list[Say | Pause]) -> None:
    assert cues(SSML.format(inner), "a.ssml") == [*expected, PARAGRAPH]


@pytest.mark.parametrize(
    ("inner", "column", "message"),
    [
        ("a <break time='soon'/>", 3, "<break> has no length that can be had; it is left out."),
        ("a <break time='99h'/>", 3, "<break> has no length that can be had; it is left out."),
        ("a <break strength='odd'/>", 3, "<break> has no length that can be had; it is left out."),
        ("a <wait for='it'/>", 3, "<wait> has no length that can be had; it is left out."),
        ("a <img src='b.png'/>", 3, "<img> is a picture; it is left out."),
        ("a <break\n  time='3s' b", 3, "<break time='3s' b is not a whole tag; it is left out."),
        ("a <!-- b", 3, "<!-- b is not a whole tag; it is left out."),
        ("a <b " + "x" * 99, 3, f"<b {'x' * 57}\u2026 is not a whole tag; it is left out."),
    ],
)
def test_what_cannot_be_had_is_listed(inner: str, column: int, message: str) -> None:
    assert warned(f"<speak>\n{inner}\n</speak>", "a.ssml") == [(2, column, message)]
    assert said(f"<speak>\n{inner}\n</speak>", "a.ssml") == ["a"]


def test_a_broken_document_plays_what_is_whole() -> None:
    text = (
        "<speak><p>Sit <emphasis>down. <break time='3s'\nLie <prosody rate='slow>back.</b></speak"
    )
    assert said(text, "a.ssml") == ["Sit down.", "Lie back."]


@pytest.mark.parametrize(
    "text",
    [
        "<speak>" + "<p>" * 4_000 + "Rest" + "</p>" * 4_000 + "</speak>",
        "<speak>" + "<p>" * 4_000 + "Rest" + "</s>" * 4_000 + "</speak>",
        "<!-- a -->" * 4_000 + "Rest",
        "<? a ?>" * 4_000 + "Rest",
        "<!-- a " * 4_000 + "\nRest",
        "<speak>" + "Rest<mark/>\n" * 4_000 + "</speak>",
        "*_" * 70 + "Rest" + "_*" * 70,
    ],
    ids=["nested", "crossed", "comments", "instructions", "open comments", "marks", "stressed"],
)
def test_a_text_costs_its_length_and_not_its_square(text: str) -> None:
    assert said(text, "a.ssml")[0].startswith("Rest")


def test_a_comment_may_reach_over_paragraphs_and_an_unclosed_one_to_the_end_of_its_line() -> None:
    assert said("One. <!-- two\n\nthree --> Four.") == ["One.", "Four."]
    assert said("One. <!-- two\nThree.") == ["One.", "Three."]
    assert said("One. <![CDATA[ <!-- ]]> Two. --> Three.") == ["One.", "Two. -- Three."]


def test_nothing_but_marks_is_nothing_to_speak() -> None:
    with pytest.raises(ScriptError, match="nothing to speak"):
        said("<!DOCTYPE html><html><head><title>x</title></head><body>.</body></html>", "a.html")
