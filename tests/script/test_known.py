"""What was read of a script before is not read again, and yet its errors are noted each time."""

from __future__ import annotations

import pytest

from soothe.catalogue import library
from soothe.model import Choices, Place, Say
from soothe.script.header import read_header
from soothe.script.language import load_language
from soothe.script.loading import headings_of
from soothe.script.page import open_page
from soothe.script.params import resolve
from soothe.script.pieces import Known
from soothe.script.source import Findings, Origin, Text, joined
from soothe.script.variants import Chooser
from soothe.script.words import Reader
from tests.script.writing import TEST

ENGLISH = load_language("en", (library() / "scripts" / "en",))
SOURCE = """+++
title = "Test"
length = "3m..10m..18m"
[params]
cream = { type = "flag", default = false }
+++
{% if cream %}{% import "lib/breath.md.j2" as breath %}{% endif %}
## Rest [10s..20s..60s]
Rest.
"""


def text(words: str, line: int = 1) -> Text:
    return Text(words, (Origin(0, Place("a", line)),))


def test_lines_are_read_once_and_a_pace_in_them_still_holds():
    known = {}
    lines = text("Rest. [pace 0.9] Stay."), text("Sit.", 2)
    readers = [Reader(ENGLISH, 30.0, 1.0, Findings(), known=known) for _ in range(2)]
    first, second = ([reader.cues(line) for line in lines] for reader in readers)
    assert all(cues is again for cues, again in zip(first, second, strict=True))
    assert [cue.pace for cue in second[1] if isinstance(cue, Say)] == [0.9]


@pytest.mark.parametrize(("base", "longest", "shown"), [(0.9, 30.0, False), (1.0, 9.0, True)])
def test_a_line_is_read_again_where_something_else_decides_it(base, longest, shown):
    known = {}
    before = Reader(ENGLISH, 30.0, 1.0, Findings(), known=known).cues(text("Rest."))
    after = Reader(ENGLISH, longest, base, Findings(), known=known).cues(text("Rest."), shown=shown)
    assert before != after


def test_what_is_wrong_with_a_line_is_noted_as_often_as_it_is_read():
    reader = Reader(ENGLISH, 30.0, 1.0, Findings())
    chooser = Chooser(0, "rest", 0, {"a": "{Rest."}, Findings())
    for _ in range(2):
        reader.cues(text("Rest. [paus 3s]"))
        chooser.inline(text("{Rest."))
    assert [problem.rule for problem in reader.findings.problems] == ["unknown-cue"] * 2
    assert [problem.rule for problem in chooser.findings.problems] == ["variant"] * 2


def test_the_same_wording_of_a_line_is_the_same_text():
    line = text("{Rest|Stay} {now|here}.")
    said = [
        Chooser(seed, "rest", 0, {"a": line.text}, Findings()).inline(line) for seed in range(9)
    ]
    assert 1 < len({each.text for each in said}) == len(set(map(id, said)))


def test_pieces_are_read_once_though_a_later_choice_brings_another_file():
    page = open_page(TEST, SOURCE, read_header(TEST, SOURCE, Findings()), None)
    values = [resolve(page.header.params, Choices({"cream": cream})) for cream in (False, True)]
    findings = [Findings(), Findings()]
    known = Known()
    one, other = (
        headings_of(page, rendered, row, each, known)
        for rendered, row, each in zip(
            page.render_all(values, findings), values, findings, strict=True
        )
    )
    assert one[0] is other[0]


def test_what_is_empty_leaves_no_place_behind():
    whole = joined((text("", 1), text("Rest", 2), text("", 3), text(".", 4)))
    assert [origin.place.line for origin in whole.origins] == [2, 4]
    assert whole.cut(0) is whole
