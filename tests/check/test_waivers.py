"""A finding can be meant to be so: on its line, for its rule, with a reason."""

from __future__ import annotations

import pytest

from tests.check.pages import changed, checked, found

TOUCH = "{Stroke|Glide} slowly, with the whole hand. [3s]"
LONG = "Stroke over the skin and on and on until you reach the end. [3s]"
WHY = "{# soothe: ok long-sentence because it sways #}"
REST = "## Rest [10s..20s..40s id:rest weight:0.5 pace:0.9]"


@pytest.mark.parametrize("text", [f"{LONG} {WHY}", f"{WHY}\n{LONG}", f"{WHY[:-2]}-#}}\n{LONG}"])
def test_a_reason_silences_its_line(text):
    assert found(changed(TOUCH, text)) == []


@pytest.mark.parametrize("text", [f"{LONG}\n{WHY}", f"{WHY}\n\n{LONG}"])
def test_a_waiver_elsewhere_silences_nothing(text):
    rules = [rule for rule, _ in found(changed(TOUCH, text))]
    assert sorted(rules) == ["long-sentence", "waiver"]


@pytest.mark.parametrize(
    ("waiver", "message"),
    [
        ("{# soothe: ok long-sentence #}", "Say why: # soothe: ok long-sentence because ..."),
        (
            "{# soothe: ok long-sentense because #}",
            "There is no rule 'long-sentense'. Did you mean",
        ),
        ("{# soothe: ok claim because I know #}", "Nothing here breaks claim. Take it out."),
        ("{# soothe: ok claim, caption because x #}", "Nothing here breaks caption or claim."),
    ],
)
def test_a_waiver_that_is_wrong_silences_nothing(waiver, message):
    problems = checked(changed(TOUCH, f"{LONG} {waiver}")).problems
    assert sorted(problem.rule for problem in problems) == ["long-sentence", "waiver"]
    (complaint,) = [problem.message for problem in problems if problem.rule == "waiver"]
    assert complaint.startswith(message)


def test_several_rules_at_once():
    why = "{# soothe: ok long-sentence, claim because it is a quotation #}"
    text = f"Here they said that the stroke heals all who rest and wait for it. [3s] {why}"
    assert found(changed(TOUCH, text)) == []


def test_in_front_matter_it_is_a_comment_of_toml():
    why = "# soothe: ok length-gap because a voice may be quicker than the estimate"
    length = 'length = "2m..3m..4m"'
    text = changed(length, 'length = "1m45s..3m..4m"')
    assert "length-gap" in {rule for rule, _ in found(text)}
    text = text.replace('"              # least, usual, most', f'"  {why}')
    assert "length-gap" not in {rule for rule, _ in found(text)}


def test_errors_of_reading_cannot_be_silenced():
    text = changed(TOUCH, "[paus 3s] {# soothe: ok unknown-cue because I like it #}")
    assert [rule for rule, _ in found(text)] == ["unknown-cue", "waiver"]
