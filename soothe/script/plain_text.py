"""The tour of a plain text, Markdown or SSML file: head, blocks, steps.

Such a text says nothing of bounds, so its pauses give way: each may grow to ten times what it says,
and the gaps between sentences and paragraphs with them. That is how it fits a length.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from soothe.catalogue import DEFAULT_LANGUAGE, script_name
from soothe.errors import UsageError
from soothe.model import Place, Script
from soothe.script.fields import read_fields
from soothe.script.header import Header
from soothe.script.idle import IN_TEMPLATES
from soothe.script.language import language_folders, load_language
from soothe.script.marks import UNSEEN
from soothe.script.params import RESERVED, resolve
from soothe.script.plain import blocks, recite, seconds_of, title_of
from soothe.script.source import Findings, Origin, Text
from soothe.script.spellings import LONGEST
from soothe.script.tones import without_words
from soothe.script.unsaid import said
from soothe.script.wishes import granted
from soothe.script.words import Reader
from soothe.units import clock

if TYPE_CHECKING:
    from pathlib import Path

    from soothe.model import Choices, Step

_AROUND = 13.0
"""Seconds of every track before the first step and after the last, when it ends with getting up."""
_LARGEST = 200_000
"""Characters: about five hours of speech."""
_ABOUT = {
    *("title", "language", "lang", "duration", "length"),
    *("titel", "sprache", "dauer"),
}


def describe_plain(path: Path, source: str) -> Header:
    """What a plain text says about itself; its lengths are estimates."""
    header, _, _ = _read(path, source)
    return header


def load_plain(path: Path, source: str, choices: Choices) -> Script:
    """A plain text as a session.

    Raises:
        UsageError: a choice that such a text does not offer, or a language without words.
        ScriptError: there is nothing to speak in it.
    """
    header, steps, findings = _read(path, source)
    if not steps:
        findings.error(Place(str(path), 1), "no-step", "There is nothing to speak in this text.")
    values = resolve(header.params, choices)
    if values["words"] == "tones":
        steps = list(map(without_words, steps))
    names = {step.id for step in steps}
    return Script(
        name=header.name,
        title=header.title,
        lang=header.lang,
        warnings=findings.settle(),
        steps=granted(steps, names, choices, ()),
        ending="sleep" if values["ending"] == "sleep" else "get-up",
        length=header.length,
        sound=header.sound,
        params=header.params,
        choices=tuple(values.items()),
        idle=IN_TEMPLATES,
        seed=choices.seed,
        meta=header.meta,
    )


def _read(path: Path, source: str) -> tuple[Header, list[Step], Findings]:
    if len(source) > _LARGEST:
        raise UsageError(
            f"{path} has {len(source):,} characters, more than the {_LARGEST:,} that a session can"
            " hold. Cut it into several files."
        )
    fields = read_fields(source)
    text = said(fields.body)
    findings = Findings()
    for line in fields.remarks:
        message = "This is said to you and not to a listener; it is left out."
        findings.warning(Place(str(path), line), "not-honoured", message)
    lang = fields.lang or DEFAULT_LANGUAGE
    language = load_language(lang, language_folders(path, lang))
    reader = Reader(language, math.inf, 1.0, findings)
    heading = Text(fields.title, (Origin(0, Place(str(path), 1)),))
    title = title_of(heading, reader, text) or script_name(path)
    steps = recite(blocks(path, text.lines, fields.first), title, reader, text, findings)
    spans = seconds_of(line for step in steps for line in step.lines)
    least, usual, most = (seconds + _AROUND for seconds in spans)
    if least > LONGEST:
        raise UsageError(
            f"{path} takes at least {clock(least)}; a session can last {clock(LONGEST)}."
            " Cut it into several files."
        )
    header = Header(
        name=script_name(path),
        title=title,
        lang=lang,
        length=(least, min(max(least, fields.seconds or usual), most), most),
        params=RESERVED,
        meta=tuple(
            (key, re.sub(UNSEEN, "", value))
            for key, value in fields.values.items()
            if key not in _ABOUT
        ),
    )
    return header, steps, findings
