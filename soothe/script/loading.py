"""The tour of a script: front matter, choices, rendering, steps, and what was asked of them."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from soothe.catalogue import find_script
from soothe.model import Place, Script
from soothe.script.agreement import check_steps
from soothe.script.header import read_header, read_source
from soothe.script.language import language_folders, load_language
from soothe.script.marks import protect
from soothe.script.outline import outline
from soothe.script.params import LENGTH, resolve
from soothe.script.plain_text import is_plain, load_plain
from soothe.script.sides import sides_of
from soothe.script.source import Findings
from soothe.script.steps import Setting, build
from soothe.script.template import render
from soothe.script.wishes import granted, step_names

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from soothe.model import Choices, Ending, Param, Value
    from soothe.script.header import Header
    from soothe.script.language import Language
    from soothe.script.outline import Heading
    from soothe.script.stamps import Rendered

LONGEST_QUIET = 30.0
"""Seconds to which a bare pause may grow while the listener is to stay awake."""


@dataclass(frozen=True, slots=True)
class _Page:
    """A script before its choices: everything that rendering needs but the values."""

    path: Path
    source: str
    header: Header
    language: Language
    folders: tuple[Path, ...]
    """Where includes are looked up."""
    seconds: float
    """The length that lines may speak of."""

    def render(self, values: Mapping[str, Value], findings: Findings) -> Rendered:
        """The lines for these values."""
        context: dict[str, Any] = {
            param.name: _in_template(param, values[param.name]) for param in self.header.params
        }
        context[LENGTH] = self.seconds
        context["sides"] = sides_of(self.header.words, self.language, values)
        context["spoken_length"] = self.language.spoken
        return render(self.path, self.source, self.folders, context, findings)

    def ids(self, values: Mapping[str, Value]) -> set[str]:
        """The steps that there would be for these values."""
        unheard = Findings()
        return {heading.id for heading in outline(self.render(values, unheard).lines(), unheard)}


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
    source = read_source(path) if text is None else text
    if is_plain(path, source):
        return load_plain(path, source, choices)
    findings = Findings()
    header = read_header(path, source, findings)
    findings.settle()
    return _read(_page(path, source, header, choices), choices, findings)


def _page(path: Path, source: str, header: Header, choices: Choices) -> _Page:
    folders = language_folders(path, header.lang)
    language = load_language(header.lang, folders)
    return _Page(path, source, header, language, folders, choices.seconds or header.length[1])


def _read(page: _Page, choices: Choices, findings: Findings) -> Script:
    header = page.header
    values = resolve(header.params, choices)
    rendered = page.render(values, findings)
    headings = outline(rendered.lines(), findings, _base_headings(page, values, choices, findings))
    if not headings and not findings.problems:
        message = "There is no step. Begin one with ## Arrive [30s..1m..3m]"
        findings.error(Place(rendered.main, 1), "no-step", message)
    sleep = values["ending"] == "sleep"
    setting = Setting(
        language=page.language,
        longest=math.inf if sleep else LONGEST_QUIET,
        sparse=values["words"] == "sparse",
        seed=choices.seed,
        sources=rendered.sources,
        findings=findings,
    )
    steps = build(headings, setting)
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
        seed=choices.seed,
        meta=header.meta,
    )


def _base_headings(
    page: _Page, values: Mapping[str, Value], choices: Choices, findings: Findings
) -> dict[str, Heading]:
    """The steps of the script that this one extends, by id."""
    if not page.header.extends:
        return {}
    path = find_script(page.header.extends)
    source = read_source(path)
    base = _page(path, source, read_header(path, source, findings), choices)
    rendered = base.render(values, findings)
    return {heading.id: heading for heading in outline(rendered.lines(), findings)}


def _brought(page: _Page, values: Mapping[str, Value], choices: Choices) -> set[str]:
    """The steps that are there only because a flag was kept."""
    flags = {param.name for param in page.header.params if param.type == "flag"}
    brought: set[str] = set()
    for flag in choices.keep & flags:
        brought |= page.ids(values) - page.ids({**values, flag: False})
    return brought


def _in_template(param: Param, value: Value) -> object:
    """A value as a template sees it: free words without marks, whole numbers without a point."""
    if isinstance(value, str) and param.type == "text":
        return protect(value)
    if isinstance(value, tuple) and not param.of:
        return tuple(protect(item) for item in value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
