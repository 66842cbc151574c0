"""Several scripts at once: the same findings, whether they were found now, elsewhere or earlier."""

from __future__ import annotations

import pytest

from soothe.check import many
from soothe.check.checking import check
from soothe.check.many import check_many
from tests.check.pages import changed

TOUCH = "{Stroke|Glide} slowly, with the whole hand. [3s]"
LONG = "Stroke over the skin and on and on until you reach the end, number {}. [3s]"


@pytest.fixture
def scripts(tmp_path, monkeypatch):
    monkeypatch.setenv("SOOTHE_CACHE", str(tmp_path / "cache"))
    paths = [tmp_path / f"{number}.md.j2" for number in range(5)]
    for number, path in enumerate(paths):
        path.write_text(changed(TOUCH, LONG.format(number)))
    return paths


def problems(checked):
    return {path: each.problems for path, each in checked.items()}


def test_processes_find_what_one_finds(scripts):
    alone = {path: check(path).problems for path in scripts}
    assert all(alone.values())
    assert problems(check_many(scripts)) == alone
    assert list(check_many(scripts)) == scripts


def test_what_is_remembered_starts_no_process(scripts, monkeypatch):
    first = check_many(scripts)
    monkeypatch.setattr(many, "_side_by_side", None)
    assert problems(check_many(scripts)) == problems(first)


def test_what_cannot_be_read_hides_no_other(scripts):
    scripts[2].write_bytes(b"\xff\xfe\xff")
    found = problems(check_many(scripts))
    assert [each.rule for each in found[scripts[2]]] == ["unreadable"]
    assert all(found.values())
