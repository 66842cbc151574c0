"""Each rule finds what it is for, at its line, and nothing in a script without that fault."""

from __future__ import annotations

import re

import pytest

from soothe.check.rules import BY_NAME, RULES
from tests.check.pages import changed, checked, found, page

TOUCH = "{Stroke|Glide} slowly, with the whole hand. [3s]"
FIRST = "! Comfort, not treatment. Skip what is sore, numb, swollen or broken. [0.5s..2s]"
SECOND = "! At most four of ten, never painful. Stop at any time. [0.5s..2s]"
BREATH = "[breath in:4s out:6s x1..3]"
CREAM = 'cream = { type = "flag", default = false, help = "use a little cream" }'
LENGTH = 'length = "2m..3m..4m"              # least, usual, most'
HEAD = "## Touch [30s..75s..2m id:touch pace:0.95]"
REST = "## Rest [10s..20s..40s id:rest weight:0.5 pace:0.9]"
ARRIVE = "## Arrive [24s..32s..45s id:arrive]"


@pytest.mark.parametrize("sides", [False, True])
def test_the_pattern_has_no_findings(sides):
    assert checked(page(sides=sides)).problems == ()
    assert checked(page(sides=sides), thorough=True).problems == ()


def test_names_are_unique_and_reasons_are_sentences():
    assert len(BY_NAME) == len(RULES)
    assert all(rule.reason.endswith(".") for rule in RULES)


@pytest.mark.parametrize(
    ("rule", "old", "new"),
    [
        (
            "long-sentence",
            TOUCH,
            "Stroke over the skin and on and on until you reach the end. [3s]",
        ),
        (
            "long-sentence",
            TOUCH,
            "{Stroke|Glide on and on and on and on} slowly with the whole hand. [3s]",
        ),
        ("claim", TOUCH, "{Stroke|Glide}, which detoxifies the skin. [3s]"),
        ("claim", TOUCH, "{Stroke|Glide}, and lower your blood pressure. [3s]"),
        ("claim", TOUCH, "{Stroke|Glide}. Here you reach your {liver|skin}. [3s]"),
        ("caption", TOUCH, f"{'Stroke the skin extraordinarily unhurriedly and ' * 2}rest. [3s]"),
        ("mixed-sides", TOUCH, "Lay your left hand on the right one. [3s]"),
        ("unknown-sound", TOUCH, "Stroke slowly, with the whole hand. [bell:gong] [3s]"),
        ("unknown-sound", TOUCH, "Stroke slowly, with the whole hand. [bell:rain] [3s]"),
        ("unknown-sound", TOUCH, "Stroke slowly, with the whole hand. [sound ocaen over 4s] [3s]"),
        ("same-wording", TOUCH, "{Stroke|Glide|stroke} slowly, with the whole hand. [3s]"),
        ("undefined", TOUCH, "{% if false %}{{ nmae }}{% endif %}Stroke the hand slowly now. [3s]"),
        ("impossible-value", TOUCH, 'Stroke{% if ending == "slepe" %} on{% endif %} slowly. [3s]'),
        ("hidden-name", TOUCH, TOUCH + '{% set first = "left" %}'),
    ],
)
def test_a_line(rule, old, new):
    findings = found(changed(old, new))
    assert (rule, new) in findings
    assert {name for name, _ in findings} <= {rule, "caption", "long-sentence"}


@pytest.mark.parametrize(
    ("rule", "old", "new", "line"),
    [
        ("safety-dropped", ARRIVE, ARRIVE.replace("id:", "drop:1 id:"), None),
        ("safety-dropped", FIRST, "[if no cream] " + FIRST, "[if no cream] " + FIRST),
        ("safety-long", FIRST, FIRST + " And never on anything that is hot or burnt.", None),
        ("tight-step", HEAD, HEAD.replace("30s", "4s"), None),
        ("chapter-title", REST, REST.replace("Rest", "Touch"), None),
        ("chapter-title", REST, REST.replace("Rest", "Rest " * 9), None),
        ("never-fits", REST, REST.replace("10s..20s..40s", "4m..5m..6m"), None),
        ("length-gap", LENGTH, 'length = "1m..3m..4m"', None),
        ("length-combination", LENGTH, 'length = "2m..4m30s..4m45s"', None),
        ("unused-param", CREAM, CREAM + "\nsalt = { type = 'flag' }", "salt = { type = 'flag' }"),
        ("breath-pattern", BREATH, "[breath in:7s out:14s x1]", None),
        ("breath-pattern", BREATH, "[breath in:1s out:2s x4]", None),
        ("breath-pattern", BREATH, "[breath in:6s out:4s x1..3]", None),
    ],
)
def test_a_place(rule, old, new, line):
    findings = found(changed(old, new))
    assert rule in {name for name, _ in findings}
    at = [where for name, where in findings if name == rule]
    assert at[0] in {line or new.strip(), *new.split("\n"), ARRIVE, FIRST, LENGTH, HEAD}


def test_a_session_without_safety():
    text = page().replace("! Comfort", "Comfort").replace("! At most", "At most")
    assert ("safety-missing", ARRIVE) in found(text)


def test_safety_that_comes_late():
    early = "Wait. [silence 85s..100s]\n" + FIRST
    text = changed(FIRST, early).replace(ARRIVE, "## Arrive [100s..110s..3m id:arrive]")
    assert "safety-late" in {rule for rule, _ in found(text)}


@pytest.mark.parametrize("most", [4, 5])
def test_long_holds_are_for_few_breaths(most):
    caution = "! Skip the holds if you are pregnant or dizzy. [1s]\n"
    text = changed(BREATH, f"{caution}[breath in:4s hold:7s out:8s x1..{most}]")
    rules = {rule for rule, _ in found(text)}
    assert ("breath-pattern" in rules) == (most == 5)
    assert "breath-hold" not in rules


def test_held_breaths_need_a_caution_before():
    text = changed(BREATH, "[breath in:4s hold:2s out:4s x1..3]")
    assert [rule for rule, _ in found(text)] == ["breath-hold"]


def test_worn_words():
    text = changed(TOUCH, "Gently stroke. [1s] Gently press. [1s] Allow it to rest. [1s]")
    (finding,) = [p for p in checked(text).problems if p.rule == "soft-words"]
    assert finding.message.startswith("allow, gently: 3 times in ")


def test_quiet_that_nobody_announced():
    text = changed(TOUCH, f"{TOUCH[:-4]}[31s!]").replace(
        "Touch [30s..75s..2m", "Touch [55s..75s..2m"
    )
    assert "long-silence" in {rule for rule, _ in found(text)}
    announced = text.replace("[31s!]", "[silence 31s!]")
    assert "long-silence" not in {rule for rule, _ in found(announced)}


def test_a_choice_that_changes_nothing():
    gone = page().replace("{% if cream %}", "{% if cream or not cream %}")
    assert ("idle-choice", CREAM) in found(gone)
    get_up = page().replace('{% if ending == "sleep" %}', '{% if ending == "sleep" and false %}')
    (finding,) = [p for p in checked(get_up).problems if p.rule == "idle-choice"]
    assert 'ending = { of = ["..."] }' in finding.message


def test_a_choice_that_matters_only_with_another():
    scent = 'scent = { type = "flag", default = false, help = "scent in the cream" }'
    text = changed(CREAM, f"{CREAM}\n{scent}")
    text = text.replace(
        "Take a little cream. [1.5s]", "Take a little{{ ' good' if scent }} cream. [1s]"
    )
    assert found(text) == []


def test_sides_of_unequal_length():
    text = changed("pair:side", "", sides=True).replace(
        "18s..40s..65s", "{{ 18 if loop.first else 40 }}s..65s"
    )
    text = text.replace("1> ", "").replace("2> Now {{ side.the }}, just the same. [2s]\n", "")
    assert "unequal-sides" in {rule for rule, _ in found(text)}


def test_too_much_and_too_little_is_said():
    lines = "".join(f"Press here and then a bit further on, for {n}. [0.2s]\n" for n in range(20))
    text = changed(TOUCH, lines).replace("30s..75s..2m", "75s..90s..2m")
    assert {"share-of-speech", "words-per-minute"} <= {rule for rule, _ in found(text)}
    less = page().replace("+ ", "> ").replace("[3s]", "[3s..25s]")
    assert "share-of-speech" in {rule for rule, _ in found(less)}


def test_too_few_words_leave_the_hands_without_a_guide():
    text = changed(TOUCH, "Stroke. [25s]\nOn. [25s]\nOn. [25s]").replace("+ ", "> ")
    text = text.replace("[30s..75s..2m", "[75s..80s..2m")
    messages = [p.message for p in checked(text).problems if p.rule == "words-per-minute"]
    assert any(re.search(r"the middle has 1\d words a minute, fewer", told) for told in messages)


def test_a_welcome_does_not_drag():
    text = changed(FIRST, f"{FIRST[:-10]}[6s]").replace(
        ARRIVE, "## Arrive [40s..60s..90s id:arrive]"
    )
    messages = [p.message for p in checked(text).problems if p.rule == "words-per-minute"]
    assert any(
        re.search(r"the opening has \d\d words a minute, fewer than 66", m) for m in messages
    )


def test_the_sound_of_a_session_is_there():
    (problem,) = checked(changed('sound = "rain"', 'sound = "rain + brown"')).problems
    assert (problem.rule, problem.place.line) == ("unknown-sound", 6)
    assert problem.message == "There is no sound 'brown'. Did you mean 'brown-noise'?"
    known = 'sound = "ocean:-3 + pads"'
    assert checked(changed('sound = "rain"', known)).problems == ()


def test_a_sound_and_a_bell_that_are_there_are_no_fault():
    line = f"{TOUCH} [bell:low] [sound -4dB over 4s] [sound ocean over 4s]"
    assert checked(changed(TOUCH, line)).problems == ()


def test_a_step_that_never_fits_tells_with_which_choices():
    line = "+ Stay. [60s]\n+ Stay here. [60s]\n+ Stay now. [60s]\n"
    text = page().replace(REST, f"## Wait [1m..90s..4m id:wait]\n{line}{REST}")
    (problem,) = (p for p in checked(text).problems if p.rule == "never-fits")
    assert problem.message.endswith(" or its pauses. It is so with words=sparse.")
