"""What is surely wrong in a script that cannot be rendered: lines that Jinja leaves as they are.

An error of a template hides every error behind it, and an author would meet them one by one. A
heading or a cue in a line without any template is what it is, whatever the template does.
"""

from __future__ import annotations

import math
import re

from soothe.model import Place
from soothe.script.grammar import Misread, read_cue
from soothe.script.marks import escape, plain, read_marks
from soothe.script.outline import outline
from soothe.script.source import Findings, Origin, Text
from soothe.script.words import BRACKET

_TEMPLATE = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
_PART = re.compile(r"\{[#%{]|[#%}]\}|\0")
_LARGEST = 200_000
"""Characters: what opens a template and is never closed is looked for to the end of the text."""


def note_certain(file: str, source: str, findings: Findings) -> None:
    """Add what is wrong whatever the template does.

    Args:
        file: where the text comes from.
        source: the text, without its front matter.
        findings: where errors are noted.
    """
    if len(source) > _LARGEST or "{% raw" in source:
        return
    certain = Findings()
    hidden = _TEMPLATE.sub(lambda match: re.sub(r"[^\n]", "\0", match[0]), source)
    for number, line in enumerate(hidden.split("\n"), start=1):
        if line.strip() and not _PART.search(line):
            _note(Text(line, (Origin(0, Place(file, number)),)).stripped(), certain)
    findings.problems += certain.problems


def _note(line: Text, certain: Findings) -> None:
    # A heading without bounds may take them from a script that is extended.
    if line.text.startswith("##") and ".." in line.text:
        outline([line], certain)
    elif not line.text.startswith("##"):
        words = read_marks(escape(line)).words
        for match in BRACKET.finditer(words.text):
            cue = read_cue(match[1], math.inf)
            if isinstance(cue, Misread):
                certain.error(words.place(match.start()), cue.rule, plain(cue.message))
