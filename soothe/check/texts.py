"""Gathers what the rules look at in a text that people already have: plain, Markdown or SSML.

It has no choices and no wordings: one case, one session at its usual length, one set of sentences.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from soothe.check.lexis import load_lexis
from soothe.check.study import Case, Sentence, Study
from soothe.check.trials import measured, sessions
from soothe.model import Choices, Place
from soothe.script import load
from soothe.script.language import language_folders
from soothe.script.plain_text import describe_plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from soothe.model import Script


def study_text(path: Path, source: str) -> Study:
    """A text and its session; what cannot be honoured in it is in the warnings of its script.

    Args:
        path: the text.
        source: its content.

    Raises:
        UsageError: the text's language has no words.
        ScriptError: there is nothing to speak in it.
    """
    script = load(path, Choices(), text=source)
    header = describe_plain(path, source)
    case = Case({}, script, measured(script, {}))
    return Study(
        header=header,
        lexis=load_lexis(language_folders(path, header.lang)),
        places={"title": Place(str(path), 1)},
        sources={str(path): source},
        cases=(case,),
        sentences=tuple(_sentences(script)),
        sessions=tuple(sessions(case, [header.length[1]])),
        plain=True,
    )


def _sentences(script: Script) -> Iterator[Sentence]:
    for step in script.steps:
        for say in step.says():
            yield Sentence(
                say.text, say.place, step.id, say.pace, safety=False, shown=False, late=False
            )
