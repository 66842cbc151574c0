"""Reads a rendered text piece by piece, each of them once: combinations of choices share most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from soothe.script.outline import outline
from soothe.script.source import Findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from soothe.model import Problem, Step
    from soothe.script.outline import Heading
    from soothe.script.page import Page
    from soothe.script.stamps import Rendered
    from soothe.script.words import KnownLines


@dataclass(slots=True)
class Known:
    """What was read of one script before.

    Whoever tries many of its choices keeps it between them; what is read again is the same object.
    """

    pieces: dict[tuple[object, ...], tuple[tuple[Heading, ...], Sequence[Problem]]] = field(
        default_factory=dict
    )
    """Headings, and what is wrong with them, by the text that they were read from."""
    steps: dict[object, Step] = field(default_factory=dict)
    """Steps that were built; see `build`."""
    lines: KnownLines = field(default_factory=dict)
    """Lines that were read; see `Reader`."""
    base: tuple[Page, Sequence[Problem]] | None = None
    """The script that it extends, and what is wrong with its front matter."""


def outlined(
    rendered: Rendered, findings: Findings, base: Mapping[str, Heading], known: Known
) -> tuple[Heading, ...]:
    """The headings of a rendered text; what is wrong with a piece is noted as often as it comes.

    Args:
        rendered: the text.
        findings: where errors are noted.
        base: steps of the extended script by id; a heading without bounds takes theirs.
        known: what was read of this script before.
    """
    headings: list[Heading] = []
    for piece in rendered.pieces():
        alone, _ = _read(piece, {}, known)
        own_base = {heading.id: base[heading.id] for heading in alone if heading.id in base}
        found, problems = _read(piece, own_base, known)
        headings += found
        findings.problems += problems
    return tuple(headings)


def _read(
    piece: Rendered, base: Mapping[str, Heading], known: Known
) -> tuple[tuple[Heading, ...], Sequence[Problem]]:
    """The headings of a piece, and what is wrong with it."""
    what = (piece.text, tuple(piece.sources), *base.values())
    if what not in known.pieces:
        findings = Findings()
        known.pieces[what] = outline(piece.lines(), findings, base), findings.problems
    return known.pieces[what]
