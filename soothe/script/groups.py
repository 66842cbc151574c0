"""Sorts a step's lines: those of the other pass go, wordings of one group come together."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from soothe.script.bounds import parse_bounds
from soothe.script.marks import Marked, escape, read_marks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from soothe.script.outline import Heading
    from soothe.script.source import Findings, Text

_PASSES = (0, 1, 2)


def grouped(heading: Heading, turn: int, findings: Findings) -> list[list[Marked]]:
    """The lines of a step in order, each alone or with the other wordings of its group.

    Args:
        heading: the step.
        turn: how many steps of its pair came before.
        findings: where marks out of place are noted.
    """
    groups: list[list[Marked]] = []
    for marked in _spread(_of_turn(heading, turn, findings), findings):
        if marked.group != "|":
            groups.append([marked])
        elif groups and groups[-1][0].group == "~":
            groups[-1].append(marked)
            _check_wording(marked, findings)
        else:
            message = "| adds a wording to a group; the first line of a group begins with ~."
            findings.error(marked.words.place(), "variant", message)
    return groups


def _check_wording(marked: Marked, findings: Findings) -> None:
    if marked != Marked(marked.words, group="|", turn=marked.turn):
        message = "What holds for a group stands before its ~; a | line has no further marks."
        findings.error(marked.words.place(), "variant", message)


def _of_turn(heading: Heading, turn: int, findings: Findings) -> Iterator[Marked]:
    """The lines of this pass, without their marks."""
    for text in heading.lines:
        marked = _marked(text)
        if marked.turn not in _PASSES or (marked.turn and not heading.pair):
            message = "1> and 2> mean the first and the second step of a pair; see pair:..."
            findings.error(text.place(), "pass", message)
        if marked.turn in {0, turn + 1}:
            yield marked


@lru_cache(maxsize=8192)
def _marked(text: Text) -> Marked:
    """A line without its marks; the steps of a pair, and those of other choices, share it."""
    return read_marks(escape(text))


def _spread(lines: Iterable[Marked], findings: Findings) -> Iterator[Marked]:
    """Move every `[every]` from its own line to the `~` line below it."""
    waiting: Marked | None = None
    for marked in lines:
        line = replace(marked, every=waiting.every) if waiting else marked
        waiting = marked if marked.every and not marked.words else None
        if not waiting:
            _check_every(line, findings)
            yield line
    if waiting:
        _check_every(waiting, findings)


def _check_every(marked: Marked, findings: Findings) -> None:
    if not marked.every:
        return
    if marked.group != "~":
        message = "[every 30s..45s] stands above a group of wordings, which begins with ~."
        findings.error(marked.words.place(), "every", message)
    elif not parse_bounds(marked.every):
        message = f"[every {marked.every}] has no bounds in order. Write it like [every 30s..45s]."
        findings.error(marked.words.place(), "every", message)
