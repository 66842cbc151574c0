"""The tour of a script: front matter, choices, rendering, steps, and what was asked of them."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.catalogue import find_script
from soothe.model import Place, Script
from soothe.script.agreement import check_steps
from soothe.script.certain import note_certain
from soothe.script.header import is_plain, read_header, read_source, without_front
from soothe.script.idle import idle
from soothe.script.outline import outline
from soothe.script.page import open_page
from soothe.script.params import resolve
from soothe.script.pieces import Known, outlined
from soothe.script.source import Findings
from soothe.script.steps import Setting, build
from soothe.script.wishes import granted, step_names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from soothe.model import Choices, Ending, Problem, Value
    from soothe.script.outline import Heading
    from soothe.script.page import Page
    from soothe.script.stamps import Rendered

LONGEST_QUIET = 30.0
"""Seconds to which a bare pause may grow while the listener is to stay awake."""


def load(path: Path, choices: Choices, *, text: str | None = None) -> Script:
    """A script in words, for one set of choices.

    Args:
        path: the script; its folder also holds what it includes.
        choices: what the person asked for.
        text: the script's source, when it is not the file's own.

    Raises:
        UsageError: the file cannot be read, or a choice that the script does not offer.
        ScriptError: the script has errors; all of them are in it.
    """
    return next(load_each(path, choices, (choices.seed,), text=text))


def load_each(
    path: Path, choices: Choices, seeds: Iterable[int], *, text: str | None = None
) -> Iterator[Script]:
    """The script in the words of each seed; as `load`, but rendered only once."""
    source = read_source(path) if text is None else text
    if is_plain(path, source):
        from soothe.script.plain_text import load_plain

        for seed in seeds:
            yield load_plain(path, source, replace(choices, seed=seed))
        return
    findings = Findings()
    header = read_header(path, source, findings)
    if findings.problems:
        note_certain(str(path), without_front(source), findings)
    findings.settle()
    page = open_page(path, source, header, choices.seconds)
    values = resolve(header.params, choices)
    rendered = page.render(values, findings)
    known = Known()
    headings = headings_of(page, rendered, values, findings, known)
    for seed in seeds:
        yield assemble(page, rendered, headings, replace(choices, seed=seed), findings, known=known)


def headings_of(
    page: Page,
    rendered: Rendered,
    values: Mapping[str, Value],
    findings: Findings,
    known: Known,
) -> tuple[Heading, ...]:
    """The steps of a rendered script with their lines, before any wording is chosen.

    Args:
        page: the script before its choices.
        rendered: its lines for these choices.
        values: the choices.
        findings: where errors are noted.
        known: what was read of this script before.
    """
    base = _base_headings(page, values, findings, known)
    headings = outlined(rendered, findings, base, known)
    if not headings and not findings.problems:
        message = "There is no step. Begin one with ## Arrive [30s..1m..3m]"
        findings.error(Place(rendered.main, 1), "no-step", message)
    return headings


def assemble(
    page: Page,
    rendered: Rendered,
    headings: Sequence[Heading],
    choices: Choices,
    findings: Findings,
    *,
    known: Known,
) -> Script:
    """The script that these headings make, with the words chosen for a seed.

    Args:
        page: the script before its choices.
        rendered: its lines for these choices.
        headings: the steps that they make.
        choices: what the person asked for.
        findings: what reading has found so far.
        known: what was read of this script before.

    Raises:
        UsageError: a choice that the script does not offer.
        ScriptError: the script has errors; all of them are in it.
    """
    header = page.header
    values = resolve(header.params, choices)
    sleep = values["ending"] == "sleep"
    setting = Setting(
        language=page.language,
        lexicon=header.lexicon,
        longest=math.inf if sleep else LONGEST_QUIET,
        sparse=values["words"] != "full",
        toned=values["words"] == "tones",
        seed=choices.seed,
        sources=rendered.sources,
        findings=findings,
    )
    steps = build(headings, setting, known)
    names = step_names(headings, header.params, rendered.own_sources())
    check_steps(steps, names, findings)
    ending: Ending = "sleep" if sleep else "get-up"
    endings = (heading.options.get("only", ending) for heading in headings)
    playing = [step for step, only in zip(steps, endings, strict=True) if only == ending]
    return Script(
        name=header.name,
        title=header.title,
        lang=header.lang,
        warnings=findings.settle(),
        steps=granted(playing, names, choices, _brought(page, values, choices)),
        ending=ending,
        length=header.length,
        sound=header.sound,
        needs=header.needs,
        cautions=header.cautions,
        params=header.params,
        choices=tuple(values.items()),
        idle=idle(rendered.own_sources().values()),
        seed=choices.seed,
        meta=header.meta,
    )


def _base_headings(
    page: Page, values: Mapping[str, Value], findings: Findings, known: Known
) -> dict[str, Heading]:
    """The steps of the script that this one extends, by id."""
    if not page.header.extends:
        return {}
    known.base = known.base or _open_base(page)
    base, problems = known.base
    findings.problems += problems
    rendered = base.render(values, findings)
    return {heading.id: heading for heading in outlined(rendered, findings, {}, known)}


def _open_base(page: Page) -> tuple[Page, Sequence[Problem]]:
    """The script that another extends, and what is wrong with its front matter."""
    path = find_script(page.header.extends)
    source = read_source(path)
    findings = Findings()
    header = read_header(path, source, findings)
    return open_page(path, source, header, page.seconds), findings.problems


def _brought(page: Page, values: Mapping[str, Value], choices: Choices) -> set[str]:
    """The steps that are there only because a flag was kept."""
    flags = {param.name for param in page.header.params if param.type == "flag"}
    brought: set[str] = set()
    for flag in choices.keep & flags:
        brought |= _ids(page, values) - _ids(page, {**values, flag: False})
    return brought


def _ids(page: Page, values: Mapping[str, Value]) -> set[str]:
    """The steps that there are for these values."""
    unheard = Findings()
    return {heading.id for heading in outline(page.render(values, unheard).lines(), unheard)}
