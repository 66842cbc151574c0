"""Every script that comes with soothe passes its own checker, with nothing to say."""

from __future__ import annotations

import pytest

from soothe.catalogue import find_script, library, list_scripts
from soothe.check.checking import check


def name(path):
    return path.relative_to(library() / "scripts").as_posix()


@pytest.mark.parametrize("path", list_scripts(), ids=name)
def test_there_is_nothing_to_say(path):
    checked = check(path)
    assert checked.problems == ()
    assert checked.study
    assert len(checked.study.cases) > 1
    assert checked.study.sessions


@pytest.mark.parametrize("tag", ["desk-break", "abdomen", "calves", "de/breathing"])
def test_every_whole_minute_of_every_combination_and_three_seeds(tag):
    # The other scripts take longer; `soothe check --thorough` tries all.
    checked = check(find_script(tag), thorough=True)
    assert checked.problems == ()
    sessions = checked.study.sessions
    minutes = range(60 * -(-int(checked.study.header.length[0]) // 60), 60 * 10, 60)
    for case in (case for case in checked.study.cases if not case.values):
        fitted = {s.timeline.frames // 1000 for s in sessions if s.case.script is case.script}
        asked = {m for m in minutes if m <= checked.study.header.length[2]}
        assert asked <= fitted
