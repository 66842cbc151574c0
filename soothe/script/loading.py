"""The tour of a script: front matter, choices, rendering, steps, and what was asked of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from soothe.catalogue import script_folders
from soothe.model import Script
from soothe.script.header import read_header, read_source
from soothe.script.language import load_language
from soothe.script.marks import protect
from soothe.script.outline import outline
from soothe.script.params import LENGTH, resolve
from soothe.script.sides import Sides
from soothe.script.source import Findings
from soothe.script.steps import Setting, build
from soothe.script.template import render
from soothe.script.wishes import check_steps, granted, names_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from soothe.model import Choices, Value
    from soothe.script.header import Header
    from soothe.script.language import Language


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
    findings = Findings()
    header = read_header(path, source, findings)
    findings.settle()
    folders = _folders(path, header.lang)
    language = load_language(header.lang, folders)
    values = resolve(header.params, choices)
    seconds = choices.seconds or (header.length[1] if header.length else None)
    context = _context(header, language, values, seconds)
    rendered = render(path, source, folders, context, findings)
    headings = outline(rendered.lines(), findings)
    setting = Setting(
        language=language,
        sleep=values["ending"] == "sleep",
        sparse=values["words"] == "sparse",
        seed=choices.seed,
        sources=rendered.sources,
        findings=findings,
    )
    steps = build(headings, setting)
    names = names_of(headings, header.params, rendered.own_sources())
    check_steps(steps, names, findings)
    warnings = findings.settle()
    ending = values["ending"]
    playing = [
        s for s, h in zip(steps, headings, strict=True) if h.options.get("only") in {None, ending}
    ]
    return Script(
        name=header.name,
        title=header.title,
        lang=header.lang,
        steps=granted(playing, names, choices),
        ending="sleep" if ending == "sleep" else "get-up",
        length=header.length,
        sound=header.sound,
        needs=header.needs,
        cautions=header.cautions,
        params=header.params,
        choices=tuple(values.items()),
        seed=choices.seed,
        meta=header.meta,
        warnings=warnings,
    )


def _folders(path: Path, lang: str) -> tuple[Path, ...]:
    """Where includes and words are looked up: beside the script, then by language, then anywhere."""
    base = lang.partition("-")[0]
    shared = [folder / sub for folder in script_folders() for sub in (lang, base, "")]
    return tuple(dict.fromkeys((path.parent, *shared)))


def _context(
    header: Header,
    language: Language,
    values: Mapping[str, Value],
    seconds: float | None,
) -> dict[str, Any]:
    """Everything that a script can name."""
    context = {name: _in_template(value) for name, value in values.items()}
    context["sides"] = Sides(header.words, language, values)
    context["spoken_length"] = language.spoken
    if seconds is not None:
        context[LENGTH] = seconds
    return context


def _in_template(value: Value) -> object:
    """A value as a template should see it: words without marks, whole numbers without a point."""
    if isinstance(value, str):
        return protect(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value
