"""Texts that people already have are held to what they can have: each rule at its line."""

from __future__ import annotations

import pytest

from soothe.check.checking import check

SAFE = "This is comfort, not treatment. Stop at any time.\n\n"
HOLDS = "Skip the holds if you are pregnant.\n\n"


@pytest.fixture
def found(tmp_path):
    """Writes a text; gives (rule, line number) of what is found in it, in order."""

    def find(text, name="story.txt"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return [(problem.rule, problem.place.line) for problem in check(path).problems]

    return find


def test_a_text_without_faults(found):
    assert found(f"{SAFE}Lie down. Breathe out slowly. [pause 10s]\n\nRest now.\n") == []


@pytest.mark.parametrize(
    ("rule", "text"),
    [
        ("not-honoured", "Lie down. <voice name='x'>Rest.</voice>"),
        ("claim", "This detoxifies you."),
        ("long-sentence", "Stroke over the skin and on and on until you reach the end."),
        ("caption", f"{'Stroke the skin extraordinarily unhurriedly and ' * 2}rest."),
        ("soft-words", "Gently rest. Gently breathe."),
        ("mixed-sides", "Lay your left hand on the right one."),
        ("long-silence", "Rest. [pause 40s]"),
        ("long-silence", "I will be quiet for a while. [pause 100s]"),
        ("breath-pattern", "Breathe. [inhale 7] [exhale 14]"),
        ("breath-pattern", "Breathe. [inhale 1] [exhale 2]"),
        ("breath-pattern", "Breathe. [inhale 6] [exhale 4]"),
        ("breath-pattern", "Breathe. [inhale 4] [exhale 8] [pause 2s] [hold 9] [exhale 4]"),
        ("breath-hold", "Breathe. [inhale 4] [hold 2] [exhale 4]"),
    ],
)
def test_a_fault_is_found_at_its_line(found, rule, text):
    findings = found(f"{SAFE}Lie down.\n\n{text}\n")
    assert (rule, 5) in findings
    assert {name for name, _ in findings} <= {rule, "caption", "long-sentence", "breath-hold"}


@pytest.mark.parametrize(
    "text",
    [
        "Rest. [pause 25s]",
        "I will be quiet for a while. [pause 80s]",
        "Breathe. [inhale 4] [exhale 6] [pause 10s]",
        "Breathe in. [inhale 4] And out. [exhale 6]",
        f"{HOLDS}Breathe. {'[inhale 4] [hold 7] [exhale 8] ' * 4}",
    ],
)
def test_what_is_well_is_left_alone(found, text):
    assert found(f"{SAFE}Lie down.\n\n{text}\n\nRest.\n") == []


def test_long_holds_are_for_few_breaths(found):
    cycles = "[inhale 4] [hold 7] [exhale 8] " * 5
    assert found(f"{SAFE}{HOLDS}Breathe. {cycles}\n") == [("breath-pattern", 5)]


def test_a_tone_lasts_until_the_next(found):
    assert found(f"{SAFE}{HOLDS}Breathe. [inhale] [pause 12s] [exhale 8]\n") == [
        ("breath-pattern", 5)
    ]


def test_safety_is_said_soon(found):
    assert found("Lie down. Rest.\n") == [("safety-unsaid", 1)]
    late = "Rest here. I will be quiet. [pause 80s]\n\nI am still quiet. [pause 30s]\n\n"
    assert found(f"{late}{SAFE}") == [("safety-unsaid", 1)]


def test_titles_are_chapters(found):
    text = (
        f"# Settle\n{SAFE}# The inner and the outer arch of the left foot\nRest.\n# Settle\nRest.\n"
    )
    assert sorted(found(text, "story.md")) == [
        ("chapter-title", 1),
        ("chapter-title", 4),
        ("chapter-title", 6),
    ]


def test_ssml_is_judged_where_it_stands(found):
    text = "<speak>\n<p>Comfort, not treatment.</p>\n<p>This heals you.</p>\n</speak>\n"
    assert found(text, "story.ssml") == [("claim", 3)]


@pytest.mark.parametrize("name", ["story.md", "story.txt"])
def test_a_comment_silences_its_line(found, name):
    why = "<!-- soothe: ok long-silence because they sleep -->"
    text = f"{SAFE}Rest. [pause 60s] {why}\n\nStay. [pause 60s]\n"
    assert found(text, name) == [("long-silence", 5)]
    assert found(f"{SAFE}Rest. {why}\n", name) == [("waiver", 3)]


def test_quiet_before_the_first_word_has_a_place(found):
    assert ("long-silence", 1) in found(f"[pause 60s]\n\n{SAFE}Rest.\n")


def test_german_texts_have_german_words(found):
    text = "lang: de\n---\nDas ersetzt keine Behandlung. Das heilt dich. Das entgiftet.\n"
    assert ("claim", 3) in found(text)
    assert "safety-unsaid" not in {rule for rule, _ in found(text)}
