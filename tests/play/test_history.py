"""What is written down, and what is read out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from soothe.errors import UsageError
from soothe.play import history, places
from soothe.play.history import Heard

from .troupe import RATE, session

HEARD = Heard("2026-11-20T22:10:00+01:00", "feet", 10.0, finished=True, seed=7)


@pytest.fixture
def home(monkeypatch, tmp_path):
    for name in ("XDG_DATA_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))


def on(day, **changes):
    return replace(HEARD, when=f"2026-11-{day:02}T22:10:00+01:00", **changes)


@pytest.mark.usefixtures("home")
def test_what_was_added_is_read_back_and_a_broken_line_is_passed_over():
    assert history.history() == ()
    history.add(HEARD)
    with history.history_file().open("a", encoding="utf-8") as file:
        file.write("not a session\n{}\n[]\n")
    history.add(on(21, held=["Left foot: arch"], skipped=[]))
    first, second = history.history()
    assert first.when == HEARD.when
    assert second.day == date(2026, 11, 21)
    assert list(second.held) == ["Left foot: arch"]


@given(st.sets(st.integers(1, 30)), st.integers(1, 30))
def test_a_streak_is_the_days_in_a_row_until_today_or_yesterday(days, today):
    sessions = [on(day) for day in days]
    count = 0
    last = today if today in days else today - 1
    while last - count in days:
        count += 1
    assert history.streak(sessions, date(2026, 11, today)) == count


def test_a_session_that_was_stopped_makes_no_streak():
    assert history.streak([on(20, finished=False)], date(2026, 11, 20)) == 0


@given(st.lists(st.integers(1, 12), max_size=40), st.integers(1, 12))
def test_a_fresh_seed_is_one_that_was_not_heard_lately(seeds, seed):
    sessions = [replace(HEARD, seed=each) for each in seeds]
    fresh = history.fresh_seed(sessions, "feet", seed)
    assert fresh >= seed
    assert fresh not in seeds[-history.RECENT :]
    assert set(range(seed, fresh)) <= set(seeds)
    assert history.fresh_seed(sessions, "neck", seed) == seed


def test_tonight_is_what_never_was_heard_or_longest_ago():
    sessions = [replace(HEARD, script=name) for name in ("feet", "neck", "feet")]
    assert history.longest_unheard(sessions, ["feet", "neck"]) == "neck"
    assert history.longest_unheard(sessions, ["feet", "neck", "hands"]) == "hands"


def test_what_was_held_last_time_is_remembered():
    sessions = [on(19, held=("arch", "arch", "toes")), replace(HEARD, script="neck")]
    assert history.favourites(sessions, "feet") == ("arch", "toes")
    assert history.favourites(sessions, "hands") == ()


@pytest.mark.parametrize("later", [0, 1, RATE, 2 * RATE])
def test_whoever_left_as_a_step_began_hears_nothing_of_the_one_before(later):
    leg = (course := session().course).legs[2]
    place = places.place_of(course, leg.start + later, {"script": "feet"})
    assert (place.step, place.within) == (leg.form.step.id, 0)
    assert place.elapsed == leg.start / RATE


def test_whoever_left_before_the_first_step_goes_on_there():
    course = session().course
    place = places.place_of(course, 0, {"script": "feet"})
    assert (place.step, place.within, place.elapsed) == (course.legs[0].form.step.id, 0, 0)


@pytest.mark.usefixtures("home")
def test_a_place_is_kept_until_it_is_forgotten():
    with pytest.raises(UsageError, match="No session was left"):
        places.remembered()
    course = session().course
    frame = course.legs[2].start + 5 * RATE
    place = places.place_of(course, frame, {"script": "feet"})
    assert place.step == course.legs[2].form.step.id
    assert place.within == 3  # two seconds are heard again
    assert place.elapsed == (frame - 2 * RATE) / RATE
    places.remember(place)
    assert places.remembered() == place
    places.forget()
    with pytest.raises(UsageError):
        places.remembered()
