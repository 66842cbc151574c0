"""Every script that comes with soothe passes its own checker, with nothing to say."""

from __future__ import annotations

import pytest

from soothe.catalogue import library, list_scripts
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
