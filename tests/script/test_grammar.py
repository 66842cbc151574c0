"""The grammar of cues: what is composed is read back, what is not in the table is explained."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.model import BedChange, Bell, Pause
from soothe.script.bounds import middle, parse_bounds
from soothe.script.grammar import CUES, BreathCue, Misread, Pace, ReadyCue, read_cue

seconds = st.integers(1, 3600).map(lambda tenths: tenths / 10)
names = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
phases = st.lists(
    st.tuples(st.sampled_from(["in", "hold", "out", "rest"]), seconds), min_size=1, max_size=4
)


def composed(cue: object) -> str:
    """The text between the brackets that means this cue."""
    match cue:
        case Pause(least, reference, most, announced):
            usual = "" if reference == middle(least, most) else f"{reference}s.."
            length = f"{least}s!" if least == most else f"{least}s..{usual}{most}s"
            text = f"silence {length}" if announced else length
        case BreathCue(parts, least, most, lead, counted):
            listed = " ".join(f"{name}:{length}s" for name, length in parts)
            text = f"breath {listed} x{least}..{most} counted:{counted} cue:{lead}"
        case Bell(sound, times):
            text = f"bell:{sound} x{times}"
        case BedChange(bed, level, over):
            text = f"sound {bed or f'{level:+}dB'} over {over}s"
        case ReadyCue(words, wait):
            text = f'ready "{words}" wait:{wait}s'
        case Pace(factor):
            text = f"pace {factor}"
    return text


pauses = st.one_of(
    st.builds(lambda s, a: Pause(s, s, s, a), seconds, st.booleans()),
    st.builds(
        lambda s, more, a: Pause(s, middle(s, s + more), s + more, a),
        seconds,
        seconds,
        st.booleans(),
    ),
    st.builds(
        lambda parts, a: Pause(*sorted(parts), a),
        st.tuples(seconds, seconds, seconds),
        st.booleans(),
    ),
)
cues = st.one_of(
    pauses,
    st.builds(Bell, names, st.integers(1, 9)),
    st.builds(
        lambda parts, least, more, *led: BreathCue(tuple(parts), least, least + more, *led),
        phases,
        st.integers(1, 20),
        st.integers(0, 20),
        st.sampled_from(["count", "word", "tone", "none"]),
        st.integers(0, 9),
    ),
    st.builds(BedChange, st.none(), st.integers(-60, 20).map(float), seconds),
    st.builds(BedChange, names, st.just(0.0), seconds),
    st.builds(ReadyCue, st.from_regex(r'[^"\[\]]{1,20}', fullmatch=True), seconds),
    st.builds(Pace, st.integers(50, 200).map(lambda percent: percent / 100)),
)


@given(cues)
def test_what_is_composed_is_read_back(cue: object) -> None:
    assert read_cue(composed(cue), 30.0) == cue


@given(seconds, st.sampled_from([30.0, math.inf]))
def test_a_bare_pause_halves_and_triples_within_the_longest_quiet(
    length: float, longest: float
) -> None:
    pause = read_cue(f"{length}s", longest)
    assert isinstance(pause, Pause)
    assert (pause.least, pause.reference) == (length / 2, length)
    assert pause.most == max(length, min(3 * length, longest))
    assert pause == read_cue(f" pause {length}s ", longest)


@given(seconds)
def test_an_announced_silence_may_grow_beyond_the_longest_quiet(length: float) -> None:
    assert read_cue(f"silence {length}s", 30.0) == Pause(
        length / 2, length, 3 * length, announced=True
    )


@pytest.mark.parametrize("spec", CUES, ids=lambda spec: spec.name)
def test_every_example_is_what_it_is_an_example_of(spec) -> None:
    inner = spec.example[1:-1]
    assert spec.pattern.fullmatch(inner)
    assert not isinstance(read_cue(inner, 30.0), Misread)


@pytest.mark.parametrize("spec", CUES, ids=lambda spec: spec.name)
def test_a_name_alone_or_with_nonsense_is_met_with_its_example(spec) -> None:
    misread = read_cue(f"{spec.name} nonsense here", 30.0)
    assert isinstance(misread, Misread)
    assert misread.rule == "bad-cue"
    assert spec.example in misread.message


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("puase 4s", "[pause 4s]"),
        ("bel:low x2", "[bell:low x2]"),
        ("Silence 10s", "[silence 10s]"),
        ("brethe in 4", "[breath in:4s out:6s x3..8]"),
        ("iff no soak", "[if no soak]"),
    ],
)
def test_an_unknown_cue_is_met_with_the_nearest(wrong: str, right: str) -> None:
    misread = read_cue(wrong, 30.0)
    assert isinstance(misread, Misread)
    assert misread.rule == "unknown-cue"
    assert misread.message.endswith(f"Did you mean {right}?")


def test_what_is_near_nothing_is_told_how_to_stay_a_bracket() -> None:
    misread = read_cue("laughs quietly", 30.0)
    assert misread == Misread(
        "unknown-cue", r"There is no cue [laughs quietly]. For a plain bracket write \[."
    )


@pytest.mark.parametrize(
    ("inner", "example"),
    [
        ("inhale 4", "[breath in:4s out:6s x3..8]"),
        ("Wait", "[pause 4s]"),
        ("gong", "[bell:low x2]"),
        ("music softer", "[sound -4dB over 6s]"),
    ],
)
def test_what_is_called_otherwise_elsewhere_is_known(inner: str, example: str) -> None:
    message = f"There is no cue [{inner}]. Did you mean {example}?"
    assert read_cue(inner, 30.0) == Misread("unknown-cue", message)


@pytest.mark.parametrize(
    ("inner", "message"),
    [
        ("4", "A length has a unit. Did you mean [4s]?"),
        ("1.5", "A length has a unit. Did you mean [1.5s]?"),
        ("if not soak", "[if not soak] cannot be read. Write it like [if no soak]."),
        ("every 30s", "[every 30s] cannot be read. Write it like [every 30s..45s]."),
        ("bell: low", "[bell: low] cannot be read. Write it like [bell:low x2]."),
        ("9s..3s", "The numbers in [9s..3s] make no sense. Write it like [6s..20s]."),
        (
            "silence 9s..3s",
            "The numbers in [silence 9s..3s] make no sense. Write it like [silence 20s..85s].",
        ),
    ],
)
def test_a_cue_that_is_nearly_right_is_told_what_is_wrong(inner: str, message: str) -> None:
    assert read_cue(inner, 30.0) == Misread("bad-cue", message)


@pytest.mark.parametrize("options", ["counted:1 cue:word", "cue:word counted:1"])
def test_the_options_of_a_breath_may_stand_in_any_order(options: str) -> None:
    cue = read_cue(f"breath in:4s out:6s x3 {options}", 30.0)
    assert cue == BreathCue((("in", 4.0), ("out", 6.0)), 3, 3, "word", 1)
    assert isinstance(read_cue(f"breath in:4s x3 {options} cue:tone", 30.0), Misread)


@pytest.mark.parametrize("inner", ["if no soak", "every 30s..45s"])
def test_a_mark_of_the_line_start_is_sent_there(inner: str) -> None:
    misread = read_cue(inner, 30.0)
    assert isinstance(misread, Misread)
    assert "stands at the start of a line" in misread.message


@pytest.mark.parametrize(
    "inner",
    [
        "0s",
        "0s!",
        "20s..6s",
        "silence 9s..3s",
        "breath in:0s x3",
        "breath in:4s x0",
        "breath in:4s x5..3",
        "bell x0",
        "pace 0.2",
        "pace 3",
        'ready "Towel" wait:0s',
        "10s..6s..20s",
        "6s..20s..10s",
        "sound +21dB",
        "sound -61dB",
    ],
)
def test_numbers_that_make_no_sense_are_said_to(inner: str) -> None:
    misread = read_cue(inner, 30.0)
    assert isinstance(misread, Misread)
    assert misread.rule == "bad-cue"
    assert "make no sense" in misread.message


@pytest.mark.parametrize(
    "inner",
    [
        f"{'9' * 400}s",
        f"{'9' * 7}s!",
        f"silence 1s..{'9' * 9}h",
        f"breath in:4s x{'9' * 5000}",
        f"breath in:{'9' * 400}s x3",
        f"bell x{'9' * 5000}",
        f"sound {'9' * 400}dB",
        f"sound -4dB over {'9' * 400}s",
        f'ready "Towel" wait:{"9" * 400}s',
        f"pace {'9' * 400}",
    ],
)
def test_numbers_without_end_are_no_cue(inner: str) -> None:
    assert isinstance(read_cue(inner, 30.0), Misread)


def test_a_pause_may_say_what_it_likes_between_its_bounds() -> None:
    assert read_cue("6s..10s..20s", 30.0) == Pause(6.0, 10.0, 20.0)
    assert read_cue("silence 20s..1m..2m", 30.0) == Pause(20.0, 60.0, 120.0, announced=True)


@pytest.mark.parametrize(
    ("inner", "meant"),
    [
        ("2 s", "2s"),
        ("3 sec", "3s"),
        ("1.5 Seconds", "1.5s"),
        ("5 minutes", "5m"),
        ("silence 30 secs", "silence 30s"),
        ("2 s..6 s", "2s..6s"),
        ("breath in:4 s out:6 s x3", "breath in:4s out:6s x3"),
    ],
)
def test_lengths_that_are_spelled_out_are_understood_and_not_taken(inner: str, meant: str) -> None:
    misread = read_cue(inner, 30.0)
    assert isinstance(misread, Misread)
    assert misread.message.endswith(f"Did you mean [{meant}]?")
    assert not isinstance(read_cue(meant, 30.0), Misread)


def test_defaults() -> None:
    assert read_cue("bell", 30.0) == Bell("bell", 1)
    assert read_cue("sound ocean", 30.0) == BedChange("ocean", 0.0, 6.0)
    assert read_cue("sound -4.5dB", 30.0) == BedChange(None, -4.5, 6.0)
    assert read_cue("breath in:4s hold:7s out:8s x4", 30.0) == BreathCue(
        (("in", 4.0), ("hold", 7.0), ("out", 8.0)), 4, 4, "tone", counted=2
    )


@given(seconds, seconds)
def test_the_middle_lies_between_the_geometric_and_the_arithmetic_mean(a: float, b: float) -> None:
    between = middle(min(a, b), max(a, b))
    assert math.sqrt(a * b) <= between * (1 + 1e-12)
    assert between <= (a + b) / 2 * (1 + 1e-12)


@given(st.lists(seconds, min_size=2, max_size=3))
def test_bounds_are_read_when_they_are_in_order(parts: list[float]) -> None:
    bounds = parse_bounds("..".join(f"{part}s" for part in parts))
    if parts != sorted(parts):
        assert bounds is None
    else:
        assert bounds is not None
        assert (bounds[0], bounds[-1]) == (parts[0], parts[-1])
        assert bounds[0] <= bounds[1] <= bounds[2]


@pytest.mark.parametrize(
    "text", ["", "4s", "4s..", "a..b", "1s..2s..3s..4s", "0s..0s", f"1s..{'9' * 400}s"]
)
def test_other_text_is_no_bounds(text: str) -> None:
    assert parse_bounds(text) is None
