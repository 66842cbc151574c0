"""A session's texts without the name of the person for whom it was made.

Only what is written changes. What is spoken stays, and so does every time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from soothe.model import Say, Show

if TYPE_CHECKING:
    from collections.abc import Callable

    from soothe.model import Placed, Script, Span, Timeline

_CHOICE = "name"


def without_name(script: Script, timeline: Timeline) -> tuple[Script, Timeline]:
    """The same session with the name left out of titles, words and choices."""
    name = str(dict(script.choices).get(_CHOICE, "")).strip()
    if not name:
        return script, timeline
    # Scripts without spaces have no word edges; there a name goes wherever it stands.
    before, after = (r"(?<!\w)", r"(?!\w)") if name.isascii() else ("", "")
    # The comma that sets a name apart goes with it: "Welcome, Anna." becomes "Welcome."
    spoken = re.compile(rf"[,\s]*{before}{re.escape(name)}{after}", re.IGNORECASE)

    def clean(text: str) -> str:
        return spoken.sub("", text).lstrip(" ,")

    kept = tuple(pair for pair in script.choices if pair[0] != _CHOICE)
    return replace(script, title=clean(script.title), choices=kept), replace(
        timeline,
        spans=tuple(_span(span, clean) for span in timeline.spans),
        placed=tuple(_placed(each, clean) for each in timeline.placed),
    )


def _span(span: Span, clean: Callable[[str], str]) -> Span:
    return replace(span, step=replace(span.step, title=clean(span.step.title)))


def _placed(each: Placed, clean: Callable[[str], str]) -> Placed:
    if not isinstance(each.cue, Say | Show):
        return each
    return replace(each, cue=replace(each.cue, text=clean(each.cue.text)))
