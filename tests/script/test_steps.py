"""Steps: headings, gaps, ranks, passes, conditions, and what is said about them when wrong."""

from __future__ import annotations

import pytest

from soothe.model import BedChange, Bell, Breath, Choices, Pause, Ready, Say, Show
from soothe.script.header import read_header
from soothe.script.loading import assemble, headings_of
from soothe.script.outline import OPTIONS
from soothe.script.page import open_page
from soothe.script.params import resolve
from soothe.script.pieces import Known
from soothe.script.source import Findings
from soothe.script.steps import MOST_OPTIONAL
from soothe.script.words import AFTER, BETWEEN
from tests.script.writing import FRONT, HEADING, TEST, line, problems, read, step

PAIR = (
    "{% for side in sides('foot') %}\n## {{ side.title }} [10s..20s id:{{ side.id }} pair:foot]\n"
)


def kinds(text: str) -> list[type]:
    return [type(cue) for cue in line(text).cues]


def test_a_heading_gives_bounds_and_options() -> None:
    (rest,) = read(
        "## Rest now [10s..20s..60s drop:2 pair:p id:calm pace:0.9 weight:0.3]\nRest."
    ).steps
    assert (rest.id, rest.title, rest.drop, rest.pair, rest.weight) == (
        "calm",
        "Rest now",
        2,
        "p",
        0.3,
    )
    assert (rest.least, rest.typical, rest.most) == (10.0, 20.0, 60.0)
    assert next(rest.says()).pace == 0.9
    assert rest.key == "p"


def test_an_id_is_made_from_the_title_when_none_is_given() -> None:
    (foot,) = read("## Left foot: heel! [10s..20s]\nRest.").steps
    assert (foot.id, foot.key, foot.drop, foot.pair) == (
        "left-foot-heel",
        "left-foot-heel",
        None,
        None,
    )
    assert foot.least < foot.typical < foot.most


def test_a_title_can_hold_escaped_marks_and_any_name() -> None:
    (only,) = read("## {{ name }}'s \\[own\\] rest [10s..20s]\nRest.", values={"name": "[A]"}).steps
    assert only.title == "[A]'s [own] rest"


@pytest.mark.parametrize(
    ("body", "rule", "column"),
    [
        ("## Rest\n", "heading", 1),
        ("## [10s..20s]\n", "heading", 1),
        ("### Rest [10s..20s]\n", "heading", 1),
        ("## Rest []\n", "bounds", 10),
        ("## Rest [drop:1]\n", "bounds", 10),
        ("## Rest [20s..10s]\n", "bounds", 10),
        ("## Rest [10s..20s dorp:1]\n", "unknown-option", 19),
        ("## Rest [10s..20s drop:0]\n", "bad-option", 19),
        ("## Rest [10s..20s pace:3]\n", "bad-option", 19),
        ("## Rest [10s..20s  id:a only:noon]\n", "bad-option", 25),
        ("Rest.\n", "no-step", 1),
    ],
)
def test_a_wrong_heading_is_named(body: str, rule: str, column: int) -> None:
    (problem,) = problems(body)
    assert (problem.rule, problem.place.column, problem.severity) == (rule, column, "error")


def test_every_option_has_an_example_that_it_accepts() -> None:
    for name, (pattern, example) in OPTIONS.items():
        value = example.partition(",")[0].removeprefix(f"{name}:")
        assert pattern.fullmatch(value)


def test_the_nearest_option_is_suggested() -> None:
    (problem,) = problems("## Rest [10s..20s dorp:1]\nRest.")
    assert problem.message == "A step has no option 'dorp:1'. Did you mean 'drop'?"


def test_a_script_without_steps_says_so() -> None:
    (problem,) = problems("\n")
    assert problem.rule == "no-step"


# -- gaps ---------------------------------------------------------------------------------------


def test_sentences_are_parted_by_elastic_gaps() -> None:
    first, gap, second, last = line("Sit back. Let go.").cues
    assert (first, second) == (Say("Sit back."), Say("Let go."))
    assert (gap, last) == (BETWEEN, AFTER)
    assert (Pause(1.0, 1.5, 2.0), Pause(1.2, 1.8, 3.5)) == (BETWEEN, AFTER)


def test_an_explicit_pause_replaces_the_gap() -> None:
    assert line("Sit back. [4s] Let go. [5s!]").cues == (
        Say("Sit back."),
        Pause(2.0, 4.0, 12.0),
        Say("Let go."),
        Pause(5.0, 5.0, 5.0),
    )


def test_what_takes_no_time_does_not_hide_the_pause_behind_it() -> None:
    assert kinds("Sit back. [sound -4dB] [4s]") == [Say, BedChange, Pause]
    assert kinds("Sit back. [sound -4dB]") == [Say, Pause, BedChange]


def test_what_takes_time_is_parted_from_the_sentence_before_it() -> None:
    assert kinds("Open your eyes. [bell]") == [Say, Pause, Bell]
    assert line("Open your eyes. [bell]").cues[1] == BETWEEN


def test_a_line_that_begins_with_a_pause_replaces_the_gap_before_it() -> None:
    first, second = step("Rest.\n[15s]").lines
    assert first.cues == (Say("Rest."),)
    assert second.cues == (Pause(7.5, 15.0, 30.0),)


@pytest.mark.parametrize("mark", ["+ ", "[if no rest] ", "@-10s "])
def test_a_pause_that_may_not_come_in_turn_leaves_the_gap(mark: str) -> None:
    first, _ = step(f"Rest.\n{mark}[15s] Now.").lines
    assert first.cues == (Say("Rest."), AFTER)


def test_quiet_grows_without_end_only_before_sleep() -> None:
    assert line("[20s]").cues == (Pause(10.0, 20.0, 30.0),)
    assert line("[20s]", values={"ending": "sleep"}).cues == (Pause(10.0, 20.0, 60.0),)
    assert line("[silence 20s]").cues == (Pause(10.0, 20.0, 60.0, announced=True),)


# -- words --------------------------------------------------------------------------------------


def test_emphasis_is_a_span_without_its_asterisks() -> None:
    say = line("Press *very* softly, **there**.").cues[0]
    assert isinstance(say, Say)
    assert say.text == "Press very softly, there."
    assert [say.text[start:end] for start, end in say.emphasis] == ["very", "there"]


def test_emphasis_can_reach_over_sentences() -> None:
    one, _, two, _ = line("Now *rest. Let  go* here.").cues
    assert (one, two) == (
        Say("Now rest.", emphasis=((4, 9),)),
        Say("Let go here.", emphasis=((0, 6),)),
    )


def test_escaped_marks_are_plain() -> None:
    (say, _) = line(r"\~ A \[soft\] \{touch\} \* \| \< \\ ok").cues
    assert say == Say(r"~ A [soft] {touch} * | < \ ok")


def test_paces_multiply_and_end_with_the_step() -> None:
    body = "## A [1s..9s pace:0.9]\nOne. [pace 0.8] Two.\n[pace 1.0]\nThree.\n## B [1s..9s]\nFour."
    assert [say.pace for say in read(body).says()] == [0.9, 0.9 * 0.8, 0.9, 1.0]


def test_shown_words_are_not_spoken_and_take_no_gap() -> None:
    assert line("> Thumb *below* the blade. And so on.").cues == (
        Show("Thumb below the blade. And so on."),
    )
    assert kinds("> Look here. [4s]") == [Show, Pause]


def test_something_to_fetch_is_said_and_waited_for() -> None:
    (ready,) = line('[ready "Take the *warm* towel" wait:20s]').cues
    assert ready == Ready(Say("Take the warm towel", emphasis=((9, 13),)), 20.0)
    assert isinstance(ready, Ready)
    assert ready.say.place.column == 9


@pytest.mark.parametrize(
    ("text", "rule", "column"),
    [
        ("Press [here", "stray", 7),
        ("Press here]", "stray", 11),
        ("Press {here", "variant", 7),
        ("Press here}", "variant", 11),
        ("Press {here}", "variant", 7),
        ("Press | here", "stray", 7),
        ("Press ~ here", "stray", 7),
        ("Press `here`", "stray", 7),
        ("Press _here_", "stray", 7),
        ("Press \\q", "stray", 7),
        ("A <break time='3s'/> b", "stray", 3),
        ("a < b", "stray", 3),
        ("@5s Now.", "stray", 1),
        ("# Rest", "stray", 1),
        ("Press *here", "stray", 7),
        ("*Press* a *", "stray", 11),
        ("Press. [4s] .", "unspeakable", 13),
        ("Rest. [if no rest]", "bad-cue", 7),
        ("| Rest.", "variant", 3),
        ("! {a|b}", "safety", 3),
        ("! ~ a", "safety", 5),
        ("!+ a", "safety", 4),
        ("~ a\n| @-10s b", "variant", 9),
        ("3> Rest.", "pass", 1),
        ("1> Rest.", "pass", 1),
        ("[every 30s..45s]\nRest.", "every", 1),
        ("[every 30s..45s]", "every", 17),
        ("[every 45s..30s]\n~ Rest.", "every", 3),
        ("[every 30s..45s] Rest.", "every", 18),
        ("[if no breakfast] Rest.", "unknown-step", 19),
    ],
)
def test_a_mark_out_of_place_is_named(text: str, rule: str, column: int) -> None:
    found = problems(HEADING + text)
    assert (found[0].rule, found[0].place.column) == (rule, column)


def test_all_problems_are_told_at_once() -> None:
    body = "## A [9s..1s]\nOne [puase 4s].\n## B [1s..2s dorp:1]\n{a} *\n"
    assert [problem.rule for problem in problems(body)] == [
        "bounds",
        "unknown-cue",
        "unspeakable",
        "unknown-option",
        "variant",
        "stray",
    ]


# -- marks --------------------------------------------------------------------------------------


def test_marks_stand_in_any_order() -> None:
    for text in ("[if no rest] @-10s > Look.", "> [if no rest] @-10s Look."):
        (marked,) = step(text).lines
        assert (marked.dropped, marked.before_end) == (("rest",), 10.0)
        assert marked.cues == (Show("Look."),)


def test_safety_ending_and_conditions_reach_the_line() -> None:
    body = "## A [1s..9s id:a drop:1]\nOne.\n## B [1s..9s]\n"
    body += "! Two.\n@-7.5s Three.\n[if a] [if no b] Four."
    _, last = read(body).steps
    two, three, four = last.lines
    assert two.safety
    assert (three.before_end, three.safety) == (7.5, False)
    assert (four.kept, four.dropped) == (("a",), ("b",))


def test_optional_lines_are_ranked_in_order_and_left_out_when_words_are_sparse() -> None:
    text = "One.\n+ Two.\n+ ~ Three.\n| Three.\nFour.\n+ Five."
    assert [line.room for line in step(text).lines] == [0, 1, 2, 0, 3]
    assert [s.text for s in step(text, values={"words": "sparse"}).says()] == ["One.", "Four."]


def test_a_step_has_room_for_so_many_optional_lines_and_no_more() -> None:
    lines = "+ Rest.\n" * (MOST_OPTIONAL - 1)
    assert len(step(f"{lines}[every 3s..4s]\n~ Stay.").lines) == MOST_OPTIONAL + 1
    (problem,) = problems(f"{HEADING}{lines}+ Rest.\n[every 3s..4s]\n~ Stay.")
    assert (problem.rule, problem.place.line) == ("limits", 5)
    assert problem.message.startswith("501 lines of this step wait for room; 500 may.")


def test_a_spread_group_takes_the_ranks_after_the_optional_lines() -> None:
    text = "[every 30s..45s]\n~ One.\n| Two.\n| Three.\n+ Four.\n[every 5s..10s] ~ Five."
    rest = step(text)
    assert [line.room for line in rest.lines] == [2, 3, 4, 2, 1, 5, 5]
    spread, last = rest.lines[:3], rest.lines[3]
    after = Pause(30.0 - AFTER.least, 37.5 - AFTER.reference, 45.0 - AFTER.most)
    assert [line.cues[0] for line in spread] == [Pause(30.0, 37.5, 45.0), after, after]
    assert sorted(line.cues[1].text for line in spread) == ["One.", "Three.", "Two."]
    assert len(last.cues) == 1
    assert isinstance(last.cues[0], Pause)
    assert (last.cues[0].least, last.cues[0].most) == (12.0 - AFTER.least, 45.0 - AFTER.most)
    most = 12.0 - AFTER.most
    assert rest.lines[-1].cues == (Pause(most, most, most),)


@pytest.mark.parametrize(
    ("before", "quiet"),
    [
        ("Rest. [8s]\n", (21.0, 21.0, 21.0)),
        ("Rest. [4s!]\n> Look.\n@-5s Now.\n[sound -3dB]\n", (26.0, 33.5, 41.0)),
        ("Rest.\n[40s!]\n", (0.0, 0.0, 5.0)),
        ("Rest.\n[silence 2m]\n", (0.0, 0.0, 0.0)),
        ("Rest.\n[if no soak] Now.\n", (30.0, 37.5, 45.0)),
        ("[10s!]\n", (20.0, 27.5, 35.0)),
        ("Rest. [bell]\n", (30.0, 37.5, 45.0)),
    ],
)
def test_the_quiet_of_every_holds_the_pauses_before_it(
    before: str, quiet: tuple[float, float, float]
) -> None:
    body = f"## A [1s..9s id:soak drop:1]\nOne.\n{HEADING}{before}[every 30s..45s]\n~ Stay."
    lines = read(body).steps[1].lines
    pause = lines[-2].cues[0]
    assert isinstance(pause, Pause)
    assert (pause.least, pause.reference, pause.most) == quiet


def test_each_pass_hears_its_own_lines() -> None:
    body = PAIR + "1> One {{ side.the }}.\n2> Two.\n1> ~ Three.\n1> | Four.\n{% endfor %}"
    left, right = read(body).steps
    assert [say.text for say in right.says()] == ["Two."]
    first, second = (say.text for say in left.says())
    assert first == "One the left foot."
    assert second in {"Three.", "Four."}


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ({}, ["left", "right"]),
        ({"first": "right"}, ["right", "left"]),
        ({"feet": "left"}, ["left"]),
        ({"feet": "right", "first": "right"}, ["right"]),
    ],
)
def test_sides_follow_the_person(values: dict[str, str], expected: list[str]) -> None:
    assert [
        step.id for step in read(PAIR + "Press.\n{% endfor %}", values=values).steps
    ] == expected


def test_the_forms_of_a_side_are_the_scripts_then_the_languages() -> None:
    words = '[words]\nfoot.left = { the = "your left one", hand = "H" }\n'
    front = f'+++\ntitle = "T"\nlength = "1m..2m"\n{words}+++\n'
    said = "{{ s.title }}: {{ s.the }}{{ ' ' ~ s.hand if s.hand is defined }}."
    body = f"{HEADING}{{% for s in sides('foot') %}}\n{said}\n{{% endfor %}}"
    assert [say.text for say in read(body, front=front).says()] == [
        "Left foot: your left one H.",
        "Right foot: the right foot.",
    ]


def test_only_the_asked_ending_is_played() -> None:
    body = "## A [1s..9s]\nOne.\n## B [1s..9s only:sleep]\nTwo.\n## C [1s..9s only:get-up]\nThree."
    assert [step.id for step in read(body).steps] == ["a", "c"]
    sleep = read(body, values={"ending": "sleep"})
    assert ([step.id for step in sleep.steps], sleep.ending) == (["a", "b"], "sleep")


# -- agreement ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ("## A [1s..9s]\n## A [1s..9s]", "duplicate-id"),
        ("## A [1s..9s pair:p]\n## B [1s..9s pair:p drop:1]", "pair"),
        ("## A [1s..9s pair:p]\n## B [10s..19s pair:p]", "pair"),
        ("## A [1s..9s pair:p]\n## B [1s..9s pair:p]\n## C [1s..9s pair:p]", "pair"),
    ],
)
def test_steps_that_do_not_agree_are_named(body: str, rule: str) -> None:
    (problem,) = problems(body)
    assert problem.rule == rule
    assert problem.place.line > len(FRONT.split("\n"))


# -- breaths ------------------------------------------------------------------------------------


def heard(breath: Breath, index: int) -> list[tuple[float, str]]:
    cues = breath.cycle(index).cues
    return [(at, cue.text if isinstance(cue, Say) else f"<{cue.sound}>") for at, cue in cues]


def test_the_first_breaths_are_counted_and_the_later_ones_led_by_tones() -> None:
    (breath,) = line("[breath in:3s hold:1s out:4.5s rest:1.5s x3..8]").cues
    assert isinstance(breath, Breath)
    assert (breath.least, breath.most, breath.guided_cycles) == (3, 8, 2)
    assert breath.guided.seconds == breath.plain.seconds == 10.0
    counted = [
        (0.0, "In"),
        (1.0, "two"),
        (2.0, "three"),
        (3.0, "Hold"),
        (4.0, "Out"),
        (5.0, "two"),
        (6.0, "three"),
        (7.0, "four"),
        (8.5, "Rest"),
    ]
    assert heard(breath, 0) == heard(breath, 1) == counted
    assert heard(breath, 2) == [(0.0, "<in>"), (3.0, "<hold>"), (4.0, "<out>"), (8.5, "<hold>")]
    assert breath.phases == (("in", 3.0), ("hold", 1.0), ("out", 4.5), ("rest", 1.5))


@pytest.mark.parametrize("counted", [0, 1, 3])
def test_so_many_breaths_are_counted_as_asked(counted: int) -> None:
    (breath,) = line(f"[breath in:2s out:1s x4 counted:{counted}]").cues
    assert isinstance(breath, Breath)
    said = [(0.0, "In"), (1.0, "two"), (2.0, "Out")]
    toned = [(0.0, "<in>"), (2.0, "<out>")]
    assert [heard(breath, index) for index in range(4)] == [said] * counted + [toned] * (
        4 - counted
    )
    # What nobody hears nobody need speak.
    assert bool(breath.guided.cues[0][1] == Bell("in")) == (counted == 0)


@pytest.mark.parametrize(
    ("cue", "later"),
    [
        ("count", [(0.0, "In"), (1.0, "two"), (2.0, "Out")]),
        ("word", [(0.0, "In"), (2.0, "Out")]),
        ("tone", [(0.0, "<in>"), (2.0, "<out>")]),
        ("none", []),
    ],
)
def test_the_later_breaths_are_led_as_asked(cue: str, later: list[tuple[float, str]]) -> None:
    (breath,) = line(f"[breath in:2s out:1s x4 cue:{cue}]").cues
    assert isinstance(breath, Breath)
    assert (breath.least, breath.most) == (4, 4)
    assert heard(breath, 0) == [(0.0, "In"), (1.0, "two"), (2.0, "Out")]
    assert heard(breath, 2) == later


@pytest.mark.parametrize("comment", ["{# why #}", "  {# {a|b} [x] #}  ", "{# one #} {# two #}"])
def test_a_comment_behind_words_ends_their_line(comment):
    lines = step(f"Rest.{comment}\n+ Stay.").lines
    assert [line.room for line in lines] == [0, 1]
    assert [line.cues[0].text for line in lines] == ["Rest.", "Stay."]


def test_steps_that_were_built_before_are_not_built_again():
    path = TEST
    source = f"{FRONT}{HEADING}{{Rest|Stay}}.\n"
    page = open_page(path, source, read_header(path, source, Findings()), None)
    values = resolve(page.header.params, Choices())
    known = Known()
    steps = []
    for seed in (1, 1, 2):
        findings = Findings()
        rendered = page.render(values, findings)
        headings = headings_of(page, rendered, values, findings, known)
        choices = Choices(seed=seed)
        steps += assemble(page, rendered, headings, choices, findings, known=known).steps
    assert steps[0] is steps[1]
    assert steps[2] is not steps[0]
    assert len(known.steps) == 2
    assert len(known.pieces) == 1 + 1  # what stands before the first step is one too


@pytest.mark.parametrize(
    "bounds", ["30s", "30s, 1m, 3m", "30s .. 1m", "-5s..9s", "nan..inf", "3m..1m"]
)
def test_bounds_that_are_none_are_told_once_and_whole(bounds):
    (problem,) = problems(f"## Rest [{bounds} id:a]\nRest.\n")
    assert (problem.rule, problem.place.column) == ("bounds", 10)
    assert problem.message.startswith(f"[{bounds}] are no bounds in order.")


def test_an_option_that_stands_twice_is_told():
    (problem,) = problems("## Rest [10s..20s drop:1 id:a drop:2]\nRest.\n")
    assert (problem.rule, problem.place.column) == ("bad-option", 31)
    assert problem.message == "drop stands here twice. Keep '1' or '2'."


def test_bounds_of_every_in_a_wrong_order_are_told():
    (problem,) = problems(HEADING + "[every 45s..30s]\n~ Rest.\n")
    wanted = "[every 45s..30s] has no bounds in order. Write it like [every 30s..45s]."
    assert problem.message == wanted


@pytest.mark.parametrize(
    ("text", "what", "column"),
    [
        ("See https://example.org/a?b=c now.", "https://example.org/a?b=c", 5),
        ("Rest \U0001f60a.", "\U0001f60a", 6),
        ('[ready "Go to www.example.org" wait:4s]', "www.example.org", 15),
        ("{% set now = 1 %}Rest \u2192", "\u2192", 23),
    ],
)
def test_what_only_eyes_can_read_is_not_spoken(text, what, column):
    (problem,) = problems(HEADING + text)
    assert (problem.rule, problem.place.column) == ("stray", column)
    assert problem.message == f"{what!r} cannot be spoken. Take it out, or show it after a >."


def test_what_only_eyes_can_read_can_be_shown():
    assert kinds("> See https://example.org \U0001f60a") == [Show]


@pytest.mark.parametrize("seconds", [0, 60, 99])
def test_what_begins_before_the_end_begins_within_the_step(seconds):
    assert step("Rest.\n@-59s Stay.").lines[1].before_end == 59.0
    (problem,) = problems(f"{HEADING}Rest.\n@-{seconds}s Stay.")
    assert (problem.rule, problem.place.line) == ("before-end", 7)
    assert problem.message.startswith(f"{seconds} s before the end is not within this step")


def test_a_person_may_write_a_picture_into_their_name():
    (say,) = step("Hello {{ name }}.", values={"name": "Ada \U0001f60a"}).says()
    assert say.text == "Hello Ada \U0001f60a."
