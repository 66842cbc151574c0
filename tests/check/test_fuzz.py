"""Whatever is thrown at it: an answer, no traceback, and no tag that is spoken."""

from __future__ import annotations

import re
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from soothe.check.checking import check
from soothe.errors import ScriptError
from soothe.model import Choices
from soothe.script import load
from tests.check.pages import PATH

TEXT = Path("story.txt")
CALM = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
SMALL = """+++
title = "Small"
length = "1m..2m..3m"
[params]
cream = { type = "flag", default = false }
+++
## Arrive [15s..30s..1m id:arrive]
! Comfort, not treatment. Stop at any time.
+ {Rest.|Stay.} [4s]
{% if cream %}
## Cream [4s..10s..1m drop:1]
Take it.
{% endif %}
## Close [4s..30s..2m]
Sit.
"""

MARKS = st.sampled_from(
    [
        *("[4s]", "[paus 4s]", "[breath in:4s out:6s x3]", "[", "]", "[[", "[]", "[silence 2h]"),
        *("{a|b}", "{a|", "{{ name }}", "{% if cream %}", "{% endif %}", "{#", "#}", "{{{", "}}|"),
        *("~ ", "| ", "+ ", "! ", "> ", "1> ", "@-10s ", "[if arrive] ", "[every 3s..4s] "),
        *("\\[", "*so*", "**", "_", "`", "<b>", "</s>", "<", ">", "## Rest [1s..2s]", "##", "+++"),
        *("# soothe: ok claim because x", "{# soothe: ok x #}", "\x00", "\ue000", "\ue000\ue001"),
        *("\u2028", "\r\n", "\u202e", "\ud7ff", "left and right", "{{ 1/0 }}", "{{ sides('x') }}"),
        *("{% set name = 1 %}", "{% include 'lib/breath.md.j2' %}", "{{ length | spoken }}"),
    ]
)
WORDS = st.sampled_from(["Rest.", "Let go", "Notice the breath.", "3.5 kg", "Dr. Who", "\u00fcber"])
PIECES = st.lists(MARKS | WORDS | st.text(max_size=8), max_size=8).map(" ".join)

TAGS = st.sampled_from(
    [
        *('<break time="3s"/>', "<break/>", "<p>", "</p>", "<s>", "</s>", "<mark name='x'/>"),
        *('<prosody rate="slow">', "</prosody>", '<emphasis level="strong">', "</emphasis>"),
        *('<sub alias="etc">', "</sub>", '<say-as interpret-as="characters">', "</say-as>"),
        *(
            '<phoneme ph="x">',
            "</phoneme>",
            "<!-- hidden -->",
            "<!--",
            "<?xml?>",
            "<![CDATA[ x ]]>",
        ),
        *(
            "<x:speak>",
            "</speak>",
            "<speak",
            "<amazon:effect>",
            "</amazon:effect>",
            "&lt;b&gt;",
            "&",
        ),
        *(
            "[PAUSE:5]",
            "[pause 5 seconds]",
            "[5 second pause]",
            "...",
            "[inhale]",
            "(pause)",
            "<#3#>",
        ),
        *(
            "[[slnc 2000]]",
            "[whatever]",
            "# Head",
            "---",
            "- item",
            "1. item",
            "> quote",
            "```",
            "***",
        ),
    ]
)
TAGGED = st.lists(TAGS | WORDS | st.text(max_size=6), max_size=10)
SPOKEN_TAG = re.compile(r"</?[A-Za-z!?][^<>]*>|[\[\]{}<>|~`\\_*]")


@CALM
@given(PIECES, st.integers(0, SMALL.count("\n")))
def test_a_script_gets_an_answer(pieces, number):
    lines = SMALL.split("\n")
    lines.insert(number, pieces)
    for problem in check(PATH, text="\n".join(lines)).problems:
        assert problem.place.line >= 1
        assert problem.place.column >= 1
        assert problem.message.strip()


@CALM
@given(st.text(max_size=60) | PIECES)
def test_front_matter_gets_an_answer(text):
    for problem in check(PATH, text=f"+++\n{text}\n+++\n## Rest [5s..9s]\nRest.").problems:
        assert problem.place.line >= 1


def said(path, text):
    try:
        return [say.text for say in load(path, Choices(), text=text).says()]
    except ScriptError:
        return []


@CALM
@given(TAGGED, st.sampled_from([" ", "\n", "\n\n", ""]))
def test_no_tag_of_a_plain_text_is_spoken(pieces, glue):
    text = glue.join(pieces)
    assert not [line for line in said(TEXT, text) if SPOKEN_TAG.search(line)], text


@CALM
@given(TAGGED)
def test_no_tag_of_ssml_is_spoken(pieces):
    text = f"<speak version='1.1'>{' '.join(pieces)}</speak>"
    assert not [line for line in said(TEXT, text) if SPOKEN_TAG.search(line)], text


@CALM
@given(PIECES)
def test_no_mark_of_a_script_is_spoken(pieces):
    text = f'+++\ntitle = "T"\nlength = "1m..2m..3m"\n+++\n## Rest [5s..2m]\n{pieces}\n'
    for line in said(PATH, text):
        assert not re.search(r"</?[A-Za-z][^<>]*>|\{%|\{\{|[\ue000\ue001]", line), text
