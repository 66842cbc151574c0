"""Gathers what the rules look at: renders a script in every combination and fits trial sessions."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from soothe.check.cases import cases
from soothe.check.lexis import load_lexis
from soothe.check.study import Case, Study
from soothe.check.trials import measured, sessions
from soothe.check.twins import twins
from soothe.check.wordings import Gatherer
from soothe.delivery import eased, is_paced
from soothe.errors import FitError, ScriptError
from soothe.model import Choices, Place
from soothe.script.front import Front
from soothe.script.header import read_header
from soothe.script.loading import assemble, headings_of
from soothe.script.page import open_page
from soothe.script.params import resolve
from soothe.script.pieces import Known
from soothe.script.source import Findings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from soothe.model import Problem, Script, Value
    from soothe.script.outline import Heading
    from soothe.script.page import Page
    from soothe.script.stamps import Rendered
    from soothe.timeline import Plan
    from soothe.timeline.plan import KnownParts

_EVERY = 300
"""Seconds between the lengths that are tried of the default choices."""
_SEEDS = (0, 1, 2)
"""Of a thorough examination."""


def examine(
    path: Path, source: str, *, thorough: bool = False
) -> tuple[Study, tuple[Problem, ...]]:
    """A script in every combination of choices, and the errors that any of them shows.

    Args:
        path: the script; its folder also holds what it includes.
        source: its text.
        thorough: every whole minute with three seeds, in place of a few lengths with one.

    Raises:
        UsageError: the script's language has no words.
        ScriptError: the front matter has errors, so that nothing else can be read.
    """
    findings = Findings()
    header = read_header(path, source, findings)
    findings.settle()
    page = open_page(path, source, header, None)
    examination = _Examination(page, thorough=thorough)
    return examination.study(_places(path, source)), tuple(sorted(set(examination.problems)))


@dataclass
class _Examination:
    """A study in the making, and the problems met on the way."""

    page: Page
    thorough: bool
    problems: list[Problem] = field(default_factory=list)
    unread: dict[Place, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[Value, ...], list[tuple[Script, Plan | None]]] = field(default_factory=dict)
    """Scripts by the lines that they were made of."""
    _text: Known = field(default_factory=Known)
    """Most combinations share most of their steps,"""
    _parts: KnownParts = field(default_factory=dict)
    """and what those can last."""

    @cached_property
    def gatherer(self) -> Gatherer:
        return Gatherer(self.page.language, self.page.header.lexicon, self._text.lines)

    def study(self, places: dict[str, Place]) -> Study:
        found = tuple(self._cases())
        different = {id(case.script): case for case in reversed(found)}
        self.problems += self.gatherer.findings.problems
        return Study(
            header=self.page.header,
            lexis=load_lexis(self.page.folders),
            places=places,
            # Rendering knows the script without its front matter, where waivers may stand.
            sources=self.sources | {str(self.page.path): self.page.source},
            cases=found,
            sentences=tuple(self.gatherer.sentences),
            groups=tuple(self.gatherer.groups),
            sessions=tuple(
                session
                for case in reversed(different.values())
                for session in sessions(case, self._lengths(case))
            ),
            unread=self.unread,
        )

    def _cases(self) -> list[Case]:
        """The script in every combination that can be read."""
        params = self.page.header.params
        found = list(self._read(cases(params)))
        return found + list(self._read(twins(found, params)))

    def _read(self, rows: Sequence[dict[str, Value]]) -> Iterator[Case]:
        """These combinations, each with every seed that is to be tried."""
        params = self.page.header.params
        values = [resolve(params, Choices(values=row)) for row in rows]
        findings = [Findings() for _ in rows]
        rendered = self.page.render_all(values, findings)
        for number, row in enumerate(rows):
            yield from self._case(row, values[number], rendered[number], findings[number])

    def _case(
        self,
        row: dict[str, Value],
        values: dict[str, Value],
        rendered: Rendered,
        findings: Findings,
    ) -> Iterator[Case]:
        # Choices that leave every line as it is leave the session as it is.
        lines = (rendered.text, values["ending"], values["words"])
        if lines not in self._known:
            headings = headings_of(self.page, rendered, values, findings, self._text)
            self.sources |= rendered.own_sources()
            if not findings.problems:
                self.gatherer.gather(headings)
            seeds = _SEEDS if self.thorough else _SEEDS[:1]
            choices = (Choices(row, seed=seed) for seed in seeds)
            read = (self._script(rendered, headings, each, findings) for each in choices)
            self._known[lines] = [(script, self._plan(script, row)) for script in read if script]
        yield from (Case(row, script, plan) for script, plan in self._known[lines])

    def _script(
        self,
        rendered: Rendered,
        headings: Sequence[Heading],
        choices: Choices,
        findings: Findings,
    ) -> Script | None:
        try:
            script = assemble(self.page, rendered, headings, choices, findings, known=self._text)
        except ScriptError as error:
            self.problems += error.problems
            return None
        self.problems += script.warnings
        # What is judged is what will be heard; where the author set the pace, that is in it.
        return script if is_paced(script) else eased(script)

    def _plan(self, script: Script, row: dict[str, Value]) -> Plan | None:
        try:
            return measured(script, self._parts)
        except FitError as error:
            message = str(error)
            named = (s.place for s in script.steps if message.startswith(f"{s.title}:"))
            place = next(named, Place(str(self.page.path), 1))
            when = f" It is so with {Case(row, script, None).choices}." if row else ""
            self.unread.setdefault(place, message + when)
            return None

    def _lengths(self, case: Case) -> Iterable[float]:
        least, usual, most = self.page.header.length
        if self.thorough:
            return range(60 * -(-int(least) // 60), int(most) + 1, 60)
        if len(case.values) > 1:
            # What several choices change together shows where time is short or long.
            return least, most
        between = range(_EVERY, int(most), _EVERY) if not case.values else ()
        return sorted({least, usual, most, *(second for second in between if second > least)})


def _places(path: Path, source: str) -> dict[str, Place]:
    """Where the front matter sets each of its keys."""
    toml = source.split("\n+++", 1)[0].partition("\n")[2]
    front = Front(str(path), toml, Findings())
    places = {key: front.place(key) for key in front.table}
    params = front.table.get("params", {})
    return places | {f"params.{name}": front.place("params", name) for name in params}
